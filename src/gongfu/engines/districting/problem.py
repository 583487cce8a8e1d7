"""What is asked of the divider and what it answers; whole metres and households throughout."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import NamedTuple

MOST_BUILDINGS = 2000


class Infeasible(ValueError):
    """What is asked cannot be.

    reason: none, too-many, twice, no-households, wrong-size, too-few, too-many-parts, too-far,
    cut-off, too-few-parts or not-once.  ids: the buildings concerned.  numbers: for the words.
    """

    def __init__(self, reason: str, ids: tuple[str, ...] = (), **numbers: int) -> None:
        """Keep the reason, the buildings and the numbers."""
        super().__init__(f"{reason} {', '.join(ids)} {numbers or ''}".strip())
        self.reason, self.ids, self.numbers = reason, ids, numbers


class Spot(NamedTuple):
    """A point in metres east and north of an origin."""

    x: float
    y: float


@dataclasses.dataclass(frozen=True, slots=True)
class Building:
    """A building or stairwell, which is never divided: metres east and north, its households."""

    id: str
    x: float
    y: float
    households: int


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A road, river or border.  wall: no part may reach across; otherwise crossing costs metres."""

    points: tuple[Spot, ...]
    wall: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Terms:
    """What parts shall be like.

    low, high: households of a part.  parts: how many are wanted; 0 lets the sizes say.
    tolerance: percent by which a part may differ from the mean at no cost, within low and high.
    crossing: metres that a way across a line is longer; 0 ignores lines that are no walls.
    reach: metres from the middle of all beyond which a building does not belong to them.
    """

    low: int = 50
    high: int = 80
    parts: int = 0
    tolerance: int = 15
    crossing: int = 150
    reach: int = 10_000


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """The buildings of one area, the lines across it, and the terms."""

    buildings: tuple[Building, ...]
    lines: tuple[Line, ...] = ()
    terms: Terms = dataclasses.field(default_factory=Terms)

    @property
    def households(self) -> int:
        """Return all households."""
        return sum(one.households for one in self.buildings)

    def check(self) -> None:
        """Raise Infeasible for what no solver has to look at."""
        terms, buildings = self.terms, self.buildings
        if not buildings:
            raise Infeasible("none")
        if len(buildings) > MOST_BUILDINGS:
            raise Infeasible("too-many", count=len(buildings), most=MOST_BUILDINGS)
        times = Counter(one.id for one in buildings)
        if twice := tuple(sorted(one for one, count in times.items() if count > 1)):
            raise Infeasible("twice", twice)
        if empty := tuple(one.id for one in buildings if one.households < 1):
            raise Infeasible("no-households", empty)
        if not 1 <= terms.low <= terms.high or min(terms.tolerance, terms.crossing) < 0:
            raise Infeasible("wrong-size", low=terms.low, high=terms.high)
        if self.households < terms.low:
            raise Infeasible("too-few", households=self.households, low=terms.low)
        if not 0 <= terms.parts <= len(buildings):
            raise Infeasible("too-many-parts", parts=terms.parts, buildings=len(buildings))
        self._check_reach()

    def _check_reach(self) -> None:
        """Raise Infeasible where a building lies far from the middle of all."""
        eastings = sorted(one.x for one in self.buildings)
        northings = sorted(one.y for one in self.buildings)
        x, y = eastings[len(eastings) // 2], northings[len(northings) // 2]
        reach = self.terms.reach
        far = [one for one in self.buildings if (one.x - x) ** 2 + (one.y - y) ** 2 > reach**2]
        if far:
            metres = max(round(((one.x - x) ** 2 + (one.y - y) ** 2) ** 0.5) for one in far)
            raise Infeasible("too-far", tuple(one.id for one in far), metres=metres, reach=reach)


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One part.

    centre: id of the building from which all others are nearest.  buildings: ids.  metres: mean
    way of a household to the centre, along neighbours and with what crossings cost; farthest: the
    longest.  along: percent of its inner border that follows given lines.  reason: one-building
    (a single one fills it), cut (lines leave it no other size), lines (it mostly follows lines),
    size (it could not be of the wanted size) or near (nearest to one another).
    """

    centre: str
    buildings: tuple[str, ...]
    households: int
    metres: int
    farthest: int
    along: int
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """The parts, from north-west to south-east, and how good they are.

    low, high: households within which a part costs nothing.  outside: households by which parts
    miss that; unavoidable: no division into so many parts misses less.  cost: household-metres to
    the centres, with each household outside counted as `missing` metres; bound: no division around
    the same centres costs less.  proven: the solver ended by itself, and was not stopped.
    """

    parts: tuple[Part, ...]
    low: int
    high: int
    outside: int
    unavoidable: int
    missing: int
    cost: int
    bound: int
    proven: bool

    @property
    def gap(self) -> float:
        """Return how far the cost may be above the least possible, as a share of the bound."""
        return (self.cost - self.bound) / self.bound if self.bound > 0 else 0.0
