"""Small groups are kept from the public, and cannot be computed from what is shown."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pytest

from gongfu.domains.keys import deeds
from gongfu.figures import keeping, small
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, Subjects
from gongfu.figures.formula import Sum
from gongfu.figures.groups import Group, hidden_among, together
from gongfu.figures.small import _withheld
from gongfu.kernel.measures.periods import months_of, period
from gongfu.kernel.rights.viewers import PUBLIC
from tests.figures.test_asking import visit, write
from tests.figures.test_expressions import figure
from tests.figures.worlds import DISTRICT, PLACES, World
from tests.worlds import liu

YEARS = ("2020", "2021")
PARTS = ("-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4")


def people(**counts):
    return {code.removeprefix("p"): Group(count) for code, count in counts.items()}


def test_few_people_are_withheld_and_none_is_no_people():
    assert _withheld(people(p330402007032=4, p330402007033=3, p330402007034=0)) == {
        "330402007032",
        "330402007033",
    }


def test_one_alone_takes_the_smallest_other_with_it():
    shown = people(p330402007032=4, p330402007033=90, p330402007034=20, p330402008001=6)
    assert _withheld(shown) == {"330402007032", "330402007034"}


def test_what_is_withheld_together_is_no_small_group_either():
    shown = people(p330402007032=1, p330402007033=2, p330402007034=20, p330402007035=30)
    assert _withheld(shown) == {"330402007032", "330402007033", "330402007034"}


def test_towns_are_compared_with_the_district():
    assert _withheld(people(p330402007000=2, p330402008000=50, p330402009000=0)) == {
        "330402007000",
        "330402008000",
    }


def firms(*amounts, names="abcdefgh"):
    return Group(len(amounts), dict(zip(names, amounts, strict=False)))


@pytest.mark.parametrize(
    ("group", "small"),
    [
        (firms(), False),
        (firms(10), True),
        (firms(10, 10), True),
        (firms(10, 10, 10), False),
        (firms(85, 10, 5), False),
        (firms(86, 10, 4), True),
        (firms(-86, 10, 4), True),
        (firms(0, 0, 0), False),
    ],
)
def test_few_firms_or_a_dominant_one_are_a_small_group(group, small):
    assert group.is_small is small


def test_a_firm_in_two_places_is_one_firm():
    both = together([firms(10, 10, names="ab"), firms(10, 70, names="bc")])
    assert (both.size, both.held) == (3, {"a": 10, "b": 20, "c": 70})


def test_a_dominated_place_takes_others_with_it_until_the_rest_is_not_dominated():
    shown = {
        "dominated": firms(900, 1, 1, names="abc"),
        "middle": firms(30, 30, 30, 30, names="defg"),
        "wide": firms(300, 300, 300, 300, 300, names="hijkl"),
    }
    assert hidden_among({**shown, "middle": firms(60, 60, 60, 60)}) == {"dominated", "middle"}
    assert hidden_among(shown) == {"dominated", "middle", "wide"}
    assert hidden_among(shown, alone=True) == {"dominated"}


def published(figure, years):
    """Yield (places, months, is it shown) of every number of the public tables."""
    spans = [period(f"{y}{part}") for y in years for part in ("", *PARTS)]
    spans += [month for y in years for month in months_of(period(y))]
    for span in spans:
        whole = Question(figure, DISTRICT, span)
        yield "330402", span, not small.is_withheld(PUBLIC, whole)
        for digits in (9, 12):
            kept = small.kept_from(PUBLIC, whole, digits=digits)
            for code in sorted({place[:digits].ljust(12, "0") for place in PLACES}):
                yield code[:digits], span, code not in kept


def vector(stem, span, cells):
    """Return which cells of community and month a number adds up."""
    return [
        float(place.startswith(stem) and span.start <= month.start < span.end)
        for place, month in cells
    ]


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("code", ["keys.visits", "keys.service-hours", "grids.service-hours"])
def test_nothing_withheld_for_few_people_can_be_computed_from_what_is_shown(code, settings):
    settings.GONGFU_SMALL_GROUP = 4
    figure = FIGURES[code]
    World(3, kinds=figure.formula.kinds, people=12).grow(260)
    cells = [(place, month) for y in YEARS for month in months_of(period(y)) for place in PLACES]
    numbers = list(published(figure, YEARS))
    shown = np.array([vector(stem, span, cells) for stem, span, is_shown in numbers if is_shown])
    few = [
        (stem, span)
        for stem, span, is_shown in numbers
        if 0 < small.people(Question(figure, stem.ljust(12, "0"), span)) < 4
    ]
    assert few
    assert len(shown) > 10
    for stem, span in few:
        wanted = np.array(vector(stem, span, cells))
        found = np.linalg.lstsq(shown.T, wanted, rcond=None)[0]
        assert np.abs(shown.T @ found - wanted).max() > 1e-6, (stem, span.text)


SPENT = figure(Sum((deeds.VisitMade,), "minutes"), subject="elder", subjects=Subjects.FIRMS)


def spends(firm, amount, place, on=date(2020, 3, 9)):
    return visit(on, elder=firm * 26, minutes=amount, place=place)


@pytest.mark.django_db
@pytest.mark.parametrize("stored", [False, True], ids=["tail", "files"])
def test_a_figure_about_firms_is_withheld_where_one_could_be_read_from_it(stored, monkeypatch):
    """A synthetic kind: a visit stands for what a firm spent, its elder for the firm."""
    monkeypatch.setitem(FIGURES, SPENT.code, SPENT)
    write(*[spends(firm, 100, PLACES[0]) for firm in "abc"])
    write(*[spends(firm, 100, PLACES[2]) for firm in "de"])
    write(*[spends(*one, PLACES[3]) for one in (("f", 870), ("g", 70), ("h", 60))])
    write(*[spends(firm, 200, PLACES[4]) for firm in "ijkl"])
    if stored:
        keeping.compact()
    asked = Question(SPENT, DISTRICT, period("2020"))
    assert not small.is_withheld(PUBLIC, asked) and small.people(asked) == 12
    # two firms in the second town, which the first, of three, keeps from being computed
    assert small.kept_from(PUBLIC, asked, digits=9) == {"330402007000", "330402008000"}
    # one firm holds 87 % of the third town's first community
    inside = dataclasses.replace(asked, place="330402009000")
    assert not small.is_withheld(PUBLIC, inside)
    assert small.kept_from(PUBLIC, inside, digits=12) >= {PLACES[3], PLACES[4]}
    for place in PLACES[2:]:
        assert small.is_withheld(PUBLIC, Question(SPENT, place, period("2020-Q1")))
    assert not small.is_withheld(liu, Question(SPENT, PLACES[0], period("2020")))


@pytest.mark.django_db
def test_the_same_firms_as_people_would_be_too_few(monkeypatch):
    """The rule follows what a figure declares: three firms may be spoken of, three people not."""
    write(*[spends(firm, 100, PLACES[0]) for firm in "abc"])
    asked = Question(SPENT, PLACES[0], period("2020"))
    assert not small.is_withheld(PUBLIC, asked)
    about_people = dataclasses.replace(SPENT, code="test.people", subjects=Subjects.PEOPLE)
    assert small.is_withheld(PUBLIC, dataclasses.replace(asked, figure=about_people))
