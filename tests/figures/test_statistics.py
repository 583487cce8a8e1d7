"""Figures of official statistics: as published, for exactly that place, period and basis."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gongfu.domains.statistics import actions
from gongfu.domains.statistics.deeds import ValueReceived
from gongfu.domains.statistics.models import Series
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, figure_named
from gongfu.figures.formula import Received
from gongfu.kernel.measures.periods import period
from tests.domains.statistics import worlds
from tests.domains.statistics.worlds import DISTRICT, JIAXING, line, receive, shen, xu

pytestmark = pytest.mark.django_db


def value(code, text, place=DISTRICT, *, known=None):
    question = Question(figure_named(f"statistics.{code}"), place, period(text), known=known)
    return asking.ask(question).value


def income(part, text, yuan, **changes):
    return line(f"{part}-disposable-income", text, yuan, "yuan-per-head", area=JIAXING, **changes)


def test_a_figure_is_the_value_as_published_with_its_record_under_it():
    number = receive(line("gdp", "2021-H1", "3452500", "10k-yuan"))[0].number
    question = Question(figure_named("statistics.gdp"), DISTRICT, period("2021-H1"))
    answer = asking.ask(question)
    assert (answer.value, answer.records, answer.evidence["C"]) == (Decimal("345.25"), 1, 1)
    assert asking.evidence(question) == [number]


def test_another_place_or_period_has_no_value():
    receive(line("gdp", "2021-H1", "345.25", "100m-yuan"))
    assert value("gdp", "2021") is None
    assert value("gdp", "2021-Q2") is None
    assert value("gdp", "2021-H1", JIAXING) is None
    assert value("gdp", "2021-H1", "330402007000") is None


def test_to_date_is_not_the_year_for_the_same_city():
    """Jiaxing 2020: 48,442 over 32,532 yuan until September is 1.489; the year's ratio is 1.61."""
    ratio = line("urban-rural-income-ratio", "2020", "1.61", "ratio", area=JIAXING)
    receive(
        income("urban", "2020-Q3", "48442", to_date=True),
        income("rural", "2020-Q3", "32532", to_date=True),
        ratio,
    )
    assert value("urban-over-rural-income-to-date", "2020-Q3", JIAXING) == Decimal("1.489")
    assert value("urban-rural-income-ratio", "2020", JIAXING) == Decimal("1.61")
    assert value("urban-over-rural-income", "2020", JIAXING) is None
    assert value("urban-disposable-income", "2020", JIAXING) is None


def test_a_revised_figure_shows_what_was_known_on_any_past_day():
    number = receive(worlds.gdp_of_jiaxing_2021(), at=worlds.THEN)[0].number
    actions.revise_value(
        xu,
        number=number,
        line=worlds.verified_gdp_of_jiaxing_2021(),
        place=DISTRICT,
        second=shen.person,
        at=worlds.LATER,
    )
    assert value("gdp", "2021", JIAXING) == Decimal("6388.38")
    assert value("gdp", "2021", JIAXING, known=date(2023, 3, 1)) == Decimal("6355.28")
    assert value("gdp", "2021", JIAXING, known=date(2023, 3, 2)) == Decimal("6388.38")
    assert value("gdp", "2021", JIAXING, known=date(2022, 3, 1)) is None


def test_a_share_of_product_that_reaches_households_follows_from_both():
    receive(
        line("disposable-income", "2020", "52397", "yuan-per-head"),
        line("gdp-per-head", "2020", "100765", "yuan-per-head"),
    )
    assert value("income-over-gdp", "2020") == Decimal("52.0")


ZONE = {
    # the zone's list: indicator, figure, target, year, whether it is to be gone beyond
    "Z01": ("gdp-per-head", "130000", 2025, False),
    "Z02": ("disposable-income", "75000", 2025, False),
    "Z03": ("labour-share", "50", 2025, True),
    "Z04": ("households-100-500k-share", "80", 2025, False),
    "Z05": ("households-200-600k-share", "45", 2025, False),
    "Z06": ("urban-rural-income-ratio", "1.9", 2025, True),
    "Z09": ("enrolment-rate", "70", 2025, True),
    "Z10": ("schooling-years", "15.5", 2025, False),
    "Z11": ("skilled-workers-share", "35", 2025, False),
    "Z13": ("gdp-per-head", "170000", 2027, False),
    "Z14": ("disposable-income", "85000", 2027, False),
    "Z15": ("rd-intensity", "3.4", 2027, True),
    "Z16": ("labour-productivity", "280000", 2027, False),
}


@pytest.mark.parametrize("code", ZONE)
def test_the_zones_indicators_stand_in_the_catalogue_with_their_targets(code):
    name, value, year, strict = ZONE[code]
    aims = FIGURES[f"statistics.{name}"].targets
    assert (Decimal(value), year, strict) in [(one.value, one.year, one.strict) for one in aims]


def test_every_received_figure_has_a_series_to_be_received_in():
    series = {row.code for row in Series.objects.all()}
    for figure in FIGURES.values():
        formula = figure.formula
        if isinstance(formula, Received) and formula.kind is ValueReceived:
            assert formula.series in series, figure.code
