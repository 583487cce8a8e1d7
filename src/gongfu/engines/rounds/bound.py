"""How little walking is possible at all: a linear relaxation that no plan can undercut."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Collection, Iterator

import numpy as np
import scipy

from gongfu.engines.rounds.network import Network, network_of
from gongfu.engines.rounds.problem import Problem

_WHOLE, _CUT_OFF = 1_000_000, 0.999
_ROUNDS = 40


def least_walking(problem: Problem, *, visits: Collection[str]) -> int:
    """Return minutes on foot below which no plan that makes just these visits can stay.

    Each task is left once and entered once, over ways that windows and permissions allow; a group
    of tasks that nobody enters is cut off by an inequality of its own (Dantzig, Fulkerson and
    Johnson 1954), until there is none.  Leaves out the length of the day and the meeting of pairs.
    Solver: HiGHS, at most 40 rounds; about a second for 60 visits.
    """
    made = tuple(visit for visit in problem.visits if visit.id in visits)
    if not made:
        return 0
    net = network_of(dataclasses.replace(problem, visits=made))
    ways = np.array(list(_ways(net)))
    minutes = np.array([net.away[a][b] if a != b else 0 for a, b in ways])
    cuts: list[scipy.sparse.csr_array] = []
    for _round in range(_ROUNDS):
        share, walking = _relaxed(net, ways, minutes, cuts)
        groups = _unentered(net, ways, share)
        if not groups:
            break
        cuts += [_entering(ways, group) for group in groups]
    return math.ceil(walking - 1e-6)


def _ways(net: Network) -> Iterator[tuple[int, int]]:
    """Yield the pairs of nodes of which the second may follow the first on some route."""
    tasks, keepers = net.tasks, net.keepers
    for keeper in range(keepers):
        yield tasks + keeper, tasks + keepers + keeper
    for one in range(tasks):
        for keeper in net.able[one]:
            yield tasks + keeper, one
            yield one, tasks + keepers + keeper
        for two in range(tasks):
            ready = net.early[one] + net.minutes[one] + net.away[one][two]
            if one == two or net.partner[one] == two or ready > net.hard[two]:
                continue
            if set(net.able[one]) & set(net.able[two]):
                yield one, two


def _relaxed(
    net: Network, ways: np.ndarray, minutes: np.ndarray, cuts: list[scipy.sparse.csr_array]
) -> tuple[np.ndarray, float]:
    """Return how much of each way is used, and the minutes, when ways may be used in part."""
    tasks, keepers, count = net.tasks, net.keepers, len(ways)
    ones, numbers = np.ones(count), np.arange(count)
    leaving = scipy.sparse.coo_array((ones, (ways[:, 0], numbers)), shape=(tasks + keepers, count))
    entered = np.where(ways[:, 1] < tasks, ways[:, 1], ways[:, 1] - keepers)
    entering = scipy.sparse.coo_array((ones, (entered, numbers)), shape=(tasks + keepers, count))
    solved = scipy.optimize.linprog(
        minutes,
        A_eq=scipy.sparse.vstack([leaving, entering]),
        b_eq=np.ones(2 * (tasks + keepers)),
        A_ub=-scipy.sparse.vstack(cuts) if cuts else None,
        b_ub=-np.ones(len(cuts)) if cuts else None,
        method="highs",
    )
    return solved.x, float(solved.fun)


def _unentered(net: Network, ways: np.ndarray, share: np.ndarray) -> list[np.ndarray]:
    """Return groups of tasks into which less than one whole way leads, by the least cuts."""
    size = net.tasks + net.keepers
    used = (share > 1e-9) & (ways[:, 1] < net.tasks)
    source = np.full(net.keepers, size), np.arange(net.tasks, size)
    amounts = np.concatenate([share[used], np.ones(net.keepers)])
    ends = (
        np.concatenate([ways[used, 0], source[0]]),
        np.concatenate([ways[used, 1], source[1]]),
    )
    whole = np.round(amounts * _WHOLE).astype(np.int32)
    flows = scipy.sparse.csr_array((whole, ends), shape=(size + 1, size + 1))
    groups: dict[bytes, np.ndarray] = {}
    for task in range(net.tasks):
        flow = scipy.sparse.csgraph.maximum_flow(flows, size, task)
        if flow.flow_value >= _CUT_OFF * _WHOLE:
            continue
        rest = flows - flow.flow
        rest.eliminate_zeros()
        reached = scipy.sparse.csgraph.breadth_first_order(rest, size, return_predecessors=False)
        group = np.setdiff1d(np.arange(net.tasks), reached)
        groups[group.tobytes()] = group
    return list(groups.values())


def _entering(ways: np.ndarray, group: np.ndarray) -> scipy.sparse.csr_array:
    """Return the row that adds up the ways into a group."""
    inside = np.isin(ways, group)
    return scipy.sparse.csr_array((~inside[:, 0] & inside[:, 1]).astype(float)[np.newaxis, :])
