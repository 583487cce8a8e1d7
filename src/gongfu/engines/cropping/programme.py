"""The plan as a linear programme: shares of units, totals of options, and rows for each limit.

Columns: a share of its unit for each unit and option; then the total mu of each option, and of
each on the demonstration plots, over which the limits stand, so that they are short; then what risk
and fairness need.  Money is in thousands of yuan, work in hours, products in thousands of jin.
The value of risk is that of Rockafellar and Uryasev 2000.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import numpy as np
import scipy

from gongfu.engines.cropping.options import Option, Real, Table, Whole
from gongfu.engines.cropping.problem import PERIODS, Limit, Problem
from gongfu.engines.cropping.units import Ground, Units

INFINITY = float("inf")
_Cells = tuple[Iterable[int], Iterable[float]]


@dataclasses.dataclass(frozen=True, eq=False)
class Programme:
    """Maximise cost x, with columns and rows within their bounds; the first `size` are shares.

    unit, option: of each share.  limits: what a row says, None: an identity or plain land.  The
    first `local` rows say what cannot follow what on one unit.
    """

    cost: Real
    lower: Real
    upper: Real
    matrix: scipy.sparse.csr_array
    low: Real
    high: Real
    limits: tuple[Limit | None, ...]
    unit: Whole
    option: Whole
    local: int

    @property
    def size(self) -> int:
        """Return how many columns are shares."""
        return len(self.unit)


class _Draft:
    """Columns and rows while they are being gathered."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.rows: list[np.ndarray] = []
        self.columns: list[np.ndarray] = []
        self.values: list[np.ndarray] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.limits: list[Limit | None] = []

    def add_columns(
        self, cost: Iterable[float], lower: float = -INFINITY, upper: float = INFINITY
    ) -> np.ndarray:
        """Add columns and return their numbers."""
        first, costs = len(self.cost), list(cost)
        self.cost += costs
        self.lower += [lower] * len(costs)
        self.upper += [upper] * len(costs)
        return np.arange(first, len(self.cost))

    def add_row(
        self, *cells: _Cells, low: float = -INFINITY, high: float = INFINITY,
        limit: Limit | None = None,
    ) -> None:  # fmt: skip
        """Add one row of cells (columns, values) between two bounds."""
        for columns, values in cells:
            where = np.asarray(columns, dtype=np.int64)
            self.rows.append(np.full(len(where), len(self.low)))
            self.columns.append(where)
            self.values.append(np.asarray(values, dtype=float))
        self.low.append(low)
        self.high.append(high)
        self.limits.append(limit)

    def add_copies(
        self, columns: np.ndarray, values: np.ndarray, *, high: float, limit: Limit | None
    ) -> None:
        """Add one row for each line of `columns` (rows x cells), all with the same values."""
        count = len(columns)
        first = len(self.low)
        self.rows.append(np.repeat(np.arange(first, first + count), columns.shape[1]))
        self.columns.append(columns.ravel())
        self.values.append(np.tile(values, count))
        self.low += [-INFINITY] * count
        self.high += [high] * count
        self.limits += [limit] * count

    def done(self, unit: Whole, option: Whole, local: int) -> Programme:
        """Return what was gathered."""
        shape = (len(self.low), len(self.cost))
        rows, columns = np.concatenate(self.rows), np.concatenate(self.columns)
        table = scipy.sparse.coo_array((np.concatenate(self.values), (rows, columns)), shape=shape)
        return Programme(
            cost=np.array(self.cost),
            lower=np.array(self.lower),
            upper=np.array(self.upper),
            matrix=scipy.sparse.csr_array(table),
            low=np.array(self.low),
            high=np.array(self.high),
            limits=tuple(self.limits),
            unit=unit,
            option=option,
            local=local,
        )


def programme(ground: Ground, table: Table, units: Units) -> Programme:
    """Return the programme of these units.

    Where households are together, fairness asks nothing but that the least is not above the mean.
    """
    problem, draft = ground.problem, _Draft()
    counts = np.array([len(shape.options) for shape in units.shapes])[units.kind]
    unit = np.repeat(np.arange(len(units)), counts)
    option = np.concatenate([units.shapes[kind].options for kind in units.kind])
    first = np.cumsum(counts) - counts
    aims, mean = problem.aims, table.mean / 1000
    fair = aims.fairness / 100 if units.households else 0.0
    plain = (1 - fair) * (1 - aims.aversion / 100)
    draft.add_columns(plain * mean[option] * units.area[unit], 0, 1)
    _add_land(draft, units, first)
    local = len(draft.low)
    _add_wishes(draft, ground, units, first)
    totals = _totals(draft, len(table.options), option, units.area[unit], None)
    _add_limits(draft, problem, table.options, totals)
    if problem.target.rice or problem.target.takings:
        chosen = units.demonstration[unit]
        shown = _totals(draft, len(table.options), option, units.area[unit], chosen)
        _add_target(draft, problem, table.options, shown)
    if aims.aversion:
        _add_risk(draft, problem, table, totals, (1 - fair) * aims.aversion / 100)
    if units.households and (fair or aims.floor):
        _add_fairness(draft, problem, units, (unit, mean[option] * units.area[unit]))
    return draft.done(unit, option, local)


