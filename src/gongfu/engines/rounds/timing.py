"""Times along a route in a given order, and the reason of each stop."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

from gongfu.engines.rounds.problem import Infeasible, Keeper, Plan, Problem, Route, Stop, Visit

_TIGHT = 30


class Part(NamedTuple):
    """One keeper's part of a visit: minutes on site, and before when it does not begin."""

    visit: Visit
    minutes: int
    early: int


def timed(
    problem: Problem, keeper: Keeper, order: Sequence[Part], *, own_order: bool = False
) -> Route:
    """Return the route of a keeper who makes these visits in this order, as early as possible."""
    minutes, at, place = problem.minutes, keeper.start, keeper.place
    stops = []
    for index, (visit, stay, early) in enumerate(order):
        walk = minutes[place][visit.place]
        arrive = at + walk
        start = max(arrive, early)
        reason = "own-order" if own_order else _reason(problem, order[index:], place, start)
        late = max(0, start - visit.latest)
        at = start + stay
        stops.append(Stop(visit.id, arrive, start, at, walk, reason, late))
        place = visit.place
    home = minutes[place][keeper.place] if stops else 0
    return Route(keeper.id, tuple(stops), home)


def _reason(problem: Problem, ahead: Sequence[Part], place: int, start: int) -> str:
    """Return why the first of the visits ahead comes now."""
    visit, row = ahead[0].visit, problem.minutes[place]
    if visit.second is not None:
        return "pair"
    if visit.overdue_days > 0:
        return "overdue"
    if all(row[visit.place] <= row[other.visit.place] for other in ahead):
        return "nearest"
    if visit.latest - start < _TIGHT:
        return "window"
    return "only-you" if len(visit.allowed) == 1 else "way"


def reorder(problem: Problem, plan: Plan, *, keeper: str, order: Sequence[str]) -> Plan:
    """Return the plan with one keeper's own order; stops after their window say how late.

    Raises Infeasible when the order names other visits than the keeper's route.
    """
    route = next((one for one in plan.routes if one.keeper == keeper), None)
    if route is None or sorted(order) != sorted(stop.visit for stop in route.stops):
        raise Infeasible("the order must name the visits of this keeper's round, each once")
    visits = {visit.id: visit for visit in problem.visits}
    stays = {stop.visit: stop.end - stop.start for stop in route.stops}
    who = next(one for one in problem.keepers if one.id == keeper)
    parts = [Part(visits[one], stays[one], visits[one].earliest) for one in order]
    changed = timed(problem, who, parts, own_order=True)
    routes = tuple(changed if one.keeper == keeper else one for one in plan.routes)
    return dataclasses.replace(plan, routes=routes)
