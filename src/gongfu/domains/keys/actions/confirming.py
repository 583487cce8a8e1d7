"""Confirming a visit, saying that it did not happen (没来过), and settling that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gongfu.domains.keys.actions.correcting import reversals
from gongfu.domains.keys.actions.rows import visit_row
from gongfu.domains.keys.actions.telling import tell_of
from gongfu.domains.keys.deeds import ServiceGiven, VisitMade
from gongfu.domains.keys.models import Visit
from gongfu.domains.keys.rules import visiting as rules
from gongfu.domains.keys.rules.registering import check_word
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.ledger.standing import DisputeSettled, RecordConfirmed, RecordDisputed
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

FINDINGS = frozenset({"happened", "did-not-happen"})
MANNERS = frozenset({"call", "slip"})


@action("visit.confirm")
def confirm_visit(
    viewer: Viewer, *, number: int, manner: str = "call", at: datetime, key: str = ""
) -> Entry[Any]:
    """Confirm that a visit took place.

    The elder or who speaks for the elder raises it to class B; the office, by call-back or from a
    signed slip (manner: call, slip), to class C.  Never one's own deed.
    Raises Denied, NoSuchVisit, TakenBack, OwnDeed, AlreadyConfirmed, UnknownWord.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(RecordConfirmed, record=number):
        return sent
    return append([act.draft(_confirmed(act, visit_row(number), manner))])[0]


@action("visit.confirm")
def confirm_visits(
    viewer: Viewer,
    numbers: Sequence[int],
    *,
    manner: str = "call",
    at: datetime,
    key: str = "",
) -> list[Entry[Any]]:
    """Confirm many visits at once, as a month's slip or list of calls does.

    Raises Many with one LineError a refused line; then nothing is written.
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((RecordConfirmed,), [_Line(number) for number in numbers], "record"):
        return sent
    rows = {row.number: row for row in rows_among(Visit, lock=True, number=numbers)}

    def draw(line: int, number: int) -> Draft:
        if number not in rows:
            raise rules.NoSuchVisit()
        return act.draft(_confirmed(act, rows.pop(number), manner), key=act.line_key(line))

    return append(each_line(numbers, draw))


class _Line:
    """One line of a list of confirmations, named as its deed names it."""

    def __init__(self, record: int) -> None:
        self.record = record


def _confirmed(act: Act, visit: Visit, manner: str) -> RecordConfirmed:
    rules.check_standing(visit)
    rules.check_not_own(visit, person=act.by)
    check(act.viewer, "visit.confirm", place=visit.place, owner=visit.elder)
    check_word(manner, MANNERS)
    manner = _manner(act, visit, manner)
    to = Evidence.C if manner in MANNERS else Evidence.B
    rules.check_unconfirmed(visit, to=to.value)
    return RecordConfirmed(
        on=act.on, place=visit.place, record=visit.number, to=to.value, who=act.by, manner=manner
    )


def _manner(act: Act, visit: Visit, manner: str) -> str:
    """Return self or relative for who receives the visit, else how the office asked."""
    if act.viewer.speaks_for(visit.elder):
        return "self" if act.by == visit.elder else "relative"
    return manner


@action("visit.dispute")
def dispute_visit(
    viewer: Viewer, *, number: int, manner: str = "call", at: datetime, key: str = ""
) -> Entry[Any]:
    """Say that a visit did not take place (没来过); it is counted apart until that is settled.

    Raises Denied, NoSuchVisit, TakenBack, OwnDeed, AlreadyDisputed.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(RecordDisputed, record=number):
        return sent
    visit = visit_row(number)
    check(viewer, "visit.dispute", place=visit.place, owner=visit.elder)
    rules.check_standing(visit)
    if act.by == visit.keeper:
        raise rules.OwnDeed()
    rules.check_undisputed(visit)
    deed = RecordDisputed(
        on=act.on,
        place=visit.place,
        record=number,
        who=act.by,
        manner=_manner(act, visit, manner),
    )
    return tell_of(append([act.draft(deed)]))[0]


@action("visit.settle")
def settle_dispute(
    viewer: Viewer, *, number: int, finding: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Settle a disputed visit: it happened and stands, or did-not-happen and is taken back.

    Raises Denied, NoSuchVisit, TakenBack, NotDisputed, OwnDeed, UnknownWord.
    """
    act = Act(viewer, at, key)
    check_word(finding, FINDINGS)
    taken_back = finding == "did-not-happen"
    if taken_back:
        sent = act.sent(VisitMade, ServiceGiven, reverses=number)
    else:
        sent = act.sent(DisputeSettled, record=number)
    if sent:
        return sent
    visit = visit_row(number)
    check(viewer, "visit.settle", place=visit.place)
    rules.check_standing(visit)
    rules.check_not_own(visit, person=act.by)
    rules.check_disputed(visit)
    if taken_back:
        return append(reversals(act, number))[0]
    settled = DisputeSettled(on=act.on, place=visit.place, record=number, who=act.by)
    return append([act.draft(settled)])[0]
