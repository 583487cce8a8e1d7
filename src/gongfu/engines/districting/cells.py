"""The ground of each building: all that is nearer to it than to any other, within the area.

The area is the convex hull of the buildings, wider by the usual distance to the next building.
Ground is a Voronoi cell cut at the area's rim, so two buildings are neighbours exactly where their
grounds share a border, and parts that hang together are drawn in one piece.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import scipy

Whole = np.ndarray[Any, np.dtype[np.int64]]
Real = np.ndarray[Any, np.dtype[np.float64]]

RIM = -1
_LEAST_M, _MOST_M = 20.0, 120.0
_CIRCLE = [(np.cos(turn), np.sin(turn)) for turn in np.linspace(0, 2 * np.pi, 12, endpoint=False)]


class Corner(NamedTuple):
    """A corner of a ground; beyond: whose ground lies behind the border from here to the next."""

    x: float
    y: float
    beyond: int


Ground = list[Corner]


class Grounds(NamedTuple):
    """places: m x 2 different points.  place_of: of each building.  grounds: of each place."""

    places: Real
    place_of: Whole
    grounds: list[Ground]


def grounds(points: Real) -> Grounds:
    """Return the grounds of n points, n x 2, in metres; points on one spot share theirs."""
    places, place_of = np.unique(points, axis=0, return_inverse=True)
    rim = _rim(places)
    found = []
    for own, others in enumerate(_around(places)):
        ground = rim
        x, y = places[own]
        for other in sorted(others, key=lambda one: float(np.hypot(*(places[one] - (x, y))))):
            ground = _cut(ground, (x, y), tuple(places[other]), other)
        found.append(ground)
    return Grounds(places, place_of.reshape(-1).astype(np.int64), found)


def _rim(places: Real) -> Ground:
    """Return the border of the area, against the clock."""
    width = _LEAST_M
    if len(places) > 1:
        nearest = scipy.spatial.cKDTree(places).query(places, k=2)[0][:, 1]
        width = float(np.clip(np.median(nearest), _LEAST_M, _MOST_M))
    wider = np.concatenate([places + width * np.asarray(one) for one in _CIRCLE])
    hull = scipy.spatial.ConvexHull(wider)
    return [Corner(float(x), float(y), RIM) for x, y in wider[hull.vertices]]


def _around(places: Real) -> list[set[int]]:
    """Return for each place those whose ground could touch its own."""
    span = max(1.0, float(np.ptp(places, axis=0).max()))
    far = places.mean(axis=0) + 30 * span * np.asarray([(-1, -1.1), (-1.1, 1), (1.1, -1), (1, 1.1)])
    found: list[set[int]] = [set() for _one in range(len(places))]
    for triangle in scipy.spatial.Delaunay(np.concatenate((places, far))).simplices.tolist():
        inside = [one for one in triangle if one < len(places)]
        for one in inside:
            found[one].update(other for other in inside if other != one)
    return found


def _cut(ground: Ground, own: tuple[Any, ...], other: tuple[Any, ...], name: int) -> Ground:
    """Return what of a ground is nearer to its own place than to another."""
    east, north = other[0] - own[0], other[1] - own[1]
    half = (other[0] ** 2 + other[1] ** 2 - own[0] ** 2 - own[1] ** 2) / 2
    over = [east * corner.x + north * corner.y - half for corner in ground]
    kept: Ground = []
    for at, corner in enumerate(ground):
        after = (at + 1) % len(ground)
        if over[at] <= 0:
            kept.append(corner)
        if (over[at] <= 0) != (over[after] <= 0):
            share = over[at] / (over[at] - over[after])
            x = corner.x + share * (ground[after].x - corner.x)
            y = corner.y + share * (ground[after].y - corner.y)
            kept.append(Corner(x, y, name if over[at] <= 0 else corner.beyond))
    return kept


def borders(ground: Ground) -> Iterable[tuple[Corner, Corner]]:
    """Yield each border of a ground as its two corners, against the clock."""
    return zip(ground, [*ground[1:], *ground[:1]], strict=True)
