"""What a person has promised, as calendar events: kinds, times and communities, never a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gongfu.domains.grids import queries as grids
from gongfu.domains.keys import queries as keys
from gongfu.domains.keys.queries import DayLine
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.needs import queries as needs
from gongfu.kernel.places import tree
from gongfu.kernel.rights.checking import holds_somewhere
from gongfu.kernel.rights.viewers import Viewer

PARTS = ((time(8, 30), time(11, 30)), (time(14), time(17)), (time(18, 30), time(20, 30)))
_HOUR, _AHEAD = timedelta(hours=1), timedelta(days=28)


class Event(NamedTuple):
    """One entry.  uid: for ever the same.  begins, ends: both moments, or both days (end after)."""

    uid: str
    title: str
    place: str
    begins: datetime | date
    ends: datetime | date
    link: str


def events_of(viewer: Viewer, *, at: datetime) -> tuple[Event, ...]:
    """Return what the viewer has taken on, from today on."""
    found = [*_tasks(viewer), *_posts(viewer, shanghai_day(at)), *_visits(viewer, at)]
    return tuple(sorted(found, key=lambda one: (str(one.begins), one.uid)))


def _tasks(viewer: Viewer) -> Iterator[Event]:
    """Yield tasks: through their window, without one on the day by which they are due."""
    words = needs.kind_words(get_language() or "zh-hans")
    for line in needs.my_tasks(viewer, states=("accepted", "begun")):
        need = line.need
        title = _("Task: %(kind)s") % {"kind": words.get(need.sort, need.sort)}
        begins: datetime | date = shanghai_day(need.done_by)
        ends = begins + timedelta(days=1)
        if need.window_from:
            begins, ends = need.window_from, need.window_from + _HOUR
        place = tree.name_of(need.place[:12])
        yield Event(f"task-{line.offer}", title, place, begins, ends, "/tasks/")


def _posts(viewer: Viewer, on: date) -> Iterator[Event]:
    if not holds_somewhere(viewer, "post.claim"):
        return
    lists = grids.lists(get_language() or "zh-hans")
    for claim in grids.claims_of(viewer, viewer.person, on):
        if claim.state != "confirmed":
            continue
        title = lists.text(grids.POST_SORT, claim.post.sort)
        place = tree.name_of(claim.post.place)
        coming = [day for day in claim.days if day not in claim.away]
        for day, part in _times(coming, claim.post.times):
            begins, ends = (datetime.combine(day, clock, SHANGHAI) for clock in PARTS[part])
            uid = f"post-{claim.claim}-{day:%Y%m%d}-{part}"
            yield Event(uid, title, place, begins, ends, "/posts/mine/")


def _times(days: Iterable[date], week: Iterable[tuple[int, int]]) -> Iterator[tuple[date, int]]:
    times = list(week)
    for day in days:
        yield from ((day, part) for weekday, part in times if weekday == day.weekday())


def _visits(viewer: Viewer, at: datetime) -> Iterator[Event]:
    """Yield today's round, and each later day on which visits fall due: no elder stands here."""
    if not holds_somewhere(viewer, "visit.record"):
        return
    on = shanghai_day(at)
    lines = keys.day_of(viewer, viewer.person, on).lines
    waiting = [line for line in lines if line.standing.state in ("due", "overdue")]
    if waiting:
        yield _visits_on(on, waiting, *_span(on, waiting))
    coming: dict[date, list[DayLine]] = {}
    for line in lines:
        if on < line.standing.due_on <= on + _AHEAD:
            coming.setdefault(line.standing.due_on, []).append(line)
    for day, due in coming.items():
        yield _visits_on(day, due, day, day + timedelta(days=1))


def _visits_on(
    day: date, lines: Sequence[DayLine], begins: datetime | date, ends: datetime | date
) -> Event:
    words = ngettext("%(n)d visit to make", "%(n)d visits to make", len(lines))
    title, place = words % {"n": len(lines)}, tree.name_of(lines[0].place[:12])
    return Event(f"visits-{day:%Y%m%d}", title, place, begins, ends, "/day/")


def _span(on: date, lines: Sequence[DayLine]) -> tuple[datetime, datetime] | tuple[date, date]:
    """Return from when to when the round leads, or the whole day without one."""
    stops = [line.stop for line in lines if line.stop]
    if not stops:
        return on, on + timedelta(days=1)
    first, last = min(stop.arrive for stop in stops), max(stop.end for stop in stops)
    midnight = datetime.combine(on, time(), SHANGHAI)
    return midnight + timedelta(minutes=first), midnight + timedelta(minutes=last)
