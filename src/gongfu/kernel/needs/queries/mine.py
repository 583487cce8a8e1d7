"""What concerns one person: what they asked for, what they are asked, what they took."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q

from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.needs.queries.wishes import apart_from
from gongfu.kernel.needs.rules import ACTIVE
from gongfu.kernel.places.codes import subtree
from gongfu.kernel.places.seeing import Page, Turn, page_of
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

SEEKING = ("reviewed", "offered", "underway")


class NeedLine(NamedTuple):
    """A need in a list.  place: exact for those who may see it, else the community."""

    need: str
    sort: str
    place: str
    state: str
    urgency: int
    submitted_at: datetime
    review_by: datetime
    done_by: datetime
    window_from: datetime | None
    wanted: int
    taken: int
    asker: str = ""
    track: str = ""


class TaskLine(NamedTuple):
    """One's own offer or task with its need.  why: coded, as `deeds.NeedOffered` has it."""

    offer: str
    state: str
    lapses_at: datetime | None
    need: NeedLine
    why: tuple[str, ...]


def line_of(row: Need, *, full: bool, track: bool = False) -> NeedLine:
    """Return the line of a need; without the right to read it in full, without asker and grid.

    track: with its tracking number all the same, because anyone may follow it.
    """
    return NeedLine(
        row.need,
        row.sort,
        row.place if full else row.place[:12],
        row.state,
        row.urgency,
        row.submitted_at,
        row.review_by,
        row.done_by,
        row.window_from,
        row.wanted,
        row.taken + row.finished,
        row.asker if full else "",
        row.track if full or track else "",
    )


def my_needs(viewer: Viewer, *, page: Turn = 1) -> Page[NeedLine]:
    """Return what oneself, or who one speaks for, asked for; the newest first."""
    if not viewer.person:
        return Page(0, ())
    rows = Need.objects.filter(asker__in=[viewer.person, *viewer.wards])
    total, found = page_of(rows.order_by("-submitted_at", "need"), page=page)
    return Page(total, tuple(line_of(row, full=True) for row in found), page)


def to_rate(viewer: Viewer) -> tuple[NeedLine, ...]:
    """Return what was done for oneself, or whom one speaks for, and waits for an answer."""
    if not viewer.person:
        return ()
    rows = Need.objects.filter(asker__in=[viewer.person, *viewer.wards], state="done")
    return tuple(line_of(row, full=True) for row in rows.order_by("done_at", "need")[:10])


def my_tasks(viewer: Viewer, *, states: Iterable[str] = ACTIVE) -> tuple[TaskLine, ...]:
    """Return one's own offers in these states, the most urgent first."""
    if not viewer.person:
        return ()
    offers = list(Offer.objects.filter(helper=viewer.person, state__in=list(states))[:200])
    rows = {row.need: row for row in Need.objects.filter(pk__in={o.need for o in offers})}
    lines = [
        TaskLine(
            o.offer,
            o.state,
            o.lapses_at,
            line_of(rows[o.need], full=o.state != "asked"),
            tuple(o.why.split()),
        )
        for o in offers
    ]
    return tuple(sorted(lines, key=lambda line: (-line.need.urgency, line.need.done_by)))


def open_for(
    viewer: Viewer, place: str, *, sorts: Iterable[str] | None = None, page: Turn = 1
) -> Page[NeedLine]:
    """Return the needs of a place that seek helpers, without identity.

    One's own are left out, and those of people with whom one is not brought together.
    sorts: only these kinds.  Raises Denied.
    """
    check(viewer, "request.read_open", place=place, owner=viewer.person, assigned=True)
    low, high = subtree(place)
    rows = Need.objects.filter(
        Q(wanted__gt=F("taken") + F("finished")),
        state__in=SEEKING,
        place__gte=low,
        place__lt=high,
    ).exclude(asker=viewer.person)
    rows = rows.filter(sort__in=list(sorts)) if sorts is not None else rows
    if apart := apart_from([viewer.person]).get(viewer.person):
        rows = rows.exclude(asker__in=sorted(apart))
    total, found = page_of(rows.order_by("-urgency", "done_by", "need"), page=page)
    return Page(total, tuple(line_of(row, full=False) for row in found), page)
