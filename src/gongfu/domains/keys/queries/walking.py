"""How long it takes to walk from one elder to the next.

Where a deployment has drawn the places, the straight line between their middles at 60 m a minute,
and 1.3 times that for corners and bridges; else by how near two codes stand in the tree of places.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongfu.kernel.places.models import Outline, Place

_METRES_A_MINUTE, _DETOUR = 60, 1.3
_DEGREE_M = 111_195
# Minutes within one micro-grid (18 digits alike), grid (15), community (12); else further.
_NEAR = ((18, 3), (15, 6), (12, 12))
_FURTHER = 30


class Middle(NamedTuple):
    """The middle of a place's outline, degrees in CGCS2000."""

    longitude: float
    latitude: float


def walking_minutes(places: Sequence[str]) -> list[list[int]]:
    """Return whole minutes, n x n, between places in this order; nobody walks nowhere for free."""
    middles = _middles(places)
    return [
        [0 if i == j else minutes_between(a, b, middles) for j, b in enumerate(places)]
        for i, a in enumerate(places)
    ]


def minutes_between(a: str, b: str, middles: dict[str, Middle]) -> int:
    """Return the minutes between two homes by their places' codes."""
    if a != b and a in middles and b in middles:
        metres = _metres(middles[a], middles[b])
        return max(1, math.ceil(metres * _DETOUR / _METRES_A_MINUTE))
    for digits, minutes in _NEAR:
        if len(a) >= digits and a[:digits] == b[:digits]:
            return minutes
    return _FURTHER


def _metres(a: Middle, b: Middle) -> float:
    north = (a.latitude - b.latitude) * _DEGREE_M
    shrink = math.cos(math.radians((a.latitude + b.latitude) / 2))
    return math.hypot(north, (a.longitude - b.longitude) * _DEGREE_M * shrink)


def _middles(places: Iterable[str]) -> dict[str, Middle]:
    """Return the middles of those places that have an outline."""
    drawn = Place.objects.filter(pk__in=set(places)).exclude(outline="")
    digests = dict(drawn.values_list("code", "outline"))
    texts = dict(Outline.objects.filter(pk__in=digests.values()).values_list("digest", "text"))
    return {code: _middle(texts[digest]) for code, digest in digests.items() if digest in texts}


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
