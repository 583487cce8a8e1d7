"""When a plan of a year can be adopted."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import BadInput

METHODS = ("cropping", "hand")


class PlanLine(NamedTuple):
    """The pattern of one plot."""

    plot: str
    pattern: str


class Expected(NamedTuple):
    """What a plan is expected to bring and to cost, in fen; gap_ppm: see `deeds.SeasonAdopted`."""

    takings_fen: int
    cost_fen: int
    gap_ppm: int | None = None


class EmptyPlan(BadInput):
    """A plan names plots."""

    code = "fields.empty-plan"
    words = _("The plan names no plot.")


class PlotTwice(BadInput):
    """A plot has one pattern a year."""

    code = "fields.plot-twice"
    words = _("Plot %(tag)s stands in the plan twice.")


class OtherCooperative(BadInput):
    """A plan is for plots of one cooperative."""

    code = "fields.other-cooperative"
    words = _("Plot %(tag)s belongs to another cooperative.")


class NeedsGreenhouse(BadInput):
    """The pattern needs a greenhouse, and the plot has none."""

    code = "fields.needs-greenhouse"
    words = _("Plot %(tag)s is open field, but the pattern needs a greenhouse.")


class UnknownPattern(BadInput):
    """The list holds no such pattern, or it is no longer used."""

    code = "fields.unknown-pattern"
    words = _("“%(given)s” is not on the list of patterns. Choose one, or add it to the list.")


class NotThisYear(BadInput):
    """A plan is for this year or the next."""

    code = "fields.not-this-year"
    words = _("A plan is for this year or the next.")


def check_year(year: int, *, today: date) -> None:
    """Accept this year and the next.  Raises NotThisYear."""
    if year not in (today.year, today.year + 1):
        raise NotThisYear()
