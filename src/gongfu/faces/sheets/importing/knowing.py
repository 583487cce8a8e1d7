"""Recognise a sheet that was pointed out before, and keep how one is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gongfu.faces.sheets.mapping import suggesting
from gongfu.faces.sheets.mapping.suggesting import Plan, Wide, marked
from gongfu.faces.sheets.mapping.tables import Table, tables_in
from gongfu.faces.sheets.mapping.widely import Suggester, cells_again, skipped
from gongfu.faces.sheets.models import Import, Layout
from gongfu.faces.sheets.parts.addresses import letters
from gongfu.faces.sheets.reading import Book, Sheet
from gongfu.faces.sheets.targets import Target

_BARE = "@"


def known(book: Book, targets: Sequence[Target], place: str) -> tuple[Layout, Plan] | None:
    """Return the layout that fits a workbook and the plan it gives, its own office's first."""
    by_code = {one.code: one for one in targets}
    rows = Layout.objects.filter(target__in=by_code).order_by("-used_at")
    for layout in sorted(rows, key=lambda one: one.place != place):
        again = _wide_again if layout.more.get("across") else _narrow_again
        if plan := again(book, layout, by_code[layout.target]):
            return layout, plan
    return None


def _narrow_again(book: Book, layout: Layout, target: Target) -> Plan | None:
    found = suggesting.again(book, layout.marks, layout.sheet)
    if found is None:
        return None
    sheet, table = found
    at = marked(table)
    columns = {field: at[mark] for field, mark in layout.marks.items()}
    plan = Plan(layout.target, sheet.name, table, columns)
    return plan._replace(fixed=_fixed_again(sheet, plan, layout, target))


def _wide_again(book: Book, layout: Layout, target: Target) -> Plan | None:
    """Return the plan for a sheet with the same columns at its side and the same things across."""
    suggester = Suggester(target)
    for sheet in sorted(book.sheets, key=lambda one: one.name != layout.sheet):
        for table in tables_in(sheet):
            at = marks_of(table)
            if table.height != layout.more["height"] or not set(layout.marks.values()) <= at.keys():
                continue
            across: dict[str, int] = layout.more["across"]
            if not suggester.stands(sheet, table, across):
                continue
            columns = {field: at[mark] for field, mark in layout.marks.items()}
            plan = Plan(layout.target, sheet.name, table, columns, wide=Wide(across, ()))
            cells = cells_again(sheet, plan, layout.more["skipped"])
            plan = plan._replace(wide=Wide(across, cells))
            return plan._replace(fixed=_fixed_again(sheet, plan, layout, target))
    return None


def _fixed_again(sheet: Sheet, plan: Plan, layout: Layout, target: Target) -> dict[str, str]:
    """Return what holds for every row: as this sheet says, or as before; nothing asked anew."""
    before: dict[str, str] = layout.more.get("fixed", {})
    if not before:
        return {}
    others = {one.name for one in target.columns} - before.keys()
    found = Suggester(target).fixed(sheet, plan.table, others)
    kept = {name: words for name, words in before.items() if not target.column(name).anew}
    return {**kept, **found}


def marks_of(table: Table) -> dict[str, int]:
    """Return the columns of a wide sheet by mark; one without a heading by its letter."""
    bare = {_BARE + letters(one.column): one.column for one in table.headings if not one.parts}
    return {**marked(table), **bare}


def is_complete(plan: Plan, target: Target) -> bool:
    """Say whether a plan says where everything required stands."""
    across = plan.wide.across if plan.wide else {}
    cells = {target.cells} if plan.wide and plan.wide.cells else set()
    said = {*plan.columns, *plan.fixed, *across, *cells}
    return all(one.name in said for one in target.columns if one.required)


def remembered(
    made: Import, sheet: Sheet, plan: Plan, target: Target, *, by: str, at: datetime
) -> Layout | None:
    """Return the layout of a plan, made where it is new; None where headings do not tell."""
    marks_here = marks_of(plan.table) if plan.wide else marked(plan.table)
    by_column = {column: mark for mark, column in marks_here.items()}
    marks = {name: by_column[at] for name, at in plan.columns.items() if at in by_column}
    if len(marks) < len(plan.columns):
        return None
    more = _more(sheet, plan, target)
    layout = made.layout
    if layout and (layout.target, layout.marks, layout.more) == (plan.target, marks, more):
        return layout
    return Layout.objects.create(
        target=plan.target,
        name=made.name,
        place=made.place,
        sheet=plan.sheet,
        marks=marks,
        more=more,
        by=by,
        made_at=at,
        used_at=at,
    )


def _more(sheet: Sheet, plan: Plan, target: Target) -> dict[str, Any]:
    kept = {name: "" if target.column(name).anew else said for name, said in plan.fixed.items()}
    fixed = {"fixed": kept} if kept else {}
    if plan.wide is None:
        return fixed
    height, across = plan.table.height, plan.wide.across
    return {"height": height, "across": across, "skipped": skipped(sheet, plan), **fixed}
