"""What a season plan says in words: limits and their worth, gaps, clashes, changes and why."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.engines.cropping import Change, Limit, WhyNot
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.fields.here import Here

_SHIFT = 24
_DAY_MINUTES = 480
SCENARIOS = {
    "usual": gettext_lazy("a usual year"),
    "bad-price": gettext_lazy("a year of bad prices"),
    "typhoon": gettext_lazy("a typhoon year"),
}
AVERSIONS = {
    "0": gettext_lazy("Count on a usual year"),
    "30": gettext_lazy("Be somewhat careful"),
    "70": gettext_lazy("Be very careful"),
}
FLOORS = {
    "0": gettext_lazy("No rule"),
    "80": gettext_lazy("80 % of the mean at least"),
    "90": gettext_lazy("90 % of the mean at least"),
}
_REASONS = {
    "own": gettext_lazy("its own prices, yields and costs"),
    "labour": gettext_lazy("the hands that are there"),
    "market": gettext_lazy("what the market takes"),
    "order": gettext_lazy("what is promised"),
    "target": gettext_lazy("the mark of ten thousand yuan and a thousand jin"),
    "cover": gettext_lazy("the greenhouses"),
    "fair": gettext_lazy("fairness among households"),
    "risk": gettext_lazy("bad years weigh otherwise"),
    "rotation": gettext_lazy("rotation on this plot"),
    "limit": gettext_lazy("what grew before is not allowed any more"),
    "equal": gettext_lazy("as good either way"),
}
_PARTS = (gettext_lazy("early"), gettext_lazy("middle of"), gettext_lazy("late"))


def period_words(period: int | None) -> str:
    """Return a ten-day period of the engine's year as a part of a month."""
    month, part = divmod(((period or 0) + _SHIFT) % 36, 3)
    return _("%(part)s month %(month)s") % {"part": _PARTS[part], "month": month + 1}


def limit_words(here: Here, limit: Limit) -> str:
    """Return what a limit asks."""
    crop = here.lists.crop(limit.subject)
    said = {
        "labour": _("Hands in %(period)s"),
        "market": _("What the market takes of %(crop)s"),
        "order": _("What is promised of %(crop)s"),
        "rice": _("Rice a mu"),
        "takings": _("Takings a mu"),
        "cover": _("Greenhouses"),
        "fair": _("The least that each household gets"),
        "rotation": _("Rotation of %(family)s"),
        "wish": _("A plot whose pattern is settled"),
    }.get(limit.kind, limit.kind)
    return said % {
        "period": period_words(limit.period),
        "crop": crop,
        "family": here.lists.family(limit.subject),
    }


def worth_words(here: Here, kept: list[Any]) -> dict[str, Any]:
    """Return a limit of a draft, how far it is used, and what easing it is worth, in words."""
    *parts, unit, used, bound, yuan = kept
    limit, worth = Limit(*parts), Decimal(yuan)
    return {
        "limit": limit_words(here, limit),
        "used": _amount(Decimal(used), unit),
        "bound": _amount(Decimal(bound), unit),
        "words": _eased(here, limit, worth) if worth > 0 else "",
    }


def _amount(value: Decimal, unit: str) -> str:
    if unit == "minute":
        return _("%(days)s days of work") % {"days": spaced(round(value / _DAY_MINUTES))}
    number = spaced(round(value)) if unit != "mu" else f"{value:f}".rstrip("0").rstrip(".")
    return {
        "jin": _("%(number)s jin"),
        "mu": _("%(number)s mu"),
        "yuan": _("%(number)s yuan"),
    }.get(unit, "%(number)s") % {"number": number}


def _eased(here: Here, limit: Limit, yuan: Decimal) -> str:
    """Return what one unit more, or less of what is asked, is worth."""
    per = yuan * (_DAY_MINUTES if limit.kind == "labour" else 1)
    values = {
        "yuan": spaced(round(per)) if per >= 10 else f"{per:.2f}",
        "period": period_words(limit.period),
        "crop": here.lists.crop(limit.subject),
    }
    said = {
        "labour": _("One more day of work in %(period)s is worth %(yuan)s yuan."),
        "market": _("One more jin of %(crop)s that can be sold is worth %(yuan)s yuan."),
        "order": _("One jin of %(crop)s less promised is worth %(yuan)s yuan."),
        "rice": _("One jin of rice a mu less asked is worth %(yuan)s yuan."),
        "takings": _("One yuan a mu less asked is worth %(yuan)s yuan."),
        "cover": _("One more mu under cover is worth %(yuan)s yuan."),
        "fair": _("Fairness costs %(yuan)s yuan for each yuan that it lifts."),
    }.get(limit.kind, "")
    return said % values


def land_words(found: Mapping[str, Any]) -> list[str]:
    """Return what one more mu is worth."""
    house, bare, cover = (found.get(one) for one in ("greenhouse", "open", "covering"))
    covering = _(
        "A greenhouse over one open mu is worth %(yuan)s yuan a season, before its own cost."
    )
    said = [
        (house, _("One more greenhouse mu is worth %(yuan)s yuan a season.")),
        (bare, _("One more mu of open field is worth %(yuan)s yuan a season.")),
        (cover, covering),
    ]
    return [words % {"yuan": spaced(int(value))} for value, words in said if value]


def gap_words(gap_ppm: int) -> str:
    """Return how near the best a plan is proven to be."""
    if gap_ppm <= 100:
        return _("No plan can bring more; that is proven.")
    said = _("Proven: even the best plan brings at most %(percent)s more.")
    return said % {"percent": f"{gap_ppm / 10_000:.2f} %"}


def why_not_words(here: Here, why: WhyNot) -> str:
    """Return why a pattern is not on a plot."""
    said = {
        "no-greenhouse": _("It needs a greenhouse, and this plot has none."),
        "busy": _("What stands there now is not off the plot in time."),
        "not-allowed": _("It is not allowed on this plot, or another pattern is settled."),
        "rotation": _("%(family)s grew here too lately."),
        "worse": _("A mu brings %(yuan)s yuan less. Most of it: %(part)s."),
        "equal": _("It would bring as much, but others use up what it needs."),
    }.get(why.reason, why.reason)
    part = limit_words(here, why.limit) if why.limit else str(_REASONS["own"])
    yuan = spaced(round(why.yuan))
    return said % {"family": here.lists.family(why.family), "yuan": yuan, "part": part}


def change_words(here: Here, change: Change, tag: str) -> dict[str, Any]:
    """Return what a what-if changes on a plot, and why."""
    why = str(_REASONS.get(change.reason, change.reason))
    if change.limit is not None:
        why = f"{why} · {limit_words(here, change.limit)}"
    idle = _("idle")
    return {
        "tag": tag,
        "before": here.lists.pattern(change.before) if change.before else idle,
        "after": here.lists.pattern(change.after) if change.after else idle,
        "why": why,
        "yuan": spaced(round(change.yuan)) if change.yuan > 0 else "",
    }
