"""Ask a figure: the number, its series, its parts by place, its evidence; all from one relation."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from gongfu.figures.catalogue import Aggregate, Figure
from gongfu.figures.store import relations
from gongfu.kernel.ledger.standing import RecordConfirmed
from gongfu.kernel.measures.periods import Period, before
from gongfu.kernel.places import tree


@dataclasses.dataclass(frozen=True)
class Question:
    """Which figure, where, when, of whom.

    place: a code, whose subtree on the period's last day is meant; empty: everywhere.
    person: an opaque id; empty: everyone.
    """

    figure: Figure
    place: str
    period: Period
    person: str = ""


@dataclasses.dataclass(frozen=True)
class Answer:
    """A number that can be opened down to its records.

    value: in the figure's unit; None where a share has no parts.  records: how many lie under it.
    evidence: number of those records by class A, B, C as they stand.  size: of the ledger then.
    """

    question: Question
    value: Decimal | None
    records: int
    evidence: dict[str, int]
    size: int


def ask(question: Question) -> Answer:
    """Return the figure's value with the evidence classes of its records."""
    columns = relations.current()
    return columns.remembered(("ask", *_named(question)), lambda: _ask(question, columns))


def _named(question: Question) -> tuple[str, ...]:
    return question.figure.code, question.place, question.period.text, question.person


def number(question: Question, columns: relations.Columns) -> dict[str, Any]:
    """Return the sum of the parts' amounts, how many parts, and how many records lie under them."""
    parts = _parts(question, columns)
    total = _total(question.figure, parts)
    counted = parts.aggregate(**total, records=parts.number.nunique())
    found: dict[str, Any] = columns.run(counted).to_pylist()[0]
    return found


def _ask(question: Question, columns: relations.Columns) -> Answer:
    row = number(question, columns)
    return Answer(
        question,
        _value(question.figure, row),
        row["records"],
        _evidence(question, columns),
        columns.size,
    )


def ask_many(questions: Sequence[Question]) -> list[Answer]:
    """Return the answers in order."""
    return [ask(question) for question in questions]


def year_before(question: Question) -> Decimal | None:
    """Return the value of the same period one year earlier, None where it has no parts."""
    earlier = dataclasses.replace(question, period=before(question.period))
    return ask(earlier).value


def series(question: Question, periods: Sequence[Period]) -> list[tuple[Period, Decimal | None]]:
    """Return the value for each period, in order."""
    columns = relations.current()
    name = ("series", *_named(question), *(one.text for one in periods))
    return columns.remembered(name, lambda: _series(question, periods, columns))


def _series(
    question: Question, periods: Sequence[Period], columns: relations.Columns
) -> list[tuple[Period, Decimal | None]]:
    spans = ibis.memtable(_spans(periods))
    parts = _placed(question, columns)
    inside = (
        (parts.start <= spans.high) & (parts.end > spans.high)
        if question.figure.formula.stock
        else (parts.start >= spans.low) & (parts.start <= spans.high)
    )
    joined = spans.join(parts, inside)
    rows = columns.run(joined.group_by("at").aggregate(**_total(question.figure, joined)))
    values = {row["at"]: _value(question.figure, row) for row in rows.to_pylist()}
    empty = Decimal(0) if question.figure.aggregate is Aggregate.SUM else None
    return [(one, values.get(index, empty)) for index, one in enumerate(periods)]


def _spans(periods: Sequence[Period]) -> pa.Table:
    columns = {
        "at": pa.array(range(len(periods)), pa.int64()),
        "low": pa.array([one.start for one in periods], pa.date32()),
        "high": pa.array([one.last_day for one in periods], pa.date32()),
    }
    return pa.table(columns)


def by_place(question: Question, *, digits: int) -> dict[str, Decimal | None]:
    """Return the value by place; digits: 9 for towns, 12 for communities."""
    columns = relations.current()
    name = ("places", str(digits), *_named(question))
    return columns.remembered(name, lambda: _by_place(question, digits, columns))


def _by_place(
    question: Question, digits: int, columns: relations.Columns
) -> dict[str, Decimal | None]:
    parts = _parts(question, columns)
    named = parts.mutate(within=parts.place.substr(0, digits).rpad(12, "0"))
    rows = columns.run(named.group_by("within").aggregate(**_total(question.figure, named)))
    return {row["within"]: _value(question.figure, row) for row in rows.to_pylist()}


def evidence(question: Question, *, after: int = 0, limit: int = 100) -> list[int]:
    """Return the numbers of the records under the figure, newest first.

    after: only numbers below it, for the next page; 0 for the first.
    """
    columns = relations.current()
    numbers = _parts(question, columns).select("number").distinct()
    if after:
        numbers = numbers.filter(numbers.number < after)
    page = numbers.order_by(ibis.desc("number")).limit(limit)
    return [int(number) for number in columns.run(page)["number"].to_pylist()]


def _parts(question: Question, columns: relations.Columns) -> Table:
    parts = _placed(question, columns)
    span = question.period
    if question.figure.formula.stock:
        return parts.filter((parts.start <= span.last_day) & (parts.end > span.last_day))
    return parts.filter((parts.start >= span.start) & (parts.start < span.end))


def _placed(question: Question, columns: relations.Columns) -> Table:
    parts = question.figure.formula.parts(columns.of)
    if question.place:
        inside: Any = ibis.literal(False)
        for low, high in tree.ranges(question.place, on=question.period.last_day):
            inside = inside | ((parts.place >= low) & (parts.place < high))
        parts = parts.filter(inside)
    return parts.filter(parts.person == question.person) if question.person else parts


def _total(figure: Figure, parts: Table) -> dict[str, Any]:
    median = figure.aggregate is Aggregate.MEDIAN
    amount = parts.amount.median() if median else parts.amount.sum()
    return {"amount": amount, "weight": parts.number.count()}


def _value(figure: Figure, row: dict[str, Any]) -> Decimal | None:
    if figure.aggregate is not Aggregate.SUM and not row["weight"]:
        return None
    amount = Decimal(str(row["amount"] or 0))
    if figure.aggregate is Aggregate.SHARE:
        return rounded(amount * 100 / row["weight"], figure.digits)
    return rounded(amount / figure.scale, figure.digits)


def rounded(value: Decimal, digits: int) -> Decimal:
    """Return the value with so many decimals, half away from zero."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _evidence(question: Question, columns: relations.Columns) -> dict[str, int]:
    numbers = _parts(question, columns).select("number").distinct()
    confirmed = columns.of(RecordConfirmed)
    best = confirmed.group_by(number=confirmed.record).aggregate(better=confirmed.to.max())
    stated = _joined_evidence(question, columns)
    rows = numbers.inner_join(stated, "number").left_join(best, "number")
    shown = rows.mutate(shown=ibis.greatest(rows.evidence, rows.better.fill_null("A")))
    counted = columns.run(shown.group_by("shown").aggregate(records=shown.number.count()))
    found = {row["shown"]: row["records"] for row in counted.to_pylist()}
    return {letter: found.get(letter, 0) for letter in "ABC"}


def _joined_evidence(question: Question, columns: relations.Columns) -> Table:
    tables = [
        columns.of(kind).select("number", "evidence") for kind in question.figure.formula.kinds
    ]
    return tables[0] if len(tables) == 1 else ibis.union(*tables)


def today(at: date) -> Period:
    """Return the period of one day."""
    return Period(at.isoformat(), at, date.fromordinal(at.toordinal() + 1))
