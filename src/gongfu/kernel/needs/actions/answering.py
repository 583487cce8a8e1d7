"""What the asker says of it (评单), and how the office ends what stays open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.standing import RecordConfirmed, RecordDisputed
from gongfu.kernel.ledger.writing import Draft
from gongfu.kernel.needs import deeds, rules
from gongfu.kernel.needs.actions.moving import common, helpers_of, need_for
from gongfu.kernel.needs.actions.raising import follow_up
from gongfu.kernel.needs.actions.telling import record
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.people import notes
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Answer(NamedTuple):
    """Facts, not stars: did they come, is it solved (yes, partly, no), what is missing."""

    came: bool
    solved: str
    missing: str = ""
    words: str = ""

    @property
    def content(self) -> bool:
        """Say whether they came and it is solved."""
        return self.came and self.solved == "yes"


@action("service.rate")
def rate_need(
    viewer: Viewer,
    *,
    need: str,
    answer: Answer,
    manner: str = "self",
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Answer a request that was served: as its asker, for a ward, or as the office on the phone.

    A yes confirms the work to class B (C by call-back); that nobody came disputes it.  Raises
    NoSuchNeed, NotNow, Denied, UnknownChoice, TooLateToAnswer, ReporterAnswers.
    """
    rules.check_choice(manner, ("self", "relative", "call"))
    return answered(Act(viewer, at, key), need, answer, manner=manner)


def answered(act: Act, need: str, answer: Answer, *, manner: str) -> Entry[Any]:
    """Record an answer of the asker, within an action; manner: also code, by the slip.

    Raises as `rate_need`.
    """
    kind = deeds.NeedConfirmed if answer.content else deeds.NeedDisputed
    said: dict[str, Any] = {
        "came": int(answer.came),
        "solved": answer.solved,
        "missing": answer.missing,
        "manner": manner,
    }
    if sent := act.sent(kind, need=need, **said):
        return sent
    row = need_for("confirm" if answer.content else "dispute", need)
    served = helpers_of(need)
    _check_answer(act, row, answer, served, manner=manner)
    note = notes.keep_words(row.asker, answer.words, by=act.by, at=act.at) if answer.words else ""
    deed = kind(**common(act, row), **said, sealed=note)
    drafts = [act.draft(deed), *_standing(act, row, served, answer, manner=manner)]
    if answer.content and row.state == "done":
        drafts += follow_up(row, act)
    return record(drafts)[0]


_BY_MANNER = {"self": "service.rate", "relative": "service.rate", "code": "request.rate_by_code"}


def _check_answer(
    act: Act, need: Need, answer: Answer, served: list[Offer], *, manner: str
) -> None:
    rules.check_choice(answer.solved, rules.SOLVED)
    rules.check_choice(answer.missing, rules.MISSING)
    permission = _BY_MANNER.get(manner, "request.call_back")
    check(act.viewer, permission, owner=need.asker, place=need.place)
    rules.check_answerable(need, at=act.at)
    if act.by:
        rules.check_apart(need, {offer.helper for offer in served}, by=act.by)


def _standing(
    act: Act, need: Need, served: list[Offer], answer: Answer, *, manner: str
) -> list[Draft]:
    """Return what the answer says of the records of the work."""
    if answer.came and answer.solved == "no":
        return []
    common_values: dict[str, Any] = {"on": act.on, "place": need.place, "who": need.asker}
    found: list[Draft] = []
    for offer in served:
        record = offer.number or 0
        if answer.came:
            to = "C" if manner == "call" else "B"
            deed: Any = RecordConfirmed(**common_values, record=record, to=to, manner=manner)
        else:
            deed = RecordDisputed(**common_values, record=record, manner=manner)
        found.append(act.also(deed))
    return found


@action("request.tend")
def leave_unanswered(viewer: Viewer, *, at: datetime, most: int = 1000) -> list[Entry[Any]]:
    """End what was not answered in a week as unanswered, which never counts as satisfied.

    The housekeeping of the server.  Raises Denied.
    """
    act = Act(viewer, at)
    check(viewer, "request.tend")
    before = at - timedelta(days=rules.ANSWER_DAYS)
    over = Need.objects.filter(state="done", done_at__lte=before).order_by("done_at", "need")
    drafts: list[Draft] = []
    for need in over.select_for_update()[:most]:
        drafts.append(act.draft(deeds.NeedUnanswered(**common(act, need))))
        drafts += follow_up(need, act)
    return record(drafts) if drafts else []


@action("request.reopen")
def reopen_need(
    viewer: Viewer, *, need: str, at: datetime, key: str = ""
) -> Entry[deeds.NeedReopened]:
    """Have it served again, within two weeks after the work.

    Raises NoSuchNeed, NotNow, Denied, TooLateToAnswer.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(deeds.NeedReopened, need=need):
        return sent
    row = need_for("reopen", need)
    check(viewer, "request.reopen", owner=row.asker, place=row.place)
    if row.state != "disputed":
        rules.check_answerable(row, at=at)
    return record([act.draft(deeds.NeedReopened(**common(act, row)))])[0]


@action("request.close")
def close_need(
    viewer: Viewer, *, need: str, finding: str, at: datetime, key: str = ""
) -> Entry[deeds.NeedClosed]:
    """End a disputed request after looking into it; never by who reported or served it.

    Raises NoSuchNeed, NotNow, Denied, UnknownChoice, ReporterAnswers.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(deeds.NeedClosed, need=need, finding=finding):
        return sent
    row = need_for("close", need)
    check(viewer, "request.close", place=row.place)
    rules.check_choice(finding, rules.FINDINGS)
    rules.check_apart(row, {offer.helper for offer in helpers_of(need)}, by=act.by)
    closed = act.draft(deeds.NeedClosed(**common(act, row), finding=finding))
    return record([closed, *follow_up(row, act)])[0]
