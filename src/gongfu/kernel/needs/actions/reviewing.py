"""What the office decides about a request, and how it calls the level above (吹哨)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.needs import deeds, rules, states
from gongfu.kernel.needs.actions.moving import common, move_by_office, need_for
from gongfu.kernel.needs.actions.telling import record
from gongfu.kernel.needs.models import Admission, Kind, Need
from gongfu.kernel.people import notes
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("request.review")
def review_need(
    viewer: Viewer, *, need: str, sort: str = "", wanted: int = 0, at: datetime, key: str = ""
) -> Entry[deeds.NeedReviewed]:
    """Accept a request for service, by default as it was asked.

    Raises NoSuchNeed, NotNow, Denied, NoSuchKind, NotAdmitted, BadCount, FewerThanTaken.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(deeds.NeedReviewed, need=need):
        return sent
    row = need_for("review", need)
    check(viewer, "request.review", place=row.place)
    sort, wanted = sort or row.sort, wanted or row.wanted
    kind, admission = Kind.objects.filter(pk=sort).first(), Admission.objects.filter(pk=sort)
    rules.check_kind(kind, admission.first(), on=act.on)
    rules.check_wanted(wanted)
    rules.check_places(row, wanted)
    deed = deeds.NeedReviewed(**common(act, row), sort=sort, wanted=wanted)
    return record([act.draft(deed)])[0]


@action("request.review")
def refuse_need(
    viewer: Viewer, *, need: str, reason: str, words: str = "", at: datetime, key: str = ""
) -> Entry[deeds.NeedRefused]:
    """Refuse a request with a reason that its asker alone reads.

    Raises NoSuchNeed, NotNow, Denied, UnknownChoice, TooManyWords.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(deeds.NeedRefused, need=need, reason=reason):
        return sent
    row = need_for("refuse", need)
    check(viewer, "request.review", place=row.place)
    rules.check_choice(reason, rules.REASONS)
    note = notes.keep_words(row.asker, words, by=act.by, at=at) if words.strip() else ""
    deed = deeds.NeedRefused(**common(act, row), reason=reason, sealed=note)
    return record([act.draft(deed)])[0]


@action("request.review")
def refer_need(
    viewer: Viewer, *, need: str, where: str, words: str = "", at: datetime, key: str = ""
) -> Entry[deeds.NeedReferred]:
    """Tell the asker who is in charge, and in words how to reach them.

    Raises NoSuchNeed, NotNow, Denied, UnknownChoice, TooManyWords.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(deeds.NeedReferred, need=need, where=where):
        return sent
    row = need_for("refer", need)
    check(viewer, "request.review", place=row.place)
    rules.check_choice(where, rules.WHERE)
    note = notes.keep_words(row.asker, words, by=act.by, at=at) if words.strip() else ""
    deed = deeds.NeedReferred(**common(act, row), where=where, sealed=note)
    return record([act.draft(deed)])[0]


@action("request.review")
def merge_need(
    viewer: Viewer, *, need: str, into: str, at: datetime, key: str = ""
) -> Entry[deeds.NeedMerged]:
    """Merge a request into another that asks the same; its asker follows that one's course.

    Raises NoSuchNeed, NotNow, Denied, SameNeed.
    """
    act = Act(viewer, at, key)
    other = Need.objects.filter(pk=into).first()
    if other is None or other.need == need or other.state not in states.OPEN:
        raise rules.SameNeed()
    row = Need.objects.filter(pk=need).first()
    if row is not None and community_of(row.place) != community_of(other.place):
        raise rules.SameNeed()
    return move_by_office(act, "merge", need, "request.review", into=into)


@action("request.review")
def pause_need(
    viewer: Viewer, *, need: str, reason: str, at: datetime, key: str = ""
) -> Entry[deeds.NeedPaused]:
    """Let it wait for something outside.  Raises NoSuchNeed, NotNow, Denied, UnknownChoice."""
    rules.check_choice(reason, rules.PAUSES)
    return move_by_office(Act(viewer, at, key), "pause", need, "request.review", reason=reason)


@action("request.review")
def resume_need(
    viewer: Viewer, *, need: str, at: datetime, key: str = ""
) -> Entry[deeds.NeedResumed]:
    """Let it go on.  Raises NoSuchNeed, NotNow, Denied."""
    return move_by_office(Act(viewer, at, key), "resume", need, "request.review")


@action("request.escalate")
def escalate_need(
    viewer: Viewer, *, need: str, at: datetime, key: str = ""
) -> Entry[deeds.NeedEscalated]:
    """Call the level above the request's and one's own for help.

    Raises NoSuchNeed, NotNow, Denied, HighestLevel.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(deeds.NeedEscalated, need=need):
        return sent
    row = need_for("escalate", need)
    check(viewer, "request.escalate", place=row.place)
    level = rules.next_level(row, own=rules.own_level(viewer, row.place))
    deed = deeds.NeedEscalated(**common(act, row), level=level)
    return record([act.draft(deed)])[0]


@action("request.answer_call")
def answer_escalation(
    viewer: Viewer, *, need: str, decision: str, at: datetime, key: str = ""
) -> Entry[deeds.EscalationAnswered]:
    """Report in as the level that was called (报到).

    Raises NoSuchNeed, NotNow, NotCalled, UnknownChoice; Denied unless one's office is of that
    level or above.
    """
    act = Act(viewer, at, key)
    values: dict[str, Any] = {"need": need, "decision": decision}
    if sent := act.sent(deeds.EscalationAnswered, **values):
        return sent
    row = need_for("answer", need)
    check(viewer, "request.answer_call", place=row.place[: row.level].ljust(12, "0"))
    rules.check_choice(decision, rules.DECISIONS)
    if row.called_at is None:
        raise rules.NotCalled()
    deed = deeds.EscalationAnswered(**common(act, row), decision=decision)
    return record([act.draft(deed)])[0]
