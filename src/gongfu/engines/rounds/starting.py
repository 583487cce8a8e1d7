"""The plan that the search starts from: PyVRP's, where it can express the day.

PyVRP (Wouda, Lan and Kool 2024) knows windows that must hold and visits that may be left out, but
no meetings: it plans the two of a pair as if they were strangers, and they are put in afterwards.
Where lateness only costs, nothing is planned yet and the search begins from the windows.
"""

from __future__ import annotations

import itertools
from random import Random

from pyvrp import Model
from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria

from gongfu.engines.rounds.inserting import insert
from gongfu.engines.rounds.network import NEVER, Network
from gongfu.engines.rounds.tours import Tours

_ITERATIONS, _SHARE = 100, 0.3  # of the seconds at most


def started(network: Network, *, seconds: float, seed: int) -> tuple[Tours, bool]:
    """Return tours with as many visits as find room, and whether PyVRP planned them."""
    tours = Tours(network)
    strict = all(hard < NEVER for hard in network.hard[: network.tasks])
    if strict:
        _adopt(tours, _solved(network, seconds=seconds * _SHARE, seed=seed))
    for unit in sorted(tours.out, key=lambda unit: network.early[network.units[unit][0]]):
        insert(tours, unit, chance=Random(seed), blink=0)
    return tours, strict


def _solved(network: Network, *, seconds: float, seed: int) -> dict[int, list[int]]:
    """Return the tasks of each keeper in order, by PyVRP."""
    model, tasks = Model(), network.tasks
    spots = [model.add_location(0, 0) for _node in range(tasks + network.keepers)]
    for keeper in range(network.keepers):
        out, home = tasks + keeper, tasks + network.keepers + keeper
        depot = model.add_depot(spots[out])
        model.add_vehicle_type(
            1, start_depot=depot, end_depot=depot, profile=model.add_profile(),
            tw_early=network.early[out], tw_late=network.hard[home],
            unit_distance_cost=network.walking, unit_duration_cost=network.weight[home],
        )  # fmt: skip
    for task in range(tasks):
        model.add_client(
            spots[task], service_duration=network.minutes[task], tw_early=network.early[task],
            tw_late=network.hard[task], required=False, prize=network.prize[network.unit_of[task]],
        )  # fmt: skip
    _connect(model, network, spots)
    limit = MultipleCriteria([MaxRuntime(seconds), MaxIterations(_ITERATIONS)])
    best = model.solve(limit, seed=seed, display=False, collect_stats=False).best
    if not best.is_feasible():
        return {}
    return {
        route.vehicle_type(): [visit.idx for visit in route if visit.is_client()]
        for route in best.routes()
    }


def _connect(model: Model, network: Network, spots: list[object]) -> None:
    """Give every keeper's profile the ways between the visits that the keeper may make."""
    homes = list(range(network.tasks, len(spots)))
    for keeper, profile in enumerate(model.profiles):
        may = [task for task in range(network.tasks) if keeper in network.able[task]]
        for one, two in itertools.permutations(may + homes, 2):
            minutes = network.away[one][two]
            model.add_edge(
                spots[one], spots[two], distance=minutes, duration=minutes, profile=profile
            )


def _adopt(tours: Tours, routes: dict[int, list[int]]) -> None:
    """Take over the visits of one person, in PyVRP's order."""
    net = tours.network
    for keeper, tasks in routes.items():
        last, home = net.tasks + keeper, net.tasks + net.keepers + keeper
        for task in tasks:
            if net.partner[task] < 0:
                tours.append(task, last, home)
                last = task
    tours.settle()
