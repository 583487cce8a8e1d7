"""Check the rows of a sheet without writing: known ones, wrong ones, strange ones, good ones.

The action itself is rehearsed: it makes all its checks and stops before it appends.  Rows that it
refuses are taken out and the rest is rehearsed again, until all that is left would be taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from gongfu.faces.sheets.importing import refusals
from gongfu.faces.sheets.importing.finding import Finder
from gongfu.faces.sheets.importing.reading import (
    CellError,
    Rows,
    Spot,
    cell_error,
    read_rows,
    strange_sizes,
)
from gongfu.faces.sheets.importing.widening import read_wide
from gongfu.faces.sheets.mapping.suggesting import Plan
from gongfu.faces.sheets.models import Taken
from gongfu.faces.sheets.reading import Sheet
from gongfu.faces.sheets.targets import Doubt, Row, Target
from gongfu.kernel.ledger.permits import Rehearsed, rehearsal
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import keyrings
from gongfu.kernel.refusals import LineError, Many, Refused
from gongfu.kernel.rights.viewers import Viewer

_ROUNDS, _CHUNK = 20, 5000
_ANYBODY = "second".ljust(26, "2")


class Checked(NamedTuple):
    """What was found: the good rows with where they stand and digest, the errors, the doubts.

    known: how many rows were taken in before.  needs_second: some rows need a second person.
    """

    rows: list[Row]
    where: list[Spot]
    digests: list[str]
    errors: list[CellError]
    doubts: list[tuple[Spot, Doubt]]
    known: int
    needs_second: bool
    read: Rows

    @property
    def wrong(self) -> int:
        """Return how many rows have errors."""
        return self.read.total - len(self.rows) - self.known


def check_rows(viewer: Viewer, sheet: Sheet, plan: Plan, target: Target, at: datetime) -> Checked:
    """Return what would become of the rows of a sheet; nothing is written.  Raises NoColumn."""
    checked = sift(viewer, sheet, plan, target, at)
    _rehearse_all(checked, viewer, target, at)
    needs = target.second and bool(_refused(checked.rows, viewer, target, at, second=""))
    on = shanghai_day(at)
    doubts = strange_sizes(checked.rows, target)
    if target.doubts:
        doubts += target.doubts(viewer, checked.rows, on)
    placed = [(checked.where[doubt.line - 1], doubt) for doubt in doubts]
    return checked._replace(needs_second=needs, doubts=placed)


def sift(viewer: Viewer, sheet: Sheet, plan: Plan, target: Target, at: datetime) -> Checked:
    """Return the rows that can be read and were not taken before.  Raises NoColumn."""
    read_all = read_wide if plan.wide else read_rows
    read = read_all(sheet, plan, target, Finder(viewer, shanghai_day(at)))
    digests = list(_digests(read.rows, target))
    before = taken_among(digests)
    checked = Checked([], [], [], list(read.errors), [], 0, False, read)
    seen: dict[str, Spot] = {}
    known = 0
    for row, where, digest in zip(read.rows, read.where, digests, strict=True):
        if digest in before:
            known += 1
        elif digest in seen:
            checked.errors.append(cell_error(where, _twice(seen[digest])))
        else:
            seen[digest] = where
            checked.rows.append(row)
            checked.where.append(where)
            checked.digests.append(digest)
    return checked._replace(known=known)


def _twice(first: Spot) -> Refused:
    if first.column is None:
        return refusals.TwiceInSheet(row=first.text)
    return refusals.TwiceInCells(cell=first.text)


def _digests(rows: Iterable[Row], target: Target) -> Iterator[str]:
    names = [column.name for column in target.columns]
    key = keyrings.current().finding
    for row in rows:
        said = orjson.dumps([target.code, *(row.get(name) for name in names)], default=str)
        yield hashlib.blake2b(said, key=key, digest_size=16).hexdigest()


def taken_among(digests: Sequence[str]) -> set[str]:
    """Return those of the rows that were taken in before."""
    found: set[str] = set()
    for start in range(0, len(digests), _CHUNK):
        rows = Taken.objects.filter(pk__in=digests[start : start + _CHUNK])
        found.update(rows.values_list("digest", flat=True))
    return found


def _rehearse_all(checked: Checked, viewer: Viewer, target: Target, at: datetime) -> None:
    """Move the rows that the action refuses to the errors."""
    second = _ANYBODY if target.second else ""
    for _round in range(_ROUNDS):
        refused = _refused(checked.rows, viewer, target, at, second=second)
        if not refused:
            return
        for line in sorted(refused, reverse=True):
            checked.errors.append(cell_error(checked.where[line - 1], refused[line]))
            for column in (checked.rows, checked.where, checked.digests):
                del column[line - 1]


def _refused(
    rows: Sequence[Row], viewer: Viewer, target: Target, at: datetime, *, second: str
) -> dict[int, Refused]:
    """Return the lines that the action refuses, from 1; all of them where it refuses as a whole."""
    if not rows:
        return {}
    try:
        with rehearsal():
            target.take(viewer, rows, at=at, key="", second=second)
    except Rehearsed:
        return {}
    except Many as many:
        return _by_line(many.errors)
    except Refused as refusal:
        return dict.fromkeys(range(1, len(rows) + 1), refusal)
    return {}


def _by_line(errors: Sequence[LineError]) -> dict[int, Refused]:
    return {error.line: error.refusal for error in errors}


def packed(checked: Checked, *, most: int) -> bytes:
    """Return errors, doubts and rows left out as JSON, at most so many of each."""
    read = checked.read
    by_place = sorted(checked.errors, key=lambda one: (one.row, one.column or -1))
    body: dict[str, Any] = {
        "errors": [list(error) for error in by_place[:most]],
        "doubts": [[*spot, str(one.words)] for spot, one in checked.doubts[:most]],
        "out": [[one.row, one.text, str(one.why)] for one in read.left_out[:most]],
        "notes": read.notes,
    }
    return orjson.dumps(body)
