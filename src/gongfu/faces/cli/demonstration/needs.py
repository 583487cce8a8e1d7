"""A year of residents' requests, taken over from the register, and those open this morning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from gongfu.faces.cli.demonstration.founding import CLERK, DISTRICT, FOUNDER
from gongfu.faces.cli.demonstration.grids import Local
from gongfu.faces.cli.demonstration.teams import ENDS
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.needs import actions
from gongfu.kernel.needs.actions import Answer, Course, Request
from gongfu.kernel.needs.models import Kind
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

SERVER = Viewer("s" * 26, (Office(Role.SYS, DISTRICT),))
OFFICER = Viewer("c" * 26, (Office(Role.DEP, DISTRICT),))
_BEGINS = date(2020, 9, 20)
_A_MONTH, _BATCH = 1700, 4000
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


def record(
    found: Sequence[Local], grids: dict[str, list[str]], start: date, end: date, chance: Random
) -> None:
    """Enter the month's register of requests from all communities."""
    if end <= _BEGINS:
        return
    days = (end - max(start, _BEGINS)).days
    count = _A_MONTH * days // 30
    until = moment(end) - timedelta(hours=2) if end < ENDS else moment(ENDS, 8)
    courses = [
        _course(found, grids, max(start, _BEGINS), days, until, chance) for _ in range(count)
    ]
    courses.sort(key=lambda one: one.submitted_at)
    for first in range(0, len(courses), _BATCH):
        batch = courses[first : first + _BATCH]
        actions.import_needs(CLERK, batch, second=FOUNDER.person, at=until)
    actions.leave_unanswered(SERVER, at=until, most=100_000)


def _course(
    found: Sequence[Local],
    grids: dict[str, list[str]],
    start: date,
    days: int,
    until: datetime,
    chance: Random,
) -> Course:
    local = chance.choice(found)
    [sort] = chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
    asker, helper = chance.sample(local.members, 2)
    channel = chance.choices(("phone", "desk", "visit", "self"), (4, 3, 3, 2))[0]
    request = Request(sort, chance.choice(grids[local.community]), asker, channel=channel)
    request = request._replace(urgency=chance.choices((0, 1, 2), (6, 3, 1))[0])
    submitted = moment(start) + timedelta(
        days=chance.randrange(days), hours=chance.randint(8, 19), minutes=chance.randint(0, 59)
    )
    moments = _moments(submitted, chance)
    reached = [one if one < until else None for one in moments]
    begun, ended = reached[2], reached[3]
    if ended is None:
        begun = None
    answered = reached[4] if ended is not None and chance.random() < 0.86 else None
    return Course(
        request,
        min(submitted, until),
        reached[0],
        helper if reached[1] else "",
        reached[1],
        begun,
        ended,
        answered,
        _answer(chance) if answered else None,
    )


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
