"""Ask a figure: the number, its series, its parts by place, its evidence; all from one relation."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

import ibis
from ibis.expr.types import Table

from gongfu.figures import drilling, selecting
from gongfu.figures.counting import count
from gongfu.figures.formula import Derived, Received
from gongfu.figures.questions import ALL, CLASS, Answer, By, Question, Way
from gongfu.figures.selecting import leaves, operands_of, parts_of
from gongfu.figures.store import relations
from gongfu.figures.store.relations import Columns, Reader
from gongfu.figures.totals import Row, added, exact, rounded, shown, way_of
from gongfu.kernel.measures.periods import Period, before
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import Range

__all__ = [
    "Answer",
    "Question",
    "ask",
    "ask_many",
    "by_item",
    "by_place",
    "evidence",
    "parts_of",
    "rounded",
    "series",
    "year_before",
]
Exact = Fraction | None
Classes = dict[str, int]
_LETTERS = "ABC"


def ask(question: Question) -> Answer:
    """Return the figure's value with the evidence classes of its records."""
    reader = relations.current()
    return reader.remembered(("ask", *question.name), lambda: _ask(question, reader))


def _ask(question: Question, reader: Reader) -> Answer:
    operands = tuple(ask(one) for one in operands_of(question))
    value, classes = _leaf(question, reader) if not operands else _made_of(question, operands)
    return Answer(
        question,
        shown(question.figure, value),
        value,
        sum(classes.values()),
        classes,
        selecting.size_known(question, reader),
        operands,
    )


def _leaf(question: Question, reader: Reader) -> tuple[Exact, Classes]:
    """Return the exact value of a figure over deeds, and how many records of each class it has."""
    rows = count(question, reader, way=Way.SUM, by=CLASS)
    classes = {letter: _weight(rows, letter) for letter in _LETTERS}
    if way_of(question.figure) is Way.SUM:
        return exact(question.figure, added(rows)), classes
    return number(question, reader), classes


def _weight(rows: Sequence[Row], letter: str) -> int:
    return sum(int(row["weight"]) for row in rows if row["shown"] == letter)


def number(question: Question, reader: Reader) -> Exact:
    """Return the exact value of a figure over deeds."""
    rows = count(question, reader, way=way_of(question.figure), by=ALL)
    return exact(question.figure, added(rows))


def _made_of(question: Question, operands: Sequence[Answer]) -> tuple[Exact, Classes]:
    """Return the value of a derived figure; a record under two operands counts once."""
    value = _derived(question, [one.exact for one in operands])
    asked = leaves(question)
    if _are_apart(asked):
        answers = [ask(one) for one in asked]
        return value, {a: sum(one.evidence[a] for one in answers) for a in _LETTERS}
    return value, _evidence(question, relations.current())


def _are_apart(asked: Sequence[Question]) -> bool:
    """Say whether no record can lie under two of the questions."""
    return all(_share_nothing(one, other) for one, other in itertools.combinations(asked, 2))


def _share_nothing(one: Question, other: Question) -> bool:
    """Say whether two figures over deeds count other kinds, other series or deeds of other days."""
    a, b = selecting.formula_of(one), selecting.formula_of(other)
    if not set(a.kinds) & set(b.kinds):
        return True
    if isinstance(a, Received) and isinstance(b, Received):
        return a.series != b.series
    on_their_day = a.alone == a.kinds and b.alone == b.kinds
    later = one.period.end <= other.period.start or other.period.end <= one.period.start
    return on_their_day and later


def _derived(question: Question, values: Sequence[Exact]) -> Exact:
    assert isinstance(question.figure.formula, Derived)
    value = question.figure.formula.combine(values)
    return None if value is None else value / Fraction(question.figure.scale)


def ask_many(questions: Sequence[Question]) -> list[Answer]:
    """Return the answers in order."""
    return [ask(question) for question in questions]


def year_before(question: Question) -> Decimal | None:
    """Return the value of the same period one year earlier, None where it has no parts."""
    earlier = dataclasses.replace(question, period=before(question.period))
    return ask(earlier).value


def series(question: Question, periods: Sequence[Period]) -> list[tuple[Period, Decimal | None]]:
    """Return the value for each period, in order."""
    reader = relations.current()
    name = ("series", *question.name, *(one.text for one in periods))
    found = reader.remembered(name, lambda: _series(question, periods, reader))
    return [(one, shown(question.figure, value)) for one, value in zip(periods, found, strict=True)]


def _series(question: Question, periods: Sequence[Period], reader: Reader) -> list[Exact]:
    if isinstance(question.figure.formula, Derived):
        each = [operands_of(dataclasses.replace(question, period=one)) for one in periods]
        courses = [
            _series(asked[0], [one.period for one in asked], reader)
            for asked in zip(*each, strict=True)
        ]
        return [_derived(question, values) for values in zip(*courses, strict=True)]
    by = By("at", periods=tuple(periods))
    found = count(question, reader, way=way_of(question.figure), by=by)
    rows = {row["at"]: row for row in found}
    return [exact(question.figure, rows.get(index)) for index in range(len(periods))]


