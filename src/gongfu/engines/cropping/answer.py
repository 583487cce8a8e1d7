"""What the season planner answers: yuan as exact decimals, days and periods as in the problem."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from gongfu.engines.cropping.problem import Choice, Limit, Problem


class Sown(NamedTuple):
    """One crop of a timetable: sown and cleared on these days after 1 January of its year."""

    crop: str
    sown: int
    cleared: int


@dataclasses.dataclass(frozen=True, slots=True)
class Timetable:
    """When the crops of a pattern stand in the field; free: when something else may be sown."""

    pattern: str
    crops: tuple[Sown, ...]
    free: int

    @property
    def begins(self) -> int:
        """Return the day of the first sowing."""
        return self.crops[0].sown


class Misfit(NamedTuple):
    """Why a pattern fits into no year: its nearest try.

    step: from 0.  crop: the variety that came nearest.  ready: the first day on which the field is
    free for it.  cleared: when it would be cleared, empty: it could not be sown in its window.
    late: days by which it misses the last day of sowing or of clearing.
    """

    pattern: str
    step: int
    crop: str
    ready: int
    cleared: int | None
    late: int


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """A household's part: its area in hundredths of a mu, mean income and by scenario, in yuan."""

    household: str
    area: int
    income: Decimal
    by_scenario: Mapping[str, Decimal]


class Worth(NamedTuple):
    """A limit, how far it is used, and what easing it by one unit is worth.

    used, bound: in the unit: minute (labour), jin (market, order), mu (cover), jin or yuan of the
    demonstration plots' mean mu (rice, takings), yuan (fair: below is not allowed).  yuan: what
    the objective gains at most by one unit more (or one less of what is asked at least), with
    plots divisible; 0 where the limit does not press.
    """

    limit: Limit
    unit: str
    used: Decimal
    bound: Decimal
    yuan: Decimal


class Land(NamedTuple):
    """What one mu more is worth at most, in yuan over the whole plan: under glass, in the open."""

    greenhouse: Decimal | None
    open: Decimal | None

    @property
    def covering(self) -> Decimal | None:
        """Return what a greenhouse over one open mu is worth, before its own cost."""
        if self.greenhouse is None or self.open is None:
            return None
        return self.greenhouse - self.open


class Progress(NamedTuple):
    """How far planning is: seconds since it began, best value and proven bound in yuan."""

    seconds: float
    value: Decimal | None
    bound: Decimal

    @property
    def gap(self) -> float | None:
        """Return how far the value may be below the best, as a share of the bound."""
        return None if self.value is None else gap_of(self.value, self.bound)


def gap_of(value: Decimal, bound: Decimal) -> float:
    """Return how far a value may be below the best, as a share of the bound."""
    return 0.0 if value >= bound else float((bound - value) / max(abs(bound), Decimal(1)))


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """What grows where and when, and how good that is.

    choices: by plot in the order of the problem, then by year; a plot without one lies idle.
    value: of the objective, in yuan (with `Aims()`: the mean income).  bound: no plan has more.
    proven: the wished gap was reached.  income: mean over the scenarios.  bad: mean of the bad
    cases.  scenarios: income by scenario.  households: by name; the cooperative's own plots under
    the empty one.  worths: of each limit.  timetables, misfits: by pattern.
    """

    problem: Problem
    choices: tuple[Choice, ...]
    value: Decimal
    bound: Decimal
    proven: bool
    income: Decimal
    bad: Decimal
    scenarios: Mapping[str, Decimal]
    households: tuple[Share, ...]
    worths: tuple[Worth, ...]
    land: Land
    timetables: Mapping[str, Timetable]
    misfits: Mapping[str, Misfit]

    @property
    def gap(self) -> float:
        """Return how far the value may be below the best, as a share of the bound."""
        return gap_of(self.value, self.bound)


class Change(NamedTuple):
    """What a what-if changes on a plot in a year, and why.

    before, after: patterns, empty: idle.  reason: own (the patterns' own prices, yields or costs),
    labour, market, order, target, cover, fair, risk, rotation (follows from another year of the
    same plot), limit (the plan before is not allowed any more) or equal (as good either way).
    limit: the one that weighs most, where a limit is the reason.  yuan: by how much a mu of `after`
    is better than one of `before` in the plan after, all limits weighed at their worth.
    """

    plot: str
    year: int
    before: str
    after: str
    reason: str
    limit: Limit | None
    yuan: Decimal


class WhyNot(NamedTuple):
    """Why a pattern does not grow on a plot in a year.

    reason: grown (it does), no-fit (see misfits), not-allowed, no-greenhouse, busy, rotation
    (family: which), worse or equal (as good, but others use up what it needs).  yuan: for `worse`,
    how much less a mu earns than what grows instead, all limits weighed at their worth; limit: the
    one that weighs most, empty: its own income does.
    """

    reason: str
    yuan: Decimal = Decimal(0)
    limit: Limit | None = None
    family: str = ""
