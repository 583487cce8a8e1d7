"""How long it takes to walk from one elder to the next.

Where a deployment has drawn the places, the straight line between their middles at 60 m a minute,
and 1.3 times that for corners and bridges; else by how near two codes stand in the tree of places.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from gongfu.kernel.places.middles import Middle, metres_between, middles_of

_METRES_A_MINUTE, _DETOUR = 60, 1.3
# Minutes within one micro-grid (18 digits alike), grid (15), community (12); else further.
_NEAR = ((18, 3), (15, 6), (12, 12))
_FURTHER = 30


def walking_minutes(places: Sequence[str]) -> list[list[int]]:
    """Return whole minutes, n x n, between places in this order; nobody walks nowhere for free."""
    middles = middles_of(places)
    return [
        [0 if i == j else minutes_between(a, b, middles) for j, b in enumerate(places)]
        for i, a in enumerate(places)
    ]


def minutes_between(a: str, b: str, middles: dict[str, Middle]) -> int:
    """Return the minutes between two homes by their places' codes."""
    if a != b and a in middles and b in middles:
        metres = metres_between(middles[a], middles[b])
        return max(1, math.ceil(metres * _DETOUR / _METRES_A_MINUTE))
    for digits, minutes in _NEAR:
        if len(a) >= digits and a[:digits] == b[:digits]:
            return minutes
    return _FURTHER
