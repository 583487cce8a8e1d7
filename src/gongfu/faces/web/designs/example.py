"""An invented neighbourhood to try it with: estates, lanes, towers, two roads and a river.

Nothing of it exists; it is offered in a demonstration only.  Same community, same neighbourhood.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from gongfu.kernel.places.frames import Point
from gongfu.kernel.places.surveys import Survey, Surveyed, Way

_ORIGIN = Point(120.764, 30.749)
_ROAD, _SIDE = 330.0, 30.0


class _Estate(NamedTuple):
    """A quarter: its name, rows and columns of buildings, metres apart, households of each."""

    name: str
    west: float
    south: float
    rows: int
    columns: int
    apart: tuple[float, float]
    households: tuple[int, int]


_ESTATES = (
    _Estate("桂苑", 0, 370, 5, 5, (58, 42), (16, 30)),
    _Estate("荷苑", 360, 370, 5, 5, (62, 42), (12, 24)),
    _Estate("云上", 720, 380, 2, 3, (95, 90), (64, 96)),
    _Estate("柳巷", 0, 20, 8, 7, (43, 35), (4, 9)),
    _Estate("枫里", 360, 40, 5, 5, (60, 52), (12, 22)),
    _Estate("河畔", 790, 20, 4, 4, (52, 60), (14, 26)),
)
_LINES = (
    Way(((_ROAD, -60.0), (_ROAD, 620.0)), wall=False),
    Way(((-70.0, 335.0), (420.0, 330.0), (1060.0, 345.0)), wall=False),
    Way(((675.0, 640.0), (690.0, 345.0), (725.0, 160.0), (700.0, -60.0)), wall=True),
)


def neighbourhood(community: str, grids: tuple[str, ...]) -> tuple[Survey, tuple[Way, ...]]:
    """Return the invented buildings and lines of a community.

    grids: codes of its grids of today, over which the quarters are spread from west to east.
    """
    chance = Random(int(community))
    found = tuple(one for estate in _ESTATES for one in _buildings(estate, chance))
    return Survey(_ORIGIN, tuple(_today(one, grids) for one in found)), _LINES


def _buildings(estate: _Estate, chance: Random) -> Iterator[Surveyed]:
    number = 0
    for row in range(estate.rows):
        for column in range(estate.columns):
            if chance.random() < 0.06:
                continue
            number += 1
            x = estate.west + column * estate.apart[0] + chance.uniform(-5, 5)
            y = estate.south + row * estate.apart[1] + chance.uniform(-4, 4)
            households = chance.randint(*estate.households)
            yield Surveyed(f"{estate.name}{number}幢", round(x, 1), round(y, 1), households)


def _today(one: Surveyed, grids: tuple[str, ...]) -> Surveyed:
    if not grids:
        return one
    share = min(0.999, max(0.0, (one.x + 0.35 * one.y) / 1250))
    return one._replace(now=grids[int(share * len(grids))])
