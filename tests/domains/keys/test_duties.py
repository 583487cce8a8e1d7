"""The rota: days are taken freely; an alarm goes to who is on call, late it rises to the office."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.models import Alarm
from gongfu.domains.keys.rules import alarms as rules
from gongfu.domains.keys.rules import duties
from gongfu.domains.keys.rules.team import NotInTeam
from gongfu.kernel.ledger import reading as ledger
from gongfu.kernel.ledger import replay
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.notices import reading
from gongfu.kernel.people.deeds import AppointmentMade, PersonErased
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests import worlds
from tests.worlds import (
    CHEN,
    LIN,
    LIU,
    MORNING,
    NANYANG,
    TODAY,
    ZHOU,
    ZHU,
    daughter,
    lin,
    liu,
    outside,
    stranger,
    zhu,
)

pytestmark = pytest.mark.django_db

SERVER = Viewer("s" * 26, (Office(Role.SYS, "330402000000"),))


@pytest.fixture(name="team")
def with_office(team):
    """刘勇 and 陈 are appointed secretaries of the community."""
    made = [
        AppointmentMade(on=TODAY, place=NANYANG, person=one, role="SEC", until=worlds.NEXT_YEAR)
        for one in (LIU, CHEN)
    ]
    with acting():
        permit()
        append([Draft(deed, by=LIU, at=MORNING) for deed in made])


def take(who, days=0, **more):
    day = TODAY + timedelta(days=days)
    return actions.take_duty(who, place=NANYANG, day=day, at=MORNING, **more)


def offer(who, days=0):
    day = TODAY + timedelta(days=days)
    return actions.offer_duty(who, place=NANYANG, day=day, at=MORNING)


def alarm(who=zhu, at=MORNING):
    return actions.raise_alarm(who, elder=ZHOU, cause="call", at=at).deed.alarm


def titles(person):
    return [line.title for line in reading.newest(person)]


def rota(viewer=zhu):
    return [
        (line.keeper, line.offered, line.yours) for line in queries.rota_of(viewer, NANYANG, TODAY)
    ]


def test_a_day_is_taken_once_and_the_rota_shows_the_gaps(team):
    first = take(zhu, 1, key="t")
    assert take(zhu, 1, key="t") == first
    for other in (lin, zhu):
        with pytest.raises(duties.OtherOnCall):
            take(other, 1)
    assert rota()[:3] == [("", False, False), (ZHU, False, True), ("", False, False)]
    assert rota(liu)[1] == (ZHU, False, False) and len(rota()) == 14


def test_only_a_keeper_of_the_team_takes_a_day_and_nobody_puts_them_there(team):
    for who in (liu, daughter, outside, stranger):
        with pytest.raises(Denied):
            take(who)
    with pytest.raises(NotInTeam):
        take(worlds.keeper(worlds.NEIGHBOUR))
    for days in (-1, 61):
        with pytest.raises(duties.NoSuchDay):
            take(zhu, days)


def test_one_tap_asks_the_others_and_one_takes_over(team):
    take(zhu)
    with pytest.raises(duties.NotYourDuty):
        offer(lin)
    offer(zhu)
    assert titles(LIN) == ["谁能值班？"] and titles(ZHU) == []
    with pytest.raises(duties.AlreadyAsked):
        offer(zhu)
    assert rota()[0] == (ZHU, True, True), "on call until another takes over"
    take(lin)
    assert rota()[0] == (LIN, False, False)
    assert queries.own_duties(zhu, TODAY) == ()
    assert [one.day for one in queries.own_duties(lin, TODAY)] == [TODAY]


def test_who_asked_may_come_after_all(team):
    take(zhu)
    offer(zhu)
    take(zhu)
    assert rota()[0] == (ZHU, False, True)


def test_an_alarm_goes_to_who_is_on_call_and_not_yet_to_the_office(team):
    take(lin)
    alarm()
    assert titles(LIN) == ["值班警报"] and titles(LIU) == [] == titles(CHEN)
    assert reading.newest(LIN)[0].sentence == "有老人报警：老人呼叫求助。请在 15 分钟内接警。"


def test_where_nobody_is_on_call_the_office_is_told_at_once(team):
    take(lin, 1)
    alarm()
    assert titles(LIU) == ["老人报警"] == titles(CHEN) and titles(LIN) == []


def test_where_who_is_on_call_cannot_come_both_are_told(team):
    take(lin)
    offer(lin)
    alarm()
    assert titles(LIN) == ["值班警报"] and titles(LIU) == ["老人报警"]


def test_who_raises_it_while_on_call_tells_the_office(team):
    take(zhu)
    alarm(zhu)
    assert titles(LIU) == ["老人报警"] and titles(ZHU) == []


def test_an_alarm_that_nobody_takes_rises_to_the_office_once(team, settings):
    settings.GONGFU_ALARM_MINUTES = 10
    take(lin)
    alarm()
    late = MORNING + timedelta(minutes=10)
    assert actions.tell_late_alarms(SERVER, at=late - timedelta(seconds=1)) == 0
    assert actions.tell_late_alarms(SERVER, at=late) == 2
    assert actions.tell_late_alarms(SERVER, at=late) == 0
    assert titles(LIU) == ["警报无人接"] == titles(CHEN)
    with pytest.raises(Denied):
        actions.tell_late_alarms(liu, at=late)


@pytest.mark.parametrize("how", ["taken", "step", "closed"])
def test_an_alarm_that_somebody_sees_to_does_not_rise(team, how):
    take(lin)
    name = alarm()
    if how == "taken":
        actions.take_alarm(lin, alarm=name, at=MORNING)
    elif how == "step":
        terms = {"step": "called-elder", "outcome": "reached"}
        actions.take_alarm_step(lin, alarm=name, at=MORNING, **terms)
    else:
        actions.close_alarm(liu, alarm=name, outcome="fine", at=MORNING)
    assert actions.tell_late_alarms(SERVER, at=MORNING + timedelta(hours=1)) == 0


def test_who_takes_it_is_named_with_the_minutes(team):
    take(lin)
    name = alarm()
    (waiting,) = queries.alarms_for(lin, TODAY)
    assert waiting.waiting and waiting.take_by == MORNING + timedelta(minutes=15)
    entry = actions.take_alarm(lin, alarm=name, at=MORNING + timedelta(minutes=4))
    assert entry.deed.minutes == 4
    (taken,) = queries.alarms_for(lin, TODAY)
    assert (taken.taken_by, taken.waiting) == (LIN, False)
    for who in (zhu, liu):
        with pytest.raises(rules.AlreadyTaken):
            actions.take_alarm(who, alarm=name, at=MORNING)
    actions.close_alarm(liu, alarm=name, outcome="fine", at=MORNING)
    with pytest.raises(rules.AlarmOver):
        actions.take_alarm(liu, alarm=name, at=MORNING)


def test_being_on_call_opens_the_elder_only_while_the_alarm_is_open(team):
    for look in (queries.elder_card, queries.alarm_card):
        with pytest.raises(Refused):
            look(lin, ZHOU, *([TODAY] if look is queries.elder_card else []))
    take(lin)
    with pytest.raises(Denied):
        queries.elder_card(lin, ZHOU, TODAY)
    name = alarm()
    assert queries.elder_card(lin, ZHOU, TODAY).answers
    assert queries.alarm_card(lin, name).line.alarm == name
    with pytest.raises(Denied):
        queries.elder_card(lin, worlds.WU, TODAY)
    actions.close_alarm(liu, alarm=name, outcome="fine", at=MORNING)
    for look, args in ((queries.elder_card, (ZHOU, TODAY)), (queries.alarm_card, (name,))):
        with pytest.raises(Denied):
            look(lin, *args)


def test_another_day_on_call_opens_nothing(team):
    take(lin, 1)
    name = alarm()
    assert queries.alarms_for(lin, TODAY) == ()
    with pytest.raises(Denied):
        actions.take_alarm(lin, alarm=name, at=MORNING)
    assert Alarm.objects.get().taken_at is None


def test_who_left_the_team_is_on_call_no_more(team):
    take(lin)
    actions.leave_team(lin, keeper=LIN, place=NANYANG, at=MORNING)
    assert rota()[0] == ("", False, False)
    alarm()
    assert titles(LIU) == ["老人报警"] and titles(LIN) == []
    take(zhu)
    assert rota()[0] == (ZHU, False, True)


def test_an_erased_keeper_is_on_call_no_more(team):
    take(lin)
    deed = PersonErased(on=TODAY, place="330402007000", person=LIN, ground="wish")
    with acting():
        permit()
        append([Draft(deed, by="s" * 26, at=MORNING)])
    assert rota()[0] == ("", False, False)


def test_the_rota_replays(team):
    take(zhu)
    offer(zhu)
    take(lin)
    take(zhu, 1)
    actions.take_alarm(lin, alarm=alarm(), at=MORNING)
    assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
    assert ledger.size() > 0
