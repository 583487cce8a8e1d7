"""Households and plots: joining, areas by boundary, splitting, merging, handing on."""

from __future__ import annotations

from datetime import date

import pytest

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import Joining, PlotLine
from gongfu.domains.fields.models import Member, Plot
from gongfu.domains.fields.rules import doubts, land
from gongfu.domains.fields.rules.words import FutureDay, NoAmount, NoSuchCooperative, UnknownWord
from gongfu.kernel.ledger import reading
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from tests.domains.fields import worlds
from tests.domains.fields.worlds import BEGAN, MORNING, MU, TODAY, Cooperative, secretary, stranger

pytestmark = pytest.mark.django_db
TOMORROW = worlds.days_after(TODAY, 1)


@pytest.fixture
def coop():
    return Cooperative()


def register(coop, line, viewer=None, **more):
    return actions.register_plot(viewer or coop.head, line, cooperative=coop.id, at=MORNING, **more)


def line(tag="A1", area=1000, **changes):
    return PlotLine(tag, area, BEGAN)._replace(**changes)


def test_a_plot_is_registered_with_its_contract_by_head_or_office(coop):
    entry = register(coop, line(household=coop.first, until=date(2029, 12, 31)))
    register(coop, line("A2"), viewer=secretary)
    row = Plot.objects.get(pk=entry.deed.plot)
    assert (row.area, row.household, row.since) == (1000, coop.first, BEGAN)
    card = queries.plot_card(coop.head, row.plot, TODAY)
    assert card.line.tag == "A1" and card.outline_area is None
    assert queries.plot_card(coop.ben, row.plot, TODAY) is None
    assert queries.plot_card(coop.anna, row.plot, TODAY).line.plot == row.plot


def test_the_same_form_sent_again_registers_once(coop):
    first = register(coop, line(), key="form-1")
    assert register(coop, line(), key="form-1").number == first.number
    assert Plot.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"since": TOMORROW}, FutureDay),
        ({"cover": "roof"}, UnknownWord),
        ({"soil": "gold"}, UnknownWord),
        ({"area": 0}, NoAmount),
        ({"tag": "张三的地"}, land.BadTag),
        ({"until": BEGAN}, land.ContractEndsFirst),
        ({"household": "nobody"}, land.NoSuchHousehold),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(coop, changes, refusal):
    before = reading.size()
    with pytest.raises(refusal):
        register(coop, line(**changes))
    assert reading.size() == before


def test_a_number_is_taken_once_and_free_again_after_return(coop):
    plot = register(coop, line()).deed.plot
    with pytest.raises(land.TagTaken):
        register(coop, line())
    actions.return_plot(coop.head, plot=plot, on=TODAY, at=MORNING)
    register(coop, line())
    with pytest.raises(land.PlotClosedAlready):
        actions.return_plot(coop.head, plot=plot, on=TODAY, at=MORNING)


def test_strangers_and_other_heads_change_no_land(coop):
    other = Cooperative(worlds.ELSEWHERE, 2)
    for viewer in (stranger, other.head, coop.anna):
        with pytest.raises(Denied):
            register(coop, line(), viewer=viewer)
    with pytest.raises(NoSuchCooperative):
        actions.register_plot(coop.head, line(), cooperative="none", at=MORNING)


def test_outline_and_typed_area_are_compared_and_a_difference_is_asked_about(coop):
    """0.001 degrees at 30.7 N are 95.8 m by 110.9 m: 10,620 m², 15.93 mu."""
    outline = worlds.square(120.8, 30.7, 0.001)
    with pytest.raises(doubts.AreaDoubt, match=r"15\.93"):
        register(coop, line(area=1000, outline=outline))
    register(coop, line(area=1590, outline=outline))
    sure = line("A2", area=1000, outline=worlds.square(120.81, 30.7, 0.001), sure=("area",))
    card = queries.plot_card(coop.head, register(coop, sure).deed.plot, TODAY)
    assert card.outline_area == pytest.approx(1593, abs=2)


def test_overlapping_plots_are_refused_by_name_also_of_another_cooperative(coop):
    register(coop, line(area=1590, outline=worlds.square(120.8, 30.7, 0.001)))
    over = line("B7", area=1590, outline=worlds.square(120.8005, 30.7, 0.001))
    with pytest.raises(land.Overlapping, match=r"B7.*A1"):
        register(coop, over)
    neighbour = line("B8", area=1590, outline=worlds.square(120.801, 30.7, 0.001))
    register(coop, neighbour)
    other = Cooperative(number=2)
    with pytest.raises(land.Overlapping):
        register(other, over)


