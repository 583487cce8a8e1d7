"""The board of an office: what is new, to be sent out, under way, late, waiting for an answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import Substr

from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.needs.models import Need
from gongfu.kernel.needs.queries.mine import NeedLine, line_of
from gongfu.kernel.needs.states import OPEN
from gongfu.kernel.places.seeing import Page, page_of, within
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

SOON = timedelta(hours=24)
_STATES = {
    "new": ("submitted",),
    "seeking": ("reviewed", "offered"),
    "underway": ("accepted", "underway", "paused"),
    "answer": ("done",),
    "disputed": ("disputed",),
}
COLUMNS = ("called", "late", *_STATES)


class Column(NamedTuple):
    """One column of the board: how many, and the first of them."""

    name: str
    page: Page[NeedLine]


class Part(NamedTuple):
    """One part of an area in counts, for the map."""

    place: str
    open: int
    late: int
    new: int
    called: int


def _late(at: datetime) -> Q:
    """Return the condition that a limit is past: to be reviewed, or to be done."""
    working = ("reviewed", "offered", "accepted", "underway", "paused")
    return Q(state="submitted", review_by__lt=at) | Q(state__in=working, done_by__lt=at)


def _is(column: str, at: datetime, place: str) -> Q:
    if column == "late":
        return _late(at)
    if column == "called":
        return Q(called_at__isnull=False)
    return Q(state__in=_STATES[column])


def board_of(viewer: Viewer, place: str, *, at: datetime, first: int = 8) -> tuple[Column, ...]:
    """Return the columns of an area, each with its count and its most urgent needs.

    As many queries for a district as for a community.  Raises Denied.
    """
    hidden = check(viewer, "request.read_full", place=place).pseudonymous
    here = Need.objects.filter(within(place, shanghai_day(at)), state__in=OPEN)
    counts = here.aggregate(**{name: Count("pk", filter=_is(name, at, place)) for name in COLUMNS})
    columns = []
    for name in COLUMNS:
        rows = here.filter(_is(name, at, place)).order_by("-urgency", "done_by", "need")
        found = list(rows[:first]) if counts[name] and not hidden else []
        lines = tuple(line_of(row, full=True) for row in found)
        columns.append(Column(name, Page(counts[name], lines)))
    return tuple(columns)


def column_of(
    viewer: Viewer, place: str, column: str, *, at: datetime, sort: str = "", page: int = 1
) -> Page[NeedLine]:
    """Return one column in pages, all open needs for an empty name.  Raises Denied."""
    hidden = check(viewer, "request.read_full", place=place).pseudonymous
    rows = Need.objects.filter(within(place, shanghai_day(at)), state__in=OPEN)
    rows = rows.filter(_is(column, at, place)) if column in COLUMNS else rows
    rows = rows.filter(sort=sort) if sort else rows
    order = rows.order_by("-urgency", "done_by", "need")
    total, found = page_of(order, page=page, hidden=hidden)
    return Page(total, tuple(line_of(row, full=True) for row in found), page)


def parts_of(viewer: Viewer, place: str, *, at: datetime, digits: int) -> tuple[Part, ...]:
    """Return the open needs of an area by part: 9 digits for towns, 12 for communities.

    Raises Denied.
    """
    check(viewer, "request.read_full", place=place)
    here = Need.objects.filter(within(place, shanghai_day(at)), state__in=OPEN)
    rows = here.annotate(part=Substr("place", 1, digits)).values("part").order_by("part")
    counted = rows.annotate(
        open=Count("pk"),
        late=Count("pk", filter=_late(at)),
        new=Count("pk", filter=Q(state="submitted")),
        called=Count("pk", filter=Q(called_at__isnull=False)),
    )
    return tuple(
        Part(row["part"].ljust(12, "0"), row["open"], row["late"], row["new"], row["called"])
        for row in counted
    )


def similar_to(viewer: Viewer, need: str, *, at: datetime) -> tuple[NeedLine, ...]:
    """Return open needs of the same kind and community of the last two weeks.  Raises Denied."""
    row = Need.objects.filter(pk=need).first()
    if row is None:
        return ()
    check(viewer, "request.read_full", place=row.place, owner=row.asker)
    near = Need.objects.filter(
        sort=row.sort,
        place__startswith=row.place[:12],
        state__in=OPEN,
        submitted_at__gte=at - timedelta(days=14),
    ).exclude(pk=need)
    nearest = Case(
        When(place=row.place, then=Value("0")), default=Value("1"), output_field=CharField()
    )
    return tuple(line_of(one, full=True) for one in near.order_by(nearest, "-submitted_at")[:5])


def public_in(place: str, on: date, *, page: int = 1) -> Page[NeedLine]:
    """Return what was asked here and may be public, the newest first, without any person."""
    rows = Need.objects.filter(within(place, on), shown=True).exclude(
        state__in=("refused", "withdrawn", "submitted")
    )
    rows = rows.exclude(into__gt="").order_by(F("submitted_at").desc(), "need")
    total, found = page_of(rows, page=page)
    return Page(total, tuple(line_of(row, full=False) for row in found), page)
