"""Count a figure's parts together: from its fold where there is one, else part by part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import ibis
from ibis.expr.types import Table

from gongfu.figures import folded, selecting
from gongfu.figures.formula import Surveyed
from gongfu.figures.questions import By, Question, Way
from gongfu.figures.store.relations import Columns, Reader
from gongfu.figures.totals import Row


def count(question: Question, reader: Reader, *, way: Way, by: By) -> list[Row]:
    """Return amount and weight (how many parts) for each group that has any parts.

    The amount is a sum, of all or of each; for a median twice the median; for things and people
    their number.
    """
    if way is Way.MEASURED:
        return list(_measured(question, reader, by))
    if isinstance(reader, Columns):
        rows = folded.count(question, reader, way=way, by=by)
        if rows is not None:
            return rows
    parts = selecting.grouped(question, reader, way=way, by=by)
    return count_directly(parts, reader, way=way, by=by)


def first_day(question: Question, reader: Reader) -> date | None:
    """Return the first day for which a figure over deeds has parts, None where it has none."""
    found = folded.first_day(question, reader) if isinstance(reader, Columns) else None
    return found or selecting.first_day(question, reader)


def count_directly(parts: Table, reader: Reader, *, way: Way, by: By) -> list[Row]:
    """Return the same from the parts themselves."""
    columns = [*by.columns, *(["subject"] if way is Way.EACH else [])]
    if way in (Way.SUM, Way.EACH):
        found = parts.aggregate(by=columns, amount=parts.amount.sum(), weight=parts.number.count())
    elif way is Way.MEDIAN:
        found = _median(parts, columns)
    else:
        found = _distinct(parts, columns, way.value)
    rows: list[Row] = reader.run(found).to_pylist()
    return [row for row in rows if row["weight"]]


def _distinct(parts: Table, by: list[str], name: str) -> Table:
    """Count things by grouping them, because engines count distinct values only nearly."""
    each = parts.aggregate(by=[*by, name], parts=parts.number.count())
    return each.aggregate(by=by, amount=each[name].count(), weight=each.parts.sum())


def _median(parts: Table, by: list[str]) -> Table:
    """Add up the two middle amounts, found by counting upwards; they are one where it is odd."""
    each = parts.aggregate(by=[*by, "amount"], parts=parts.number.count())
    upwards = ibis.window(group_by=by, order_by=each.amount, following=0)
    whole = ibis.window(group_by=by)
    ranked = each.mutate(upto=each.parts.sum().over(upwards), weight=each.parts.sum().over(whole))
    # the middle ones have the places (weight + 1) / 2 and (weight + 2) / 2, rounded down
    hits = [
        (2 * (ranked.upto - ranked.parts) + 2 <= ranked.weight + more)
        & (ranked.weight + more <= 2 * ranked.upto + 1)
        for more in (1, 2)
    ]
    times = hits[0].ifelse(1, 0) + hits[1].ifelse(1, 0)
    found = ranked.mutate(amount=ranked.amount * times)
    return found.aggregate(by=by, amount=found.amount.sum(), weight=found.weight.max())


def _measured(question: Question, reader: Reader, by: By) -> Iterator[Row]:
    """Yield the measure of each group; by evidence class only how many answers there are."""
    formula = question.figure.formula
    assert isinstance(formula, Surveyed)
    parts = selecting.grouped(question, reader, way=Way.MEASURED, by=by)
    answers: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in reader.run(parts.select(*by.columns, "amount", "weight", "group")).to_pylist():
        answers[tuple(row[column] for column in by.columns)].append(row)
    for key, rows in answers.items():
        found = formula.measure([(row["amount"], row["weight"], row["group"]) for row in rows])
        yield {**dict(zip(by.columns, key, strict=True)), "amount": found, "weight": len(rows)}
