"""Figures made of other figures: exact fractions of what their operands come to."""

from __future__ import annotations

import abc
import dataclasses
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from gongfu.kernel.ledger.deeds import Deed
from gongfu.kernel.measures.periods import Period, before, year_of

if TYPE_CHECKING:
    from gongfu.figures.catalogue import Figure

Exact = Fraction | None


class Operand(NamedTuple):
    """A figure and the period for which a derived figure asks it."""

    figure: Figure
    period: Period


class Derived(abc.ABC):
    """An expression over other figures, each asked for the same place."""

    @property
    @abc.abstractmethod
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds of deed whose records lie under its operands."""

    @property
    @abc.abstractmethod
    def stock(self) -> bool:
        """Say whether it is taken at a day rather than over a period."""

    @property
    @abc.abstractmethod
    def exact(self) -> bool:
        """Say whether it answers only for a place and period that its operands answer for."""

    @abc.abstractmethod
    def operands(self, period: Period) -> tuple[Operand, ...]:
        """Return what it asks for a period."""

    @abc.abstractmethod
    def combine(self, values: Sequence[Exact]) -> Exact:
        """Return its value from those of its operands, None where it has none."""


def _kinds(figures: Sequence[Figure]) -> tuple[type[Deed], ...]:
    return tuple(dict.fromkeys(kind for one in figures for kind in one.formula.kinds))


def _over(values: Sequence[Exact]) -> Exact:
    upper, lower = values
    return None if upper is None or not lower else upper / lower


@dataclasses.dataclass(frozen=True)
class _OfTwo(Derived):
    """A figure over another.  num, den: both are kept and shown."""

    num: Figure
    den: Figure

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds under both."""
        return _kinds((self.num, self.den))

    @property
    def stock(self) -> bool:
        """Say whether the upper figure is taken at a day."""
        return self.num.formula.stock

    @property
    def exact(self) -> bool:
        """Say whether the upper figure answers only for its own place and period."""
        return self.num.formula.exact

    def combine(self, values: Sequence[Exact]) -> Exact:
        """Return the quotient; None without either, or over nothing."""
        return _over(values)


@dataclasses.dataclass(frozen=True)
class Ratio(_OfTwo):
    """One figure over another of the same place and period.

    A share in percent is a ratio whose figure has the scale 1/100.
    """

    def operands(self, period: Period) -> tuple[Operand, ...]:
        """Return both for the period."""
        return Operand(self.num, period), Operand(self.den, period)


@dataclasses.dataclass(frozen=True)
class PerHead(_OfTwo):
    """A figure over how many people there are.

    den: people by the year; that of the year in which the period ends is taken.
    """

    def operands(self, period: Period) -> tuple[Operand, ...]:
        """Return the figure for the period, and the people of its year."""
        return Operand(self.num, period), Operand(self.den, year_of(period))


@dataclasses.dataclass(frozen=True)
class Growth(Derived):
    """By how much a figure grew on the same period a year before, as a part of it then.

    Its figure has the scale 1/100 to read as percent.
    """

    of: Figure

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds under the figure."""
        return _kinds((self.of,))

    @property
    def stock(self) -> bool:
        """Say whether the figure is taken at a day."""
        return self.of.formula.stock

    @property
    def exact(self) -> bool:
        """Say whether the figure answers only for its own place and period."""
        return self.of.formula.exact

    def operands(self, period: Period) -> tuple[Operand, ...]:
        """Return the figure for the period and for the one a year before."""
        return Operand(self.of, period), Operand(self.of, before(period))

    def combine(self, values: Sequence[Exact]) -> Exact:
        """Return the change as a part of the size before; None where nothing was before."""
        now, earlier = values
        return None if now is None or not earlier else (now - earlier) / abs(earlier)
