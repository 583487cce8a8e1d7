"""Requests as the public may follow them: kind, community, state and times, never a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple

from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.needs.models import Need
from gongfu.kernel.needs.states import ENDED, OPEN
from gongfu.kernel.places.seeing import Page, Turn, page_of, within

_DAYS, _MOST = 90, 1000
_STATUSES = {"open": OPEN, "closed": ENDED}


class Followed(NamedTuple):
    """One request by its tracking number."""

    track: str
    sort: str
    place: str
    state: str
    submitted_at: datetime
    changed_at: datetime | None
    done_by: datetime

    @property
    def open(self) -> bool:
        """Say whether it has not ended."""
        return self.state in OPEN


def followed(
    *,
    at: datetime,
    ids: Collection[str] = (),
    sorts: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    statuses: Collection[str] = (),
    shown_only: bool = True,
) -> tuple[Followed, ...]:
    """Return up to 1,000 requests, the newest first.

    ids: tracking numbers, which make the other conditions void.  Without any, those of the last
    90 days.  statuses: open, closed.  shown_only: only what may stand in a public list.
    """
    rows = Need.objects.filter(shown=True) if shown_only else Need.objects.all()
    if ids:
        rows = rows.filter(track__in=list(ids)[:_MOST])
    else:
        rows = rows.filter(submitted_at__gte=since or (until or at) - timedelta(days=_DAYS))
        rows = rows.filter(submitted_at__lte=until) if until else rows
        rows = rows.filter(sort__in=list(sorts)) if sorts else rows
        if statuses:
            wanted = [state for one in statuses for state in _STATUSES.get(one, ())]
            rows = rows.filter(state__in=wanted)
    return tuple(_followed(row) for row in rows.order_by("-submitted_at", "need")[:_MOST])


def followed_in(place: str, on: date, *, sort: str = "", page: Turn = 1) -> Page[Followed]:
    """Return what was asked in a place and may stand in a public list, the newest first.

    sort: only of this kind.
    """
    rows = Need.objects.filter(within(place, on), shown=True, into="")
    rows = rows.exclude(state__in=("refused", "withdrawn", "submitted"))
    rows = rows.filter(sort=sort) if sort else rows
    total, found = page_of(rows.order_by("-submitted_at", "need"), page=page, mark="track")
    return Page(total, tuple(_followed(row) for row in found), page)


def _followed(row: Need) -> Followed:
    changed = row.ended_at or row.done_at or row.reviewed_at
    return Followed(
        row.track,
        row.sort,
        community_of(row.place),
        row.state,
        row.submitted_at,
        changed,
        row.done_by,
    )