def _add_land(draft: _Draft, units: Units, first: np.ndarray) -> None:
    """Add what cannot follow what, for each unit."""
    for number, shape in enumerate(units.shapes):
        starts = first[units.kind == number]
        for row in shape.rows:
            places = np.array(list(row.weights))
            weights = np.array(list(row.weights.values()), dtype=float)
            limit = Limit("rotation", row.family) if row.family else None
            draft.add_copies(starts[:, None] + places, weights, high=row.most, limit=limit)


def _add_wishes(draft: _Draft, ground: Ground, units: Units, first: np.ndarray) -> None:
    owner = {plots[0]: at for at, plots in enumerate(units.plots)}
    for plot, options in ground.wished.items():
        at = owner[plot]
        places = units.shapes[units.kind[at]].options
        for option in options:
            one = ground.options[option]
            name = ground.problem.plots[plot].id
            limit = Limit("wish", name, one.year, pattern=one.pattern)
            column = int(first[at] + np.searchsorted(places, option))
            draft.add_row(([column], [1.0]), low=1, limit=limit)


def _totals(
    draft: _Draft, count: int, option: Whole, area: Real, chosen: np.ndarray | None
) -> np.ndarray:
    """Add the total mu of each option, over all shares or the chosen ones; return the columns."""
    totals = draft.add_columns(np.zeros(count), 0)
    for number in range(count):
        mine = option == number if chosen is None else (option == number) & chosen
        where = np.flatnonzero(mine)
        draft.add_row((where, area[where]), ([totals[number]], [-1.0]), low=0, high=0)
    return totals


def _add_limits(
    draft: _Draft, problem: Problem, options: tuple[Option, ...], totals: np.ndarray
) -> None:
    """Add work by ten-day period, markets by year, and area under film by year."""
    periods = {period for one in options for period in one.labour}
    for period in sorted(periods if problem.labour else ()):
        hours = np.array([one.labour.get(period, 0) / 60 for one in options])
        year, number = divmod(period, PERIODS)
        limit = Limit("labour", "", problem.year + year, number)
        draft.add_row((totals, hours), high=problem.labour[number] / 60, limit=limit)
    for year in problem.years:
        mine = np.array([one.year == year for one in options])
        for market in problem.markets:
            jin = mine * [one.jin.get(market.product, 0) / 1000 for one in options]
            if market.most is not None:
                limit = Limit("market", market.product, year)
                draft.add_row((totals, jin), high=market.most / 1000, limit=limit)
            if market.least and year in problem.whole_years:
                limit = Limit("order", market.product, year)
                draft.add_row((totals, jin), low=market.least / 1000, limit=limit)
        if problem.cover is not None:
            under = mine * [float(one.greenhouse) for one in options]
            limit = Limit("cover", "", year)
            draft.add_row((totals, under), high=problem.cover / 100, limit=limit)


def _add_target(
    draft: _Draft, problem: Problem, options: tuple[Option, ...], shown: np.ndarray
) -> None:
    """Add what the demonstration plots bear on average in each whole year."""
    area = sum(plot.area for plot in problem.plots if plot.demonstration) / 100
    target = problem.target
    for year in problem.whole_years if area else ():
        mine = np.array([one.year == year for one in options])
        if target.rice:
            jin = mine * [one.rice / 1000 for one in options]
            low = target.rice * area / 1000
            draft.add_row((shown, jin), low=low, limit=Limit("rice", "", year))
        if target.takings:
            yuan = mine * [one.takings / 100_000 for one in options]
            low = target.takings * area / 100_000
            draft.add_row((shown, yuan), low=low, limit=Limit("takings", "", year))


def _add_risk(
    draft: _Draft, problem: Problem, table: Table, totals: np.ndarray, weight: float
) -> None:
    """Add the mean of the worst cases with this weight: a level, less what cases fall short of it.

    With no tail the level itself may not be above any case.
    """
    level = draft.add_columns([weight])
    tail = problem.aims.tail / 100
    for case, likely in enumerate(table.weights):
        cells: list[_Cells] = [(level, [1.0]), (totals, -table.incomes[:, case] / 1000)]
        if tail:
            short = draft.add_columns([-weight * likely / tail], 0)
            cells.append((short, [-1.0]))
        draft.add_row(*cells, high=0)


def _add_fairness(
    draft: _Draft, problem: Problem, units: Units, incomes: tuple[Whole, Real]
) -> None:
    """Add each household's income, the least of them a mu, and the floor below none may be.

    incomes: unit and thousands of yuan of each share.
    """
    unit, yuan = incomes
    house = units.household
    area = np.bincount(house[house >= 0], weights=units.area[house >= 0])
    own = draft.add_columns(np.zeros(len(area)))
    order = np.argsort(house[unit], kind="stable")
    edges = np.searchsorted(house[unit][order], np.arange(len(area) + 1))
    for number in range(len(area)):
        mine = order[edges[number] : edges[number + 1]]
        draft.add_row((mine, yuan[mine]), ([own[number]], [-1.0]), low=0, high=0)
    whole = draft.add_columns([0.0])
    draft.add_row((own, np.ones(len(area))), (whole, [-1.0]), low=0, high=0)
    aims = problem.aims
    least = draft.add_columns([aims.fairness / 100]) if aims.fairness else None
    for number, name in enumerate(units.households):
        if least is not None:
            share = area.sum() / area[number]
            draft.add_row(([own[number]], [share]), (least, [-1.0]), low=0)
        if aims.floor and len(area) > 1:
            part = aims.floor / 100 * area[number] / area.sum()
            limit = Limit("fair", name)
            draft.add_row(([own[number]], [1.0]), (whole, [-part]), low=0, limit=limit)
