"""Alarms and how far each has come."""

from __future__ import annotations

from gongfu.domains.keys.deeds import AlarmClosed, AlarmRaised, AlarmStepTaken
from gongfu.domains.keys.models import Alarm
from gongfu.kernel.ledger.deeds import Batch, Entry, projects
from gongfu.kernel.ledger.state import Rows


def _raise(rows: Rows[Alarm], entry: Entry[AlarmRaised]) -> None:
    deed = entry.deed
    if entry.sign < 0:
        rows.drop(deed.alarm)
        return
    rows.new(
        deed.alarm,
        number=entry.number,
        elder=deed.elder,
        place=deed.place,
        cause=deed.cause,
        raised_at=entry.at,
        raised_by=entry.by,
    )


@projects(AlarmRaised, AlarmStepTaken, AlarmClosed, owns=(Alarm,))
def alarms(batch: Batch) -> None:
    """Keep the alarms; one raised by mistake and taken back is gone."""
    rows = Rows(Alarm, [entry.deed.alarm for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, AlarmRaised):
            _raise(rows, entry)
            continue
        row = rows[deed.alarm]
        if isinstance(deed, AlarmStepTaken):
            row.steps += 1
            row.last_step, row.last_outcome = deed.step, deed.outcome
        else:
            row.closed_at, row.outcome = entry.at, deed.outcome
    rows.save()
