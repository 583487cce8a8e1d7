"""A page of records is the same as if all parts had been listed and cut."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import timedelta

import pytest

from gongfu.figures import asking, drilling, keeping
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, Aggregate
from gongfu.figures.formula import Derived, Growth, Ratio
from gongfu.figures.store import files, relations
from gongfu.kernel.measures.periods import period
from tests.figures import worlds
from tests.figures.test_expressions import figure
from tests.figures.test_folds import MORE
from tests.figures.worlds import (
    AT,
    DISTRICT,
    PLACES,
    World,
    kinds_of_figures,
    received_by_figures,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PERIODS = ("2020", "2020-07", "2021")
FIGURE_LIST = [
    one
    for one in (*FIGURES.values(), *MORE)
    if not (isinstance(one.formula, Derived) or one.formula.exact)
]


def pages(question, limit):
    """Return all records of a figure, page by page."""
    found, after = [], 0
    while page := asking.evidence(question, after=after, limit=limit):
        found, after = [*found, *page], page[-1]
    return found


@pytest.fixture(params=range(2))
def world(request, monkeypatch):
    """A random ledger of four days, most of it in small files, the rest not in files at all."""
    monkeypatch.setattr(keeping, "FIGURES", {one.code: one for one in FIGURE_LIST})
    monkeypatch.setattr(files, "_ROWS", 7)
    monkeypatch.setattr(drilling, "_SPARE", 1)
    monkeypatch.setattr(drilling, "_SPARSE", 1)
    made = World(request.param, kinds=kinds_of_figures(MORE))
    for day, length in enumerate((300, 100, 1, 30 * request.param)):
        monkeypatch.setattr(worlds, "AT", AT + timedelta(days=day))
        made.grow(length)
        if length >= 100:
            keeping.compact()
    return made


def test_pages_list_the_records_that_all_parts_have(world):
    reader, filled = relations.up_to_date(), 0
    for one, text in itertools.product(FIGURE_LIST, PERIODS):
        question = Question(one, world.draw.choice(("", DISTRICT, PLACES[0])), period(text))
        wanted = asking.evidence_directly(question, reader, limit=1000)
        assert pages(question, 3) == wanted, (one.code, question.place, text)
        filled += len(wanted) > 3
    assert filled > 10


def test_pages_of_one_code_are_the_same(world):
    reader = relations.up_to_date()
    split = [(one, dimension.name) for one in FIGURE_LIST for dimension in one.dimensions]
    for one, name in split:
        whole = Question(one, DISTRICT, period("2020"))
        for code in asking.by_item(whole, dimension=name):
            question = dataclasses.replace(whole, among=((name, code),))
            wanted = asking.evidence_directly(question, reader, limit=1000)
            assert pages(question, 5) == wanted, (one.code, code)
    assert split


def test_pages_of_one_person_and_as_known_on_a_day_are_the_same(world):
    reader, filled = relations.up_to_date(), 0
    for one, number in itertools.product(FIGURE_LIST, range(2)):
        person = f"person{number}".ljust(26, "a")
        for more in ({"person": person}, {"known": AT.date() + timedelta(days=number)}):
            question = Question(one, DISTRICT, period("2020"), **more)
            wanted = asking.evidence_directly(question, reader, limit=1000)
            assert pages(question, 2) == wanted, (one.code, more)
            filled += len(wanted) > 2
    assert filled > 10


def test_a_derived_figure_counts_each_record_once(world):
    world.publish(received_by_figures(), ("2020", "2020-H1"))
    reader, visits, filled = relations.up_to_date(), FIGURES["keys.visits"], 0
    made = [
        figure(Ratio(FIGURES["keys.service-hours"], visits), Aggregate.DERIVED),
        figure(Growth(visits), Aggregate.DERIVED),
    ]
    made += [one for one in FIGURES.values() if isinstance(one.formula, Derived)]
    for one, text in itertools.product(made, ("2020", "2021")):
        question = Question(one, DISTRICT, period(text))
        answer = asking.ask(question)
        assert answer.evidence == asking._evidence(question, reader), (one.code, text)
        filled += bool(answer.records)
    assert filled > 5
