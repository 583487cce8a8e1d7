"""Requests as the public may follow them: kind, community, state and times, never a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.needs.models import Need
from gongfu.kernel.needs.states import ENDED, OPEN

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
