"""Two years on the fields: sowing, weighing, clearing and selling, as the patterns' windows say.

Yields and prices lie around what the list calls usual.  In 2020 Jinxing's sales are those of the
report: eight million yuan, shared out over its batches to the fen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import Expected, PlanLine, SaleLine, SowingLine, WeighingLine
from gongfu.domains.fields.queries import PatternStep
from gongfu.faces.cli.demonstration.cooperatives import JINXING, Farm
from gongfu.faces.cli.demonstration.founding import FOUNDER

YEARS, REPORTED, REPORTED_FEN = (2020, 2021), 2020, 800_000_000
_RICE, _LEAST_RICE_G, _FLUSHES = "late-rice", 505_000, 3
_COSTS = {
    1: (("rent", 90_000), ("film", 60_000)),
    2: (("seed", 40_000),),
    3: (("fertiliser", 55_000),),
    5: (("labour", 180_000),),
    6: (("protection", 25_000),),
    11: (("machinery", 35_000),),
}


class Growth(NamedTuple):
    """One crop of a plot in a year: which plot by index, from when to when, what it brings.

    picks: day, grams and fen of each weighing, which is sold as one batch.
    """

    plot: int
    crop: str
    sown: date
    picks: tuple[tuple[date, int, int], ...]
    cleared: date


@dataclasses.dataclass
class Course:
    """What a cooperative grows, and the ids of what stands by plot index."""

    farm: Farm
    growths: list[Growth]
    standing: dict[int, str] = dataclasses.field(default_factory=dict)


def plan_all(farms: Sequence[Farm], chance: Random) -> list[Course]:
    """Return what each cooperative grows in both years."""
    cards = {card.row.code: card.steps for card in queries.patterns(FOUNDER)}
    return [Course(farm, list(_growths(farm, cards[farm.plan.pattern], chance))) for farm in farms]


def _growths(farm: Farm, steps: Sequence[PatternStep], chance: Random) -> Iterator[Growth]:
    for year in YEARS:
        found = [
            _growth(farm.plan.mu, plot, step, year, chance)
            for step in steps
            for plot in range(farm.plan.plots)
        ]
        if (farm.plan.place, year) == (JINXING, REPORTED):
            found = _as_reported(found)
        yield from found


def _growth(mu: int, plot: int, step: PatternStep, year: int, chance: Random) -> Growth:
    grams = round((step.yield_usual or 0) * mu * chance.uniform(0.98, 1.06))
    if step.crop == _RICE:
        grams = max(grams, _LEAST_RICE_G * mu)
    price = (step.price_usual or 0) * chance.uniform(0.99, 1.06)
    last = day_in(year, step.harvest_to, 2)
    times = 1 if step.crop.endswith("rice") else _FLUSHES
    days = _days(day_in(year, step.harvest_from, 2), last, times)
    weights = _parts(grams, [1] * len(days))
    picks = tuple(
        (on, weight, round(weight * price / 1000)) for on, weight in zip(days, weights, strict=True)
    )
    sown = day_in(year, step.sow_to, 6)
    return Growth(plot, step.crop, sown, picks, last + timedelta(days=1))


def day_in(year: int, period: int, day: int) -> date:
    """Return a day, from 1, of a ten-day period; periods below 1 lie in the year before."""
    shift, index = divmod(period - 1, 36)
    return date(year + shift, index // 3 + 1, index % 3 * 10 + day)


def _days(first: date, last: date, times: int) -> list[date]:
    if times == 1 or first >= last:
        return [last]
    span = (last - first).days
    return [first + timedelta(days=span * index // (times - 1)) for index in range(times)]


def _parts(total: int, weights: Sequence[int]) -> list[int]:
    """Return whole parts of a total by weight; the last takes what rounding left."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    parts[-1] += total - sum(parts)
    return parts


