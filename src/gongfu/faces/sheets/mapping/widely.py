"""Suggest how a wide sheet is read: which heading row holds periods or places, where values are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gongfu.faces.sheets.mapping.around import Readers, words_around
from gongfu.faces.sheets.mapping.likeness import best, normal
from gongfu.faces.sheets.mapping.suggesting import Plan, Wide, likeness_of, spellings
from gongfu.faces.sheets.mapping.tables import Table, heading_rows, tables_in
from gongfu.faces.sheets.reading import Book, Sheet
from gongfu.faces.sheets.targets import Column, Sort, Target

_LEAST, _FEWEST, _FINE_ROWS, _LONGEST = 0.62, 2, 0.02, 40
_CHANGE = re.compile(r"[增减±%]|比重|位次|名次|速度|growth|change", re.I)

Texts = list[list[str]]


class Found(NamedTuple):
    """The heading row, from 0, of each field that stands across; where it can be read."""

    across: dict[str, int]
    columns: dict[str, set[int]]


class Suggester:
    """Suggests plans for one target; the lists of its columns are asked for once."""

    def __init__(self, target: Target) -> None:
        """Keep the target."""
        self._target, self._readers = target, Readers()

    def plans(self, book: Book) -> Iterator[Plan]:
        """Yield a plan for each table whose headings hold what the target may have across."""
        for sheet in book.sheets:
            if self._target.cells and not sheet.hidden:
                found = (self.plan(sheet, table) for table in tables_in(sheet))
                yield from (plan for plan in found if plan)

    def plan(
        self, sheet: Sheet, table: Table, across: Mapping[str, int] | None = None
    ) -> Plan | None:
        """Return the likeliest plan for a table; across: as a person pointed, instead of found."""
        target, texts = self._target, heading_rows(sheet, table)
        found = self._across(texts) if across is None else self._as_pointed(texts, across)
        if not found.across:
            return None
        cells = self._cells(texts, found)
        columns, sure = self._columns(table, found, cells)
        fixed = self.fixed(sheet, table, {*columns, *found.across, target.cells})
        known = {*columns, *found.across, *fixed, target.cells}
        score = self._score(known, sure) - _FINE_ROWS * table.height
        wide = Wide(found.across, cells)
        return Plan(target.code, sheet.name, table, columns, score, fixed, wide)

    def stands(self, sheet: Sheet, table: Table, across: Mapping[str, int]) -> bool:
        """Say whether each field can be read in its heading row, above one column at least."""
        found = self._as_pointed(heading_rows(sheet, table), across)
        return len(found.across) == len(across) and all(found.columns.values())

    def fixed(self, sheet: Sheet, table: Table, known: set[str]) -> dict[str, str]:
        """Return what the words around a table say of the required fields that are not known."""
        around = words_around(sheet, table)
        missing = [one for one in self._target.columns if one.required and one.name not in known]
        said = {one.name: self._readers.said(one, around) for one in missing}
        return {name: words for name, words in said.items() if words}

    def _across(self, texts: Texts) -> Found:
        """Find the heading row of each field: where most columns can be read, none twice."""
        sizes = []
        for order, name in enumerate(self._target.across):
            for row, line in enumerate(texts):
                read = self._read(line, self._target.column(name))
                if len(read) >= _FEWEST:
                    sizes.append((len(read), -order, row, name, read))
        found = Found({}, {})
        for _size, _order, row, name, read in sorted(sizes, key=lambda one: one[:3], reverse=True):
            if name not in found.across and row not in found.across.values():
                found.across[name], found.columns[name] = row, read
        return found

    def _as_pointed(self, texts: Texts, across: Mapping[str, int]) -> Found:
        rows = {name: row for name, row in across.items() if row < len(texts)}
        named = {name: self._target.column(name) for name in rows}
        return Found(rows, {name: self._read(texts[rows[name]], named[name]) for name in rows})

    def _read(self, line: list[str], column: Column) -> set[int]:
        """Return the columns whose heading can be read as this field."""
        short = [(at, text) for at, text in enumerate(line) if text and len(text) <= _LONGEST]
        return {at for at, text in short if self._readers.reads(column, text)}

    def _cells(self, texts: Texts, found: Found) -> tuple[int, ...]:
        """Return the columns that seem to hold values.

        Where another heading row tells 绝对值 from 增速, only the columns that name the value.
        """
        width = max(map(len, texts), default=0)
        others = [line for row, line in enumerate(texts) if row not in found.across.values()]
        known = spellings(self._target.column(self._target.cells))
        cells = [
            at
            for at in range(width)
            if not any(_CHANGE.search(line[at]) for line in others)
            and all(self._may(texts, found, name, at) for name in found.across)
        ]
        named = [at for at in cells if any(best(line[at], known) >= _LEAST for line in others)]
        return tuple(named or cells)

    def _may(self, texts: Texts, found: Found, name: str, at: int) -> bool:
        """Say whether a heading is read, or seems a mistyped period: 20211年, but no change."""
        text = texts[found.across[name]][at]
        period = self._target.column(name).sort is Sort.PERIOD
        mistyped = period and sum(map(str.isdigit, text)) >= 3 and not _CHANGE.search(text)
        return at in found.columns[name] or mistyped

    def _columns(
        self, table: Table, found: Found, cells: tuple[int, ...]
    ) -> tuple[dict[str, int], float]:
        """Return the columns at the side, by field, and how sure they are together."""
        pairs = [
            (likeness_of(heading, one), -order, one.name, heading.column)
            for order, one in enumerate(self._target.columns)
            if one.name not in found.across and one.name != self._target.cells
            for heading in table.headings
            if heading.column not in cells
        ]
        columns: dict[str, int] = {}
        sure = 0.0
        for score, _order, name, at in sorted(pairs, reverse=True):
            if score >= _LEAST and name not in columns and at not in columns.values():
                columns[name], sure = at, sure + score
        return columns, sure

    def _score(self, known: set[str], sure: float) -> float:
        """Return 0 to 2, as for the plans of narrow sheets."""
        required = [one.name for one in self._target.columns if one.required]
        share = sum(name in known for name in required) / max(len(required), 1)
        return share + (sure + len(known)) / (2 * len(self._target.columns))


def skipped(sheet: Sheet, plan: Plan) -> list[str]:
    """Return by which headings the columns that hold no values are known next time.

    The words beside the period or place, such as 增速, where no column of values has them; else
    all words of the heading.
    """
    texts, wide = heading_rows(sheet, plan.table), plan.wide
    assert wide is not None
    used = {_beside(texts, wide, at) for at in wide.cells}
    out = [at for at in _wordy(texts) if at not in wide.cells and at not in plan.columns.values()]
    besides = {at: _beside(texts, wide, at) for at in out}
    found = {_all(texts, at) if words in used else words for at, words in besides.items()}
    return sorted(found)


def cells_again(sheet: Sheet, plan: Plan, known: list[str]) -> tuple[int, ...]:
    """Return the columns of values in a later sheet; known: what `skipped` returned."""
    texts, wide = heading_rows(sheet, plan.table), plan.wide
    assert wide is not None
    return tuple(
        at
        for at in _wordy(texts)
        if at not in plan.columns.values()
        and _beside(texts, wide, at) not in known
        and _all(texts, at) not in known
    )


def _wordy(texts: Texts) -> list[int]:
    width = max(map(len, texts), default=0)
    return [at for at in range(width) if any(line[at] for line in texts)]


def _beside(texts: Texts, wide: Wide, at: int) -> str:
    """Return the words of a heading in the rows that are not across."""
    rows = [row for row in range(len(texts)) if row not in wide.across.values()]
    return "/".join(dict.fromkeys(normal(texts[row][at]) for row in rows))


def _all(texts: Texts, at: int) -> str:
    return "=" + "/".join(dict.fromkeys(normal(line[at]) for line in texts))
