"""What every question begins with: may the viewer, where, which page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.places import tree
from gongfu.kernel.refusals import BadInput
from gongfu.kernel.rights.checking import Denied, Grant, check
from gongfu.kernel.rights.viewers import Viewer

PAGE = 20
ALL = 0
_MOST = 20_000

L = TypeVar("L")
M = TypeVar("M", bound=Model)


class CursorOver(BadInput):
    """The line behind which a list was to go on is gone."""

    code = "places.cursor-over"
    words = _("This list has changed too much to go on from there. Begin it anew.")


class After(NamedTuple):
    """The lines that follow one, at most so many.  last: its mark; empty: from the beginning."""

    last: str
    limit: int


Turn = int | After


class Page(NamedTuple, Generic[L]):
    """One page of lines, and how many there are in all.  page: its number, or what it follows."""

    total: int
    lines: tuple[L, ...]
    page: Turn = 1

    @property
    def pages(self) -> int:
        """Return the number of pages, at least one."""
        return max(1, -(-self.total // PAGE))


def within(place: str, on: date, *, column: str = "place") -> Q:
    """Return the condition that a code lies in the place as it is on that day."""
    ranges = tree.ranges(place, on)
    spans = (Q(**{f"{column}__gte": low, f"{column}__lt": high}) for low, high in ranges)
    return reduce(or_, spans, Q(pk__in=()))


def page_of(
    rows: QuerySet[M], *, page: Turn, hidden: bool = False, mark: str = "pk"
) -> tuple[int, list[M]]:
    """Return how many rows there are and those of one page; none when they must stay hidden.

    page: from 1; ALL for every row, up to twenty thousand; or the line that it follows, by its
    `mark`: then the order must end with a column that tells all rows apart.  Raises CursorOver.
    """
    total = rows.count()
    if hidden:
        return total, []
    if isinstance(page, After):
        return total, list(_behind(rows, page.last, mark)[: page.limit])
    start, size = (0, _MOST) if page == ALL else ((max(page, 1) - 1) * PAGE, PAGE)
    return total, list(rows[start : start + size])


def _behind(rows: QuerySet[M], last: str, mark: str) -> QuerySet[M]:
    """Return the rows that follow the one of that mark, also when it has left the list since."""
    if not last:
        return rows
    if "\x00" in last:
        raise CursorOver()
    order = [_column(one) for one in rows.query.order_by]
    try:
        found = rows.model._default_manager.filter(**{mark: last})
    except ValueError:
        raise CursorOver() from None
    values = found.values_list(*(name for name, _falls in order)).first()
    if values is None:
        raise CursorOver()
    later, same = Q(pk__in=()), Q()
    for (name, falls), value in zip(order, values, strict=True):
        later |= same & Q(**{f"{name}__{'lt' if falls else 'gt'}": value})
        same &= Q(**{name: value})
    return rows.filter(later)


def _column(ordering: Any) -> tuple[str, bool]:
    """Return a column of an order, and whether it falls."""
    if isinstance(ordering, str):
        return ordering.removeprefix("-"), ordering.startswith("-")
    return ordering.expression.name, ordering.descending


def page_in(lines: Sequence[L], *, page: Turn, mark: Callable[[L], str]) -> tuple[L, ...]:
    """Return one page of a whole list; see `page_of`.  Raises CursorOver."""
    if not isinstance(page, After):
        start, size = (0, _MOST) if page == ALL else ((max(page, 1) - 1) * PAGE, PAGE)
        return tuple(lines[start : start + size])
    marks = [mark(line) for line in lines] if page.last else []
    if page.last and page.last not in marks:
        raise CursorOver()
    start = marks.index(page.last) + 1 if page.last else 0
    return tuple(lines[start : start + page.limit])


def see(viewer: Viewer, permission: str, **case: Any) -> Grant:
    """Return the grant to see people one by one.  Raises Denied, also for sums and pseudonyms."""
    grant = check(viewer, permission, **case)
    if grant.pseudonymous:
        raise Denied()
    return grant
