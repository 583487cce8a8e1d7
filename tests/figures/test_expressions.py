"""Expressions beyond sums: distinct, mean, median, ratio, growth, per head, as known on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gongfu.domains.keys import deeds
from gongfu.domains.statistics.deeds import ValueReceived
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import Aggregate, Figure, keys
from gongfu.figures.formula import Distinct, Growth, PerHead, Ratio, Received, Sum
from gongfu.figures.store import files
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.standing import RecordConfirmed
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.measures.periods import period
from tests.figures.test_asking import DISTRICT, ELDER, LIN, NANYANG, OTHER, ZHU, visit, write

pytestmark = pytest.mark.django_db


def figure(formula, aggregate=Aggregate.SUM, **options):
    said = {"title": "t", "definition": "d", "unit": "u", "unit_words": "u", "source": "s"}
    name = f"test.{abs(hash(repr((formula, aggregate, options))))}"
    return Figure(code=name, formula=formula, aggregate=aggregate, **said, **options)


def ask(one, text="2020", *, place=DISTRICT, **options):
    return asking.ask(Question(one, place, period(text), **options))


ELDERS = figure(Distinct((deeds.VisitMade,), "elder", person="keeper"), Aggregate.DISTINCT)
MINUTES = Sum((deeds.VisitMade,), "minutes", person="keeper")


@pytest.fixture(params=["tail", "files"])
def stored(request):
    """Call between writing and asking: where the records then lie."""
    return files.compact if request.param == "files" else lambda: None


def test_different_people_are_counted_once_a_period_and_place(stored):
    days = [date(2020, 1, 5), date(2020, 1, 6), date(2020, 2, 5)]
    write(*[visit(on) for on in days], visit(days[0], elder="other" + "a" * 21, place=OTHER))
    stored()
    write(visit(date(2020, 3, 1), elder="third" + "a" * 21))
    write(visit(date(2020, 3, 1), elder="third" + "a" * 21), reverses=5)
    assert ask(ELDERS).value == 2
    assert ask(ELDERS).records == 4
    question = Question(ELDERS, DISTRICT, period("2020"))
    assert asking.by_place(question, digits=12) == {NANYANG: 1, OTHER: 1}
    months = [
        value for _month, value in asking.series(question, [period("2020-01"), period("2019")])
    ]
    assert months == [2, 0]


def test_mean_and_median_are_exact_and_leave_out_what_was_taken_back(stored):
    minutes = [10, 11, 30, 50]
    write(*[visit(date(2020, 1, 1 + n), minutes=m) for n, m in enumerate(minutes)])
    wrong = visit(date(2020, 1, 9), minutes=400)
    write(wrong)
    write(wrong, reverses=5)
    stored()
    assert ask(figure(MINUTES, Aggregate.MEAN, digits=2)).value == Decimal("25.25")
    assert ask(figure(MINUTES, Aggregate.MEDIAN, digits=1)).value == Decimal("20.5")
    assert ask(figure(MINUTES, Aggregate.MEDIAN), "2019").value is None
    write(visit(date(2020, 1, 20), minutes=31))
    assert ask(figure(MINUTES, Aggregate.MEDIAN)).value == 30


def test_a_share_leaves_out_what_was_taken_back():
    late = figure(Sum((deeds.VisitMade,), "minutes"), Aggregate.SHARE)
    write(visit(date(2020, 1, 5), minutes=1), visit(date(2020, 1, 6), minutes=1))
    write(visit(date(2020, 1, 6), minutes=1), reverses=2)
    assert ask(late).value == 100


def test_a_ratio_keeps_what_it_is_made_of_and_shows_the_records_of_both(stored):
    write(*[visit(date(2020, 1, 1 + n), minutes=40) for n in range(3)])
    stored()
    answer = ask(figure(Ratio(keys.service_hours, keys.visits), Aggregate.DERIVED, digits=3))
    assert answer.value == Decimal("0.667")
    assert [one.value for one in answer.operands] == [2, 3]
    assert answer.records == 3
    assert asking.evidence(answer.question) == [3, 2, 1]
    places = asking.by_place(answer.question, digits=12)
    assert places == {NANYANG: Decimal("0.667")}
    assert asking.series(answer.question, [period("2020-01"), period("2020-02")]) == [
        (period("2020-01"), Decimal("0.667")),
        (period("2020-02"), None),
    ]


def test_growth_is_over_the_same_period_a_year_before():
    write(*[visit(date(2020, 1, 1 + n)) for n in range(4)])
    write(*[visit(date(2021, 1, 1 + n)) for n in range(5)])
    grew = figure(Growth(keys.visits), Aggregate.DERIVED, scale=Decimal("0.01"), digits=1)
    assert ask(grew, "2021").value == 25
    assert ask(grew, "2021-01").records == 9
    assert ask(grew, "2020").value is None


def test_per_head_takes_the_people_of_the_year():
    write(*[visit(date(2020, 1, 1 + n)) for n in range(4)], visit(date(2020, 9, 1)))
    write(deeds.KeeperJoined(on=date(2020, 8, 1), place=NANYANG, keeper=ZHU))
    write(deeds.KeeperJoined(on=date(2020, 8, 1), place=NANYANG, keeper=LIN))
    each = figure(PerHead(keys.visits, keys.volunteers), Aggregate.DERIVED, digits=1)
    assert ask(each, "2020-01").value == 2
    assert ask(each, "2020").value == Decimal("2.5")


def test_a_figure_is_as_known_at_the_end_of_a_day(stored):
    def on(day, *all_deeds, reverses=None):
        with acting():
            permit()
            at = datetime(2021, 5, day, 3, tzinfo=UTC)
            append([Draft(one, by=ZHU, at=at, reverses=reverses) for one in all_deeds])

    here = {"on": date(2021, 5, 1), "place": NANYANG}
    on(1, visit(date(2020, 1, 1)), visit(date(2020, 1, 2)))
    on(3, visit(date(2020, 1, 2)), reverses=2)
    stored()
    on(4, RecordConfirmed(**here, record=1, to="B", who=ELDER, manner="self"))
    values = {day: ask(keys.visits, known=date(2021, 5, day)).evidence for day in (1, 2, 3, 4)} | {
        0: ask(keys.visits, known=date(2021, 4, 30)).evidence
    }
    assert values == {
        0: {"A": 0, "B": 0, "C": 0},
        1: {"A": 2, "B": 0, "C": 0},
        2: {"A": 2, "B": 0, "C": 0},
        3: {"A": 1, "B": 0, "C": 0},
        4: {"A": 0, "B": 1, "C": 0},
    }
    assert [ask(keys.visits, known=date(2021, 5, day)).size for day in (1, 3)] == [2, 3]
    assert ask(keys.visits).value == 1


ROWS = [
    # place, series, period, basis, value
    (DISTRICT, "gdp", "2020", "year", "655.1234"),
    (DISTRICT, "gdp", "2021-H1", "half", "345.25"),
    (DISTRICT, "gdp", "2021-Q1", "quarter", "160.1"),
    (DISTRICT, "gdp", "2021-H1", "to-date", "345.25"),
    ("330402007000", "gdp", "2020", "year", "60"),
    (DISTRICT, "gdp", "2019", "year", "600"),
    (DISTRICT, "income", "2020", "year", "38856"),
]


def received(place, series, text, basis, value):
    return ValueReceived(
        on=date(2021, 9, 20), place=place, series=series, period=text, basis=basis,
        value=Decimal(value), unit="yuan", status="final", document="d" * 26,
        published_on=date(2021, 3, 1),
    )  # fmt: skip


@pytest.fixture
def asked(stored):
    """Return a way to ask a series of the values above, one of them revised."""
    write(*[received(*row) for row in ROWS])
    stored()
    write(received(*ROWS[5]), reverses=6)
    write(received(*ROWS[5][:4], "601.5"))

    def question(series, text, *, basis="", place=DISTRICT):
        one = figure(Received(ValueReceived, series, basis), Aggregate.STATED, digits=4)
        return Question(one, place, period(text))

    return question


def test_an_official_value_speaks_of_its_own_place_and_period_alone(asked):
    assert asking.ask(asked("gdp", "2020")).value == Decimal("655.1234")
    assert asking.ask(asked("gdp", "2021")).value is None
    assert asking.ask(asked("gdp", "2021-H1")).value == Decimal("345.25")
    assert asking.ask(asked("gdp", "2021-H1", basis="to-date")).records == 1
    assert asking.ask(asked("gdp", "2021-Q1", basis="to-date")).value is None
    assert asking.ask(asked("gdp", "2020", place="330402007000")).value == 60
    assert asking.ask(asked("gdp", "2020", place=NANYANG)).value is None
    assert asking.by_place(asked("gdp", "2020"), digits=9) == {"330402007000": 60}
    assert asking.by_place(asked("gdp", "2020"), digits=12) == {}


def test_of_an_official_value_the_last_that_stands_counts(asked):
    answer = asking.ask(asked("gdp", "2019"))
    assert (answer.value, answer.evidence) == (Decimal("601.5"), {"A": 1, "B": 0, "C": 0})
    assert asking.evidence(answer.question) == [9]
    years = [period("2019"), period("2020"), period("2021-Q1")]
    course = [value for _year, value in asking.series(asked("gdp", "2020"), years)]
    assert course == [Decimal("601.5"), Decimal("655.1234"), Decimal("160.1")]


def test_official_values_make_derived_figures(asked):
    income, product = asked("income", "2020").figure, asked("gdp", "2020").figure
    share = figure(Ratio(income, product), Aggregate.DERIVED, digits=6)
    answer = asking.ask(Question(share, DISTRICT, period("2020")))
    assert answer.value == Decimal("59.310963")
    grew = figure(Growth(product), Aggregate.DERIVED, scale=Decimal("0.01"), digits=2)
    answer = asking.ask(Question(grew, DISTRICT, period("2020")))
    assert answer.value == Decimal("8.91")
    assert asking.evidence(answer.question) == [9, 1]
