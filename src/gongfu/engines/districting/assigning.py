"""Give buildings to centres: nearest, within the wanted sizes, and never over another's ground.

A building goes to a centre only if a neighbour nearer to that centre goes there too, so every part
hangs together (Zoltners and Sinha 1983).  `flow` forgets that, and divides buildings, but is quick:
it tells centres apart.  `settle` solves the whole with HiGHS.
"""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple

import numpy as np
import scipy
from ortools.graph.python import min_cost_flow

from gongfu.engines.districting.cells import Real, Whole
from gongfu.engines.districting.neighbours import Graph, Marks

_NEAREST = 4
_ENOUGH = 0.005


@dataclasses.dataclass(frozen=True)
class Wish:
    """What is divided.  households: of each building.  low, high: of each part, at no cost.

    missing: metres that a household above or below counts for.
    """

    households: Whole
    low: int
    high: int
    missing: int


class Settled(NamedTuple):
    """Which centre each building goes to, what that costs, what it must cost, was it proven."""

    centre_of: Whole
    cost: int
    bound: int
    proven: bool


def cost_of(wish: Wish, ways: Real, centre_of: Whole) -> int:
    """Return household-metres to the centres, with what the sizes miss.  ways: k x n."""
    walked = (wish.households * ways[centre_of, np.arange(len(centre_of))]).sum()
    return int(walked) + wish.missing * outside(wish, centre_of, len(ways))


def outside(wish: Wish, centre_of: Whole, parts: int) -> int:
    """Return the households by which parts are above or below."""
    sizes = np.bincount(centre_of, weights=wish.households, minlength=parts)
    above, below = np.maximum(0, sizes - wish.high), np.maximum(0, wish.low - sizes)
    return int((above + below).sum())


def candidates(ways: Real) -> Marks:
    """Return which of the k centres each of the n buildings may go to: the nearest few."""
    count = min(_NEAREST, len(ways))
    nearest = np.argsort(ways, axis=0, kind="stable")[:count]
    found = np.zeros(ways.shape, dtype=bool)
    np.put_along_axis(found, nearest, values=True, axis=0)
    return found & np.isfinite(ways)


def flow(wish: Wish, ways: Real) -> tuple[Whole, int]:
    """Return the centre that most of each building goes to, and what the division costs."""
    parts, count = ways.shape
    centres, buildings = np.nonzero(candidates(ways))
    solver, sink = min_cost_flow.SimpleMinCostFlow(), count + parts
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        buildings, count + centres, wish.households[buildings],
        np.rint(ways[centres, buildings]).astype(np.int64),
    )  # fmt: skip
    whole, ends = int(wish.households.sum()), count + np.arange(parts)
    steps = ((wish.low, -wish.missing), (wish.high - wish.low, 0), (whole, wish.missing))
    for room, price in steps:
        solver.add_arcs_with_capacity_and_unit_cost(
            ends, np.full(parts, sink), np.full(parts, room), np.full(parts, price)
        )
    solver.set_nodes_supplies(np.arange(count), wish.households)
    solver.set_node_supply(sink, -whole)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("the flow was not solved")
    sent = np.zeros(ways.shape)
    sent[centres, buildings] = solver.flows(arcs)
    return np.argmax(sent, axis=0), solver.optimal_cost() + wish.missing * wish.low * parts


class _Columns(NamedTuple):
    """The yes-or-no columns of the whole programme: this building to this centre."""

    centres: Whole
    buildings: Whole
    number: Whole  # k x n, -1 where there is none


