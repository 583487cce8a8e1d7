"""From the cells of a wide sheet to the rows of a target: headings speak for what is below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongfu.faces.sheets.importing import refusals
from gongfu.faces.sheets.importing.finding import Finder, parser_of
from gongfu.faces.sheets.importing.reading import (
    CellError,
    Field,
    Rows,
    Spot,
    cell_error,
    fixed_values,
    read_cell,
    read_line,
    said_by,
)
from gongfu.faces.sheets.mapping.suggesting import Plan
from gongfu.faces.sheets.mapping.tables import Line, anchors, body, heading_rows
from gongfu.faces.sheets.parts.addresses import letters
from gongfu.faces.sheets.reading import Cell, Sheet
from gongfu.faces.sheets.targets import Target
from gongfu.kernel.refusals import Refused

_NOTHING = re.compile(r"^(?:[-—–－…./\\]+|\.{2,})$")


class _Heads(NamedTuple):
    """What the headings say above each column of values; None where one of them is wrong."""

    said: dict[int, dict[str, Any] | None]
    errors: list[CellError]


def read_wide(sheet: Sheet, plan: Plan, target: Target, finder: Finder) -> Rows:
    """Return one row a cell that holds a value.  Raises NoColumn, NoCells, what fixed words raise.

    A heading that cannot be read is one error, however many values are below it.
    """
    assert plan.wide is not None
    fields = _fields(plan, target, finder)
    heads = _heads(sheet, plan, target, finder)
    fixed = fixed_values(plan, target, finder)
    value = target.column(target.cells)
    cells = [Field(value, at, parser_of(value, finder), {}) for at in plan.wide.cells]
    columns = (*(one.at for one in fields), *plan.wide.cells)
    lines, left_out = body(sheet, plan.table, columns)
    found = Rows([], [], [*heads.errors], left_out, 0, [])
    total = empty = 0
    for line in lines:
        held = [one for one in cells if _holds(line, one.at)]
        total, empty = total + len(held), empty + len(cells) - len(held)
        _read_values(line, held, fields, fixed, heads, found)
    return found._replace(total=total, notes=list(_notes(sheet, plan, empty)))


def _fields(plan: Plan, target: Target, finder: Finder) -> list[Field]:
    """Return the fields that stand in columns of their own.  Raises NoColumn, NoCells."""
    assert plan.wide is not None
    if not plan.wide.cells:
        raise refusals.NoCells()
    elsewhere = {target.cells, *plan.wide.across, *plan.fixed}
    fields: list[Field] = []
    for column in target.columns:
        at = plan.columns.get(column.name)
        if column.name in elsewhere:
            continue
        if at is not None:
            fields.append(Field(column, at, parser_of(column, finder), {}))
        elif column.required:
            raise refusals.NoColumn(column=column.title)
    return fields


def _heads(sheet: Sheet, plan: Plan, target: Target, finder: Finder) -> _Heads:
    assert plan.wide is not None
    texts, covered = heading_rows(sheet, plan.table), anchors(sheet)
    heads = _Heads({at: {} for at in plan.wide.cells}, [])
    for name, height in plan.wide.across.items():
        column = target.column(name)
        field = Field(column, 0, parser_of(column, finder), {})
        for at in plan.wide.cells:
            said = _said(field, texts[height][at], target)
            spot = (plan.table.first + height, at)
            if isinstance(said, Refused):
                error = cell_error(Spot(*covered.get(spot, spot)), said)
                heads.errors.extend([] if error in heads.errors else [error])
                heads.said[at] = None
            elif (known := heads.said[at]) is not None:
                known.update(said)
    return heads


def _said(field: Field, text: str, target: Target) -> dict[str, Any] | Refused:
    """Return what one heading says, or what is wrong with it."""
    if not text:
        return refusals.Missing(column=field.column.title)
    try:
        return said_by(field.column, text, field.read, target)
    except Refused as refusal:
        return refusal


def _holds(line: Line, at: int) -> bool:
    """Say whether a cell holds a value: statisticians write — or … where there is none."""
    cell: Cell = line.cells[at] if at < len(line.cells) else None
    return cell is not None and not (
        isinstance(cell, str) and (not cell.strip() or _NOTHING.match(cell.strip()))
    )


def _read_values(
    line: Line,
    cells: Sequence[Field],
    fields: Sequence[Field],
    fixed: dict[str, Any],
    heads: _Heads,
    found: Rows,
) -> None:
    """Add the values of one line; what is wrong with its own columns is said once."""
    errors: list[CellError] = []
    said = read_line(line, fields, errors) if cells else {}
    found.errors.extend(errors)
    for field in cells:
        value, head = read_cell(field, line.cells[field.at]), heads.said[field.at]
        if isinstance(value, Refused):
            found.errors.append(cell_error(Spot(line.row, field.at), value))
        elif head is not None and not errors:
            found.rows.append({**said, **fixed, **head, field.column.name: value})
            found.where.append(Spot(line.row, field.at))


def _notes(sheet: Sheet, plan: Plan, empty: int) -> Iterator[str]:
    """Say which columns with headings were left out, and how many cells hold no value."""
    assert plan.wide is not None
    used = {*plan.columns.values(), *plan.wide.cells}
    left = [
        f"{letters(one.column)} {one.text}"
        for one in plan.table.headings
        if one.parts and one.column not in used and not _is_title(one.parts, plan)
    ]
    if left:
        yield _("Columns that were left out: %(columns)s.") % {"columns": "；".join(left)}
    if empty:
        said = ngettext("%(n)s cell holds no value.", "%(n)s cells hold no value.", empty)
        yield said % {"n": empty}


def _is_title(parts: tuple[str, ...], plan: Plan) -> bool:
    """Say whether a heading is only what stands above every column, such as a title."""
    return all(set(parts) <= set(one.parts) for one in plan.table.headings if one.parts)
