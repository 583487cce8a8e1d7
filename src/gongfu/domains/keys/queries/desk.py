"""The office's desk over its area: what is due, overdue, open, waiting, disputed or lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count, Model, Q, QuerySet
from django.db.models.functions import Substr

from gongfu.domains.keys.models import Alarm, CareOffer, Due, Item, Visit
from gongfu.domains.keys.queries.alarms import AlarmLine, alarm_line
from gongfu.domains.keys.queries.custody import ItemLine, line_of
from gongfu.domains.keys.queries.day import OfferLine
from gongfu.domains.keys.queries.dues import Standing, standing_of
from gongfu.domains.keys.queries.visits import VisitLine, visit_line
from gongfu.kernel.ledger.remembering import by_ledger
from gongfu.kernel.places.seeing import Page, Turn, page_of, see, within
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

L = TypeVar("L")
M = TypeVar("M", bound=Model)


class DueLine(NamedTuple):
    """An elder whose visit is due or overdue."""

    elder: str
    place: str
    standing: Standing


class Desk(NamedTuple):
    """What waits at an office, each with its count and its first page.

    To who may see only sums the pages are empty.
    """

    place: str
    on: date
    elders: int
    visited: int
    due: Page[DueLine]
    overdue: Page[DueLine]
    alarms: Page[AlarmLine]
    offers: Page[OfferLine]
    handed: Page[ItemLine]
    lost: Page[ItemLine]
    disputed: Page[VisitLine]


class Part(NamedTuple):
    """One part of an area in counts, for the map."""

    place: str
    elders: int
    due: int
    overdue: int
    alarms: int
    keys: int


def desk_of(viewer: Viewer, place: str, on: date) -> Desk:
    """Return the desk of an area; a visit not made by its day stands here the day after.

    As many queries for a district as for a community; while no record is added, only who is asked
    to look after an elder is asked for, for that is no record.  Raises Denied.
    """
    hidden = check(viewer, "page.office_desk", place=place).pseudonymous
    asked = CareOffer.objects.filter(within(place, on)).order_by("asked_at", "ask")
    offers = _first_page(asked, _offer, hidden=hidden)
    return _desk(viewer, place, on, hidden)._replace(offers=offers)


def _first_page(rows: QuerySet[M], line: Callable[[M], L], *, hidden: bool) -> Page[L]:
    total, found = page_of(rows, page=1, hidden=hidden)
    return Page(total, tuple(line(row) for row in found))


@by_ledger
def _desk(viewer: Viewer, place: str, on: date, hidden: bool) -> Desk:
    """Return the desk without the offers."""
    here = within(place, on)
    dues = Due.objects.filter(here)
    things = Item.objects.filter(here).order_by("since", "item")
    disputed = Visit.objects.filter(here, disputed=True, reversed=False)
    page = partial(_first_page, hidden=hidden)

    def due_line(row: Due) -> DueLine:
        return DueLine(row.elder, row.place, standing_of(row, on=on))

    def item_line(row: Item) -> ItemLine:
        return line_of(row, viewer)

    return Desk(
        place=place,
        on=on,
        elders=dues.count(),
        visited=dues.filter(last_on=on).count(),
        due=page(dues.filter(due_on=on).order_by("elder"), due_line),
        overdue=page(dues.filter(due_on__lt=on).order_by("due_on", "elder"), due_line),
        alarms=page(
            Alarm.objects.filter(here, closed_at=None).order_by("raised_at", "alarm"), alarm_line
        ),
        offers=Page(0, ()),
        handed=page(things.filter(state="offered"), item_line),
        lost=page(things.filter(state="lost"), item_line),
        disputed=page(disputed.order_by("number"), visit_line),
    )


def _offer(row: CareOffer) -> OfferLine:
    return OfferLine(row.ask, row.place, row.asked_by, row.asked_at)


def overdue_in(viewer: Viewer, place: str, on: date, *, page: Turn = 1) -> Page[DueLine]:
    """Return the elders of an area whose visit was not made by its day.  Raises Denied."""
    return dues_in(viewer, place, on, upto=on - timedelta(days=1), page=page)


def dues_in(viewer: Viewer, place: str, on: date, *, upto: date, page: Turn = 1) -> Page[DueLine]:
    """Return the elders of an area whose visit is due by a day, the longest due first.

    Raises Denied.
    """
    see(viewer, "elder.read_care_card", place=place)
    rows = Due.objects.filter(within(place, on), due_on__lte=upto).order_by("due_on", "elder")
    total, found = page_of(rows, page=page)
    lines = tuple(DueLine(row.elder, row.place, standing_of(row, on=on)) for row in found)
    return Page(total, lines, page)


def parts_of(viewer: Viewer, place: str, on: date, *, digits: int) -> tuple[Part, ...]:
    """Return the counts of an area by part.

    digits: 9 for towns, 12 for communities, 15 for grids (keys count by community at most).
    Raises Denied.
    """
    check(viewer, "page.office_desk", place=place)
    return _parts(place, on, digits)


@by_ledger
def _parts(place: str, on: date, digits: int) -> tuple[Part, ...]:
    here = within(place, on)
    dues = _grouped(
        Due.objects.filter(here),
        digits,
        elders=Count("place"),
        due=Count("place", filter=Q(due_on=on)),
        overdue=Count("place", filter=Q(due_on__lt=on)),
    )
    alarms = _grouped(Alarm.objects.filter(here, closed_at=None), digits, alarms=Count("place"))
    held = Item.objects.filter(here, sort="key", with_keeper=True, state__in=("held", "offered"))
    keys = _grouped(held, digits, keys=Count("place"))
    empty = {"elders": 0, "due": 0, "overdue": 0, "alarms": 0, "keys": 0}
    found = sorted({*dues, *alarms, *keys})
    return tuple(
        Part(
            code.ljust(12, "0"),
            **{**empty, **dues.get(code, {}), **alarms.get(code, {}), **keys.get(code, {})},
        )
        for code in found
    )


def _grouped(rows: QuerySet[Any], digits: int, **counts: Any) -> dict[str, dict[str, int]]:
    grouped = rows.annotate(part=Substr("place", 1, digits)).values("part").annotate(**counts)
    return {row.pop("part"): row for row in grouped.order_by()}
