"""What the words around a table say for all of it: 单位：亿元, 资料来源, the year in its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongfu.faces.sheets.importing import values
from gongfu.faces.sheets.importing.finding import Choices
from gongfu.faces.sheets.mapping.likeness import best, flat
from gongfu.faces.sheets.mapping.suggesting import spellings
from gongfu.faces.sheets.mapping.tables import Table, words_of
from gongfu.faces.sheets.reading import Sheet
from gongfu.faces.sheets.targets import Column, Sort
from gongfu.kernel.refusals import Refused

_LIKE, _SHORTEST, _MOST_ROWS = 0.62, 3, 8
_LABELLED = re.compile(r"([^\s:：()（）]{1,12})[:：]\s*([^\s)）;；，,。]+)")
_SPAN = re.compile(r"\d{4}年?(?:1月?[-—–至~到]+\d{1,2}月|[上下]半年|第?[一二三四]季度|\d{1,2}月)?")


def words_around(sheet: Sheet, table: Table) -> list[str]:
    """Return the texts above the headings and in the last rows below, as lines."""
    below = max(table.data, len(sheet.rows) - _MOST_ROWS)
    texts: list[str] = []
    for row in (*range(table.first), *range(below, len(sheet.rows))):
        said = [words_of(cell) for cell in sheet.rows[row] if isinstance(cell, str)]
        if row < table.first or len(said) == sum(cell is not None for cell in sheet.rows[row]):
            texts += said
    return [text for text in texts if text]


class Readers:
    """What the periods and the lists of a target can read; each list is asked for once."""

    def __init__(self) -> None:
        """Know no list yet."""
        self._choices: dict[str, Choices] = {}

    def reads(self, column: Column, text: str) -> bool:
        """Say whether a period or a word of a list can be read from a short text."""
        try:
            if column.sort is Sort.PERIOD:
                return bool(values.from_january(text) or values.span(text))
            return column.choices is not None and bool(self._of(column).one(text))
        except Refused:
            return False

    def _of(self, column: Column) -> Choices:
        if column.name not in self._choices:
            self._choices[column.name] = Choices(column)
        return self._choices[column.name]

    def said(self, column: Column, around: list[str]) -> str:
        """Return the words around a table that hold for a column in every row, or none."""
        return next(self._labelled(column, around), "") or next(self._inside(column, around), "")

    def _labelled(self, column: Column, around: list[str]) -> Iterator[str]:
        """Yield what stands after a label such as 单位：, where it can be read."""
        for text in around:
            for label, words in _LABELLED.findall(text):
                if best(label, spellings(column)) >= _LIKE and self.reads(column, words):
                    yield words.strip("《》〈〉“”")

    def _inside(self, column: Column, around: list[str]) -> Iterator[str]:
        """Yield the longest word of a list that stands in a text; the period in a title."""
        for text in around:
            if column.sort is Sort.PERIOD:
                yield from (found for found in _SPAN.findall(text) if self.reads(column, found))
            elif column.choices is not None:
                known = [one for one in self._of(column).words if len(flat(one)) >= _SHORTEST]
                inside = [one for one in known if flat(one) in flat(text)]
                yield from sorted(inside, key=len, reverse=True)
