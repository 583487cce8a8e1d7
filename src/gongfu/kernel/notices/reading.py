"""What a person's notices are.  Nothing is written."""

from __future__ import annotations

from datetime import datetime, time
from typing import NamedTuple

from django.conf import settings
from django.db.models import F

from gongfu.kernel.notices.kinds import KINDS
from gongfu.kernel.notices.models import Address, Notice, Wish
from gongfu.kernel.places.seeing import Page, Turn, page_of, see
from gongfu.kernel.rights.viewers import Viewer

PAGE = 50
EVENING, MORNING = time(21), time(7)


class Line(NamedTuple):
    """A notice as it is shown: title and sentence in the reader's language."""

    number: int
    title: str
    sentence: str
    link: str
    at: datetime
    urgent: bool
    read: bool


class Wishes(NamedTuple):
    """How a person wishes to be told; the default of who never chose is the first of each."""

    language: str
    quiet: tuple[time, time] | None
    daily: bool
    muted: frozenset[str]
    channels: frozenset[str]


def unread(person: str) -> int:
    """Return how many notices the person has not read."""
    return Notice.objects.filter(person=person, read_at=None).count() if person else 0


def newest(person: str, *, limit: int = PAGE) -> list[Line]:
    """Return the person's notices: unread first, then newest first."""
    rows = Notice.objects.filter(person=person, kind__in=KINDS)
    order = (F("read_at").desc(nulls_first=True), "-at", "-id")
    return [line(row) for row in rows.order_by(*order)[:limit]]


def told(viewer: Viewer, *, page: Turn = 1) -> Page[Line]:
    """Return what the viewer was told, the newest first.  Raises Denied."""
    see(viewer, "notice.read_own", owner=viewer.person)
    rows = Notice.objects.filter(person=viewer.person, kind__in=KINDS).order_by("-at", "-id")
    total, found = page_of(rows, page=page)
    return Page(total, tuple(line(row) for row in found), page)


def line(row: Notice) -> Line:
    """Return a notice in the language that is active now."""
    kind = KINDS[row.kind]
    return Line(
        number=row.pk,
        title=str(kind.title),
        sentence=kind.said(row.values),
        link=link(row),
        at=row.at,
        urgent=row.urgent,
        read=row.read_at is not None,
    )


def link(row: Notice) -> str:
    """Return the path to which the notice leads."""
    return row.link.replace("{about}", row.about)


def wishes_of(person: str) -> Wishes:
    """Return how the person wishes to be told."""
    row = Wish.objects.filter(pk=person).first()
    chosen = frozenset(Address.objects.filter(person=person).values_list("channel", flat=True))
    if row is None:
        night = (EVENING, MORNING)
        return Wishes(settings.LANGUAGE_CODE, night, False, frozenset(), chosen)
    quiet = (row.quiet_from, row.quiet_until)
    span = None if quiet[0] is None or quiet[1] is None else (quiet[0], quiet[1])
    return Wishes(row.language, span, row.daily, frozenset(row.muted), chosen)
