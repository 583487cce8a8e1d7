"""What a plan gives: by household and scenario, in whole numbers; no solver.

Money is counted in hundredths of a fen: hundredths of a mu times whole fen a mu.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from gongfu.engines.cropping.options import Option
from gongfu.engines.cropping.problem import Choice, Problem

_YUAN = 10_000


@dataclasses.dataclass(frozen=True, slots=True)
class Account:
    """A plan's incomes: by household and scenario, and the value of the objective, in yuan."""

    problem: Problem
    incomes: dict[str, tuple[int, ...]]
    areas: dict[str, int]

    @property
    def cases(self) -> tuple[int, ...]:
        """Return the income of all by scenario, in hundredths of a fen."""
        return tuple(map(sum, zip(*self.incomes.values(), strict=True)))

    def mean(self, cases: Sequence[int]) -> Fraction:
        """Return the mean of incomes by scenario."""
        weights = [one.weight for one in self.problem.cases]
        whole = sum(w * income for w, income in zip(weights, cases, strict=True))
        return Fraction(whole, sum(weights))

    @property
    def bad(self) -> Fraction:
        """Return the mean of the worst cases, as the aims say which these are."""
        weights = [one.weight for one in self.problem.cases]
        tail = Fraction(self.problem.aims.tail, 100)
        if not tail:
            return Fraction(min(self.cases))
        left, found = tail, Fraction(0)
        for income, weight in sorted(zip(self.cases, weights, strict=True)):
            share = min(left, Fraction(weight, sum(weights)))
            found += share * income
            left -= share
        return found / tail

    @property
    def members(self) -> dict[str, Fraction]:
        """Return the mean income of each member household."""
        return {name: self.mean(cases) for name, cases in self.incomes.items() if name}

    @property
    def value(self) -> Fraction:
        """Return the value of the objective."""
        aims = self.problem.aims
        rest = (100 - aims.aversion) * self.mean(self.cases) + aims.aversion * self.bad
        members = self.members
        if not members or not aims.fairness:
            return rest / 100
        area = sum(self.areas[name] for name in members)
        least = min(income / self.areas[name] for name, income in members.items()) * area
        return ((100 - aims.fairness) * rest / 100 + aims.fairness * least) / 100


def yuan(amount: Fraction | int) -> Decimal:
    """Return hundredths of a fen as yuan, to the hundredth of a fen."""
    return Decimal(round(amount)) / _YUAN


def account(problem: Problem, options: Sequence[Option], choices: Sequence[Choice]) -> Account:
    """Return what the choices give."""
    by_name = {(one.pattern, one.year): one for one in options}
    plots = {plot.id: plot for plot in problem.plots}
    areas = Counter[str]()
    for plot in problem.plots:
        areas[plot.household] += plot.area
    incomes = {name: [0] * len(problem.cases) for name in sorted(areas)}
    for choice in choices:
        plot = plots[choice.plot]
        for case, fen in enumerate(by_name[choice.pattern, choice.year].incomes):
            incomes[plot.household][case] += plot.area * fen
    return Account(problem, {name: tuple(one) for name, one in incomes.items()}, dict(areas))
