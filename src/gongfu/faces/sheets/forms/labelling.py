"""The labels of a cell: the words beside and above it, which say what belongs there."""

from __future__ import annotations

import re
from typing import NamedTuple

from gongfu.faces.sheets.forms.papers import Part, Spot, label_in
from gongfu.faces.sheets.mapping.likeness import normal

_MOST_LEFT, _MOST_TOP, _WIDE, _LONG = 2, 4, 0.7, 60
_UNIT = re.compile(
    r"^[(（]?(人|人次|户|次|元|万元|亿元|千元|个|家|件|条|场|项|%|％|百分比|亩|公顷|公里|公斤|斤|千克|吨"
    r"|平方米|小时|分钟|天|岁|处|所|名|对|代码|单位|计量单位)[)）]?$"
)
_NUMBER = re.compile(r"^[\d.,、()（）一二三四五六七八九十甲乙丙丁]{1,4}$")


class Label(NamedTuple):
    """The words of a spot: left of it and above it, the outermost first, and its own.

    unit: a unit that stands beside it, such as 万元.
    """

    left: tuple[str, ...] = ()
    top: tuple[str, ...] = ()
    own: str = ""
    unit: str = ""

    @property
    def text(self) -> str:
        """Return all of it in one line."""
        return " / ".join((*self.top, *self.left, *([self.own] if self.own else [])))

    @property
    def mark(self) -> str:
        """Return the normalised text by which the same question is known in another form."""
        parts = [self.own] if self.own else [*self.top, *self.left]
        return "/".join(normal(part) for part in parts)[:200]


def label_of(part: Part, spot: Spot) -> Label:
    """Return the words that belong to a spot."""
    if own := label_in(spot.text):
        return Label(own=own)
    left, unit = _left(part, spot)
    return Label(left, _top(part, spot), "", unit)


def _left(part: Part, spot: Spot) -> tuple[tuple[str, ...], str]:
    """Return the words left of a spot up to the next blank behind them, and a unit among them."""
    found: list[str] = []
    unit = ""
    for column in range(spot.column - 1, -1, -1):
        beside = part.at(spot.row, column)
        text = _words(beside)
        if not text:
            if found and beside is not None and beside.is_open:
                break
        elif _UNIT.match(text):
            unit = unit or text
        elif not _NUMBER.match(text) and text not in found:
            found.append(text)
        if len(found) == _MOST_LEFT:
            break
    return tuple(reversed(found)), unit


def _top(part: Part, spot: Spot) -> tuple[str, ...]:
    """Return the headings above a spot; titles over the whole width are none."""
    found: list[str] = []
    row = spot.row - 1
    while row >= 0 and len(found) < _MOST_TOP:
        above = part.at(row, spot.column)
        text = _words(above)
        row = (above.row if above else row) - 1
        if not text:
            if found:
                break
            continue
        assert above is not None
        if not is_heading(part, above.row) or above.columns >= max(3, part.width * _WIDE):
            break
        if text not in found and not _NUMBER.match(text):
            found.append(text)
    return tuple(reversed(found))


def is_heading(part: Part, row: int) -> bool:
    """Say whether a row holds headings: several words, and nothing to be filled."""
    if row not in part.known:
        part.known[row] = _is_heading(part, row)
    return part.known[row]


def _is_heading(part: Part, row: int) -> bool:
    texts = 0
    for column in range(part.width):
        spot = part.at(row, column)
        if spot is not None and spot.row == row and spot.column == column:
            if spot.is_open:
                return False
            texts += bool(spot.text.strip())
    return texts > 1 or part.width < 3


def _words(spot: Spot | None) -> str:
    if spot is None or spot.is_open:
        return ""
    text = " ".join(spot.text.split())
    return "" if len(text) > _LONG else text


def list_rows(part: Part) -> list[list[Spot]]:
    """Return the rows that are lines of a list: each spot has a heading, none has words beside it.

    Of blank rows that follow one another only the first is returned.
    """
    found: list[list[Spot]] = []
    filled, last = part.to_fill(), -2
    for row in range(part.height + 1):
        spots = [one for one in filled if one.row == row and one.is_open]
        labels = [label_of(part, spot) for spot in spots]
        listed = len(spots) > 1 and all(label.top and not label.left for label in labels)
        if listed and row > last + 1:
            found.append(spots)
        if listed:
            last = row + max(spot.rows for spot in spots) - 1
    return found


def room_of(part: Part, row: int, columns: set[int]) -> int:
    """Return how many blank rows of the same shape follow one another from `row` on."""
    count = 1
    while all(_is_alike(part, row, row + count, column) for column in columns):
        count += 1
    return count


def _is_alike(part: Part, row: int, other: int, column: int) -> bool:
    first, spot = part.spots.get((row, column)), part.spots.get((other, column))
    if first is None or spot is None or not spot.is_open:
        return False
    return (spot.rows, spot.columns) == (first.rows, first.columns)