def test_two_plots_of_one_file_that_overlap_are_refused_together(coop):
    lines = [
        line("A1", 1590, outline=worlds.square(120.8, 30.7, 0.001)),
        line("A2", 1590, outline=worlds.square(120.8002, 30.7, 0.001)),
    ]
    with pytest.raises(land.Overlapping):
        actions.register_plots(coop.head, lines, cooperative=coop.id, at=MORNING)
    assert not Plot.objects.exists()


def test_an_outline_that_crosses_itself_is_refused(coop):
    ring = [[120.8, 30.7], [120.801, 30.701], [120.801, 30.7], [120.8, 30.701], [120.8, 30.7]]
    text = f'{{"type":"MultiPolygon","coordinates":[[{ring}]]}}'
    with pytest.raises(land.NotSimple):
        register(coop, line(outline=text))


def test_all_errors_of_a_file_are_listed_and_nothing_is_written(coop):
    lines = [line("A1"), line("A1"), line("A3", 0)]
    with pytest.raises(Many) as many:
        actions.register_plots(coop.head, lines, cooperative=coop.id, at=MORNING)
    assert [one.line for one in many.value.errors] == [2, 3]
    assert not Plot.objects.exists()


def test_a_plot_is_split_into_parts_that_make_it_up(coop):
    plot = coop.plot("A1", 10)
    parts = [line("A1-1", 600, household=coop.first), line("A1-2", 400, household=coop.second)]
    with pytest.raises(land.AreaLost):
        actions.split_plot(coop.head, plot=plot, parts=[parts[0], line("x", 399)], at=MORNING)
    with pytest.raises(land.TooFewParts):
        actions.split_plot(coop.head, plot=plot, parts=[line("x", 1000)], at=MORNING)
    entries = actions.split_plot(coop.head, plot=plot, parts=parts, at=MORNING, key="s")
    assert actions.split_plot(coop.head, plot=plot, parts=parts, at=MORNING, key="s") == entries
    rows = Plot.objects.filter(closed_on=None).order_by("tag")
    assert [(row.tag, row.area) for row in rows] == [("A1-1", 600), ("A1-2", 400)]
    assert Plot.objects.get(pk=plot).reason == "split"
    assert entries[1].deed.parents == (plot,)


def test_plots_of_one_household_are_merged(coop):
    one, two = coop.plot("A1", 6), coop.plot("A2", 4)
    other = coop.plot("A3", 4, household=coop.second)
    whole = line("A1", 1000)
    with pytest.raises(land.NotTogether):
        actions.merge_plots(coop.head, plots=[one, other], line=whole, at=MORNING)
    with pytest.raises(land.AreaLost):
        actions.merge_plots(coop.head, plots=[one, two], line=line("A1", 900), at=MORNING)
    with pytest.raises(land.TooFewParts):
        actions.merge_plots(coop.head, plots=[one], line=whole, at=MORNING)
    entries = actions.merge_plots(coop.head, plots=[one, two], line=whole, at=MORNING)
    merged = Plot.objects.get(pk=entries[-1].deed.plot)
    assert (merged.tag, merged.area, merged.household) == ("A1", 1000, coop.first)


def test_a_plot_is_handed_on_when_nothing_stands_on_it(coop):
    plot = coop.plot()
    sowing = coop.sow(plot)
    hand_on = {"plot": plot, "household": coop.second, "on": TODAY, "at": MORNING}
    with pytest.raises(land.CropStands):
        actions.transfer_plot(coop.head, **hand_on)
    with pytest.raises(land.CropStands):
        actions.return_plot(coop.head, plot=plot, on=TODAY, at=MORNING)
    actions.clear_crops(coop.head, [sowing], on=TODAY, at=MORNING)
    with pytest.raises(land.SameHands):
        actions.transfer_plot(coop.head, **{**hand_on, "household": coop.first})
    with pytest.raises(land.NoSuchHousehold):
        actions.transfer_plot(coop.head, **{**hand_on, "household": "nobody"})
    entry = actions.transfer_plot(coop.head, **hand_on, key="t")
    assert actions.transfer_plot(coop.head, **hand_on, key="t") == entry
    assert entry.deed.giver == coop.first
    assert Plot.objects.get(pk=plot).household == coop.second


