"""Taking a visit back and putting it right: one's own soon, later with a second person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.domains.keys.actions.facts import Facts
from gongfu.domains.keys.actions.rows import visit_row
from gongfu.domains.keys.actions.visiting import made
from gongfu.domains.keys.deeds import ServiceGiven, VisitMade
from gongfu.domains.keys.models import Alarm, Visit
from gongfu.domains.keys.rules import visiting as rules
from gongfu.domains.keys.rules.registering import check_word
from gongfu.domains.keys.rules.visiting import Slip, Span
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people import notes
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("visit.take_back")
def take_back_visit(viewer: Viewer, *, number: int, at: datetime, key: str = "") -> Entry[Any]:
    """Take back one's own record within 24 hours, with its alarm if no step was taken yet.

    What was written with it is forgotten.
    Raises Denied, NoSuchVisit, TakenBack, NotYours, TooLateToTakeBack.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(VisitMade, ServiceGiven, reverses=number):
        return sent
    visit = visit_row(number)
    rules.check_standing(visit)
    check(viewer, "visit.take_back", owner=visit.keeper)
    rules.check_can_take_back(visit, person=act.by, at=at)
    notes.forget(number)
    return append(reversals(act, number))[0]


def reversals(act: Act, number: int) -> list[Draft]:
    """Return the drafts that take a visit back, and its alarm if no step was taken yet."""
    visit, after = reading.entry(number), reading.entry(number + 1)
    assert visit is not None
    drafts = [act.draft(visit.deed, reverses=number)]
    idle = Alarm.objects.filter(number=number + 1, steps=0, closed_at=None, elder=visit.deed.elder)
    if after is not None and idle.exists() and after.deed.keeper == visit.deed.keeper:
        drafts.append(act.draft(after.deed, reverses=after.number, key=""))
    return drafts


@action("deed.correct")
def correct_visit(
    viewer: Viewer, *, number: int, slip: Slip, second: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Put a visit or service right: take it back and record what the slip says, in one append.

    For the office with a second person, who is not the keeper; elder and keeper stay.  Returns
    the entry of the right record, which waits for confirmation anew.
    Raises Denied, SecondNeeded, NoSuchVisit, TakenBack, OwnDeed, OtherVisit, UnknownWord, NoTime,
    NotYet, Overlapping.
    """
    act = Act(viewer, at, key)
    said: dict[str, Any] = {
        "elder": slip.elder,
        "started_at": slip.started_at,
        "ended_at": slip.ended_at,
    }
    if sent := act.sent(VisitMade, ServiceGiven, **said):
        return sent
    visit = visit_row(number)
    check(viewer, "deed.correct", place=visit.place, owner=visit.keeper, second=second)
    _check_correction(act, visit, slip, second=second)
    facts = Facts([slip])
    facts.forget(slip.keeper, Span(visit.started_at, visit.ended_at))
    facts.check_free(slip)
    right = act.draft(made(slip, facts, manner="slip"))
    return append([*reversals(act._replace(key=""), number), right])[-1]


def _check_correction(act: Act, visit: Visit, slip: Slip, *, second: str) -> None:
    rules.check_standing(visit)
    if visit.keeper in (act.by, second):
        raise rules.OwnDeed()
    rules.check_same_visit(visit, slip)
    words = rules.SERVICES if slip.service else rules.ANSWERS
    check_word(slip.service or slip.answer, words)
    rules.check_time(slip, at=act.at)
