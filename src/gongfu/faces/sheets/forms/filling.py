"""Fill a form: every bound cell gets its value and leads to its evidence; the rest is listed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _

from gongfu.faces.sheets.forms import sources
from gongfu.faces.sheets.forms.labelling import label_of, room_of
from gongfu.faces.sheets.forms.lists import LISTS, Line, Listed
from gongfu.faces.sheets.forms.papers import Manner, Paper, Part
from gongfu.faces.sheets.forms.sources import Content, Evidence, Occasion, Value, Written
from gongfu.faces.sheets.models import Bound
from gongfu.faces.sheets.parts.addresses import address
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import Denied, holds_somewhere


class Filled(NamedTuple):
    """A cell that was filled: where (after rows were put in), what it is called, with what."""

    part: str
    row: int
    column: int
    label: str
    value: Value
    evidence: Evidence

    @property
    def where(self) -> str:
        """Return the part and the address: 表一!B5."""
        return f"{self.part}!{address(self.row, self.column)}"


class Missing(NamedTuple):
    """A cell that asks for something and stays empty, and why."""

    part: str
    row: int
    column: int
    label: str
    reason: str

    @property
    def where(self) -> str:
        """Return the part and the address in the empty form."""
        return f"{self.part}!{address(self.row, self.column)}"


class Cell(NamedTuple):
    """One value to be written: column, manner, value, evidence, label."""

    column: int
    manner: Manner
    value: Value
    evidence: Evidence
    label: str


class Loop(NamedTuple):
    """The lines of one list, from a row on, with room for some before rows must be put in."""

    part: str
    row: int
    height: int
    room: int
    lines: list[list[Cell]]


class Work(NamedTuple):
    """What is to be written: single cells by part and row, lists, what is missing, people named."""

    cells: dict[tuple[str, int], list[Cell]]
    loops: list[Loop]
    missing: list[Missing]
    people: int

    @property
    def filled(self) -> int:
        """Return how many cells get a value."""
        single = sum(len(cells) for cells in self.cells.values())
        return single + sum(len(line) for loop in self.loops for line in loop.lines)


class Writer(Protocol):
    """Puts values into a file of one kind."""

    def write(self, work: Work, head: Sequence[str]) -> tuple[bytes, list[Filled]]:
        """Return the filled file and the cells where they stand now."""


def work_of(paper: Paper, bounds: Sequence[Bound], occasion: Occasion) -> Work:
    """Return what belongs into a form's cells, as far as this viewer may see it."""
    written = sources.written_for(bounds, occasion)
    work = Work(defaultdict(list), [], [], 0)
    looped: dict[tuple[str, int], list[Bound]] = defaultdict(list)
    known = {part.name: part for part in paper.parts}
    done: set[tuple[str, int, int]] = set()
    for bound in bounds:
        if bound.part not in known:
            continue
        done.add((bound.part, bound.row, bound.column))
        if bound.repeats:
            looped[bound.part, bound.row].append(bound)
        else:
            _single(work, known[bound.part], bound, occasion, written)
    people = sum(
        _loop(work, known[part], row, cells, occasion, written)
        for (part, row), cells in looped.items()
    )
    _unbound(work, paper, done)
    return work._replace(people=people)


def _single(work: Work, part: Part, bound: Bound, occasion: Occasion, written: Written) -> None:
    spot = part.spots.get((bound.row, bound.column))
    label = label_of(part, spot).text if spot else ""
    content = sources.content_of(bound, occasion, written)
    if content.value is None or content.evidence is None:
        _miss(work, part.name, bound, label, content)
        return
    manner = (spot.manner if spot else None) or Manner.WHOLE
    cell = Cell(bound.column, manner, content.value, content.evidence, label)
    work.cells[part.name, bound.row].append(cell)


def _miss(work: Work, part: str, bound: Bound, label: str, content: Content) -> None:
    if content.asked:
        work.missing.append(Missing(part, bound.row, bound.column, label, content.reason))


def _loop(
    work: Work, part: Part, row: int, bounds: list[Bound], occasion: Occasion, written: Written
) -> int:
    """Add the lines of a list; return how many people it names."""
    code = next((bound.what for bound in bounds if bound.sort == "list"), "places")
    listed = LISTS[code]
    spots = {bound.column: part.spots.get((row, bound.column)) for bound in bounds}
    labels = {column: label_of(part, spot).text for column, spot in spots.items() if spot}
    try:
        lines = _read(listed, occasion)
    except Refused as refusal:
        for bound in bounds:
            label = labels.get(bound.column, "")
            work.missing.append(Missing(part.name, row, bound.column, label, str(refusal)))
        return 0
    cells = [
        list(_line(work, part, bounds, labels, line, number, occasion, written))
        for number, line in enumerate(lines, 1)
    ]
    height = max((spot.rows for spot in spots.values() if spot), default=1)
    room = room_of(part, row, set(spots)) if height == 1 else 1
    work.loops.append(Loop(part.name, row, height, room, cells))
    return len(lines) if listed.people else 0


