"""Paper slips entered by the office, many at once."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions
from gongfu.domains.keys.actions import Slip
from gongfu.domains.keys.models import Alarm, Visit
from gongfu.domains.keys.rules import visiting as rules
from gongfu.domains.keys.rules.registering import UnknownWord
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.writing import OtherContent
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from tests.worlds import (
    CHEN,
    LIN,
    LIU,
    MORNING,
    WU,
    ZHOU,
    ZHU,
    keeper,
    liu,
    outside,
    zhu,
)

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(days=5)


def slip(hours=0, elder=ZHOU, who=ZHU, answer="well", **more):
    """Return a slip of half an hour that began so many hours after the morning."""
    start = MORNING + timedelta(hours=hours)
    return Slip(elder, who, start, start + timedelta(minutes=30), answer, **more)


def test_slips_of_visits_and_services_are_entered_in_one_go(team):
    slips = [slip(0), slip(1, WU), slip(2, answer="", service="shopping")]
    entries = actions.import_visits(liu, slips, at=LATER, key="i")
    assert [entry.deed.minutes for entry in entries] == [30, 30, 30]
    assert list(Visit.objects.order_by("number").values_list("sort", "manner")) == [
        ("visit", "slip"),
        ("visit", "slip"),
        ("shopping", "phone"),
    ]
    assert actions.import_visits(liu, slips, at=LATER, key="i") == entries
    with pytest.raises(OtherContent):
        actions.import_visits(liu, slips[:2], at=LATER, key="i")
    assert Visit.objects.count() == 3


def test_all_errors_come_back_and_nothing_is_written(team):
    before = reading.size()
    slips = [
        slip(0),
        slip(0.25),
        slip(3, who=LIN),
        slip(4, elder="x" * 26),
        slip(24 * 9),
        slip(5, answer="fine"),
        slip(6)._replace(ended_at=MORNING),
    ]
    with pytest.raises(Many) as many:
        actions.import_visits(liu, slips, at=LATER)
    assert [(error.line, type(error.refusal)) for error in many.value.errors] == [
        (2, rules.Overlapping),
        (3, rules.NotYourElder),
        (4, rules.NotYourElder),
        (5, rules.NotYet),
        (6, UnknownWord),
        (7, rules.NoTime),
    ]
    assert reading.size() == before


def test_slips_overlap_what_is_recorded_already(team):
    actions.import_visits(liu, [slip(0)], at=LATER)
    with pytest.raises(Many) as many:
        actions.import_visits(liu, [slip(0.25, WU), slip(1)], at=LATER)
    assert [error.line for error in many.value.errors] == [1]


def test_slips_older_than_seven_days_need_a_second_person(team):
    late = MORNING + timedelta(days=20)
    for second in ("", LIU, ZHU):
        with pytest.raises(Many) as many:
            actions.import_visits(liu, [slip()], second=second, at=late)
        assert isinstance(many.value.errors[0].refusal, rules.TooLate)
    actions.import_visits(liu, [slip()], second=CHEN, at=late)


def test_a_keeper_cannot_enter_slips_nor_another_community(team):
    for who in (zhu, outside):
        with pytest.raises(Many) as many:
            actions.import_visits(who, [slip()], at=LATER)
        assert isinstance(many.value.errors[0].refusal, Denied)


def test_an_officer_who_is_a_keeper_does_not_enter_own_slips(team):
    both = keeper(ZHU)
    both = type(both)(ZHU, (*both.offices, *liu.offices))
    with pytest.raises(Many) as many:
        actions.import_visits(both, [slip()], at=LATER)
    assert isinstance(many.value.errors[0].refusal, rules.OwnDeed)


def test_only_a_fresh_slip_raises_the_alarm(team):
    actions.import_visits(liu, [slip(answer="help")], at=LATER)
    assert not Alarm.objects.exists()
    fresh = [slip(24 * 5 - 2, answer="help"), slip(24 * 5 - 1, answer="unwell")]
    actions.import_visits(liu, fresh, at=LATER)
    assert Alarm.objects.get().cause == "help"
