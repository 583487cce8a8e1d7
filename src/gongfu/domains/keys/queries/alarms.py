"""Open alarms and the path that each has taken."""

from __future__ import annotations

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q

from gongfu.domains.keys.deeds import AlarmStepTaken
from gongfu.domains.keys.models import Alarm, Care
from gongfu.domains.keys.queries.duties import answers, own_duties
from gongfu.domains.keys.rules.alarms import WITH_KEY, NoSuchAlarm, is_waiting, take_by
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.measures.moments import day_span
from gongfu.kernel.places.seeing import Page, page_of, see, within
from gongfu.kernel.rights.viewers import Viewer

# What is done next after a step that reached nobody.
_NEXT = {
    "": "called-elder",
    "called-elder": "called-contact",
    "called-contact": WITH_KEY,
    WITH_KEY: "called-services",
    "called-services": "called-services",
}


class AlarmLine(NamedTuple):
    """An alarm and how far it has come.  next_step: what the path asks for now; empty: close it.

    waiting: nobody has taken it yet.  take_by: the moment by which somebody must have.
    """

    alarm: str
    elder: str
    place: str
    cause: str
    raised_at: datetime
    raised_by: str
    steps: int
    last_step: str
    last_outcome: str
    next_step: str
    closed_at: datetime | None
    outcome: str
    taken_by: str
    taken_at: datetime | None
    waiting: bool
    take_by: datetime


class StepLine(NamedTuple):
    """One step of the path."""

    number: int
    at: datetime
    by: str
    second: str
    step: str
    outcome: str


class AlarmCard(NamedTuple):
    """An alarm with its path, oldest step first."""

    line: AlarmLine
    path: tuple[StepLine, ...]


class KeyUse(NamedTuple):
    """An elder's door was opened with a key: what the family is told."""

    number: int
    elder: str
    at: datetime
    by: str
    second: str
    outcome: str


def alarm_line(row: Alarm) -> AlarmLine:
    """Return the line of an alarm."""
    found = row.closed_at is not None or row.last_outcome in ("fine", "helped", "reached")
    made = ("next_step", "waiting", "take_by")
    values: dict[str, Any] = {n: getattr(row, n) for n in AlarmLine._fields if n not in made}
    return AlarmLine(
        **values,
        next_step="" if found else _NEXT[row.last_step],
        waiting=is_waiting(row),
        take_by=take_by(row.raised_at),
    )


def open_alarms(viewer: Viewer, place: str, on: date, *, page: int = 1) -> Page[AlarmLine]:
    """Return the open alarms of a place, oldest first.  Raises Denied."""
    see(viewer, "alarm.step", place=place)
    rows = Alarm.objects.filter(within(place, on), closed_at=None).order_by("raised_at", "alarm")
    total, found = page_of(rows, page=page)
    return Page(total, tuple(alarm_line(row) for row in found), page)


def alarms_for(viewer: Viewer, on: date) -> tuple[AlarmLine, ...]:
    """Return the open alarms of today that the viewer, who is on call, answers, oldest first."""
    places = [one.place for one in own_duties(viewer, on) if one.day == on]
    if not places:
        return ()
    here = reduce(or_, (Q(place__startswith=place) for place in places))
    rows = Alarm.objects.filter(here, closed_at=None, raised_at__gte=day_span(on)[0])
    return tuple(alarm_line(row) for row in rows.order_by("raised_at", "alarm"))


def alarm_card(viewer: Viewer, alarm: str) -> AlarmCard:
    """Return an alarm with its path, to the office, the elder's keepers, the elder and family.

    Also to who was on call when it was raised, until it is closed.
    Raises Denied, also when there is none, NoSuchAlarm.
    """
    row = Alarm.objects.filter(pk=alarm).first()
    if row is None:
        see(viewer, "alarm.step")
        raise NoSuchAlarm()
    keeps = Care.objects.filter(pk=(row.elder, viewer.person), until=None).exists()
    if not viewer.speaks_for(row.elder):
        assigned = keeps or answers(row, viewer.person)
        see(viewer, "alarm.step", place=row.place, assigned=assigned)
    path = tuple(_step(e) for e in _steps(row.elder) if e.deed.alarm == alarm)
    return AlarmCard(alarm_line(row), path)


def _steps(elder: str) -> list[Entry[Any]]:
    return reading.entries(Wanted(kinds=(AlarmStepTaken.kind,), about=elder))


def _step(entry: Entry[Any]) -> StepLine:
    deed = entry.deed
    return StepLine(entry.number, entry.at, entry.by, deed.second, deed.step, deed.outcome)


def key_uses(viewer: Viewer, *, since: datetime) -> tuple[KeyUse, ...]:
    """Return when doors of the viewer or the viewer's family were opened, newest first."""
    people = [one for one in (viewer.person, *sorted(viewer.wards)) if one]
    uses = [
        KeyUse(e.number, e.deed.elder, e.at, e.by, e.deed.second, e.deed.outcome)
        for elder in people
        for e in _steps(elder)
        if e.deed.step == WITH_KEY and e.at >= since
    ]
    return tuple(sorted(uses, reverse=True))
