"""The rows of a worksheet: bytes until one of their cells is touched, then trees, then bytes again.

So a sheet of 100,000 rows costs little, and a row that nobody touches stays as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from gongfu.faces.sheets.parts import addresses
from gongfu.faces.sheets.parts.addresses import address

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?(?:/>|>.*?</(?:\w+:)?row>)", re.S)
_NUMBER = re.compile(rb'\br="(\d+)"')
_CELL = re.compile(rb'(<(?:\w+:)?c\b[^>]*?\br=")([A-Z]+)(\d+)(")')
_NAMESPACES = re.compile(rb' xmlns(?::\w+)?="[^"]*"')


class Row:
    """A row as a tree, with its cells by column from 0."""

    def __init__(self, tree: Any, number: int, tag: str) -> None:
        """Find the cells; those without an address get one."""
        self.tree, self._number, self._tag = tree, number, tag
        self._cells: dict[int, Any] = {}
        column = -1
        for one in tree:
            column = addresses.place(one.get("r"))[1] if one.get("r") else column + 1
            one.set("r", address(number - 1, column))
            self._cells[column] = one

    def cell(self, column: int) -> Any:
        """Return the element of a cell; a missing one is made in its place."""
        found = self._cells.get(column)
        if found is None:
            found = etree.Element(self._tag, {"r": address(self._number - 1, column)})
            before = sum(one < column for one in self._cells)
            self.tree.insert(before, found)
            self._cells[column] = found
        return found


class Rows:
    """All rows by their number from 1."""

    def __init__(self, data: bytes, *, opened: bytes, prefix: bytes, space: str) -> None:
        """Split the inside of `sheetData`.  opened: the start tag of the worksheet."""
        self._wrap = opened, b"</%bworksheet>" % prefix
        self._prefix, self._space = prefix, space
        self._kept: dict[int, bytes] = {}
        self._open: dict[int, Row] = {}
        last = 0
        for match in _ROW.finditer(data):
            head = match[0].partition(b">")[0]
            number = _NUMBER.search(head)
            last = int(number[1]) if number else last + 1
            kept = match[0] if number else match[0].replace(b"row", b'row r="%d"' % last, 1)
            self._kept[last] = kept
        self._numbers = sorted(self._kept)

    def tag(self, name: str) -> str:
        """Return a tag with the sheet's namespace."""
        return f"{{{self._space}}}{name}"

    def parsed(self, data: bytes) -> Any:
        """Return the tree of a row's bytes."""
        opened, closed = self._wrap
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(opened + data + closed, parser)[0]

    def open(self, number: int) -> Row:
        """Return a row to be changed; a missing one is made."""
        if number not in self._open:
            if number not in self._kept:
                self.add(number, b'<%brow r="%d"/>' % (self._prefix, number))
            self._open[number] = Row(self.parsed(self._kept[number]), number, self.tag("c"))
        return self._open[number]

    def add(self, number: int, data: bytes) -> None:
        """Put in a row where none is."""
        self._numbers.insert(bisect_left(self._numbers, number), number)
        self._kept[number] = data

    def first(self, most: int) -> list[int]:
        """Return the numbers of the rows up to that one."""
        return [number for number in self._numbers if number <= most]

    def kept(self, number: int) -> bytes:
        """Return the bytes of a row as it stands."""
        self._close(number)
        return self._kept.get(number, b'<%brow r="%d"/>' % (self._prefix, number))

    def _close(self, number: int) -> None:
        if number in self._open:
            self._kept[number] = plain(self._open.pop(number).tree)

    def _close_all(self) -> None:
        for number in list(self._open):
            self._close(number)

    def move(self, *, after: int, by: int) -> None:
        """Move the rows below `after` down."""
        self._close_all()
        self._kept = {
            number + by if number > after else number: renumbered(data, number + by)
            if number > after
            else data
            for number, data in self._kept.items()
        }
        self._numbers = sorted(self._kept)

    def with_formulas(self) -> Iterator[int]:
        """Yield the numbers of the rows in which formulas stand."""
        self._close_all()
        for number in list(self._numbers):
            data = self._kept[number]
            if b"f>" in data or b"f " in data or b"f/>" in data:
                yield number

    def each_formula(self, change: Callable[[Any, Any], None]) -> None:
        """Call `change` with the cell and the formula element of every formula."""
        for number in self.with_formulas():
            tree = self.parsed(self._kept[number])
            for cell in tree:
                formula = cell.find(self.tag("f"))
                if formula is not None:
                    change(cell, formula)
            self._kept[number] = plain(tree)

    def saved(self) -> bytes:
        """Return the bytes of all rows in order."""
        self._close_all()
        return b"".join(self._kept[number] for number in self._numbers)


def plain(tree: Any) -> bytes:
    """Return the bytes of a row without the namespaces that the worksheet declares already."""
    head, sign, rest = etree.tostring(tree, with_tail=False).partition(b">")
    return _NAMESPACES.sub(b"", head) + sign + rest


def renumbered(data: bytes, number: int) -> bytes:
    """Return the bytes of a row under another number."""
    head, sign, rest = data.partition(b">")
    head = _NUMBER.sub(b'r="%d"' % number, head, count=1)
    return head + sign + _CELL.sub(rb"\g<1>\g<2>%d\g<4>" % number, rest)
