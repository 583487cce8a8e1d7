"""Official values: the newest of each series, the course of one, and what was known when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.domains.statistics.models import Proposal, Value
from gongfu.domains.statistics.rules.values import Line, line_of
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_FIELDS = (
    "number", "series", "place", "period", "basis", "ends", "value", "unit", "status", "document",
    "page", "published_on", "received_on", "doubt", "reversed_by", "reversed_on",
)  # fmt: skip


class Vintage(NamedTuple):
    """One received value; see `models.Value`."""

    number: int
    series: str
    place: str
    period: str
    basis: str
    ends: date
    value: str
    unit: str
    status: str
    document: str
    page: str
    published_on: date
    received_on: date
    doubt: str
    reversed_by: int | None
    reversed_on: date | None

    @property
    def stands(self) -> bool:
        """Say whether it was neither revised nor taken back."""
        return self.reversed_by is None

    def known_on(self, on: date) -> bool:
        """Say whether the district held it for right at the end of that day."""
        over = self.reversed_on is not None and self.reversed_on <= on
        return self.received_on <= on and not over


class Slot(NamedTuple):
    """A period on its basis, with all that was received for it, the newest first."""

    period: str
    basis: str
    vintages: tuple[Vintage, ...]

    @property
    def standing(self) -> Vintage | None:
        """Return the value that stands, or None."""
        return next((one for one in self.vintages if one.stands), None)


class Proposed(NamedTuple):
    """A proposed revision: of which value, to which line (None: taken back), by whom, when."""

    vintage: Vintage
    line: Line | None
    by: str
    at: datetime


def newest(viewer: Viewer, area: str) -> tuple[Vintage, ...]:
    """Return for each series of an area the standing value whose period ended last.

    Of several that end on the same day the longer basis is returned.  Raises Denied.
    """
    check(viewer, "figure.read_published")
    rows = Value.objects.filter(place=area, reversed_by=None)
    found: dict[str, Vintage] = {}
    for one in _vintages(rows):
        known = found.get(one.series)
        if known is None or (one.ends, _length(one)) > (known.ends, _length(known)):
            found[one.series] = one
    return tuple(found.values())


_BASES = ("day", "month", "quarter", "half", "to-date", "year")


def _length(vintage: Vintage) -> int:
    return _BASES.index(vintage.basis)


def course(viewer: Viewer, series: str, area: str) -> tuple[Slot, ...]:
    """Return all that was received of a series for an area, the newest period first.

    Raises Denied.
    """
    check(viewer, "figure.read_published")
    slots: dict[tuple[str, str], list[Vintage]] = {}
    rows = Value.objects.filter(place=area, series=series).order_by("-ends", "basis", "-number")
    for one in _vintages(rows):
        slots.setdefault((one.period, one.basis), []).append(one)
    return tuple(Slot(*name, tuple(found)) for name, found in slots.items())


def areas_with_values(viewer: Viewer, *, series: str = "") -> tuple[str, ...]:
    """Return the codes of the areas of which a value stands.  Raises Denied."""
    check(viewer, "figure.read_published")
    rows = Value.objects.filter(reversed_by=None)
    rows = rows.filter(series=series) if series else rows
    return tuple(rows.order_by("place").values_list("place", flat=True).distinct())


def values_of(viewer: Viewer, document: str) -> tuple[Vintage, ...]:
    """Return what was received from a publication.  Raises Denied."""
    check(viewer, "figure.read_published")
    return tuple(_vintages(Value.objects.filter(document=document).order_by("number")))


def value_card(viewer: Viewer, number: int) -> Vintage | None:
    """Return the value of one record, or None.  Raises Denied."""
    check(viewer, "figure.read_published")
    return next(iter(_vintages(Value.objects.filter(pk=number))), None)


def proposals(viewer: Viewer, place: str) -> tuple[Proposed, ...]:
    """Return the revisions that wait for a second officer, the oldest first.  Raises Denied."""
    check(viewer, "indicator.receive", place=place)
    rows = list(Proposal.objects.filter(place=place).order_by("at"))
    known = {
        one.number: one for one in _vintages(Value.objects.filter(pk__in=[r.pk for r in rows]))
    }
    return tuple(
        Proposed(known[row.number], line_of(row.line) if row.line else None, row.by, row.at)
        for row in rows
        if row.number in known
    )


def _vintages(rows: Any) -> Iterable[Vintage]:
    return (Vintage(*row) for row in rows.values_list(*_FIELDS))
