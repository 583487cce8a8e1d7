"""A workbook: its sheets by name, its formats, its words, and what spans them all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from gongfu.faces.sheets.parts import addresses
from gongfu.faces.sheets.parts.addresses import Room
from gongfu.faces.sheets.parts.archive import OFFICE, Archive
from gongfu.faces.sheets.parts.comments import comment
from gongfu.faces.sheets.parts.sheet import Value, Worksheet
from gongfu.faces.sheets.parts.styles import Styles
from gongfu.faces.sheets.reading.files import NotASheet

_ID = f"{{{OFFICE}}}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ROW = re.compile(r"(<x:Row>)(\d+)(</x:Row>)")
_NEW_SHEET = (
    '<worksheet xmlns="{space}"><cols><col min="1" max="1" width="14" customWidth="1"/>'
    '<col min="2" max="{width}" width="24" customWidth="1"/></cols><sheetData/></worksheet>'
)


class Workbook:
    """An .xlsx file whose cells are set in place."""

    def __init__(self, data: bytes) -> None:
        """Open the file.  Raises Bomb, NotASheet."""
        self.archive = Archive(data)
        if "xl/workbook.xml" not in self.archive.parts:
            raise NotASheet()
        self._tree = self.archive.tree("xl/workbook.xml")
        self._space = etree.QName(self._tree).namespace or ""
        self._relations = self.archive.relations_of("xl/workbook.xml")
        self._paths = {
            one.get("name"): self._relations[one.get(_ID) or one.get(_STRICT)][1]
            for one in self._tree.iterfind(f"{self._tag('sheets')}/{self._tag('sheet')}")
        }
        self._open: dict[str, Worksheet] = {}
        self._styles: Styles | None = None
        self._strings: Any = None

    def _tag(self, name: str) -> str:
        return f"{{{self._space}}}{name}"

    def _related(self, sort: str) -> str:
        found = (path for kind, path in self._relations.values() if kind.endswith(f"/{sort}"))
        return next((path for path in found if path in self.archive.parts), "")

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the sheets in their order."""
        return tuple(self._paths)

    def sheet(self, name: str) -> Worksheet:
        """Return a sheet to be changed.  Raises KeyError, ValueError for a chart's sheet."""
        if name not in self._open:
            self._open[name] = Worksheet(self.archive.parts[self._paths[name]])
        return self._open[name]

    @property
    def styles(self) -> Styles:
        """Return the formats of cells."""
        if self._styles is None:
            self._styles = Styles(self.archive.tree(self._related("styles")))
        return self._styles

    def words_in(self, sheet: str, row: int, column: int) -> Any:
        """Return the elements (`t`, `r`) of the text in a cell."""
        worksheet = self.sheet(sheet)
        cell = worksheet.cell(row, column)
        inline = cell.find(worksheet.tag("is"))
        value = cell.find(worksheet.tag("v"))
        if inline is None and cell.get("t") == "s" and value is not None:
            if self._strings is None:
                self._strings = self.archive.tree(self._related("sharedStrings"))
            inline = self._strings[int(value.text)]
        return [] if inline is None else list(inline)

    def put(self, sheet: str, row: int, column: int, value: Value) -> None:
        """Set a cell; a day is written as the cell's format shows days, or as words."""
        worksheet = self.sheet(sheet)
        days = self.styles.shows_days(worksheet.style_of(row, column))
        worksheet.put(row, column, value, days=days)

    def repeat(self, sheet: str, row: int, times: int, *, height: int = 1) -> None:
        """Put in copies of rows; formulas, names, drawings and comments follow everywhere."""
        if times < 1:
            return
        room = Room(sheet, row + height, times * height, height)
        worksheet = self.sheet(sheet)
        worksheet.make_room(room)
        for name in self._paths:
            if name == sheet or self._has_formulas(name):
                here = name == sheet
                self.sheet(name).move_formulas(
                    lambda text, at, here=here: room.formula(text, here=here, row=at)  # type: ignore[misc]
                )
        worksheet.copy_rows(row, times, height=height)
        self._move_names(room)
        self._move_charts(room)
        self._move_beside(self._paths[sheet], room.after, room.by)

    def _has_formulas(self, name: str) -> bool:
        data = self.archive.parts[self._paths[name]]
        return name in self._open or b"<f" in data or b":f" in data or b"formula" in data

    def _move_names(self, room: Room) -> None:
        for one in self._tree.iterfind(f"{self._tag('definedNames')}/{self._tag('definedName')}"):
            if one.text and "!" in one.text:
                parts = one.text.split(",")
                one.text = ",".join(room.formula(part, here=False) for part in parts)

    def _move_charts(self, room: Room) -> None:
        for path in [one for one in self.archive.parts if one.startswith("xl/charts/chart")]:
            tree = self.archive.tree(path)
            for one in tree.iter("{*}f"):
                one.text = one.text and room.formula(one.text, here=False)
            self.archive.put(path, tree)

    def _move_beside(self, path: str, after: int, by: int) -> None:
        """Move the drawings, comments and tables of a sheet."""
        for kind, target in self.archive.relations_of(path).values():
            sort = kind.rpartition("/")[2]
            if target not in self.archive.parts:
                continue
            if sort == "vmlDrawing":
                self._move_vml(target, after, by)
            elif sort in ("drawing", "comments", "table"):
                tree = self.archive.tree(target)
                for one in tree.iter(etree.Element):
                    _move_part(one, after, by)
                self.archive.put(target, tree)

    def _move_vml(self, target: str, after: int, by: int) -> None:
        def moved(match: re.Match[str]) -> str:
            row = int(match[2])
            return f"{match[1]}{row + by if row >= after else row}{match[3]}"

        text = self.archive.parts[target].decode("utf-8", "replace")
        self.archive.parts[target] = _ROW.sub(moved, text).encode()

    def mark(self, sheet: str, words: dict[tuple[int, int], str]) -> None:
        """Give cells a red ground and a comment."""
        worksheet = self.sheet(sheet)
        for row, column in words:
            style = worksheet.style_of(row, column)
            worksheet.set_style(row, column, self.styles.marked(style))
        comment(self.archive, worksheet, self._paths[sheet], words)

    def add_sheet(self, wished: str, rows: Iterable[Iterable[Value]], *, width: int = 8) -> str:
        """Add a sheet of plain rows behind the others; return the name that it got."""
        name = next(n for n in _names(wished) if n not in self._paths)
        number = next(n for n in range(1, 10_000) if _path(n) not in self.archive.parts)
        made = Worksheet(_NEW_SHEET.format(space=self._space, width=width).encode())
        for index, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    made.put(index, column, value)
        self._attach(name, _path(number), made)
        return name

    def _attach(self, name: str, path: str, sheet: Worksheet) -> None:
        self.archive.parts[path] = sheet.saved()
        self.archive.declare(path, _SHEET_TYPE)
        relation = self.archive.relate("xl/workbook.xml", "worksheet", path)
        holder = self._tree.find(self._tag("sheets"))
        highest = max((int(one.get("sheetId", "0")) for one in holder), default=0)
        values = {"name": name, "sheetId": str(highest + 1), _ID: relation}
        etree.SubElement(holder, self._tag("sheet"), values)
        self._paths[name], self._open[name] = path, sheet

    def link_out(self, sheet: str, row: int, column: int, address: str) -> None:
        """Let a cell lead to an address outside."""
        worksheet = self.sheet(sheet)
        relation = self.archive.relate(self._paths[sheet], "hyperlink", address, outside=True)
        values = {"ref": addresses.address(row, column), _ID: relation}
        etree.SubElement(worksheet.part("hyperlinks"), worksheet.tag("hyperlink"), values)

    def recompute(self) -> None:
        """Let the next program compute all formulas; kept results may be old."""
        for name in self._paths:
            if self._has_formulas(name):
                self.sheet(name).forget_results()
        holder = self._tree.find(self._tag("calcPr"))
        if holder is not None:
            holder.set("fullCalcOnLoad", "1")
        self.archive.remove("xl/calcChain.xml")

    def saved(self) -> bytes:
        """Return the file."""
        for name, sheet in self._open.items():
            self.archive.parts[self._paths[name]] = sheet.saved()
        if self._styles is not None:
            self.archive.put(self._related("styles"), self._styles.tree)
        self.archive.put("xl/workbook.xml", self._tree)
        return self.archive.saved()


def _path(number: int) -> str:
    return f"xl/worksheets/gongfu{number}.xml"


def _names(wished: str) -> Iterable[str]:
    yield wished
    yield from (f"{wished}{number}" for number in range(2, 1000))


def _move_part(one: Any, after: int, by: int) -> None:
    name = etree.QName(one).localname
    if name == "row" and one.text and one.text.isdigit() and int(one.text) >= after:
        one.text = str(int(one.text) + by)
    if "ref" in one.attrib:
        one.set("ref", addresses.grown_range(one.get("ref"), after=after, by=by))
