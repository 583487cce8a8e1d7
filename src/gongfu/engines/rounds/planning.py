"""Plan a day's rounds: everyone's windows, keepers who may, visits of two, and none left over."""

from __future__ import annotations

from gongfu.engines.rounds.network import network_of
from gongfu.engines.rounds.problem import Plan, Problem, Route
from gongfu.engines.rounds.search import Limit, search
from gongfu.engines.rounds.timing import Part, timed
from gongfu.engines.rounds.tours import Tours


def plan(problem: Problem, *, seconds: float = 1.0, iterations: int = 2_000, seed: int = 1) -> Plan:
    """Plan a day by the problem's aims: as many visits as possible, overdue first, little walking.

    Stops after `seconds` or `iterations` (about 0.5 ms each for 75 visits), whichever is first;
    the same seed gives the same plan when the iterations end it.  A heuristic: good, not proven;
    meant for up to 100 visits.  Raises Infeasible.
    Source: home-care routing with synchronised visits, Mankowska, Meisel and Bierwirth 2014; the
    methods are named in `starting` and `search`.
    """
    problem.check()
    if not problem.visits:
        return Plan(tuple(Route(keeper.id, ()) for keeper in problem.keepers), {})
    tours = search(network_of(problem), limit=Limit(seconds, iterations), seed=seed)
    routes = tuple(_route(problem, tours, number) for number in range(len(problem.keepers)))
    return Plan(routes, {problem.visits[unit].id: "no-time" for unit in sorted(tours.out)})


def _route(problem: Problem, tours: Tours, keeper: int) -> Route:
    """Return the timed route of one keeper."""
    net = tours.network
    parts, node = [], tours.after[net.tasks + keeper]
    while node < net.tasks:
        visit = problem.visits[net.unit_of[node]]
        parts.append(Part(visit, net.minutes[node], tours.start[node]))
        node = tours.after[node]
    return timed(problem, problem.keepers[keeper], parts)
