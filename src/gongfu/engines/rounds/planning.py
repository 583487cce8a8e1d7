"""Plan rounds with PyVRP: time windows, keepers who may, pairs, and visits that find no room.

Method: iterated local search for the vehicle routing problem with time windows and optional
clients (Wouda, Lan, Kool 2024, PyVRP).  A visit of two keepers is two clients; the first solution
says about when, then both get that one moment and the rest is solved again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from pyvrp import Model
from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria

from gongfu.engines.rounds.problem import Keeper, Plan, Problem, Route, Visit
from gongfu.engines.rounds.timing import timed

_FAR = 100_000
_WALK_COST = 4  # a minute on foot weighs as much as four of waiting
_PRIZE, _PRIZE_A_DAY = 10_000, 500
_DEFAULT_ITERATIONS = 400


@dataclasses.dataclass(frozen=True, slots=True)
class _Task:
    """One keeper's part of a visit, with the window in which it may begin."""

    visit: Visit
    earliest: int
    latest: int


_Orders = dict[str, list[_Task]]


def plan(
    problem: Problem, *, seconds: float = 1.0, iterations: int = _DEFAULT_ITERATIONS, seed: int = 1
) -> Plan:
    """Plan a day: as many visits as possible, overdue first, and the least walking.

    Stops after `seconds` or `iterations`, whichever is first; the same seed gives the same plan
    when the iterations end it.  Raises Infeasible.
    """
    problem.check()
    if not problem.visits or not problem.keepers:
        return Plan(tuple(Route(k.id, ()) for k in problem.keepers), {}, 0)
    stop = (seconds, iterations)
    tasks = [task for visit in problem.visits for task in _tasks(visit)]
    orders = _solved(problem, tasks, stop=stop, seed=seed)
    if any(visit.people == 2 for visit in problem.visits):
        orders = _solved(problem, _met(problem, tasks, orders), stop=stop, seed=seed)
        orders = _without_halves(orders)
    return _plan_of(problem, orders)


def _tasks(visit: Visit) -> list[_Task]:
    return [_Task(visit, visit.earliest, visit.latest)] * visit.people


def _may(keeper: Keeper, visit: Visit) -> bool:
    return not visit.allowed or keeper.id in visit.allowed


def _solved(problem: Problem, tasks: list[_Task], *, stop: tuple[float, int], seed: int) -> _Orders:
    """Return each keeper's tasks in order, by the solver."""
    model, homes, places = Model(), [], []
    for keeper in problem.keepers:
        homes.append(model.add_location(0, 0))
        profile = model.add_profile()
        depot = model.add_depot(homes[-1])
        model.add_vehicle_type(
            1, start_depot=depot, end_depot=depot, tw_early=keeper.start, tw_late=keeper.end,
            unit_distance_cost=_WALK_COST, unit_duration_cost=1, profile=profile, name=keeper.id,
        )  # fmt: skip
    for task in tasks:
        places.append(model.add_location(0, 0))
        model.add_client(
            places[-1], service_duration=task.visit.minutes, tw_early=task.earliest,
            tw_late=task.latest, required=False,
            prize=_PRIZE + _PRIZE_A_DAY * min(task.visit.overdue_days, 10),
        )  # fmt: skip
    _connect(model, problem, tasks, homes, places)
    limit = MultipleCriteria([MaxRuntime(stop[0]), MaxIterations(stop[1])])
    best = model.solve(limit, seed=seed, display=False, collect_stats=False).best
    return _orders(problem, tasks, best)


def _connect(
    model: Model, problem: Problem, tasks: list[_Task], homes: list[object], places: list[object]
) -> None:
    """Give every keeper's profile its walking times; who may not go there finds it far away."""
    where = [keeper.place for keeper in problem.keepers] + [task.visit.place for task in tasks]
    ends = [*homes, *places]
    for keeper, profile in zip(problem.keepers, model.profiles, strict=True):
        closed = [False] * len(homes) + [not _may(keeper, task.visit) for task in tasks]
        for i, source in enumerate(ends):
            for j, target in enumerate(ends):
                if i == j:
                    continue
                walk = problem.minutes[where[i]][where[j]]
                far = _FAR if closed[i] or closed[j] else walk
                model.add_edge(source, target, distance=far, duration=far, profile=profile)


def _orders(problem: Problem, tasks: list[_Task], best: object) -> _Orders:
    orders: _Orders = {keeper.id: [] for keeper in problem.keepers}
    for route in best.routes():  # type: ignore[attr-defined]
        keeper = problem.keepers[route.vehicle_type()].id
        orders[keeper] = [tasks[index] for index in _clients(route)]
    return orders


def _clients(route: object) -> Iterable[int]:
    return (one.idx for one in route if one.is_client())  # type: ignore[attr-defined]


def _met(problem: Problem, tasks: list[_Task], orders: _Orders) -> list[_Task]:
    """Return the tasks with one moment for both halves of each pair."""
    begun: dict[str, list[int]] = {}
    for keeper in problem.keepers:
        route = timed(problem, keeper, [task.visit for task in orders[keeper.id]])
        for stop in route.stops:
            begun.setdefault(stop.visit, []).append(stop.start)
    moments = {visit: max(starts) for visit, starts in begun.items() if len(starts) == 2}
    return [_at(task, moments) for task in tasks]


def _at(task: _Task, moments: dict[str, int]) -> _Task:
    moment = moments.get(task.visit.id)
    if task.visit.people == 1 or moment is None:
        return task
    moment = min(max(moment, task.earliest), task.latest)
    return _Task(task.visit, moment, moment)


def _without_halves(orders: _Orders) -> _Orders:
    """Drop a pair's visit where only one keeper found room, or one took both halves."""
    takers: dict[str, set[str]] = {}
    for keeper, tasks in orders.items():
        for task in tasks:
            takers.setdefault(task.visit.id, set()).add(keeper)

    def whole(task: _Task) -> bool:
        return len(takers[task.visit.id]) >= task.visit.people

    return {keeper: _once(filter(whole, tasks)) for keeper, tasks in orders.items()}


def _once(tasks: Iterable[_Task]) -> list[_Task]:
    return list({task.visit.id: task for task in tasks}.values())


def _plan_of(problem: Problem, orders: _Orders) -> Plan:
    routes = tuple(_route(problem, keeper, orders[keeper.id]) for keeper in problem.keepers)
    planned = {stop.visit for route in routes for stop in route.stops}
    left_out = {visit.id: "no-time" for visit in problem.visits if visit.id not in planned}
    return Plan(routes, left_out, _bound(problem, planned))


def _route(problem: Problem, keeper: Keeper, tasks: list[_Task]) -> Route:
    """Return the timed route; both of a pair begin at the moment that they were given."""
    visits = [
        dataclasses.replace(task.visit, earliest=task.earliest, latest=task.latest)
        for task in tasks
    ]
    return timed(problem, keeper, visits)


def _bound(problem: Problem, planned: set[str]) -> int:
    """Return the least walking that any plan with these visits needs: the nearest way into each."""
    visits = [visit for visit in problem.visits if visit.id in planned]
    homes = {keeper.place for keeper in problem.keepers}
    total = 0
    for visit in visits:
        others = {other.place for other in visits if other.id != visit.id} | homes
        nearest = min(problem.minutes[place][visit.place] for place in others)
        total += nearest * visit.people
    return total
