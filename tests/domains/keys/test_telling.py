"""Who is told of an alarm, of 没来过, and of the use of a key."""

from __future__ import annotations

import pytest

from gongfu.domains.keys import actions
from gongfu.kernel.ledger import reading as ledger
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.notices import reading
from gongfu.kernel.people.deeds import AppointmentMade
from gongfu.kernel.refusals import Refused
from tests import worlds


@pytest.fixture
def office(team):
    """刘勇 and 陈 are appointed secretaries of the community."""
    made = [
        AppointmentMade(
            on=worlds.TODAY, place=worlds.NANYANG, person=one, role="SEC", until=worlds.NEXT_YEAR
        )
        for one in (worlds.LIU, worlds.CHEN)
    ]
    with acting():
        permit()
        append([Draft(deed, by=worlds.LIU, at=worlds.MORNING) for deed in made])


def titles(person):
    return [(line.title, line.link) for line in reading.newest(person)]


def test_an_unanswered_door_tells_the_office_once(office):
    for _time in range(2):
        worlds.visit(answer="no-answer", key="0f8fad5b-d9cb-469f-a165-70867728950e")
    (told,) = titles(worlds.CHEN)
    assert told[0] == "老人报警" and told[1].startswith("/keys/alarms/")
    assert reading.newest(worlds.CHEN)[0].sentence.endswith("敲门无人应答。")
    assert not titles(worlds.ZHU) and not titles(worlds.DAUGHTER)


def test_who_raises_an_alarm_is_not_told_of_it(office):
    actions.raise_alarm(worlds.liu, elder=worlds.ZHOU, cause="call", at=worlds.MORNING)
    assert not titles(worlds.LIU) and len(titles(worlds.CHEN)) == 1


def test_a_visit_that_did_not_happen_tells_the_office(office):
    number = worlds.visit().number
    actions.dispute_visit(worlds.daughter, number=number, at=worlds.MORNING)
    assert titles(worlds.LIU) == [("有人反映没来过", f"/keys/visits/{number}/settle/")]


def test_the_use_of_a_key_tells_the_family(office):
    tag = worlds.entrust_key()
    alarm = actions.raise_alarm(worlds.zhu, elder=worlds.ZHOU, cause="call", at=worlds.MORNING)
    step = {"alarm": alarm.deed.alarm, "outcome": "helped", "at": worlds.MORNING}
    actions.take_alarm_step(worlds.zhu, step="called-elder", **step)
    assert not titles(worlds.DAUGHTER)
    door = {"step": "opened-with-key", "second": worlds.LIN, "item": tag}
    actions.take_alarm_step(worlds.zhu, **door, **step)
    assert titles(worlds.DAUGHTER) == [("钥匙被使用", "/day/")]


def test_a_refused_action_tells_nobody(office):
    actions.raise_alarm(worlds.liu, elder=worlds.ZHOU, cause="call", at=worlds.MORNING)
    before = ledger.size()
    with pytest.raises(Refused):
        actions.raise_alarm(worlds.liu, elder=worlds.ZHOU, cause="call", at=worlds.MORNING)
    assert ledger.size() == before and len(titles(worlds.CHEN)) == 1
