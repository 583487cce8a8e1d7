"""What limits and land are worth: prices of the programme with divisible plots.

The value as a function of the limits is concave, so one unit more gains at most its price, and one
less loses at least it.  With whole plots fixed no limit would have a price at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from gongfu.engines.cropping.answer import Land, Worth
from gongfu.engines.cropping.options import Real
from gongfu.engines.cropping.problem import Limit, Problem
from gongfu.engines.cropping.programme import Programme
from gongfu.engines.cropping.units import Units

_UNITS = {
    "labour": "minute", "market": "jin", "order": "jin", "cover": "mu", "rice": "jin",
    "takings": "yuan", "fair": "yuan",
}  # fmt: skip
_THOUSAND = 1000


class Prices(NamedTuple):
    """A programme with divisible plots, solved: shares and prices of rows."""

    drawn: Programme
    units: Units
    columns: Real
    rows: Real

    def by_limit(self, problem: Problem) -> dict[Limit, float]:
        """Return yuan for one unit of each limit eased; for a wish: what it costs."""
        area = sum(plot.area for plot in problem.plots if plot.demonstration) / 100
        factor = {"labour": _THOUSAND / 60, "cover": _THOUSAND, "rice": area, "takings": area,
                  "wish": _THOUSAND}  # fmt: skip
        found: dict[Limit, float] = {}
        for limit, price in zip(self.drawn.limits, self.rows, strict=True):
            if limit is not None and limit.kind != "rotation":
                found[limit] = abs(float(price)) * factor.get(limit.kind, 1)
        return found

    def net(self) -> Real:
        """Return thousands of yuan of each share, all limits beyond its plot paid for."""
        drawn = self.drawn
        beyond = self.rows.copy()
        beyond[: drawn.local] = 0
        return (drawn.cost - drawn.matrix.T @ beyond)[: drawn.size]


def worths(
    problem: Problem, use: Mapping[Limit, tuple[Fraction, Fraction]], prices: Prices
) -> tuple[Worth, ...]:
    """Return every limit with its use and price, then what each wish costs."""
    yuan = prices.by_limit(problem)
    found = [
        Worth(limit, _UNITS[limit.kind], _short(of), _short(bound), _cents(yuan.get(limit, 0.0)))
        for limit, (of, bound) in use.items()
    ]
    wishes = [limit for limit in yuan if limit.kind == "wish"]
    one = Decimal(1)
    return (*found, *(Worth(limit, "plot", one, one, _cents(yuan[limit])) for limit in wishes))


def land(problem: Problem, prices: Prices) -> Land:
    """Return what a mu more would earn, as the mean over the plots under glass, and in the open."""
    drawn, units = prices.drawn, prices.units
    earned = np.bincount(
        drawn.unit, weights=prices.net() * prices.columns[: drawn.size], minlength=len(units)
    )
    sums = {True: [0.0, 0.0], False: [0.0, 0.0]}
    for unit, plots in enumerate(units.plots):
        a_mu = earned[unit] / units.area[unit]
        for plot in (problem.plots[one] for one in plots):
            sums[plot.greenhouse][0] += a_mu * plot.area
            sums[plot.greenhouse][1] += plot.area
    return Land(*(_mean(*sums[kind]) for kind in (True, False)))


def _mean(earned: float, area: float) -> Decimal | None:
    return _cents(_THOUSAND * earned / area) if area else None


def _short(number: Fraction) -> Decimal:
    return Decimal(round(number * 100)) / 100


def _cents(number: float) -> Decimal:
    return Decimal(f"{number:.4f}").quantize(Decimal("0.0001")) + 0


def names(limits: Sequence[Limit | None]) -> list[Limit]:
    """Return the limits that stand in rows, each once, in order."""
    return list(dict.fromkeys(one for one in limits if one is not None))
