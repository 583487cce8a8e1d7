"""Who holds which numbered thing, and through which hands it went.

The number of a key and the door it opens are never joined here, but in `door_for`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.domains.keys.deeds import (
    HandOverDeclined,
    ItemAccepted,
    ItemEntrusted,
    ItemHandedOver,
    ItemLost,
    ItemReplaced,
    ItemSeen,
)
from gongfu.domains.keys.models import Item
from gongfu.domains.keys.rules.custody import NEAR_MONEY, NoSuchItem
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.people import vault
from gongfu.kernel.places.seeing import Page, page_of, see, within
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.viewers import Viewer

_KINDS = (
    ItemEntrusted,
    ItemHandedOver,
    ItemAccepted,
    HandOverDeclined,
    ItemLost,
    ItemReplaced,
    ItemSeen,
)
ELDER = "elder"


class ItemLine(NamedTuple):
    """A thing of the register.

    holder, offered_to: the id, or "elder" in place of the elder's own.  yours: the viewer holds
    it.  takes: the viewer may accept it.  counted_on: of the last stock-take that saw it.
    """

    item: str
    sort: str
    state: str
    holder: str
    offered_to: str
    since: datetime
    place: str
    yours: bool
    takes: bool
    successor: str
    counted_on: date | None


class Link(NamedTuple):
    """One step in the chain of hands; ids as in `ItemLine`.

    step: entrusted, handed-over, accepted, declined, lost, replaced, seen.
    """

    number: int
    step: str
    on: date
    at: datetime
    giver: str
    taker: str
    witness: str
    by: str


class Door(NamedTuple):
    """The door that a key opens, for its one assigned holder."""

    item: str
    elder: str
    address: str


def keys_of(viewer: Viewer, holder: str) -> tuple[ItemLine, ...]:
    """Return the things that somebody holds or is about to take, as far as the viewer may see."""
    mine = Item.objects.filter(holder=holder, state__in=("held", "offered"))
    coming = Item.objects.filter(offered_to=holder, state="offered")
    rows = {row.item: row for row in (*mine, *coming)}
    return tuple(
        line_of(row, viewer)
        for row in sorted(rows.values(), key=lambda row: (row.sort, row.item))
        if may(viewer, "key.custody_read", owner=holder, place=row.place)
    )


def handed_to(viewer: Viewer) -> tuple[ItemLine, ...]:
    """Return the things that wait for the viewer, or who the viewer speaks for, to accept them."""
    people = [one for one in (viewer.person, *sorted(viewer.wards)) if one]
    rows = Item.objects.filter(offered_to__in=people, state="offered").order_by("item")
    return tuple(line_of(row, viewer) for row in rows)


def near_money(viewer: Viewer, elder: str) -> tuple[ItemLine, ...]:
    """Return the cards and bankbooks of an elder that the viewer holds."""
    rows = Item.objects.filter(
        elder=elder, holder=viewer.person or "-", state="held", sort__in=NEAR_MONEY
    )
    return tuple(line_of(row, viewer) for row in rows.order_by("sort", "item"))


def items_in(
    viewer: Viewer, place: str, on: date, *, state: str = "", page: int = 1
) -> Page[ItemLine]:
    """Return the register of a place, by number; with a state only those in it.  Raises Denied."""
    see(viewer, "key.custody_read", place=place)
    rows = Item.objects.filter(within(place, on)).order_by("item")
    rows = rows.filter(state=state) if state else rows.exclude(state="replaced")
    total, found = page_of(rows, page=page)
    return Page(total, tuple(line_of(row, viewer) for row in found), page)


def item_card(viewer: Viewer, item: str) -> ItemLine:
    """Return one thing.  Raises Denied, also when there is none, and NoSuchItem."""
    return line_of(_visible(viewer, item), viewer)


def custody_chain(viewer: Viewer, item: str) -> tuple[Link, ...]:
    """Return the hands through which a thing went, oldest first, back to what it replaces.

    Raises Denied, NoSuchItem.
    """
    row = _visible(viewer, item)
    kinds = tuple(kind.kind for kind in _KINDS)
    entries = reading.entries(Wanted(kinds=kinds, about=row.elder))
    return tuple(_link(e, row) for e in entries if item in (e.deed.item, _successor(e.deed)))


def _visible(viewer: Viewer, item: str) -> Item:
    row = Item.objects.filter(pk=item).first()
    if row is None:
        see(viewer, "key.custody_read")
        raise NoSuchItem()
    own = next((p for p in (row.holder, row.offered_to, row.elder) if viewer.speaks_for(p)), "")
    see(viewer, "key.custody_read", owner=own, place=row.place)
    return row


def line_of(row: Item, viewer: Viewer) -> ItemLine:
    """Return the line of a thing as the viewer sees it."""
    return ItemLine(
        item=row.item,
        sort=row.sort,
        state=row.state,
        holder=_hidden(row.holder, row.elder),
        offered_to=_hidden(row.offered_to, row.elder),
        since=row.since,
        place=row.place,
        yours=viewer.speaks_for(row.holder),
        takes=row.state == "offered" and viewer.speaks_for(row.offered_to),
        successor=row.successor,
        counted_on=row.counted_on,
    )


def _hidden(person: str, elder: str) -> str:
    return ELDER if person and person == elder else person


def _successor(deed: Any) -> str:
    return deed.successor if isinstance(deed, ItemReplaced) else ""


def _link(entry: Entry[Any], row: Item) -> Link:
    deed = entry.deed

    def hand(name: str) -> str:
        return _hidden(getattr(deed, name, ""), row.elder)

    return Link(
        number=entry.number,
        step=deed.kind.rpartition(".")[2],
        on=deed.on,
        at=entry.at,
        giver=hand("holder") or hand("giver"),
        taker=hand("taker"),
        witness=hand("witness"),
        by=_hidden(entry.by, row.elder),
    )


def door_for(viewer: Viewer, item: str, *, at: datetime) -> Door:
    """Return the door that a key opens, to its one assigned holder, and note down the reading.

    The office opens it only through a broken glass.  Raises Denied, NoSuchItem, StepUpNeeded.
    """
    row = Item.objects.filter(pk=item).first()
    holds = row is not None and row.state == "held" and row.holder == viewer.person
    owner = row.elder if row else ""
    grant = check(viewer, "key.join_number_to_address", assigned=holds, owner=owner)
    if row is None:
        raise NoSuchItem()
    address = vault.reveal(viewer, row.elder, "address", grant=grant, at=at)
    return Door(item, row.elder, address)
