"""The same workbook with the wrong cells on a red ground, each with a comment that says why."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

from gongfu.faces.sheets.importing.reading import CellError
from gongfu.faces.sheets.parts.sheet import safe
from gongfu.faces.sheets.parts.workbook import Workbook
from gongfu.faces.sheets.reading import Book, File, Kind
from gongfu.faces.sheets.reading.books import Cell

_MOST_MARKS = 5000


def marked(file: File, book: Book, sheet: str, errors: Sequence[CellError]) -> bytes:
    """Return the workbook as .xlsx with the cells marked; a .csv or .xls becomes one.

    sheet: the name of the sheet in which the errors are.
    """
    data = file.data if file.kind is Kind.XLSX else rebuilt(book)
    workbook = Workbook(data)
    name = sheet if sheet in workbook.names else workbook.names[0]
    workbook.mark(name, _words(errors))
    return workbook.saved()


def _words(errors: Sequence[CellError]) -> dict[tuple[int, int], str]:
    """Return what to write on each cell; what is wrong with a row stands on its first cell."""
    found: dict[tuple[int, int], list[str]] = {}
    for error in errors[:_MOST_MARKS]:
        found.setdefault((error.row, error.column or 0), []).append(error.words)
    return {place: "\n".join(words) for place, words in found.items()}


def rebuilt(book: Book) -> bytes:
    """Return a plain .xlsx with the values and merged areas of a workbook of another kind."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for number, sheet in enumerate(book.sheets, 1):
        target = made.create_sheet(sheet.name or f"Sheet{number}")
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells, 1):
                if cell is not None:
                    target.cell(row, column, _plain(cell))
        for area in sheet.merged:
            target.merge_cells(
                start_row=area.top + 1,
                start_column=area.left + 1,
                end_row=area.bottom + 1,
                end_column=area.right + 1,
            )
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _plain(cell: Cell) -> Cell:
    return safe(cell) if isinstance(cell, str) else cell
