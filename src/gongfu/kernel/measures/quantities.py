"""Weights, areas and money: typed as people write them, stored as whole numbers, exactly.

A jin (斤) is 500 g, a mu (亩) is 1/15 ha.  Stored are grams, hundredths of a mu and fen; what is
finer than that is refused and never rounded in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import BadInput

WEIGHTS: Mapping[str, Fraction] = {
    "g": Fraction(1),
    "jin": Fraction(500),
    "kg": Fraction(1000),
    "t": Fraction(1_000_000),
}
AREAS: Mapping[str, Fraction] = {
    "mu": Fraction(100),
    "ha": Fraction(1500),
    "m2": Fraction(15, 100),
}
MONEY: Mapping[str, Fraction] = {
    "fen": Fraction(1),
    "yuan": Fraction(100),
    "10k-yuan": Fraction(1_000_000),
}
WORDS = {
    "g": _("g"),
    "jin": _("jin"),
    "kg": _("kg"),
    "t": _("tonnes"),
    "mu": _("mu"),
    "ha": _("ha"),
    "m2": _("m²"),
    "fen": _("fen"),
    "yuan": _("yuan"),
    "10k-yuan": _("ten thousand yuan"),
}
_LARGEST = 10**15


class UnknownUnit(BadInput):
    """The unit measures nothing of this sort."""

    code = "measures.unknown-unit"
    words = _("“%(unit)s” is not a unit for this. Choose one from the list.")


class TooFine(BadInput):
    """The amount is finer than what is kept, or too large."""

    code = "measures.too-fine"
    words = _(
        "%(given)s %(unit)s cannot be kept exactly: weights are kept to the gram, areas to 0.01 mu,"
        " money to the fen. Write it with fewer decimals."
    )


def _whole(value: Decimal | int, unit: str, units: Mapping[str, Fraction]) -> int:
    if unit not in units:
        raise UnknownUnit(unit=unit)
    exact = Fraction(value) * units[unit]
    if exact.denominator != 1 or abs(exact) > _LARGEST:
        raise TooFine(given=value, unit=WORDS[unit])
    return int(exact)


def grams(value: Decimal | int, unit: str) -> int:
    """Return a weight in grams.  unit: g, jin, kg or t.  Raises UnknownUnit, TooFine."""
    return _whole(value, unit, WEIGHTS)


def mu_hundredths(value: Decimal | int, unit: str) -> int:
    """Return an area in hundredths of a mu.  unit: mu, ha or m2.  Raises UnknownUnit, TooFine."""
    return _whole(value, unit, AREAS)


def fen(value: Decimal | int, unit: str = "yuan") -> int:
    """Return money in fen.  unit: fen, yuan or 10k-yuan.  Raises UnknownUnit, TooFine."""
    return _whole(value, unit, MONEY)


def in_unit(whole: int, unit: str) -> Fraction:
    """Return stored grams, hundredths of a mu or fen in a unit of theirs, exactly.

    Raises UnknownUnit.
    """
    for units in (WEIGHTS, AREAS, MONEY):
        if unit in units:
            return Fraction(whole) / units[unit]
    raise UnknownUnit(unit=unit)
