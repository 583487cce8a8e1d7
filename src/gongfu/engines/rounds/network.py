"""The day as numbered nodes, ready for the search: tasks, settings-out, homecomings."""

from __future__ import annotations

import dataclasses

from gongfu.engines.rounds.problem import Keeper, Problem, Second, Visit

NEVER = 10**15


@dataclasses.dataclass(frozen=True, slots=True)
class Network:
    """A problem by node: the tasks, then all keepers' settings-out, then their homecomings.

    A task is one person's part of a visit.  units: the tasks of each visit; unit_of: the visit of
    each task.  away[a][b], back[b][a]: minutes from a to b.  early: a node begins no sooner;
    soft: each minute after it costs `weight`; hard: it begins no later.  partner, lag: the other
    task of a visit of two (or -1) begins at least `lag` after this one.  able: the numbers of the
    keepers who may.  prize: what leaving a visit out costs.  near: for each visit, all by nearness.
    """

    tasks: int
    keepers: int
    units: list[tuple[int, ...]]
    unit_of: list[int]
    away: list[list[int]]
    back: list[list[int]]
    minutes: list[int]
    early: list[int]
    soft: list[int]
    hard: list[int]
    weight: list[int]
    partner: list[int]
    lag: list[int]
    able: list[tuple[int, ...]]
    prize: list[int]
    near: list[list[int]]
    walking: int
    latest: int


@dataclasses.dataclass(slots=True)
class _Node:
    place: int
    minutes: int
    early: int
    soft: int
    hard: int
    weight: int
    partner: int = -1
    lag: int = 0
    able: tuple[int, ...] = ()


def network_of(problem: Problem) -> Network:
    """Return the nodes of a checked problem, tasks in the order of the visits."""
    nodes: list[_Node] = []
    units: list[tuple[int, ...]] = []
    for visit in problem.visits:
        first = len(nodes)
        nodes += _tasks(problem, visit, first)
        units.append(tuple(range(first, len(nodes))))
    tasks, aims = len(nodes), problem.aims
    nodes += [_Node(k.place, 0, k.start, NEVER, NEVER, 0) for k in problem.keepers]
    nodes += [_Node(k.place, 0, k.start, k.start, k.end, aims.day) for k in problem.keepers]
    minutes = problem.minutes
    away = [[minutes[a.place][b.place] for b in nodes] for a in nodes]
    return Network(
        tasks=tasks,
        keepers=len(problem.keepers),
        units=units,
        unit_of=[number for number, ones in enumerate(units) for _one in ones],
        away=away,
        back=[list(column) for column in zip(*away, strict=True)],
        minutes=[node.minutes for node in nodes],
        early=[node.early for node in nodes],
        soft=[node.soft for node in nodes],
        hard=[node.hard for node in nodes],
        weight=[node.weight for node in nodes],
        partner=[node.partner for node in nodes],
        lag=[node.lag for node in nodes],
        able=[node.able for node in nodes[:tasks]],
        prize=[aims.left_out + aims.overdue * min(v.overdue_days, 10) for v in problem.visits],
        near=_near(problem.visits, minutes),
        walking=aims.walking,
        latest=aims.latest,
    )


def _tasks(problem: Problem, visit: Visit, first: int) -> list[_Node]:
    """Return the one or two tasks of a visit; `first` will be the number of the first."""
    late = problem.aims.late
    hard, weight = (visit.latest, 0) if late is None else (NEVER, late)
    one = _Node(visit.place, visit.minutes, visit.earliest, visit.latest, hard, weight)
    one.able = _able(problem.keepers, visit)
    if visit.second is None:
        return [one]
    one.partner, one.lag = first + 1, visit.second.soonest
    two = dataclasses.replace(one, minutes=visit.second.minutes, partner=first)
    two.lag, two.able = -visit.second.last, _able(problem.keepers, visit.second)
    return [one, two]


def _able(keepers: tuple[Keeper, ...], part: Visit | Second) -> tuple[int, ...]:
    return tuple(n for n, one in enumerate(keepers) if not part.allowed or one.id in part.allowed)


def _near(visits: tuple[Visit, ...], minutes: tuple[tuple[int, ...], ...]) -> list[list[int]]:
    """Return, for each visit, all visits by nearness of place and, for a quarter, of hour."""

    def apart(one: Visit, other: Visit) -> int:
        return 4 * minutes[one.place][other.place] + abs(one.earliest - other.earliest)

    numbers = range(len(visits))
    return [sorted(numbers, key=lambda n: apart(one, visits[n])) for one in visits]
