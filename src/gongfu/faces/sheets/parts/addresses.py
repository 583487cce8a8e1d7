"""Cells by letters and numbers: B5, and what a formula refers to when rows are put in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.formula.translate import Translator

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_RANGE = re.compile(
    r"(?P<sheet>.*!)?(?P<first>\$?[A-Z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Z]{1,3}\$?\d+))?"
)


def letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, Z, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def address(row: int, column: int) -> str:
    """Return the address of a cell counted from 0: B5."""
    return f"{letters(column)}{row + 1}"


def place(text: str) -> tuple[int, int]:
    """Return row and column, from 0, of an address.  Raises ValueError."""
    match = _CELL.fullmatch(text)
    if match is None:
        raise ValueError(text)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _split(text: str) -> tuple[str, int]:
    head = text.rstrip("0123456789")
    return head, int(text[len(head) :])


def moved_cell(text: str, *, after: int, by: int) -> str:
    """Return an address, its row moved down when it lies below row `after` (from 1)."""
    head, row = _split(text)
    return f"{head}{row + by if row > after else row}"


def moved_range(text: str, *, after: int, by: int) -> str:
    """Return an address or a range whose rows are moved."""
    return ":".join(moved_cell(part, after=after, by=by) for part in text.split(":"))


def grown_range(text: str, *, after: int, by: int) -> str:
    """Return the same, but a range that ends with row `after` takes the new rows in."""
    first, colon, last = text.partition(":")
    head, row = _split(last or first)
    if colon and row == after:
        return f"{first}:{head}{row + by}"
    return moved_range(text, after=after, by=by)


class Room(NamedTuple):
    """Rows put into a sheet: `by` below row `after` (from 1), copies of the last `height`."""

    sheet: str
    after: int
    by: int
    height: int = 1

    def formula(self, formula: str, *, here: bool, row: int = 0) -> str:
        """Return a formula as it must read afterwards.

        here: it stands in that sheet, so that references without a name mean it.  row: in which it
        stands, from 1.  A range that ends with the copied rows takes the copies in, but not inside
        those rows themselves.
        """
        inside = here and self.after - self.height < row <= self.after
        change = moved_range if inside else grown_range

        def moved(text: str) -> str:
            match = _RANGE.fullmatch(text)
            if match is None:
                return text
            named = match["sheet"] or ""
            meant = named[:-1].strip("'").replace("''", "'")
            if not (meant == self.sheet if named else here):
                return text
            return named + change(text[len(named) :], after=self.after, by=self.by)

        return _rewritten(formula, moved)

    def spread(self, text: str) -> str:
        """Return where a rule holds afterwards: what lay in the copied rows also in the copies."""
        first, _colon, last = text.partition(":")
        (left, top), (right, bottom) = _split(first), _split(last or first)
        if not self.after - self.height < top <= bottom <= self.after:
            return grown_range(text, after=self.after, by=self.by)
        if self.height == 1:
            return f"{left}{top}:{right}{bottom + self.by}"
        shifts = range(0, self.by + 1, self.height)
        return " ".join(f"{left}{top + down}:{right}{bottom + down}" for down in shifts)


def _rewritten(formula: str, change: Callable[[str], str]) -> str:
    tokens = Tokenizer(f"={formula}").items
    return "".join(
        change(one.value) if (one.type, one.subtype) == (Token.OPERAND, Token.RANGE) else one.value
        for one in tokens
    )


def copied_formula(formula: str, *, origin: str, to: str) -> str:
    """Return a formula as it reads when copied from one cell to another."""
    return str(Translator(f"={formula}", origin=origin).translate_formula(to))[1:]
