"""What a draft of grids holds, as typed values: buildings, lines, wishes, parts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, NamedTuple

from gongfu.engines.districting import (
    Building,
    Graph,
    Limits,
    Line,
    Nested,
    Plan,
    Problem,
    Spot,
    Terms,
    divide_nested,
    neighbours,
)
from gongfu.kernel.places.frames import Point
from gongfu.kernel.places.surveys import Surveyed, Way

Json = dict[str, Any]
_LIMITS = Limits(nodes=500, seconds=2.0)
_LARGE = 3000


class Part(NamedTuple):
    """A part of a draft, counted from 1: its grid, and its micro-grid or 0 for the grid itself."""

    grid: int
    micro: int = 0

    @property
    def key(self) -> str:
        """Return the part as `2` or `2-3`."""
        return f"{self.grid}-{self.micro}" if self.micro else str(self.grid)


def part_named(key: str) -> Part:
    """Return the part of a key.  Raises ValueError."""
    grid, _dash, micro = key.partition("-")
    return Part(int(grid), int(micro or 0))


@dataclasses.dataclass(frozen=True)
class Wishes:
    """What the office wishes: households of a grid and of a micro-grid, from and to.

    grids: how many, 0 when the sizes say.  crossing: metres that crossing a road counts.  walls:
    roads are never crossed at all.  beyond: percent beyond these sizes that are refused by hand.
    keep: the grids of today stay, and only micro-grids are drawn.
    """

    grid_low: int = 300
    grid_high: int = 500
    grids: int = 0
    micro_low: int = 50
    micro_high: int = 80
    crossing: int = 150
    walls: bool = False
    beyond: int = 50
    keep: bool = False

    def range_of(self, part: Part) -> tuple[int, int]:
        """Return the wished sizes of a grid or micro-grid."""
        if part.micro:
            return self.micro_low, self.micro_high
        return self.grid_low, self.grid_high

    def limits_of(self, part: Part) -> tuple[int, int]:
        """Return the sizes beyond which a change by hand is refused."""
        low, high = self.range_of(part)
        return low * (100 - self.beyond) // 100, -(-high * (100 + self.beyond) // 100)


@dataclasses.dataclass(frozen=True)
class Site:
    """Buildings, in which grid or micro-grid each lies today (or none), lines, and the origin."""

    origin: Point | None
    buildings: tuple[Building, ...]
    now: tuple[str, ...]
    lines: tuple[Line, ...] = ()

    @property
    def households(self) -> int:
        """Return all households."""
        return sum(one.households for one in self.buildings)

    def problem(self, wishes: Wishes) -> Problem:
        """Return what the engine is asked; roads are walls when they are never crossed."""
        terms = Terms(wishes.grid_low, wishes.grid_high, wishes.grids, crossing=wishes.crossing)
        lines = self.lines
        if wishes.walls:
            lines = tuple(dataclasses.replace(line, wall=True) for line in lines)
        return Problem(self.buildings, lines, terms)

    def graph(self, wishes: Wishes) -> Graph:
        """Return which buildings are neighbours."""
        problem = self.problem(wishes)
        return neighbours(problem.buildings, problem.lines, crossing=wishes.crossing)


def usual_wishes(site: Site) -> Wishes:
    """Return what is wished at first.

    A grid has 300 to 500 households, 200 to 300 in communities of over 3,000; a micro-grid 50 to
    80.  Source: usual sizes in Zhejiang as its press gives them (2022, 2023).
    """
    large = site.households > _LARGE
    low, high = (200, 300) if large else (300, 500)
    return Wishes(min(low, site.households), high, micro_low=min(50, site.households))


def divided(site: Site, wishes: Wishes) -> Nested:
    """Return the engine's proposal.  Raises Infeasible."""
    inner = Terms(wishes.micro_low, wishes.micro_high, crossing=wishes.crossing)
    regions = regions_of(site) if wishes.keep else ()
    return divide_nested(site.problem(wishes), inner, regions=regions, limits=_LIMITS)


def regions_of(site: Site) -> tuple[tuple[str, ...], ...]:
    """Return the buildings of each grid of today, by code; none where a building has no grid."""
    if not all(site.now):
        return ()
    codes = sorted({code[:15] for code in site.now})
    pairs = tuple(zip(site.buildings, site.now, strict=True))
    return tuple(tuple(one.id for one, now in pairs if now[:15] == code) for code in codes)


def site_of(
    origin: Point | None, surveyed: Iterable[tuple[Surveyed, str]], ways: Iterable[Way]
) -> Site:
    """Return a site of buildings as surveyed, each with its place today."""
    pairs = tuple(surveyed)
    return Site(
        origin,
        tuple(Building(one.label, one.x, one.y, one.households) for one, _now in pairs),
        tuple(now for _one, now in pairs),
        tuple(Line(tuple(Spot(*point) for point in way.points), way.wall) for way in ways),
    )


def site_json(site: Site) -> Json:
    """Return a site as the table keeps it."""
    origin = [site.origin.longitude, site.origin.latitude] if site.origin else None
    return {
        "origin": origin,
        "buildings": [
            [one.id, one.x, one.y, one.households, now]
            for one, now in zip(site.buildings, site.now, strict=True)
        ],
        "lines": [[line.wall, [list(point) for point in line.points]] for line in site.lines],
    }


def site_from(kept: Json) -> Site:
    """Return a site from what the table keeps."""
    rows = kept["buildings"]
    return Site(
        Point(*kept["origin"]) if kept["origin"] else None,
        tuple(Building(*row[:4]) for row in rows),
        tuple(row[4] for row in rows),
        tuple(Line(tuple(Spot(*one) for one in points), wall) for wall, points in kept["lines"]),
    )


def told_of(found: Nested) -> Json:
    """Return what the engine said of the whole and of each part, as the table keeps it."""
    parts = {
        Part(grid, micro).key: _told(part)
        for grid, plan in enumerate(found.inner, start=1)
        for micro, part in enumerate(plan.parts, start=1)
    }
    if found.outer:
        parts |= {
            Part(grid).key: _told(part) for grid, part in enumerate(found.outer.parts, start=1)
        }
    plans = [*found.inner, *([found.outer] if found.outer else [])]
    return {"parts": parts, "whole": _whole(plans)}


def _told(part: Any) -> list[Any]:
    return [part.reason, part.metres, part.farthest, part.along]


def _whole(plans: list[Plan]) -> Json:
    return {
        "cost": sum(plan.cost for plan in plans),
        "bound": sum(plan.bound for plan in plans),
        "outside": sum(plan.outside for plan in plans),
        "unavoidable": sum(plan.unavoidable for plan in plans),
        "proven": all(plan.proven for plan in plans),
    }
