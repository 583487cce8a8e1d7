"""Figures are held against their records, tell why they changed, and how far their target is."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gongfu.figures import asking, checking, folds, keeping, restating
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import Target, keys
from gongfu.figures.reaching import reach
from gongfu.figures.store import files, relations
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.measures.periods import period
from tests.figures.test_asking import DISTRICT, ZHU, visit, write

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
YEAR = period("2020")


def test_a_figure_that_is_not_the_sum_of_its_records_is_named(monkeypatch):
    write(*[visit(date(2020, 1, n)) for n in (1, 2, 3)])
    monkeypatch.setattr(checking, "FIGURES", {keys.visits.code: keys.visits})
    monkeypatch.setattr(keeping, "FIGURES", {keys.visits.code: keys.visits})
    keeping.compact()
    assert checking.check(DISTRICT, [YEAR], on=date(2021, 1, 1)).wrong == ()
    _spoil(folds.Fold(keys.visits, "shown").path(files.manifest()))
    relations.up_to_date()._known.clear()
    found = checking.check(DISTRICT, [YEAR], on=date(2021, 1, 2))
    assert found == checking.last_check()
    assert found.wrong == ("keys.visits",)


def _spoil(path):
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    pq.write_table(table.slice(0, 1), path)


def test_a_figure_tells_which_records_changed_it():
    def on(day, deed, reverses=None):
        with acting():
            permit()
            at = datetime(2021, 5, day, 3, tzinfo=UTC)
            append([Draft(deed, by=ZHU, at=at, reverses=reverses)])

    on(1, visit(date(2020, 1, 1), minutes=600))
    on(1, visit(date(2020, 1, 2), minutes=30))
    on(3, visit(date(2020, 1, 1), minutes=600), reverses=1)
    on(4, visit(date(2020, 1, 1), minutes=60))
    question = Question(keys.service_hours, DISTRICT, YEAR)
    found = restating.restated(question, since=date(2021, 5, 2))
    assert (found.before, found.after) == (Decimal("10.5"), Decimal("1.5"))
    assert [(one.number, one.before, one.after) for one in found.records] == [(1, 10, 0), (4, 0, 1)]


def test_a_figure_shows_how_far_its_target_is():
    write(*[visit(date(2020, 1, n)) for n in (1, 2, 3)])
    aims = (
        Target(Decimal(5), 2025, "district", "plan"),
        Target(Decimal(3), 2025, "district", "plan"),
        Target(Decimal(3), 2025, "district", "plan", strict=True),
        Target(Decimal(2), 2025, "district", "plan", upwards=False),
    )
    figure = dataclasses.replace(keys.visits, targets=aims)
    answer = asking.ask(Question(figure, DISTRICT, YEAR))
    assert [(one.lacking, one.reached) for one in reach(answer)] == [
        (2, False), (0, True), (0, False), (1, False),
    ]  # fmt: skip
