"""The board of an office: what is new, to be sent out, under way, late, waiting for an answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from gongfu.kernel.ledger.remembering import by_ledger
from gongfu.kernel.measures.moments import shanghai_day, steady
from gongfu.kernel.needs.models import Need
from gongfu.kernel.needs.queries.mine import NeedLine, line_of
from gongfu.kernel.needs.states import OPEN
from gongfu.kernel.places.seeing import Page, Turn, page_of, within
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

SOON, SOON_REVIEW = timedelta(hours=24), timedelta(hours=2)
_ALIKE = timedelta(days=30)
_STATES = {
    "new": ("submitted",),
    "seeking": ("reviewed", "offered"),
    "underway": ("accepted", "underway", "paused"),
    "answer": ("done",),
    "disputed": ("disputed",),
}
COLUMNS = ("called", "late", "soon", *_STATES)
_WORKING = ("reviewed", "offered", "accepted", "underway", "paused")


class Column(NamedTuple):
    """One column of the board: how many, and the first of them."""

    name: str
    page: Page[NeedLine]


class Part(NamedTuple):
    """One part of an area in counts, for the map."""

    place: str
    open: int
    late: int
    soon: int
    new: int
    called: int


class PublicSums(NamedTuple):
    """What everybody may know of a place's requests of a year, in counts."""

    asked: int
    solved: int
    open: int


def late(at: datetime) -> Q:
    """Return the condition that a limit is past: to be reviewed, or to be done."""
    return Q(state="submitted", review_by__lt=at) | Q(state__in=_WORKING, done_by__lt=at)


def soon(at: datetime) -> Q:
    """Return the condition that a limit is near: two hours to review, a day to be done."""
    review = Q(state="submitted", review_by__gte=at, review_by__lt=at + SOON_REVIEW)
    return review | Q(state__in=_WORKING, done_by__gte=at, done_by__lt=at + SOON)


def _is(column: str, at: datetime, place: str) -> Q:
    if column == "late":
        return late(at)
    if column == "soon":
        return soon(at)
    if column == "called":
        return Q(called_at__isnull=False)
    return Q(state__in=_STATES[column])


def board_of(viewer: Viewer, place: str, *, at: datetime, first: int = 8) -> tuple[Column, ...]:
    """Return the columns of an area, each with its count and its most urgent needs.

    As many queries for a district as for a community, and none while no record is added and the
    clock stays within ten seconds.  Raises Denied.
    """
    hidden = check(viewer, "request.read_full", place=place).pseudonymous
    return _board(place, steady(at), 0 if hidden else first)


@by_ledger
def _board(place: str, at: datetime, first: int) -> tuple[Column, ...]:
    here = Need.objects.filter(within(place, shanghai_day(at)), state__in=OPEN)
    counts = here.aggregate(**{name: Count("pk", filter=_is(name, at, place)) for name in COLUMNS})
    columns = []
    for name in COLUMNS:
        rows = here.filter(_is(name, at, place)).order_by("-urgency", "done_by", "need")
        found = list(rows[:first]) if counts[name] and first else []
        lines = tuple(line_of(row, full=True) for row in found)
        columns.append(Column(name, Page(counts[name], lines)))
    return tuple(columns)


def column_of(
    viewer: Viewer, place: str, column: str, *, at: datetime, sort: str = "", page: Turn = 1
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
    return _parts(place, steady(at), digits)


@by_ledger
def _parts(place: str, at: datetime, digits: int) -> tuple[Part, ...]:
    here = Need.objects.filter(within(place, shanghai_day(at)), state__in=OPEN)
    rows = here.annotate(part=Substr("place", 1, digits)).values("part").order_by("part")
    counted = rows.annotate(
        open=Count("pk"),
        late=Count("pk", filter=late(at)),
        soon=Count("pk", filter=soon(at)),
        new=Count("pk", filter=Q(state="submitted")),
        called=Count("pk", filter=Q(called_at__isnull=False)),
    )
    return tuple(
        Part(
            row["part"].ljust(12, "0"),
            row["open"],
            row["late"],
            row["soon"],
            row["new"],
            row["called"],
        )
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


def alike(place: str, sort: str, *, at: datetime, own: str = "") -> tuple[NeedLine, ...]:
    """Return what already asks for the same, for who is about to ask; without any person.

    Open requests of the last month of this kind in the community that may be public, and one's
    own; the same grid first.
    """
    rows = Need.objects.filter(
        Q(shown=True) | Q(asker=own or "-"),
        sort=sort,
        place__startswith=place[:12],
        state__in=OPEN,
        submitted_at__gte=at - _ALIKE,
    )
    found = rows.order_by("-submitted_at", "need")[:50]
    near = sorted(found, key=lambda row: row.place[:15] != place[:15])
    return tuple(line_of(row, full=False, track=True) for row in near[:3])


def public_in(place: str, on: date, *, sort: str = "", page: int = 1) -> Page[NeedLine]:
    """Return what was asked here and may be public, the newest first, without any person."""
    rows = _public(place, on)
    rows = rows.filter(sort=sort) if sort else rows
    total, found = page_of(rows.order_by(F("submitted_at").desc(), "need"), page=page)
    return Page(total, tuple(line_of(row, full=False) for row in found), page)


def public_sums(place: str, *, at: datetime) -> PublicSums:
    """Return how much of it was asked in the last year, is solved, and is still open."""
    rows = _public(place, shanghai_day(at)).filter(submitted_at__gte=at - timedelta(days=365))
    counted = rows.aggregate(
        asked=Count("pk"),
        solved=Count("pk", filter=Q(state="confirmed")),
        open=Count("pk", filter=Q(state__in=OPEN)),
    )
    return PublicSums(**counted)


def _public(place: str, on: date) -> QuerySet[Need]:
    rows = Need.objects.filter(within(place, on), shown=True, into="")
    return rows.exclude(state__in=("refused", "withdrawn", "submitted"))
