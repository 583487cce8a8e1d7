"""Plan the seasons: a bound by divisible plots, whole plots near it, trades, then HiGHS.

The bound is the programme in which plots that nothing tells apart are one, so it is small.  Its
shares are given out to whole plots, which trade; that is the first plan.  Where its gap is not the
wished one yet, HiGHS goes on from it over single plots, and may prove a better bound.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np

from gongfu.engines.cropping.accounting import account, yuan
from gongfu.engines.cropping.answer import Plan, Progress, Share, gap_of
from gongfu.engines.cropping.clashing import clash, clash_of_whole
from gongfu.engines.cropping.judging import breaches, used
from gongfu.engines.cropping.options import Real, Table, options, table_of
from gongfu.engines.cropping.problem import Choice, Infeasible, Limit, Problem
from gongfu.engines.cropping.programme import Programme, programme
from gongfu.engines.cropping.rounding import give_out
from gongfu.engines.cropping.solving import Stop, linear, whole
from gongfu.engines.cropping.timing import timetables
from gongfu.engines.cropping.trading import Trader
from gongfu.engines.cropping.units import Ground, Units, choices_of, ground_of
from gongfu.engines.cropping.weighing import Book, scale_of
from gongfu.engines.cropping.worths import Prices, land, worths

_STAY = 0.002
Listener = Callable[[Progress], object]
_FINE, _FEW, _WHOLE = 20_000, 5_000, 8_000
_EXPLAIN, _PART_SECONDS, _FREE, _SHAKES, _FEW_PLOTS = 10.0, 6.0, 120, 12, 1000
_CENT = Decimal("0.01")


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """When planning ends: after seconds, or at a gap (a share of the bound); seed: of the solver.

    Where the gap ends it, equal input gives equal plans.
    """

    seconds: float = 60.0
    gap: float = 0.0001
    seed: int = 1


def plan(
    problem: Problem,
    *,
    limits: Limits = Limits(),
    start: Sequence[Choice] = (),
    progress: Listener | None = None,
) -> Plan:
    """Plan which pattern grows on which plot from when, for the most by the problem's aims.

    start: choices to begin from, as of an earlier plan; what of them cannot be is left out.  Where
    trades lead from them near enough to the bound, the plan differs from them where that gains.
    progress: called at times; where it returns True the search ends with the best plan so far.
    Raises Infeasible, with the limits that clash where some do.  Meant for up to 5,000 plots, 9
    patterns and 6 half-years.
    """
    problem.check()
    return _Search(problem, limits, progress).found(start)


class _Search:
    """One search: the problem in the solver's terms, the best choices so far, and the bound."""

    def __init__(self, problem: Problem, limits: Limits, progress: Listener | None) -> None:
        self._begun, self._limits, self._progress = time.monotonic(), limits, progress
        self._problem, self._options = problem, options(problem)
        if not self._options:
            raise Infeasible("no-pattern-fits", timetables(problem)[1])
        self._table: Table = table_of(problem, self._options)
        self._ground: Ground = ground_of(problem, self._options)
        self._single: Units = self._ground.single()
        self._best: tuple[Choice, ...] | None = None
        self._value, self._bound, self._stopped = Decimal("-Infinity"), Decimal("Infinity"), False
        self._proven = False

    def found(self, start: Sequence[Choice]) -> Plan:
        """Return the best plan.  Raises Infeasible."""
        prices = self._divisible()
        if start:
            self._trade(prices, self._from(start))
        if not start or gap_of(self._value, self._bound) > max(_STAY, self._limits.gap):
            self._trade(prices, None)
        if not self._enough():
            self._settle()
        if self._best is None:
            raise Infeasible("no-time")
        return self._plan(self._best, prices)

    def _divisible(self) -> Prices:
        """Return the programme with divisible plots, solved, and take its bound."""
        aims = self._problem.aims
        fine = self._ground.together(by_household=bool(aims.floor or aims.fairness))
        if fine.columns > _FINE:
            fine = self._ground.together(by_household=False)
        drawn = programme(self._ground, self._table, fine)
        solved = linear(drawn, self._stop())
        if solved.columns is None or solved.prices is None:
            if not solved.ended:
                raise Infeasible("no-time")
            raise Infeasible("clash", limits=self._smallest(drawn))
        self._lower(solved.bound)
        return Prices(drawn, fine, solved.columns, solved.prices)

    def _trade(self, prices: Prices, begun: dict[int, list[int]] | None) -> None:
        """Make whole plots of shares, or begin with these options by plot, and trade."""
        scale = scale_of(self._ground, self._table, prices.drawn, prices.rows)
        book = Book(self._ground, scale, self._single)
        if begun is None:
            shares = np.zeros((len(prices.units), len(self._options)))
            shares[prices.drawn.unit, prices.drawn.option] = prices.columns[: prices.drawn.size]
            give_out(book, self._ground, prices.units, shares)
        else:
            book.fill(begun)
        trader = Trader(book, self._options, self._good_enough)
        trader.mend()
        self._take(book.chosen)
        trader.improve()
        self._take(book.chosen)
        for number in range(_SHAKES if len(self._single) <= _FEW_PLOTS else 0):
            if self._good_enough(book.worth()):
                break
            trader.shaken(self._limits.seed + number)
        self._take(book.chosen)

    def _from(self, start: Sequence[Choice]) -> dict[int, list[int]]:
        plots = {plot.id: at for at, plot in enumerate(self._problem.plots)}
        numbers = {(one.pattern, one.year): at for at, one in enumerate(self._options)}
        found: dict[int, list[int]] = {}
        for choice in start:
            plot, option = plots.get(choice.plot), numbers.get((choice.pattern, choice.year))
            if plot is not None and option is not None:
                found.setdefault(plot, []).append(option)
        return found

    def _settle(self) -> None:
        """Go on with HiGHS over single plots: all of them, or in large plans some at a time."""
        drawn = programme(self._ground, self._table, self._single)
        if self._best is not None and drawn.size > _WHOLE:
            self._settle_parts(drawn)
            return
        start = None if self._best is None else self._shares_of(drawn, self._best)
        solved = whole(drawn, self._stop(), start=start, watch=self._watch)
        if solved.columns is None:
            if solved.ended and self._best is None:
                raise Infeasible("clash", limits=self._smallest_whole(drawn))
            return
        self._lower(solved.bound)
        self._proven = solved.ended
        self._take(self._chosen(drawn, solved.columns))

    def _settle_parts(self, drawn: Programme) -> None:
        """Free some plots at a time, the others as they are, until it is enough."""
        chance = np.random.default_rng(self._limits.seed)
        while not self._enough() and self._best is not None:
            start = self._shares_of(drawn, self._best)
            free = chance.choice(len(self._single), _FREE, replace=False)
            held = np.flatnonzero(~np.isin(drawn.unit, free))
            lower, upper = drawn.lower.copy(), drawn.upper.copy()
            lower[held] = upper[held] = start[held]
            part = dataclasses.replace(drawn, lower=lower, upper=upper)
            stop = self._stop()._replace(seconds=min(_PART_SECONDS, self._left()))
            solved = whole(part, stop, start=start, watch=lambda _value, _bound: self._stopped)
            if solved.columns is not None:
                self._take(self._chosen(drawn, solved.columns))

    def _chosen(self, drawn: Programme, columns: Real) -> np.ndarray:
        chosen = np.zeros((len(self._single), len(self._options)), dtype=bool)
        taken = columns[: drawn.size] > 0.5
        chosen[drawn.unit[taken], drawn.option[taken]] = True
        return chosen

    def _shares_of(self, drawn: Programme, choices: Sequence[Choice]) -> Real:
        chosen = np.zeros((len(self._single), len(self._options)))
        for plot, taken in self._from(choices).items():
            chosen[plot, taken] = 1
        return chosen[drawn.unit, drawn.option]

    def _take(self, chosen: np.ndarray) -> None:
        """Keep choices that break nothing and are better than the best."""
        by_plot = {at: np.flatnonzero(row).tolist() for at, row in enumerate(chosen)}
        choices = choices_of(self._ground, by_plot)
        value = yuan(account(self._problem, self._options, choices).value)
        if value > self._value and not breaches(self._problem, self._options, choices):
            self._best, self._value = choices, value
        self._tell()

    def _lower(self, bound: float) -> None:
        """Take a bound in thousands of yuan, rounded up to what the solver's errors may hide."""
        if np.isfinite(bound):
            exact = Decimal(1000 * bound + 1e-8 * abs(1000 * bound))
            self._bound = min(self._bound, exact.quantize(_CENT, rounding="ROUND_CEILING"))
            self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            value = None if self._best is None else self._value
            seconds = time.monotonic() - self._begun
            self._stopped |= self._progress(Progress(seconds, value, self._bound)) is True

    def _watch(self, value: float, bound: float) -> bool:
        """Hear from HiGHS; return whether it is to end."""
        self._lower(bound)
        better = Decimal(1000 * value) if np.isfinite(value) else self._value
        return self._stopped or gap_of(max(better, self._value), self._bound) <= self._limits.gap

    def _good_enough(self, worth: float) -> bool:
        """Return whether trading may end: at the gap, or when half of the time is over."""
        near = gap_of(Decimal(1000 * worth), self._bound) <= self._limits.gap
        return near or self._stopped or self._left() < self._limits.seconds / 2

    def _enough(self) -> bool:
        late = self._stopped or self._left() <= 0
        return late or gap_of(self._value, self._bound) <= self._limits.gap

    def _left(self) -> float:
        return self._limits.seconds - (time.monotonic() - self._begun)

    def _stop(self) -> Stop:
        return Stop(self._left(), self._limits.gap, self._limits.seed)

    def _smallest(self, drawn: Programme) -> tuple[Limit, ...]:
        """Return limits that clash, of a programme with divisible plots that has no plan."""
        found = clash(drawn, Stop(_EXPLAIN))
        if self._single.columns > _FEW:
            return found
        return self._smallest_whole(programme(self._ground, self._table, self._single), found)

    def _smallest_whole(self, drawn: Programme, among: Sequence[Limit] = ()) -> tuple[Limit, ...]:
        return clash_of_whole(drawn, Stop(_EXPLAIN, seed=self._limits.seed), among)

    def _plan(self, choices: tuple[Choice, ...], prices: Prices) -> Plan:
        problem = self._problem
        given = account(problem, self._options, choices)
        fit, unfit = timetables(problem)
        bound = max(self._bound, self._value)
        return Plan(
            problem=problem,
            choices=choices,
            value=self._value,
            bound=bound,
            proven=self._proven or gap_of(self._value, bound) <= self._limits.gap,
            income=yuan(given.mean(given.cases)),
            bad=yuan(given.bad),
            scenarios=_by_case(problem, given.cases),
            households=tuple(
                Share(name, given.areas[name], yuan(given.mean(cases)), _by_case(problem, cases))
                for name, cases in given.incomes.items()
            ),
            worths=worths(problem, used(problem, self._options, choices), prices),
            land=land(problem, prices),
            timetables=fit,
            misfits=unfit,
        )


def _by_case(problem: Problem, incomes: Sequence[int]) -> dict[str, Decimal]:
    return {case.id: yuan(one) for case, one in zip(problem.cases, incomes, strict=True)}
