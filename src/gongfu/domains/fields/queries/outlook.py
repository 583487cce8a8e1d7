"""How a cooperative's year will end against the marks of 万元千斤, and why: seen before it is over.

What is taken and weighed is known; what lies in store, stands on the field or is still to be sown
by the plan is counted at the list's usual yields and prices.  It is an estimate for looking ahead,
and no figure.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import F, Sum

from gongfu.domains.fields.models import Batch, PatternCrop, Planned, Plot, Sowing, Work
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.land import CooperativeLine, cooperatives_in
from gongfu.domains.fields.queries.marks import reaches_money, reaches_rice
from gongfu.domains.fields.rules.doubts import crop_year, period_of
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_RICE = "late-rice"
_RICE_SOWN = 18  # the last ten-day period in which late rice is sown: late June


class Reason(NamedTuple):
    """Why a mark may be missed.  area: hundredths of a mu that it concerns; 0: all of it.

    sort: idle, missed-window, failed, low-yield, low-price, unsold, no-rice.  crop: a code, or
    empty.  grams: of what lies in store.
    """

    sort: str
    area: int = 0
    crop: str = ""
    grams: int = 0


class Outlook(NamedTuple):
    """A cooperative's year.  area: of its plots in use; fen, rice_g: taken and weighed so far.

    expected_fen, expected_rice_g: with what is still to come; rice_area: where late rice grew,
    grows or is planned.  All areas hundredths of a mu.
    """

    line: CooperativeLine
    area: int
    fen: int
    rice_g: int
    expected_fen: int
    expected_rice_g: int
    rice_area: int
    reasons: tuple[Reason, ...]

    @property
    def fen_mu(self) -> int:
        """Return what a mu is expected to bring, in fen, rounded down."""
        return self.expected_fen * 100 // self.area if self.area else 0

    @property
    def rice_g_mu(self) -> int:
        """Return what a mu of late rice is expected to bear, in grams, rounded down."""
        return self.expected_rice_g * 100 // self.rice_area if self.rice_area else 0

    @property
    def may_miss_money(self) -> bool:
        """Say whether ten thousand yuan a mu are not in sight."""
        return not reaches_money(self.fen_mu)

    @property
    def may_miss_rice(self) -> bool:
        """Say whether a thousand jin of late rice a mu are not in sight."""
        return not reaches_rice(self.rice_g_mu)


def outlooks_in(viewer: Viewer, place: str, on: date) -> tuple[Outlook, ...]:
    """Return how the running year may end for each cooperative of a place.  Raises Denied."""
    check(viewer, "cooperative.oversee", place=place)
    lines = cooperatives_in(viewer, place)
    seen = _Seen([line.cooperative for line in lines], on)
    return tuple(seen.outlook(line) for line in lines)


class _Sums(NamedTuple):
    """What one crop on one plot brought so far: grams weighed and sold, fen taken."""

    weighed_g: int = 0
    sold_g: int = 0
    fen: int = 0


class _Seen:
    """What happened in the year on the plots of some cooperatives, read once for all of them."""

    def __init__(self, cooperatives: list[str], on: date) -> None:
        """Read plots, crops, plans and sums of the year."""
        self._on, self._usual = on, rows.Usual()
        plots = Plot.objects.filter(cooperative__in=cooperatives, closed_on=None)
        self._plots: dict[str, list[Plot]] = {}
        for plot in plots.order_by("tag", "plot"):
            self._plots.setdefault(plot.cooperative, []).append(plot)
        self._crops: dict[str, list[Sowing]] = {}
        sown = Sowing.objects.filter(cooperative__in=cooperatives, reversed=False)
        for sowing in sown.filter(on__year__in=(on.year - 1, on.year)).order_by("on", "number"):
            if crop_year(sowing.on) == on.year:
                self._crops.setdefault(sowing.plot, []).append(sowing)
        planned = Planned.objects.filter(cooperative__in=cooperatives, year=on.year)
        self._plans = dict(planned.values_list("plot", "pattern"))
        self._sums = _sums(cooperatives)
        self._left = _left(cooperatives, on)

    def outlook(self, line: CooperativeLine) -> Outlook:
        """Return how the year of one cooperative may end."""
        year = _Year(self._usual, self._sums, self._on)
        for plot in self._plots.get(line.cooperative, []):
            year.add(plot, self._crops.get(plot.plot, []), self._plans.get(plot.plot, ""))
        for pattern, crop, grams in self._left.get(line.cooperative, []):
            year.keep(pattern, crop, grams)
        return year.outlook(line)


def _sums(cooperatives: list[str]) -> dict[str, _Sums]:
    found = Work.objects.filter(cooperative__in=cooperatives, reversed=False).values_list("sowing")

    def by_sowing(sort: str, column: str) -> dict[str, int]:
        return dict(found.filter(sort=sort).annotate(total=Sum(column)))

    weighed, sold = by_sowing("weighed", "grams"), by_sowing("sold", "grams")
    fen = by_sowing("sold", "fen")
    return {
        one: _Sums(weighed.get(one, 0), sold.get(one, 0), fen.get(one, 0))
        for one in {*weighed, *sold}
    }


def _left(cooperatives: list[str], on: date) -> dict[str, list[tuple[str, str, int]]]:
    """Return what is left in store of the year's harvests: pattern, crop, grams."""
    found = Batch.objects.filter(cooperative__in=cooperatives, on__year=on.year, reversed=False)
    left: dict[str, list[tuple[str, str, int]]] = {}
    columns = found.values_list("cooperative", "pattern", "crop")
    for one, pattern, crop, grams in columns.annotate(
        g=Sum(F("grams") - F("sold_g") - F("waste_g"))
    ):
        left.setdefault(one, []).append((pattern, crop, grams))
    return left