def test_a_plot_is_measured_anew_and_keeps_its_household(coop):
    plot = coop.plot()
    actions.change_plot(coop.head, plot=plot, line=line("A1", 1010, cover="open"), at=MORNING)
    row = Plot.objects.get(pk=plot)
    assert (row.area, row.cover, row.household) == (1010, "open", coop.first)
    with pytest.raises(land.NoSuchPlot):
        actions.change_plot(coop.head, plot="none", line=line(), at=MORNING)


def test_households_join_once_pay_capital_and_leave_when_they_have_no_land(coop):
    joining = Joining(coop.first, TODAY)
    with pytest.raises(land.AlreadyMember):
        actions.join_household(coop.head, joining, cooperative=coop.id, at=MORNING)
    with pytest.raises(land.NoSuchHousehold):
        actions.join_household(coop.head, Joining("x", TODAY), cooperative=coop.id, at=MORNING)
    pay = {"cooperative": coop.id, "household": coop.first, "at": MORNING}
    actions.pay_capital(coop.head, capital_fen=5_000, **pay)
    with pytest.raises(land.NotThatMuch):
        actions.pay_capital(coop.head, capital_fen=-15_001, **pay)
    with pytest.raises(NoAmount):
        actions.pay_capital(coop.head, capital_fen=0, **pay)
    with pytest.raises(Denied):
        actions.pay_capital(stranger, capital_fen=1, **pay)
    actions.pay_capital(coop.head, capital_fen=-15_000, **pay)
    plot = coop.plot()
    leaving = {"cooperative": coop.id, "household": coop.first, "at": MORNING}
    with pytest.raises(land.StillHasPlots):
        actions.leave_cooperative(coop.anna, **leaving)
    actions.return_plot(coop.head, plot=plot, on=TODAY, at=MORNING)
    with pytest.raises(Denied):
        actions.leave_cooperative(coop.ben, **leaving)
    actions.leave_cooperative(coop.anna, **leaving)
    with pytest.raises(land.NotAMember):
        actions.leave_cooperative(coop.head, **leaving)
    with pytest.raises(land.NotAMember):
        actions.pay_capital(coop.head, **{**pay, "household": "x"}, capital_fen=1)
    assert Member.objects.get(pk=(coop.id, coop.first)).capital_fen == 0


def test_subsidies_and_gifts_are_recorded(coop):
    grant = {"cooperative": coop.id, "source": "state", "on": TODAY, "at": MORNING}
    actions.record_grant(coop.head, amount_fen=100, **grant)
    for changes, refusal in (
        ({"amount_fen": 0}, NoAmount),
        ({"source": "heaven"}, UnknownWord),
        ({"on": TOMORROW}, FutureDay),
    ):
        with pytest.raises(refusal):
            actions.record_grant(coop.head, **{**grant, "amount_fen": 100, **changes})
    with pytest.raises(Denied):
        actions.record_grant(stranger, amount_fen=100, **grant)


def test_who_sees_what_of_a_cooperative(coop):
    coop.plot("A1", household=coop.first)
    coop.plot("A2", household=coop.second)
    seen = {
        who: {one.tag for one in queries.plots_in(viewer, coop.id, TODAY).lines}
        for who, viewer in {
            "head": coop.head,
            "anna": coop.anna,
            "stranger": stranger,
            "officer": worlds.officer,
        }.items()
    }
    assert seen == {
        "head": {"A1", "A2"},
        "anna": {"A1"},
        "stranger": set(),
        "officer": {"A1", "A2"},
    }
    [one] = queries.cooperatives_in(stranger, worlds.DISTRICT)
    assert (one.households, one.plots, one.area) == (2, 2, 20 * MU)
    assert queries.cooperatives_of(coop.anna, TODAY) == (coop.id,)
    assert queries.cooperatives_of(coop.watcher, TODAY) == (coop.id,)
    assert queries.cooperatives_of(stranger, TODAY) == ()
    mine = queries.plots_of_household(coop.anna, coop.first, TODAY)
    assert [one.tag for one in mine] == ["A1"]
    assert queries.plots_of_household(coop.ben, coop.first, TODAY) == ()
    assert [one.household for one in queries.members_in(coop.anna, coop.id, TODAY).lines] == [
        coop.first
    ]
