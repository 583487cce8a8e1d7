"""Say what each part is like and why, and what no division could do better."""

from __future__ import annotations

import numpy as np

from gongfu.engines.districting.assigning import Wish
from gongfu.engines.districting.cells import Real, Whole
from gongfu.engines.districting.neighbours import Graph
from gongfu.engines.districting.problem import Building, Part, Problem

_MOSTLY, _ROWS = 50, 6


def unavoidable(wish: Wish, parts: int) -> int:
    """Return the households that any division into so many parts has above or below."""
    whole, large = int(wish.households.sum()), wish.households[wish.households > wish.high]
    alone = int((large - wish.high).sum())
    above, below = whole - parts * wish.high, parts * wish.low - whole
    return max(alone, above, below, 0)


def parts(
    problem: Problem, graph: Graph, ways: Real, part_of: Whole, centres: list[int], wish: Wish
) -> tuple[Part, ...]:
    """Return the parts from north-west to south-east.  ways: n x n; centres: one a part."""
    along = _along(graph, part_of, len(centres))
    islands = {one: len(island) for island in graph.islands() for one in island}
    found = []
    for number, centre in enumerate(centres):
        inside = np.flatnonzero(part_of == number)
        households = wish.households[inside]
        size, way = int(households.sum()), ways[centre, inside]
        fits = wish.low <= size <= wish.high
        found.append(
            Part(
                centre=problem.buildings[centre].id,
                buildings=tuple(problem.buildings[one].id for one in inside.tolist()),
                households=size,
                metres=round(float(way @ households) / size),
                farthest=round(float(way.max())),
                along=along[number],
                reason=_reason(len(inside), islands[centre], along[number], graph.size, fits=fits),
            )
        )
    return _ranked(problem, found)


def _reason(buildings: int, island: int, along: int, size: int, *, fits: bool) -> str:
    if buildings == island < size:
        return "cut"
    if not fits:
        return "one-building" if buildings == 1 else "size"
    return "lines" if along >= _MOSTLY else "near"


def _along(graph: Graph, part_of: Whole, parts: int) -> list[int]:
    """Return for each part which percent of its border towards others lies along a line."""
    pairs = np.concatenate((graph.pairs, graph.walled))
    on_line = np.concatenate((graph.crosses, np.ones(len(graph.walled), dtype=bool)))
    sides = part_of[pairs]
    apart = sides[:, 0] != sides[:, 1]
    border = np.bincount(sides[apart].reshape(-1), minlength=parts)
    lined = np.bincount(sides[apart & on_line].reshape(-1), minlength=parts)
    shares = 100 * lined / np.maximum(1, border)
    return [round(share) for share in shares.tolist()]


def _ranked(problem: Problem, found: list[Part]) -> tuple[Part, ...]:
    """Return the parts as one reads: in bands from north to south, each from west to east."""
    places = {one.id: one for one in problem.buildings}
    northings = [one.y for one in problem.buildings]
    top, deep = max(northings), max(1.0, max(northings) - min(northings))
    bands = max(1, min(_ROWS, round(len(found) ** 0.5)))

    def place(part: Part) -> tuple[int, float, str]:
        x, y = _middle([places[one] for one in part.buildings])
        return min(bands - 1, int((top - y) / deep * bands)), x, part.centre

    return tuple(sorted(found, key=place))


def _middle(buildings: list[Building]) -> tuple[float, float]:
    whole = sum(one.households for one in buildings)
    east = sum(one.x * one.households for one in buildings) / whole
    return east, sum(one.y * one.households for one in buildings) / whole
