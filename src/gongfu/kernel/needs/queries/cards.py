"""One need: who may see how much of it, and its course."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.needs.rules import NoSuchNeed
from gongfu.kernel.needs.slips import of_secret
from gongfu.kernel.rights.checking import Denied, Grant, check
from gongfu.kernel.rights.viewers import Viewer

ACTIVE = ("asked", "accepted", "begun", "done")


class Card(NamedTuple):
    """A need for one viewer.

    need: its row.  grant: how it may be seen, None: kind, place and time only.  offers: of all
    helpers for an office, of who has taken it for the asker.  mine: the viewer's own offer.
    merged: how many other askers follow it.  leads: the request that it follows, or itself.
    """

    need: Need
    grant: Grant | None
    offers: tuple[Offer, ...]
    mine: Offer | None
    merged: int
    leads: Need

    @property
    def full(self) -> bool:
        """Say whether asker, words and exact place may be shown."""
        return self.grant is not None and not self.grant.pseudonymous


class Tracked(NamedTuple):
    """What anyone with the tracking number sees: no person, no exact place."""

    need: str
    sort: str
    place: str
    state: str
    submitted_at: datetime
    done_by: datetime
    done_at: datetime | None
    outcome: str
    helpers: int


def need_card(viewer: Viewer, need: str) -> Card:
    """Return a need as the viewer may see it.  Raises NoSuchNeed, Denied."""
    row = Need.objects.filter(pk=need).first()
    if row is None:
        raise NoSuchNeed()
    offers = tuple(Offer.objects.filter(need=need, state__in=ACTIVE).order_by("asked_at", "offer"))
    mine = next((o for o in offers if viewer.person and o.helper == viewer.person), None)
    taken = mine is not None and mine.state != "asked"
    case: dict[str, Any] = {"owner": row.asker, "place": row.place, "assigned": taken}
    grant: Grant | None
    try:
        grant = check(viewer, "request.read_full", **case)
    except Denied:
        grant = None
        check(viewer, "request.read_open", **case)
    merged = Need.objects.filter(into=need).count()
    return Card(row, grant, _shown_to(grant, offers), mine, merged, followed_by(row))


def _shown_to(grant: Grant | None, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Return the offers that the grant shows: who was merely asked is the office's alone."""
    if grant is None or grant.letter not in "rdo":
        return ()
    return tuple(one for one in offers if grant.letter != "o" or one.state != "asked")


def followers_of(need: str) -> list[Need]:
    """Return the requests that were merged into this one, also by way of others."""
    found: list[Need] = []
    edge = [need]
    while edge:
        rows = list(Need.objects.filter(into__in=edge).order_by("number"))
        found += rows
        edge = [row.need for row in rows]
    return found


def followed_by(row: Need) -> Need:
    """Return the request whose course this one follows: itself, or what it was merged into."""
    seen = {row.need}
    while row.into and row.into not in seen:
        seen.add(row.into)
        row = Need.objects.filter(pk=row.into).first() or row
    return row


def course_of(need: str) -> list[Entry[Any]]:
    """Return the records of a need in ledger order; who may see the card may see them."""
    return reading.entries(Wanted(about=need))


class Slipped(NamedTuple):
    """What a slip opens.  course: of what is followed; state: of the request itself."""

    course: Tracked
    state: str


def slipped(secret: str) -> Slipped | None:
    """Return the request that the secret of a slip opens, or None."""
    row = of_secret(secret)
    return Slipped(_tracked(followed_by(row)), row.state) if row else None


def numbered(codes: Iterable[str]) -> dict[str, str]:
    """Return the ids of the requests with these tracking numbers, by the number as it was typed."""
    clean = {code: _clean(code) for code in codes}
    rows = Need.objects.filter(track__in=[one for one in clean.values() if one])
    known = dict(rows.values_list("track", "need"))
    return {code: known[track] for code, track in clean.items() if track in known}


def _clean(code: str) -> str:
    """Return a tracking number without the marks with which people write it, or nothing."""
    clean = "".join(letter for letter in code.lower() if letter.isalnum())
    return clean[:10] if len(clean) >= 10 else ""


def tracked(code: str) -> Tracked | None:
    """Return the course of the need with this tracking number, or None.

    A merged need shows the course of the one that it follows.
    """
    clean = _clean(code)
    row = Need.objects.filter(track=clean).first() if clean else None
    return _tracked(followed_by(row)) if row else None


def _tracked(row: Need) -> Tracked:
    return Tracked(
        row.need,
        row.sort,
        community_of(row.place),
        row.state,
        row.submitted_at,
        row.done_by,
        row.done_at,
        row.outcome if row.state in ("referred",) else "",
        row.taken + row.finished,
    )
