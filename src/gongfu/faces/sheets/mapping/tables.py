"""The table in a sheet: heading rows (several, with merged cells), data below, notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongfu.faces.sheets.mapping.likeness import normal
from gongfu.faces.sheets.reading import Cell, Merged, Sheet

MOST_HEADING_ROWS = 5
_SEARCHED, _MOST_AREA, _LONGEST = 40, 200_000, 60
_SUM = re.compile(r"^(合计|总计|小计|累计|共计|total|sum)", re.I)
_NOTE = re.compile(
    r"^(注|备注|说明|填表|填报|制表|审核|审批|负责人|联系人|联系电话|单位负责人|经办|盖章|日期|note)"
    r".{0,12}([:：]|$)",
    re.I,
)
SUM, NOTE, HEADING, GROUP = (
    _("a sum of other rows"),
    _("a note below the table"),
    _("the heading once more"),
    _("a heading between the rows"),
)


class Heading(NamedTuple):
    """What stands above one column, from the top, each text once."""

    column: int
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the parts in one line: 有劳动能力 / 低保对象(户)."""
        return " / ".join(self.parts)

    @property
    def mark(self) -> str:
        """Return the normalised text by which the same heading is found next month."""
        return "/".join(normal(part) for part in self.parts)


class Table(NamedTuple):
    """A table: its first heading row from 0, how many heading rows, a heading a column.

    words: all that stands in the headings.
    """

    first: int
    height: int
    headings: tuple[Heading, ...]
    words: frozenset[str] = frozenset()

    @property
    def data(self) -> int:
        """Return the first row below the headings."""
        return self.first + self.height


class Line(NamedTuple):
    """A row of data: its row in the sheet from 0, and its cells with merged ones filled down."""

    row: int
    cells: list[Cell]


class LeftOut(NamedTuple):
    """A row that is no data, and why."""

    row: int
    text: str
    why: str | Promise


