"""The stock-take: each thing that a keeper has is seen by somebody else, or reported lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.domains.keys.actions.rows import elder_row, item_row
from gongfu.domains.keys.deeds import ItemSeen
from gongfu.domains.keys.rules import custody as rules
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("key.stock_take")
def see_item(viewer: Viewer, *, item: str, at: datetime, key: str = "") -> Entry[Any]:
    """Confirm to have seen a thing with its keeper; never one's own.  `report_lost` is the no.

    Raises Denied, NoSuchItem, NotOut, OwnHands.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ItemSeen, item=item):
        return sent
    row = item_row(item)
    check(viewer, "key.stock_take", place=row.place)
    rules.check_seen(row, by=act.by)
    deed = ItemSeen(
        on=act.on,
        place=elder_row(row.elder).place,
        elder=row.elder,
        item=item,
        sort=row.sort,
        holder=row.holder,
    )
    return append([act.draft(deed)])[0]
