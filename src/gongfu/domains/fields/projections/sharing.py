"""Rules of sharing, sharings, and each household's line."""

from __future__ import annotations

from gongfu.domains.fields.deeds import (
    ShareComputed,
    SharePaid,
    SharingAdopted,
    SharingDropped,
    SharingProposed,
    SharingRuleAdopted,
)
from gongfu.domains.fields.models import Rule, Share, Sharing
from gongfu.kernel.ledger.deeds import Batch, projects
from gongfu.kernel.ledger.state import Rows

_PROPOSED = (
    "cooperative",
    "year",
    "households",
    "takings_fen",
    "others_fen",
    "cost_fen",
    "loss_fen",
    "reserve_fen",
    "by_trade_fen",
    "by_capital_fen",
)
_SHARE = (
    "trade_fen",
    "by_trade_fen",
    "by_capital_fen",
    "new_reserve_fen",
    "capital_fen",
    "held_reserve_fen",
    "grant_fen",
)


@projects(SharingRuleAdopted, owns=(Rule,))
def rules(batch: Batch) -> None:
    """Keep the newest rule of each cooperative."""
    rows = Rows(Rule, [])
    for entry in batch:
        deed = entry.deed
        parts = {"reserve_bp": deed.reserve_bp, "trade_bp": deed.trade_bp}
        rows.new(deed.cooperative, adopted_on=deed.on, **parts)
    rows.save()


@projects(SharingProposed, SharingAdopted, SharingDropped, owns=(Sharing,))
def sharings(batch: Batch) -> None:
    """Keep every sharing; what is dropped gives its year free."""
    rows = Rows(Sharing, [entry.deed.sharing for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, SharingProposed):
            values = {name: getattr(deed, name) for name in _PROPOSED}
            rows.new(deed.sharing, number=entry.number, proposed_on=deed.on, **values)
        elif isinstance(deed, SharingAdopted):
            row = rows[deed.sharing]
            row.state, row.adopted_on = "adopted", deed.on
        else:
            rows[deed.sharing].state = "dropped"
    rows.sort(lambda row: row.state != "dropped")
    rows.save()


@projects(ShareComputed, SharePaid, owns=(Share,))
def shares(batch: Batch) -> None:
    """Keep each household's line, and whether it was paid."""
    paid = [entry.deed for entry in batch if isinstance(entry.deed, SharePaid)]
    rows = Rows(Share, [(deed.sharing, deed.household) for deed in paid])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, SharePaid):
            row = rows[deed.sharing, deed.household]
            stands = entry.reverses is None
            row.paid, row.paid_on = (entry.number, deed.on) if stands else (None, None)
            continue
        values = {name: getattr(deed, name) for name in _SHARE}
        rows.new((deed.sharing, deed.household), number=entry.number, **values)
    rows.save()
