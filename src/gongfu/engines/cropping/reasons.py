"""Why a plan is as it is, and what a what-if changes: everything weighed at what limits are worth.

A mu of an option earns its income, and pays for what it uses of each limit at the limit's worth.
What plots change to is better by these prices; the reason is the part that moved most.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from gongfu.engines.cropping.answer import Change, Plan, WhyNot
from gongfu.engines.cropping.options import Option, kind_of, options
from gongfu.engines.cropping.problem import PERIODS, Choice, Limit, Plot
from gongfu.engines.cropping.rotation import broken

_OWN, _RISK = Limit("own"), Limit("risk")
_REASONS = {"rice": "target", "takings": "target"}
_LITTLE = Decimal("0.5")
_Parts = Mapping[Limit, float]


class _Weighed(NamedTuple):
    """A plan's options, what a mu of each earns by part, and its choices by plot and year."""

    plan: Plan
    options: dict[tuple[str, int], Option]
    parts: dict[tuple[str, int], _Parts]
    by_plot: dict[tuple[str, int], list[str]]


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return what differs on each plot in each year, in the order of plots, with the reason."""
    old, new = _weighed(before), _weighed(after)
    found = []
    for plot, year in itertools.product(after.problem.plots, after.problem.years):
        was, now = (Counter(one.by_plot.get((plot.id, year), ())) for one in (old, new))
        gone, come = sorted((was - now).elements()), sorted((now - was).elements())
        for one, other in itertools.zip_longest(gone, come, fillvalue=""):
            found.append(_change(old, new, plot, year, (one, other)))
    return tuple(found)


def _change(
    old: _Weighed, new: _Weighed, plot: Plot, year: int, patterns: tuple[str, str]
) -> Change:
    gone, come = patterns
    then, now = (_better(one, year, gone, come) for one in (old, new))
    yuan = Decimal(f"{sum(now.values()):.2f}")
    if gone and not _allowed(new, plot, gone, year):
        return Change(plot.id, year, gone, come, "limit", None, yuan)
    moved = {part: now.get(part, 0) - then.get(part, 0) for part in {*then, *now}}
    most = max(sorted(moved), key=lambda part: moved[part], default=_OWN)
    if moved.get(most, 0) > _LITTLE:
        limit = None if most in (_OWN, _RISK) else most
        return Change(plot.id, year, gone, come, _REASONS.get(most.kind, most.kind), limit, yuan)
    if gone and _blocked(new, plot, new.options[gone, year]):
        return Change(plot.id, year, gone, come, "rotation", None, yuan)
    if limit := _eased(old, new, {**then, **now}):
        reason = _REASONS.get(limit.kind, limit.kind)
        return Change(plot.id, year, gone, come, reason, limit, yuan)
    fair = any(one.yuan for one in new.plan.worths if one.limit.kind == "fair")
    return Change(plot.id, year, gone, come, "fair" if fair else "equal", None, yuan)


def _eased(old: _Weighed, new: _Weighed, parts: _Parts) -> Limit | None:
    """Return the limit that was moved and weighs most between two patterns, none if none was."""
    bounds = [{one.limit: one.bound for one in each.plan.worths} for each in (old, new)]
    moved = [
        limit
        for limit in sorted(parts)
        if abs(parts[limit]) > _LITTLE and bounds[0].get(limit) != bounds[1].get(limit)
    ]
    return max(moved, key=lambda limit: abs(parts[limit]), default=None)


def why_not(plan: Plan, choice: Choice) -> WhyNot:
    """Return why a choice is not in the plan.  Raises KeyError for an unknown plot."""
    return whys_not(plan, [choice])[0]


def whys_not(plan: Plan, choices: Iterable[Choice]) -> tuple[WhyNot, ...]:
    """Return the same of several choices, in their order; the plan is weighed once."""
    weighed, plots = _weighed(plan), {one.id: one for one in plan.problem.plots}
    return tuple(_why_not(weighed, plots[choice.plot], choice) for choice in choices)


def _why_not(weighed: _Weighed, plot: Plot, choice: Choice) -> WhyNot:
    if choice in weighed.plan.choices:
        return WhyNot("grown")
    option = weighed.options.get((choice.pattern, choice.year))
    if option is None:
        return WhyNot("no-fit")
    if reason := _refused(weighed, plot, option):
        return WhyNot(reason)
    if family := _blocked(weighed, plot, option):
        return WhyNot("rotation", family=family)
    instead: Counter[Limit] = Counter()
    for other in _of_plot(weighed, plot):
        if other.meets(option):
            instead.update(weighed.parts[other.pattern, other.year])
    own = weighed.parts[choice.pattern, choice.year]
    less = {part: instead[part] - own.get(part, 0) for part in {*instead, *own}}
    most = max(sorted(less), key=lambda part: less[part])
    yuan = Decimal(f"{sum(less.values()):.2f}")
    reason = "worse" if yuan > _LITTLE else "equal"
    return WhyNot(reason, yuan, None if most in (_OWN, _RISK) else most)


def _weighed(plan: Plan) -> _Weighed:
    found = options(plan.problem)
    worth = {one.limit: float(one.yuan) for one in plan.worths if one.yuan}
    by_plot = defaultdict(list)
    for choice in plan.choices:
        by_plot[choice.plot, choice.year].append(choice.pattern)
    cases = _weights(plan)
    return _Weighed(
        plan,
        {(one.pattern, one.year): one for one in found},
        {(one.pattern, one.year): dict(_parts(plan, one, worth, cases)) for one in found},
        by_plot,
    )


def _weights(plan: Plan) -> tuple[list[float], list[float]]:
    """Return how much an income of each scenario counts in the mean, and with bad cases too."""
    weights = [one.weight for one in plan.problem.cases]
    mean = [one / sum(weights) for one in weights]
    aims = plan.problem.aims
    order = sorted(range(len(mean)), key=lambda at: plan.scenarios[plan.problem.cases[at].id])
    left, bad = aims.tail / 100, [0.0] * len(mean)
    if not left:
        bad[order[0]] = 1.0
    for at in order if left else ():
        bad[at] = min(left, mean[at]) * 100 / aims.tail
        left -= min(left, mean[at])
    part = aims.aversion / 100
    return mean, [(1 - part) * one + part * other for one, other in zip(mean, bad, strict=True)]


def _parts(
    plan: Plan, option: Option, worth: Mapping[Limit, float], cases: tuple[list[float], list[float]]
) -> Iterator[tuple[Limit, float]]:
    """Yield what a mu of an option earns in yuan, and what it pays or is paid for each limit."""
    mean, wary = (
        sum(weight * fen / 100 for weight, fen in zip(weights, option.incomes, strict=True))
        for weights in cases
    )
    yield _OWN, mean
    yield _RISK, wary - mean
    shown = sum(one.area for one in plan.problem.plots if one.demonstration) / 100
    for limit, yuan in worth.items():
        if limit.kind == "labour" and limit.year is not None and limit.period is not None:
            period = (limit.year - plan.problem.year) * PERIODS + limit.period
            yield limit, -yuan * option.labour.get(period, 0)
        elif limit.year == option.year:
            used = {
                "market": -option.jin.get(limit.subject, 0),
                "order": option.jin.get(limit.subject, 0),
                "cover": -int(option.greenhouse),
                "rice": option.rice / (shown or 1),
                "takings": option.takings / 100 / (shown or 1),
            }
            yield limit, yuan * used.get(limit.kind, 0)


def _better(weighed: _Weighed, year: int, gone: str, come: str) -> dict[Limit, float]:
    """Return by part how much more a mu of one pattern earns than of another."""
    was, now = (weighed.parts.get((one, year), {}) for one in (gone, come))
    return {part: now.get(part, 0) - was.get(part, 0) for part in {*was, *now}}


def _allowed(weighed: _Weighed, plot: Plot, pattern: str, year: int) -> bool:
    option = weighed.options.get((pattern, year))
    return option is not None and not _refused(weighed, plot, option)


def _refused(weighed: _Weighed, plot: Plot, option: Option) -> str:
    """Return why an option may not grow on a plot whatever else does, empty: it may."""
    kind = kind_of(weighed.plan.problem, plot)
    if option.greenhouse and not kind.greenhouse:
        return "no-greenhouse"
    if option.begins < kind.busy_until:
        return "busy"
    return "" if kind.allows(option) else "not-allowed"


def _of_plot(weighed: _Weighed, plot: Plot) -> list[Option]:
    return [
        weighed.options[pattern, year]
        for year in weighed.plan.problem.years
        for pattern in weighed.by_plot.get((plot.id, year), ())
    ]


def _blocked(weighed: _Weighed, plot: Plot, option: Option) -> str:
    """Return the family that may not be grown again so soon, with what else the plot bears.

    Empty where none forbids it.
    """
    problem = weighed.plan.problem
    others: Iterable[Option] = (
        one for one in _of_plot(weighed, plot) if not one.meets(option) and one is not option
    )
    growings = [one for other in (*others, option) for one in other.growings]
    history = kind_of(problem, plot).history
    for rotation in problem.rotations:
        if broken(rotation, growings, history):
            return rotation.family
    return ""
