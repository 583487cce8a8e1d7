"""Divide an area into parts that hang together, of even size, near, and following lines."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from gongfu.engines.districting import centres, telling
from gongfu.engines.districting.assigning import Settled, Wish, outside, settle
from gongfu.engines.districting.cells import Real, Whole
from gongfu.engines.districting.neighbours import Graph, neighbours
from gongfu.engines.districting.problem import Infeasible, Plan, Problem

_AGAIN, _MISSING_TIMES = 2, 4


@dataclasses.dataclass(frozen=True)
class Limits:
    """How long each run of the solver may search, in nodes and seconds; and the seed."""

    nodes: int = 2000
    seconds: float = 5.0
    seed: int = 1


class _Piece(NamedTuple):
    """A part of the area that nothing joins to the rest: its buildings, and how it was divided."""

    chosen: Whole
    centres: Whole
    settled: Settled


_LIMITS = Limits()


def divide(problem: Problem, *, limits: Limits = _LIMITS) -> Plan:
    """Divide the buildings into parts.  Same problem and seed, same plan, unless seconds end it.

    Objective: household-metres to the middle of each part, along neighbours, where crossing a line
    costs metres, and a household above or below the wanted sizes counts as four times the longest
    way.  300 buildings into 16 parts take about 2 s.  Raises Infeasible.
    """
    problem.check()
    graph = neighbours(problem.buildings, problem.lines, crossing=problem.terms.crossing)
    return divide_graph(problem, graph, limits=limits)


def divide_graph(problem: Problem, graph: Graph, *, limits: Limits = _LIMITS) -> Plan:
    """Divide as `divide` does, along a graph of neighbours that is known already."""
    problem.check()
    islands = graph.islands()
    _check_islands(problem, islands)
    counts = _counts(problem, islands)
    low, high = _range(problem, sum(counts))
    households, ways = _households(problem, range(graph.size)), graph.ways()
    missing = _MISSING_TIMES * max(1, round(float(ways[np.isfinite(ways)].max())))
    pieces = []
    for island, count in zip(islands, counts, strict=True):
        chosen = np.asarray(island, dtype=np.int64)
        wish = Wish(households[chosen], low, high, missing)
        inside = ways[np.ix_(chosen, chosen)]
        pieces.append(_Piece(chosen, *_divided(wish, graph.of(island), inside, count, limits)))
    return _plan(problem, graph, ways, pieces, Wish(households, low, high, missing))


def _households(problem: Problem, chosen: Sequence[int]) -> Whole:
    return np.asarray([problem.buildings[one].households for one in chosen], dtype=np.int64)


def _check_islands(problem: Problem, islands: list[list[int]]) -> None:
    """Raise Infeasible where lines cut off too few households for a part of their own."""
    sizes = [int(_households(problem, island).sum()) for island in islands]
    low = problem.terms.low
    lonely = [island for island, size in zip(islands, sizes, strict=True) if size < low]
    if lonely and len(islands) > 1:
        ids = tuple(problem.buildings[one].id for island in lonely for one in island)
        raise Infeasible("cut-off", ids, low=low)


def count_of(households: int, *, low: int, high: int) -> int:
    """Return into how many parts so many households go best: nearest to the middle size."""
    least, most = -(-households // high), households // low
    wanted = max(1, round(2 * households / (low + high)))
    return max(least, min(wanted, most)) if least <= most else wanted


def _counts(problem: Problem, islands: list[list[int]]) -> list[int]:
    """Return how many parts each island gets.  Raises Infeasible when too few are wanted."""
    terms = problem.terms
    sizes = [int(_households(problem, island).sum()) for island in islands]
    if not terms.parts:
        found = (count_of(size, low=terms.low, high=terms.high) for size in sizes)
        return [min(count, len(island)) for count, island in zip(found, islands, strict=True)]
    if terms.parts < len(islands):
        raise Infeasible("too-few-parts", parts=terms.parts, islands=len(islands))
    counts = [1] * len(islands)
    while sum(counts) < terms.parts:
        room = [at for at, island in enumerate(islands) if counts[at] < len(island)]
        counts[max(room, key=lambda at: sizes[at] / (counts[at] + 1))] += 1
    return counts


def _range(problem: Problem, parts: int) -> tuple[int, int]:
    """Return the sizes that cost nothing: around the mean, and within what was asked for."""
    terms, mean = problem.terms, problem.households / parts
    slack = mean * terms.tolerance / 100
    low, high = min(int(mean), int(np.ceil(mean - slack))), int(np.ceil(mean + slack))
    if terms.parts or not terms.low <= mean <= terms.high:
        return low, high
    return max(low, terms.low), min(high, terms.high)


def _divided(
    wish: Wish, graph: Graph, ways: Real, count: int, limits: Limits
) -> tuple[Whole, Settled]:
    """Return the centres of one piece, and which building goes to which."""
    chosen = centres.find(wish, ways, count, seed=limits.seed)
    best = _settled(wish, graph, ways, chosen, limits)
    for _turn in range(_AGAIN):
        moved = centres.medians(wish, ways, best.centre_of, chosen)
        if (moved == chosen).all():
            break
        other = _settled(wish, graph, ways, moved, limits)
        if other.cost >= best.cost:
            break
        chosen, best = moved, other
    return chosen, best


def _settled(wish: Wish, graph: Graph, ways: Real, chosen: Whole, limits: Limits) -> Settled:
    return settle(wish, graph, ways[chosen], nodes=limits.nodes, seconds=limits.seconds)


def _plan(problem: Problem, graph: Graph, ways: Real, pieces: list[_Piece], wish: Wish) -> Plan:
    part_of = np.zeros(graph.size, dtype=np.int64)
    middles: list[int] = []
    for piece in pieces:
        part_of[piece.chosen] = piece.settled.centre_of + len(middles)
        middles += piece.chosen[piece.centres].tolist()
    parts = telling.parts(problem, graph, ways, part_of, middles, wish)
    return Plan(
        parts=parts,
        low=wish.low,
        high=wish.high,
        outside=outside(wish, part_of, len(middles)),
        unavoidable=telling.unavoidable(wish, len(middles)),
        missing=wish.missing,
        cost=sum(piece.settled.cost for piece in pieces),
        bound=sum(piece.settled.bound for piece in pieces),
        proven=all(piece.settled.proven for piece in pieces),
    )
