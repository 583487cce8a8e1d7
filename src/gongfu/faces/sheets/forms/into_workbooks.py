"""Fill a workbook in place: formats, merged cells, formulas, widths and print areas stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from lxml import etree

from gongfu.faces.sheets.forms.filling import (
    Cell,
    Filled,
    Loop,
    Work,
    added,
    evidence_rows,
    groups_of,
    moved,
)
from gongfu.faces.sheets.forms.papers import Manner, Paper, merged_text
from gongfu.faces.sheets.forms.sources import Value
from gongfu.faces.sheets.parts.addresses import address
from gongfu.faces.sheets.parts.workbook import Workbook

_ADDRESS_COLUMN, _TIP = 10, 200


class WorkbookWriter:
    """Writes into the .xlsx of a form."""

    def __init__(self, data: bytes, paper: Paper) -> None:
        """Open the form.  Raises Bomb, NotASheet."""
        self._book, self._paper = Workbook(data), paper

    def write(self, work: Work, head: Sequence[str]) -> tuple[bytes, list[Filled]]:
        """Return the filled workbook, and its filled cells where they stand now."""
        filled: list[Filled] = []
        for (part, row), cells in work.cells.items():
            for cell in cells:
                self._put(part, row, cell)
                filled.append(_filled(part, moved(work.loops, part, row), cell))
        for loop in sorted(work.loops, key=lambda one: -one.row):
            self._lines(loop)
        for loop in work.loops:
            first = moved(work.loops, loop.part, loop.row)
            for number, line in enumerate(loop.lines):
                at = first + number * loop.height
                filled += [_filled(loop.part, at, cell) for cell in line]
        filled.sort(key=lambda one: (self._rank(one.part), one.row, one.column))
        self._evidence(head, filled)
        for part in {one.part for one in filled}:
            self._foot(part, head)
        self._book.recompute()
        return self._book.saved(), filled

    def _rank(self, part: str) -> int:
        return self._book.names.index(part)

    def _lines(self, loop: Loop) -> None:
        """Put in the rows that a list needs, then its values."""
        more = added(loop) // loop.height
        last = loop.row + (loop.room - 1) * loop.height
        self._book.repeat(loop.part, last, more, height=loop.height)
        for number, line in enumerate(loop.lines):
            for cell in line:
                self._put(loop.part, loop.row + number * loop.height, cell)

    def _put(self, part: str, row: int, cell: Cell) -> None:
        if cell.manner is Manner.WHOLE:
            self._book.put(part, row, cell.column, _for_cell(self._book, part, row, cell))
        else:
            self._put_words(part, row, cell)

    def _put_words(self, part: str, row: int, cell: Cell) -> None:
        """Put a value behind or within the words of a cell, in their own format."""
        words = self._book.words_in(part, row, cell.column)
        spot = self._paper.part(part).spots[row, cell.column]
        whole = merged_text(spot.text, said(cell.value), cell.manner)
        runs = [one for one in words if etree.QName(one).localname == "r"]
        sheet = self._book.sheet(part)
        if not runs:
            sheet.put(row, cell.column, whole)
            return
        text = merged_runs([_run_text(one) for one in runs], whole)
        for run, words_now in zip(runs, text, strict=True):
            run.find("{*}t").text = words_now
        sheet.put_words(row, cell.column, runs)

    def _evidence(self, head: Sequence[str], filled: Sequence[Filled]) -> None:
        """Add the sheet of evidence and let each filled cell lead to its row there."""
        groups = groups_of(filled)
        rows = evidence_rows(head, groups)
        name = self._book.add_sheet(_("Evidence"), rows, width=12)
        first = len(rows) - len(groups)
        for number, group in enumerate(groups):
            row, one = first + number, group.cells[0]
            self._book.sheet(one.part).link(
                one.row,
                one.column,
                to=f"'{name}'!A{row + 1}",
                tip=tip(one)[:_TIP],
                last=group.cells[-1].column,
            )
            back = f"'{one.part.replace(chr(39), chr(39) * 2)}'!{address(one.row, one.column)}"
            self._book.sheet(name).link(row, 0, to=back, tip=one.where)
            if one.evidence.address:
                self._book.link_out(name, row, _ADDRESS_COLUMN, one.evidence.address)

    def _foot(self, part: str, head: Sequence[str]) -> None:
        """Print what this file is at the foot of each page, where the form has no foot itself."""
        sheet = self._book.sheet(part)
        holder = sheet.part("headerFooter")
        foot = holder.find(sheet.tag("oddFooter"))
        if foot is None:
            foot = etree.Element(sheet.tag("oddFooter"))
            heads = [one for one in holder if etree.QName(one).localname == "oddHeader"]
            holder.insert(len(heads), foot)
        if not foot.text:
            foot.text = "&C&8" + head[-1].replace("&", "&&")[:200]


def _filled(part: str, row: int, cell: Cell) -> Filled:
    return Filled(part, row, cell.column, cell.label, cell.value, cell.evidence)


def _for_cell(book: Workbook, part: str, row: int, cell: Cell) -> Value:
    """Return a day as words where the cell's format would show a number."""
    if isinstance(cell.value, date):
        style = book.sheet(part).style_of(row, cell.column)
        return cell.value if book.styles.shows_days(style) else said(cell.value)
    return cell.value


def said(value: Value) -> str:
    """Return a value as words."""
    if isinstance(value, date):
        if (get_language() or "zh").startswith("zh"):
            return f"{value.year}年{value.month}月{value.day}日"
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def tip(one: Filled) -> str:
    """Return what shows when the pointer rests on a filled cell."""
    evidence = one.evidence
    parts = [evidence.title, evidence.place, evidence.period]
    if evidence.records is not None:
        parts.append(_("%(count)s records") % {"count": evidence.records})
    return " · ".join(part for part in (*parts, evidence.note) if part)


def _run_text(run: Any) -> str:
    return run.find("{*}t").text or ""


def merged_runs(texts: list[str], whole: str) -> list[str]:
    """Return the texts of formatted runs so that together they say `whole`.

    What the runs begin and end with stays in its format; what is new goes into the run where the
    texts first differ.
    """
    before = "".join(texts)
    start = next((i for i, (a, b) in enumerate(zip(before, whole, strict=False)) if a != b), None)
    start = min(len(before), len(whole)) if start is None else start
    end = 0
    while end < min(len(before), len(whole)) - start and before[-1 - end] == whole[-1 - end]:
        end += 1
    new, until = whole[start : len(whole) - end], len(before) - end
    found: list[str] = []
    at, put = 0, False
    for text in texts:
        head = text[: max(0, start - at)]
        tail = text[max(0, until - at) :] if until - at < len(text) else ""
        here = not put and start <= at + len(text)
        found.append(head + (new if here else "") + tail)
        put, at = put or here, at + len(text)
    return found
