"""Saying again who one is, after having looked at many people."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongfu.kernel.people import readings, rules
from gongfu.kernel.people.models import StepUp
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

MANNERS = ("password", "code", "reason")
WAIT = timedelta(minutes=1)


@action("page.own_day")
def step_up(viewer: Viewer, *, manner: str, reason: str = "", at: datetime) -> datetime:
    """Write down that somebody showed again who they are; return from when on they may go on.

    manner: password, code, which a face has verified; or reason, for accounts that have neither:
    it is read by the auditor and opens after a short wait.  Raises Denied, UnknownWord, NoReason.
    """
    check(viewer, "page.own_day", owner=viewer.person)
    rules.check_word(manner, among=MANNERS)
    reason = reason.strip()[: rules.MOST_REASON]
    if manner == "reason" and not reason:
        raise rules.NoReason()
    opens_at = at + WAIT if manner == "reason" else at
    people = readings.people_read(viewer.person, at=at)
    StepUp.objects.create(
        reader=viewer.person, people=people, manner=manner, reason=reason, at=at, opens_at=opens_at
    )
    return opens_at
