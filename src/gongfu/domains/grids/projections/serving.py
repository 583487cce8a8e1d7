"""Services at posts as they stand; who cannot come on a day; places that stayed empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongfu.domains.grids.deeds import (
    AbsenceNoted,
    AbsenceTold,
    PostServed,
    StandInFound,
    StandInGivenBack,
)
from gongfu.domains.grids.models import Absence, Empty, Served, StandIn
from gongfu.kernel.ledger.deeds import Batch, Entry, Evidence, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.fetching import chunks
from gongfu.kernel.ledger.standing import DisputeSettled, RecordConfirmed, RecordDisputed
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.people.deeds import PersonErased


@projects(PostServed, RecordConfirmed, RecordDisputed, DisputeSettled, owns=(Served,))
def served(batch: Batch) -> None:
    """Keep services, how well each is attested, and whether it was taken back."""
    rows = Rows(Served, _numbers(batch))
    for entry in batch:
        if not isinstance(entry.deed, PostServed):
            _fold_standing(rows, entry)
        elif entry.reverses is not None:
            rows[entry.reverses].reversed = True
        else:
            _add(rows, entry)
    rows.save()


def _numbers(batch: Batch) -> Iterable[int]:
    """Return the numbers of earlier records that the batch touches."""
    for entry in batch:
        if entry.reverses is not None:
            yield entry.reverses
        elif not isinstance(entry.deed, PostServed):
            yield entry.deed.record


def _add(rows: Rows[Served], entry: Entry[Any]) -> None:
    deed = entry.deed
    names = ("claim", "post", "member", "on", "started_at", "ended_at", "minutes", "hours_kind")
    rows.new(
        entry.number,
        place=community_of(deed.place),
        by=entry.by,
        recorded_at=entry.at,
        evidence=entry.evidence.value,
        **{name: getattr(deed, name) for name in names},
    )


def _fold_standing(rows: Rows[Served], entry: Entry[Any]) -> None:
    row = rows.get(entry.deed.record)
    if row is None:
        return
    if isinstance(entry.deed, RecordConfirmed):
        row.evidence = max(row.evidence, Evidence(entry.deed.to).value)
    else:
        row.disputed = isinstance(entry.deed, RecordDisputed)


@projects(AbsenceTold, owns=(Absence,))
def absences(batch: Batch) -> None:
    """Keep for which day a place will be empty."""
    rows = Rows(Absence, [(entry.deed.claim, entry.deed.day) for entry in batch])
    for entry in batch:
        rows.new((entry.deed.claim, entry.deed.day), post=entry.deed.post)
    rows.save()


@projects(StandInFound, StandInGivenBack, PersonErased, owns=(StandIn,))
def stand_ins(batch: Batch) -> None:
    """Keep who stands in for a place on a day; who is erased stands in for nobody."""
    gone = [entry.deed.person for entry in batch if isinstance(entry.deed, PersonErased)]
    theirs = [
        stand
        for chunk in chunks(gone)
        for stand in StandIn.objects.filter(member__in=chunk).values_list("pk", flat=True)
    ]
    stated = [e.deed.stand for e in batch if not isinstance(e.deed, PersonErased)]
    rows = Rows(StandIn, [*stated, *theirs])
    for entry in batch:
        _fold_stand_in(rows, entry)
    rows.save()


def _fold_stand_in(rows: Rows[StandIn], entry: Entry[Any]) -> None:
    deed = entry.deed
    if isinstance(deed, StandInFound):
        rows.new(
            deed.stand,
            number=entry.number,
            claim=deed.claim,
            post=deed.post,
            member=deed.member,
            place=community_of(deed.place),
            day=deed.day,
        )
    elif isinstance(deed, StandInGivenBack):
        rows[deed.stand].active = False
    else:
        for row in rows:
            row.active = row.active and row.member != deed.person


@projects(AbsenceNoted, owns=(Empty,))
def empty_places(batch: Batch) -> None:
    """Keep how many places stayed empty on a day."""
    rows = Rows(Empty, [(entry.deed.post, entry.deed.on) for entry in batch])
    for entry in batch:
        rows.new((entry.deed.post, entry.deed.on), places=entry.deed.places)
    rows.save()
