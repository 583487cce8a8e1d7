"""The pages of who is on call: the rota, the alarm's time left, my day."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.domains.keys import actions
from gongfu.domains.keys.models import Alarm, Duty
from gongfu.faces.web.shell import clock
from tests import worlds

ROTA = reverse("rota", args=[worlds.NANYANG])


def tap(client, path, **values):
    return client.post(path, {"key": str(uuid.uuid4()), **values})


def body(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def alarmed(team):
    """林 is on call; 朱 raised an alarm, an hour before the pages are looked at."""
    actions.take_duty(worlds.lin, place=worlds.NANYANG, day=worlds.TODAY, at=worlds.MORNING)
    at = worlds.MORNING + timedelta(minutes=50)
    return actions.raise_alarm(worlds.zhu, elder=worlds.ZHOU, cause="call", at=at).deed.alarm


def test_days_are_taken_offered_and_taken_over_by_a_tap_each(team, looked_at_by):
    zhu = looked_at_by(worlds.zhu)
    assert body(zhu, ROTA).count("我来值班") == 14
    assert tap(zhu, ROTA, day="2021-09-17", what="take").status_code == 302
    assert tap(zhu, ROTA, day="2021-09-17", what="offer").status_code == 302
    assert "我又能来了" in body(zhu, ROTA)
    lin = looked_at_by(worlds.lin)
    assert "我来接班" in body(lin, ROTA)
    assert tap(lin, ROTA, day="2021-09-17", what="take").status_code == 302
    assert Duty.objects.get().keeper == worlds.LIN
    refused = tap(looked_at_by(worlds.zhu), ROTA, day="2021-09-17", what="take")
    assert refused.status_code == 422 and "已经有人值班" in refused.content.decode()


@pytest.mark.parametrize("changes", [{"day": "tomorrow"}, {"what": "swap"}, {"day": ""}])
def test_what_cannot_be_read_changes_nothing(team, looked_at_by, changes):
    answer = tap(looked_at_by(worlds.zhu), ROTA, **{"day": "2021-09-17", "what": "take", **changes})
    assert answer.status_code in (400, 422) and not Duty.objects.exists()


def test_the_office_reads_the_rota_and_puts_nobody_on_it(team, looked_at_by):
    liu = looked_at_by(worlds.liu)
    assert "还没有人" in body(liu, ROTA) and 'name="what"' not in body(liu, ROTA)
    assert tap(liu, ROTA, day="2021-09-17", what="take").status_code == 403
    assert looked_at_by(worlds.daughter).get(ROTA).status_code in (403, 404)


def test_my_day_shows_the_alarm_and_its_time_left(alarmed, looked_at_by):
    lin = looked_at_by(worlds.lin)
    shown = body(lin, reverse("day"))
    assert "警报：您在值班" in shown and "5 分钟内要有人接" in shown
    assert tap(lin, reverse("alarm-take", args=[alarmed])).status_code == 302
    assert Alarm.objects.get().taken_by == worlds.LIN
    assert "5 分钟内要有人接" not in body(lin, reverse("day"))
    assert "我来处理" not in body(lin, reverse("alarm", args=[alarmed]))
    assert "警报：您在值班" not in body(looked_at_by(worlds.zhu), reverse("day"))


def test_who_is_on_call_may_open_the_address_until_the_alarm_is_closed(alarmed, looked_at_by):
    worlds.in_the_vault(worlds.ZHOU, address="南杨路 1 号")
    path = reverse("elder-reveal", args=[worlds.ZHOU])
    lin = looked_at_by(worlds.lin)
    assert "南杨路 1 号" in tap(lin, path, field="address").content.decode()
    at = worlds.MORNING + timedelta(hours=1)
    actions.close_alarm(worlds.liu, alarm=alarmed, outcome="fine", at=at)
    assert tap(lin, path, field="address").status_code in (403, 404)


def test_the_desk_says_that_it_was_not_taken_in_time(alarmed, looked_at_by, monkeypatch):
    liu = looked_at_by(worlds.liu)
    assert "5 分钟内要有人接" in body(liu, reverse("desk"))
    monkeypatch.setattr(clock, "now", lambda: worlds.MORNING + timedelta(hours=2))
    assert "超时没人接" in body(liu, reverse("desk"))
    assert "超时没人接" in body(liu, reverse("alarm", args=[alarmed]))


def test_the_pages_stay_light(alarmed, looked_at_by):
    lin = looked_at_by(worlds.lin)
    for path in (ROTA, reverse("day"), reverse("alarm", args=[alarmed])):
        with CaptureQueriesContext(connection) as asked:
            assert len(lin.get(path).content) < 60_000
        assert len(asked) <= 25, path
