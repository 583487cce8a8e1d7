"""A revision: the old record is taken back and the new value stated, in one append, by two people.

One officer proposes the new value; another compares it with the publication and records it, and
the deed names both (统计法 24: who reviews and who signs answer for the figure).
"""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

from gongfu.domains.statistics.actions.receiving import QUEUE
from gongfu.domains.statistics.deeds import ValueReceived
from gongfu.domains.statistics.models import Proposal, Value
from gongfu.domains.statistics.queries.facts import Facts, row_of
from gongfu.domains.statistics.rules import values as rules
from gongfu.domains.statistics.rules.values import Line
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.locking import queue_for
from gongfu.kernel.ledger.writing import OtherContent, append
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("indicator.revise")
def revise_value(
    viewer: Viewer,
    *,
    number: int,
    line: Line | None,
    place: str,
    second: str,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Take the value of a record back and state a newer one; return the newest entry.

    line: None: only take it back.  second: who proposed it, another officer.  place: the district.
    Raises Denied, SecondNeeded, NoSuchValue, NotStanding, OtherValue, NothingChanged,
    OlderVintage, BackToPreliminary, a Doubt that the line does not answer, and as `Facts.deed`.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ValueReceived, reverses=None if line else number):
        return sent
    check(viewer, "indicator.revise", place=place, second=second)
    return _revised(act, number, line, second=second)


def _revised(act: Act, number: int, line: Line | None, *, second: str) -> Entry[Any]:
    queue_for(QUEUE)
    deed = _judged(_row(number), line, on=act.on)
    old = reading.entry(number)
    assert old is not None
    back = act.draft(old.deed, evidence=Evidence.C, reverses=number, key="" if deed else None)
    drafts = [back]
    if deed is not None:
        deed = dataclasses.replace(deed, second=second)
        drafts.append(act.draft(deed, evidence=Evidence.C))
    Proposal.objects.filter(pk=number).delete()
    return append(drafts)[-1]


def _judged(row: Value, line: Line | None, *, on: date) -> ValueReceived | None:
    rules.check_standing(row)
    if line is None:
        return None
    facts = Facts([line], on=on)
    deed = facts.deed(line)
    new = row_of(deed)
    rules.check_revises(row, new)
    return dataclasses.replace(deed, doubt=facts.answered(new, line.sure))


def _row(number: int) -> Value:
    row = locked(Value, number)
    if row is None:
        raise rules.NoSuchValue()
    return row


@action("indicator.receive")
def propose_revision(
    viewer: Viewer, *, number: int, line: Line | None, place: str, at: datetime
) -> None:
    """Propose a newer value for a record; a colleague compares it and records it.

    line: None: to take the value back, which was received by mistake.  A second proposal takes
    the place of the first.  Raises as `revise_value`.
    """
    check(viewer, "indicator.receive", place=place)
    _judged(_row(number), line, on=Act(viewer, at).on)
    written = rules.written(line) if line else None
    values = {"place": place, "by": viewer.person, "at": at, "line": written}
    Proposal.objects.update_or_create(number=number, defaults=values)


@action("indicator.revise")
def record_revision(
    viewer: Viewer, *, number: int, place: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Record the revision that a colleague proposed for a record; return the new entry.

    Raises NoProposal, OwnProposal, and as `revise_value`.
    """
    act = Act(viewer, at, key)
    if sent := _sent(act, number):
        return sent
    proposal = _proposal(number)
    if proposal.by == viewer.person:
        raise rules.OwnProposal()
    check(viewer, "indicator.revise", place=place, second=proposal.by)
    line = rules.line_of(proposal.line) if proposal.line else None
    return _revised(act, number, line, second=proposal.by)


def _sent(act: Act, number: int) -> Entry[Any] | None:
    """Return what the same form recorded before, be it a new value or a taking back."""
    try:
        return act.sent(ValueReceived)
    except OtherContent:
        return act.sent(ValueReceived, reverses=number)


@action("indicator.receive")
def decline_revision(viewer: Viewer, *, number: int, place: str) -> None:
    """Drop a proposed revision; nothing was recorded of it.  Raises Denied, NoProposal."""
    check(viewer, "indicator.receive", place=place)
    _proposal(number).delete()


def _proposal(number: int) -> Proposal:
    found = Proposal.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise rules.NoProposal()
    return found
