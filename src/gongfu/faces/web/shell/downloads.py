"""A list as a file: the same lines and columns as on the screen, all pages of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.people import vault
from gongfu.kernel.people.readings import note_export
from gongfu.kernel.places.seeing import ALL, Page

SORTS = (("csv", "CSV"), ("xlsx", "Excel"))
MOST_NAMED = 50
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTH, _NARROW, _WIDE = 1.8, 8, 40


def sort_of(request: HttpRequest) -> str:
    """Return which file of a list is asked for, csv or xlsx, or nothing."""
    asked = request.GET.get("as", "")
    return asked if asked in dict(SORTS) else ""


def file_of(
    request: HttpRequest, name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """Return the list as the file that is asked for; see `sort_of`."""
    make = xlsx_file if sort_of(request) == "xlsx" else csv_file
    return make(name, header, rows)


def csv_file(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a CSV (RFC 4180, UTF-8 with mark, as spreadsheets expect) to be kept as a file.

    A text that a spreadsheet would take for a formula is led by an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([str(cell) for cell in header])
    writer.writerows([_safe(_plain(cell)) for cell in row] for row in rows)
    return _kept(f"{name}.csv", text.getvalue().encode("utf-8-sig"), "text/csv")


def xlsx_file(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a workbook of one sheet: its head stays in sight, no text of it is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    lines = [[_unseen(cell) for cell in row] for row in rows]
    for column, words in enumerate(header):
        texts = (len(str(line[column])) for line in lines[:200])
        width = max([len(str(words)), *texts]) * _WIDTH
        sheet.column_dimensions[chr(65 + column)].width = min(_WIDE, max(_NARROW, width))
    sheet.append([_cell(sheet, str(words), bold=True) for words in header])
    for line in lines:
        sheet.append([_cell(sheet, cell) for cell in line])
    body = io.BytesIO()
    book.save(body)
    return _kept(f"{name}.xlsx", body.getvalue(), _XLSX)


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _unseen(value: Any) -> Any:
    """Return what a cell may hold: moments as Shanghai clocks show them, no control letters."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, (int, date)):
        return value
    return _UNSEEN.sub("", str(value))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return value if value is None or isinstance(value, int) else str(value)


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _kept(name: str, body: bytes, sort: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=sort)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def every(ask: Callable[..., Page[Any]]) -> Iterator[Any]:
    """Yield all lines of a list that is asked for page by page, by `page`."""
    yield from ask(page=ALL).lines


def named(request: HttpRequest, name: str, people: Iterable[str]) -> dict[str, str]:
    """Return how lists call these people; nobody when a file would name more than fifty.

    That the list is taken along is noted down for the auditor.  Files with more names need a
    second person and a purpose (`export.over_50_people`).
    """
    found, viewer = set(people) - {""}, request.viewer  # type: ignore[attr-defined]
    if not found or len(found) > MOST_NAMED:
        return {}
    note_export(viewer.person, name, people=len(found), at=clock.now())
    return vault.labels(found)


def who(words: Any, people: Iterable[str]) -> str:
    """Return the head of a column of names, which says so when they are left out."""
    if len(set(people) - {""}) <= MOST_NAMED:
        return str(words)
    return _("%(words)s (left out: more than 50 people)") % {"words": words}
