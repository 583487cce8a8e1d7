"""What every question begins with: may the viewer, where, which page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet

from gongfu.kernel.places import tree
from gongfu.kernel.rights.checking import Denied, Grant, check
from gongfu.kernel.rights.viewers import Viewer

PAGE = 20

L = TypeVar("L")
M = TypeVar("M", bound=Model)


class Page(NamedTuple, Generic[L]):
    """One page of lines, and how many there are in all."""

    total: int
    lines: tuple[L, ...]
    page: int = 1

    @property
    def pages(self) -> int:
        """Return the number of pages, at least one."""
        return max(1, -(-self.total // PAGE))


def within(place: str, on: date, *, column: str = "place") -> Q:
    """Return the condition that a code lies in the place as it is on that day."""
    ranges = tree.ranges(place, on)
    spans = (Q(**{f"{column}__gte": low, f"{column}__lt": high}) for low, high in ranges)
    return reduce(or_, spans, Q(pk__in=()))


def page_of(rows: QuerySet[M], *, page: int, hidden: bool = False) -> tuple[int, list[M]]:
    """Return how many rows there are and those of one page; none when they must stay hidden."""
    total = rows.count()
    start = (max(page, 1) - 1) * PAGE
    return total, [] if hidden else list(rows[start : start + PAGE])


def see(viewer: Viewer, permission: str, **case: Any) -> Grant:
    """Return the grant to see people one by one.  Raises Denied, also for sums and pseudonyms."""
    grant = check(viewer, permission, **case)
    if grant.pseudonymous:
        raise Denied()
    return grant


def first_rows(rows: Iterable[M], *, by: str) -> dict[Any, M]:
    """Return the first row for each value of a column."""
    found: dict[Any, M] = {}
    for row in rows:
        found.setdefault(getattr(row, by), row)
    return found
