"""What an auditor reads: who looked at people, what they opened, where they were asked again."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.people.deeds import SecondFactorRemoved
from gongfu.kernel.people.glasses import Opened
from gongfu.kernel.people.models import Export, Glass, Reading, StepUp
from gongfu.kernel.people.readings import Look, Looked
from gongfu.kernel.places.seeing import Page, page_of
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_LATEST = 50


class Stepped(NamedTuple):
    """Somebody was asked again who they are: how many people they had read, how they answered."""

    reader: str
    people: int
    manner: str
    reason: str
    at: datetime


class Exported(NamedTuple):
    """Somebody took a list with people on it along: which, how many people."""

    reader: str
    what: str
    people: int
    at: datetime


def looks(viewer: Viewer, *, reader: str = "", page: int = 1) -> Page[Looked]:
    """Return the looks of everybody, or of one reader, newest first.  Raises Denied."""
    check(viewer, "audit.read_all")
    rows = Reading.objects.order_by("-at", "-id")
    total, found = page_of(rows.filter(reader=reader) if reader else rows, page=page)
    lines = [Looked(Look(*(getattr(row, n) for n in Look._fields)), row.at) for row in found]
    return Page(total, tuple(lines), page)


def step_ups(viewer: Viewer) -> tuple[Stepped, ...]:
    """Return who was asked again who they are, the newest fifty.  Raises Denied."""
    check(viewer, "audit.read_all")
    rows = StepUp.objects.order_by("-at", "-id").values_list(*Stepped._fields)
    return tuple(Stepped(*row) for row in rows[:_LATEST])


def broken_glasses(viewer: Viewer) -> tuple[Opened, ...]:
    """Return who opened sealed data of whom, and why, the newest fifty.  Raises Denied."""
    check(viewer, "audit.read_all")
    rows = Glass.objects.order_by("-at", "-id").values_list(*Opened._fields)
    return tuple(Opened(*row) for row in rows[:_LATEST])


def removed_factors(viewer: Viewer) -> tuple[Entry[SecondFactorRemoved], ...]:
    """Return whose lost second factor two administrators took off, the newest fifty.

    Raises Denied.
    """
    check(viewer, "audit.read_all")
    wanted = Wanted(kinds=(SecondFactorRemoved.kind,))
    return tuple(reading.entries(wanted, newest_first=True, limit=_LATEST))


def exports(viewer: Viewer) -> tuple[Exported, ...]:
    """Return who took lists of people along, the newest fifty.  Raises Denied."""
    check(viewer, "audit.read_all")
    rows = Export.objects.order_by("-at", "-id").values_list(*Exported._fields)
    return tuple(Exported(*row) for row in rows[:_LATEST])
