"""One worksheet: cells are set, rows are put in, and everything that refers to rows moves along."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from gongfu.faces.sheets.parts import addresses
from gongfu.faces.sheets.parts.addresses import Room, address
from gongfu.faces.sheets.parts.archive import parsed, written
from gongfu.faces.sheets.parts.rows import Rows, plain, renumbered

Value = str | int | Decimal | date
Area = tuple[int, int, int, int]

_ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b[^>]*>", re.S)
_DATA = re.compile(rb"<(?:\w+:)?sheetData\b[^>]*?(?:/>|>(.*)</(?:\w+:)?sheetData>)", re.S)
_BEFORE = """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection
protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells
phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup
headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing
legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts
extLst"""
_ORDER = _BEFORE.split()
_RANGES = ("ref", "sqref", "topLeftCell", "activeCell")
_RULES = {"conditionalFormatting", "dataValidation"}
_FORMULAS = {"formula", "formula1", "formula2", "f"}
_FIRST_DAY = date(1899, 12, 30)
_LED = ("=", "+", "-", "@", "\t", "\r")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return _NOT_XML.sub("", text)


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, also after another saving."""
    return f"'{text}" if text.startswith(_LED) else text


class Worksheet:
    """A worksheet part.  Rows and columns are counted from 0."""

    def __init__(self, data: bytes) -> None:
        """Split the part into its rows and the frame around them.  Raises ValueError."""
        root, found = _ROOT.search(data), _DATA.search(data)
        if root is None or found is None:
            raise ValueError("no worksheet")
        empty = b"<%bsheetData/>" % root[1]
        self.frame = parsed(data[: found.start()] + empty + data[found.end() :])
        space = etree.QName(self.frame).namespace or ""
        self._prefix = root[1]
        self._rows = Rows(found[1] or b"", opened=root[0], prefix=root[1], space=space)
        self.tag = self._rows.tag
        self._links: dict[str, Any] | None = None

    def saved(self) -> bytes:
        """Return the bytes of the part."""
        data = written(self.frame)
        found = _DATA.search(data)
        assert found is not None
        name = b"%bsheetData" % self._prefix
        rows = b"<%b>%b</%b>" % (name, self._rows.saved(), name)
        return data[: found.start()] + rows + data[found.end() :]

    def laid_out(self, *, most: int) -> Iterator[tuple[int, int, int, bool]]:
        """Yield row, column, style and whether there is a formula, for each cell that is there.

        most: rows looked at.
        """
        for number in self._rows.first(most):
            for cell in self._rows.parsed(self._rows.kept(number)):
                if cell.get("r"):
                    row, column = addresses.place(cell.get("r"))
                    formula = cell.find(self.tag("f")) is not None
                    yield row, column, int(cell.get("s", "0")), formula

    def cell(self, row: int, column: int) -> Any:
        """Return the element of a cell; a missing one is made."""
        return self._rows.open(row + 1).cell(column)

    def style_of(self, row: int, column: int) -> int:
        """Return the index of a cell's style."""
        return int(self.cell(row, column).get("s", "0"))

    def set_style(self, row: int, column: int, style: int) -> None:
        """Set the index of a cell's style."""
        self.cell(row, column).set("s", str(style))

    def put(self, row: int, column: int, value: Value, *, days: bool = False) -> None:
        """Set a cell's value and leave its format.

        A text stays a text whatever it begins with.  days: the format shows a day as one.
        """
        cell = self.cell(row, column)
        del cell[:]
        if isinstance(value, date) and days:
            value = (value - _FIRST_DAY).days
        if isinstance(value, int | Decimal):
            cell.attrib.pop("t", None)
            text = str(value) if isinstance(value, int) else format(value, "f")
            etree.SubElement(cell, self.tag("v")).text = text
            return
        text = value if isinstance(value, str) else value.isoformat()
        cell.set("t", "inlineStr")
        inner = etree.SubElement(etree.SubElement(cell, self.tag("is")), self.tag("t"))
        inner.text = clean(safe(text))
        inner.set(_SPACE, "preserve")

    def put_words(self, row: int, column: int, texts: Any) -> None:
        """Set a cell to an inline string of these elements (`t`, `r`), formats and all."""
        cell = self.cell(row, column)
        del cell[:]
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, self.tag("is"))
        for part in texts:
            inline.append(deepcopy(part))
        for one in inline.iter(self.tag("t")):
            one.set(_SPACE, "preserve")

    def has_formula(self, row: int, column: int) -> bool:
        """Say whether a formula stands in a cell."""
        return self.cell(row, column).find(self.tag("f")) is not None

    def merged(self) -> list[Area]:
        """Return the merged areas as top, left, bottom, right."""
        found: list[Area] = []
        for one in self.frame.iterfind(f"{self.tag('mergeCells')}/{self.tag('mergeCell')}"):
            first, _colon, last = one.get("ref").partition(":")
            found.append((*addresses.place(first), *addresses.place(last or first)))
        return found

    def merge(self, areas: list[Area]) -> None:
        """Add merged areas."""
        if not areas:
            return
        holder = self.part("mergeCells")
        for top, left, bottom, right in areas:
            ref = f"{address(top, left)}:{address(bottom, right)}"
            etree.SubElement(holder, self.tag("mergeCell"), {"ref": ref})
        holder.set("count", str(len(holder)))

    def link(self, row: int, column: int, *, to: str, tip: str, last: int = -1) -> None:
        """Let a cell, or those up to the column `last`, lead to a place such as '证据'!A5."""
        ref = address(row, column)
        if last > column:
            ref = f"{ref}:{address(row, last)}"
        holder = self.part("hyperlinks")
        if self._links is None:
            self._links = {one.get("ref"): one for one in holder}
        if (known := self._links.get(ref)) is not None:
            holder.remove(known)
        values = {"ref": ref, "location": to, "tooltip": clean(tip)[:250]}
        self._links[ref] = etree.SubElement(holder, self.tag("hyperlink"), values)

    def part(self, name: str) -> Any:
        """Return a child of the worksheet, made in its proper place where it is missing."""
        found = self.frame.find(self.tag(name))
        if found is not None:
            return found
        made = etree.Element(self.tag(name))
        rank = _ORDER.index(name)
        for index, one in enumerate(self.frame):
            known = etree.QName(one).localname if isinstance(one.tag, str) else ""
            if known in _ORDER and _ORDER.index(known) > rank:
                self.frame.insert(index, made)
                return made
        self.frame.append(made)
        return made

    def make_room(self, room: Room) -> None:
        """Move the rows below down, and all that stands on them."""
        self._unshare()
        self._rows.move(after=room.after, by=room.by)
        self._move_frame(room)

    def copy_rows(self, row: int, times: int, *, height: int = 1) -> None:
        """Copy the `height` rows from `row` on so many times into the room made below them.

        Formats, heights, merged areas inside the rows and formulas are copied, values are not.
        """
        pattern = [self._emptied(self._rows.kept(row + 1 + index)) for index in range(height)]
        inside = [one for one in self.merged() if row <= one[0] and one[2] < row + height]
        areas: list[Area] = []
        for time in range(1, times + 1):
            for index, tree in enumerate(pattern):
                self._add_copy(tree, row + 1 + index, time * height)
            down = time * height
            areas += [(a + down, left, b + down, right) for a, left, b, right in inside]
        self.merge(areas)

    def _emptied(self, data: bytes) -> Any:
        """Return the tree of a row with formats and formulas, without values."""
        tree = self._rows.parsed(data)
        for cell in tree:
            for child in list(cell):
                if child.tag != self.tag("f"):
                    cell.remove(child)
            if not len(cell):
                cell.attrib.pop("t", None)
        return tree

    def _add_copy(self, tree: Any, number: int, down: int) -> None:
        copy = deepcopy(tree)
        for cell in copy:
            formula = cell.find(self.tag("f"))
            if formula is not None and formula.text:
                at = addresses.place(cell.get("r"))
                to = address(at[0] + down, at[1])
                origin = cell.get("r")
                formula.text = addresses.copied_formula(formula.text, origin=origin, to=to)
        self._rows.add(number + down, renumbered(plain(copy), number + down))

    def _unshare(self) -> None:
        """Write out every formula that shares the text of another."""
        masters: dict[str, tuple[str, str]] = {}

        def change(cell: Any, formula: Any) -> None:
            if formula.get("t") != "shared":
                return
            number = formula.get("si", "")
            if formula.text:
                masters[number] = (formula.text, cell.get("r"))
            elif number in masters:
                text, origin = masters[number]
                formula.text = addresses.copied_formula(text, origin=origin, to=cell.get("r"))
            for key in ("t", "si", "ref"):
                formula.attrib.pop(key, None)

        self._rows.each_formula(change)

    def _move_frame(self, room: Room) -> None:
        """Move what stands outside the rows: merged areas, links, rules, filters, breaks."""
        self._links = None

        def moved(text: str) -> str:
            return addresses.moved_range(text, after=room.after, by=room.by)

        for one in self.frame.iter(etree.Element):
            name = etree.QName(one).localname
            change = room.spread if name in _RULES else moved
            for key in _RANGES:
                if key in one.attrib:
                    one.set(key, " ".join(change(part) for part in one.get(key).split()))
            if name == "sqref" and one.text:
                one.text = " ".join(room.spread(part) for part in one.text.split())
        for one in self.frame.iterfind(f"{self.tag('rowBreaks')}/{self.tag('brk')}"):
            at = int(one.get("id", "0"))
            one.set("id", str(at + room.by if at > room.after else at))

    def move_formulas(self, change: Callable[[str, int], str]) -> None:
        """Rewrite every formula of the cells and of the rules.

        change: takes a formula and the row in which it stands, from 1; 0 for a rule.
        """

        def moved(cell: Any, formula: Any) -> None:
            if formula.text:
                formula.text = change(formula.text, addresses.place(cell.get("r"))[0] + 1)

        self._rows.each_formula(moved)
        for one in self.frame.iter(etree.Element):
            if etree.QName(one).localname in _FORMULAS and one.text:
                one.text = change(one.text, 0)

    def forget_results(self) -> None:
        """Drop the kept results of formulas, so that the next program computes them anew."""

        def forgotten(cell: Any, _formula: Any) -> None:
            value = cell.find(self.tag("v"))
            if value is not None:
                cell.remove(value)

        self._rows.each_formula(forgotten)
