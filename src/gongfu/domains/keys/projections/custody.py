"""What elders entrusted, and who holds it now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from gongfu.kernel.ledger.deeds import Batch, Deed, Entry, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.state import Rows

Fold = Callable[[Rows[Item], Entry[Any]], None]


def _in_own_hands(rows: Rows[Item], entry: Entry[Any], item: str) -> None:
    deed = entry.deed
    rows.new(
        item,
        elder=deed.elder,
        place=community_of(deed.place),
        sort=deed.sort,
        state="held",
        holder=deed.elder,
        since=entry.at,
    )


def _entrust(rows: Rows[Item], entry: Entry[ItemEntrusted]) -> None:
    _in_own_hands(rows, entry, entry.deed.item)


def _hand_over(rows: Rows[Item], entry: Entry[ItemHandedOver]) -> None:
    row = rows[entry.deed.item]
    row.state, row.offered_to = "offered", entry.deed.taker
    row.agreement = entry.deed.agreement


def _accept(rows: Rows[Item], entry: Entry[ItemAccepted]) -> None:
    row, deed = rows[entry.deed.item], entry.deed
    row.state, row.offered_to = "held", ""
    row.holder, row.since = deed.taker, entry.at
    row.with_keeper = bool(deed.to_keeper)


def _decline(rows: Rows[Item], entry: Entry[HandOverDeclined]) -> None:
    row = rows[entry.deed.item]
    row.state, row.offered_to, row.agreement = "held", "", ""


def _lose(rows: Rows[Item], entry: Entry[ItemLost]) -> None:
    row = rows[entry.deed.item]
    row.state, row.offered_to, row.since = "lost", "", entry.at


def _count(rows: Rows[Item], entry: Entry[ItemSeen]) -> None:
    rows[entry.deed.item].counted_on = entry.deed.on


def _replace(rows: Rows[Item], entry: Entry[ItemReplaced]) -> None:
    row, deed = rows[entry.deed.item], entry.deed
    row.state, row.successor, row.with_keeper = "replaced", deed.successor, False
    _in_own_hands(rows, entry, deed.successor)


_FOLDS: dict[type[Deed], Fold] = {
    ItemEntrusted: _entrust,
    ItemHandedOver: _hand_over,
    ItemAccepted: _accept,
    HandOverDeclined: _decline,
    ItemLost: _lose,
    ItemReplaced: _replace,
    ItemSeen: _count,
}


@projects(*_FOLDS, owns=(Item,))
def items(batch: Batch) -> None:
    """Keep the custody register."""
    rows = Rows(Item, [entry.deed.item for entry in batch])
    for entry in batch:
        _FOLDS[type(entry.deed)](rows, entry)
    rows.save()
