"""What looks wrong and is asked about: accepted only when somebody says yes.

Questions, never verdicts: a bumper harvest can be true, and the deed then says which question was
answered.  The commonest mistake in the field is the unit: jin read as kilograms, out by two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.models import Family, PatternCrop, Sowing
from gongfu.kernel.refusals import BadInput

PLENTY, DEAR = Decimal("1.5"), Decimal(3)
_JIN_IN_KG = 2
_AREA_APART = Decimal("0.05")
_HUNDREDTHS, _KILOGRAM = 100, 1000


class Doubt(BadInput):
    """Base of the questions; `about` is what the person answers with yes."""

    about: ClassVar[str] = ""


class UnitDoubt(Doubt):
    """The number fits if jin and kilograms were mixed up."""

    code, about = "fields.unit-doubt", "unit"
    words = _(
        "With this it is %(given)s jin a mu, while %(low)s to %(high)s are usual; half of it would"
        " fit. Is it jin, not kilograms? Choose the unit, or say that you have checked it."
    )


class PlentyDoubt(Doubt):
    """The harvest is larger than the crop usually bears."""

    code, about = "fields.plenty-doubt", "plenty"
    words = _(
        "With this it is %(given)s jin a mu, while %(low)s to %(high)s are usual. Is the weight"
        " right, and the plot?"
    )


class PriceUnitDoubt(Doubt):
    """The price fits if jin and kilograms were mixed up."""

    code, about = "fields.price-unit-doubt", "unit"
    words = _(
        "That is %(given)s yuan a kilogram, while %(low)s to %(high)s are usual. Is the weight in"
        " jin or in kilograms? Choose the unit, or say that you have checked it."
    )


class PriceDoubt(Doubt):
    """The price is far from what the crop usually brings."""

    code, about = "fields.price-doubt", "price"
    words = _(
        "That is %(given)s yuan a kilogram, while %(low)s to %(high)s are usual. Is it right?"
    )


class WindowDoubt(Doubt):
    """The crop is sown outside its window."""

    code, about = "fields.window-doubt", "window"
    words = _("This crop is usually sown between %(low)s and %(high)s. Is the day right?")


class RotationDoubt(Doubt):
    """The family grew on this plot too often or too recently."""

    code, about = "fields.rotation-doubt", "rotation"
    words = _(
        "%(family)s grew on this plot in %(years)s. It should stay away for a while, or disease"
        " builds up in the soil. Sow it here all the same?"
    )


class AreaDoubt(Doubt):
    """Outline and typed area differ."""

    code, about = "fields.area-doubt", "area"
    words = _("The outline comes to %(outline)s mu, but %(given)s mu were entered. Which is right?")


DOUBTS = tuple(
    one.about for one in (UnitDoubt, PlentyDoubt, PriceDoubt, WindowDoubt, RotationDoubt, AreaDoubt)
)


def answered(doubts: Iterable[Doubt], sure: Iterable[str]) -> tuple[str, ...]:
    """Return which questions were answered with yes.  Raises the first that was not."""
    known, found = frozenset(sure), []
    for doubt in doubts:
        if doubt.about not in known:
            raise doubt
        found.append(doubt.about)
    return tuple(dict.fromkeys(found))


def about_harvest(total_g: int, area: int, usual: PatternCrop | None) -> Iterator[Doubt]:
    """Yield what is asked when so many grams came off an area, this weighing included."""
    if usual is None or usual.yield_low is None or usual.yield_high is None:
        return
    low, high = Decimal(usual.yield_low), Decimal(usual.yield_high)
    given = Decimal(total_g) * _HUNDREDTHS / Decimal(area)
    if given <= high * PLENTY:
        return
    words = {"given": _jin(given), "low": _jin(low), "high": _jin(high)}
    if low <= given / _JIN_IN_KG <= high:
        yield UnitDoubt(**words)
    else:
        yield PlentyDoubt(**words)


def _jin(grams: Decimal) -> str:
    return f"{grams / 500:,.0f}"


def about_price(grams: int, amount_fen: int, usual: PatternCrop | None) -> Iterator[Doubt]:
    """Yield what is asked about the money taken for a weight."""
    if usual is None or usual.price_low is None or usual.price_high is None:
        return
    low, high = Decimal(usual.price_low), Decimal(usual.price_high)
    price = Decimal(amount_fen) * _KILOGRAM / Decimal(grams)
    if low <= price <= high:
        return
    words = {"given": _yuan(price), "low": _yuan(low), "high": _yuan(high)}
    swapped = (price / _JIN_IN_KG, price * _JIN_IN_KG)
    far = not low / DEAR <= price <= high * DEAR
    if any(low <= one <= high for one in swapped) and not low * 3 / 4 <= price <= high * 4 / 3:
        yield PriceUnitDoubt(**words)
    elif far:
        yield PriceDoubt(**words)


def _yuan(fen: Decimal) -> str:
    return f"{fen / 100:,.2f}"


def about_window(on: date, usual: PatternCrop | None) -> Iterator[Doubt]:
    """Yield what is asked when a crop is sown more than a ten-day period outside its window."""
    if usual is None:
        return
    spans = [(usual.sow_from + shift, usual.sow_to + shift) for shift in (0, 36)]
    if not any(low - 1 <= period_of(on) <= high + 1 for low, high in spans):
        yield WindowDoubt(low=period_words(usual.sow_from), high=period_words(usual.sow_to))


def period_of(on: date) -> int:
    """Return the ten-day period (旬) of the year in which a day lies, 1 to 36."""
    return on.month * 3 - 2 + min((on.day - 1) // 10, 2)


def period_words(period: int) -> str:
    """Return a ten-day period as month and first day, such as 6-21."""
    index = (period - 1) % 36
    return f"{index // 3 + 1}-{index % 3 * 10 + 1}"


class Past(NamedTuple):
    """What grew on a plot: by year and family, and whether it was grain."""

    year: int
    family: str
    grain: bool


def about_rotation(year: int, family: Family | None, past: Iterable[Past]) -> Iterator[Doubt]:
    """Yield what is asked when a family comes too often or too soon on one plot.

    Where rice grew in between, the family may run on for some years; source: see the list.
    """
    if family is None or not family.running:
        return
    before = [one for one in past if one.year < year]
    own = {one.year for one in before if one.family == family.code}
    if not own:
        return
    wet = any(one.grain and one.year >= max(own) for one in before)
    run = 0
    while wet and year - 1 - run in own:
        run += 1
    gap = family.gap_years if wet else family.gap_dry_years
    runs_on = wet and 0 < run < family.running
    if not runs_on and year - max(own) <= gap:
        years = ", ".join(str(one) for one in sorted(own))
        chinese = (get_language() or "zh").startswith("zh")
        yield RotationDoubt(family=family.zh if chinese else family.en, years=years)


def about_area(given: int, outline_m2: float | None) -> Iterator[Doubt]:
    """Yield what is asked when an outline (square metres) differs from the area (0.01 mu)."""
    if outline_m2 is None:
        return
    measured = Decimal(outline_m2) * 15 / 100
    if abs(measured - given) > _AREA_APART * given:
        yield AreaDoubt(outline=f"{measured / 100:.2f}", given=f"{Decimal(given) / 100:.2f}")


def past_of(sowings: Iterable[Sowing], grains: frozenset[str]) -> list[Past]:
    """Return what grew on a plot; a crop sown in autumn for the next year counts for that year."""
    return [Past(crop_year(one.on), one.family, one.crop in grains) for one in sowings]


def crop_year(on: date) -> int:
    """Return the year of harvest of what is sown then: from September on, mostly the next."""
    return on.year + (on.month >= 9)
