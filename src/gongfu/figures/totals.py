"""From counted parts to a figure's value: exact fractions, rounded last."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gongfu.figures.catalogue import Aggregate, Figure
from gongfu.figures.questions import Way

Row = dict[str, Any]
_WAYS = {
    Aggregate.MEDIAN: Way.MEDIAN,
    Aggregate.DISTINCT: Way.THING,
    Aggregate.MEASURED: Way.MEASURED,
}


def way_of(figure: Figure) -> Way:
    """Return how the figure's parts are counted together."""
    return _WAYS.get(figure.aggregate, Way.SUM)


def added(rows: Sequence[Row]) -> Row | None:
    """Return rows of sums as one; None where there are none."""
    if len(rows) < 2:
        return rows[0] if rows else None
    return {name: sum(row[name] for row in rows) for name in ("amount", "weight")}


def exact(figure: Figure, row: Row | None) -> Fraction | None:
    """Return the value of counted parts in the figure's unit; None where it has none.

    A sum or a distinct count over nothing is 0.
    """
    if row is None:
        counts = figure.aggregate in (Aggregate.SUM, Aggregate.DISTINCT)
        return Fraction(0) if counts else None
    if row["amount"] is None:
        return None
    parts = {
        Aggregate.SHARE: Fraction(row["weight"], 100),
        Aggregate.MEAN: Fraction(row["weight"]),
        Aggregate.MEDIAN: Fraction(2),
    }.get(figure.aggregate, Fraction(1))
    return Fraction(row["amount"]) / parts / Fraction(figure.scale)


def rounded(value: Fraction | Decimal, digits: int) -> Decimal:
    """Return the value with so many decimals, half away from zero."""
    scaled = Fraction(value) * 10**digits
    whole = (2 * abs(scaled) + 1) // 2
    return Decimal(int(whole) if scaled >= 0 else -int(whole)).scaleb(-digits)


def shown(figure: Figure, value: Fraction | None) -> Decimal | None:
    """Return an exact value as it is shown, rounded to the figure's digits."""
    return None if value is None else rounded(value, figure.digits)
