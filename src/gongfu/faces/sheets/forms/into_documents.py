"""Fill a Word document in place: the runs of each cell keep their formats."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from gongfu.faces.sheets.forms.documents import (
    TEXT,
    cells_of,
    document_of,
    paragraphs_of,
    tables_in,
)
from gongfu.faces.sheets.forms.filling import (
    Cell,
    Filled,
    Loop,
    Work,
    evidence_rows,
    groups_of,
    key_of,
    moved,
)
from gongfu.faces.sheets.forms.into_workbooks import merged_runs, said
from gongfu.faces.sheets.forms.papers import Manner, merged_text
from gongfu.faces.sheets.parts.sheet import clean

_ADDRESS_COLUMN, _SHOWN = 10, (0, 1, 2, 3, 5, 6, 8, 10)


class DocumentWriter:
    """Writes into the .docx of a form."""

    def __init__(self, data: bytes) -> None:
        """Open the form.  Raises BrokenFile."""
        self._document = document_of(data)
        self._tables = tables_in(self._document)
        self._lines = paragraphs_of(self._document)
        self._anchors: dict[tuple[str, int, int], str] = {}

    def write(self, work: Work, head: Sequence[str]) -> tuple[bytes, list[Filled]]:
        """Return the filled document, and its filled cells where they stand now."""
        filled: list[Filled] = []
        for (part, row), cells in sorted(work.cells.items()):
            for cell in cells:
                one = _filled(part, moved(work.loops, part, row), cell)
                if part == TEXT:
                    self._write(self._lines[row], cell, self._anchor(one))
                else:
                    element = self._elements(part)[row, cell.column]
                    self._write_cell(element, cell, self._anchor(one))
                filled.append(one)
        for loop in sorted(work.loops, key=lambda one: -one.row):
            filled += self._loop(loop, moved(work.loops, loop.part, loop.row))
        self._appendix(head, filled)
        self._foot(head)
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue(), filled

    def _anchor(self, one: Filled) -> str:
        """Return the mark of the evidence to which a filled cell leads."""
        return self._anchors.setdefault(key_of(one), f"gongfu{len(self._anchors) + 1}")

    def _elements(self, part: str) -> dict[tuple[int, int], Any]:
        """Return the elements of a table's cells by row and first column."""
        cells = cells_of(self._tables[part])
        return {(row, column): cell for row, column, _span, cell in cells}

    def _write_cell(self, element: Any, cell: Cell, anchor: str) -> None:
        """Write into the paragraph of a cell that is to be filled, the first where it is empty."""
        paragraphs = [Paragraph(one, self._document) for one in element.p_lst]
        target = next((one for one in paragraphs if one.text.strip()), paragraphs[0])
        self._write(target, cell, anchor)

    def _write(self, paragraph: Paragraph, cell: Cell, anchor: str) -> None:
        """Put a value into a paragraph as a link to its evidence, in the format of its runs."""
        value = clean(said(cell.value))
        if cell.manner is Manner.WHOLE or not paragraph.runs:
            run = paragraph.runs[0] if paragraph.runs else paragraph.add_run()
            for other in paragraph.runs[1:]:
                other._r.getparent().remove(other._r)
            run.text = value
            _link(run._r, anchor)
            return
        texts = [run.text for run in paragraph.runs]
        whole = merged_text("".join(texts), value, cell.manner)
        for run, text in zip(paragraph.runs, merged_runs(texts, whole), strict=True):
            if run.text != text:
                run.text = text
                if value in text:
                    _link(run._r, anchor)

    def _loop(self, loop: Loop, first: int) -> list[Filled]:
        """Copy the row of a list as often as there are lines, then write them."""
        table = self._tables[loop.part]
        rows = table._tbl.tr_lst[loop.row : loop.row + loop.height * loop.room]
        pattern = rows[-loop.height :]
        last = rows[-1]
        for _more in range(max(0, len(loop.lines) - loop.room)):
            for row in pattern:
                copy = deepcopy(row)
                last.addnext(copy)
                last = copy
        filled = []
        elements = self._elements(loop.part)
        for number, line in enumerate(loop.lines):
            down = number * loop.height
            for cell in line:
                one = _filled(loop.part, first + down, cell)
                element = elements[loop.row + down, cell.column]
                self._write_cell(element, cell, self._anchor(one))
                filled.append(one)
        return filled

    def _appendix(self, head: Sequence[str], filled: Sequence[Filled]) -> None:
        """Add the evidence behind the form, each row under the mark to which its cell leads."""
        groups = groups_of(filled)
        rows = evidence_rows(head, groups)
        first = len(rows) - len(groups)
        self._document.add_page_break()
        for line in head:
            self._document.add_paragraph(clean(line))
        table = self._document.add_table(rows=len(groups) + 1, cols=len(_SHOWN))
        lines = [list(line.cells) for line in table.rows]
        for number, (cells, row) in enumerate(zip(lines, rows[first - 1 :], strict=True)):
            for place, column in enumerate(_SHOWN):
                text = clean(said(row[column])) if row[column] != "" else ""
                paragraph = cells[place].paragraphs[0]
                if column == _ADDRESS_COLUMN and number and text:
                    self._link_out(paragraph, text)
                else:
                    paragraph.add_run(text).font.size = Pt(7.5)
            if number:
                _bookmark(cells[0].paragraphs[0]._p, f"gongfu{number}", number)

    def _link_out(self, paragraph: Paragraph, address: str) -> None:
        part = self._document.part
        relation = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        run = paragraph.add_run(_("open"))
        run.font.size = Pt(7.5)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        run._r.addprevious(link)
        link.append(run._r)

    def _foot(self, head: Sequence[str]) -> None:
        """Print what this file is at the foot of each page, where the form has no foot itself."""
        footer = self._document.sections[0].footer
        paragraph = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
        if not any(one.text.strip() for one in footer.paragraphs):
            paragraph.add_run(clean(head[-1])).font.size = Pt(7.5)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _filled(part: str, row: int, cell: Cell) -> Filled:
    return Filled(part, row, cell.column, cell.label, cell.value, cell.evidence)


def _link(run: Any, anchor: str) -> None:
    """Let a run lead to a mark in the same document; it looks as before."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    run.addprevious(link)
    link.append(run)


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (start, end):
        one.set(qn("w:id"), str(90_000 + number))
    start.set(qn("w:name"), name)
    paragraph.append(start)
    paragraph.append(end)
