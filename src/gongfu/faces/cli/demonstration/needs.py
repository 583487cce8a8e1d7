"""A year of residents' requests, taken over from the register, and those open this morning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from gongfu.faces.cli.demonstration.founding import CLERK, DISTRICT, FOUNDER
from gongfu.faces.cli.demonstration.grids import Local
from gongfu.faces.cli.demonstration.teams import ENDS, NANYANG
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.needs.actions import Answer, Course, Request
from gongfu.kernel.needs.models import Kind
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

SERVER = Viewer("s" * 26, (Office(Role.SYS, DISTRICT),))
OFFICER = Viewer("c" * 26, (Office(Role.DEP, DISTRICT),))
_BEGINS = date(2020, 9, 20)
_A_DAY, _BATCH, _FRESH = 56, 4000, 24
_WEIGHTS = {
    "repair": 12,
    "appliance": 8,
    "accompany": 9,
    "errand": 12,
    "haircut": 6,
    "meal": 8,
    "cleaning": 6,
    "phone-help": 7,
    "tutoring": 4,
    "health": 5,
    "legal": 4,
    "mind": 2,
    "mediation": 3,
    "corridor": 5,
    "light": 4,
    "road": 3,
    "green": 3,
    "parking": 5,
    "noise": 3,
    "idea": 2,
}
_ISSUERS = {"help": "civil-affairs", "consult": "politics-law", "suggestion": "district"}


def admit(on: date) -> None:
    """Put the kinds on the admission list for two years and more."""
    for kind in Kind.objects.order_by("order"):
        issuer = _ISSUERS.get(kind.category, "housing")
        until = on + timedelta(days=3 * 365)
        at = moment(on, 10)
        actions.admit_kind(
            OFFICER, sort=kind.code, issuer=issuer, until=until, district=DISTRICT, at=at
        )


class Register:
    """The year's requests, entered month by month as they end; what is open comes last."""

    def __init__(self, found: Sequence[Local], grids: dict[str, list[str]], chance: Random) -> None:
        """Draw all requests of the year, and some of yesterday in the community of the report."""
        self._chance = chance
        days = (ENDS - _BEGINS).days
        drawn = [
            _course(chance.choice(found), grids, _submitted(chance, days), chance)
            for _number in range(_A_DAY * days)
        ]
        nanyang = next(one for one in found if one.community == NANYANG)
        for hours in (1, 2, 14, 15, 17, 22, 25, 38, 41):
            at = moment(ENDS, 8) - timedelta(hours=hours)
            course = _course(nanyang, grids, at, chance)
            drawn.append(course if hours > _FRESH else _only_reviewed(course))
        self._waiting = sorted(drawn, key=lambda one: one.submitted_at)

    def record(self, start: date, end: date) -> None:
        """Enter the requests that ended in a month, and in the last month those still open."""
        if end <= _BEGINS:
            return
        last = end >= ENDS
        until = moment(ENDS, 8) if last else moment(end) - timedelta(hours=2)
        ready = [one for one in self._waiting if last or _ends(one) < until]
        self._waiting = [] if last else [one for one in self._waiting if _ends(one) >= until]
        for first in range(0, len(ready), _BATCH):
            batch = [_cut(one, until) for one in ready[first : first + _BATCH]]
            actions.import_needs(CLERK, batch, second=FOUNDER.person, at=until)
        actions.leave_unanswered(SERVER, at=until, most=100_000)
        _settle(until)


def _only_reviewed(one: Course) -> Course:
    """Return a request of last evening, which still looks for a helper."""
    return Course(one.request, one.submitted_at, one.reviewed_at)


def _submitted(chance: Random, days: int) -> datetime:
    """Return a moment of the year, by day."""
    on = _BEGINS + timedelta(days=chance.randrange(days))
    return moment(on, chance.randint(8, 19), chance.randint(0, 59))


def _ends(one: Course) -> datetime:
    return one.answered_at or one.ended_at or one.submitted_at


def _cut(one: Course, until: datetime) -> Course:
    """Return a course without what lies ahead."""
    changes: dict[str, Any] = {}
    if one.answered_at and one.answered_at > until:
        changes |= {"answered_at": None, "answer": None}
    if one.ended_at and one.ended_at > until:
        changes |= {"started_at": None, "ended_at": None}
    if one.accepted_at and one.accepted_at > until:
        changes |= {"accepted_at": None, "helper": ""}
    if one.reviewed_at and one.reviewed_at > until:
        changes |= {"reviewed_at": None}
    return one._replace(**changes)


def _settle(until: datetime) -> None:
    """Let the office end disputed requests of the weeks before."""
    for column in queries.board_of(FOUNDER, DISTRICT, at=until, first=5000):
        for line in column.page.lines if column.name == "disputed" else ():
            if line.done_by < until - timedelta(days=5):
                actions.close_need(FOUNDER, need=line.need, finding="asker-content", at=until)


def _course(
    local: Local, grids: dict[str, list[str]], submitted: datetime, chance: Random
) -> Course:
    [sort] = chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
    asker, helper = chance.sample(local.members, 2)
    channel = chance.choices(("phone", "desk", "visit", "self"), (4, 3, 3, 2))[0]
    request = Request(sort, chance.choice(grids[local.community]), asker, channel=channel)
    request = request._replace(urgency=chance.choices((0, 1, 2), (6, 3, 1))[0])
    reviewed, taken, begun, ended, answered = _moments(submitted, chance)
    course = Course(request, submitted, reviewed, helper, taken, begun, ended)
    if chance.random() < 0.86:
        course = course._replace(answered_at=answered, answer=_answer(chance))
    return course


def _moments(submitted: datetime, chance: Random) -> list[datetime]:
    """Return when it was reviewed, taken, begun, done and answered."""
    reviewed = submitted + timedelta(minutes=int(chance.expovariate(1 / 120)) + 5)
    taken = reviewed + timedelta(minutes=int(chance.expovariate(1 / 400)) + 10)
    begun = taken + timedelta(minutes=int(chance.expovariate(1 / 1100)) + 20)
    ended = begun + timedelta(minutes=chance.choice((20, 30, 40, 60, 90)))
    return [reviewed, taken, begun, ended, ended + timedelta(minutes=chance.randint(30, 2000))]


def _answer(chance: Random) -> Answer:
    draw = chance.random()
    if draw < 0.93:
        return Answer(came=True, solved="yes")
    if draw < 0.98:
        return Answer(came=True, solved=chance.choice(("partly", "no")), missing="not-finished")
    return Answer(came=False, solved="no")