def settle(wish: Wish, graph: Graph, ways: Real, *, nodes: int, seconds: float) -> Settled:
    """Return the cheapest way to give whole buildings to centres, every part hanging together.

    ways: k x n, whole metres.  Ends after `nodes` of the solver's search, or `seconds`.
    """
    columns = _columns(graph, ways)
    parts, size = len(ways), len(columns.centres)
    walked = (wish.households * ways)[columns.centres, columns.buildings]
    costs = np.concatenate((walked, np.full(2 * parts, float(wish.missing))))
    found = scipy.optimize.milp(
        costs,
        integrality=np.concatenate((np.ones(size), np.zeros(2 * parts))),
        bounds=scipy.optimize.Bounds(
            0, np.concatenate((np.ones(size), np.full(2 * parts, np.inf)))
        ),
        constraints=[
            _each_once(columns, parts), _sizes(wish, columns, parts),
            *_hanging(graph, ways, columns),
        ],
        options={"mip_rel_gap": _ENOUGH, "node_limit": nodes, "time_limit": seconds},
    )  # fmt: skip
    if found.x is None:
        centre_of = np.argmin(ways, axis=0)
        return Settled(centre_of, cost_of(wish, ways, centre_of), 0, proven=False)
    chosen = np.flatnonzero(found.x[:size] > 0.5)
    centre_of = np.zeros(ways.shape[1], dtype=np.int64)
    centre_of[columns.buildings[chosen]] = columns.centres[chosen]
    bound = max(0, int(np.floor(found.mip_dual_bound + 1e-6)))
    return Settled(centre_of, cost_of(wish, ways, centre_of), bound, proven=found.status == 0)


def _columns(graph: Graph, ways: Real) -> _Columns:
    """Return the columns that can be taken: the way to the centre is over such columns too."""
    allowed = candidates(ways)
    beside = graph.beside()
    for centre, row in enumerate(allowed):
        for building in np.argsort(ways[centre], kind="stable").tolist():
            nearer = any(
                row[p] for p in beside[building] if ways[centre, p] < ways[centre, building]
            )
            row[building] &= nearer or ways[centre, building] == 0
    centres, buildings = np.nonzero(allowed)
    number = np.full(ways.shape, -1, dtype=np.int64)
    number[centres, buildings] = np.arange(len(centres))
    return _Columns(centres, buildings, number)


def _each_once(columns: _Columns, parts: int) -> scipy.optimize.LinearConstraint:
    size = len(columns.centres)
    shape = (columns.number.shape[1], size + 2 * parts)
    table = scipy.sparse.coo_array(
        (np.ones(size), (columns.buildings, np.arange(size))), shape=shape
    )
    return scipy.optimize.LinearConstraint(table.tocsr(), 1, 1)


def _sizes(wish: Wish, columns: _Columns, parts: int) -> scipy.optimize.LinearConstraint:
    size, every = len(columns.centres), np.arange(parts)
    values = (wish.households[columns.buildings].astype(float), np.ones(parts), -np.ones(parts))
    rows = (columns.centres, every, every)
    places = (np.arange(size), size + every, size + parts + every)
    table = scipy.sparse.coo_array(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(places))),
        shape=(parts, size + 2 * parts),
    )
    return scipy.optimize.LinearConstraint(table.tocsr(), wish.low, wish.high)


def _hanging(graph: Graph, ways: Real, columns: _Columns) -> list[scipy.optimize.LinearConstraint]:
    """Return: taken only if a neighbour nearer to that centre is taken; the centre always is."""
    cells: list[tuple[int, int, float]] = []
    beside, size, row = graph.beside(), len(columns.centres), 0
    taken = []
    for at, (centre, building) in enumerate(zip(columns.centres, columns.buildings, strict=True)):
        way = ways[centre, building]
        if way == 0:
            taken.append(at)
            continue
        nearer = (columns.number[centre, p] for p in beside[building] if ways[centre, p] < way)
        cells += [(row, int(other), 1.0) for other in nearer if other >= 0]
        cells.append((row, at, -1.0))
        row += 1
    width = size + 2 * len(ways)
    found = [_table(cells, (row, width), 0.0)] if row else []
    first = [(number, at, 1.0) for number, at in enumerate(taken)]
    return [*found, _table(first, (len(taken), width), 1.0)]


def _table(cells: list[tuple[int, int, float]], shape: tuple[int, int], low: float) -> Any:
    rows, columns, values = zip(*cells, strict=True)
    return scipy.optimize.LinearConstraint(
        scipy.sparse.coo_array((values, (rows, columns)), shape=shape).tocsr(), low, np.inf
    )
