"""The sheet as a table to point at: its first rows, its headings, a choice of column a field."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gongfu.faces.sheets.importing.values import shown
from gongfu.faces.sheets.mapping import suggesting
from gongfu.faces.sheets.mapping.suggesting import Plan, Wide
from gongfu.faces.sheets.mapping.tables import (
    MOST_HEADING_ROWS,
    Table,
    heading_rows,
    table_at,
    tables_in,
)
from gongfu.faces.sheets.mapping.widely import Suggester
from gongfu.faces.sheets.parts.addresses import letters
from gongfu.faces.sheets.reading import Book, Sheet
from gongfu.faces.sheets.targets import Column, Target
from gongfu.faces.web.shell.sending import Unreadable

_ROWS, _COLUMNS, _LONG, _WORDS = 14, 40, 24, 80


class Choice(NamedTuple):
    """A field with the columns from which to choose.

    fixed: what holds for all of a sheet, None where that cannot be; words: what it may be.
    """

    name: str
    title: str | Promise
    required: bool
    example: str
    options: list[tuple[str, str, bool]]
    fixed: str | None = None
    words: tuple[str, ...] = ()


def grid(sheet: Sheet, plan: Plan, target: Target | None) -> dict[str, Any]:
    """Return the first rows with their numbers, letters above, and which column is what."""
    top = max(0, plan.table.first - 2)
    width = min(sheet.width, _COLUMNS)
    named: dict[int, str | Promise] = {}
    if target:
        named = {at: target.column(name).title for name, at in plan.columns.items()}
        if plan.wide:
            named |= dict.fromkeys(plan.wide.cells, target.column(target.cells).title)
    heads = [(letters(column), str(named.get(column, "")), column) for column in range(width)]
    rows = []
    for row in range(top, min(len(sheet.rows), top + _ROWS)):
        kind = _kind(row, plan.table)
        rows.append((row + 1, kind, [_short(sheet, row, column) for column in range(width)]))
    return {"heads": heads, "rows": rows, "more": max(0, sheet.width - width)}


def _kind(row: int, table: Table) -> str:
    if row < table.first:
        return "above"
    return "heading" if row < table.data else "data"


def _short(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cell(row, column)
    text = "" if cell is None else shown(cell)
    return f"{text[:_LONG]}…" if len(text) > _LONG else text


def choices(sheet: Sheet, plan: Plan, target: Target) -> list[Choice]:
    """Return a choice of column for each field of the target; none of a wide sheet's values."""
    values = plan.wide.cells if plan.wide else ()
    columns = [
        (heading.column, f"{letters(heading.column)} · {heading.text or '—'}"[:60])
        for heading in plan.table.headings
        if heading.column not in values
        and (heading.parts or sheet.cell(plan.table.data, heading.column) is not None)
    ]
    rows = _rows_across(sheet, plan, target)
    return [
        Choice(
            one.name,
            one.title,
            one.required,
            "、".join(one.examples),
            [(str(at), text, plan.columns.get(one.name) == at) for at, text in columns]
            + (_more_options(one, plan, target, rows) if target.cells else []),
            *_fixed(one, plan, target),
        )
        for one in target.columns
    ]


def _rows_across(sheet: Sheet, plan: Plan, target: Target) -> list[str]:
    """Return what each heading row says, in short; nothing where no sheet is wide."""
    texts = heading_rows(sheet, plan.table) if target.cells else []
    said = ["、".join(list(dict.fromkeys(filter(None, line)))[-3:]) for line in texts]
    return [
        _("row %(n)s across: %(words)s") % {"n": plan.table.first + row + 1, "words": words[:40]}
        for row, words in enumerate(said)
    ]


def _more_options(
    column: Column, plan: Plan, target: Target, rows: list[str]
) -> list[tuple[str, str, bool]]:
    """Return the heading rows in which a field may stand across, and the same word for all."""
    across = plan.wide.across if plan.wide else {}
    if column.name == target.cells:
        return [("cells", str(_("each cell below the headings")), plan.wide is not None)]
    found = [(f"row-{row}", text, across.get(column.name) == row) for row, text in enumerate(rows)]
    lacking = column.required and column.name not in {*plan.columns, *across}
    holds = column.name in plan.fixed or (plan.wide is not None and lacking)
    fixed = ("fixed", str(_("the same for the whole sheet")), holds)
    return [*(found if column.name in target.across else []), fixed]


