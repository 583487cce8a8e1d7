"""From the rows of a sheet to the rows of a target: every wrong cell is named."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.faces.sheets.importing import refusals
from gongfu.faces.sheets.importing.finding import Finder, parser_of
from gongfu.faces.sheets.importing.values import from_january
from gongfu.faces.sheets.mapping.likeness import unit_in
from gongfu.faces.sheets.mapping.suggesting import Plan
from gongfu.faces.sheets.mapping.tables import LeftOut, Line, body
from gongfu.faces.sheets.parts.addresses import address
from gongfu.faces.sheets.reading import Cell, Sheet
from gongfu.faces.sheets.targets import Column, Doubt, Row, Sort, Target
from gongfu.kernel.refusals import Refused

_FACTORS = {"千": 1000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
_FAR, _FEWEST = 3000, 5
_UNIT_MIXED = _("%(given)s is %(times)s times the usual here. Is the unit right?")


class CellError(NamedTuple):
    """What is wrong: row and column of the sheet from 0 (no column: the whole row), and why."""

    row: int
    column: int | None
    code: str
    words: str


class Spot(NamedTuple):
    """Where a row of the target stands in the sheet, from 0; no column: it is a whole row."""

    row: int
    column: int | None = None

    @property
    def text(self) -> str:
        """Return it as Excel writes it: 7, or C7."""
        return str(self.row + 1) if self.column is None else address(self.row, self.column)


class Rows(NamedTuple):
    """The rows that could be read, each with where it stands; and everything that could not.

    total: how many rows of data.  notes: what was done to whole columns, in words.
    """

    rows: list[Row]
    where: list[Spot]
    errors: list[CellError]
    left_out: list[LeftOut]
    total: int
    notes: list[str]


class Field(NamedTuple):
    """A column of the target and of the sheet, how its cells are read, and those read already."""

    column: Column
    at: int
    read: Callable[[Cell], Any]
    known: dict[tuple[type, Cell], Any]


def read_rows(sheet: Sheet, plan: Plan, target: Target, finder: Finder) -> Rows:
    """Return the rows of a sheet as the plan points at them.  Raises NoColumn."""
    fields, notes = _fields(plan, target, finder)
    fixed = fixed_values(plan, target, finder)
    lines, left_out = body(sheet, plan.table, tuple(field.at for field in fields))
    found = Rows([], [], [], left_out, len(lines), notes)
    for line in lines:
        errors: list[CellError] = []
        row = {**read_line(line, fields, errors), **fixed}
        if errors:
            found.errors.extend(errors)
        else:
            found.rows.append(row)
            found.where.append(Spot(line.row))
    return found


def fixed_values(plan: Plan, target: Target, finder: Finder) -> dict[str, Any]:
    """Return what holds for every row, by field.  Raises what speaks against the words."""
    found: dict[str, Any] = {}
    for one in target.columns:
        if words := plan.fixed.get(one.name, ""):
            found |= said_by(one, words, parser_of(one, finder), target)
    return found


def said_by(
    column: Column, text: str, read: Callable[[Cell], Any], target: Target
) -> dict[str, Any]:
    """Return what words outside the rows say: of 2021年1—9月 the month, and that it is to date.

    Raises what speaks against the words.
    """
    to_date = any(one.name == "to_date" for one in target.columns)
    if column.sort is Sort.PERIOD and to_date and (month := from_january(text)):
        return {column.name: month, "to_date": True}
    return {column.name: read(text)}


def _fields(plan: Plan, target: Target, finder: Finder) -> tuple[list[Field], list[str]]:
    fields: list[Field] = []
    notes: list[str] = []
    for column in target.columns:
        at = plan.columns.get(column.name)
        if at is None:
            if column.required and column.name not in plan.fixed:
                raise refusals.NoColumn(column=column.title)
            continue
        read = parser_of(column, finder)
        factor = _factor(plan, column, at)
        if factor > 1:
            read = _times(read, factor)
            said = _("“%(column)s” is in units of %(factor)s: multiplied.")
            notes.append(str(said) % {"column": column.title, "factor": f"{factor:,}"})
        fields.append(Field(column, at, read, {}))
    return fields, notes


def _factor(plan: Plan, column: Column, at: int) -> int:
    """Return by how much the heading's unit is larger than the column's: 万元 against yuan."""
    if column.sort not in (Sort.DECIMAL, Sort.WHOLE) or not column.unit:
        return 1
    parts = plan.table.headings[at].parts if at < len(plan.table.headings) else ()
    unit = next((unit for part in reversed(parts) if (unit := unit_in(part))), "")
    return next((times for word, times in _FACTORS.items() if unit.startswith(word)), 1)


def _times(read: Callable[[Cell], Any], factor: int) -> Callable[[Cell], Any]:
    return lambda cell: read(cell) * factor


def read_line(line: Line, fields: Sequence[Field], errors: list[CellError]) -> dict[str, Any]:
    """Return what the cells of a line say, by field; what is wrong with them joins the errors."""
    cells, width = line.cells, len(line.cells)
    row: dict[str, Any] = {}
    for field in fields:
        cell = cells[field.at] if field.at < width else None
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            row[field.column.name] = None
            if field.column.required:
                missing = refusals.Missing(column=field.column.title)
                errors.append(cell_error(Spot(line.row, field.at), missing))
            continue
        value = read_cell(field, cell)
        row[field.column.name] = value
        if isinstance(value, Refused):
            errors.append(cell_error(Spot(line.row, field.at), value))
    return row


def read_cell(field: Field, cell: Cell) -> Any:
    """Return the value of a cell, or the refusal; the same cell is read once."""
    key = (cell.__class__, cell)
    try:
        return field.known[key]
    except KeyError:
        pass
    try:
        found = field.read(cell)
    except Refused as refusal:
        found = refusal
    field.known[key] = found
    return found


def cell_error(spot: Spot, refusal: Refused) -> CellError:
    """Return what is wrong with a cell, or with a whole row."""
    return CellError(spot.row, spot.column, refusal.code, str(refusal))


def strange_sizes(rows: Sequence[Row], target: Target) -> list[Doubt]:
    """Return the numbers that are thousands of times larger or smaller than is usual here."""
    doubts: list[Doubt] = []
    for column in target.columns:
        if column.sort is Sort.DECIMAL:
            sizes = [(line, abs(row.get(column.name) or 0)) for line, row in enumerate(rows, 1)]
            doubts += _far_off([(line, size) for line, size in sizes if size], column.name)
    return doubts


def _far_off(sizes: Sequence[tuple[int, Decimal]], name: str) -> list[Doubt]:
    if len(sizes) < _FEWEST:
        return []
    usual = statistics.median(size for _line, size in sizes)
    far = [(line, size) for line, size in sizes if not usual / _FAR < size < usual * _FAR]
    return [
        Doubt(line, name, str(_UNIT_MIXED) % {"given": size, "times": f"{size / usual:.2g}"})
        for line, size in far
    ]
