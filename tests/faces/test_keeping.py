"""Pages that a phone keeps hold no name; the same pages with a network do."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.vault import Details, Plain, add_people
from gongfu.kernel.rights.viewers import Viewer
from tests import worlds

KEPT = {"headers": {"Gongfu-Keep": "1"}}
NAMES = ("周奶奶", "朱守义", "周敏", "刘安")


@pytest.fixture
def named(looked_at_by, monkeypatch):
    """朱守义 keeps 周奶奶, visited her once and is asked about a second visit and a thing."""
    plain = [Plain(name=name, label=name) for name in NAMES]
    people = dict(zip(("ZHOU", "ZHU", "DAUGHTER", "LIU"), add_people(plain), strict=True))
    for name, one in people.items():
        monkeypatch.setattr(worlds, name, one)
    monkeypatch.setattr(worlds, "zhu", worlds.keeper(people["ZHU"]))
    monkeypatch.setattr(worlds, "liu", worlds.secretary(people["LIU"]))
    worlds.actions.join_team(worlds.zhu, keeper=worlds.ZHU, place=worlds.NANYANG, at=worlds.MORNING)
    worlds.register(worlds.ZHOU, worlds.DAUGHTER)
    worlds.assign(worlds.zhu, worlds.ZHOU, worlds.DAUGHTER)
    worlds.visit(worlds.zhu, worlds.ZHOU, ended_at=worlds.MORNING)
    worlds.actions.entrust_item(
        worlds.liu, elder=worlds.ZHOU, sort="key", tag="K-9", at=worlds.MORNING
    )
    worlds.actions.hand_over(worlds.liu, item="K-9", taker=worlds.ZHU, at=worlds.MORNING)
    return looked_at_by(worlds.zhu)


def paths():
    return [reverse("day"), *(reverse(n, args=[worlds.ZHOU]) for n in ("visit", "service"))]


def test_a_page_to_be_kept_names_nobody(named):
    for path in paths():
        answer = named.get(path, **KEPT)
        body = answer.content.decode()
        assert answer.status_code == 200 and answer["Gongfu-Kept"] == "1"
        assert not [name for name in NAMES if name in body], path
        assert "我名单上的第1位" in body and worlds.ZHOU in body, path


def test_the_same_pages_with_a_network_name_people_and_are_not_to_be_kept(named):
    for path in paths():
        answer = named.get(path)
        assert "周奶奶" in answer.content.decode()
        assert "Gongfu-Kept" not in answer.headers
        assert answer["Cache-Control"] == "private, no-store"


def test_a_page_to_be_kept_leaves_messages_to_the_page_that_shows_them(named):
    ask = {"key": "7d1f7a4e-7f0d-4d43-9d0e-0d8a2f1b9c11", "answer": "yes"}
    assert named.post(reverse("item-accept", args=["K-9"]), ask).status_code == 302
    said = 'class="notice'
    assert said not in named.get(reverse("day"), **KEPT).content.decode()
    assert said in named.get(reverse("day")).content.decode()


def test_what_is_not_meant_to_be_kept_says_so(named):
    assert "Gongfu-Kept" not in named.get(reverse("hours"), **KEPT).headers


def test_the_form_for_asking_is_kept_without_home_and_wards(named, looked_at_by):
    home = Newcomer(Details("周敏", label="周敏"), worlds.NANYANG)
    [entry] = register_people(worlds.liu, [home], on=worlds.TODAY, at=worlds.MORNING)
    daughter = Viewer(entry.deed.person, wards=frozenset({worlds.ZHOU}))
    client = looked_at_by(daughter)
    with_names = client.get(reverse("ask")).content.decode()
    assert "周奶奶" in with_names and worlds.NANYANG in with_names
    answer = client.get(reverse("ask"), **KEPT)
    body = answer.content.decode()
    assert answer["Gongfu-Kept"] == "1" and "在我家" in body
    assert not [name for name in (*NAMES, worlds.NANYANG) if name in body]
    assert f'data-person="{worlds.ZHOU}"' in body and "data-outbox" in body
    assert looked_at_by(worlds.liu).get(reverse("ask"), **KEPT).status_code == 404
