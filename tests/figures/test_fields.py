"""Figures of cooperative farming, each counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gongfu.domains.fields import actions
from gongfu.domains.fields.actions import Promise
from gongfu.domains.fields.models import Obligation
from gongfu.figures import asking, small
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import figure_named
from gongfu.kernel.measures.periods import period
from tests.domains.fields import worlds
from tests.domains.fields.worlds import (
    DISTRICT,
    JINXING,
    MORNING,
    TODAY,
    Cooperative,
    at,
    secretary,
    server,
    stranger,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PICKED, CUT = date(2021, 5, 10), date(2021, 11, 5)


def ask(code, text="2021", place=JINXING, person=""):
    return asking.ask(Question(figure_named(f"fields.{code}"), place, period(text), person))


def value(code, text="2021", place=JINXING, person=""):
    return ask(code, text, place, person).value


@pytest.fixture
def coop():
    return Cooperative()


def grow(coop, tag, mu, melon_yuan, rice_jin, *, demo=True):
    """Grow melon and late rice on a plot in 2021; return it."""
    plot = coop.plot(tag, mu, demo=demo)
    melon = coop.sow(plot)
    coop.sell(coop.weigh(melon, 400, PICKED), 400, melon_yuan, PICKED, sure=("price", "unit"))
    actions.clear_crops(coop.head, [melon], on=PICKED, at=at(PICKED, 20))
    rice = coop.sow(plot, "late-rice", on=date(2021, 6, 26), when=at(date(2021, 7, 1)))
    if rice_jin:
        coop.weigh(rice, rice_jin, CUT)
    return plot


def test_area_is_what_is_in_use_and_each_plot_counts_once(coop):
    plot = coop.plot("A1", 10)
    coop.plot("A2", 5)
    assert value("area") == 15
    parts = [
        worlds.PlotLine("A1-1", 600, TODAY, cover="greenhouse"),
        worlds.PlotLine("A1-2", 400, TODAY, cover="greenhouse"),
    ]
    actions.split_plot(coop.head, plot=plot, parts=parts, at=MORNING)
    assert value("area") == 15
    assert value("area", "2020") == 15
    line = worlds.PlotLine("A2", 525, TODAY)
    found = {one.tag: one.plot for one in _plots(coop)}
    actions.change_plot(coop.head, plot=found["A2"], line=line, at=MORNING)
    assert (value("area", "2021-02"), value("area")) == (15, Decimal("15.25"))
    actions.return_plot(coop.head, plot=found["A1-1"], on=TODAY, at=MORNING)
    assert value("area") == Decimal("9.25")
    assert value("area", place=DISTRICT) == Decimal("9.25")


def _plots(coop):
    from gongfu.domains.fields import queries

    return queries.plots_in(coop.head, coop.id, TODAY).lines


def test_patterns_are_counted_once_however_many_plots_have_them(coop):
    grow(coop, "A1", 10, 1000, 0)
    grow(coop, "A2", 10, 1000, 0)
    other = coop.plot("A3")
    coop.sow(other, "ginger", date(2021, 2, 5), pattern="ginger-late-rice")
    assert value("patterns") == 2
    assert value("patterns", "2021-06") == 1
    assert value("patterns", "2020") == 0


def test_sales_are_added_to_the_fen_and_one_taken_back_is_gone(coop):
    grow(coop, "A1", 10, 1_234, 0)
    plot = coop.plot("A2", 10)
    batch = coop.weigh(coop.sow(plot), 400, PICKED)
    entry = coop.sell(batch, 100, 300, PICKED)
    assert value("sales") == Decimal("0.15")
    assert ask("sales").exact * 1_000_000 == 153_400
    actions.take_back_work(coop.head, number=entry.number, at=at(PICKED, 20))
    assert ask("sales").exact * 1_000_000 == 123_400
    assert (
        len(asking.evidence(Question(figure_named("fields.sales"), JINXING, period("2021")))) == 1
    )


def test_sales_of_one_cooperative_are_told_apart(coop):
    other = Cooperative(number=2)
    grow(coop, "A1", 10, 1000, 0)
    grow(other, "A1", 10, 2000, 0)
    assert ask("sales").exact * 1_000_000 == 300_000
    assert ask("sales", person=other.id).exact * 1_000_000 == 200_000


def test_a_mu_of_demonstration_plots_counts_both_crops_and_a_failed_harvest_as_nothing(coop):
    """20 mu demonstrate: 240,000 yuan are 12,000 a mu; 10,100 jin of rice from 20 mu are 505."""
    grow(coop, "A1", 10, 110_000, 10_100)
    grow(coop, "A2", 10, 130_000, 0)
    grow(coop, "B1", 10, 1_000, 3_000, demo=False)
    assert value("yuan-per-mu") == 12_000
    assert value("rice-jin-per-mu") == 505
    assert value("yuan-per-mu", "2019") is None
    [sold, land] = ask("yuan-per-mu").operands
    assert (sold.value, land.value) == (240_000, 20)


def support(coop, household, *, due=date(2021, 6, 1)):
    said = {"household": household, "on": TODAY, "at": MORNING}
    actions.ask_support(secretary, origin="53", **said)
    promises = [
        Promise(coop.id, "cooperative", "sale", due),
        Promise(coop.head.person, "member", "technique", due),
    ]
    actions.agree_support(secretary, promises, **said)


def test_supported_households_count_once_also_when_they_left(coop):
    support(coop, coop.first)
    support(coop, coop.second)
    assert value("households-supported", "2021-03-01") == 2
    assert value("households-supported", "2021-02") == 0
    actions.leave_support(coop.anna, household=coop.first, reason="stands", at=MORNING)
    support(coop, coop.first)
    assert value("households-supported", "2021-03-01") == 2


def test_support_is_kept_when_it_came_by_its_day(coop):
    support(coop, coop.first)
    support(coop, coop.second)
    due = date(2021, 6, 1)
    one, two, three, four = Obligation.objects.order_by("number").values_list("pk", flat=True)
    actions.deliver_obligation(secretary, obligation=one, on=due, at=at(due))
    actions.note_overdue(server, at=at(date(2021, 6, 2)))
    later = {"on": date(2021, 6, 3), "at": at(date(2021, 6, 3))}
    actions.deliver_obligation(secretary, obligation=two, **later)
    actions.fail_obligation(secretary, obligation=three, reason="money", at=later["at"])
    assert value("support-kept") == 25
    assert ask("support-kept").records == 4
    assert four


def test_the_gain_is_the_median_of_what_households_state(coop):
    for household, before, since in ((coop.first, 50_000, 70_000), (coop.second, 60_000, 64_000)):
        support(coop, household)
        actions.state_income(
            secretary, household=household, year=2020, income_fen=before * 100, at=MORNING
        )
        actions.state_income(
            secretary,
            household=household,
            year=2021,
            income_fen=since * 100,
            at=at(date(2022, 2, 1)),
        )
    assert value("income-gain", "2022") == 12_000
    assert value("income-gain", "2021") is None


def test_what_speaks_of_few_households_is_kept_from_the_public(coop):
    grow(coop, "A1", 10, 1000, 5000)
    support(coop, coop.first)
    for code in ("sales", "area", "yuan-per-mu", "rice-jin-per-mu", "households-supported"):
        question = Question(figure_named(f"fields.{code}"), JINXING, period("2021"))
        assert small.is_withheld(stranger, question), code
        assert not small.is_withheld(worlds.officer, question), code
    patterns = Question(figure_named("fields.patterns"), JINXING, period("2021"))
    assert not small.is_withheld(stranger, patterns)
