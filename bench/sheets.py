"""A workbook of 100,000 visit slips from its bytes to committed records, by names and times.

Beside it: reading its cells alone, and checking it without writing (the preview).  And a form of
8,500 lines by 33 columns, 12 of them merged, filled with its evidence.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl

from bench.frame import line, ratio
from gongfu.domains.keys import actions
from gongfu.domains.keys.actions import Assignment, Joining, Needs, Registration, Signing
from gongfu.faces.sheets.forms.filling import Cell, Loop, Work
from gongfu.faces.sheets.forms.into_workbooks import WorkbookWriter
from gongfu.faces.sheets.forms.papers import Manner, Paper
from gongfu.faces.sheets.forms.sources import Evidence
from gongfu.faces.sheets.importing import taking
from gongfu.faces.sheets.reading import file_of, read_book
from gongfu.kernel.measures.moments import SHANGHAI, moment
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.vault import Details
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

_PLACE = "330402007032"
_OFFICE = Viewer("office".ljust(26, "2"), (Office(Role.SEC, _PLACE),))
_ROWS, _KEEPERS, _ELDERS, _LINES = 100_000, 100, 400, 8500
_START = moment(date(2020, 1, 1), 8)
_UNTIL = date(2023, 1, 1)


def register() -> tuple[list[str], list[str]]:
    """Put keepers and elders on the register, each elder in one keeper's care; return names."""
    keepers = [f"保管员{number}" for number in range(_KEEPERS)]
    elders = [f"老人{number}" for number in range(_ELDERS)]
    newcomers = [Newcomer(Details(name), _PLACE) for name in (*keepers, *elders, "亲属")]
    entries = register_people(_OFFICE, newcomers, on=_START.date(), at=_START)
    ids = [entry.deed.person for entry in entries]
    first, kin = ids[:_KEEPERS], ids[-1]
    pairs = [(elder, first[n % _KEEPERS]) for n, elder in enumerate(ids[_KEEPERS:-1])]
    actions.join_teams(_OFFICE, [Joining(keeper, _PLACE) for keeper in first], at=_START)
    needs, contact = Needs(7, "alone"), ((kin, "child"),)
    rolls = [Registration(one, _PLACE, needs, _UNTIL, contacts=contact) for one, _keeper in pairs]
    actions.register_elders(_OFFICE, rolls, at=_START)
    actions.sign_agreements(_OFFICE, [Signing(*pair, kin, _UNTIL) for pair in pairs], at=_START)
    actions.assign_keepers(_OFFICE, [Assignment(*pair) for pair in pairs], at=_START)
    return keepers, elders


def workbook(keepers: list[str], elders: list[str]) -> tuple[bytes, datetime]:
    """Return a workbook of slips that do not overlap, and a moment after the last."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("走访")
    sheet.append(["南杨社区走访登记表"])
    sheet.append(["老人", "志愿者", "日期", "开始时间", "结束时间", "情况"])
    begun = _START
    for number in range(_ROWS):
        at = number % _ELDERS
        days, slot = divmod(number // _KEEPERS, 16)
        begun = _START + timedelta(days=days, minutes=40 * slot)
        here, end = begun.astimezone(SHANGHAI), (begun + timedelta(minutes=30)).astimezone(SHANGHAI)
        row = [elders[at], keepers[at % _KEEPERS], here.date(), here.time(), end.time(), "都好"]
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), begun + timedelta(days=1)


def large_form() -> tuple[bytes, Work]:
    """Return a form whose one line has 12 merged columns, and 8,500 lines for it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"列{number}" for number in range(45)])
    for column in range(1, 25, 2):
        sheet.merge_cells(start_row=2, end_row=2, start_column=column, end_column=column + 1)
    columns = [*range(0, 24, 2), *range(24, 45)]
    proof = Evidence("list", "members")
    lines = [
        [Cell(column, Manner.WHOLE, f"{row}-{column}", proof, "") for column in columns]
        for row in range(_LINES)
    ]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), Work({}, [Loop(sheet.title, 1, 1, 1, lines)], [], 0)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds of a piece of work and what it returned."""
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def main() -> None:
    """Print rows a second for reading, checking and taking in."""
    data, at = workbook(*register())
    print(f"{_ROWS:,} rows, {len(data) / 1e6:.1f} MB")
    reading, _book = timed(lambda: read_book(file_of("x.xlsx", data)))
    sending, made = timed(lambda: taking.send(_OFFICE, "x.xlsx", data, place=_PLACE, at=at))
    checking, found = timed(lambda: taking.check(made, _OFFICE, at=at))
    assert (made.good, made.wrong) == (_ROWS, 0), found.errors[:3]
    second = "second".ljust(26, "2")
    writing, entries = timed(lambda: taking.take(made, _OFFICE, at=at, second=second, looked=True))
    assert len(entries) == _ROWS
    for what, seconds in (("read, rows/s", reading), ("recognise", sending)):
        line(what, _ROWS / seconds, 10_000, ratio(_ROWS / seconds, 10_000), 1.0)
    form, work = large_form()
    filling, _filled = timed(lambda: WorkbookWriter(form, Paper(())).write(work, ["bench"]))
    line("check, rows/s", _ROWS / checking, 10_000, ratio(_ROWS / checking, 10_000), 1.0)
    line("take in, file to records", _ROWS / writing, 10_000, ratio(_ROWS / writing, 10_000), 1.0)
    line("fill 8,500 x 33, lines/s", _LINES / filling, _LINES / 60, 60 / filling, 1.0)
