"""A Word document as a form: each table a grid, and the running text a column of lines."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table

from gongfu.faces.sheets.forms.papers import Manner, Paper, Part, Spot, manner_of
from gongfu.faces.sheets.reading.books import BrokenFile, NoRows

TEXT = "text"
_MOST_ROWS, _MOST_COLUMNS = 500, 63


def document_of(data: bytes) -> Document:
    """Open a document.  Raises BrokenFile."""
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx raises what its XML parser does
        raise BrokenFile() from error


def tables_in(document: Document) -> dict[str, Table]:
    """Return the tables by the names of their parts, those inside others too."""
    elements = document.element.body.iter(qn("w:tbl"))
    return {f"table {n}": Table(one, document) for n, one in enumerate(elements, 1)}


def part_words(name: str) -> str:
    """Return what a part of a document is called."""
    if name == TEXT:
        return _("text")
    number = name.removeprefix("table ")
    return _("table %(number)s") % {"number": number} if number.isdigit() else name


def paper_of(data: bytes) -> Paper:
    """Return the form in a document.  Raises BrokenFile, NoRows."""
    document = document_of(data)
    parts = [_table(name, table) for name, table in tables_in(document).items()]
    text = _lines(document)
    parts = [*([text] if text.spots else []), *(part for part in parts if part.spots)]
    if not parts:
        raise NoRows()
    return Paper(tuple(parts))


def paragraphs_of(document: Document) -> list[Any]:
    """Return the paragraphs outside tables."""
    return list(document.paragraphs)


def _lines(document: Document) -> Part:
    """Return the lines of the running text that can be filled, each a row of one column."""
    spots: dict[tuple[int, int], Spot] = {}
    for row, paragraph in enumerate(paragraphs_of(document)[:_MOST_ROWS]):
        manner = manner_of(paragraph.text)
        if paragraph.text.strip() and manner is not None:
            spots[row, 0] = Spot(row, 0, paragraph.text, manner=manner)
    return Part(TEXT, 1 + max((row for row, _c in spots), default=0), 1, spots, {}, {})


def cells_of(table: Table) -> Iterator[tuple[int, int, int, Any]]:
    """Yield row, first column, columns taken and element of each cell, continued ones too."""
    for row, line in enumerate(table._tbl.tr_lst[:_MOST_ROWS]):
        column = line.grid_before if hasattr(line, "grid_before") else 0
        for cell in line.tc_lst:
            yield row, column, cell.grid_span, cell
            column += cell.grid_span


def _table(name: str, table: Table) -> Part:
    spots: dict[tuple[int, int], Spot] = {}
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    height = width = 0
    for row, column, span, cell in cells_of(table):
        height, width = max(height, row + 1), max(width, column + span)
        place = (row, column)
        if cell.vMerge == "continue":
            place = covered.get((row - 1, column), (row - 1, column))
            if place in spots:
                spots[place].rows = row - place[0] + 1
        else:
            text = "\n".join(p.text for p in cell.p_lst)
            manner = None if cell.tbl_lst else manner_of(text)
            spots[place] = Spot(row, column, text, columns=span, manner=manner, boxed=True)
        for taken in range(column, column + span):
            if (row, taken) != place:
                covered[row, taken] = place
    part = Part(name, height, min(width, _MOST_COLUMNS), spots, covered, {})
    for spot in spots.values():
        if spot.manner is Manner.WHOLE and not _has_label(part, spot):
            spot.manner = None
    return part


def _has_label(part: Part, spot: Spot) -> bool:
    left = any(part.text_at(spot.row, column).strip() for column in range(spot.column))
    return left or any(part.text_at(row, spot.column).strip() for row in range(spot.row))
