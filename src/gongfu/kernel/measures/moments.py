"""Moments are aware and stored in UTC; days are Shanghai days.  Converted here and nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def shanghai_day(at: datetime) -> date:
    """Return the Shanghai day on which the aware moment `at` falls."""
    return at.astimezone(SHANGHAI).date()


def moment(on: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return the moment of that Shanghai clock time on the day `on`, in UTC."""
    return datetime.combine(on, time(hour, minute), SHANGHAI).astimezone(UTC)


def day_span(on: date) -> tuple[datetime, datetime]:
    """Return the moments [start, end) of the Shanghai day `on`, in UTC."""
    return moment(on), moment(on + timedelta(days=1))


def steady(at: datetime) -> datetime:
    """Return the end of the ten seconds in which the moment lies, for what need not be nearer.

    A limit that is past is always seen, one that is near up to ten seconds early.
    """
    return at.replace(microsecond=0) + timedelta(seconds=10 - at.second % 10)
