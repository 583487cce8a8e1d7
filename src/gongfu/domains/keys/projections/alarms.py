"""Alarms and how far each has come."""

from __future__ import annotations

from gongfu.domains.keys.deeds import AlarmClosed, AlarmRaised, AlarmStepTaken, AlarmTaken
from gongfu.domains.keys.models import Alarm
from gongfu.kernel.ledger.deeds import Batch, Entry, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.people.deeds import PersonErased


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


def _erase(rows: Rows[Alarm], elder: str) -> None:
    """Leave no nearer place than the community."""
    for row in rows:
        if row.elder == elder:
            row.place = community_of(row.place)


@projects(AlarmRaised, AlarmTaken, AlarmStepTaken, AlarmClosed, PersonErased, owns=(Alarm,))
def alarms(batch: Batch) -> None:
    """Keep the alarms; one raised by mistake and taken back is gone."""
    gone = [e.deed.person for e in batch if isinstance(e.deed, PersonErased)]
    erased = Alarm.objects.filter(elder__in=gone).values_list("pk", flat=True) if gone else ()
    named = [e.deed.alarm for e in batch if not isinstance(e.deed, PersonErased)]
    rows = Rows(Alarm, [*named, *erased])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, PersonErased):
            _erase(rows, deed.person)
            continue
        if isinstance(deed, AlarmRaised):
            _raise(rows, entry)
            continue
        row = rows[deed.alarm]
        if isinstance(deed, AlarmStepTaken):
            row.steps += entry.sign
            row.last_step, row.last_outcome = deed.step, deed.outcome
        elif isinstance(deed, AlarmTaken):
            row.taken_by, row.taken_at = entry.by, entry.at
        else:
            row.closed_at, row.outcome = entry.at, deed.outcome
    rows.save()
