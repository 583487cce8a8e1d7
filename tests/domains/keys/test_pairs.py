"""The second person really acts: under their own account, once, and the record shows it."""

from __future__ import annotations

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.models import Alarm
from gongfu.domains.keys.rules import pairs as rules
from gongfu.kernel.ledger import replay, standing
from gongfu.kernel.notices import reading as notices
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.viewers import Viewer
from tests import worlds
from tests.worlds import (
    LIN,
    LIU,
    MORNING,
    NANYANG,
    TODAY,
    ZHOU,
    ZHU,
    chen,
    daughter,
    lin,
    liu,
    neighbour,
    son,
    zhu,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(key):
    """朱水源 and 林 opened the door with the key; the number of the record."""
    worlds.visit(answer="no-answer")
    alarm = Alarm.objects.get().alarm
    return actions.take_alarm_step(
        zhu, alarm=alarm, step="opened-with-key", outcome="fine", second=LIN, at=MORNING
    ).number


def money(witness=LIN):
    return actions.handle_money(
        zhu, elder=ZHOU, witness=witness, amount_fen=5000, purpose="bills", at=MORNING
    ).number


def say(who, number, was_there=True):
    return actions.answer_as_second(who, number=number, was_there=was_there, at=MORNING)


def state(number):
    return queries.pair_states([number])[number]


def test_the_key_is_found_in_the_hands_of_one_of_the_two(door):
    assert state(door) == "waiting"


def test_the_second_person_is_asked_and_told(door):
    (line,) = queries.to_answer(lin)
    assert (line.number, line.elder, line.by, line.why) == (door, ZHOU, ZHU, "no-answer")
    assert (line.by_role, line.second_role) == ("keeper", "keeper")
    assert [one.title for one in notices.newest(LIN)] == ["您是第二人吗？"]
    assert queries.to_answer(zhu) == queries.to_answer(Viewer()) == ()


def test_a_word_of_the_second_person_makes_it_class_c(door):
    assert standing.of([door]) == {}
    say(lin, door)
    assert standing.of([door])[door].evidence == "C"
    assert state(door) == "confirmed"
    assert queries.to_answer(lin) == ()


@pytest.mark.parametrize("who", [zhu, liu, daughter, neighbour])
def test_nobody_else_answers_for_the_second_person(door, who):
    with pytest.raises((Denied, rules.NotTheSecond)):
        say(who, door)


def test_who_speaks_for_the_second_person_does_not_answer_for_them(door):
    with pytest.raises(rules.NotTheSecond):
        say(worlds.relative(worlds.STRANGER, LIN), door)


def test_the_second_person_answers_once(door):
    say(lin, door)
    for there in (True, False):
        with pytest.raises(rules.AlreadyAnswered):
            say(lin, door, there)


def test_a_visit_is_no_act_of_two(team):
    with pytest.raises(rules.NoSuchAct):
        say(lin, worlds.visit().number)


def test_a_step_taken_alone_asks_nobody(key):
    worlds.visit(answer="no-answer")
    alarm = Alarm.objects.get().alarm
    entry = actions.take_alarm_step(
        zhu, alarm=alarm, step="called-elder", outcome="not-reached", at=MORNING
    )
    assert queries.pair_states([entry.number]) == {}


def test_a_denial_stands_on_the_desk_until_a_third_settles_it(team):
    number = money()
    say(lin, number, was_there=False)
    assert state(number) == "denied"
    assert [one.number for one in queries.pairs_to_settle(liu, NANYANG, TODAY)] == [number]
    actions.settle_act(chen, number=number, finding="happened", at=MORNING)
    assert state(number) == "settled"
    assert queries.pairs_to_settle(liu, NANYANG, TODAY) == ()
    with pytest.raises(rules.NotDenied):
        actions.settle_act(liu, number=number, finding="happened", at=MORNING)


def test_who_took_part_settles_nothing_and_what_did_not_happen_is_taken_back(team):
    number = money(witness=LIU)
    with pytest.raises(rules.NotDenied):
        actions.settle_act(chen, number=number, finding="happened", at=MORNING)
    say(liu, number, was_there=False)
    with pytest.raises(rules.OwnAct):
        actions.settle_act(liu, number=number, finding="happened", at=MORNING)
    entry = actions.settle_act(chen, number=number, finding="did-not-happen", at=MORNING)
    assert (entry.reverses, state(number)) == (number, "taken-back")


def test_the_desk_of_another_community_hears_nothing(team):
    say(lin, money(), was_there=False)
    number = money(witness=LIU)
    say(liu, number, was_there=False)
    for who in (worlds.outside, son):
        with pytest.raises(Denied):
            queries.pairs_to_settle(who, NANYANG, TODAY)
        with pytest.raises(Denied):
            actions.settle_act(who, number=number, finding="happened", at=MORNING)


@pytest.mark.slow
def test_acts_of_two_replay(door):
    number = money()
    say(lin, door)
    say(lin, number, was_there=False)
    actions.settle_act(chen, number=number, finding="did-not-happen", at=MORNING)
    actions.answer_for_family(daughter, number=door, answer="question", at=MORNING)
    actions.close_question(liu, number=door, at=MORNING)
    assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]


def test_the_family_says_that_they_know_or_asks_the_office(door):
    (line,) = queries.keys_used(daughter, TODAY)
    assert (line.number, line.why, line.state) == (door, "no-answer", "waiting")
    assert queries.keys_used(worlds.zhou, TODAY) == (line,)
    assert queries.keys_used(son, TODAY) == queries.keys_used(Viewer(), TODAY) == ()
    actions.answer_for_family(daughter, number=door, answer="question", at=MORNING)
    assert [one.number for one in queries.pairs_to_settle(liu, NANYANG, TODAY)] == [door]
    (line,) = queries.keys_used(daughter, TODAY)
    assert line.family == "question"
    actions.close_question(liu, number=door, at=MORNING)
    assert queries.keys_used(daughter, TODAY) == queries.pairs_to_settle(liu, NANYANG, TODAY) == ()


def test_the_family_answers_once_and_only_the_family(door):
    for who in (son, liu, zhu, neighbour):
        with pytest.raises(Denied):
            actions.answer_for_family(who, number=door, answer="known", at=MORNING)
    actions.answer_for_family(daughter, number=door, answer="known", at=MORNING)
    with pytest.raises(rules.AlreadyAnswered):
        actions.answer_for_family(worlds.zhou, number=door, answer="question", at=MORNING)
    with pytest.raises(rules.NoQuestion):
        actions.close_question(liu, number=door, at=MORNING)


def test_money_is_no_key_about_which_the_family_is_told(team):
    number = money()
    assert queries.keys_used(daughter, TODAY) == ()
    with pytest.raises(rules.NoSuchAct):
        actions.answer_for_family(daughter, number=number, answer="known", at=MORNING)