def _read(listed: Listed, occasion: Occasion) -> list[Line]:
    """Return the lines that the viewer may see.  Raises Denied."""
    viewer = occasion.viewer
    if not holds_somewhere(viewer, listed.permission, named=listed.people):
        raise Denied()
    return list(listed.rows(viewer, occasion.place, occasion.period.last_day))


def _line(
    work: Work,
    part: Part,
    bounds: list[Bound],
    labels: dict[int, str],
    line: Line,
    number: int,
    occasion: Occasion,
    written: Written,
) -> Iterator[Cell]:
    """Yield the cells of one line; what it asks for and nothing gives is noted as missing."""
    for bound in bounds:
        content = sources.line_content(bound, line, number, occasion, written)
        label = labels.get(bound.column, "")
        if content.value is not None and content.evidence is not None:
            yield Cell(bound.column, Manner.WHOLE, content.value, content.evidence, label)
        elif content.asked:
            named = f"{label} · {line.get('name', number)}"
            work.missing.append(Missing(part.name, bound.row, bound.column, named, content.reason))


def _unbound(work: Work, paper: Paper, done: set[tuple[str, int, int]]) -> None:
    """List the cells that ask for something and are bound to nothing."""
    for part in paper.parts:
        loops = [loop for loop in work.loops if loop.part == part.name]
        for spot in part.to_fill():
            inside = any(
                loop.row <= spot.row < loop.row + loop.room * loop.height for loop in loops
            )
            if (part.name, spot.row, spot.column) not in done and not inside:
                label = label_of(part, spot).text
                reason = _("nothing is bound to this cell")
                work.missing.append(Missing(part.name, spot.row, spot.column, label, reason))


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of a filled file."""
    return hashlib.sha256(body).hexdigest()


def moved(loops: Sequence[Loop], part: str, row: int) -> int:
    """Return where a row of the empty form stands once the lists have grown."""
    grown = (loop for loop in loops if loop.part == part and loop.row < row)
    return row + sum(added(loop) for loop in grown if row >= loop.row + loop.room * loop.height)


def added(loop: Loop) -> int:
    """Return how many rows a list needs beyond its room."""
    return max(0, len(loop.lines) - loop.room) * loop.height


class Group(NamedTuple):
    """Filled cells that have one row of evidence: one cell, or those of one line of a list."""

    cells: tuple[Filled, ...]

    @property
    def where(self) -> str:
        """Return the address, or the range of a line: 名册!A3:D3."""
        first, last = self.cells[0], self.cells[-1]
        return first.where if first == last else f"{first.where}:{address(last.row, last.column)}"


def groups_of(filled: Sequence[Filled]) -> list[Group]:
    """Return the filled cells by their rows of evidence, in order."""
    found: dict[tuple[str, int, int], list[Filled]] = {}
    for one in filled:
        found.setdefault(key_of(one), []).append(one)
    return [Group(tuple(sorted(cells, key=lambda one: one.column))) for cells in found.values()]


def key_of(one: Filled) -> tuple[str, int, int]:
    """Return what cells with the same row of evidence share; a line of a list counts as one."""
    listed = one.evidence.code in LISTS
    return one.part, one.row, -1 if listed else one.column


def evidence_rows(head: Sequence[str], groups: Sequence[Group]) -> list[list[Value]]:
    """Return the rows of the sheet of evidence: what the file is, then one row a group."""
    rows: list[list[Value]] = [[line] for line in head]
    rows.append([])
    rows.append(
        [_("Cell"), _("Label"), _("Value"), _("Source"), _("Code"), _("Place"), _("Period"),
         _("Unit"), _("Records"), _("Evidence A B C"), _("Address"), _("Note")]
    )  # fmt: skip
    for group in groups:
        one, evidence = group.cells[0], group.cells[0].evidence
        rows.append(
            [group.where, one.label, one.value, evidence.title, evidence.code, evidence.place,
             evidence.period, evidence.unit, "" if evidence.records is None else evidence.records,
             evidence.classes, evidence.address, evidence.note]
        )  # fmt: skip
    return rows
