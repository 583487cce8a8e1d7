"""Note down who looked at whose data, and answer the person who asks (谁看过我)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from gongfu.kernel.ledger.locking import write_transaction
from gongfu.kernel.people.models import Reading

_HOUR = timedelta(hours=1)


class Look(NamedTuple):
    """One look at one field: by whom, at whom, under which letter of the matrix, why."""

    reader: str
    person: str
    field: str
    letter: str
    reason: str = ""


class Looked(NamedTuple):
    """A noted look and its moment."""

    look: Look
    at: datetime


def note(*looks: Look, at: datetime) -> None:
    """Write down looks before anything is shown: no line, no look."""
    with write_transaction():
        Reading.objects.bulk_create([Reading(**look._asdict(), at=at) for look in looks])


def who_looked(person: str, *, limit: int = 200) -> list[Looked]:
    """Return who looked at this person, newest first; the person's own looks are left out."""
    rows = Reading.objects.filter(person=person).exclude(reader=person).order_by("-at", "-id")
    columns = rows.values_list(*Look._fields, "at")[:limit]
    return [Looked(Look(*row[:-1]), row[-1]) for row in columns]


def people_read(reader: str, *, at: datetime) -> int:
    """Return at how many people the reader looked within the hour before `at`."""
    rows = Reading.objects.filter(reader=reader, at__gt=at - _HOUR, at__lte=at)
    return rows.exclude(person=reader).values("person").distinct().count()
