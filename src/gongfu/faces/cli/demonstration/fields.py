"""The cooperatives of the demonstration district, month by month."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from random import Random

from gongfu.faces.cli.demonstration import cooperatives, harvests, startups
from gongfu.faces.cli.demonstration.cast import Cast
from gongfu.faces.cli.demonstration.cooperatives import JINXING, Farm
from gongfu.faces.cli.demonstration.harvests import Course
from gongfu.faces.cli.demonstration.startups import Parties
from gongfu.faces.cli.demonstration.teams import ENDS
from gongfu.kernel.measures.moments import moment

_SEED, _TELEPHONES = 665, 500_000
_BEGINS, _PROPOSED, _ADOPTED = date(2019, 9, 1), date(2021, 1, 1), date(2021, 2, 1)


@dataclasses.dataclass
class Country:
    """All cooperatives, what they grow, and the households that are helped."""

    farms: list[Farm]
    courses: list[Course]
    parties: Parties
    chance: Random
    sharings: list[str] = dataclasses.field(default_factory=list)

    @property
    def melon(self) -> Farm:
        """Return the melon cooperative of the report."""
        return next(farm for farm in self.farms if farm.plan.place == JINXING)


def begin() -> Country:
    """Register cooperatives, households and parties; draw two years of harvests."""
    chance = Random(_SEED)
    cast = Cast(chance, drawn=_TELEPHONES)
    farms = cooperatives.found_all(cast)
    melon = next(farm for farm in farms if farm.plan.place == JINXING)
    courses = harvests.plan_all(farms, chance)
    return Country(farms, courses, startups.begin(melon, cast, chance), chance)


def record(country: Country, start: date, end: date) -> None:
    """Record what happened on the fields and around them in [start, end)."""
    at = moment(ENDS, 7, 45) if end >= ENDS else moment(end) - timedelta(hours=2)
    if start == _BEGINS:
        cooperatives.begin(country.farms, country.chance, at=at)
    if start >= _BEGINS:
        harvests.record(country.courses, start, end, at=at)
    startups.record(country.parties, start, end, country.chance, at=at)
    if start == _PROPOSED:
        year = start.year - 1
        country.sharings = [cooperatives.propose(one, year, at=at) for one in country.farms]
    if start == _ADOPTED:
        for farm, sharing in zip(country.farms, country.sharings, strict=True):
            cooperatives.adopt(farm, sharing, at=at)
