"""Suggest what a workbook is: which target, where its table lies, which column is what."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from django.utils import translation

from gongfu.faces.sheets.mapping.likeness import best, normal
from gongfu.faces.sheets.mapping.tables import Heading, Table, tables_in
from gongfu.faces.sheets.reading import Book, Sheet
from gongfu.faces.sheets.targets import Column, Target

_LEAST = 0.62
_FINE_ROWS = 0.02


class Wide(NamedTuple):
    """How a wide sheet is read: each of its cells is one row of the target.

    across: the heading row, from 0 in the table, in which a field stands.  cells: the columns that
    hold the values.
    """

    across: dict[str, int]
    cells: tuple[int, ...]


class Plan(NamedTuple):
    """How a workbook is read: target, sheet, table, and the column of each field by name.

    fixed: words that hold for every row, by field.  wide: where headings hold periods or places.
    """

    target: str
    sheet: str
    table: Table
    columns: dict[str, int]
    score: float = 0.0
    fixed: Mapping[str, str] = MappingProxyType({})
    wide: Wide | None = None


@functools.lru_cache(maxsize=512)
def spellings(column: Column) -> tuple[str, ...]:
    """Return the normalised words by which a column is recognised, in both languages."""
    words = [*column.synonyms]
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words.append(str(column.title))
    return tuple(dict.fromkeys(normal(word) for word in words))


def likeness_of(heading: Heading, column: Column) -> float:
    """Return how likely a heading names that column; the nearest to the data counts most."""
    if not heading.parts:
        return 0.0
    known = spellings(column)
    scores = [best(heading.parts[-1], known), best("".join(heading.parts), known)]
    scores += [0.8 * best(part, known) for part in heading.parts[:-1]]
    return max(scores)


def matched(table: Table, target: Target) -> dict[str, tuple[int, float]]:
    """Return the likeliest column of each field, none twice, with its likeness."""
    pairs = [
        (likeness_of(heading, column), -order, column.name, heading.column)
        for order, column in enumerate(target.columns)
        for heading in table.headings
    ]
    found: dict[str, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, _order, name, column in sorted(pairs, reverse=True):
        if score >= _LEAST and name not in found and column not in taken:
            found[name] = (column, score)
            taken.add(column)
    return found


def plans(book: Book, targets: Iterable[Target]) -> list[Plan]:
    """Return the best plan for each target that fits at all, the likeliest first."""
    tables = [(sheet, table) for sheet in book.sheets for table in _likely(sheet)]
    found = [plan for target in targets if (plan := _best(tables, target))]
    return sorted(found, key=lambda plan: -plan.score)


def _likely(sheet: Sheet) -> Iterator[Table]:
    if not sheet.hidden:
        yield from tables_in(sheet)


def _best(tables: list[tuple[Sheet, Table]], target: Target) -> Plan | None:
    """Return the plan that finds most of what is required; the fewest heading rows of equals."""
    found: list[Plan] = []
    for sheet, table in tables:
        fields = matched(table, target)
        if not fields:
            continue
        points = score(fields, target) - _FINE_ROWS * table.height
        columns = {name: column for name, (column, _likeness) in fields.items()}
        found.append(Plan(target.code, sheet.name, table, columns, points))
    return max(found, key=lambda plan: plan.score, default=None)


def score(fields: dict[str, tuple[int, float]], target: Target) -> float:
    """Return 0 to 2: the share of the required fields found, and how sure all fields are."""
    required = [column.name for column in target.columns if column.required]
    share = sum(name in fields for name in required) / max(len(required), 1)
    sure = sum(score for _column, score in fields.values()) / len(target.columns)
    return share + sure


def marked(table: Table) -> dict[str, int]:
    """Return the columns by the mark of their heading; the second of the same gets a number."""
    found: dict[str, int] = {}
    for heading in table.headings:
        mark, number = heading.mark, 2
        while mark in found:
            mark, number = f"{heading.mark}#{number}", number + 1
        if heading.mark:
            found[mark] = heading.column
    return found


def again(book: Book, marks: dict[str, str], sheet: str) -> tuple[Sheet, Table] | None:
    """Return where all these headings stand in a workbook, as they did when it was mapped.

    marks: the normalised heading of each field.  sheet: the name then, tried first.
    """
    ordered = sorted(book.sheets, key=lambda one: one.name != sheet)
    wanted = set(marks.values())
    for one in ordered:
        for table in tables_in(one):
            if wanted <= marked(table).keys():
                return one, table
    return None
