"""Today's round for 60 elders against the solver's bound, at several lengths of search."""

from __future__ import annotations

import time
from random import Random

from gongfu.engines.rounds import Keeper, Problem, Visit, plan

_ELDERS, _KEEPERS = 60, 5


def day(seed: int) -> Problem:
    """Return a community's day: 60 elders, 5 keepers, a kilometre and a half across."""
    chance = Random(seed)
    points = [(chance.uniform(0, 25), chance.uniform(0, 25)) for _n in range(_ELDERS + _KEEPERS)]
    minutes = tuple(tuple(round(abs(a - c) + abs(b - d)) for c, d in points) for a, b in points)
    keepers = tuple(Keeper(f"k{n}", n) for n in range(_KEEPERS))
    visits = tuple(
        Visit(
            f"v{n}",
            n,
            chance.choice((20, 30, 40)),
            480,
            chance.choice((720, 1080)),
            people=2 if n < _KEEPERS + 3 else 1,
            overdue_days=chance.choice((0, 0, 2)),
        )
        for n in range(_KEEPERS, _KEEPERS + _ELDERS)
    )
    return Problem(visits, keepers, minutes)


def main() -> None:
    """Print walking minutes, the bound, visits left out and seconds."""
    print("iterations   walking     bound   over bound   left out   seconds")
    problem = day(1)
    for iterations in (100, 400, 2000):
        begun = time.perf_counter()
        found = plan(problem, seconds=30, iterations=iterations)
        spent = time.perf_counter() - begun
        print(
            f"{iterations:10} {found.walking:9} {found.bound:9} {found.gap:11.0%}"
            f" {len(found.left_out):10} {spent:9.2f}"
        )
