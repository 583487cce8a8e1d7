"""Visits and services as they stand, and when the next visit to each elder falls due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from gongfu.domains.keys.deeds import (
    ElderChanged,
    ElderLeft,
    ElderRegistered,
    ServiceGiven,
    VisitMade,
)
from gongfu.domains.keys.models import Due, Visit
from gongfu.kernel.ledger.deeds import Batch, Entry, Evidence, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.standing import DisputeSettled, RecordConfirmed, RecordDisputed
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.people.deeds import PersonErased

_CHUNK = 500
Made = VisitMade | ServiceGiven
Settling = RecordConfirmed | RecordDisputed | DisputeSettled


@projects(
    ElderRegistered,
    ElderChanged,
    ElderLeft,
    PersonErased,
    VisitMade,
    ServiceGiven,
    RecordConfirmed,
    RecordDisputed,
    DisputeSettled,
    owns=(Visit, Due),
)
def visits(batch: Batch) -> None:
    """Keep visits and services, and by them when each elder is due."""
    rows = Rows(Visit, _numbers(batch))
    dues = Rows(Due, [e.deed.about for e in batch if not isinstance(e.deed, Settling)])
    for entry in batch:
        if isinstance(entry.deed, Made):
            _fold_made(rows, dues, entry)
        elif isinstance(entry.deed, Settling):
            _fold_standing(rows, entry)
        else:
            _fold_elder(dues, entry)
    rows.save()
    _recompute(dues, {e.deed.elder for e in batch if e.sign < 0})
    dues.save()


def _numbers(batch: Batch) -> Iterable[int]:
    """Return the numbers of earlier records that the batch touches."""
    for entry in batch:
        if entry.reverses is not None:
            yield entry.reverses
        elif isinstance(entry.deed, Settling):
            yield entry.deed.record


def _fold_made(rows: Rows[Visit], dues: Rows[Due], entry: Entry[Any]) -> None:
    if entry.reverses is not None:
        rows[entry.reverses].reversed = True
        return
    _add(rows, entry)
    due = dues.get(entry.deed.elder)
    if due is not None and isinstance(entry.deed, VisitMade):
        _called(due, entry.number, entry.deed)


def _add(rows: Rows[Visit], entry: Entry[Any]) -> None:
    deed = entry.deed
    called = isinstance(deed, VisitMade)
    rows.new(
        entry.number,
        elder=deed.elder,
        keeper=deed.keeper,
        place=community_of(deed.place),
        on=deed.on,
        started_at=deed.started_at,
        ended_at=deed.ended_at,
        minutes=deed.minutes,
        hours_kind=deed.hours_kind,
        sort="visit" if called else deed.service,
        answer=deed.answer if called else "",
        manner=deed.manner if called else "phone",
        by=entry.by,
        recorded_at=entry.at,
        evidence=entry.evidence.value,
    )


def _called(due: Due, number: int, deed: VisitMade) -> None:
    """Count from this visit when it is the latest by day, then by number."""
    if due.last_on is None or (due.last_on, due.last_number or 0) < (deed.on, number):
        due.last_on, due.last_number, due.last_keeper = deed.on, number, deed.keeper
        _set_due(due)


def _set_due(due: Due) -> None:
    due.due_on = (due.last_on or due.since_on) + timedelta(days=due.rhythm_days)


def _fold_standing(rows: Rows[Visit], entry: Entry[Any]) -> None:
    row = rows.get(entry.deed.record)
    if row is None:
        return
    if isinstance(entry.deed, RecordConfirmed):
        row.evidence = max(row.evidence, Evidence(entry.deed.to).value)
    else:
        row.disputed = isinstance(entry.deed, RecordDisputed)


def _fold_elder(dues: Rows[Due], entry: Entry[Any]) -> None:
    deed = entry.deed
    if isinstance(deed, ElderLeft | PersonErased):
        dues.drop(deed.about)
        return
    if isinstance(deed, ElderRegistered):
        due = dues.new(deed.elder, since_on=deed.on, since_number=entry.number)
    else:
        due = dues[deed.elder]
    due.place, due.rhythm_days = deed.place, deed.rhythm_days
    _set_due(due)


def _recompute(dues: Rows[Due], elders: set[str]) -> None:
    """Find the last visit again for elders of whom a visit was taken back."""
    touched = [due for due in dues if due.elder in elders]
    for start in range(0, len(touched), _CHUNK):
        chunk = {due.elder: due for due in touched[start : start + _CHUNK]}
        for due in chunk.values():
            due.last_on, due.last_number, due.last_keeper = None, None, ""
            _set_due(due)
        standing = Visit.objects.filter(elder__in=chunk, sort="visit", reversed=False)
        for visit in standing.order_by("on", "number"):
            due = chunk[visit.elder]
            if visit.number > due.since_number:
                due.last_on, due.last_number = visit.on, visit.number
                due.last_keeper = visit.keeper
                _set_due(due)
