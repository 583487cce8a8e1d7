"""What is implausible enough to ask about.  Flags ask; they never block and never accuse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from gongfu.domains.keys.models import Visit
from gongfu.domains.keys.rules.visiting import LATE
from gongfu.kernel.measures.periods import Period
from gongfu.kernel.places.seeing import see, within
from gongfu.kernel.rights.viewers import Viewer

_DAY_MINUTES = 14 * 60
_SERIES = 3
# Walking or riding from one community to another takes at least so long.
_BETWEEN_PLACES = timedelta(minutes=3)


class Flag(NamedTuple):
    """A reason to ask: which records of which keeper on which day.

    reason: two-places, long-day, same-second, late.
    """

    reason: str
    keeper: str
    on: date
    numbers: tuple[int, ...]


def flags_in(viewer: Viewer, place: str, period: Period) -> tuple[Flag, ...]:
    """Return what is worth asking about in a place and period, by day.  Raises Denied.

    two-places: less than three minutes between records in two communities.  long-day: more than
    14 hours in a day.  same-second: three or more sent on their own within one second.  late: more
    than seven days after.
    """
    see(viewer, "visit.settle", place=place)
    rows = Visit.objects.filter(
        within(place, period.last_day), on__gte=period.start, on__lt=period.end, reversed=False
    )
    by_keeper: dict[str, list[Visit]] = defaultdict(list)
    for row in rows.order_by("started_at", "number"):
        by_keeper[row.keeper].append(row)
    found = [
        flag for visits in by_keeper.values() for reason in _REASONS for flag in reason(visits)
    ]
    return tuple(sorted(found, key=lambda flag: (flag.on, flag.keeper, flag.reason)))


def _flag(reason: str, visits: Iterable[Visit]) -> Flag:
    among = tuple(visits)
    return Flag(reason, among[0].keeper, among[0].on, tuple(sorted(v.number for v in among)))


def _two_places(visits: list[Visit]) -> Iterator[Flag]:
    for first, second in pairwise(visits):
        gap = second.started_at - first.ended_at
        if first.place != second.place and gap < _BETWEEN_PLACES:
            yield _flag("two-places", (first, second))


def _long_day(visits: list[Visit]) -> Iterator[Flag]:
    for _on, group in groupby(visits, key=lambda visit: visit.on):
        among = list(group)
        if sum(visit.minutes for visit in among) > _DAY_MINUTES:
            yield _flag("long-day", among)


def _same_second(visits: list[Visit]) -> Iterator[Flag]:
    sent = sorted((v for v in visits if v.manner == "phone"), key=lambda v: v.recorded_at)
    for _second, group in groupby(sent, key=lambda v: v.recorded_at.replace(microsecond=0)):
        among = list(group)
        if len(among) >= _SERIES:
            yield _flag("same-second", among)


def _late(visits: list[Visit]) -> Iterator[Flag]:
    for visit in visits:
        if visit.recorded_at - visit.ended_at > LATE:
            yield _flag("late", (visit,))


_REASONS: tuple[Callable[[list[Visit]], Iterator[Flag]], ...] = (
    _two_places,
    _long_day,
    _same_second,
    _late,
)
