"""The page of the sampling audit: a call, a tap, the share and its bounds."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.domains.keys.models import Visit
from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests import worlds

PAGE = reverse("sample", args=[worlds.NANYANG])
AUDITOR = Viewer("a" * 26, (Office(Role.AUD, "330402000000"),))


@pytest.fixture
def october(team, looked_at_by, monkeypatch):
    """Three visits in September, looked at in October."""
    for days in (1, 2):
        worlds.visit(ended_at=worlds.MORNING + timedelta(days=days))
    monkeypatch.setattr(clock, "now", lambda: moment(date(2021, 10, 5), 10))
    return list(Visit.objects.order_by("number").values_list("number", flat=True))


def tap(client, number, what):
    return client.post(PAGE, {"key": str(uuid.uuid4()), "number": number, "what": what})


def body(client, path=PAGE):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_call_and_a_tap_answer_each_visit(october, looked_at_by):
    liu = looked_at_by(worlds.liu)
    assert "抽出 3 次" in body(liu) and "至少占 0 %" in body(liu)
    assert tap(liu, october[0], "came").status_code == 302
    assert tap(liu, october[1], "nobody").status_code == 302
    rows = list(Visit.objects.order_by("number").values_list("evidence", "disputed"))
    assert rows == [("C", False), ("A", True), ("A", False)]
    shown = body(liu)
    assert "已确认 1 次，没来过 1 次，还没问 1 次" in shown
    assert "至少占 33 %" in shown and "至多占 67 %" in shown
    assert tap(liu, "x", "came").status_code in (400, 422)
    again = tap(liu, october[0], "came")
    assert again.status_code == 422 and 'role="alert"' in again.content.decode()


def test_the_auditor_reads_numbers_of_records_and_no_names(october, looked_at_by):
    worlds.in_the_vault(worlds.ZHOU)
    assert "周奶奶" in body(looked_at_by(worlds.liu))
    auditor = looked_at_by(AUDITOR)
    shown = body(auditor)
    assert "周奶奶" not in shown and worlds.ZHOU not in shown and 'name="what"' not in shown
    assert reverse("record", args=[october[0]]) in shown
    assert "抽查" in body(auditor, reverse("samples"))
    assert reverse("samples") in body(auditor, reverse("audit"))


@pytest.mark.parametrize("month", ["2021-10", "2030-01", "nonsense"])
def test_a_month_that_is_not_over_or_none_is_refused(october, looked_at_by, month):
    answer = looked_at_by(worlds.liu).get(f"{PAGE}?month={month}")
    assert answer.status_code == 422


@pytest.mark.parametrize("who", ["zhu", "daughter", "outside", "stranger"])
def test_nobody_else_opens_it(october, looked_at_by, who):
    assert looked_at_by(getattr(worlds, who)).get(PAGE).status_code in (403, 404)


def test_it_stays_light(october, looked_at_by):
    liu = looked_at_by(worlds.liu)
    with CaptureQueriesContext(connection) as asked:
        assert len(liu.get(PAGE).content) < 60_000
    assert len(asked) <= 25
