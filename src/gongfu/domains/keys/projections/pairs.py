"""Acts that two people answer for, and what the second person and the family said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongfu.domains.keys.deeds import (
    AlarmStepTaken,
    FamilyAnswered,
    MoneyHandled,
    QuestionClosed,
)
from gongfu.domains.keys.models import PairedAct
from gongfu.kernel.ledger.deeds import Batch, Entry, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.standing import DisputeSettled, RecordConfirmed, RecordDisputed
from gongfu.kernel.ledger.state import Rows

Act = AlarmStepTaken | MoneyHandled


@projects(
    AlarmStepTaken,
    MoneyHandled,
    RecordConfirmed,
    RecordDisputed,
    DisputeSettled,
    FamilyAnswered,
    QuestionClosed,
    owns=(PairedAct,),
)
def pairs(batch: Batch) -> None:
    """Keep the acts of two; a step that one person takes alone is none of them."""
    rows = Rows(PairedAct, _numbers(batch))
    for entry in batch:
        if isinstance(entry.deed, Act):
            _fold_act(rows, entry)
        elif (row := rows.get(entry.deed.record)) is not None:
            _fold_said(row, entry)
    rows.save()


def _numbers(batch: Batch) -> Iterable[int]:
    """Return the numbers of earlier records that the batch touches."""
    for entry in batch:
        if entry.reverses is not None:
            yield entry.reverses
        elif not isinstance(entry.deed, Act):
            yield entry.deed.record


def _fold_act(rows: Rows[PairedAct], entry: Entry[Any]) -> None:
    deed = entry.deed
    if entry.reverses is not None:
        if (row := rows.get(entry.reverses)) is not None:
            row.reversed = True
        return
    money = isinstance(deed, MoneyHandled)
    second = deed.witness if money else deed.second
    if second:
        rows.new(
            entry.number,
            elder=deed.elder,
            place=community_of(deed.place),
            sort="money" if money else "key",
            by=entry.by,
            second=second,
            at=entry.at,
            alarm="" if money else deed.alarm,
            why=deed.purpose if money else "",
            amount_fen=deed.amount_fen if money else 0,
        )


def _fold_said(row: PairedAct, entry: Entry[Any]) -> None:
    deed = entry.deed
    if isinstance(deed, FamilyAnswered):
        row.family_said, row.family_by = deed.answer, deed.who
    elif isinstance(deed, QuestionClosed):
        row.family_said = "closed"
    elif isinstance(deed, DisputeSettled):
        row.settled = True
    else:
        row.second_said = "yes" if isinstance(deed, RecordConfirmed) else "no"
