"""Units in which official values are published, and exact conversion among those of one kind."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import BadInput

DECIMALS = 4
_DIGITS = 30
_LARGEST = Decimal(10) ** 15


class Unit(NamedTuple):
    """What a unit measures, and how many of the smallest it is.  grows: it has no natural bound."""

    measures: str
    factor: Decimal
    grows: bool


def _of(measures: str, factor: int = 1, *, grows: bool = True) -> Unit:
    return Unit(measures, Decimal(factor), grows)


UNITS = {
    "yuan": _of("money"),
    "10k-yuan": _of("money", 10**4),
    "100m-yuan": _of("money", 10**8),
    "yuan-per-head": _of("money per head"),
    "people": _of("people"),
    "10k-people": _of("people", 10**4),
    "households": _of("households"),
    "items": _of("items"),
    "percent": _of("percent", grows=False),
    "ratio": _of("ratio", grows=False),
    "years": _of("years", grows=False),
}


class OtherUnit(BadInput):
    """The value came in a unit that measures something else."""

    code = "statistics.other-unit"
    words = _("This indicator is not measured in that unit. Choose one of those on offer.")


class TooExact(BadInput):
    """The value has more decimals, or is larger, than the ledger keeps exactly."""

    code = "statistics.too-exact"
    words = _(
        "In the indicator's own unit the value may have at most four decimals and fifteen digits"
        " before the point."
    )


def units_like(unit: str) -> tuple[str, ...]:
    """Return the codes of the units that measure the same, the smallest first."""
    measures = UNITS[unit].measures
    return tuple(code for code, one in UNITS.items() if one.measures == measures)


def converted(value: Decimal, unit: str, *, to: str) -> Decimal:
    """Return the value in another unit, exactly; in its own unit with the decimals as printed.

    Raises OtherUnit; TooExact for what is no number or a very large one.
    """
    if unit not in UNITS or UNITS[unit].measures != UNITS[to].measures:
        raise OtherUnit()
    if not value.is_finite() or abs(value.adjusted()) > _DIGITS:
        raise TooExact()
    return value if unit == to else _shifted(value, UNITS[unit].factor, UNITS[to].factor)


def check_exact(value: Decimal) -> None:
    """Accept what the ledger and its columns keep exactly.  Raises TooExact."""
    if abs(value) >= _LARGEST or _decimals(value) > DECIMALS:
        raise TooExact()


def _shifted(value: Decimal, factor: Decimal, other: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        found = (value * factor / other).normalize()
        return found if _decimals(found) else found.quantize(Decimal(1))


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else DECIMALS + 1
