"""Note down who looked at whose data, and answer the person who asks (谁看过我).

Whoever has looked at many people within an hour must first say again who they are: the measure is
a setting, thirty where nothing is set.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings

from gongfu.kernel.ledger.locking import write_transaction
from gongfu.kernel.people import rules
from gongfu.kernel.people.models import Export, Reading, StepUp

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
    """Write down looks before anything is shown: no line, no look.  Raises StepUpNeeded."""
    with write_transaction():
        for reader in {look.reader for look in looks}:
            check_measure(reader, {look.person for look in looks if look.reader == reader}, at=at)
        Reading.objects.bulk_create([Reading(**look._asdict(), at=at) for look in looks])


def check_measure(reader: str, people: Iterable[str], *, at: datetime) -> None:
    """Accept that somebody looks at these people, after all at whom they looked lately.

    Oneself does not count, nor who was looked at already.  Raises StepUpNeeded.
    """
    seen = _people_since(reader, _counted_from(reader, at), at)
    fresh = set(people) - seen - {reader}
    if fresh and len(seen | fresh) > settings.GONGFU_READINGS_AN_HOUR:
        raise rules.StepUpNeeded()


def _counted_from(reader: str, at: datetime) -> datetime:
    """Return since when looks count: an hour ago, or since the reader last said who they are."""
    rows = StepUp.objects.filter(reader=reader, opens_at__gt=at - _HOUR, opens_at__lte=at)
    last = rows.order_by("-opens_at").values_list("opens_at", flat=True).first()
    return last or at - _HOUR


def _people_since(reader: str, since: datetime, at: datetime) -> set[str]:
    rows = Reading.objects.filter(reader=reader, at__gt=since, at__lte=at)
    return set(rows.exclude(person=reader).values_list("person", flat=True).distinct())


def note_export(reader: str, what: str, *, people: int, at: datetime) -> None:
    """Write down that somebody takes a list with people on it along as a file."""
    with write_transaction():
        Export.objects.create(reader=reader, what=what, people=people, at=at)


def who_looked(person: str, *, limit: int = 200) -> list[Looked]:
    """Return who looked at this person, newest first; the person's own looks are left out."""
    rows = Reading.objects.filter(person=person).exclude(reader=person).order_by("-at", "-id")
    columns = rows.values_list(*Look._fields, "at")[:limit]
    return [Looked(Look(*row[:-1]), row[-1]) for row in columns]


def people_read(reader: str, *, at: datetime) -> int:
    """Return at how many people the reader looked within the hour before `at`."""
    return len(_people_since(reader, at - _HOUR, at))


def waiting_until(reader: str, *, at: datetime) -> datetime | None:
    """Return from when on the reader may go on after giving a reason, if that is still to come."""
    rows = StepUp.objects.filter(reader=reader, opens_at__gt=at).order_by("-opens_at")
    return rows.values_list("opens_at", flat=True).first()
