"""Members with their capital, subsidies and gifts, and plots."""

from __future__ import annotations

from typing import Any

from gongfu.domains.fields.deeds import (
    CapitalPaid,
    GrantReceived,
    HouseholdJoined,
    HouseholdLeft,
    PlotChanged,
    PlotClosed,
    PlotRegistered,
    PlotTransferred,
)
from gongfu.domains.fields.models import Grant, Member, Plot
from gongfu.kernel.ledger.deeds import Batch, projects
from gongfu.kernel.ledger.state import Rows

_PLOT = (
    "cooperative",
    "household",
    "tag",
    "place",
    "area",
    "cover",
    "soil",
    "outline",
    "until",
    "lessor",
)


@projects(HouseholdJoined, HouseholdLeft, CapitalPaid, owns=(Member,))
def members(batch: Batch) -> None:
    """Keep who belongs to which cooperative, and the capital that lies in it."""
    rows = Rows(Member, [(entry.deed.cooperative, entry.deed.household) for entry in batch])
    for entry in batch:
        deed = entry.deed
        key = (deed.cooperative, deed.household)
        if isinstance(deed, HouseholdJoined):
            known = rows.get(key)
            capital = known.capital_fen if known else 0
            rows.new(key, place=deed.place, joined_on=deed.on, capital_fen=capital)
        elif isinstance(deed, HouseholdLeft):
            rows[key].left_on = deed.on
        else:
            rows[key].capital_fen += deed.capital_fen * entry.sign
    rows.save()


@projects(GrantReceived, owns=(Grant,))
def grants(batch: Batch) -> None:
    """Keep subsidies and gifts."""
    rows = Rows(Grant, [entry.reverses or entry.number for entry in batch])
    for entry in batch:
        deed = entry.deed
        if entry.reverses is not None:
            rows[entry.reverses].reversed = True
            continue
        values = {name: getattr(deed, name) for name in ("cooperative", "source", "amount_fen")}
        rows.new(entry.number, on=deed.on, **values)
    rows.save()


@projects(PlotRegistered, PlotChanged, PlotTransferred, PlotClosed, owns=(Plot,))
def plots(batch: Batch) -> None:
    """Keep every plot as it stands."""
    rows = Rows(Plot, [entry.deed.plot for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, PlotClosed):
            row = rows[deed.plot]
            row.closed_on, row.reason = deed.on, deed.reason
        elif isinstance(deed, PlotRegistered):
            rows.new(deed.plot, opened_on=deed.on, since=deed.on, **_plot_values(deed))
        else:
            row = rows[deed.plot]
            for name, value in _plot_values(deed).items():
                setattr(row, name, value)
            row.since = deed.on
    rows.sort(lambda row: row.closed_on is None)
    rows.save()


def _plot_values(deed: Any) -> dict[str, Any]:
    return {**{name: getattr(deed, name) for name in _PLOT}, "demo": bool(deed.demo)}
