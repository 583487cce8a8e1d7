"""What may be chosen, a pattern beginning in a year, and what a mu of it takes and gives."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np

from gongfu.engines.cropping.problem import (
    DAYS,
    Crop,
    Plot,
    Problem,
    Scenario,
    half_of,
    period_of,
)
from gongfu.engines.cropping.timing import timetables, varieties

Whole = np.ndarray[Any, np.dtype[np.int64]]
Real = np.ndarray[Any, np.dtype[np.float64]]


class Growing(NamedTuple):
    """A crop sown in a half-year (0: the first of the first year), its family, and is it rice."""

    half: int
    family: str
    rice: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Option:
    """A pattern that begins in a year; numbers are for one mu.

    begins, free: days [begins, free) on which the plot is taken, after 1 January of the first
    year.  incomes: fen by scenario.  labour: minutes by ten-day period from the first year's
    first.  jin: by product.  rice: jin that count for the target.  takings: fen that do.
    """

    pattern: str
    year: int
    begins: int
    free: int
    incomes: tuple[int, ...]
    labour: Mapping[int, int]
    jin: Mapping[str, int]
    rice: int
    takings: int
    greenhouse: bool
    growings: tuple[Growing, ...]

    def meets(self, other: Option) -> bool:
        """Return whether both cannot grow on one plot."""
        return self.begins < other.free and other.begins < self.free


def options(problem: Problem) -> tuple[Option, ...]:
    """Return everything that fits into the plan, by beginning, then as the patterns stand.

    Raises Infeasible where nothing does.
    """
    fit, _unfit = timetables(problem)
    start, end = problem.span
    found = []
    for timetable in fit.values():
        crops = varieties(problem, timetable)
        days = [(one.sown, one.cleared) for one in timetable.crops]
        for number, year in enumerate(problem.years):
            shift = number * DAYS
            if start <= shift + timetable.begins < end:
                shifted = [(sown + shift, cleared + shift) for sown, cleared in days]
                free = timetable.free + shift
                found.append(_option(problem, timetable.pattern, year, crops, shifted, free))
    return tuple(sorted(found, key=lambda one: one.begins))


def _option(
    problem: Problem,
    pattern: str,
    year: int,
    crops: tuple[Crop, ...],
    days: list[tuple[int, int]],
    free: int,
) -> Option:
    labour, jin = Counter[int](), Counter[str]()
    for crop, (sown, _cleared) in zip(crops, days, strict=True):
        jin[crop.product] += crop.jin
        for number, minutes in enumerate(crop.labour):
            labour[period_of(sown) + number] += minutes
    target = problem.target
    counted = [one for one in crops if target.with_rice or not one.rice]
    return Option(
        pattern=pattern,
        year=year,
        begins=days[0][0],
        free=free,
        incomes=tuple(sum(_income(crop, case) for crop in crops) for case in problem.cases),
        labour=labour,
        jin=jin,
        rice=sum(_reached(one, target.chance) for one in crops if one.rice),
        takings=sum(one.jin * one.fen for one in counted),
        greenhouse=any(one.greenhouse for one in crops),
        growings=tuple(
            Growing(half_of(sown), crop.family, crop.rice)
            for crop, (sown, _cleared) in zip(crops, days, strict=True)
        ),
    )


def _income(crop: Crop, case: Scenario) -> int:
    """Return fen of a mu after cost, rounded half up."""
    price = case.prices.get(crop.product, 100)
    share = case.yields.get(crop.product, 100)
    return (crop.jin * crop.fen * price * share + 5_000) // 10_000 - crop.cost


def _reached(crop: Crop, chance: int) -> int:
    """Return the jin that a mu gives with that chance, rounded down."""
    if chance == 50 or not crop.spread:
        return crop.jin
    return max(0, int(crop.jin - NormalDist().inv_cdf(chance / 100) * crop.spread))


class Kind(NamedTuple):
    """What decides which options a plot has: plots of one kind have the same."""

    greenhouse: bool
    busy_until: int
    only: frozenset[str]
    history: tuple[Growing, ...]

    def allows(self, option: Option) -> bool:
        """Return whether such plots may bear the option, rotation aside."""
        return (
            (self.greenhouse or not option.greenhouse)
            and option.begins >= self.busy_until
            and (not self.only or option.pattern in self.only)
        )


def kind_of(problem: Problem, plot: Plot) -> Kind:
    """Return the kind of a plot; of its history only what rotation still asks about counts."""
    ruled = {one.family: 2 * (one.running + one.gap) for one in problem.rotations}
    reach = max(ruled.values(), default=0)
    growings = (
        Growing(2 * (one.year - problem.year) + one.half - 1, one.family, one.rice)
        for one in plot.history
    )
    kept = sorted(
        one for one in growings if one.half >= -reach and (one.family in ruled or one.rice)
    )
    busy = max(0, plot.busy_until)
    return Kind(plot.greenhouse, busy, plot.only, tuple(kept) if ruled else ())


class Table(NamedTuple):
    """The options as columns.  incomes: options x scenarios, yuan a mu."""

    options: tuple[Option, ...]
    incomes: Real
    weights: Real

    @property
    def mean(self) -> Real:
        """Return the mean income of each option, yuan a mu."""
        return self.incomes @ self.weights


def table_of(problem: Problem, found: tuple[Option, ...]) -> Table:
    """Return the options with their incomes as numbers for the solver."""
    incomes = np.array([one.incomes for one in found], dtype=float).reshape(len(found), -1) / 100
    weights = np.array([one.weight for one in problem.cases], dtype=float)
    return Table(found, incomes, weights / weights.sum())
