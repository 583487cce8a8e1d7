"""Times of a week as 21 bits: 7 days by 3 parts of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

PARTS = 3
WEEK = (1 << 7 * PARTS) - 1
_DAY = (1 << PARTS) - 1

Time = tuple[int, int]


def mask_of(times: Iterable[Time]) -> int:
    """Return the bits of these times, each a weekday (Monday 0) and a part of the day."""
    mask = 0
    for weekday, part in times:
        mask |= 1 << (weekday * PARTS + part)
    return mask


def times_of(mask: int) -> tuple[Time, ...]:
    """Return the times whose bits are set, in the order of the week."""
    return tuple(divmod(bit, PARTS) for bit in range(7 * PARTS) if mask >> bit & 1)


def on_weekday(mask: int, day: date) -> int:
    """Return those bits that belong to the weekday of a day."""
    return mask & _DAY << (day.weekday() * PARTS)


def within_days(mask: int, first: date, last: date) -> int:
    """Return those bits whose weekday comes between the two days, both included."""
    if (last - first).days >= 6:
        return mask
    kept = 0
    while first <= last:
        kept |= on_weekday(mask, first)
        first += timedelta(days=1)
    return kept
