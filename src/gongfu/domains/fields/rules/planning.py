"""A season plan in the engine's terms: the year of the fields begins on 1 September.

A season is what is harvested in its year: autumn sowings of the year before belong to it.  Ten-day
periods are counted from that September, so that each pattern lies within one year of the engine.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.models import Family, Pattern, PatternCrop, Plot, Sowing
from gongfu.domains.fields.rules.doubts import crop_year, period_of
from gongfu.engines import cropping
from gongfu.engines.cropping import Choice
from gongfu.kernel.refusals import BadInput, WrongState

_SHIFT, _PERIODS, _DAYS, _HALF = 12, 36, 365, 181
_MONTHS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_JIN, _DAY_MINUTES, _TURN = 500, 8 * 60, 1
_EIGHTY = 2.56
RICE = ("early-rice", "mid-rice", "late-rice")
GRAINS = (*RICE, "wheat")
_BAD_PRICE, _TYPHOON_RICE, _TYPHOON_COVER = 70, 75, 80


@dataclasses.dataclass(frozen=True, slots=True)
class Wishes:
    """What a cooperative wishes of a season.

    rice: jin, takings: yuan, a mu of the demonstration plots at least.  workers: hands on every
    day, 0: no limit.  wage: yuan for a day of all work, 0: the members' own hands, which cost
    nothing.  aversion: percent, how much bad years weigh.  floor: percent of the members'
    mean income a mu that every household gets at least.  markets: at most so many jin of a crop.
    prices: percent of the usual price by crop.
    """

    rice: int = 0
    takings: int = 0
    workers: int = 0
    wage: int = 0
    aversion: int = 0
    floor: int = 0
    markets: Mapping[str, int] = dataclasses.field(default_factory=dict)
    prices: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def check(self) -> None:
        """Accept numbers that mean something.  Raises BadWishes."""
        shares = (self.aversion, self.floor)
        counts = (self.rice, self.takings, self.workers, self.wage, *self.markets.values())
        if any(not 0 <= one <= 100 for one in shares) or any(
            not 0 <= one <= 10**8 for one in counts
        ):
            raise BadWishes()
        if any(not 10 <= one <= 1000 for one in self.prices.values()):
            raise BadWishes()


class BadWishes(BadInput):
    """A wish is no number that can be."""

    code = "fields.bad-wishes"
    words = _("One of the wishes is no number that can be. Look at them again.")


class NothingToPlan(WrongState):
    """There is no plot, or no pattern in use."""

    code = "fields.nothing-to-plan"
    words = _("There is no plot to plan for. Register the land first.")


class NoPatternFits(WrongState):
    """No pattern can be grown on any plot in that season any more."""

    code = "fields.no-pattern-fits"
    words = _("No pattern fits into that season any more. Plan the next one.")


class NoPlanInTime(WrongState):
    """The engine found no plan before its limit."""

    code = "fields.no-plan-in-time"
    words = _("No plan was found in the time. Let it go on, or wish for less.")


class WishesClash(WrongState):
    """Wishes that cannot all hold; of these, any but one can."""

    code = "fields.wishes-clash"
    words = _("These wishes cannot all hold together; give up one of them.")

    def __init__(self, limits: Sequence[cropping.Limit]) -> None:
        """Keep which they are."""
        super().__init__()
        self.limits = tuple(limits)


class NoDraft(BadInput):
    """There is no draft to adopt."""

    code = "fields.no-draft"
    words = _("There is no draft of this season yet. Let one be drawn up first.")
    status = 404


def refusal_of(problem: cropping.Infeasible) -> BadInput | WrongState:
    """Return what the engine refuses, in words."""
    if problem.reason == "clash":
        return WishesClash(problem.limits)
    return {
        "none": NothingToPlan(),
        "no-pattern-fits": NoPatternFits(),
        "no-time": NoPlanInTime(),
    }.get(problem.reason, BadWishes())


class Lists(NamedTuple):
    """The lists that a plan is made from: patterns in use with their crops, and families."""

    patterns: Sequence[Pattern]
    steps: Mapping[str, Sequence[PatternCrop]]
    families: Mapping[str, Family]
    family_of: Mapping[str, str]


def problem_of(
    plots: Sequence[Plot],
    sowings: Mapping[str, Sequence[Sowing]],
    lists: Lists,
    wishes: Wishes,
    *,
    year: int,
    today: date,
) -> cropping.Problem:
    """Return what the engine is asked.  sowings: of each plot, all that were ever made."""
    demonstrates = any(row.demo for row in plots)
    used = [one for one in lists.patterns if one.active and _known(lists.steps.get(one.code, ()))]
    crops = [_crop(step, lists, wishes) for one in used for step in lists.steps.get(one.code, ())]
    return cropping.Problem(
        plots=tuple(
            _plot(row, sowings.get(row.plot, ()), lists, year, today, demonstrates) for row in plots
        ),
        crops=tuple(crops),
        patterns=tuple(_pattern(one, lists) for one in used),
        year=year,
        rotations=tuple(_rotations(lists.families)),
        labour=(wishes.workers * _DAY_MINUTES * 10,) * _PERIODS if wishes.workers else (),
        markets=tuple(cropping.Market(crop, most) for crop, most in wishes.markets.items()),
        target=cropping.Target(rice=wishes.rice, takings=wishes.takings * 100),
        scenarios=tuple(_scenarios(crops)) if wishes.aversion else (),
        aims=cropping.Aims(aversion=wishes.aversion, floor=wishes.floor),
    )


def _known(steps: Sequence[PatternCrop]) -> bool:
    """Say whether yield, price and inputs of all crops of a pattern are known."""
    return bool(steps) and all(
        None not in (one.yield_usual, one.price_usual, one.inputs_fen) for one in steps
    )


def _crop(step: PatternCrop, lists: Lists, wishes: Wishes) -> cropping.Crop:
    low, usual, high = step.yield_low or 0, step.yield_usual or 0, step.yield_high or 0
    start = step.sow_from + _SHIFT - 1
    percent = wishes.prices.get(step.crop, 100)
    return cropping.Crop(
        id=f"{step.pattern}.{step.order}",
        product=step.crop,
        sow_from=day_of(start),
        sow_until=day_of(step.sow_to + _SHIFT) - 1,
        days=step.days if step.crop in GRAINS else max(step.days, _picked(step)),
        clear_until=day_of(step.harvest_to + _SHIFT) - 1,
        jin=usual // _JIN,
        fen=round((step.price_usual or 0) * percent / 200),
        cost=(step.inputs_fen or 0) + _wages(step, wishes.wage),
        labour=_labour(step, start),
        turn=_TURN,
        spread=round(max(0, high - low) / _EIGHTY / _JIN),
        family=lists.family_of.get(step.crop, ""),
        rice=step.crop in RICE,
        greenhouse=step.greenhouse,
    )


def _picked(step: PatternCrop) -> int:
    """Return how many days lie between the last sowing and the last picking."""
    return day_of(step.harvest_to + _SHIFT - 1) - day_of(step.sow_to + _SHIFT - 1)


def day_of(period: int) -> int:
    """Return the first day of a ten-day period, both counted from the season's September."""
    year, left = divmod(period, _PERIODS)
    return year * _DAYS + _MONTHS[left // 3] + left % 3 * 10


def _wages(step: PatternCrop, wage: int) -> int:
    """Return fen a mu for all work of a crop at so many yuan a day."""
    return round(sum(minutes for _when, minutes in step.labour) * wage * 100 / _DAY_MINUTES)


def _labour(step: PatternCrop, start: int) -> tuple[int, ...]:
    """Return the minutes a mu in the ten-day period of sowing and in those after it."""
    found: dict[int, int] = {}
    for period, minutes in step.labour:
        offset = max(0, period + _SHIFT - 1 - start)
        found[offset] = found.get(offset, 0) + minutes
    return tuple(found.get(at, 0) for at in range(max(found, default=-1) + 1))


def _pattern(row: Pattern, lists: Lists) -> cropping.Pattern:
    steps = tuple((f"{one.pattern}.{one.order}",) for one in lists.steps[row.code])
    return cropping.Pattern(row.code, steps)


def _rotations(families: Mapping[str, Family]) -> Iterable[cropping.Rotation]:
    for row in families.values():
        if row.running:
            gap = max(row.gap_dry_years, row.gap_years)
            yield cropping.Rotation(row.code, row.running, gap, row.gap_years)


def _scenarios(crops: Iterable[cropping.Crop]) -> Iterable[cropping.Scenario]:
    """Yield a usual year, one of bad prices, one with a typhoon; the weights are our own choice."""
    found = list(crops)
    cash = {one.product: _BAD_PRICE for one in found if not one.rice}
    blown = {one.product: _TYPHOON_RICE if one.rice else _TYPHOON_COVER for one in found}
    yield cropping.Scenario("usual", 6)
    yield cropping.Scenario("bad-price", 2, prices=cash)
    yield cropping.Scenario("typhoon", 2, yields=blown)


def _plot(
    row: Plot,
    sowings: Sequence[Sowing],
    lists: Lists,
    year: int,
    today: date,
    demonstrates: bool,
) -> cropping.Plot:
    begun = [one for one in sowings if crop_year(one.on) == year]
    free = 0 if begun else max(0, shifted_day(today, year))
    standing = [one for one in sowings if one.cleared_on is None and crop_year(one.on) < year]
    busy = [shifted_day(_clears(one, lists), year) + 1 for one in standing]
    return cropping.Plot(
        id=row.plot,
        area=row.area,
        household=row.household,
        greenhouse=row.cover == "greenhouse",
        demonstration=row.demo or not demonstrates,
        history=tuple(_grown(one) for one in sowings if crop_year(one.on) < year),
        busy_until=max(free, *busy) if busy else free,
        only=frozenset(one.pattern for one in begun),
    )


def shifted_day(on: date, year: int) -> int:
    """Return a day as the engine counts it, from September before the season's year."""
    period = (on.year - year + 1) * _PERIODS + period_of(on) - 1 - 2 * _SHIFT
    within = min(on.day - 1 - min((on.day - 1) // 10, 2) * 10, 9)
    return day_of(period) + within if period >= 0 else -1


def _clears(one: Sowing, lists: Lists) -> date:
    """Return when a standing crop will have left its plot, by its pattern."""
    steps = [step for step in lists.steps.get(one.pattern, ()) if step.crop == one.crop]
    if not steps:
        return one.on
    period = steps[0].harvest_to
    year = crop_year(one.on) + (period - 1) // _PERIODS
    month, part = (period - 1) % _PERIODS // 3 + 1, (period - 1) % 3
    return date(year, month, part * 10 + 10 if part < 2 else 28)


def _grown(one: Sowing) -> cropping.Grown:
    half = 1 if one.on.month >= 9 or one.on.month <= 2 else 2
    return cropping.Grown(crop_year(one.on), half, one.family, one.crop in RICE)


def found_json(plan: cropping.Plan) -> dict[str, Any]:
    """Return what of a plan is kept with a draft; money in whole yuan as text."""
    return {
        "choices": {one.plot: one.pattern for one in plan.choices},
        "income": f"{plan.income:.0f}",
        "bad": f"{plan.bad:.0f}",
        "bound": f"{plan.bound:.0f}",
        "gap_ppm": min(10**6, round(plan.gap * 10**6)),
        "scenarios": {name: f"{income:.0f}" for name, income in plan.scenarios.items()},
        "worths": [
            [*one.limit, one.unit, f"{one.used:.2f}", f"{one.bound:.2f}", f"{one.yuan:.2f}"]
            for one in plan.worths
        ],
        "greenhouse": _text(plan.land.greenhouse),
        "open": _text(plan.land.open),
        "covering": _text(plan.land.covering),
        "misfits": sorted(plan.misfits),
    }


def _text(value: Any) -> str:
    return "" if value is None else f"{value:.0f}"


def choices_of(found: Mapping[str, Any], year: int) -> tuple[Choice, ...]:
    """Return the choices of a kept plan."""
    kept = found.get("choices", {})
    return tuple(Choice(plot, pattern, year) for plot, pattern in kept.items())
