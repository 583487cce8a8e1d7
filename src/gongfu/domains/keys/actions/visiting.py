"""Recording visits and other help: one at the door, or many paper slips at the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from gongfu.domains.keys.actions.facts import Facts
from gongfu.domains.keys.actions.telling import tell_of
from gongfu.domains.keys.deeds import AlarmRaised, ServiceGiven, VisitMade
from gongfu.domains.keys.models import Alarm
from gongfu.domains.keys.rules import visiting as rules
from gongfu.domains.keys.rules.registering import check_word
from gongfu.domains.keys.rules.visiting import Slip
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import chunks
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_FRESH = timedelta(hours=24)


@action("visit.record")
def record_visit(
    viewer: Viewer,
    *,
    elder: str,
    answer: str,
    started_at: datetime,
    ended_at: datetime,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record one's own visit to an elder; return its entry.

    answer: well, unwell, help, no-answer.  All but well raise the alarm in the same append, unless
    one is open.  Raises Denied, NotYourElder, UnknownWord, NoTime, NotYet, TooLate, Overlapping.
    """
    act = Act(viewer, at, key)
    said: dict[str, Any] = {
        "elder": elder,
        "answer": answer,
        "started_at": started_at,
        "ended_at": ended_at,
    }
    if sent := act.sent(VisitMade, **said):
        return sent
    slip = Slip(elder, act.by, started_at, ended_at, answer)
    check_word(answer, rules.ANSWERS)
    deed = _own(act, slip, permission="visit.record")
    return tell_of(append(_with_alarm(act, deed, key=key, alarmed=_alarmed([slip]))))[0]


@action("service.record")
def record_service(
    viewer: Viewer,
    *,
    elder: str,
    service: str,
    started_at: datetime,
    ended_at: datetime,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record one's own help to an elder beside visits, such as going along to the hospital.

    Raises Denied, NotYourElder, UnknownWord, NoTime, NotYet, TooLate, Overlapping.
    """
    act = Act(viewer, at, key)
    said: dict[str, Any] = {
        "elder": elder,
        "service": service,
        "started_at": started_at,
        "ended_at": ended_at,
    }
    if sent := act.sent(ServiceGiven, **said):
        return sent
    check_word(service, rules.SERVICES)
    slip = Slip(elder, act.by, started_at, ended_at, service=service)
    return append([act.draft(_own(act, slip, permission="service.record"))])[0]


def _own(act: Act, slip: Slip, *, permission: str) -> VisitMade | ServiceGiven:
    facts = Facts([slip])
    facts.check_assigned(slip)
    check(act.viewer, permission, place=facts.place_of(slip), assigned=True)
    rules.check_time(slip, at=act.at)
    rules.check_fresh(slip, at=act.at)
    facts.check_free(slip)
    return made(slip, facts, manner="phone")


@action("visit.import")
def import_visits(
    viewer: Viewer, slips: Sequence[Slip], *, second: str = "", at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Enter many paper slips of visits and services at once; return the entries of these, in order.

    Slips older than seven days need a second person.  A slip of the last day that asks for help
    raises the alarm.  Raises Many with one LineError a refused line (Denied, NotYourElder,
    UnknownWord, NoTime, NotYet, TooLate, Overlapping, OwnDeed); then nothing is written.
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((VisitMade, ServiceGiven), slips, *Slip._fields[:4]):
        return sent
    facts, allowed = Facts(slips), _Allowed(act)
    alarmed = _alarmed(slips)

    def draw(line: int, slip: Slip) -> list[Draft]:
        _check_slip(act, slip, facts, allowed, second=second)
        deed = made(slip, facts, manner="slip")
        return _with_alarm(act, deed, key=act.line_key(line), alarmed=alarmed)

    drafts = [draft for drawn in each_line(slips, draw) for draft in drawn]
    return [one for one in tell_of(append(drafts)) if not isinstance(one.deed, AlarmRaised)]


class _Allowed:
    """Where the act is allowed, asked once a place."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._places: set[str] = set()

    def check(self, place: str) -> None:
        """Accept a place where the act is allowed.  Raises Denied."""
        if place not in self._places:
            check(self._act.viewer, "visit.import", place=place)
            self._places.add(place)


def _check_slip(act: Act, slip: Slip, facts: Facts, allowed: _Allowed, *, second: str) -> None:
    facts.check_assigned(slip)
    allowed.check(facts.place_of(slip))
    if slip.keeper == act.by:
        raise rules.OwnDeed()
    words = rules.SERVICES if slip.service else rules.ANSWERS
    check_word(slip.service or slip.answer, words)
    rules.check_time(slip, at=act.at)
    rules.check_fresh(slip, at=act.at, second=second, recorder=act.by)
    facts.check_free(slip)


def _with_alarm(
    act: Act, deed: VisitMade | ServiceGiven, *, key: str, alarmed: set[str]
) -> list[Draft]:
    """Return the deed, and with it the alarm that it raises for an elder who has none open."""
    drafts = [act.draft(deed, key=key)]
    if isinstance(deed, VisitMade) and _alarming(act, deed) and deed.elder not in alarmed:
        alarmed.add(deed.elder)
        drafts.append(act.also(_alarm(deed, act._replace(key=key).id_for("alarm"))))
    return drafts


def made(slip: Slip, facts: Facts, *, manner: str) -> VisitMade | ServiceGiven:
    """Return the deed that a slip states."""
    common: dict[str, Any] = {
        "on": shanghai_day(slip.started_at),
        "place": facts.place_of(slip),
        "elder": slip.elder,
        "keeper": slip.keeper,
        "started_at": slip.started_at,
        "ended_at": slip.ended_at,
        "minutes": (slip.ended_at - slip.started_at) // timedelta(minutes=1),
        "hours_kind": facts.hours_kind(slip),
    }
    if slip.service:
        return ServiceGiven(**common, service=slip.service)
    return VisitMade(**common, answer=slip.answer, manner=manner)


def _alarming(act: Act, deed: VisitMade) -> bool:
    """Say whether somebody must look after it: at once from a phone, from paper within a day."""
    old_paper = deed.manner == "slip" and act.at - deed.ended_at > _FRESH
    return deed.answer in rules.ALARMING and not old_paper


def _alarmed(slips: Sequence[Slip]) -> set[str]:
    """Return those elders with an open alarm whose slips would raise another."""
    found: set[str] = set()
    for elders in chunks(slip.elder for slip in slips if slip.answer in rules.ALARMING):
        rows = Alarm.objects.filter(elder__in=elders, closed_at=None)
        found.update(rows.values_list("elder", flat=True))
    return found


def _alarm(deed: VisitMade, alarm: str) -> AlarmRaised:
    return AlarmRaised(
        on=deed.on,
        place=deed.place,
        elder=deed.elder,
        alarm=alarm,
        cause=deed.answer,
        keeper=deed.keeper,
    )
