"""Today's round: who is due, in a sensible order, and the keeper may change it."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.actions import Needs
from gongfu.domains.keys.models import Round, RoundStop
from gongfu.domains.keys.queries.walking import minutes_between, walking_minutes
from gongfu.domains.keys.rules import rounds as rules
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.places.middles import Middle
from gongfu.kernel.rights.checking import Denied
from tests import worlds
from tests.worlds import (
    DAUGHTER,
    LIN,
    NANYANG,
    TODAY,
    WU,
    ZHOU,
    ZHU,
    lin,
    liu,
    outside,
    stranger,
    zhu,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DUE = TODAY + timedelta(days=3)
EIGHT = moment(DUE, 8)


def elders_of(keeper, on=DUE):
    """Return the elders of a keeper's day that have a stop, in order."""
    return [line.elder for line in queries.day_of(liu, keeper, on).lines if line.stop]


def test_a_round_holds_who_is_due_with_times_and_reasons(team):
    before = reading.size()
    actions.plan_round(zhu, keeper=ZHU, on=DUE, at=EIGHT)
    day = queries.day_of(zhu, ZHU, DUE)
    first, second = day.lines
    assert (day.planned, day.reordered, day.walking_minutes) == (True, False, 30)
    assert {first.elder, second.elder} == {ZHOU, WU}
    assert (first.stop.walk, second.stop.walk) == (12, 6)
    assert first.stop.start == first.stop.arrive == 492
    assert second.stop.start == first.stop.end + 6
    assert first.stop.reason
    assert reading.size() == before


def test_who_is_not_due_or_was_visited_is_not_on_the_round(team):
    actions.plan_round(zhu, keeper=ZHU, on=TODAY, at=moment(TODAY, 8))
    assert elders_of(ZHU, TODAY) == []
    worlds.visit(elder=WU, ended_at=EIGHT)
    actions.plan_round(zhu, keeper=ZHU, on=DUE, at=EIGHT)
    assert elders_of(ZHU) == [ZHOU]


def test_windows_are_kept(team):
    actions.change_elder(liu, elder=ZHOU, needs=Needs(3, "alone", 900, 960), at=EIGHT)
    actions.change_elder(liu, elder=WU, needs=Needs(3, "alone", 480, 600), at=EIGHT)
    actions.plan_round(zhu, keeper=ZHU, on=DUE, at=EIGHT)
    stops = {line.elder: line.stop for line in queries.day_of(zhu, ZHU, DUE).lines}
    assert elders_of(ZHU) == [WU, ZHOU]
    assert 900 <= stops[ZHOU].start <= 930


def test_late_in_the_day_who_finds_no_room_is_left_to_the_list(team):
    actions.plan_round(zhu, keeper=ZHU, on=DUE, at=moment(DUE, 20, 30))
    day = queries.day_of(zhu, ZHU, DUE)
    assert elders_of(ZHU) == []
    assert {line.elder for line in day.lines} == {ZHOU, WU}


def test_the_keeper_puts_the_round_in_another_order(team):
    with pytest.raises(rules.NoRound):
        actions.reorder_round(zhu, keeper=ZHU, on=DUE, order=[ZHOU], at=EIGHT)
    actions.plan_round(zhu, keeper=ZHU, on=DUE, at=EIGHT)
    order = elders_of(ZHU)[::-1]
    actions.reorder_round(zhu, keeper=ZHU, on=DUE, order=order, at=EIGHT)
    assert elders_of(ZHU) == order
    assert Round.objects.get().reordered
    assert RoundStop.objects.get(order=1).arrive == 492
    for wrong in ([ZHOU], [ZHOU, ZHOU], [*order, LIN]):
        with pytest.raises(rules.OtherStops):
            actions.reorder_round(zhu, keeper=ZHU, on=DUE, order=wrong, at=EIGHT)


@pytest.mark.parametrize("who", [lin, stranger, outside])
def test_nobody_else_plans_a_keepers_round(team, who):
    with pytest.raises(Denied):
        actions.plan_round(who, keeper=ZHU, on=DUE, at=EIGHT)
    with pytest.raises(Denied):
        actions.plan_rounds(who, place=NANYANG, on=DUE, at=EIGHT)
    assert not Round.objects.exists()


def test_the_office_plans_for_the_team_and_pairs_meet(team):
    worlds.assign(lin, ZHOU, DAUGHTER)
    needs = Needs(3, "alone", pair=True)
    actions.change_elder(liu, elder=ZHOU, needs=needs, at=EIGHT)
    assert set(actions.plan_rounds(liu, place=NANYANG, on=DUE, at=EIGHT)) == {ZHU, LIN}
    assert elders_of(LIN) == [ZHOU]
    assert set(elders_of(ZHU)) == {ZHOU, WU}
    starts = set(RoundStop.objects.filter(elder=ZHOU).values_list("start", flat=True))
    assert len(starts) == 1


def test_an_old_round_is_forgotten(team):
    actions.plan_round(zhu, keeper=ZHU, on=DUE, at=EIGHT)
    later = DUE + timedelta(days=8)
    actions.plan_round(zhu, keeper=ZHU, on=later, at=moment(later, 8))
    assert set(Round.objects.values_list("on", flat=True)) == {later}


def test_walking_times_follow_the_tree_where_nothing_is_drawn():
    places = ["330402007032004011", "330402007032004011", "330402007032004012", "330402007032005"]
    assert walking_minutes([*places, "330402007031"])[0] == [0, 3, 6, 12, 30]


def test_walking_times_follow_the_map_where_it_is_drawn():
    middles = {"a": Middle(120.75, 30.75), "b": Middle(120.75, 30.76)}
    assert minutes_between("a", "b", middles) == 25
