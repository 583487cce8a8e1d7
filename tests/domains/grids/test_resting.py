"""Rest between two posts of one member."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.models import Claim
from gongfu.domains.grids.rules import resting
from gongfu.domains.grids.rules.times import PARTS, mask_of, times_of
from tests.domains.grids import worlds
from tests.domains.grids.worlds import ANNA, BEN, CAI, TODAY, anna, ben, claim, liu, post, terms

pytestmark = pytest.mark.django_db
MON, TUE, SUN = 0, 1, 6
MORNING, NOON, EVENING = range(PARTS)
FULL = [(MON, MORNING)], [(MON, NOON)], [(MON, EVENING)]


@pytest.fixture(autouse=True)
def members(db):
    worlds.register(ANNA, BEN, CAI)


def at(*times):
    return post(times=mask_of(times))


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ([(MON, EVENING)], [(TUE, MORNING)]),
        ([(TUE, MORNING)], [(MON, EVENING)]),
        ([(SUN, EVENING)], [(MON, MORNING)]),
        ([(MON, MORNING), (MON, NOON)], [(MON, EVENING)]),
    ],
)
def test_too_little_rest_between_two_posts_is_refused_without_a_trace(held, wanted):
    claim(anna, at(*held))
    second = at(*wanted)
    with pytest.raises(resting.TooLittleRest):
        claim(anna, second)
    assert Claim.objects.count() == 1
    claim(ben, second)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ([(MON, MORNING)], [(MON, EVENING)]),
        ([(MON, EVENING)], [(TUE, NOON)]),
        ([(MON, MORNING), (MON, NOON)], [(TUE, EVENING)]),
    ],
)
def test_two_parts_of_a_day_and_a_late_morning_are_rest_enough(held, wanted):
    claim(anna, at(*held))
    claim(anna, at(*wanted))
    assert Claim.objects.count() == 2


def test_a_single_post_may_take_a_whole_day():
    claim(anna, at(*(time for part in FULL for time in part)))


def test_posts_that_never_run_together_need_no_rest():
    first = terms(times=mask_of(FULL[2]), until=TODAY + timedelta(days=6))
    later = TODAY + timedelta(days=40)
    second = terms(times=mask_of([(TUE, MORNING)]), since=later, until=later + timedelta(days=60))
    for one in (first, second):
        opened = actions.open_post(liu, place=worlds.NANYANG, terms=one, at=worlds.MORNING)
        claim(anna, opened.deed.post)


def test_a_district_may_switch_the_rule_off(settings):
    settings.GONGFU_PARTS_A_DAY = 3
    for part in FULL:
        claim(anna, at(*part))
    claim(anna, at((TUE, MORNING)))
    assert Claim.objects.count() == 4


def test_what_leaves_no_rest_is_not_suggested():
    free = queries.suits(anna, TODAY).total
    weekday, part = times_of(worlds.SATURDAYS)[0]
    tiring = at((weekday, part))
    assert queries.suits(anna, TODAY).total == free + 1
    claim(anna, at((weekday - 1, EVENING)))
    assert tiring not in {one.line.post for one in queries.suits(anna, TODAY).lines}


def test_the_rule_agrees_with_a_count_of_every_pair_of_times():
    week = [(day, part) for day in range(7) for part in range(PARTS)]
    for one in week:
        for other in week:
            night = {one, other} in [{(day, EVENING), ((day + 1) % 7, MORNING)} for day in range(7)]
            assert resting._tire(mask_of([one]), mask_of([other])) is night
