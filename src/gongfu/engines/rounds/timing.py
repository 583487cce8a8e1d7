"""Times along a route in a given order, and the reason of each stop."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from gongfu.engines.rounds.problem import Infeasible, Keeper, Plan, Problem, Route, Stop, Visit

_TIGHT = 30


def timed(
    problem: Problem, keeper: Keeper, order: Sequence[Visit], *, own_order: bool = False
) -> Route:
    """Return the route of a keeper who makes these visits in this order, as early as possible."""
    minutes, at, place = problem.minutes, keeper.start, keeper.place
    stops = []
    for index, visit in enumerate(order):
        walk = minutes[place][visit.place]
        arrive = at + walk
        start = max(arrive, visit.earliest)
        reason = "own-order" if own_order else _reason(problem, order[index:], place, start)
        late = max(0, start - visit.latest)
        at = start + visit.minutes
        stops.append(Stop(visit.id, arrive, start, at, walk, reason, late))
        place = visit.place
    home = minutes[place][keeper.place] if stops else 0
    return Route(keeper.id, tuple(stops), home)


def _reason(problem: Problem, ahead: Sequence[Visit], place: int, start: int) -> str:
    """Return why the first of the visits ahead comes now."""
    visit, row = ahead[0], problem.minutes[place]
    if visit.people == 2:
        return "pair"
    if visit.overdue_days > 0:
        return "overdue"
    if all(row[visit.place] <= row[other.place] for other in ahead):
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
    who = next(one for one in problem.keepers if one.id == keeper)
    changed = timed(problem, who, [visits[one] for one in order], own_order=True)
    routes = tuple(changed if one.keeper == keeper else one for one in plan.routes)
    return dataclasses.replace(plan, routes=routes)
