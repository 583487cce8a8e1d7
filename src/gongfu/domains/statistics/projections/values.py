"""Received values, of which one stands for each series, area, period and basis; publications."""

from __future__ import annotations

from typing import Any

from gongfu.domains.statistics.deeds import PublicationRegistered, ValueReceived
from gongfu.domains.statistics.models import Publication, Value
from gongfu.kernel.ledger.deeds import Batch, Entry, projects
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.measures.periods import period

_SAME = ("series", "place", "period", "basis", "unit", "status", "document", "page")


@projects(ValueReceived, owns=(Value,))
def values(batch: Batch) -> None:
    """Keep every received value; a reversal marks the one that it takes back."""
    rows = Rows(Value, [entry.reverses or entry.number for entry in batch])
    for entry in batch:
        if entry.reverses is None:
            rows.new(entry.number, **columns_of(entry))
        else:
            row = rows[entry.reverses]
            row.reversed_by, row.reversed_on = entry.number, shanghai_day(entry.at)
    rows.sort(lambda row: row.reversed_by is None)
    rows.save()


def columns_of(entry: Entry[Any]) -> dict[str, Any]:
    """Return the columns of a standing value."""
    deed = entry.deed
    return {
        **{name: getattr(deed, name) for name in _SAME},
        "value": str(deed.value),
        "ends": period(deed.period).last_day,
        "published_on": deed.published_on,
        "received_on": shanghai_day(entry.at),
        "doubt": " ".join(deed.doubt),
    }


@projects(PublicationRegistered, owns=(Publication,))
def publications(batch: Batch) -> None:
    """Keep every registered publication."""
    rows = Rows(Publication, [])
    for entry in batch:
        deed = entry.deed
        rows.new(
            deed.document,
            number=entry.number,
            issuer=deed.issuer,
            published_on=deed.published_on,
            registered_on=deed.on,
            digest=deed.digest,
        )
    rows.save()
