"""From the list of patterns to the planner and back: the plan fits the calendar and is adopted."""

from __future__ import annotations

from datetime import date

import pytest

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import Wishes
from gongfu.domains.fields.models import Draft, Planned
from gongfu.domains.fields.rules import planning as rules
from gongfu.engines import cropping
from gongfu.kernel.rights.checking import Denied
from tests.domains.fields.worlds import MORNING, TODAY, Cooperative, at, stranger

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
USUAL, LIMITS = Wishes(), cropping.Limits(seconds=20)


@pytest.fixture
def coop():
    coop = Cooperative()
    coop.plot("A1", 10, demo=True)
    coop.plot("A2", 6, household=coop.second, demo=True)
    coop.plot("B1", 4, household="", cover="open")
    return coop


def asked(coop, wishes=USUAL, year=2022, today=TODAY):
    return queries.asked_of(coop.id, wishes, year=year, today=today)


def planned(coop, wishes=USUAL, year=2022):
    return cropping.plan(asked(coop, wishes, year), limits=LIMITS)


def grown(plan, coop, tag="A1"):
    plots = {one.tag: one.plot for one in queries.plots_in(coop.head, coop.id, TODAY).lines}
    return {one.plot: one.pattern for one in plan.choices}[plots[tag]]


def test_every_pattern_of_the_list_fits_into_its_calendar(coop):
    plan = planned(coop)
    assert set(plan.timetables) == {one.row.code for one in queries.patterns(stranger)}
    assert plan.misfits == {}


@pytest.mark.parametrize(
    ("on", "day"),
    [(date(2021, 9, 1), 0), (date(2021, 9, 30), 29), (date(2022, 1, 1), rules.day_of(12)),
     (date(2022, 8, 31), 364), (date(2021, 8, 31), -1)],
)  # fmt: skip
def test_a_season_begins_on_the_first_of_september(on, day):
    assert abs(rules.shifted_day(on, 2022) - day) <= 2


def test_melon_leaves_its_field_when_the_last_is_picked_and_rice_follows_at_once(coop):
    melon, rice = planned(coop).timetables["melon-late-rice"].crops
    assert melon.cleared < rice.sown == rules.day_of(29)


def test_a_price_few_hands_and_a_market_change_the_plan(coop):
    usual = planned(coop)
    best = grown(usual, coop)
    crop = best.partition("-")[0]
    cheap = planned(coop, Wishes(prices={crop: 30}))
    assert grown(cheap, coop) != best
    full = planned(coop, Wishes(markets={crop: 0}))
    assert grown(full, coop) != best and full.income < usual.income
    assert planned(coop, Wishes(workers=1)).income < usual.income


def test_paid_work_is_a_cost_of_each_mu_and_turns_the_plan_to_what_takes_less_of_it(coop):
    own, paid = asked(coop), asked(coop, Wishes(wage=240))
    for mine, theirs in zip(own.crops, paid.crops, strict=True):
        assert theirs.cost - mine.cost == round(sum(mine.labour) * 240 * 100 / 480)
    assert any(one.labour for one in own.crops)

    def minutes(plan):
        crops = {one.id: one for one in own.crops}
        areas = {one.id: one.area for one in own.plots}
        return sum(
            areas[one.plot] * sum(crops[crop.crop].labour)
            for one in plan.choices
            for crop in plan.timetables[one.pattern].crops
        )

    free, dear = planned(coop), planned(coop, Wishes(wage=1000))
    assert dear.income < free.income and minutes(dear) < minutes(free)


def test_what_grew_before_keeps_a_family_away_and_what_stands_keeps_its_plot(coop):
    plot = queries.plots_in(coop.head, coop.id, TODAY).lines[0].plot
    coop.sow(plot)
    [one] = [one for one in asked(coop).plots if one.id == plot]
    assert [(past.year, past.half, past.family) for past in one.history] == [(2021, 1, "cucurbit")]
    assert one.busy_until == 0 and not one.only
    [one] = [one for one in asked(coop, year=2021).plots if one.id == plot]
    assert one.only == {"melon-late-rice"} and one.history == ()
    rice = coop.plot("A3", 5, household="")
    sown = date(2021, 6, 26)
    coop.sow(rice, "late-rice", sown, when=at(sown, 12))
    [one] = [one for one in asked(coop, today=date(2021, 9, 16)).plots if one.id == rice]
    assert one.busy_until == rules.day_of(8)


def test_a_draft_is_kept_made_better_and_adopted(coop):
    when = at(date(2021, 9, 16))
    about = {"cooperative": coop.id, "year": 2022, "at": when}
    actions.draft_season(coop.head, wishes=Wishes(rice=900), seconds=2, **about)
    first = Draft.objects.get()
    actions.draft_season(coop.head, wishes=None, seconds=2, **about)
    again = Draft.objects.get()
    assert again.seconds > first.seconds and again.wishes["rice"] == 900
    assert int(again.found["income"]) >= int(first.found["income"])
    actions.adopt_draft(coop.head, **about)
    assert Planned.objects.filter(year=2022).count() == 3


def test_wishes_that_cannot_all_hold_are_named(coop):
    with pytest.raises(actions.WishesClash) as clash:
        actions.draft_season(
            coop.head, cooperative=coop.id, year=2022, wishes=Wishes(rice=5000), seconds=2,
            at=at(date(2021, 9, 16)),
        )  # fmt: skip
    assert {one.kind for one in clash.value.limits} == {"rice"}
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "wishes",
    [Wishes(rice=-1), Wishes(aversion=101), Wishes(floor=-5), Wishes(workers=10**9),
     Wishes(prices={"melon": 0}), Wishes(markets={"melon": -1})],
)  # fmt: skip
def test_a_wish_that_is_no_number_is_refused(wishes):
    with pytest.raises(rules.BadWishes):
        wishes.check()


def test_only_the_head_plans(coop):
    for viewer in (stranger, coop.anna):
        with pytest.raises(Denied):
            actions.draft_season(
                viewer, cooperative=coop.id, year=2022, wishes=Wishes(), seconds=1, at=MORNING
            )
        with pytest.raises(Denied):
            queries.draft_of(viewer, coop.id, 2022, TODAY)
