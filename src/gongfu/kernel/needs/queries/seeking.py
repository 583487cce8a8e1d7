"""What a dispatch must know: needs that seek helpers, who was asked, who is busy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Q, Sum

from gongfu.kernel.ledger.fetching import chunks, rows_among
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.needs.models import Kind, Need, Offer
from gongfu.kernel.needs.queries.mine import SEEKING
from gongfu.kernel.needs.rules import ACTIVE
from gongfu.kernel.places.seeing import within
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.viewers import Viewer

_PARTS = (12, 18)


class Seeking(NamedTuple):
    """A need with places to fill.  skill: of its kind.  slots: 21 bits of the week, 0: any.

    asked: people who were asked before, whatever they said; they are not asked again.
    """

    need: str
    sort: str
    place: str
    asker: str
    urgency: int
    done_by: datetime
    places: int
    skill: str
    slots: int
    automatic: bool
    asked: frozenset[str]


class Load(NamedTuple):
    """How many tasks somebody has now, and took in the last thirty days."""

    now: int
    month: int


def seeking_in(
    viewer: Viewer, place: str, *, at: datetime, need: str = "", most: int = 500
) -> tuple[Seeking, ...]:
    """Return the needs of an area with places to fill and nobody being asked, the urgent first.

    need: only this one, also while somebody is being asked.  Raises Denied.
    """
    check(viewer, "offer.send", place=place)
    rows = Need.objects.filter(within(place, shanghai_day(at)), state__in=SEEKING)
    rows = rows.filter(wanted__gt=F("taken") + F("finished"))
    rows = rows.filter(pk=need) if need else rows.filter(asked=0)
    return _with_asked(list(rows.order_by("-urgency", "done_by", "need")[:most]))


def seeking_these(viewer: Viewer, needs: Iterable[str]) -> tuple[Seeking, ...]:
    """Return those of these needs that seek helpers and for which the viewer may ask some."""
    rows = [row for row in rows_among(Need, need=needs) if row.state in SEEKING]
    return _with_asked([row for row in rows if may(viewer, "offer.send", place=row.place)])


def _with_asked(rows: list[Need]) -> tuple[Seeking, ...]:
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    asked = _asked([row.need for row in rows])
    return tuple(_seeking(row, kinds.get(row.sort), asked.get(row.need, set())) for row in rows)


def _seeking(row: Need, kind: Kind | None, asked: set[str]) -> Seeking:
    return Seeking(
        row.need,
        row.sort,
        row.place,
        row.asker,
        row.urgency,
        row.done_by,
        row.wanted - row.taken - row.finished,
        kind.skill if kind else "",
        _slots(row.window_from, row.window_to),
        bool(kind and kind.automatic),
        frozenset(asked),
    )


def _slots(begin: datetime | None, end: datetime | None) -> int:
    """Return the parts of the week in a window as bits: Monday morning is bit 0."""
    if begin is None or end is None:
        return 0
    mask, moment = 0, begin.astimezone(SHANGHAI)
    while moment < end.astimezone(SHANGHAI):
        part = sum(moment.hour >= hour for hour in _PARTS)
        mask |= 1 << (moment.weekday() * 3 + part)
        moment += timedelta(hours=1)
    return mask


def _asked(needs: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for chunk in chunks(needs):
        rows = Offer.objects.filter(need__in=chunk)
        for need, helper in rows.values_list("need", "helper"):
            found.setdefault(need, set()).add(helper)
    return found


def minutes_of(people: Iterable[str], *, since: datetime) -> int:
    """Return how many minutes these people helped in all since a moment."""
    rows = Offer.objects.filter(helper__in=list(people), state="done", ended_at__gte=since)
    return rows.aggregate(minutes=Sum("minutes"))["minutes"] or 0


def loads_of(people: Iterable[str], *, at: datetime) -> dict[str, Load]:
    """Return the tasks of these people; who has none is missing.  For fairness, never shown."""
    recent = Q(asked_at__gte=at - timedelta(days=30), state__in=("accepted", "begun", "done"))
    found: dict[str, Load] = {}
    for chunk in chunks(people):
        rows = Offer.objects.filter(helper__in=chunk).values("helper").order_by()
        counted = rows.annotate(
            now=Count("pk", filter=Q(state__in=ACTIVE)), month=Count("pk", filter=recent)
        )
        found.update({row["helper"]: Load(row["now"], row["month"]) for row in counted})
    return found
