"""The stock-take of a team: what its keepers have, when each thing was last seen, what is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Max, Q, QuerySet

from gongfu.domains.keys.models import Item
from gongfu.domains.keys.queries.custody import ItemLine, line_of
from gongfu.domains.keys.rules.custody import OUT, counted_by, is_uncounted
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.places.seeing import Page, page_of, see, within
from gongfu.kernel.rights.viewers import Viewer


class StockLine(NamedTuple):
    """A thing that a keeper has.  due: nobody else saw it for too long."""

    thing: ItemLine
    due: bool


class Stock(NamedTuple):
    """What the keepers of a place have.

    due: how many things are to be seen.  last: the day of the last stock-take, if there was one.
    """

    due: int
    last: date | None
    things: Page[StockLine]


def stock_of(
    viewer: Viewer, place: str, on: date, *, only_due: bool = False, page: int = 1
) -> Stock:
    """Return what the keepers of a place have, keeper by keeper, by number.  Raises Denied."""
    see(viewer, "key.stock_take", place=place)
    rows = _out(place, on).order_by("holder", "item")
    due = rows.filter(_uncounted(on))
    total, found = page_of(due if only_due else rows, page=page)
    lines = tuple(StockLine(line_of(row, viewer), is_uncounted(row, on=on)) for row in found)
    last = rows.aggregate(last=Max("counted_on"))["last"]
    return Stock(due.count(), last, Page(total, lines, page))


def uncounted_in(place: str, on: date) -> int:
    """Return how many things of a place somebody should look for."""
    return _out(place, on).filter(_uncounted(on)).count()


def _out(place: str, on: date) -> QuerySet[Item]:
    return Item.objects.filter(within(place, on), with_keeper=True, state__in=OUT)


def _uncounted(on: date) -> Q:
    """Return the condition of `is_uncounted`."""
    day = counted_by(on)
    seen_before = Q(counted_on=None) | Q(counted_on__lte=day)
    return seen_before & Q(since__lt=moment(day + timedelta(days=1)))
