"""Found the district: its tree of places with grids, and who serves in which office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from random import Random

from gongfu.kernel.measures.moments import moment
from gongfu.kernel.places.actions import Opening, open_places, opening_of
from gongfu.kernel.places.codes import Level, level_of
from gongfu.kernel.places.divisions import Division, of_vintage, read_divisions
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

DISTRICT = "330402000000"
FOUNDED = date(2019, 1, 1)
FOUNDED_AT = moment(FOUNDED, 8)
FOUNDER = Viewer("a" * 26, (Office(Role.SAD, DISTRICT), Office(Role.SEC, DISTRICT)))
CLERK = Viewer("b" * 26, (Office(Role.SAD, DISTRICT), Office(Role.GRD, DISTRICT)))


def communities() -> tuple[Division, ...]:
    """Return the villages and communities of the list of 2021."""
    listed = of_vintage(read_divisions(), "2021")
    return tuple(one for one in listed if level_of(one.code) is Level.COMMUNITY)


def open_all(chance: Random) -> dict[str, list[str]]:
    """Open the district's places, and grids under each community; return grids by community."""
    divisions = of_vintage(read_divisions(), "2021")
    grids = {one.code: list(_grids(one.code, chance)) for one in communities()}
    openings = [opening_of(one, vintage="2021") for one in divisions]
    openings += [
        Opening(code, f"第{index}网格", f"Grid {index}")
        for codes in grids.values()
        for index, code in enumerate(codes, start=1)
    ]
    at: datetime = FOUNDED_AT
    open_places(FOUNDER, openings, on=FOUNDED, second=CLERK.person, at=at, key="demo-places")
    return grids


def _grids(community: str, chance: Random) -> Iterator[str]:
    for number in range(1, chance.randint(3, 6)):
        yield f"{community}{number:03d}"
