"""Sealed data opened for a reason (破窗查看): one reader, one person, some hours, told at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings

from gongfu.kernel.ledger.locking import write_transaction
from gongfu.kernel.people import rules
from gongfu.kernel.people.models import Glass


class Opened(NamedTuple):
    """A broken glass: who opened whose sealed data, why, from when until when."""

    reader: str
    person: str
    reason: str
    at: datetime
    until: datetime


def break_for(reader: str, person: str, *, reason: str, at: datetime) -> tuple[Opened, bool]:
    """Open a person's sealed data to a reader; return it, and whether it was not open before.

    Raises ReasonMissing.
    """
    rules.check_reason("b", reason)
    with write_transaction():
        if standing := open_to(reader, at=at).get(person):
            return standing, False
        until = at + timedelta(hours=settings.GONGFU_GLASS_HOURS)
        opened = Opened(reader, person, reason.strip()[: rules.MOST_REASON], at, until)
        Glass.objects.create(**opened._asdict())
        return opened, True


def open_to(reader: str, *, at: datetime) -> dict[str, Opened]:
    """Return by person what is open to a reader at that moment."""
    rows = Glass.objects.filter(reader=reader, at__lte=at, until__gt=at).order_by("until")
    return {row[1]: Opened(*row) for row in rows.values_list(*Opened._fields)}


def opened_of(people: Iterable[str], *, limit: int = 200) -> list[Opened]:
    """Return who opened the sealed data of these people, newest first."""
    rows = Glass.objects.filter(person__in=list(people)).order_by("-at", "-id")
    return [Opened(*row) for row in rows.values_list(*Opened._fields)[:limit]]


def reason_of(letter: str, reader: str, person: str, *, at: datetime) -> str:
    """Return the reason behind a look through a broken glass; nothing for any other look."""
    opened = open_to(reader, at=at).get(person) if letter == "b" else None
    return opened.reason if opened else ""
