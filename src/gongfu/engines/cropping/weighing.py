"""What a plan with whole plots is worth while it is being sought, also where it breaks a limit.

The value is that of the programme; what a limit is passed by costs more than passing it can win.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from gongfu.engines.cropping.options import Real, Table, Whole
from gongfu.engines.cropping.problem import Limit
from gongfu.engines.cropping.programme import INFINITY, Programme
from gongfu.engines.cropping.units import Ground, Units

_CLEAN = 1e-9
_SHARED = ("labour", "market", "order", "cover", "rice", "takings")


class Scale(NamedTuple):
    """What a mu of each option adds to each limit, and what passing a limit costs.

    plain: limits x options, for any plot.  shown: the same for demonstration plots.  most: of each
    limit, where what is asked at least is negated.  price: thousands of yuan a unit passed.
    incomes: options x scenarios, thousands of yuan.  shares: of each household in the members'
    area; empty where fairness does not matter.
    """

    limits: tuple[Limit, ...]
    plain: Real
    shown: Real
    most: Real
    price: Real
    incomes: Real
    weights: Real
    aims: tuple[float, float, float, float]
    shares: Real

    def value(self, incomes: Real, households: Real) -> Real:
        """Return the value for incomes (... x scenarios) and households (households or none)."""
        aversion, tail, _floor, fairness = self.aims
        mean = incomes @ self.weights
        rest = mean if not aversion else (1 - aversion) * mean + aversion * self._bad(incomes, tail)
        if not fairness or not len(households):
            return rest
        return (1 - fairness) * rest + fairness * (households / self.shares).min()

    def _bad(self, incomes: Real, tail: float) -> Real:
        if not tail:
            return incomes.min(axis=-1)
        order = np.argsort(incomes, axis=-1)
        weights = self.weights[order]
        before = np.cumsum(weights, axis=-1) - weights
        shares = np.clip(tail - before, 0, weights) / tail
        return (np.take_along_axis(incomes, order, axis=-1) * shares).sum(axis=-1)

    def fines(self, usage: Real) -> Real:
        """Return what is to pay for passed limits; usage: ... x limits."""
        return np.maximum(0, usage - self.most) @ self.price

    def unfair(self, households: Real) -> float:
        """Return what is to pay for households below their floor."""
        floor = self.aims[2]
        if not floor or not len(households):
            return 0.0
        return 3 * float(np.maximum(0, floor * self.shares * households.sum() - households).sum())


def scale_of(ground: Ground, table: Table, drawn: Programme, prices: Real | None) -> Scale:
    """Return the scale of a programme, whose totals of options stand behind its shares.

    prices: of its rows with divisible plots.
    """
    count, size = len(table.options), drawn.size
    rows = [at for at, one in enumerate(drawn.limits) if one and one.kind in _SHARED]
    matrix = drawn.matrix[rows].toarray() if rows else np.zeros((0, drawn.matrix.shape[1]))
    plain = matrix[:, size : size + count]
    shown = matrix[:, size + count : size + 2 * count]
    if shown.shape[1] < count or not (ground.problem.target.rice or ground.problem.target.takings):
        shown = np.zeros_like(plain)
    sign = np.where(np.isfinite(drawn.high[rows]), 1.0, -1.0)
    most = np.where(sign > 0, drawn.high[rows], -drawn.low[rows])
    plain, shown = plain * sign[:, None], (plain + shown) * sign[:, None]
    largest = np.maximum(np.abs(shown).max(axis=1, initial=0), 1e-9)
    income = float(np.abs(table.mean).max(initial=0)) / 1000
    price = 2 * income / largest
    if prices is not None:
        price = np.maximum(price, 2 * np.abs(prices[rows]))
    aims = ground.problem.aims
    return Scale(
        limits=tuple(drawn.limits[at] for at in rows),  # type: ignore[misc]
        plain=plain,
        shown=shown,
        most=np.where(np.isfinite(most), most, INFINITY),
        price=price,
        incomes=table.incomes / 1000,
        weights=table.weights,
        aims=(aims.aversion / 100, aims.tail / 100, aims.floor / 100, aims.fairness / 100),
        shares=_shares(ground),
    )


def _shares(ground: Ground) -> Real:
    aims, problem = ground.problem.aims, ground.problem
    names = sorted({plot.household for plot in problem.plots} - {""})
    if not (aims.floor or aims.fairness) or not names:
        return np.zeros(0)
    number = {name: at for at, name in enumerate(names)}
    members = [plot for plot in problem.plots if plot.household]
    house = [number[plot.household] for plot in members]
    area = np.bincount(house, weights=[plot.area for plot in members])
    return area / area.sum()


class Book:
    """Which options stand on which plots, and what they use, kept up to date.

    chosen: plots x options.  local: plots x rows of their shapes.  strict: by how much fines are
    raised.  mending: whether trades must lower fines.
    """

    def __init__(self, ground: Ground, scale: Scale, units: Units) -> None:
        self.scale, self.area, self.shape = scale, units.area, units.kind
        self.shown, self.house = units.demonstration, units.household
        count = scale.incomes.shape[0]
        self.rows, self.room = _padded(ground, count)
        self.allowed = np.zeros((len(ground.shapes), count), dtype=bool)
        for at, shape in enumerate(ground.shapes):
            self.allowed[at, shape.options] = True
        self.chosen = np.zeros((len(units), count), dtype=bool)
        self.fixed = np.zeros((len(units), count), dtype=bool)
        for plot, options in ground.wished.items():
            self.fixed[plot, list(options)] = True
        self.local = np.zeros((len(units), self.rows.shape[1]))
        self.usage = np.zeros(len(scale.most))
        self.incomes = np.zeros(scale.incomes.shape[1])
        self.households = np.zeros(len(scale.shares))
        self.strict, self.mending = 1.0, False

    def change(self, plot: int, option: int, step: int) -> None:
        """Put an option on a plot (step 1) or take it off (-1)."""
        area, scale = step * self.area[plot], self.scale
        self.chosen[plot, option] = step > 0
        self.local[plot] += step * self.rows[self.shape[plot], :, option]
        self.usage += area * (scale.shown if self.shown[plot] else scale.plain)[:, option]
        self.incomes += area * scale.incomes[option]
        if len(self.households) and self.house[plot] >= 0:
            self.households[self.house[plot]] += area * float(scale.incomes[option] @ scale.weights)

    def fill(self, begun: Mapping[int, Sequence[int]]) -> None:
        """Put options on plots, those that are wished for first, as far as they fit."""
        for plot in range(len(self.area)):
            wished = np.flatnonzero(self.fixed[plot]).tolist()
            for option in dict.fromkeys((*wished, *begun.get(plot, ()))):
                if option in wished or self.fits(np.array([plot]), out=(), into=(option,))[0]:
                    self.change(plot, option, 1)

    def restore(self, chosen: np.ndarray) -> None:
        """Go back to these choices."""
        for plot, option in np.argwhere(self.chosen & ~chosen).tolist():
            self.change(plot, option, -1)
        for plot, option in np.argwhere(chosen & ~self.chosen).tolist():
            self.change(plot, option, 1)

    def fits(self, plots: Whole, *, out: Sequence[int], into: Sequence[int]) -> Any:
        """Return which of the plots may bear the options `into` instead of `out`."""
        shape, local = self.shape[plots], self.local[plots]
        for option in out:
            local = local - self.rows[shape, :, option]
        for option in into:
            local = local + self.rows[shape, :, option]
        free = (local <= self.room[shape] + 1e-9).all(axis=1)
        return free & self.allowed[shape][:, list(into)].all(axis=1)

    def gains(self, usage: Real, income: Real) -> Real:
        """Return what changes of usage (n x limits) and income (n x scenarios) gain.

        Fairness aside.
        """
        none, scale = np.zeros(0), self.scale
        before = scale.value(self.incomes, none) - self.strict * scale.fines(self.usage)
        after = scale.value(self.incomes + income, none)
        return after - self.strict * scale.fines(self.usage + usage) - before

    def poor(self) -> list[int]:
        """Return the households that fairness is about now, the poorest a mu first."""
        scale, households = self.scale, self.households
        if not len(households):
            return []
        a_share = households / scale.shares
        _aversion, _tail, floor, fairness = scale.aims
        order = np.argsort(a_share, kind="stable")
        below = order[a_share[order] < floor * households.sum() - 1e-9]
        return [int(one) for one in (below if len(below) or not fairness else order[:1])]

    def mends(self, usage: Real) -> Any:
        """Return whether changes of usage (... x limits) lower what is to pay now."""
        passed = self.usage > self.scale.most + _CLEAN
        return usage[..., passed] @ self.scale.price[passed] < 0

    def worth(self) -> float:
        """Return the value less what is to pay for all that is passed."""
        scale = self.scale
        fines = float(scale.fines(self.usage)) + scale.unfair(self.households)
        return float(scale.value(self.incomes, self.households)) - self.strict * fines

    def clean(self) -> bool:
        """Return whether nothing is passed."""
        fines = float(self.scale.fines(self.usage)) + self.scale.unfair(self.households)
        return fines <= _CLEAN


def _padded(ground: Ground, count: int) -> tuple[Real, Real]:
    """Return the rows of all shapes as one array, shapes x rows x options, and their bounds."""
    most = max((len(shape.rows) for shape in ground.shapes), default=0)
    rows = np.zeros((len(ground.shapes), most, count))
    room = np.full((len(ground.shapes), most), INFINITY)
    for at, shape in enumerate(ground.shapes):
        for number, row in enumerate(shape.rows):
            places = shape.options[list(row.weights)]
            rows[at, number, places] = list(row.weights.values())
            room[at, number] = row.most
    return rows, room
