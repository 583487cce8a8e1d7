"""Which parts answer a question: those of its place, period and person."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table

from gongfu.figures.formula import Derived, Formula, Of, Received
from gongfu.figures.formula.parts import classed, with_subjects
from gongfu.figures.questions import By, Question, Way
from gongfu.figures.store.relations import Reader
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.moments import day_span
from gongfu.kernel.measures.periods import Period, grain_of, period
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import Range

_TOWN = 9
_SPANS = ibis.table(
    {"at": "int64", "low": "date", "high": "date", "text": "string", "means": "string"},
    name="spans",
)


def size_known(question: Question, reader: Reader) -> int:
    """Return how many records of the ledger the question takes into account."""
    if question.known is None:
        return reader.size
    end = day_span(question.known)[1]
    name = ("size", question.known.isoformat())
    return reader.remembered(name, lambda: min(reader.size, reading.size_before(end)))


def formula_of(question: Question) -> Formula:
    """Return the figure's expression over deeds; a derived one has none."""
    formula = question.figure.formula
    assert not isinstance(formula, Derived)
    return formula


def operands_of(question: Question) -> tuple[Question, ...]:
    """Return the questions to which a derived figure's answer leads; none for another figure."""
    formula = question.figure.formula
    if not isinstance(formula, Derived):
        return ()
    return tuple(
        dataclasses.replace(question, figure=figure, period=span)
        for figure, span in formula.operands(question.period)
    )


def leaves(question: Question) -> tuple[Question, ...]:
    """Return the questions over deeds to which this one leads, itself where it is one."""
    operands = operands_of(question)
    if not operands:
        return (question,)
    return tuple(dict.fromkeys(leaf for one in operands for leaf in leaves(one)))


def _parts(question: Question, reader: Reader) -> tuple[Table, Of]:
    formula = formula_of(question)
    of: Of = reader.of
    if question.known is None:
        parts = reader.parts(formula)
    else:
        of = reader.until(size_known(question, reader))
        parts = formula.parts(of)
    for name, code in question.among:
        split = question.figure.dimension(name).split(formula, parts, of)
        parts = split.filter(split.item == code).drop("item")
    return parts, of


def parts_of(question: Question, reader: Reader) -> Table:
    """Return the parts that make up the answer, one row each; see `formula`."""
    return _during(question, _placed(question, _parts(question, reader)[0]))


def classed_parts_of(question: Question, reader: Reader) -> Table:
    """Return the parts that make up the answer, with `shown`, their evidence class by now."""
    return classed(parts_of(question, reader), _parts(question, reader)[1])


def first_day(question: Question, reader: Reader) -> date | None:
    """Return the first day for which a figure over deeds has parts, None where it has none."""
    parts = _placed(question, _parts(question, reader)[0])
    if isinstance(question.figure.formula, Received):
        texts = reader.run(parts.select("period").distinct())["period"].to_pylist()
        return min((period(text).start for text in texts), default=None)
    found: date | None = reader.run(parts.aggregate(first=parts.start.min()))["first"][0].as_py()
    return found


def grouped(question: Question, reader: Reader, *, way: Way, by: By) -> Table:
    """Return the parts that make up the answer, with the columns that `way` and `by` need."""
    parts, of = _parts(question, reader)
    if by.column == "shown":
        parts = classed(parts, of, few=formula_of(question).exact)
    if by.column == "item":
        parts = question.figure.dimension(by.dimension).split(formula_of(question), parts, of)
    if way in (Way.SUBJECT, Way.EACH):
        parts = with_subjects(question.figure.subject, formula_of(question), parts, of)
    if by.column == "at":
        return _spanned(question, _placed(question, parts), by.periods, reader)
    if by.column == "inside":
        parts = _by_level(question, parts, digits=by.digits)
        if by.periods:
            return _spanned(question, parts, by.periods, reader)
        return _during(question, parts)
    return _during(question, _placed(question, parts))


def _placed(question: Question, parts: Table) -> Table:
    """Return those of the parts that are of the question's place and person, of any time."""
    if question.place and formula_of(question).exact:
        parts = parts.filter(parts.place == question.place)
    elif question.place:
        inside = tree.ranges(question.place, on=question.period.last_day)
        parts = parts.filter(within(parts.place, inside))
    return parts.filter(parts.person == question.person) if question.person else parts


def within(place: StringValue, ranges: Iterable[Range]) -> BooleanValue:
    """Return whether a place's code lies in one of the ranges."""
    tests = [(place >= low) & (place < high) for low, high in ranges]
    return reduce(or_, tests, ibis.literal(False))


def _during(question: Question, parts: Table) -> Table:
    """Return those of the parts that count in the period."""
    formula, span = formula_of(question), question.period
    if isinstance(formula, Received):
        return parts.filter((parts.period == span.text) & (parts.basis == _basis(formula, span)))
    return parts.filter(_counts(formula, parts, span.start, span.last_day))


def _counts(formula: Formula, parts: Table, low: Any, high: Any) -> BooleanValue:
    if formula.stock:
        return (parts.start <= high) & (parts.end > high)
    return (parts.start >= low) & (parts.start <= high)


def _basis(formula: Received, span: Period) -> str:
    return formula.basis or grain_of(span)


def _spanned(question: Question, parts: Table, periods: Sequence[Period], reader: Reader) -> Table:
    """Return the parts with `at`, the index of each period in which they count."""
    reader.engine.define("spans", " UNION ALL ".join(_spans(question, periods)))
    formula = formula_of(question)
    if isinstance(formula, Received):
        inside = (parts.period == _SPANS.text) & (parts.basis == _SPANS.means)
    else:
        inside = _counts(formula, parts, _SPANS.low, _SPANS.high)
    return _SPANS.join(parts, inside)


def _spans(question: Question, periods: Sequence[Period]) -> Iterator[str]:
    formula = formula_of(question)
    for at, one in enumerate(periods):
        basis = _basis(formula, one) if isinstance(formula, Received) else ""
        yield (
            f"SELECT CAST({at} AS BIGINT) AS at, DATE '{one.start}' AS low,"
            f" DATE '{one.last_day}' AS high, '{one.text}' AS text, '{basis}' AS means"
        )


def _by_level(question: Question, parts: Table, *, digits: int) -> Table:
    """Return the parts with `inside`, the town (9 digits) or community (12) in which they lie.

    An official value belongs to its own place alone, and is no part of a place above.
    """
    if question.place:
        inside = tree.ranges(question.place, on=question.period.last_day)
        parts = parts.filter(within(parts.place, inside))
    if not formula_of(question).exact:
        return parts.mutate(inside=parts.place.substr(0, digits).rpad(12, "0"))
    town, community = parts.place.substr(6, 3), parts.place.substr(9, 3)
    own = (town != "000") & (community == "000") if digits == _TOWN else community != "000"
    return parts.filter(own).mutate(inside=parts.place)
