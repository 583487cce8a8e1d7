"""Working days and working time, with China's public holidays and moved days."""

from __future__ import annotations

import functools
from datetime import date, datetime, time, timedelta

import chinese_calendar

from gongfu.kernel.measures.moments import SHANGHAI

_SPANS = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))


@functools.lru_cache(maxsize=4096)
def is_working_day(on: date) -> bool:
    """Say whether it is a working day; years not yet published go by the week alone."""
    try:
        return bool(chinese_calendar.is_workday(on))
    except NotImplementedError:
        return on.weekday() < 5


def after(at: datetime, hours: int, *, working: bool) -> datetime:
    """Return the moment so many hours later, in UTC as `at`.

    working: only office time counts, 8:30 to 12:00 and 13:30 to 17:30 on working days.
    """
    if not working:
        return at + timedelta(hours=hours)
    left, on = timedelta(hours=hours), at.astimezone(SHANGHAI).date()
    while True:
        for opens, closes in _SPANS if is_working_day(on) else ():
            begin = max(at, datetime.combine(on, opens, SHANGHAI))
            length = datetime.combine(on, closes, SHANGHAI) - begin
            if length > timedelta(0) and left <= length:
                return (begin + left).astimezone(at.tzinfo)
            left -= max(length, timedelta(0))
        on += timedelta(days=1)
