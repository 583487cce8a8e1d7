"""When a message may leave: at once, after the quiet hours, or with the day's digest."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from gongfu.kernel.measures.moments import SHANGHAI, moment

DIGEST_HOUR = 8


def due_moment(
    at: datetime, *, quiet: tuple[time, time] | None = None, daily: bool = False
) -> datetime:
    """Return when what happened at `at` may be sent.

    quiet: Shanghai clock times [from, until), over midnight where until is earlier.
    """
    if daily:
        at = _next_digest(at)
    return _after_quiet(at, *quiet) if quiet else at


def _next_digest(at: datetime) -> datetime:
    on = at.astimezone(SHANGHAI).date()
    today = moment(on, DIGEST_HOUR)
    return today if at <= today else moment(on + timedelta(days=1), DIGEST_HOUR)


def _after_quiet(at: datetime, begins: time, ends: time) -> datetime:
    local = at.astimezone(SHANGHAI)
    now, on = local.time(), local.date()
    if begins <= ends:
        return moment(on, ends.hour, ends.minute) if begins <= now < ends else at
    if now < ends:
        return moment(on, ends.hour, ends.minute)
    return moment(on + timedelta(days=1), ends.hour, ends.minute) if now >= begins else at
