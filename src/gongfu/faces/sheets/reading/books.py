"""A workbook as plain values: sheets of rows of cells, with what is merged."""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from django.utils.translation import gettext_lazy as _

from gongfu.faces.sheets.reading.files import Bomb, File, Kind, LockedFile, NotASheet
from gongfu.kernel.refusals import BadInput

Cell = str | int | float | bool | datetime | time | timedelta | None

_CHILD = Path(__file__).with_name("child.py")
_SECONDS = 20
_LOCKED, _BROKEN = 3, 4


class BrokenFile(BadInput):
    """The reader could not make sense of the file."""

    code = "sheets.broken"
    words = _("This workbook is damaged. Open it in Excel or WPS, save it anew, and try again.")


class NoRows(BadInput):
    """No sheet holds anything."""

    code = "sheets.no-rows"
    words = _("There is nothing in this workbook.")


class Merged(NamedTuple):
    """A merged area, first and last row and column, from 0, the last included."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """One sheet: rows of cells from A1 on, as long as each is; areas that are merged."""

    name: str
    hidden: bool
    merged: tuple[Merged, ...]
    rows: list[list[Cell]]

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell's value, None outside."""
        line = self.rows[row] if 0 <= row < len(self.rows) else []
        return line[column] if 0 <= column < len(line) else None

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return max((len(row) for row in self.rows), default=0)


class Book(NamedTuple):
    """A workbook with the sheets that hold something."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """Return the sheet of that name, or else the first."""
        return next((one for one in self.sheets if one.name == name), self.sheets[0])


def read_book(file: File) -> Book:
    """Return what an Excel workbook or CSV file holds; dates are dates, formulas their last value.

    The file is opened by a child process with 512 MiB and 20 seconds.  Raises LockedFile,
    BrokenFile, Bomb, NoRows, NotASheet.
    """
    if file.kind is Kind.DOCX:
        raise NotASheet()
    command = [sys.executable, "-I", str(_CHILD), file.kind.value]
    try:
        done = subprocess.run(command, input=file.data, capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise Bomb() from None
    if done.returncode == _LOCKED:
        raise LockedFile()
    if done.returncode == _BROKEN and b"MemoryError" not in done.stderr:
        raise BrokenFile()
    if done.returncode:
        raise Bomb()
    sheets = tuple(sheet for sheet in _sheets(done.stdout) if sheet.rows)
    if not sheets:
        raise NoRows()
    return Book(sheets)


def _sheets(output: bytes) -> Iterator[Sheet]:
    found: Sheet | None = None
    for line in output.split(b"\n")[:-1]:
        values: Any = orjson.loads(line)
        if isinstance(values, dict):
            if found:
                yield _trimmed(found)
            merged = tuple(Merged(*area) for area in values["merged"])
            found = Sheet(values["name"], values["hidden"], merged, [])
        elif found:
            found.rows.append([_typed(*cell) if type(cell) is list else cell for cell in values])
    if found:
        yield _trimmed(found)


def _trimmed(sheet: Sheet) -> Sheet:
    rows = sheet.rows
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    return sheet


@functools.lru_cache(maxsize=65536)
def _typed(letter: str, text: str) -> Cell:
    if letter == "d":
        return datetime.fromisoformat(text)
    return time.fromisoformat(text) if letter == "t" else timedelta(seconds=int(text))
