"""The catalogue of cropping patterns: a calendar by ten-day periods, with its sources."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongfu.domains.fields import queries
from gongfu.domains.fields.queries import PatternCard, PatternStep
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.periods import month_words, period_words
from gongfu.faces.web.fields.units import yuan_words
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.rights.checking import may

_PERIODS, _WIDTH = 36, 10


@page("pattern.read")
def patterns(request: HttpRequest) -> HttpResponse:
    """Show the patterns in use to everybody, and to the office those out of use as well."""
    here = Here(request)
    edits = may(here.viewer, "pattern.edit", place=settings.GONGFU_DISTRICT)
    found = queries.patterns(here.viewer, inactive=edits)
    context = {
        "patterns": [_card(here, one) for one in found],
        "months": [((number - 1) * 3 * _WIDTH, month_words(number)) for number in (1, 4, 7, 10)],
        "may_edit": edits,
    }
    return render(request, "fields/patterns.html", context)


def _card(here: Here, card: PatternCard) -> dict[str, Any]:
    row = card.row
    return {
        "code": row.code,
        "name": here.lists.pattern(row.code),
        "in_nanhu": row.in_nanhu,
        "active": row.active,
        "source": row.source,
        "assumed": row.assumed,
        "steps": [_step(here, one) for one in card.steps],
    }


def _step(here: Here, one: PatternStep) -> dict[str, Any]:
    return {
        "crop": here.lists.crop(one.crop),
        "greenhouse": one.greenhouse,
        "sow": _span(one.sow_from, one.sow_to),
        "harvest": _span(one.harvest_from, one.harvest_to),
        "days": one.days,
        "bars": _bars(one),
        "yield": _range(here, one.yield_low, one.yield_usual, one.yield_high),
        "price": yuan_words(one.price_usual, fen_too=True) if one.price_usual else "",
    }


def _span(first: int, last: int) -> str:
    if first == last:
        return period_words(first)
    return _("%(first)s to %(last)s") % {"first": period_words(first), "last": period_words(last)}


def _range(here: Here, low: int | None, usual: int | None, high: int | None) -> str:
    if usual is None:
        return ""
    said = here.units.weighed(usual)
    if low is None or high is None:
        return said
    ends = {"usual": said, "low": here.units.weighed(low), "high": here.units.weighed(high)}
    return _("%(usual)s (%(low)s to %(high)s)") % ends


def _bars(one: PatternStep) -> list[tuple[str, int, int]]:
    """Return what of the calendar is sowing, growing, harvest: kind, x and width in its units."""
    spans = (
        ("grow", one.sow_from, one.harvest_to),
        ("sow", one.sow_from, one.sow_to),
        ("pick", one.harvest_from, one.harvest_to),
    )
    return [bar for kind, first, last in spans for bar in _placed(kind, first, last)]


def _placed(kind: str, first: int, last: int) -> list[tuple[str, int, int]]:
    """Return a span within the year; what lies in the year before stands at its own months."""
    spans = [(first + _PERIODS, min(last, 0) + _PERIODS)] if first < 1 else []
    spans += [(max(first, 1), last)] if last >= 1 else []
    return [(kind, (a - 1) * _WIDTH, (b - a + 1) * _WIDTH) for a, b in spans]
