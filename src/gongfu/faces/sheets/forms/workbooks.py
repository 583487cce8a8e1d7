"""A workbook as a form: its sheets as grids, with what is boxed, merged and computed."""

from __future__ import annotations

from gongfu.faces.sheets.forms.papers import Manner, Paper, Part, Spot, manner_of
from gongfu.faces.sheets.mapping.tables import words_of
from gongfu.faces.sheets.parts.workbook import Workbook
from gongfu.faces.sheets.reading import Book, File, Sheet, read_book
from gongfu.faces.sheets.reading.books import NoRows

MOST_ROWS, MOST_COLUMNS = 500, 120
_NEAR, _HEADINGS = 4, 3


def paper_of(file: File) -> Paper:
    """Return the form in a workbook.  Raises as `read_book`."""
    book, workbook = read_book(file), Workbook(file.data)
    parts = [_part(book, workbook, sheet) for sheet in book.sheets if _is_form(workbook, sheet)]
    if not parts:
        raise NoRows()
    return Paper(tuple(parts))


def _is_form(workbook: Workbook, sheet: Sheet) -> bool:
    return not sheet.hidden and sheet.name in workbook.names


def _part(book: Book, workbook: Workbook, sheet: Sheet) -> Part:
    spots: dict[tuple[int, int], Spot] = {}
    for row, cells in enumerate(sheet.rows[:MOST_ROWS]):
        for column, cell in enumerate(cells[:MOST_COLUMNS]):
            if cell is not None and words_of(cell):
                spots[row, column] = Spot(row, column, _text(cell))
    computed: set[tuple[int, int]] = set()
    styles = workbook.styles
    for row, column, style, formula in workbook.sheet(sheet.name).laid_out(most=MOST_ROWS):
        if column < MOST_COLUMNS:
            spot = spots.setdefault((row, column), Spot(row, column))
            spot.boxed = styles.boxed(style)
            if formula:
                computed.add((row, column))
    covered = _merge(workbook, sheet.name, spots)
    height = 1 + max((row for row, _column in spots), default=0)
    width = 1 + max((column for _row, column in spots), default=0)
    part = Part(sheet.name, height, width, spots, covered, {})
    _say_manners(part, computed)
    return part


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else words_of(cell)  # type: ignore[arg-type]


def _merge(
    workbook: Workbook, name: str, spots: dict[tuple[int, int], Spot]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Let a spot take the room of its merged area; return which spot covers which cell."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in workbook.sheet(name).merged():
        if top >= MOST_ROWS or left >= MOST_COLUMNS:
            continue
        spot = spots.setdefault((top, left), Spot(top, left))
        spot.rows, spot.columns = bottom - top + 1, right - left + 1
        for row in range(top, min(bottom + 1, MOST_ROWS)):
            for column in range(left, min(right + 1, MOST_COLUMNS)):
                if (row, column) != (top, left):
                    inside = spots.pop((row, column), None)
                    spot.boxed = spot.boxed or bool(inside and inside.boxed)
                    covered[row, column] = (top, left)
    return covered


def _say_manners(part: Part, computed: set[tuple[int, int]]) -> None:
    """Decide which spots can be filled: boxes, or blanks beside words where nothing is boxed."""
    boxed = any(spot.boxed and not spot.text for spot in part.spots.values())
    if not boxed:
        _add_blanks(part)
    for place, spot in part.spots.items():
        if place in computed or (not spot.text and boxed and not spot.boxed):
            continue
        manner = manner_of(spot.text)
        if manner is not Manner.WHOLE or _has_label(part, spot):
            spot.manner = manner
    if not any(spot.manner is Manner.WHOLE for spot in part.spots.values()):
        _add_row_below(part)


def _add_blanks(part: Part) -> None:
    """Add the blank cells behind words and below headings, where a form is drawn without lines."""
    for row in range(part.height + 1):
        texts = [column for column in range(part.width) if part.text_at(row, column)]
        if len(texts) >= _HEADINGS and texts[-1] - texts[0] < len(texts):
            _drop_blanks(part, row)
            continue
        for column in range(part.width):
            if (row, column) not in part.spots and (row, column) not in part.covered:
                part.spots[row, column] = Spot(row, column)


def _drop_blanks(part: Part, row: int) -> None:
    """Leave out the blanks beside a row of headings."""
    for place in [one for one, spot in part.spots.items() if one[0] == row and not spot.text]:
        del part.spots[place]


def _has_label(part: Part, spot: Spot) -> bool:
    """Say whether words stand left of a spot or above it."""
    left = any(part.text_at(spot.row, column) for column in range(spot.column))
    above = any(part.text_at(row, spot.column) for row in range(spot.row))
    return left or above


def _add_row_below(part: Part) -> None:
    """Add an empty row below headings that end the sheet: a list without its first line."""
    row = part.height - 1
    heads = [c for c in range(part.width) if part.text_at(row, c)]
    if len(heads) < _HEADINGS:
        return
    for column in heads:
        part.spots[row + 1, column] = Spot(row + 1, column, manner=Manner.WHOLE)
