"""Who is due: the states in which an elder's next visit can stand."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongfu.domains.keys.models import Due

OVERDUE, DUE, DONE, LATER = "overdue", "due", "done", "later"


class Standing(NamedTuple):
    """How the next visit stands.

    state: overdue (days since it fell due), due (today), done (visited today), later (in days).
    """

    state: str
    days: int
    due_on: date
    last_on: date | None
    last_keeper: str


def standing_of(due: Due, *, on: date) -> Standing:
    """Return how the next visit to an elder stands on that day."""
    days = (due.due_on - on).days
    state = DONE if due.last_on == on else LATER if days > 0 else OVERDUE if days else DUE
    return Standing(state, abs(days), due.due_on, due.last_on, due.last_keeper)
