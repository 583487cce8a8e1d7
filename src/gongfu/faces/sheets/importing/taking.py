"""One workbook on its way in: sent, pointed at, checked, written once, forgotten."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import orjson
from django.db import IntegrityError, connection

from gongfu.faces.sheets import sealed
from gongfu.faces.sheets.importing import knowing, refusals
from gongfu.faces.sheets.importing.checking import Checked, check_rows, packed, sift
from gongfu.faces.sheets.importing.reading import CellError, Spot
from gongfu.faces.sheets.mapping import suggesting
from gongfu.faces.sheets.mapping.suggesting import Plan, Wide
from gongfu.faces.sheets.mapping.tables import table_at
from gongfu.faces.sheets.mapping.widely import Suggester
from gongfu.faces.sheets.models import Import, Taken
from gongfu.faces.sheets.reading import Book, File, Sheet, file_of, read_book
from gongfu.faces.sheets.targets import Target, target_named, targets_of
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.locking import write_transaction
from gongfu.kernel.people.ids import new_id
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import SecondNeeded
from gongfu.kernel.rights.viewers import Viewer

MOST_LISTED = 2000
_KEPT, _WAITS = timedelta(hours=24), timedelta(days=7)
_OVER = ("done", "dropped")


class Report(NamedTuple):
    """What was found in a workbook, for the page; see `Checked`."""

    errors: list[CellError]
    doubts: list[tuple[Spot, str]]
    out: list[tuple[int, str, str]]
    notes: list[str]


def send(viewer: Viewer, name: str, data: bytes, *, place: str, at: datetime) -> Import:
    """Keep a workbook and point at its columns; one that is known is checked at once.

    Raises TooLargeFile, Bomb, LockedFile, OldWord, NotASheet, BrokenFile, NoRows.
    """
    forget_old(at)
    file = file_of(name, data)
    book = read_book(file)
    made = Import(id=new_id(), name=name[-200:], by=viewer.person, place=place, at=at)
    made.wrapped, made.body = sealed.seal(made.id, data)
    complete = _point(made, viewer, book)
    made.save()
    if complete:
        check(made, viewer, at=at)
    return made


def _point(made: Import, viewer: Viewer, book: Book) -> bool:
    """Take the layout that fits, or else what is likeliest; say whether nothing is left to ask."""
    targets = targets_of(viewer)
    found = knowing.known(book, targets, made.place)
    if found:
        made.layout, plan = found
    else:
        plans = likely(book, targets)
        if not plans:
            made.plan = {"sheet": book.sheets[0].name, "first": 0, "height": 1, "columns": {}}
            return False
        plan = plans[0]
    point(made, plan)
    return found is not None and knowing.is_complete(plan, target_named(plan.target, viewer))


def likely(book: Book, targets: Sequence[Target]) -> list[Plan]:
    """Return the plans for a workbook, narrow or wide, the likeliest first."""
    wide = [plan for target in targets for plan in Suggester(target).plans(book)]
    return sorted([*suggesting.plans(book, targets), *wide], key=lambda plan: -plan.score)


def point(made: Import, plan: Plan) -> None:
    """Note how the workbook is read."""
    made.target = plan.target
    made.plan = {
        "sheet": plan.sheet,
        "first": plan.table.first,
        "height": plan.table.height,
        "columns": plan.columns,
        "fixed": dict(plan.fixed),
        "across": plan.wide.across if plan.wide else {},
        "cells": plan.wide.cells if plan.wide else (),
    }


def plan_of(made: Import, book: Book) -> Plan:
    """Return how the workbook is read."""
    sheet = book.sheet(made.plan["sheet"])
    table = table_at(sheet, made.plan["first"], made.plan["height"])
    width = len(table.headings)
    columns = {name: at for name, at in made.plan["columns"].items() if at < width}
    fixed, across = made.plan.get("fixed", {}), made.plan.get("across", {})
    cells = tuple(at for at in made.plan.get("cells", ()) if at < width)
    wide = Wide(across, cells) if across else None
    return Plan(made.target, sheet.name, table, columns, fixed=fixed, wide=wide)


def file_in(made: Import) -> File:
    """Return the file as it was sent.  Raises NoSuchImport when it was forgotten."""
    if not made.body:
        raise refusals.NoSuchImport()
    return file_of(made.name, sealed.opened(made.id, made.wrapped, made.body))


def check(made: Import, viewer: Viewer, *, at: datetime) -> Checked:
    """Check the rows as they are pointed at, and keep what was found.

    Raises NoSuchTarget, NoColumn, NoSuchImport.
    """
    book = read_book(file_in(made))
    plan, target = plan_of(made, book), target_named(made.target, viewer)
    found = check_rows(viewer, book.sheet(plan.sheet), plan, target, at)
    made.total, made.good, made.known = found.read.total, len(found.rows), found.known
    made.wrong, made.doubts = found.wrong, len(found.doubts)
    made.out, made.needs_second = len(found.read.left_out), found.needs_second
    body = packed(found, most=MOST_LISTED)
    made.report = sealed.seal_with(made.id, made.wrapped, body, field="report")
    made.state = "checked"
    made.save()
    _remember(made, book.sheet(plan.sheet), plan, target, by=viewer.person, at=at)
    return found


def report_of(made: Import) -> Report:
    """Return what the check found; nothing before it."""
    if not made.report:
        return Report([], [], [], [])
    found = orjson.loads(sealed.opened(made.id, made.wrapped, made.report, field="report"))
    return Report(
        [CellError(*error) for error in found["errors"]],
        [(Spot(row, column), words) for row, column, words in found["doubts"]],
        [tuple(one) for one in found["out"]],
        found["notes"],
    )


def _remember(
    made: Import, sheet: Sheet, plan: Plan, target: Target, *, by: str, at: datetime
) -> None:
    """Keep how the sheet was read, so that the same sheet is recognised next month."""
    layout = knowing.remembered(made, sheet, plan, target, by=by, at=at)
    if layout is not None and layout != made.layout:
        made.layout = layout
        made.save(update_fields=["layout"])


def take(
    made: Import, viewer: Viewer, *, at: datetime, second: str = "", looked: bool = False
) -> list[Entry[Any]]:
    """Write the rows, all at once; return the entries of the records.

    viewer: who sent the workbook.  second: who compared it, where one is needed.  looked: the
    person says that the strange rows are right.  Raises StillErrors, AskedFirst, SecondNeeded,
    NothingNew, Changed, NoSuchImport.
    """
    if made.state in _OVER:
        raise refusals.NoSuchImport()
    if made.wrong and not made.good_only:
        raise refusals.StillErrors(count=len(report_of(made).errors))
    if made.doubts and not looked:
        raise refusals.AskedFirst()
    if made.needs_second and not second:
        raise SecondNeeded()
    book = read_book(file_in(made))
    plan, target = plan_of(made, book), target_named(made.target, viewer)
    with _no_collecting():
        rows = _rows_now(made, viewer, book, plan, target, at)
        entries = _write(made, rows, target, viewer, at=at, second=second)
    _finish(made, entries, at=at, second=second)
    return entries


def _rows_now(
    made: Import, viewer: Viewer, book: Book, plan: Plan, target: Target, at: datetime
) -> Checked:
    sheet = book.sheet(plan.sheet)
    if made.good_only:
        return check_rows(viewer, sheet, plan, target, at)
    found = sift(viewer, sheet, plan, target, at)
    if found.errors:
        check(made, viewer, at=at)
        raise refusals.Changed()
    return found


def _write(
    made: Import, found: Checked, target: Target, viewer: Viewer, *, at: datetime, second: str
) -> list[Entry[Any]]:
    if not found.rows:
        raise refusals.NothingNew()
    try:
        with write_transaction():
            _note_taken(made, found.digests)
            key = f"sheet-{made.id}"
            return list(target.take(viewer, found.rows, at=at, key=key, second=second))
    except IntegrityError:
        raise refusals.Changed() from None
    except Many as many:
        check(made, viewer, at=at)
        raise refusals.Changed() from many


def _note_taken(made: Import, digests: Sequence[str]) -> None:
    """Keep the marks of the rows; a hundred thousand of them go in as plain rows."""
    table = connection.ops.quote_name(Taken._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (digest, taken_in_id) VALUES (%s, %s)",  # noqa: S608
            [(digest, made.pk) for digest in digests],
        )


def _finish(made: Import, entries: Sequence[Entry[Any]], *, at: datetime, second: str) -> None:
    made.state, made.done_at, made.second = "done", at, second
    made.good = len(entries)
    numbers = [entry.number for entry in entries]
    made.first, made.last = min(numbers, default=None), max(numbers, default=None)
    made.wrapped = made.body = made.report = b""
    made.save()
    if made.layout:
        made.layout.used, made.layout.used_at = made.layout.used + 1, at
        made.layout.save(update_fields=["used", "used_at"])


def drop(made: Import) -> None:
    """Forget a workbook that is not taken in."""
    if made.state not in _OVER:
        made.state, made.wrapped, made.body, made.report = "dropped", b"", b"", b""
        made.save()


def forget_old(at: datetime) -> int:
    """Forget workbooks that nobody finished within a day, or a week where a second is awaited."""
    open_ones = Import.objects.exclude(state__in=_OVER)
    old = open_ones.exclude(state="waits").filter(at__lt=at - _KEPT)
    waited = open_ones.filter(state="waits", at__lt=at - _WAITS)
    gone = {"state": "dropped", "wrapped": b"", "body": b"", "report": b""}
    return old.update(**gone) + waited.update(**gone)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Let no garbage be looked for while a hundred thousand rows are alive."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
