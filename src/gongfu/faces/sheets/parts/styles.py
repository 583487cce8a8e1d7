"""The formats of a workbook: which show a day, and the same format with a marked ground."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from lxml import etree

_DAYS = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58}
_QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
_GROUND = "FFFFC7CE"


class Styles:
    """The styles part."""

    def __init__(self, tree: Any) -> None:
        """Read the formats of cells."""
        self.tree = tree
        self._space = etree.QName(tree).namespace or ""
        self._formats = tree.find(self._tag("cellXfs"))
        self._codes = {
            int(one.get("numFmtId")): one.get("formatCode", "")
            for one in tree.iterfind(f"{self._tag('numFmts')}/{self._tag('numFmt')}")
        }
        self._marked: dict[int, int] = {}
        self._fill = ""

    def _tag(self, name: str) -> str:
        return f"{{{self._space}}}{name}"

    def shows_days(self, style: int) -> bool:
        """Say whether cells of this style show a number as a day."""
        formats = self._formats if self._formats is not None else ()
        if style >= len(formats):
            return False
        number = int(formats[style].get("numFmtId", "0"))
        code = _QUOTED.sub("", self._codes.get(number, "")).lower()
        return number in _DAYS or ("y" in code and "d" in code) or ("y" in code and "m" in code)

    def boxed(self, style: int) -> bool:
        """Say whether cells of this style have a line around them, on two sides at least."""
        formats = self._formats if self._formats is not None else ()
        borders = self.tree.find(self._tag("borders"))
        if style >= len(formats) or borders is None:
            return False
        number = int(formats[style].get("borderId", "0"))
        if number >= len(borders):
            return False
        return sum(one.get("style", "none") != "none" for one in borders[number]) > 1

    def marked(self, style: int) -> int:
        """Return the index of the same style on a red ground."""
        if style not in self._marked:
            if self._formats is None:
                self._formats = etree.SubElement(self.tree, self._tag("cellXfs"))
            known = self._formats[style] if style < len(self._formats) else None
            made = etree.Element(self._tag("xf")) if known is None else deepcopy(known)
            made.set("fillId", self._red())
            made.set("applyFill", "1")
            self._formats.append(made)
            self._formats.set("count", str(len(self._formats)))
            self._marked[style] = len(self._formats) - 1
        return self._marked[style]

    def _red(self) -> str:
        if not self._fill:
            fills = self.tree.find(self._tag("fills"))
            fill = etree.SubElement(fills, self._tag("fill"))
            pattern = etree.SubElement(fill, self._tag("patternFill"), {"patternType": "solid"})
            etree.SubElement(pattern, self._tag("fgColor"), {"rgb": _GROUND})
            fills.set("count", str(len(fills)))
            self._fill = str(len(fills) - 1)
        return self._fill
