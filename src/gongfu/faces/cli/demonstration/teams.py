"""Who looks after whom: keepers and elders of each community's team, as plain plans."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from gongfu.faces.cli.demonstration.founding import FOUNDED

NANYANG = "330402007032"
ENDS = date(2021, 9, 20)


class Ward(NamedTuple):
    """One elder of a keeper: grid, rhythm in days, usual minutes, whether the key is entrusted."""

    grid: str
    rhythm_days: int
    usual_minutes: int
    living: str
    has_key: bool


class Round(NamedTuple):
    """One keeper with the elders looked after, and the day of joining.

    daily: share of days on which each elder is called on, over the rhythm.  on_call: whether the
    keeper gives long service every day.
    """

    joined_on: date
    wards: tuple[Ward, ...]
    daily: float = 0.0
    on_call: bool = False


def nanyang(grids: list[str], chance: Random) -> list[Round]:
    """Return the team of the report: one keeper with eight keys, and five who joined since.

    The five call on their elders, who have not entrusted a key yet.
    """
    eight = tuple(
        Ward(chance.choice(grids), 2, chance.choice((30, 35, 40)), "alone", has_key=True)
        for _number in range(8)
    )
    joined = [
        date(2019, 5, 6),
        date(2019, 10, 14),
        date(2020, 5, 11),
        date(2020, 11, 2),
        date(2021, 3, 8),
    ]
    younger = [Round(on, _wards(grids, chance, 4, keys=0)) for on in joined]
    return [Round(FOUNDED, eight, daily=0.76, on_call=True), *younger]


def ordinary(grids: list[str], chance: Random) -> list[Round]:
    """Return a team of two to four keepers with two to four elders each."""
    rounds = []
    for _number in range(chance.randint(2, 4)):
        joined = date(2019, chance.randint(1, 12), chance.randint(2, 28))
        rounds.append(Round(joined, _wards(grids, chance, chance.randint(2, 4))))
    return rounds


def _wards(grids: list[str], chance: Random, count: int, *, keys: float = 0.6) -> tuple[Ward, ...]:
    """Return elders of a keeper.  keys: how many of them entrusted one, as a share."""
    return tuple(
        Ward(
            chance.choice(grids),
            chance.choice((5, 7, 7, 7, 10, 14)),
            chance.choice((20, 25, 30, 30, 40)),
            chance.choice(("alone", "alone", "empty-nest", "with-disabled")),
            has_key=chance.random() < keys,
        )
        for _number in range(count)
    )
