"""The alarm path."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.models import Alarm
from gongfu.domains.keys.rules import alarms as rules
from gongfu.kernel.rights.checking import Denied
from tests.worlds import (
    LIN,
    LIU,
    MORNING,
    NANYANG,
    TODAY,
    WU,
    ZHOU,
    ZHU,
    chen,
    daughter,
    lin,
    liu,
    son,
    stranger,
    visit,
    zhu,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def alarm(key):
    """Nobody answered 朱水源, who holds the key."""
    visit(answer="no-answer")
    return Alarm.objects.get().alarm


def step(who, alarm, what, outcome="not-reached", **more):
    return actions.take_alarm_step(who, alarm=alarm, step=what, outcome=outcome, at=MORNING, **more)


def test_the_path_goes_on_step_by_step(alarm, key):
    steps = ["called-elder", "called-contact", "opened-with-key"]
    for expected in steps[:2]:
        assert queries.alarm_card(zhu, alarm).line.next_step == expected
        step(zhu, alarm, expected)
    assert queries.alarm_card(zhu, alarm).line.next_step == "opened-with-key"
    step(zhu, alarm, "opened-with-key", "helped", second=LIN, item=key)
    card = queries.alarm_card(daughter, alarm)
    assert [line.step for line in card.path] == steps
    assert card.line.next_step == ""


def test_nobody_opens_a_door_alone_or_with_another_key(alarm, key):
    for second in ("", ZHU, ZHOU):
        with pytest.raises(rules.SecondAtTheDoor):
            step(zhu, alarm, "opened-with-key", second=second, item=key)
    with pytest.raises(rules.NoKeyInHand):
        step(zhu, alarm, "opened-with-key", second=LIN, item="other")
    with pytest.raises(rules.NoKeyInHand):
        step(liu, alarm, "opened-with-key", second=LIN, item=key)
    step(liu, alarm, "opened-with-key", second=ZHU, item=key)


def test_the_family_is_told_when_a_door_was_opened(alarm, key):
    assert queries.key_uses(daughter, since=MORNING) == ()
    step(zhu, alarm, "opened-with-key", "fine", second=LIN, item=key)
    (use,) = queries.key_uses(daughter, since=MORNING)
    assert (use.elder, use.by, use.second) == (ZHOU, ZHU, LIN)
    assert queries.key_uses(son, since=MORNING) == ()


def test_who_raised_an_alarm_does_not_close_it(team):
    entry = actions.raise_alarm(liu, elder=ZHOU, cause="call", at=MORNING)
    alarm = entry.deed.alarm
    with pytest.raises(rules.OwnAlarm):
        actions.close_alarm(liu, alarm=alarm, outcome="fine", at=MORNING)
    with pytest.raises(Denied):
        actions.close_alarm(zhu, alarm=alarm, outcome="fine", at=MORNING)
    later = MORNING + timedelta(minutes=42)
    assert actions.close_alarm(chen, alarm=alarm, outcome="fine", at=later).deed.minutes == 42
    with pytest.raises(rules.AlarmOver):
        actions.close_alarm(chen, alarm=alarm, outcome="fine", at=later)
    with pytest.raises(rules.AlarmOver):
        step(liu, alarm, "called-elder")


def test_an_elder_has_one_open_alarm(alarm):
    with pytest.raises(rules.AlreadyRaised):
        actions.raise_alarm(liu, elder=ZHOU, cause="call", at=MORNING)


def test_an_alarm_is_seen_by_those_it_concerns(alarm):
    assert queries.open_alarms(liu, NANYANG, TODAY).total == 1
    for who in (lin, stranger, son):
        with pytest.raises(Denied):
            queries.alarm_card(who, alarm)
        with pytest.raises(Denied):
            step(who, alarm, "called-elder")
    with pytest.raises(rules.NoSuchAlarm):
        actions.close_alarm(liu, alarm="none", outcome="fine", at=MORNING)


def test_a_visit_whose_alarm_went_on_is_undone_without_it(alarm):
    step(liu, alarm, "called-elder")
    number = Alarm.objects.get().number - 1
    actions.take_back_visit(zhu, number=number, at=MORNING)
    assert Alarm.objects.get().closed_at is None


def test_a_keeper_raises_the_alarm_for_own_elders_only(team):
    actions.raise_alarm(zhu, elder=WU, cause="unwell", at=MORNING)
    with pytest.raises(Denied):
        actions.raise_alarm(lin, elder=ZHOU, cause="unwell", at=MORNING)
    assert Alarm.objects.get().raised_by == ZHU != LIU
