"""When keepers called: a plausible calendar of visits and help, without two places at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from gongfu.faces.cli.demonstration.teams import ENDS, Round
from gongfu.kernel.measures.moments import moment

_FIRST, _EVENING, _WALK = 7 * 60 + 30, 18 * 60 + 40, 6
_CALL_FROM, _CALL_MINUTES = 13 * 60, 310
_NOON = 12 * 60 + 40


class Call(NamedTuple):
    """One visit, or with a service one piece of help: which ward, from when to when."""

    ward: int
    started_at: datetime
    ended_at: datetime
    answer: str = "well"
    service: str = ""


def calls(team_round: Round, chance: Random, *, until: date = ENDS) -> Iterator[Call]:
    """Yield a keeper's visits and help, day by day, until before the day `until`."""
    due = [
        team_round.joined_on + timedelta(days=chance.randint(0, w.rhythm_days - 1))
        for w in team_round.wards
    ]
    on = team_round.joined_on
    while on < until:
        called = _called(team_round, due, on, chance)
        yield from _day(team_round, called, on, chance)
        for ward in called:
            due[ward] = on + timedelta(days=_gap(team_round.wards[ward].rhythm_days, chance))
        on += timedelta(days=1)


def _called(team_round: Round, due: list[date], on: date, chance: Random) -> list[int]:
    wards = range(len(due))
    if team_round.daily:
        return [w for w in wards if due[w] <= on or chance.random() < team_round.daily]
    return [w for w in wards if due[w] <= on]


def _gap(rhythm: int, chance: Random) -> int:
    """Return the days to the next visit: mostly within the rhythm, seldom later."""
    if chance.random() < 0.03:
        return rhythm + chance.randint(1, 2)
    return max(1, rhythm - chance.randint(0, max(0, rhythm // 4)))


def _day(team_round: Round, called: list[int], on: date, chance: Random) -> Iterator[Call]:
    clock, evening = _FIRST + chance.randint(0, 40), False
    for ward in called:
        minutes = team_round.wards[ward].usual_minutes + chance.choice((-5, 0, 0, 5))
        if not evening and clock + minutes > _NOON:
            clock, evening = _EVENING, True
        yield Call(ward, *_span(on, clock, minutes), answer=_answer(chance))
        clock += minutes + _WALK + chance.randint(0, 4)
    if team_round.on_call:
        yield Call(0, *_span(on, _CALL_FROM, _CALL_MINUTES), service="on-call")
    elif called and chance.random() < 0.12:
        service = chance.choice(("hospital", "shopping", "repair", "errand", "meal"))
        span = _span(on, _CALL_FROM + chance.randint(0, 90), chance.choice((40, 60, 90, 120)))
        yield Call(called[0], *span, service=service)


def _answer(chance: Random) -> str:
    return "unwell" if chance.random() < 0.006 else "well"


def _span(on: date, clock: int, minutes: int) -> tuple[datetime, datetime]:
    started = moment(on) + timedelta(minutes=clock)
    return started, started + timedelta(minutes=minutes)
