"""What is asked of the season planner: whole jin, fen, minutes, days, and hundredths of a mu."""

from __future__ import annotations

import bisect
import dataclasses
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

DAYS, PERIODS = 365, 36
_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_STARTS = tuple(itertools.accumulate(_MONTHS[:-1], initial=0))
_SECOND_HALF = _MONTH_STARTS[6]


class Limit(NamedTuple):
    """Names one limit or wish of a problem.

    kind, and what `subject` then is: labour (of a ten-day period; nothing), market or order (at
    most or at least so much of a product), rice or takings (a mu of the demonstration plots;
    nothing), cover (area under film; nothing), fair (a household), rotation (a family), wish (a
    plot; `pattern` says which).  year: empty where the limit holds in every year.  period: of the
    year, 0 to 35, for labour.
    """

    kind: str
    subject: str = ""
    year: int | None = None
    period: int | None = None
    pattern: str = ""


class Infeasible(ValueError):
    """What is asked cannot be.

    reason: none, twice, no-area, unknown, wrong-number, wrong-share, no-pattern-fits, not-here (a
    wish for a plot where the pattern cannot grow), no-time (no plan was found before the limit,
    nor that there is none) or clash.  ids: what it concerns.  limits: for a clash, limits and
    wishes that cannot all hold; of these, any but one can.
    """

    def __init__(self, reason: str, ids: Iterable[str] = (), limits: Iterable[Limit] = ()) -> None:
        """Keep the reason, what it concerns, and the limits that clash."""
        self.reason, self.ids, self.limits = reason, tuple(ids), tuple(limits)
        named = ", ".join((*self.ids, *(one.kind for one in self.limits)))
        super().__init__(f"{reason} {named}".strip())


