"""From sowing to sale: what is refused, what is asked about, and what a buyer sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import SaleLine, SowingLine, WeighingLine
from gongfu.domains.fields.models import Batch, Sowing
from gongfu.domains.fields.rules import doubts, seasons, work
from gongfu.domains.fields.rules.land import NoSuchPlot, PlotClosedAlready
from gongfu.domains.fields.rules.sharing import NoSuchMotion, NotAHead
from gongfu.domains.fields.rules.words import (
    FutureDay,
    NoAmount,
    NoSuchRecord,
    TakenBack,
    UnknownWord,
)
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.notices.models import Notice
from gongfu.kernel.people.actions.grouping import leave_group
from gongfu.kernel.people.deeds import AppointmentMade
from gongfu.kernel.people.queries import members_of
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied, SecondNeeded
from tests.domains.fields import worlds
from tests.domains.fields.worlds import (
    JIN,
    MORNING,
    TODAY,
    YUAN,
    Cooperative,
    at,
    secretary,
    stranger,
)

pytestmark = pytest.mark.django_db
SOWN = date(2021, 1, 15)
PICKED = date(2021, 5, 10)
LATER = at(date(2021, 5, 10), 18)


@pytest.fixture
def coop():
    return Cooperative()


@pytest.fixture
def melon(coop):
    return coop.sow(coop.plot("A1", 10))


def test_a_household_sows_on_its_own_plot_and_nobody_on_anothers(coop):
    plot = coop.plot()
    line = SowingLine(plot, "melon-late-rice", "melon", SOWN)
    for viewer in (stranger, coop.ben):
        with pytest.raises(Denied):
            actions.sow_crop(viewer, line, at=MORNING)
    entry = actions.sow_crop(coop.anna, line, at=MORNING)
    assert (entry.deed.family, entry.deed.area, entry.deed.household) == (
        "cucurbit",
        1000,
        coop.first,
    )


def test_sowing_refuses_what_cannot_be(coop):
    plot, bare = coop.plot("A1"), coop.plot("A2", cover="open")
    melon = SowingLine(plot, "melon-late-rice", "melon", SOWN)
    for line, refusal in (
        (melon._replace(plot="none"), NoSuchPlot),
        (melon._replace(on=date(2021, 3, 2)), FutureDay),
        (melon._replace(crop="ginger"), work.NotInPattern),
        (melon._replace(pattern="none"), work.NotInPattern),
        (melon._replace(on=date(2019, 1, 15)), work.BeforePlot),
        (melon._replace(plot=bare), seasons.NeedsGreenhouse),
    ):
        with pytest.raises(refusal):
            actions.sow_crop(coop.head, line, at=MORNING)
    actions.sow_crop(coop.head, melon, at=MORNING)
    with pytest.raises(work.PlotTaken):
        actions.sow_crop(coop.head, melon, at=MORNING)
    closed = coop.plot("A3")
    actions.return_plot(coop.head, plot=closed, on=TODAY, at=MORNING)
    with pytest.raises(PlotClosedAlready):
        actions.sow_crop(coop.head, melon._replace(plot=closed), at=MORNING)


def test_two_crops_of_one_list_cannot_stand_on_one_plot(coop):
    line = SowingLine(coop.plot(), "melon-late-rice", "melon", SOWN)
    with pytest.raises(Many) as many:
        actions.sow_crops(coop.head, [line, line], at=MORNING)
    assert [one.line for one in many.value.errors] == [2]
    assert not Sowing.objects.exists()


def test_a_sowing_outside_its_window_is_asked_about(coop):
    plot = coop.plot()
    late = date(2021, 2, 20)
    with pytest.raises(doubts.WindowDoubt, match="1-1"):
        coop.sow(plot, on=late)
    sowing = coop.sow(plot, on=late, sure=("window",))
    entry = reading.entry(Sowing.objects.get(pk=sowing).number)
    assert entry.deed.doubts == ("window",)


def test_a_family_that_comes_too_often_is_asked_about(coop):
    """Melon with rice between may run three years; in the fourth it is asked about."""
    plot = coop.plot()
    for year in (2021, 2022, 2023):
        melon = coop.sow(plot, on=date(year, 1, 15), when=at(date(year, 7, 1)))
        actions.clear_crops(coop.head, [melon], on=date(year, 6, 22), at=at(date(year, 7, 1)))
        rice = coop.sow(plot, "late-rice", on=date(year, 6, 26), when=at(date(year, 7, 1)))
        actions.clear_crops(coop.head, [rice], on=date(year, 11, 8), at=at(date(year, 12, 1)))
    with pytest.raises(doubts.RotationDoubt, match="2021, 2022, 2023"):
        coop.sow(plot, on=date(2024, 1, 15), when=at(date(2024, 7, 1)))


def test_without_rice_between_a_family_is_asked_about_the_next_year(coop):
    plot = coop.plot()
    melon = coop.sow(plot)
    actions.clear_crops(coop.head, [melon], on=TODAY, at=MORNING)
    with pytest.raises(doubts.RotationDoubt):
        coop.sow(plot, on=date(2022, 1, 15), when=at(date(2022, 2, 1)))


def test_weighing_refuses_what_cannot_be(coop, melon):
    line = WeighingLine(melon, 1000 * JIN, TODAY)
    for changed, refusal in (
        (line._replace(sowing="none"), work.NoSuchSowing),
        (line._replace(on=date(2021, 1, 14)), work.BeforeSowing),
        (line._replace(on=date(2021, 3, 2)), FutureDay),
        (line._replace(grams=0), NoAmount),
    ):
        with pytest.raises(refusal):
            actions.weigh_harvest(coop.head, changed, at=MORNING)
    with pytest.raises(Denied):
        actions.weigh_harvest(coop.ben, line, at=MORNING)
    actions.clear_crops(coop.head, [melon], on=TODAY, at=MORNING)
    with pytest.raises(work.Cleared):
        coop.weigh(melon, on=worlds.days_after(TODAY, 1))


def test_a_harvest_within_the_withdrawal_time_is_refused_until_it_is_over(coop, melon):
    treated = {"sowing": melon, "sort": "insecticide", "withdrawal_days": 7, "at": MORNING}
    actions.treat_crop(coop.anna, on=TODAY, **treated)
    with pytest.raises(work.WithinWithdrawal, match="2021-03-08"):
        coop.weigh(melon, on=date(2021, 3, 7))
    assert coop.weigh(melon, on=date(2021, 3, 8))


def test_a_treatment_that_would_forbid_a_past_harvest_is_refused(coop, melon):
    coop.weigh(melon, on=TODAY)
    with pytest.raises(work.HarvestedSince):
        actions.treat_crop(
            coop.head,
            sowing=melon,
            sort="fungicide",
            withdrawal_days=10,
            on=date(2021, 2, 26),
            at=at(TODAY, 20),
        )


def test_treatments_and_labour_refuse_what_cannot_be(coop, melon):
    treat = {"sowing": melon, "sort": "fungicide", "withdrawal_days": 3, "on": TODAY}
    for changes, refusal in (
        ({"sort": "magic"}, UnknownWord),
        ({"withdrawal_days": 121}, work.BadWithdrawal),
        ({"on": date(2021, 3, 2)}, FutureDay),
        ({"sowing": "none"}, work.NoSuchSowing),
    ):
        with pytest.raises(refusal):
            actions.treat_crop(coop.head, **{**treat, **changes}, at=MORNING)
    labour = {"sowing": melon, "task": "pruning", "minutes": 480, "on": TODAY}
    for changes, refusal in (
        ({"task": "rest"}, UnknownWord),
        ({"minutes": 0}, NoAmount),
        ({"minutes": 31 * 24 * 60 + 1}, work.TooLong),
    ):
        with pytest.raises(refusal):
            actions.give_labour(coop.head, **{**labour, **changes}, at=MORNING)
    for viewer in (stranger, coop.ben):
        with pytest.raises(Denied):
            actions.give_labour(viewer, **labour, at=MORNING)
        with pytest.raises(Denied):
            actions.treat_crop(viewer, **treat, at=MORNING)
    first = actions.give_labour(coop.head, **labour, at=MORNING, key="l")
    assert actions.give_labour(coop.head, **labour, at=MORNING, key="l") == first


def test_jin_typed_as_kilograms_is_asked_about(coop, melon):
    """Usual are 3,000 to 5,200 jin a mu: 80,000 jin from 10 mu fit as kilograms only."""
    with pytest.raises(doubts.UnitDoubt, match="8,000"):
        coop.weigh(melon, 80_000)


def test_a_harvest_beyond_what_is_plausible_is_asked_about_and_accepted_with_yes(coop, melon):
    with pytest.raises(doubts.PlentyDoubt):
        coop.weigh(melon, 200_000)
    batch = coop.weigh(melon, 200_000, sure=("plenty",))
    entry = reading.entry(Batch.objects.get(pk=batch).number)
    assert entry.deed.doubts == ("plenty",)


def test_several_weighings_count_together(coop, melon):
    coop.weigh(melon, 50_000)
    coop.weigh(melon, 25_000, date(2021, 5, 1))
    with pytest.raises(doubts.Doubt):
        coop.weigh(melon, 25_000, date(2021, 6, 1))


def test_selling_refuses_what_cannot_be(coop, melon):
    batch = coop.weigh(melon, 2000, PICKED)
    line = SaleLine(batch, 1000 * JIN, 2800 * YUAN, PICKED)
    for changed, refusal in (
        (line._replace(batch="NONE"), work.NoSuchBatch),
        (line._replace(on=date(2021, 5, 9)), work.BeforeHarvest),
        (line._replace(on=date(2021, 5, 11)), FutureDay),
        (line._replace(buyer="thief"), UnknownWord),
        (line._replace(grams=2001 * JIN), work.MoreThanThere),
        (line._replace(amount_fen=0), NoAmount),
    ):
        with pytest.raises(refusal):
            actions.sell_batch(coop.head, changed, at=LATER)
    for viewer in (stranger, coop.anna):
        with pytest.raises(Denied):
            actions.sell_batch(viewer, line, at=LATER)
    coop.sell(batch, 1500, 4200, PICKED)
    with pytest.raises(work.MoreThanThere, match="250"):
        coop.sell(batch, 501, 1400, PICKED)


def test_two_sales_of_one_list_cannot_sell_the_same_twice(coop, melon):
    batch = coop.weigh(melon, 2000, PICKED)
    line = SaleLine(batch, 1200 * JIN, 3300 * YUAN, PICKED)
    with pytest.raises(Many) as many:
        actions.sell_batches(coop.head, [line, line], at=LATER)
    assert [one.line for one in many.value.errors] == [2]
    assert Batch.objects.get(pk=batch).sold_g == 0


def test_a_price_that_is_out_by_two_is_asked_about_as_a_unit(coop, melon):
    """Melon brings 3.5 to 9 yuan a kilogram: 2,000 jin for 12,100 yuan are 12.10."""
    batch = coop.weigh(melon, 4000, PICKED)
    with pytest.raises(doubts.PriceUnitDoubt, match=r"12\.10"):
        coop.sell(batch, 2000, 12_100, PICKED)
    with pytest.raises(doubts.PriceDoubt):
        coop.sell(batch, 1000, 30_000, PICKED)
    entry = coop.sell(batch, 1000, 30_000, PICKED, sure=("price",))
    assert entry.deed.doubts == ("price",)


def test_waste_cannot_be_sold(coop, melon):
    batch = coop.weigh(melon, 2000, PICKED)
    grade = {"batch": batch, "on": PICKED, "at": LATER}
    actions.grade_batch(coop.head, grade="waste", grams=500 * JIN, **grade)
    with pytest.raises(work.MoreThanThere):
        coop.sell(batch, 1501, 4200, PICKED)
    coop.sell(batch, 1500, 4200, PICKED)
    with pytest.raises(work.MoreThanThere):
        actions.grade_batch(coop.head, grade="waste", grams=1 * JIN, **grade)
    actions.grade_batch(coop.head, grade="first", grams=1500 * JIN, **grade)
    for changes, refusal in (
        ({"grade": "best"}, UnknownWord),
        ({"grams": 0}, NoAmount),
        ({"batch": "NONE"}, work.NoSuchBatch),
        ({"on": date(2021, 5, 9)}, work.BeforeHarvest),
        ({"grams": 1}, work.MoreThanThere),
    ):
        with pytest.raises(refusal):
            actions.grade_batch(coop.head, **{"grade": "first", "grams": 1, **grade, **changes})
    with pytest.raises(Denied):
        actions.grade_batch(coop.ben, grade="first", grams=1, **grade)


def test_costs_refuse_what_cannot_be(coop, melon):
    cost = {"cooperative": coop.id, "sort": "film", "amount_fen": 100, "on": TODAY, "at": MORNING}
    for changes, refusal in (
        ({"sort": "bribe"}, UnknownWord),
        ({"amount_fen": 0}, NoAmount),
        ({"on": date(2021, 3, 2)}, FutureDay),
        ({"sowing": "none"}, work.NoSuchSowing),
    ):
        with pytest.raises(refusal):
            actions.pay_cost(coop.head, **{**cost, **changes})
    with pytest.raises(Denied):
        actions.pay_cost(coop.anna, **cost)
    assert actions.pay_cost(coop.head, **cost, sowing=melon).deed.plot


def test_whose_produce_it_is_is_told_apart(coop):
    own = coop.sow(coop.plot("C1", household=""))
    theirs = coop.sow(coop.plot("A1"))
    left = coop.sow(coop.plot("B1", household=coop.second))
    plots = {one.tag: one.plot for one in queries.plots_in(coop.head, coop.id, TODAY).lines}
    batches = [coop.weigh(one, 2000, PICKED) for one in (own, theirs, left)]
    actions.clear_crops(coop.head, [left], on=PICKED, at=LATER)
    actions.transfer_plot(coop.head, plot=plots["B1"], household="", on=PICKED, at=LATER)
    actions.leave_cooperative(coop.ben, cooperative=coop.id, household=coop.second, at=LATER)
    trades = [coop.sell(one, 100, 280, PICKED).deed.trade for one in batches]
    assert trades == ["own", "member", "other"]


def test_ones_own_record_is_taken_back_within_a_day(coop, melon):
    batch = coop.weigh(melon, 2000, PICKED)
    number = Batch.objects.get(pk=batch).number
    sale = coop.sell(batch, 1000, 2800, PICKED)
    with pytest.raises(work.SomethingFollows):
        actions.take_back_work(coop.head, number=number, at=LATER)
    with pytest.raises(Denied):
        actions.take_back_work(coop.anna, number=sale.number, at=LATER)
    with pytest.raises(work.NotYours):
        actions.take_back_work(coop.anna, number=number, at=LATER)
    with pytest.raises(work.TooLate):
        actions.take_back_work(coop.head, number=sale.number, at=LATER + timedelta(days=2))
    with pytest.raises(NoSuchRecord):
        actions.take_back_work(coop.head, number=999_999, at=LATER)
    back = actions.take_back_work(coop.head, number=sale.number, at=LATER, key="b")
    again = actions.take_back_work(coop.head, number=sale.number, at=LATER, key="b")
    assert (back.number, back.reverses) == (again.number, sale.number)
    with pytest.raises(TakenBack):
        actions.take_back_work(coop.head, number=sale.number, at=LATER)
    actions.take_back_work(coop.head, number=number, at=LATER)
    assert queries.stock_in(coop.head, coop.id, PICKED).total == 0
    assert queries.trace_of(stranger, batch) is None
    with pytest.raises(work.NoSuchBatch):
        coop.sell(batch, 1, 3, PICKED)


def test_where_nobody_else_is_inside_the_office_is_told_of_a_correction(coop, melon):
    when = at(date(2021, 3, 20))
    number = Sowing.objects.get(pk=melon).number
    office = AppointmentMade(
        on=TODAY, place=coop.place, person=secretary.person, role="SEC", until=date(2022, 2, 28)
    )
    with acting():
        permit()
        append([Draft(office, by=secretary.person, at=MORNING)])
    [watching] = [one for one in members_of(coop.id, TODAY) if one.person == coop.watcher.person]
    leave_group(secretary, watching.number, on=date(2021, 3, 1), at=when)
    actions.enter_correction(coop.head, number=number, at=when)
    [told] = Notice.objects.filter(kind="fields.correction-waits")
    assert told.person == secretary.person


def test_an_older_record_is_taken_back_by_two(coop, melon):
    number = Sowing.objects.get(pk=melon).number
    when, other = at(date(2021, 3, 20)), Cooperative(number=2)
    before = reading.size()

    def waiting(viewer):
        return queries.corrections_seen(queries.sight_of(viewer, coop.id, when.date()))

    for viewer, refused in ((coop.anna, Denied), (other.head, NotAHead), (stranger, Denied)):
        with pytest.raises(refused):
            actions.enter_correction(viewer, number=number, at=when)
    actions.enter_correction(coop.head, number=number, at=when)
    assert reading.size() == before, "nothing is recorded yet"
    [told] = Notice.objects.filter(kind="fields.correction-waits")
    assert told.person == coop.watcher.person and told.link.endswith(f"/records/{number}/")
    [asked] = waiting(coop.watcher)
    assert (asked.work.number, asked.motion.by) == (number, coop.head.person)
    assert waiting(secretary) == (asked,)
    for viewer in (coop.anna, other.head, stranger):
        assert waiting(viewer) == ()
    with pytest.raises(SecondNeeded):
        actions.confirm_correction(coop.head, number=number, at=when)
    with pytest.raises(NotAHead):
        actions.confirm_correction(other.head, number=number, at=when)
    entry = actions.confirm_correction(secretary, number=number, at=when, key="c")
    assert (entry.by, entry.reverses) == (secretary.person, number)
    again = actions.confirm_correction(secretary, number=number, at=when, key="c")
    assert again.number == entry.number
    assert waiting(coop.watcher) == ()
    with pytest.raises(work.NoSuchSowing):
        coop.weigh(melon, 2000, PICKED)


def test_who_asked_to_take_a_record_back_may_leave_it(coop, melon):
    number, when = Sowing.objects.get(pk=melon).number, at(date(2021, 3, 20))
    actions.enter_correction(coop.head, number=number, at=when)
    with pytest.raises(Denied):
        actions.drop_correction(coop.anna, number=number, at=when)
    actions.drop_correction(coop.head, number=number, at=when)
    with pytest.raises(NoSuchMotion):
        actions.confirm_correction(coop.watcher, number=number, at=when)


def test_a_cleared_plot_stands_again_when_the_clearing_is_taken_back(coop, melon):
    [entry] = actions.clear_crops(coop.head, [melon], on=TODAY, at=MORNING, key="c")
    assert actions.clear_crops(coop.head, [melon], on=TODAY, at=MORNING, key="c") == [entry]
    with pytest.raises(work.Cleared):
        actions.clear_crops(coop.head, [melon], on=TODAY, at=MORNING)
    with pytest.raises(UnknownWord):
        actions.clear_crops(coop.head, [melon], reason="x", on=TODAY, at=MORNING)
    with pytest.raises(FutureDay):
        actions.clear_crops(coop.head, [melon], on=date(2021, 3, 2), at=MORNING)
    actions.take_back_work(coop.head, number=entry.number, at=MORNING)
    assert coop.weigh(melon, 2000, PICKED)


def test_a_buyer_sees_where_a_batch_grew_and_no_persons_data(coop, melon):
    actions.treat_crop(
        coop.anna, sowing=melon, sort="fungicide", withdrawal_days=7, on=TODAY, at=MORNING
    )
    batch = coop.weigh(melon, 2000, PICKED)
    trace = queries.trace_of(stranger, batch.lower())
    assert (trace.crop, trace.place, trace.cooperative) == (
        "melon",
        worlds.JINXING,
        "金星甜瓜合作社",
    )
    assert [step.sort for step in trace.steps] == ["sown", "treated", "weighed"]
    assert trace.steps[1].withdrawal_until == date(2021, 3, 8)
    said = repr(trace)
    for secret in (coop.first, coop.anna.person, coop.head.person, "A1"):
        assert secret not in said
    assert queries.trace_of(stranger, "NOSUCHCODE") is None


def test_what_there_is_to_do_follows_plan_and_crops(coop):
    plots = [coop.plot("A1"), coop.plot("A2")]
    lines = [actions.PlanLine(plot, "melon-late-rice") for plot in plots]
    actions.adopt_season(
        coop.head,
        lines,
        cooperative=coop.id,
        year=2021,
        expected=actions.Expected(100, 50),
        at=MORNING,
    )
    tasks = queries.afield(coop.head, coop.id, date(2021, 1, 20)).tasks
    assert [(one.sort, one.tag, one.crop) for one in tasks] == [
        ("sow", "A1", "melon"),
        ("sow", "A2", "melon"),
    ]
    sowing = coop.sow(plots[0])
    assert [one.tag for one in queries.afield(coop.head, coop.id, date(2021, 1, 20)).tasks] == [
        "A2"
    ]
    actions.treat_crop(
        coop.head, sowing=sowing, sort="other", withdrawal_days=60, on=TODAY, at=MORNING
    )
    [task] = queries.afield(coop.head, coop.id, date(2021, 4, 15)).tasks
    assert (task.sort, task.day) == ("wait", date(2021, 4, 30))
    [task] = queries.afield(coop.head, coop.id, PICKED).tasks
    assert (task.sort, task.day) == ("harvest", date(2021, 6, 30))
    assert queries.afield(coop.ben, coop.id, PICKED).tasks == ()


def test_a_year_is_held_against_both_marks(coop):
    """10 mu: 100,000 yuan of melon are 10,000 a mu; 9,999 jin of rice miss the thousand."""
    plot = coop.plot("A1", 10)
    melon = coop.sow(plot)
    batch = coop.weigh(melon, 40_000, PICKED)
    coop.sell(batch, 40_000, 100_000, PICKED)
    actions.clear_crops(coop.head, [melon], on=PICKED, at=LATER)
    rice = coop.sow(plot, "late-rice", on=date(2021, 6, 26), when=at(date(2021, 7, 1)))
    coop.weigh(rice, 9_999, date(2021, 11, 5))
    marks = queries.board_of(coop.head, coop.id, 2021, date(2021, 12, 1)).marks
    [line] = marks.lines
    assert (line.fen_mu, queries.reaches_money(line.fen_mu)) == (1_000_000, True)
    assert (line.rice_g_mu, queries.reaches_rice(line.rice_g_mu)) == (499_950, False)
    assert marks.whole.fen_mu == 1_000_000
    seen = queries.board_of(stranger, coop.id, 2021, date(2021, 12, 1)).marks
    assert (seen.whole, seen.lines) == (marks.whole, ())


def test_a_plan_refuses_what_cannot_be(coop):
    plot, bare = coop.plot("A1"), coop.plot("A2", cover="open")
    foreign = Cooperative(number=2).plot("Z1", household="")
    plan = {
        "cooperative": coop.id,
        "year": 2021,
        "expected": actions.Expected(1, 1),
        "at": MORNING,
    }
    line = actions.PlanLine(plot, "melon-late-rice")
    with pytest.raises(seasons.EmptyPlan):
        actions.adopt_season(coop.head, [], **plan)
    with pytest.raises(seasons.NotThisYear):
        actions.adopt_season(coop.head, [line], **{**plan, "year": 2023})
    with pytest.raises(UnknownWord):
        actions.adopt_season(coop.head, [line], **plan, method="dice")
    for viewer in (stranger, coop.anna):
        with pytest.raises(Denied):
            actions.adopt_season(viewer, [line], **plan)
    bad = [
        line,
        line,
        line._replace(plot=bare),
        line._replace(plot=foreign),
        line._replace(plot="none"),
        line._replace(pattern="none"),
    ]
    with pytest.raises(Many) as many:
        actions.adopt_season(coop.head, bad, **plan)
    assert [type(one.refusal) for one in many.value.errors] == [
        seasons.PlotTwice,
        seasons.NeedsGreenhouse,
        seasons.OtherCooperative,
        NoSuchPlot,
        seasons.PlotTwice,
    ]


def test_what_is_planned_for_next_year_is_sown_this_autumn_and_picked_in_winter(coop):
    plot = coop.plot("S1")
    autumn = date(2021, 9, 12)
    actions.adopt_season(
        coop.head,
        [actions.PlanLine(plot, "strawberry-rice")],
        cooperative=coop.id,
        year=2022,
        expected=actions.Expected(1, 1),
        at=at(autumn),
    )

    def tasks(on):
        found = queries.afield(coop.head, coop.id, on).tasks
        return [(one.sort, one.crop, one.day) for one in found if one.plot == plot]

    assert tasks(autumn) == [("sow", "strawberry", date(2021, 9, 20))]
    coop.sow(plot, "strawberry", autumn, when=at(autumn, 12), pattern="strawberry-rice")
    assert tasks(date(2021, 11, 5)) == []
    assert tasks(date(2021, 12, 5)) == [("harvest", "strawberry", date(2022, 4, 30))]
    assert tasks(date(2022, 3, 5)) == [("harvest", "strawberry", date(2022, 4, 30))]
    assert tasks(date(2022, 5, 5)) == [("clear", "strawberry", None)]
