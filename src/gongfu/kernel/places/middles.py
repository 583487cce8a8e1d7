"""Where places lie: the middle of their outline, or a schematic spot where nothing is drawn."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import NamedTuple

from gongfu.kernel.places.models import Outline, Place

DEGREE_M = 111_195
# A schematic town is five communities wide; steps in metres for town, community, grid, micro-grid.
_WIDE, _TOWN_M, _COMMUNITY_M, _GRID_M, _MICRO_M = 5, 12_000, 1_200, 280, 60


class Middle(NamedTuple):
    """The middle of a place's outline, degrees in CGCS2000."""

    longitude: float
    latitude: float


class Spot(NamedTuple):
    """Metres east and north of an origin.  drawn: from an outline, else schematic."""

    x: int
    y: int
    drawn: bool


def metres_between(a: Middle, b: Middle) -> float:
    """Return the straight distance between two middles of one district."""
    north = (a.latitude - b.latitude) * DEGREE_M
    shrink = math.cos(math.radians((a.latitude + b.latitude) / 2))
    return math.hypot(north, (a.longitude - b.longitude) * DEGREE_M * shrink)


def spots_of(places: Iterable[str]) -> dict[str, Spot]:
    """Return a spot for every code; all drawn when all have an outline, else all schematic."""
    wanted = set(places)
    middles = middles_of(wanted)
    if wanted and len(middles) == len(wanted):
        first = next(iter(middles.values()))
        return {code: _projected(one, first) for code, one in middles.items()}
    return {code: _schematic(code) for code in wanted}


def _projected(one: Middle, origin: Middle) -> Spot:
    shrink = math.cos(math.radians(origin.latitude))
    east = (one.longitude - origin.longitude) * DEGREE_M * shrink
    return Spot(round(east), round((one.latitude - origin.latitude) * DEGREE_M), drawn=True)


def _schematic(code: str) -> Spot:
    """Return a spot that keeps together what shares a grid, a community, a town."""
    town, community = int(code[6:9]), int(code[9:12] or 0)
    grid, micro = int(code[12:15] or 0), int(code[15:18] or 0)
    row, column = divmod(community % 100, _WIDE)
    x = column * _COMMUNITY_M + grid % 3 * _GRID_M + micro % 4 * _MICRO_M
    y = town % 30 * _TOWN_M + row * _COMMUNITY_M + grid // 3 * _GRID_M + micro // 4 * _MICRO_M
    return Spot(x, y, drawn=False)


def middles_of(places: Iterable[str]) -> dict[str, Middle]:
    """Return the middles of those places that have an outline."""
    drawn = Place.objects.filter(pk__in=set(places)).exclude(outline="")
    digests = dict(drawn.values_list("code", "outline"))
    texts = dict(Outline.objects.filter(pk__in=digests.values()).values_list("digest", "text"))
    return {code: _middle(texts[digest]) for code, digest in digests.items() if digest in texts}


class Box(NamedTuple):
    """The box around an outline, degrees in CGCS2000: its corners south-west and north-east."""

    low: Middle
    high: Middle


def box_of(place: str) -> Box | None:
    """Return the box around a place's outline, None where nothing is drawn."""
    digest = Place.objects.filter(pk=place).values_list("outline", flat=True).first()
    text = Outline.objects.filter(pk=digest or "").values_list("text", flat=True).first()
    if text is None:
        return None
    eastings, northings = zip(*_points(json.loads(text)["coordinates"]), strict=True)
    low, high = Middle(min(eastings), min(northings)), Middle(max(eastings), max(northings))
    return Box(low, high)


def _middle(text: str) -> Middle:
    """Return the middle of the box around a GeoJSON outline."""
    points = list(_points(json.loads(text)["coordinates"]))
    eastings, northings = zip(*points, strict=True)
    return Middle(
        (min(eastings) + max(eastings)) / 2,
        (min(northings) + max(northings)) / 2,
    )


def _points(nested: list[object]) -> Iterable[tuple[float, float]]:
    for one in nested:
        assert isinstance(one, list)
        if isinstance(one[0], list):
            yield from _points(one)
        else:
            yield one[0], one[1]
