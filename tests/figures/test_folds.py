"""A fold with its change equals the parts themselves, whatever came after the files."""

from __future__ import annotations

from datetime import date

import pytest

from gongfu.domains.keys import deeds
from gongfu.figures import asking, folds, keeping, small
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, Aggregate
from gongfu.figures.formula import Derived, Distinct, Sum
from gongfu.figures.selecting import leaves
from gongfu.figures.store import relations
from gongfu.kernel.measures.periods import months_of, period
from tests.figures.test_asking import visit, write
from tests.figures.test_expressions import figure
from tests.figures.worlds import DISTRICT, PLACES, World, kinds_of_figures

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PERIODS = ("2020", "2020-H1", "2020-07", "2020-03-09", "2021")
MORE = (
    figure(Distinct((deeds.VisitMade,), "elder"), Aggregate.DISTINCT),
    figure(Sum((deeds.VisitMade,), "minutes"), Aggregate.MEDIAN, subject="elder"),
)


def everything(question):
    """Return all that a figure answers."""
    answer = asking.ask(question)
    months = list(months_of(period(question.period.text[:4])))
    return (
        answer.exact,
        answer.evidence,
        asking.series(question, months),
        asking.by_place(question, digits=9),
        [_people(leaf) for leaf in leaves(question)],
    )


def _people(question):
    return small.groups_by_place(question, digits=12) if question.figure.subject else None


def by_hand(question, monkeypatch):
    """Return the same from the parts themselves."""
    with monkeypatch.context() as patch:
        patch.setattr(folds, "name_of", lambda *_given, **_options: None)
        relations.up_to_date()._known.clear()
        found = everything(question)
    relations.up_to_date()._known.clear()
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_fold_with_its_change_equals_the_parts(seed, monkeypatch):
    world = World(seed, kinds=kinds_of_figures(MORE))
    monkeypatch.setattr(keeping, "FIGURES", {**FIGURES, **{one.code: one for one in MORE}})
    for length in (150, 60, 1):
        world.grow(length)
        if length > 1:
            keeping.compact()
    world.grow(30 * seed)
    figures = [one for one in (*FIGURES.values(), *MORE) if not isinstance(one.formula, Derived)]
    for one in figures:
        place, text = world.draw.choice((DISTRICT, PLACES[0])), world.draw.choice(PERIODS)
        question = Question(one, place, period(text))
        assert everything(question) == by_hand(question, monkeypatch), (one.code, place, text)


def test_folds_are_used_where_they_are_kept():
    write(*[visit(date(2020, 1, n)) for n in (1, 2, 3)])
    keeping.compact()
    write(visit(date(2020, 1, 4)))
    question = Question(FIGURES["keys.visits"], DISTRICT, period("2020"))
    assert asking.ask(question).value == 4
    columns = relations.up_to_date()
    assert folds.name_of(question.figure, columns, wanted="shown") is not None
    assert len(columns.tail(deeds.VisitMade)) == 1
