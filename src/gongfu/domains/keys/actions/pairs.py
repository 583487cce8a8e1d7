"""Acts of two people: the second person answers, the office settles, the family is heard."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.domains.keys.actions.confirming import FINDINGS
from gongfu.domains.keys.actions.rows import pair_row
from gongfu.domains.keys.actions.telling import tell_of
from gongfu.domains.keys.deeds import (
    AlarmStepTaken,
    FamilyAnswered,
    MoneyHandled,
    QuestionClosed,
)
from gongfu.domains.keys.rules import pairs as rules
from gongfu.domains.keys.rules.registering import check_word
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.standing import DisputeSettled, RecordConfirmed, RecordDisputed
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_SECOND = "second"


@action("pair.answer")
def answer_as_second(
    viewer: Viewer, *, number: int, was_there: bool, at: datetime, key: str = ""
) -> Entry[Any]:
    """Say as the second person of an act that one was there, or was not.

    A third person's word makes the record class C; a denial disputes it and tells the office.
    Raises Denied, NoSuchAct, NotTheSecond, AlreadyAnswered.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(RecordConfirmed if was_there else RecordDisputed, record=number):
        return sent
    row = pair_row(number)
    check(viewer, "pair.answer", owner=row.second)
    rules.check_second(row, person=act.by)
    said: dict[str, Any] = {
        "on": act.on,
        "place": row.place,
        "record": number,
        "who": act.by,
        "manner": _SECOND,
    }
    if was_there:
        return append([act.draft(RecordConfirmed(**said, to=Evidence.C.value))])[0]
    return tell_of(append([act.draft(RecordDisputed(**said))]))[0]


@action("visit.settle")
def settle_act(
    viewer: Viewer, *, number: int, finding: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Settle an act that its second person denies: happened, or did-not-happen and taken back.

    Raises Denied, NoSuchAct, NotDenied, OwnAct, UnknownWord.
    """
    act = Act(viewer, at, key)
    check_word(finding, FINDINGS)
    taken_back = finding == "did-not-happen"
    if taken_back:
        sent = act.sent(AlarmStepTaken, MoneyHandled, reverses=number)
    else:
        sent = act.sent(DisputeSettled, record=number)
    if sent:
        return sent
    row = pair_row(number)
    check(viewer, "visit.settle", place=row.place)
    rules.check_denied(row, person=act.by)
    if taken_back:
        entry = reading.entry(number)
        assert entry is not None
        return append([act.draft(entry.deed, reverses=number)])[0]
    settled = DisputeSettled(on=act.on, place=row.place, record=number, who=act.by)
    return append([act.draft(settled)])[0]


@action("key.use_answer")
def answer_for_family(
    viewer: Viewer, *, number: int, answer: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Say as the elder or a relative that one knows of the use of a key, or has a question.

    A question goes to the office's desk.  Raises Denied, NoSuchAct, AlreadyAnswered, UnknownWord.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(FamilyAnswered, record=number, answer=answer):
        return sent
    row = pair_row(number)
    check(viewer, "key.use_answer", owner=row.elder)
    check_word(answer, rules.FAMILY_ANSWERS)
    rules.check_unanswered(row)
    deed = FamilyAnswered(
        on=act.on, place=row.place, elder=row.elder, record=number, answer=answer, who=act.by
    )
    return tell_of(append([act.draft(deed)]))[0]


@action("key.question_close")
def close_question(viewer: Viewer, *, number: int, at: datetime, key: str = "") -> Entry[Any]:
    """Note down that the office has spoken with the family about their question.

    Raises Denied, NoSuchAct, NoQuestion.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(QuestionClosed, record=number):
        return sent
    row = pair_row(number)
    check(viewer, "key.question_close", place=row.place)
    rules.check_question(row)
    deed = QuestionClosed(on=act.on, place=row.place, elder=row.elder, record=number, who=act.by)
    return append([act.draft(deed)])[0]
