"""Whether time is volunteer time, or the paid working time of somebody in office.

In-service hours never count as volunteer hours: a record that touches a working day's hours of
somebody who is appointed as grid worker, secretary or officer is duty service.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import chinese_calendar
from django.conf import settings

from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.people.models import Appointment

VOLUNTEER, DUTY = "volunteer", "duty"
_PAID = ("GRD", "SEC", "DEP")
_CHUNK = 500
_OFFICE_HOURS = (time(8, 30), time(17, 30))

Spans = dict[str, list[tuple[date, date]]]


def paid_spans(people: Iterable[str]) -> Spans:
    """Return for each of these people the spans of days [since, end) in a paid office."""
    wanted, found = sorted(set(people)), defaultdict(list)
    for start in range(0, len(wanted), _CHUNK):
        rows = Appointment.objects.filter(person__in=wanted[start : start + _CHUNK], role__in=_PAID)
        for person, since, until, ended in rows.values_list("person", "since", "until", "ended_on"):
            found[person].append((since, min(until, ended or until)))
    return dict(found)


def hours_kind(started_at: datetime, ended_at: datetime, *, paid: list[tuple[date, date]]) -> str:
    """Return duty where the time touches office hours of a paid day, else volunteer."""
    if paid and any(
        _touches_office(started_at, ended_at, on)
        for on in _days(started_at, ended_at)
        if any(since <= on < end for since, end in paid)
    ):
        return DUTY
    return VOLUNTEER


def is_working_day(on: date) -> bool:
    """Say whether it is a working day, with China's holidays and moved days where published."""
    try:
        return bool(chinese_calendar.is_workday(on))
    except NotImplementedError:
        return on.weekday() < 5


def _days(started_at: datetime, ended_at: datetime) -> Iterable[date]:
    on = started_at.astimezone(SHANGHAI).date()
    while on <= ended_at.astimezone(SHANGHAI).date():
        yield on
        on += timedelta(days=1)


def _touches_office(started_at: datetime, ended_at: datetime, on: date) -> bool:
    if not is_working_day(on):
        return False
    opens, closes = getattr(settings, "GONGFU_OFFICE_HOURS", _OFFICE_HOURS)
    begin = datetime.combine(on, opens, SHANGHAI)
    return started_at < datetime.combine(on, closes, SHANGHAI) and begin < ended_at