@dataclasses.dataclass(frozen=True, slots=True)
class Crop:
    """A crop in one variety, as it is grown in the field.

    product: as what it is sold (varieties share one; prices, markets and scenarios name it).
    sow_from, sow_until: first and last day of sowing or planting in the field, days after
    1 January (0 to 364; sow_until may run on past 364).  days: from sowing until the field is
    cleared.  clear_until: last day of clearing, counted from the same 1 January.  turn: days
    after clearing before anything else is sown.  jin: mean yield of a mu, spread: its standard
    deviation.  fen: price of a jin.  cost: fen of inputs a mu.  labour: minutes a mu in the
    ten-day period of sowing and in those after it.  family: for rotation, empty: none.  rice:
    counts as grain and as a paddy season.  greenhouse: only grows under one.
    """

    id: str
    product: str
    sow_from: int
    sow_until: int
    days: int
    clear_until: int
    jin: int
    fen: int
    cost: int
    labour: tuple[int, ...] = ()
    spread: int = 0
    turn: int = 0
    family: str = ""
    rice: bool = False
    greenhouse: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern (模式): crops one after another on the same plot, beginning in one year.

    steps: ids of crops, for each step the varieties of which the best that fits in time is grown.
    """

    id: str
    steps: tuple[tuple[str, ...], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Rotation:
    """How often a family may be grown on a plot.

    Of any `running` + 1 growings the first and the last are sown at least `running` + `gap` years
    apart; `running` + `paddy_gap` suffice where rice was sown between them.
    """

    family: str
    running: int
    gap: int
    paddy_gap: int


class Grown(NamedTuple):
    """What a plot bore before the plan: year and half (1 or 2) of sowing, family, was it rice."""

    year: int
    half: int
    family: str = ""
    rice: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Plot:
    """A plot.

    area: hundredths of a mu.  household: whose income it gives, empty: the cooperative's own.
    demonstration: counts for the target.  busy_until: day before which it is not free, days after
    1 January of the first year.  only: patterns that may grow here, empty: all.
    """

    id: str
    area: int
    household: str = ""
    greenhouse: bool = False
    demonstration: bool = False
    history: tuple[Grown, ...] = ()
    busy_until: int = 0
    only: frozenset[str] = frozenset()


class Choice(NamedTuple):
    """A pattern on a plot, beginning in a year."""

    plot: str
    pattern: str
    year: int


@dataclasses.dataclass(frozen=True, slots=True)
class Market:
    """Jin of a product that can be sold from the patterns of one year, and that are promised."""

    product: str
    most: int | None = None
    least: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Scenario:
    """A way the years may go: percent of price and of yield by product, 100 where none is said.

    weight: how likely, against the other scenarios.
    """

    id: str
    weight: int = 1
    prices: Mapping[str, int] = dataclasses.field(default_factory=dict)
    yields: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Target:
    """What a mu of the demonstration plots bears on average in each whole year (万元千斤).

    rice: jin.  takings: fen of sales in a mean year, with_rice: of all crops, else of the cash
    crops alone.  chance: percent; rice is counted at the yield that is reached so often (50: the
    mean), from its spread as a normal distribution.
    """

    rice: int = 0
    takings: int = 0
    with_rice: bool = True
    chance: int = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Aims:
    """What a plan weighs, in percent.

    aversion: weight of the bad cases against the mean of all.  tail: the worst so many percent of
    cases are the bad ones; 0: the worst scenario alone.  floor: no household's mean income a mu is
    below so much of the members' mean.  fairness: weight of the least household's income a mu
    (times all members' area) against the rest of the objective.
    """

    aversion: int = 0
    tail: int = 0
    floor: int = 0
    fairness: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """Plots, what may grow on them, and the limits.

    year: the first.  halves: how many half-years are planned, beginning with the first half of
    `year`, or the second where `second_half`.  A pattern belongs to the year in which it begins;
    it begins within the plan and may end after it.  labour: minutes of work that the cooperative
    has in each of the 36 ten-day periods of a year (三旬 a month); empty: no limit.  cover: most
    hundredths of a mu under greenhouse patterns in one year; empty: as many as have a greenhouse.
    wishes: choices that are settled.  scenarios: empty: one in which all is as stated.
    """

    plots: tuple[Plot, ...]
    crops: tuple[Crop, ...]
    patterns: tuple[Pattern, ...]
    year: int
    halves: int = 2
    second_half: bool = False
    rotations: tuple[Rotation, ...] = ()
    labour: tuple[int, ...] = ()
    markets: tuple[Market, ...] = ()
    cover: int | None = None
    target: Target = Target()
    wishes: tuple[Choice, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    aims: Aims = Aims()

    @property
    def years(self) -> range:
        """Return the years in which a pattern may begin."""
        return range(self.year, self.year + (self.halves + self.second_half + 1) // 2)

    @property
    def whole_years(self) -> range:
        """Return the years of which both halves are planned."""
        first = self.year + self.second_half
        return range(first, first + (self.halves - self.second_half) // 2)

    @property
    def span(self) -> tuple[int, int]:
        """Return the days [from, until) in which patterns begin, after 1 January of `year`."""
        last = self.halves + self.second_half
        return half_day(int(self.second_half)), half_day(last)

    @property
    def cases(self) -> tuple[Scenario, ...]:
        """Return the scenarios, or the one in which all is as stated."""
        return self.scenarios or (Scenario("stated"),)

    def check(self) -> None:
        """Raise Infeasible for what no solver has to look at."""
        if not self.plots or not self.patterns or self.halves < 1:
            raise Infeasible("none")
        _check_once(self)
        if bare := [plot.id for plot in self.plots if plot.area < 1]:
            raise Infeasible("no-area", bare)
        _check_known(self)
        _check_numbers(self)


def half_day(half: int) -> int:
    """Return the first day of a half-year, counted from the first half of the first year."""
    return half // 2 * DAYS + half % 2 * _SECOND_HALF


def half_of(day: int) -> int:
    """Return the half-year in which a day lies, counted as in `half_day`."""
    return 2 * (day // DAYS) + (day % DAYS >= _SECOND_HALF)


def period_of(day: int) -> int:
    """Return the ten-day period (旬) of a day, from the first of the first year, 36 a year."""
    year, left = divmod(day, DAYS)
    month = bisect.bisect(_MONTH_STARTS, left) - 1
    return year * PERIODS + month * 3 + min((left - _MONTH_STARTS[month]) // 10, 2)


def _check_once(problem: Problem) -> None:
    """Raise Infeasible for ids that stand twice among their like."""
    kinds = (
        [one.id for one in problem.plots],
        [one.id for one in problem.crops],
        [one.id for one in problem.patterns],
        [one.id for one in problem.cases],
        [one.product for one in problem.markets],
        [one.family for one in problem.rotations],
        [f"{one.plot} {one.pattern} {one.year}" for one in problem.wishes],
    )
    twice = [one for ids in kinds for one, times in Counter(ids).items() if times > 1]
    if twice:
        raise Infeasible("twice", twice)


def _check_known(problem: Problem) -> None:
    """Raise Infeasible for ids that nothing bears."""
    crops = {one.id for one in problem.crops}
    patterns = {one.id for one in problem.patterns}
    plots = {one.id for one in problem.plots}
    unknown = [one for way in problem.patterns for step in way.steps for one in step]
    unknown = [one for one in unknown if one not in crops]
    unknown += [one for plot in problem.plots for one in sorted(plot.only - patterns)]
    unknown += [one.plot for one in problem.wishes if one.plot not in plots]
    unknown += [one.pattern for one in problem.wishes if one.pattern not in patterns]
    if unknown:
        raise Infeasible("unknown", dict.fromkeys(unknown))


def _check_numbers(problem: Problem) -> None:
    """Raise Infeasible for numbers that mean nothing."""
    wrong = [
        one.id
        for one in problem.crops
        if min(one.jin, one.fen, one.cost, one.spread, one.turn, *one.labour, 0) < 0
        or one.days < 1
        or not 0 <= one.sow_from < DAYS
        or one.sow_until < one.sow_from
    ]
    wrong += [one.id for one in problem.patterns if not one.steps or not all(one.steps)]
    wrong += [one.family for one in problem.rotations if min(one.running - 1, one.paddy_gap) < 0]
    wrong += [one.family for one in problem.rotations if one.gap < one.paddy_gap]
    wrong += [one.id for one in problem.cases if one.weight < 1]
    if len(problem.labour) not in (0, PERIODS) or min(problem.labour, default=0) < 0:
        wrong.append("labour")
    if wrong:
        raise Infeasible("wrong-number", wrong)
    aims, shares = problem.aims, dataclasses.astuple(problem.aims)
    if min(shares) < 0 or max(aims.aversion, aims.tail, aims.fairness, aims.floor) > 100:
        raise Infeasible("wrong-share")
    if not 1 <= problem.target.chance <= 99:
        raise Infeasible("wrong-share")
