"""What one helper has done: tasks with their minutes, volunteer time and duty apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from gongfu.kernel.ledger import standing
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.measures.periods import Period
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.places.seeing import Page, page_of, see
from gongfu.kernel.rights.viewers import Viewer


class Worked(NamedTuple):
    """One task done.  number: of its record.  evidence: A, B or C.  sort: the kind of request."""

    number: int
    need: str
    sort: str
    started_at: datetime
    ended_at: datetime
    minutes: int
    hours_kind: str
    evidence: str
    disputed: bool


def worked_by(viewer: Viewer, person: str, *, page: int = 1) -> Page[Worked]:
    """Return the tasks that somebody has done, newest first: own, or the office's.  Raises Denied.

    page: from 1, or ALL.
    """
    see(viewer, "volunteer.hours_list", owner=person)
    rows = Offer.objects.filter(helper=person, state="done").order_by("-ended_at", "offer")
    total, found = page_of(rows, page=page)
    return Page(total, tuple(_worked(found)), page)


def worked_in(person: str, period: Period) -> tuple[Worked, ...]:
    """Return the tasks that somebody has done in a period; for sums, by who checked the right."""
    rows = Offer.objects.filter(
        helper=person,
        state="done",
        ended_at__gte=moment(period.start),
        ended_at__lt=moment(period.end),
    )
    return tuple(_worked(list(rows.order_by("ended_at", "offer"))))


def _worked(rows: list[Offer]) -> Iterable[Worked]:
    numbers = [row.number for row in rows if row.number]
    stands = standing.of(numbers)
    needs = Need.objects.filter(pk__in={row.need for row in rows})
    sorts = dict(needs.values_list("need", "sort"))
    for row in rows:
        if row.ended_at is None or row.number is None:
            continue
        stand = stands.get(row.number)
        yield Worked(
            row.number,
            row.need,
            sorts.get(row.need, ""),
            row.ended_at - timedelta(minutes=row.minutes),
            row.ended_at,
            row.minutes,
            row.hours_kind,
            max("A", stand.evidence) if stand else "A",
            bool(stand and stand.disputed_by),
        )
