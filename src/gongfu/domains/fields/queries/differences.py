"""What made the difference: takings of a year against what is usual, and the year before.

All parts sum to the takings, to the fen: what is usual, what the yield added, what the price
added, what lies unsold, and what still stands on the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Sum

from gongfu.domains.fields.models import Sowing, Work
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.marks import Marks, marks_seen
from gongfu.domains.fields.queries.seeing import Sight, sight_of
from gongfu.kernel.rights.viewers import Viewer


class Difference(NamedTuple):
    """A plot's takings of a year in parts, in fen; they sum to what was taken.

    usual: at the usual yields and prices of what was sown.  yields, price: what the harvest and the
    price were above that, or below.  unsold: of what was weighed.  coming: of what still stands.
    other: of crops whose usual yield or price nobody knows.
    """

    usual: int = 0
    yields: int = 0
    price: int = 0
    unsold: int = 0
    coming: int = 0
    other: int = 0

    def and_(self, more: Difference) -> Difference:
        """Return both together."""
        return Difference(*(one + other for one, other in zip(self, more, strict=True)))


class Since(NamedTuple):
    """Takings of two years, and how far area, yield (what of it was sold) and price moved them.

    In fen; before + area + yields + price is `now`, but for rounding by a fen.
    """

    before: int
    now: int
    area: int
    yields: int
    price: int


class _Sums(NamedTuple):
    weighed_g: int = 0
    sold_g: int = 0
    fen: int = 0


class Board(NamedTuple):
    """A cooperative's year: against the marks, what made the difference by plot, and since when."""

    sight: Sight
    marks: Marks
    parts: Mapping[str, Difference]
    since: Since | None


def board_of(viewer: Viewer, cooperative: str, year: int, on: date) -> Board:
    """Return a year against the marks with what made the difference; the rights are asked once.

    Raises Denied, NoSuchCooperative.
    """
    sight = sight_of(viewer, cooperative, on)
    sums = _sums(cooperative, year)
    return Board(
        sight, marks_seen(sight, year), _parts(sight, year, sums), _since(sight, year, sums)
    )


def _parts(sight: Sight, year: int, sums: Mapping[tuple[str, str], _Sums]) -> dict[str, Difference]:
    """Return by plot what made the difference, for plots that are seen."""
    usual = rows.Usual()
    found: dict[str, Difference] = {}
    for one in _sown(sight.unit.id, year):
        if sight.shows(one.household):
            part = _part(one, usual, sums.get((one.plot, one.crop), _Sums()))
            found[one.plot] = found.get(one.plot, Difference()).and_(part)
    return found


def _sown(cooperative: str, year: int) -> Iterable[Sowing]:
    """Return what was sown for a year; of a crop that was sown again, the last."""
    found = Sowing.objects.filter(cooperative=cooperative, reversed=False)
    last: dict[tuple[str, str], Sowing] = {}
    for one in found.filter(on__year__in=(year - 1, year)).order_by("on", "number"):
        if one.on.year == year or one.on.month >= 9:
            last[one.plot, one.crop] = one
    return last.values()


def _sums(cooperative: str, year: int) -> dict[tuple[str, str], _Sums]:
    work = Work.objects.filter(cooperative=cooperative, on__year=year, reversed=False)
    rows_ = work.filter(sort__in=("weighed", "sold")).values_list("plot", "crop", "sort")
    found: dict[tuple[str, str], _Sums] = {}
    for plot, crop, sort, grams, fen in rows_.annotate(g=Sum("grams"), f=Sum("fen")):
        known = found.get((plot, crop), _Sums())
        if sort == "weighed":
            found[plot, crop] = known._replace(weighed_g=grams)
        else:
            found[plot, crop] = known._replace(sold_g=grams, fen=fen)
    return found


def _part(one: Sowing, usual: rows.Usual, sums: _Sums) -> Difference:
    step = usual.step(one.pattern, one.crop)
    if step is None or step.yield_usual is None or step.price_usual is None:
        return Difference(other=sums.fen)
    price = Fraction(step.price_usual, 1000)
    expected = round(Fraction(step.yield_usual * one.area, 100) * price)
    if one.cleared_on is None and not sums.weighed_g:
        return Difference(usual=expected, coming=-expected)
    weighed, sold = round(sums.weighed_g * price), round(sums.sold_g * price)
    return Difference(expected, weighed - expected, sums.fen - sold, sold - weighed)


def _since(sight: Sight, year: int, sums: Mapping[tuple[str, str], _Sums]) -> Since | None:
    """Return how far area, yield and price moved the takings since the year before.

    None where nothing was taken then, or for who sees no whole cooperative.
    """
    if not sight.whole:
        return None
    earlier = _sums(sight.unit.id, year - 1)
    before = sum(one.fen for one in earlier.values())
    if not before:
        return None
    then = _by_crop(sight.unit.id, year - 1, earlier)
    now = _by_crop(sight.unit.id, year, sums)
    area = yields = price = Fraction(0)
    for crop in {*then, *now}:
        moved = _moved(then.get(crop, (0, 0, 0)), now.get(crop, (0, 0, 0)))
        area, yields, price = area + moved[0], yields + moved[1], price + moved[2]
    taken = sum(one.fen for one in sums.values())
    return Since(before, taken, round(area), round(yields), round(price))


def _by_crop(
    cooperative: str, year: int, sums: Mapping[tuple[str, str], _Sums]
) -> Mapping[str, tuple[int, int, int]]:
    """Return area, grams sold and fen of each crop in a year."""
    areas: dict[str, int] = {}
    for sowing in _sown(cooperative, year):
        areas[sowing.crop] = areas.get(sowing.crop, 0) + sowing.area
    sold: dict[str, tuple[int, int]] = {}
    for (_plot, crop), one in sums.items():
        grams, fen = sold.get(crop, (0, 0))
        sold[crop] = (grams + one.sold_g, fen + one.fen)
    return {crop: (areas.get(crop, 0), *sold.get(crop, (0, 0))) for crop in {*areas, *sold}}


def _moved(
    then: tuple[int, int, int], now: tuple[int, int, int]
) -> tuple[Fraction, Fraction, Fraction]:
    """Return what area, yield and price moved, one after another; a new crop is all area."""
    area, grams, fen = then
    area_now, grams_now, fen_now = now
    if not area or not grams or not area_now or not grams_now:
        return Fraction(fen_now - fen), Fraction(0), Fraction(0)
    by_area = Fraction(fen * (area_now - area), area)
    by_yield = (Fraction(grams_now) - Fraction(grams * area_now, area)) * Fraction(fen, grams)
    return by_area, by_yield, fen_now - fen - by_area - by_yield
