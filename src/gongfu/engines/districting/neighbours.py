"""Which buildings are neighbours: their grounds share a border that no wall runs along."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import scipy

from gongfu.engines.districting.cells import RIM, Grounds, Real, Whole, borders, grounds
from gongfu.engines.districting.problem import Building, Line

Marks = np.ndarray[Any, np.dtype[np.bool_]]

_LEAST_BORDER_M = 0.5


@dataclasses.dataclass(frozen=True)
class Graph:
    """Neighbours as columns, each pair once.

    pairs: m x 2 indexes of buildings.  metres: the way, with what a crossing costs, at least 1.
    crosses: it crosses a line that is no wall.  walled: pairs that a wall keeps apart.
    """

    size: int
    pairs: Whole
    metres: Whole
    crosses: Marks
    walled: Whole

    @property
    def matrix(self) -> scipy.sparse.csr_array:
        """Return the symmetric n x n matrix of ways."""
        first, second = self.pairs.T
        rows, columns = np.concatenate((first, second)), np.concatenate((second, first))
        ways = np.concatenate((self.metres, self.metres)).astype(float)
        return scipy.sparse.coo_array((ways, (rows, columns)), shape=(self.size, self.size)).tocsr()

    def ways(self) -> Real:
        """Return the shortest ways between all, n x n, whole metres; inf where there is none."""
        return np.asarray(scipy.sparse.csgraph.dijkstra(self.matrix, directed=False))

    def beside(self) -> list[set[int]]:
        """Return the neighbours of each building."""
        found: list[set[int]] = [set() for _one in range(self.size)]
        for first, second in self.pairs.tolist():
            found[first].add(second)
            found[second].add(first)
        return found

    def islands(self) -> list[list[int]]:
        """Return the buildings that hang together, largest island first."""
        _count, labels = scipy.sparse.csgraph.connected_components(self.matrix, directed=False)
        groups: dict[int, list[int]] = {}
        for index, label in enumerate(labels.tolist()):
            groups.setdefault(label, []).append(index)
        return sorted(groups.values(), key=lambda group: (-len(group), group))

    def of(self, kept: Sequence[int]) -> Graph:
        """Return the graph of these buildings alone, numbered in their order."""
        number = np.full(self.size, -1, dtype=np.int64)
        number[np.asarray(kept, dtype=np.int64)] = np.arange(len(kept))
        inside = (number[self.pairs] >= 0).all(axis=1)
        walled = (number[self.walled] >= 0).all(axis=1)
        return Graph(
            len(kept),
            number[self.pairs[inside]],
            self.metres[inside],
            self.crosses[inside],
            number[self.walled[walled]],
        )


def neighbours(buildings: Sequence[Building], lines: Iterable[Line], *, crossing: int) -> Graph:
    """Return the graph of neighbours.  crossing: metres that crossing a line costs."""
    points = np.asarray([(one.x, one.y) for one in buildings], dtype=float).reshape(-1, 2)
    pairs = _pairs(grounds(points))
    known = tuple(lines)
    walled = _crossing(points, pairs, [line for line in known if line.wall])
    crosses = _crossing(points, pairs, [line for line in known if not line.wall])
    straight = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T)
    metres = np.maximum(1, np.rint(straight + crossing * crosses)).astype(np.int64)
    open_ = ~walled
    return Graph(len(points), pairs[open_], metres[open_], crosses[open_], pairs[walled])


def _pairs(found: Grounds) -> Whole:
    """Return the pairs of buildings on one spot, and those whose grounds share a border."""
    order = np.argsort(found.place_of, kind="stable")
    heads = order[np.searchsorted(found.place_of[order], np.arange(len(found.places)))]
    same = [
        (one, other)
        for one, other in pairwise(order.tolist())
        if found.place_of[one] == found.place_of[other]
    ]
    sharing = {
        (min(own, start.beyond), max(own, start.beyond))
        for own, ground in enumerate(found.grounds)
        for start, end in borders(ground)
        if start.beyond != RIM
        and (end.x - start.x) ** 2 + (end.y - start.y) ** 2 > _LEAST_BORDER_M**2
    }
    touching = [(int(heads[one]), int(heads[other])) for one, other in sorted(sharing)]
    return np.asarray([*same, *touching], dtype=np.int64).reshape(-1, 2)


def _crossing(points: Real, pairs: Whole, lines: Sequence[Line]) -> Marks:
    """Return which pairs have one of the lines between them."""
    found = np.zeros(len(pairs), dtype=bool)
    a, b = points[pairs[:, 0]], points[pairs[:, 1]]
    for line in lines:
        bends = np.asarray(line.points, dtype=float)
        for c, d in pairwise(bends):
            apart = _side(c, d, a) * _side(c, d, b) < 0
            found |= apart & (_side(a, b, c) * _side(a, b, d) <= 0)
    return found


def _side(a: Real, b: Real, c: Real) -> Real:
    """Return on which side of the way from a to b the point c lies: the sign says it."""
    along, aside = b - a, c - a
    return np.asarray(along[..., 0] * aside[..., 1] - along[..., 1] * aside[..., 0])