class _Year:
    """Adds up one cooperative's year, plot by plot."""

    def __init__(self, usual: rows.Usual, sums: dict[str, _Sums], on: date) -> None:
        self._usual, self._sums, self._now = usual, sums, period_of(on)
        self._area = self._rice_area = 0
        self._fen = self._rice_g = self._more_fen = self._more_rice_g = 0
        self._why: dict[tuple[str, str], Reason] = {}

    def add(self, plot: Plot, crops: list[Sowing], pattern: str) -> None:
        """Add a plot with the crops of the year and the pattern of its plan, or none."""
        self._area += plot.area
        if any(one.crop == _RICE for one in crops):
            self._rice_area += plot.area
        for one in crops:
            self._grown(one)
        if pattern:
            self._planned(plot, {one.crop for one in crops}, pattern)
        elif not crops:
            self._note("idle", area=plot.area)

    def _grown(self, row: Sowing) -> None:
        sums, step = self._sums.get(row.sowing, _Sums()), self._usual.step(row.pattern, row.crop)
        self._fen += sums.fen
        self._rice_g += sums.weighed_g if row.crop == _RICE else 0
        if row.cleared_on is None:
            self._expect(step, row.crop, row.area, but=sums.weighed_g)
        elif row.reason == "failed":
            self._note("failed", row.crop, area=row.area)
        elif step and step.yield_low and sums.weighed_g * 100 < step.yield_low * row.area:
            self._note("low-yield", row.crop, area=row.area)
        if step and step.price_low and sums.fen * 1000 < step.price_low * sums.sold_g:
            self._note("low-price", row.crop)

    def _planned(self, plot: Plot, sown: set[str], pattern: str) -> None:
        for step in self._usual.steps.get(pattern, ()):
            if step.crop in sown:
                continue
            if self._now > step.sow_to + 1:
                self._note("missed-window", step.crop, area=plot.area)
                continue
            self._rice_area += plot.area if step.crop == _RICE else 0
            self._expect(step, step.crop, plot.area)

    def _expect(self, step: PatternCrop | None, crop: str, area: int, *, but: int = 0) -> None:
        """Count what a crop usually bears, without what it has borne."""
        grams = max((step.yield_usual or 0) * area // 100 - but, 0) if step else 0
        self._more_fen += grams * ((step.price_usual or 0) if step else 0) // 1000
        self._more_rice_g += grams if crop == _RICE else 0

    def keep(self, pattern: str, crop: str, grams: int) -> None:
        """Add what lies in store, at the usual price."""
        step = self._usual.step(pattern, crop)
        self._more_fen += grams * ((step.price_usual or 0) if step else 0) // 1000
        if grams:
            self._note("unsold", crop, grams=grams)

    def _note(self, sort: str, crop: str = "", *, area: int = 0, grams: int = 0) -> None:
        now = self._why.get((sort, crop), Reason(sort, crop=crop))
        self._why[sort, crop] = now._replace(area=now.area + area, grams=now.grams + grams)

    def outlook(self, line: CooperativeLine) -> Outlook:
        """Return the sums with their reasons, those that concern most land first."""
        if self._area and not self._rice_area and self._now > _RICE_SOWN:
            self._note("no-rice", area=self._area)
        why = sorted(self._why.values(), key=lambda one: (-one.area, one.sort, one.crop))
        return Outlook(
            line,
            self._area,
            self._fen,
            self._rice_g,
            self._fen + self._more_fen,
            self._rice_g + self._more_rice_g,
            self._rice_area,
            tuple(why),
        )