def _as_reported(found: list[Growth]) -> list[Growth]:
    """Return the growths with the cash crop's takings such that all together are the report's."""
    rice = sum(fen for one in found if one.crop == _RICE for _on, _grams, fen in one.picks)
    cash = [one for one in found if one.crop != _RICE]
    weights = [fen for one in cash for _on, _grams, fen in one.picks]
    parts = iter(_parts(REPORTED_FEN - rice, weights))
    paid = [
        one._replace(picks=tuple((on, grams, next(parts)) for on, grams, _fen in one.picks))
        for one in cash
    ]
    return paid + [one for one in found if one.crop == _RICE]


def record(courses: Sequence[Course], start: date, end: date, *, at: datetime) -> None:
    """Record what was done on all fields in [start, end)."""
    for course in courses:
        _adopt(course, start, at)
        _pick(course, start, end, at)
        _clear(course, start, end, at)
        _sow(course, start, end, at)
        _pay(course, start, at)


def _adopt(course: Course, start: date, at: datetime) -> None:
    """Adopt the year's plan in its first month: the same pattern on all plots."""
    if start.month != 1 or start.year not in YEARS:
        return
    farm = course.farm
    fen = sum(
        fen for one in course.growths for on, _grams, fen in one.picks if on.year == start.year
    )
    actions.adopt_season(
        farm.head,
        [PlanLine(plot, farm.plan.pattern) for plot in farm.plots],
        cooperative=farm.id,
        year=start.year,
        expected=Expected(fen, fen // 2),
        at=at,
    )


def _pick(course: Course, start: date, end: date, at: datetime) -> None:
    """Weigh what was picked, and sell each batch on the next day."""
    picked = [
        (on, one, grams, fen)
        for one in course.growths
        for on, grams, fen in one.picks
        if start <= on < end
    ]
    picked.sort(key=lambda row: (row[0], row[1].plot))
    lines = [
        WeighingLine(course.standing[one.plot], grams, on, sure=("plenty", "unit"))
        for on, one, grams, _fen in picked
    ]
    if not lines:
        return
    head = course.farm.head
    batches = [str(entry.deed.batch) for entry in actions.weigh_harvests(head, lines, at=at)]
    sales = [
        SaleLine(
            batch,
            grams,
            fen,
            on + timedelta(days=1),
            buyer="state" if one.crop.endswith("rice") else "wholesale",
            voucher=True,
        )
        for batch, (on, one, grams, fen) in zip(batches, picked, strict=True)
    ]
    actions.sell_batches(head, sales, at=at)


def _clear(course: Course, start: date, end: date, at: datetime) -> None:
    ready: dict[date, list[str]] = {}
    for one in course.growths:
        if start <= one.cleared < end:
            ready.setdefault(one.cleared, []).append(course.standing.pop(one.plot))
    for on, sowings in sorted(ready.items()):
        actions.clear_crops(course.farm.head, sowings, on=on, at=at)


def _sow(course: Course, start: date, end: date, at: datetime) -> None:
    farm = course.farm
    due = [one for one in course.growths if start <= one.sown < end]
    lines = [SowingLine(farm.plots[one.plot], farm.plan.pattern, one.crop, one.sown) for one in due]
    entries = actions.sow_crops(farm.head, lines, at=at) if lines else []
    for one, entry in zip(due, entries, strict=True):
        course.standing[one.plot] = str(entry.deed.sowing)
        if farm.plan.place == JINXING and one.plot % 8 == 0 and one.crop != _RICE:
            _tend(farm, course.standing[one.plot], one.sown + timedelta(days=2), at)


def _tend(farm: Farm, sowing: str, on: date, at: datetime) -> None:
    """Record a treatment and a day of work on a crop."""
    about: dict[str, Any] = {"sowing": sowing, "on": on, "at": at}
    actions.treat_crop(farm.head, sort="fungicide", withdrawal_days=7, **about)
    actions.give_labour(farm.head, task="care", minutes=8 * 60, **about)


def _pay(course: Course, start: date, at: datetime) -> None:
    """Record the month's costs, by mu."""
    farm = course.farm
    if start.year not in YEARS:
        return
    for sort, fen in _COSTS.get(start.month, ()):
        actions.pay_cost(
            farm.head,
            cooperative=farm.id,
            sort=sort,
            amount_fen=fen * farm.plan.mu * farm.plan.plots,
            on=start,
            voucher=True,
            at=at,
        )
