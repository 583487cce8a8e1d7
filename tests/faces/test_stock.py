"""The page of the stock-take: a tap for each thing, no door beside a number."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.domains.keys.models import Item
from gongfu.faces.web.shell import clock
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests import worlds

PAGE = reverse("stock", args=[worlds.NANYANG])


def tap(client, item, what, path=PAGE):
    return client.post(path, {"key": str(uuid.uuid4()), "item": item, "what": what})


def test_one_tap_says_that_it_is_there(team, looked_at_by):
    liu = looked_at_by(worlds.liu)
    assert "还没有清点过" in liu.get(PAGE).content.decode()
    assert tap(liu, team["item"], "seen").status_code == 302
    shown = liu.get(PAGE).content.decode()
    assert "上次清点：2021-09-16" in shown and "今天已清点" in shown
    assert 'value="seen"' not in shown
    card = looked_at_by(worlds.zhu).get(reverse("item", args=[team["item"]])).content.decode()
    assert "清点在位" in card


def test_one_tap_says_that_it_is_missing(team, looked_at_by):
    liu = looked_at_by(worlds.liu)
    assert tap(liu, team["item"], "lost").status_code == 302
    assert Item.objects.get().state == "lost"
    assert "没有托管物品" in liu.get(PAGE).content.decode()


def test_a_refusal_stands_on_the_page_in_words(team, looked_at_by):
    both = Viewer(worlds.ZHU, (Office(Role.GRD, worlds.NANYANG),))
    client = looked_at_by(both)
    assert 'value="seen"' not in client.get(PAGE).content.decode()
    answer = tap(client, team["item"], "seen")
    assert answer.status_code == 403 and "由您本人保管" in answer.content.decode()
    assert tap(client, team["item"], "burnt").status_code in (400, 422)


def test_the_desk_says_when_it_is_due(team, looked_at_by, monkeypatch):
    liu = looked_at_by(worlds.liu)
    assert "?due" not in liu.get(reverse("desk")).content.decode()
    monkeypatch.setattr(clock, "now", lambda: worlds.MORNING + timedelta(days=90))
    assert f"{PAGE}?due" in liu.get(reverse("desk")).content.decode()
    assert "待清点 1 件" in liu.get(f"{PAGE}?due").content.decode()


@pytest.mark.parametrize("who", ["zhu", "daughter", "outside", "stranger"])
def test_nobody_else_opens_it(team, looked_at_by, who):
    assert looked_at_by(getattr(worlds, who)).get(PAGE).status_code in (403, 404)


def test_no_elder_stands_on_it_and_its_queries_stay_few(team, looked_at_by):
    liu = looked_at_by(worlds.liu)
    with CaptureQueriesContext(connection) as few:
        liu.get(PAGE)
    for number in range(30):
        worlds.entrust_key(f"K-{number:02}")
    with CaptureQueriesContext(connection) as many:
        shown = liu.get(PAGE).content
    assert len(many) == len(few) <= 25 and len(shown) < 60_000
    assert worlds.ZHOU not in shown.decode()
