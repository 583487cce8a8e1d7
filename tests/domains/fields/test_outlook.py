"""Who may miss the mark, and why, before the year is over; an office sees no household in it."""

from __future__ import annotations

from datetime import date

import pytest

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import Expected, PlanLine
from gongfu.kernel.rights.checking import Denied
from tests.domains.fields.worlds import (
    JINXING,
    KG,
    MU,
    YUAN,
    Cooperative,
    at,
    officer,
    secretary,
    stranger,
)

pytestmark = pytest.mark.django_db
JULY, NOVEMBER = date(2021, 7, 1), date(2021, 11, 25)


@pytest.fixture
def coop():
    return Cooperative()


def outlook(on, viewer=officer):
    [one] = queries.outlooks_in(viewer, JINXING, on)
    return one


def why(on):
    return {(one.sort, one.crop): one for one in outlook(on).reasons}


def plan(coop, *plots):
    lines = [PlanLine(plot, "melon-late-rice") for plot in plots]
    actions.adopt_season(
        coop.head,
        lines,
        cooperative=coop.id,
        year=2021,
        expected=Expected(0, 0),
        at=at(date(2021, 1, 4)),
    )


def test_only_an_office_looks_ahead_and_sees_no_household(coop):
    for viewer in (stranger, coop.anna):
        with pytest.raises(Denied):
            queries.outlooks_in(viewer, JINXING, JULY)
    assert coop.first not in repr(queries.outlooks_in(secretary, JINXING, JULY))


def test_what_is_taken_stands_and_is_planned_add_up_by_hand(coop):
    """10 mu: 5,000 kg weighed of 20,000 usual, 2,000 kg sold for 11,200 yuan; rice planned.

    Melon 5.60 yuan/kg: 11,200 taken, 3,000 kg left is 16,800, 15,000 kg to come is 84,000; late
    rice 520 kg a mu at 2.66: 13,832.  Together 125,832 yuan: 12,583.20 a mu.
    """
    plot = coop.plot(mu=10)
    plan(coop, plot)
    batch = coop.weigh(coop.sow(plot), 10_000, date(2021, 5, 10))
    coop.sell(batch, 4_000, 11_200, date(2021, 5, 11))
    one = outlook(date(2021, 5, 20))
    assert (one.area, one.rice_area, one.fen) == (10 * MU, 10 * MU, 11_200 * YUAN)
    assert one.expected_fen == 125_832 * YUAN
    assert one.fen_mu == 1_258_320
    assert one.rice_g_mu == 520 * KG
    assert not one.may_miss_money and not one.may_miss_rice
    assert {(r.sort, r.crop, r.grams) for r in one.reasons} == {("unsold", "melon", 3_000 * KG)}


def test_a_missed_window_a_failed_crop_and_idle_land_are_named_with_their_area(coop):
    first, second, third = (coop.plot(tag, mu) for tag, mu in (("A1", 4), ("A2", 3), ("A3", 2)))
    plan(coop, first, second)
    coop.sow(second)
    sowing = queries.plots_in(coop.head, coop.id, JULY).lines[1].sowing
    actions.clear_crops(
        coop.head, [sowing], on=date(2021, 5, 1), reason="failed", at=at(date(2021, 5, 1))
    )
    found = why(NOVEMBER)
    assert found["missed-window", "melon"].area == 4 * MU
    assert found["missed-window", "late-rice"].area == 7 * MU
    assert found["failed", "melon"].area == 3 * MU
    assert found["idle", ""].area == 2 * MU
    assert found["no-rice", ""].area == 9 * MU
    assert outlook(NOVEMBER).may_miss_money and outlook(NOVEMBER).may_miss_rice
    assert third


def test_low_yield_and_low_price_are_named(coop):
    plot = coop.plot(mu=10)
    sowing = coop.sow(plot)
    batch = coop.weigh(sowing, 4_000, date(2021, 5, 10))
    coop.sell(batch, 4_000, 6_000, date(2021, 5, 11), sure=("price", "unit"))
    actions.clear_crops(
        coop.head, [sowing], on=date(2021, 6, 1), reason="harvested", at=at(date(2021, 6, 1))
    )
    assert {("low-yield", "melon"), ("low-price", "melon"), ("no-rice", "")} == set(why(JULY))


def test_queries_stay_as_many_when_cooperatives_are_added(coop, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        queries.outlooks_in(officer, JINXING, JULY)
    for number in range(2, 6):
        other = Cooperative(number=number)
        other.sow(other.plot())
    with django_assert_max_num_queries(14):
        assert len(queries.outlooks_in(officer, JINXING, JULY)) == 5
