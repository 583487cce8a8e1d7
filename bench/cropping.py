"""Season plans: 5,000 plots over 6 half-years, and 200 over 2, of 9 patterns each."""

from __future__ import annotations

import dataclasses
import os
import time
from random import Random

from gongfu.engines.cropping import (
    Aims,
    Crop,
    Grown,
    Limits,
    Market,
    Pattern,
    Plot,
    Problem,
    Progress,
    Rotation,
    Scenario,
    Target,
    plan,
)

_RICE = {"product": "rice", "rice": True, "fen": 133, "cost": 65_000, "spread": 60}


def _days(text: str) -> int:
    """Return the day of a month and day, as in 6-24."""
    month, day = map(int, text.split("-"))
    return sum((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[: month - 1]) + day - 1


def _cash(
    name: str, window: tuple[str, str], days: int, numbers: tuple[int, int, int], *,
    family: str, hours: tuple[int, ...], open_field: bool = False,
) -> Crop:  # fmt: skip
    first, last = map(_days, window)
    jin, fen, cost = numbers
    return Crop(
        name, name, first, last, days, last + days, jin, fen, cost,
        labour=tuple(60 * one for one in hours), spread=jin // 8, turn=2, family=family,
        greenhouse=not open_field,
    )  # fmt: skip


def _rice(name: str, window: tuple[str, str], days: int, until: str, jin: int) -> Crop:
    first, last = map(_days, window)
    hours = (3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2)
    labour = tuple(60 * one for one in hours)
    return Crop(name, sow_from=first, sow_until=last, days=days, clear_until=_days(until),
                jin=jin, labour=labour, turn=3, **_RICE)  # type: ignore[arg-type] # fmt: skip


CROPS = (
    _cash("melon", ("1-10", "1-31"), 160, (5200, 231, 420_000), family="gourds",
          hours=(14, 6, 6, 8, 8, 8, 8, 8, 10, 16, 20, 20, 20, 22, 20, 18)),
    _cash("pumpkin", ("2-11", "2-28"), 125, (5600, 120, 210_000), family="gourds",
          hours=(10, 5, 5, 6, 6, 6, 8, 9, 12, 12, 12, 12, 10)),
    _cash("ginger", ("2-1", "2-20"), 140, (4400, 505, 980_000), family="ginger",
          hours=(24, 8, 8, 8, 8, 8, 8, 8, 10, 10, 10, 14, 26, 30)),
    _cash("tomato", ("1-20", "2-10"), 135, (9600, 185, 720_000), family="nightshades",
          hours=(20, 10, 10, 12, 12, 14, 14, 18, 22, 26, 26, 26, 26, 20)),
    _cash("strawberry", ("9-5", "9-15"), 230, (3000, 790, 660_000), family="roses",
          hours=(26, 12, 10, 10, 10, 12, 14, *(16,) * 6, *(18,) * 4, 16, 14, 12, 8)),
    _cash("watermelon", ("3-20", "4-10"), 80, (6400, 95, 190_000), family="gourds", open_field=True,
          hours=(10, 6, 6, 6, 8, 10, 14, 14)),
    _cash("celery", ("1-15", "2-5"), 85, (8000, 110, 260_000), family="umbels", open_field=True,
          hours=(16, 8, 6, 6, 6, 8, 10, 18, 22)),
    _cash("potato", ("1-20", "2-10"), 110, (4200, 120, 170_000), family="nightshades",
          open_field=True, hours=(10, 4, 4, 4, 4, 4, 4, 4, 6, 14, 14)),
    _rice("xiushui-519", ("6-20", "6-30"), 130, "11-12", 1030),
    _rice("xiushui-11", ("5-25", "6-10"), 148, "11-10", 1104),
    _rice("early-moved", ("5-1", "5-15"), 115, "8-31", 1060),
)  # fmt: skip

_LATE = ("xiushui-519", "xiushui-11")
PATTERNS = (
    *(Pattern(f"{one}-rice", ((one,), _LATE)) for one in
      ("melon", "pumpkin", "ginger", "tomato", "watermelon", "celery", "potato")),
    Pattern("strawberry-rice", (("early-moved",), ("strawberry",))),
    Pattern("rice-alone", (_LATE,)),
)  # fmt: skip

HALVES = (
    *(Pattern(one, ((one,),)) for one in
      ("melon", "pumpkin", "ginger", "tomato", "watermelon", "celery", "potato")),
    Pattern("rice-519", (("xiushui-519",),)),
    Pattern("rice-11", (("xiushui-11",),)),
)  # fmt: skip

ROTATIONS = (
    Rotation("gourds", running=3, gap=5, paddy_gap=2),
    Rotation("nightshades", running=2, gap=3, paddy_gap=1),
    Rotation("ginger", running=1, gap=3, paddy_gap=1),
    Rotation("roses", running=3, gap=3, paddy_gap=1),
    Rotation("umbels", running=2, gap=2, paddy_gap=1),
)

SCENARIOS = (
    Scenario("stated", 60),
    Scenario("cheap-melons", 12, prices={"melon": 65, "watermelon": 60, "pumpkin": 80}),
    Scenario("cheap-fruit", 10, prices={"strawberry": 70, "tomato": 75}),
    Scenario("typhoon", 10, yields={"rice": 70, "celery": 80, "strawberry": 85}),
    Scenario("cold-spring", 8, yields={"melon": 75, "ginger": 70, "tomato": 80, "potato": 75}),
)


def _plot(chance: Random, number: int, households: int) -> Plot:
    history = []
    for year in (2019, 2020, 2021):
        family = chance.choice(("gourds", "gourds", "nightshades", "ginger", "umbels", ""))
        history += [Grown(year, 1, family), Grown(year, 2, rice=chance.random() < 0.8)]
    return Plot(
        f"p{number}", chance.randrange(50, 600), f"h{chance.randrange(households)}",
        greenhouse=chance.random() < 0.45, demonstration=chance.random() < 0.2,
        history=tuple(history),
    )  # fmt: skip


def cooperative(plots: int, halves: int, *, households: int, seed: int = 1) -> Problem:
    """Return a made-up cooperative: limits in proportion to its area, in no round numbers."""
    chance = Random(seed)
    land = tuple(_plot(chance, number, households) for number in range(plots))
    mu = sum(plot.area for plot in land) / 100
    markets = {"melon": 900, "pumpkin": 700, "ginger": 330, "tomato": 900, "strawberry": 260}
    markets |= {"watermelon": 800, "celery": 900, "potato": 500}
    return Problem(
        land, CROPS, PATTERNS, 2022, halves,
        rotations=ROTATIONS,
        labour=tuple(int(mu * 60 * (9 if 9 <= at < 19 else 7)) for at in range(36)),
        markets=tuple(Market(name, int(mu * jin)) for name, jin in markets.items()),
        cover=int(mu * 40),
        target=Target(rice=1000, takings=1_000_000),
        scenarios=SCENARIOS,
        aims=Aims(aversion=30, tail=20, floor=75),
    )  # fmt: skip


def _run(problem: Problem, limits: Limits, what: str) -> None:
    """Print when the first plan was there, and the last, with what is proven of both."""
    first: list[Progress] = []

    def heard(progress: Progress) -> None:
        if progress.value is not None and not first:
            first.append(progress)

    wall, work = time.perf_counter(), time.process_time()
    found = plan(problem, limits=limits, progress=heard)
    wall, work = time.perf_counter() - wall, time.process_time() - work
    early = f"first plan {first[0].seconds:5.2f} s, gap {first[0].gap:.3%}" if first else ""
    print(f"{what:22} {early}; last {wall:5.2f} s ({work:.2f} s of work), gap {found.gap:.4%}")


def main() -> None:
    """Print seconds to the first plan and to the last, and the proven gap of both."""
    _run(cooperative(50, 2, households=5, seed=3), Limits(10, 0.001), "warming up")
    for seed in (1, 2, 3):
        small = cooperative(200, 2, households=20, seed=seed)
        _run(small, Limits(10, 0.0001), f"200 x 9 x 2, seed {seed}")
    for seed in (1, 2, 3):
        large = cooperative(5000, 6, households=150, seed=seed)
        _run(large, Limits(60, 0.001), f"5,000 x 9 x 6, seed {seed}")
    apart = dataclasses.replace(cooperative(5000, 6, households=150), patterns=HALVES)
    _run(apart, Limits(60, 0.001), "the same, halves apart")
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"aims: 1 s to optimality; 60 s to 1 %, a first plan in 2 s.  load of {os.cpu_count()}"
          f" processors: {load}")  # fmt: skip
