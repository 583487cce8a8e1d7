"""A form as a grid of cells to point at, whether it is a workbook or a document."""

from __future__ import annotations

import dataclasses
import enum
import re
from typing import NamedTuple

_AFTER = re.compile(r"[:：]\s*(?:[_＿\s]*)$")
_MARK = re.compile(r"\{+[^{}]+\}+|\$\{[^{}]+\}|\[[A-Za-z_.@][\w.]*\]")
_BLANKS = re.compile(r"[_＿]{2,}|\s{2,}")
_DAY = re.compile(r"(?:\d{4}|[\s_＿]*)年[\s_＿]*月(?:[\s_＿]*日)?")


class Manner(enum.StrEnum):
    """How a cell is filled.

    whole: it is empty.  after: behind its own words, 填报单位：.  mark: in place of a mark such as
    {name} within its words.  date: in the gaps of 年 月 日.
    """

    WHOLE = "whole"
    AFTER = "after"
    MARK = "mark"
    DATE = "date"


@dataclasses.dataclass
class Spot:
    """One cell: its text, how many rows and columns it takes, whether it can be filled and how."""

    row: int
    column: int
    text: str = ""
    rows: int = 1
    columns: int = 1
    manner: Manner | None = None
    boxed: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether it can be filled and holds no words of its own, at most a mark."""
        return self.manner is not None and not label_in(self.text)


class Part(NamedTuple):
    """A sheet, a table or the running text of a form; spots by row and column from 0.

    covered: the top left of the spot that covers a cell.  known: which rows are headings, as far
    as somebody asked.
    """

    name: str
    height: int
    width: int
    spots: dict[tuple[int, int], Spot]
    covered: dict[tuple[int, int], tuple[int, int]]
    known: dict[int, bool]

    def at(self, row: int, column: int) -> Spot | None:
        """Return the spot that covers a cell."""
        place = self.covered.get((row, column), (row, column))
        return self.spots.get(place)

    def text_at(self, row: int, column: int) -> str:
        """Return the text that stands in or over a cell."""
        spot = self.at(row, column)
        return spot.text if spot else ""

    def to_fill(self) -> list[Spot]:
        """Return the spots that can be filled, in reading order."""
        found = (spot for _place, spot in sorted(self.spots.items()))
        return [spot for spot in found if spot.manner is not None]


class Paper(NamedTuple):
    """A form: its parts in order."""

    parts: tuple[Part, ...]

    def part(self, name: str) -> Part:
        """Return a part.  Raises KeyError."""
        return next((one for one in self.parts if one.name == name), None) or _missing(name)


def _missing(name: str) -> Part:
    raise KeyError(name)


def manner_of(text: str) -> Manner | None:
    """Return how a cell with this text can be filled, None where its words stand for themselves."""
    if not text.strip():
        return Manner.WHOLE
    if _MARK.search(text):
        return Manner.MARK
    if _DAY.search(text) and not re.search(r"\d月", text):
        return Manner.DATE
    return Manner.AFTER if _AFTER.search(text) and len(text) <= 60 else None


def label_in(text: str) -> str:
    """Return the words of a cell that is filled behind or within them."""
    plain = _DAY.sub("", _MARK.sub("", text))
    return _BLANKS.sub(" ", plain).strip(" :：_＿")


def merged_text(text: str, value: str, manner: Manner) -> str:
    """Return the text of a cell once a value has been put behind or within its words."""
    if manner is Manner.MARK:
        whole = _MARK.sub(lambda _match: value, text, count=1)
        return _MARK.sub("", whole)
    if manner is Manner.DATE:
        return _DAY.sub(lambda _match: value, text, count=1)
    return f"{text.rstrip(' _＿　')}{value}" if manner is Manner.AFTER else value
