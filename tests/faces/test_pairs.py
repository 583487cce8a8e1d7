"""Acts of two on pages: the second person's request, the record, the desk, the family."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.models import Alarm
from tests import worlds


def key():
    return {"key": str(uuid.uuid4())}


@pytest.fixture
def door(team):
    """朱水源 and 林 opened the door of 周 with the key."""
    actions.raise_alarm(worlds.liu, elder=worlds.ZHOU, cause="call", at=worlds.MORNING)
    return actions.take_alarm_step(
        worlds.zhu,
        alarm=Alarm.objects.get().alarm,
        step="opened-with-key",
        outcome="fine",
        second=worlds.LIN,
        at=worlds.MORNING,
    ).number


def body(client, name, *arguments):
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_second_person_confirms_on_my_day_and_the_record_shows_it(door, looked_at_by):
    address = reverse("pair-second", args=[door])
    assert address not in body(looked_at_by(worlds.zhu), "day")
    assert "等第二人确认" in body(looked_at_by(worlds.zhu), "record", door)
    assert "等第二人确认" in body(looked_at_by(worlds.liu), "alarm", Alarm.objects.get().alarm)
    lin = looked_at_by(worlds.lin)
    assert address in body(lin, "day")
    assert lin.post(address, {**key(), "answer": "yes"}).status_code == 302
    assert address not in body(lin, "day")
    record = body(lin, "record", door)
    assert "第二人已确认" in record and "tag-C" in record


def test_a_denial_stands_on_the_desk_and_is_settled_there(door, looked_at_by):
    lin = looked_at_by(worlds.lin)
    lin.post(reverse("pair-second", args=[door]), {**key(), "answer": "no"})
    assert "第二人说不在场" in body(lin, "record", door)
    chen = looked_at_by(worlds.chen)
    settle = reverse("pair-settle", args=[door])
    assert settle in body(chen, "desk")
    assert chen.post(settle, {**key(), "finding": "did-not-happen"}).status_code == 302
    assert settle not in body(chen, "desk")
    assert queries.pair_states([door]) == {door: "taken-back"}


def test_an_answer_that_is_none_is_refused(door, looked_at_by):
    lin = looked_at_by(worlds.lin)
    answer = lin.post(reverse("pair-second", args=[door]), {**key(), "answer": "maybe"})
    assert answer.status_code == 422
    assert queries.pair_states([door]) == {door: "waiting"}


def test_the_step_with_a_key_is_taken_on_the_page_of_the_alarm(team, looked_at_by):
    actions.raise_alarm(worlds.liu, elder=worlds.ZHOU, cause="call", at=worlds.MORNING)
    path = reverse("alarm", args=[Alarm.objects.get().alarm])
    step = {"step": "opened-with-key", "outcome": "helped", "second": worlds.LIN}
    assert looked_at_by(worlds.zhu).post(path, {**key(), **step}).status_code == 302
    (line,) = queries.to_answer(worlds.lin)
    assert line.sort == "key"


def test_the_family_sees_the_use_of_a_key_first_and_answers_with_one_tap(door, looked_at_by):
    client = looked_at_by(worlds.daughter)
    address = reverse("pair-family", args=[door])
    day = body(client, "day")
    main = day[day.index("<main") :]
    assert main.index("used-") < main.index('class="list"')
    for words in ("钥匙帮志愿者", "老人呼救", "今天", "我知道了", "我有疑问"):
        assert words in main, words
    assert client.post(address, {**key(), "answer": "known"}).status_code == 302
    assert address not in body(client, "day")


def test_a_question_of_the_family_stands_on_the_desk_until_the_office_has_called(
    door, looked_at_by
):
    daughter = looked_at_by(worlds.daughter)
    daughter.post(reverse("pair-family", args=[door]), {**key(), "answer": "question"})
    assert "您的问题已转到社区" in body(daughter, "day")
    desk = looked_at_by(worlds.liu)
    close = reverse("pair-close", args=[door])
    assert close in body(desk, "desk")
    assert desk.post(close, key()).status_code == 302
    assert close not in body(desk, "desk")
    assert "您的问题" not in body(looked_at_by(worlds.daughter), "day")