def anchors(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the top left cell of each cell that a merged area covers."""
    return {cell: (area.top, area.left) for area in sheet.merged for cell in _covered(area, sheet)}


def _covered(area: Merged, sheet: Sheet) -> Iterator[tuple[int, int]]:
    bottom = min(area.bottom, len(sheet.rows) + MOST_HEADING_ROWS)
    right = min(area.right, sheet.width + 1)
    if (bottom - area.top + 1) * (right - area.left + 1) <= _MOST_AREA:
        for row in range(area.top, bottom + 1):
            for column in range(area.left, right + 1):
                yield row, column


def table_at(sheet: Sheet, first: int, height: int) -> Table:
    """Return the table whose headings stand in these rows."""
    covered = anchors(sheet)
    headings = []
    for column in range(sheet.width):
        parts: list[str] = []
        for row in range(first, first + height):
            text = words_of(sheet.cell(*covered.get((row, column), (row, column))))
            if text and text not in parts[-1:]:
                parts.append(text)
        headings.append(Heading(column, tuple(parts)))
    words = frozenset(part.replace(" ", "") for one in headings for part in one.parts)
    return Table(first, height, tuple(headings), words)


def heading_rows(sheet: Sheet, table: Table) -> list[list[str]]:
    """Return the text of each heading row above each column, merged ones above all they cover.

    A blank in a row that is not the last belongs to the text at its left, merged or not.
    """
    covered = anchors(sheet)
    found = []
    for row in range(table.first, table.data):
        texts: list[str] = []
        for column in range(sheet.width):
            text = words_of(sheet.cell(*covered.get((row, column), (row, column))))
            if not text and texts and row + 1 < table.data:
                below = sheet.cell(*covered.get((row + 1, column), (row + 1, column)))
                text = texts[-1] if below is not None else ""
            texts.append(text)
        found.append(texts)
    return found


def words_of(cell: Cell) -> str:
    """Return a cell as a reader sees it, in one line."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def tables_in(sheet: Sheet) -> Iterator[Table]:
    """Yield the tables that may begin in the first rows, however many heading rows each has.

    No merged area is cut: neither at the first heading row nor below the last.
    """
    cut = {row for area in sheet.merged for row in _inside(area)}
    for first in range(min(len(sheet.rows), _SEARCHED)):
        if first in cut or not _may_head(sheet, first):
            continue
        for height in range(1, MOST_HEADING_ROWS + 1):
            if first + height > len(sheet.rows) or not _may_head(sheet, first + height - 1, 1):
                break
            if first + height not in cut:
                yield table_at(sheet, first, height)


def _inside(area: Merged) -> range:
    """Return the rows of a merged area but its first, as far as tables are looked for."""
    return range(area.top + 1, min(area.bottom, _SEARCHED + MOST_HEADING_ROWS) + 1)


def _may_head(sheet: Sheet, row: int, least: int = 2) -> bool:
    """Say whether a row could be one of headings: at least some short texts, no dates."""
    texts = [cell for cell in sheet.rows[row] if isinstance(cell, str) and cell.strip()]
    return sum(len(text.strip()) <= _LONGEST for text in texts) >= least


def body(sheet: Sheet, table: Table, columns: tuple[int, ...]) -> tuple[list[Line], list[LeftOut]]:
    """Return the rows of data below the headings, and those left out with the reason.

    columns: those that mean something; a row in which all are empty is no data.
    """
    down = _filled_down(sheet)
    lines: list[Line] = []
    out: list[LeftOut] = []
    for row in range(table.data, len(sheet.rows)):
        cells = sheet.rows[row]
        if row in down:
            cells = _filled(cells, down[row])
        found = _why_not(cells, table, columns)
        if found is None:
            lines.append(Line(row, cells))
        elif found:
            out.append(LeftOut(row, _first_text(cells), found))
    return lines, out


def _filled_down(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """Return by row and column the value of a merged area that reaches down to that row."""
    found: dict[int, dict[int, Cell]] = {}
    for area in sheet.merged:
        value = sheet.cell(area.top, area.left)
        if area.bottom > area.top and value is not None and area.bottom - area.top < _MOST_AREA:
            for row in range(area.top + 1, min(area.bottom + 1, len(sheet.rows))):
                found.setdefault(row, {})[area.left] = value
    return found


def _filled(cells: list[Cell], values: dict[int, Cell]) -> list[Cell]:
    longer = cells + [None] * (max(values) + 1 - len(cells))
    for column, value in values.items():
        if longer[column] is None:
            longer[column] = value
    return longer


def _first_text(cells: list[Cell]) -> str:
    return next((words_of(cell) for cell in cells if cell is not None), "")[:_LONGEST]


def _why_not(cells: list[Cell], table: Table, columns: tuple[int, ...]) -> str | Promise | None:
    """Return why a row is no data, an empty string when it is blank, None when it is data."""
    width = len(cells)
    inside = [column for column in columns if column < width and cells[column] is not None]
    first = next((cell for cell in cells if cell is not None and cell != ""), None)
    if len(inside) > 1 and not _says_more(first, table.words):
        return None
    said = [cell for cell in cells if cell is not None and str(cell).strip()]
    if not said:
        return ""
    text = words_of(said[0])
    if _SUM.match(normal(text)):
        return SUM
    if len(said) == 1 and len(columns) > 1:
        return NOTE if _NOTE.match(text) or not inside else GROUP
    if not inside or (_NOTE.match(text) and len(inside) < len(columns) / 2):
        return NOTE
    return HEADING if _repeats_heading(cells, table, inside) else None


def _says_more(first: Cell, words: frozenset[str]) -> bool:
    """Say whether the first cell of a row may make it a sum, a note or a heading."""
    if not isinstance(first, str):
        return False
    text = first.replace(" ", "")
    return text in words or _SUM.match(text) is not None or _NOTE.match(text) is not None


def _repeats_heading(cells: list[Cell], table: Table, inside: list[int]) -> bool:
    if len(inside) < 2 or not isinstance(cells[inside[0]], str):
        return False
    return all(words_of(cells[column]) in table.headings[column].parts for column in inside)
