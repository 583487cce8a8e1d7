"""Supported households, agreements, obligations and incomes."""

from __future__ import annotations

from gongfu.domains.fields import deeds
from gongfu.domains.fields.models import Agreement, Income, Obligation, Support
from gongfu.kernel.ledger.deeds import Batch, Deed, projects
from gongfu.kernel.ledger.state import Rows

_ENDS: dict[type[Deed], str] = {
    deeds.ObligationKept: "kept",
    deeds.ObligationLate: "late",
    deeds.ObligationFailed: "failed",
    deeds.ObligationOverdue: "overdue",
}
_PROMISED = (
    "agreement",
    "household",
    "place",
    "party",
    "party_sort",
    "sort",
    "amount_fen",
    "due_on",
)


@projects(deeds.SupportAsked, deeds.SupportAgreed, deeds.SupportLeft, owns=(Support,))
def supports(batch: Batch) -> None:
    """Keep who is supported; a household that asks again begins anew."""
    rows = Rows(Support, [entry.deed.household for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, deeds.SupportAsked):
            values = {"place": deed.place, "manner": deed.manner, "origin": deed.origin}
            rows.new(deed.household, asked_on=deed.on, **values)
        elif isinstance(deed, deeds.SupportAgreed):
            row = rows[deed.household]
            row.agreement, row.agreed_on = deed.agreement, deed.on
        else:
            row = rows[deed.household]
            row.left_on, row.reason = deed.on, deed.reason
    rows.save()


@projects(deeds.SupportAgreed, deeds.SupportLeft, owns=(Agreement,))
def agreements(batch: Batch) -> None:
    """Keep every agreement."""
    rows = Rows(Agreement, [entry.deed.agreement for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, deeds.SupportLeft):
            if (row := rows.get(deed.agreement)) is not None:
                row.left_on = deed.on
        else:
            values = {"household": deed.household, "cooperative": deed.cooperative}
            rows.new(deed.agreement, place=deed.place, agreed_on=deed.on, **values)
    rows.save()


@projects(deeds.ObligationPromised, *_ENDS, owns=(Obligation,))
def obligations(batch: Batch) -> None:
    """Keep what was promised, and what came of it."""
    rows = Rows(Obligation, [entry.deed.obligation for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, deeds.ObligationPromised):
            values = {name: getattr(deed, name) for name in _PROMISED}
            rows.new(deed.obligation, number=entry.number, **values)
        else:
            row = rows[deed.obligation]
            row.state, row.ended_by = _ENDS[type(deed)], entry.number
            row.ended_on, row.proof = deed.on, getattr(deed, "proof", "")
    rows.save()


@projects(deeds.IncomeStated, deeds.IncomeCompared, owns=(Income,))
def incomes(batch: Batch) -> None:
    """Keep the newest statement of each household and year."""
    rows = Rows(Income, [])
    for entry in batch:
        deed = entry.deed
        gain = getattr(deed, "gain_fen", None)
        rows.new((deed.household, deed.year), income_fen=deed.income_fen, gain_fen=gain)
    rows.save()