def by_place(question: Question, *, digits: int) -> dict[str, Decimal | None]:
    """Return the value by place; digits: 9 for towns, 12 for communities."""
    reader = relations.current()
    name = ("places", str(digits), *question.name)
    found = reader.remembered(name, lambda: _by_place(question, digits, reader))
    return {code: shown(question.figure, value) for code, value in found.items()}


def _by_place(question: Question, digits: int, reader: Reader) -> dict[str, Exact]:
    if isinstance(question.figure.formula, Derived):
        return _combined(
            question, [_by_place(one, digits, reader) for one in operands_of(question)]
        )
    by = By("inside", digits=digits)
    rows = count(question, reader, way=way_of(question.figure), by=by)
    return {row["inside"]: exact(question.figure, row) for row in rows}


def by_item(question: Question, *, dimension: str) -> dict[str, Decimal | None]:
    """Return the value by the codes of one of the figure's own dimensions, empty for none stated.

    Raises NoSuchDimension.
    """
    question.figure.dimension(dimension)
    reader = relations.current()
    by = By("item", dimension=dimension)
    name = ("items", dimension, *question.name)
    rows = reader.remembered(
        name, lambda: count(question, reader, way=way_of(question.figure), by=by)
    )
    return {row["item"]: shown(question.figure, exact(question.figure, row)) for row in rows}


def prepare_places(question: Question, periods: Sequence[Period], *, digits: int) -> None:
    """Find the values by place of many periods at once, so that `by_place` knows each of them."""
    reader = relations.current()
    for same in alike(question, periods):
        names = [("places", str(digits), *one.name) for one in same]
        if not all(map(reader.knows, names)):
            found = _places_by_period(same, digits, reader)
            reader.remember(dict(zip(names, found, strict=True)))


def alike(question: Question, periods: Sequence[Period]) -> list[list[Question]]:
    """Return the question for each period, together those for which its place is the same."""
    found: dict[tuple[Range, ...], list[Question]] = {}
    for one in periods:
        same = tree.ranges(question.place, on=one.last_day) if question.place else ()
        found.setdefault(same, []).append(dataclasses.replace(question, period=one))
    return list(found.values())


def _places_by_period(
    asked: Sequence[Question], digits: int, reader: Reader
) -> list[dict[str, Exact]]:
    """Return for each question, which differ in their periods alone, its values by place."""
    figure = asked[0].figure
    if isinstance(figure.formula, Derived):
        each = zip(*(operands_of(one) for one in asked), strict=True)
        found = [_places_by_period(operands, digits, reader) for operands in each]
        return [_combined(asked[0], values) for values in zip(*found, strict=True)]
    by = By("inside", digits=digits, periods=tuple(one.period for one in asked))
    places: list[dict[str, Exact]] = [{} for _ in asked]
    for row in count(asked[0], reader, way=way_of(figure), by=by):
        places[row["at"]][row["inside"]] = exact(figure, row)
    return places


def _combined(question: Question, each: Sequence[dict[str, Exact]]) -> dict[str, Exact]:
    """Return the values of a derived figure by place from those of its operands."""
    codes = sorted({code for found in each for code in found})
    return {code: _derived(question, [one.get(code) for one in each]) for code in codes}


def evidence(question: Question, *, after: int = 0, limit: int = 100) -> list[int]:
    """Return the numbers of the records under the figure, newest first.

    after: only numbers below it, for the next page; 0 for the first.
    """
    reader = relations.current()
    pages = [_page(one, reader, after=after, limit=limit) for one in leaves(question)]
    numbers = sorted({number for page in pages for number in page}, reverse=True)
    return numbers[:limit]


def _page(leaf: Question, reader: Reader, *, after: int, limit: int) -> list[int]:
    """Return a page of the records of a figure over deeds."""
    page = None
    if isinstance(reader, Columns) and leaf == _plain(leaf):
        page = drilling.page(leaf, reader, below=after, limit=limit)
    return evidence_directly(leaf, reader, after=after, limit=limit) if page is None else page


def _plain(question: Question) -> Question:
    """Return the question without all that only the parts themselves can tell."""
    figure, place, span = question.figure, question.place, question.period
    return Question(figure, place, span, question.person, question.known)


def evidence_directly(
    question: Question, reader: Reader, *, after: int = 0, limit: int = 100
) -> list[int]:
    """Return the same from all parts at once."""
    numbers = _numbers(question, lambda one: parts_of(one, reader).select("number"))
    if after:
        numbers = numbers.filter(numbers.number < after)
    page = numbers.order_by(ibis.desc("number")).limit(limit)
    return [int(number) for number in reader.run(page)["number"].to_pylist()]


def _numbers(question: Question, select: Callable[[Question], Table]) -> Table:
    """Return what is selected from the parts under the figure, each record once."""
    tables = [select(one) for one in leaves(question)]
    return tables[0] if len(tables) == 1 else ibis.union(*tables, distinct=True)


def _evidence(question: Question, reader: Reader) -> Classes:
    stated = _numbers(
        question, lambda one: selecting.classed_parts_of(one, reader).select("number", "shown")
    )
    rows = reader.run(stated.group_by("shown").aggregate(records=stated.number.count()))
    found = {row["shown"]: row["records"] for row in rows.to_pylist()}
    return {letter: found.get(letter, 0) for letter in _LETTERS}
