"""Draw the outline of each part around the grounds of its buildings."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import scipy

from gongfu.engines.districting.cells import RIM, Grounds, borders, grounds
from gongfu.engines.districting.problem import Building, Spot

_SAME_M = 0.05

Ring = tuple[Spot, ...]
Polygon = tuple[Ring, ...]


class _Border(NamedTuple):
    start: int
    end: int


def outlines(
    buildings: Sequence[Building], part_of: Sequence[int]
) -> dict[int, tuple[Polygon, ...]]:
    """Return the polygons of each part in metres: the rim against the clock, then its holes.

    Rings are closed.  Buildings on one spot are drawn in the part of the first.
    """
    points = np.asarray([(one.x, one.y) for one in buildings], dtype=float)
    found = grounds(points)
    part_at = np.zeros(len(found.places), dtype=np.int64)
    part_at[found.place_of[::-1]] = np.asarray(part_of, dtype=np.int64)[::-1]
    spots, around = _around(found, part_at.tolist())
    return {part: _polygons(borders_, spots) for part, borders_ in sorted(around.items())}


def _around(found: Grounds, part_at: list[int]) -> tuple[list[Spot], dict[int, list[_Border]]]:
    """Return the corners, and each part's borders with other parts and the rim as their indexes."""
    corners = [Spot(corner.x, corner.y) for ground in found.grounds for corner in ground]
    same = _same(corners)
    around: dict[int, list[_Border]] = defaultdict(list)
    first = 0
    for own, ground in enumerate(found.grounds):
        for at, (start, _end) in enumerate(borders(ground)):
            ends = same[first + at], same[first + (at + 1) % len(ground)]
            inner = start.beyond != RIM and part_at[start.beyond] == part_at[own]
            if not inner and ends[0] != ends[1]:
                around[part_at[own]].append(_Border(*ends))
        first += len(ground)
    return corners, around


def _same(corners: list[Spot]) -> list[int]:
    """Return for each corner the first that lies on the same spot."""
    near = scipy.spatial.cKDTree(corners).query_pairs(_SAME_M, output_type="ndarray")
    size = len(corners)
    links = scipy.sparse.coo_array(
        (np.ones(len(near)), (near[:, 0], near[:, 1])), shape=(size, size)
    )
    _count, labels = scipy.sparse.csgraph.connected_components(links, directed=False)
    _labels, first = np.unique(labels, return_index=True)
    return [int(one) for one in first[labels]]


def _polygons(found: list[_Border], spots: list[Spot]) -> tuple[Polygon, ...]:
    rings = _rings(_unpaired(found), spots)
    rims = [ring for ring in rings if _area(ring) > 0]
    holes = [ring for ring in rings if _area(ring) < 0]
    rims.sort(key=_area)
    inside: dict[int, list[Ring]] = defaultdict(list)
    for hole in holes:
        outer = next((at for at, rim in enumerate(rims) if _holds(rim, hole[0])), len(rims) - 1)
        inside[outer].append(hole)
    return tuple((rim, *inside[at]) for at, rim in reversed(list(enumerate(rims))))


def _unpaired(found: list[_Border]) -> list[_Border]:
    """Leave out borders that run both ways: slivers, thinner than spots are told apart."""
    known = set(found)
    return [one for one in found if _Border(one.end, one.start) not in known]


def _rings(found: list[_Border], spots: list[Spot]) -> list[Ring]:
    """Join borders to closed rings; where two ways go on, the one furthest to the left."""
    ahead: dict[int, list[int]] = defaultdict(list)
    for start, end in found:
        ahead[start].append(end)
    rings = []
    while ahead:
        start = next(iter(ahead))
        ring, before, here = [start], None, start
        while True:
            after = _next(ahead[here], before, here, spots)
            ahead[here].remove(after)
            if not ahead[here]:
                del ahead[here]
            ring.append(after)
            before, here = here, after
            if here == start or here not in ahead:
                break
        rings.append(tuple(spots[one] for one in ring))
    return [ring for ring in rings if len(ring) > 3 and ring[0] == ring[-1]]


def _next(choices: list[int], before: int | None, here: int, spots: list[Spot]) -> int:
    if len(choices) == 1 or before is None:
        return choices[0]
    came = math.atan2(spots[before].y - spots[here].y, spots[before].x - spots[here].x)

    def turn(one: int) -> float:
        goes = math.atan2(spots[one].y - spots[here].y, spots[one].x - spots[here].x)
        return (goes - came) % (2 * math.pi)

    return max(choices, key=turn)


def _area(ring: Ring) -> float:
    """Return twice the area, positive against the clock."""
    return sum(a.x * b.y - b.x * a.y for a, b in pairwise(ring))


def _holds(ring: Ring, spot: Spot) -> bool:
    """Say whether a spot lies within a ring."""
    inside = False
    for a, b in pairwise(ring):
        if (a.y > spot.y) != (b.y > spot.y):
            inside ^= spot.x < a.x + (spot.y - a.y) * (b.x - a.x) / (b.y - a.y)
    return inside