def _fixed(column: Column, plan: Plan, target: Target) -> tuple[str | None, tuple[str, ...]]:
    if not target.cells or column.name == target.cells:
        return None, ()
    words = tuple(str(one.words) for one in column.choices()) if column.choices else ()
    return plan.fixed.get(column.name, ""), words[:_WORDS]


def cells(sheet: Sheet, plan: Plan) -> list[tuple[int, str, bool]]:
    """Return the columns of a wide sheet that may hold values, and whether each does."""
    if plan.wide is None:
        return []
    texts = heading_rows(sheet, plan.table)
    found = [
        (at, " / ".join(dict.fromkeys(filter(None, (line[at] for line in texts)))))
        for at in range(sheet.width)
        if at not in plan.columns.values()
    ]
    return [
        (at, f"{letters(at)} · {text}"[:60], at in plan.wide.cells) for at, text in found if text
    ]


def pointed(request: HttpRequest, book: Book, target: Target) -> Plan:
    """Return the plan that a form points out.  Raises Unreadable."""
    given = request.POST
    sheet = book.sheet(given.get("sheet", ""))
    try:
        first, height = int(given.get("first", "")) - 1, int(given.get("height", "1"))
    except ValueError:
        raise Unreadable() from None
    if not (0 <= first < len(sheet.rows) and 1 <= height <= MOST_HEADING_ROWS):
        raise Unreadable()
    table = table_at(sheet, first, height)
    columns: dict[str, int] = {}
    across: dict[str, int] = {}
    fixed: dict[str, str] = {}
    for one in target.columns:
        at = given.get(f"column-{one.name}", "")
        if at.isdigit() and int(at) < sheet.width:
            columns[one.name] = int(at)
        elif at.startswith("row-") and at[4:].isdigit() and int(at[4:]) < height:
            across[one.name] = int(at[4:])
        elif at == "fixed" and (words := given.get(f"fixed-{one.name}", "").strip()):
            fixed[one.name] = words
    plan = Plan(target.code, sheet.name, table, columns, fixed=fixed)
    return _widened(request, sheet, plan, target, across) if across and target.cells else plan


def _widened(
    request: HttpRequest, sheet: Sheet, plan: Plan, target: Target, across: dict[str, int]
) -> Plan:
    """Return the plan with the columns of values that are ticked, or those that are likely."""
    ticked = {int(at) for at in request.POST.getlist("cell") if at.isdigit()}
    if "cells" not in request.POST:
        likely = Suggester(target).plan(sheet, plan.table, across)
        ticked = set(likely.wide.cells) if likely and likely.wide else set()
    beside = {name: at for name, at in plan.columns.items() if name != target.cells}
    held = tuple(sorted(at for at in ticked - {*beside.values()} if at < sheet.width))
    return plan._replace(columns=beside, wide=Wide(across, held))


def likely(book: Book, target: Target, sheet: str, first: int | None, height: int) -> Plan:
    """Return the likeliest plan for a target in a sheet, or for these heading rows of it."""
    chosen = book.sheet(sheet)
    if first is None:
        tables = list(tables_in(chosen)) or [table_at(chosen, 0, 1)]
    else:
        tables = [table_at(chosen, min(first, max(len(chosen.rows) - 1, 0)), height)]
    best = max(tables, key=lambda one: _fit(one, target))
    fields = suggesting.matched(best, target)
    columns = {name: column for name, (column, _score) in fields.items()}
    narrow = Plan(target.code, chosen.name, best, columns, suggesting.score(fields, target))
    suggester = Suggester(target)
    wide = [plan for one in tables if target.cells and (plan := suggester.plan(chosen, one))]
    return max([narrow, *wide], key=lambda one: one.score)


def _fit(table: Table, target: Target) -> tuple[float, int]:
    found = suggesting.matched(table, target)
    return sum(score for _column, score in found.values()), -table.height


def heights() -> list[tuple[int, str]]:
    """Return how many heading rows there may be, in words."""
    return [(n, _("%(n)s rows") % {"n": n}) for n in range(1, MOST_HEADING_ROWS + 1)]
