"""One need: who may see how much of it, and its course."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.needs.rules import NoSuchNeed
from gongfu.kernel.rights.checking import Denied, Grant, check
from gongfu.kernel.rights.viewers import Viewer

ACTIVE = ("asked", "accepted", "begun", "done")


class Card(NamedTuple):
    """A need for one viewer.

    need: its row.  grant: how it may be seen, None: kind, place and time only.  offers: of all
    helpers for an office, of oneself for a helper.  mine: the viewer's own offer.  merged: how
    many other askers follow it.
    """

    need: Need
    grant: Grant | None
    offers: tuple[Offer, ...]
    mine: Offer | None
    merged: int

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
    office = grant is not None and grant.letter in "rdo"
    merged = Need.objects.filter(into=need).count()
    return Card(row, grant, offers if office else (), mine, merged)


def course_of(need: str) -> list[Entry[Any]]:
    """Return the records of a need in ledger order; who may see the card may see them."""
    return reading.entries(Wanted(about=need))


def tracked(code: str) -> Tracked | None:
    """Return the course of the need with this tracking number, or None.

    A merged need shows the course of the one that it follows.
    """
    clean = "".join(letter for letter in code.lower() if letter.isalnum())
    row = Need.objects.filter(track=clean[:10]).first() if len(clean) >= 10 else None
    if row is not None and row.into:
        row = Need.objects.filter(pk=row.into).first() or row
    if row is None:
        return None
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
