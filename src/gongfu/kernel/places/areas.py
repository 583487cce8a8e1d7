"""How large an outline is, and how far two outlines overlap, in square metres.

Outlines in degrees of CGCS2000 are laid flat around their own middle: each degree counts as long
as the ellipsoid (GRS80) has it there.  Over a plot of some hundred metres this is right to a few
parts in 100,000, far finer than a boundary is measured.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

_AXIS_M = 6_378_137.0
_FLATTENING = 1 / 298.257222101
_ECCENTRICITY_2 = _FLATTENING * (2 - _FLATTENING)


class Overlap(NamedTuple):
    """Two outlines, by name, that lie over each other; part: of the smaller one's area."""

    first: str
    second: str
    square_m: float
    part: float


def geometry_of(text: str) -> BaseGeometry:
    """Return the geometry of an outline's GeoJSON text."""
    return shapely.geometry.shape(json.loads(text))


def square_metres(geometry: BaseGeometry) -> float:
    """Return the area of a geometry in degrees."""
    return _flat(geometry, geometry.centroid.y).area


def _flat(geometry: BaseGeometry, latitude: float) -> BaseGeometry:
    east, north = _metres_a_degree(latitude)
    middle = geometry.centroid

    def lay(points: Any) -> Any:
        return (points - [middle.x, middle.y]) * [east, north]

    return shapely.transform(geometry, lay)


def _metres_a_degree(latitude: float) -> tuple[float, float]:
    """Return how long a degree of longitude and one of latitude are there."""
    curve = 1 - _ECCENTRICITY_2 * math.sin(math.radians(latitude)) ** 2
    parallel = _AXIS_M / math.sqrt(curve) * math.cos(math.radians(latitude))
    meridian = _AXIS_M * (1 - _ECCENTRICITY_2) / curve**1.5
    return math.radians(parallel), math.radians(meridian)


def overlaps(
    fresh: Mapping[str, str], standing: Mapping[str, str], *, least: float
) -> list[Overlap]:
    """Return which fresh outlines lie over each other or over standing ones, texts by name.

    least: what part of the smaller one counts as an overlap and no longer as a shared border.
    """
    names = [*standing, *fresh]
    shapes = [geometry_of(text) for text in (*standing.values(), *fresh.values())]
    tree = shapely.STRtree(shapes)
    found: list[Overlap] = []
    for index in range(len(standing), len(shapes)):
        near = sorted(int(other) for other in tree.query(shapes[index]) if other < index)
        found += _over(index, near, names, shapes, least)
    return found


def _over(
    index: int, near: Iterable[int], names: list[str], shapes: list[BaseGeometry], least: float
) -> list[Overlap]:
    found = []
    for other in near:
        both = shapes[index].intersection(shapes[other])
        if both.is_empty or not both.area:
            continue
        part = both.area / min(shapes[index].area, shapes[other].area)
        if part > least:
            found.append(Overlap(names[index], names[other], square_metres(both), part))
    return found
