"""What a plan uses of each limit, in whole numbers, and whether it keeps everything; no solver."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from gongfu.engines.cropping.accounting import Account, account
from gongfu.engines.cropping.options import Option, kind_of
from gongfu.engines.cropping.problem import PERIODS, Choice, Limit, Problem
from gongfu.engines.cropping.rotation import broken

_AT_LEAST = ("order", "rice", "takings", "fair")
_FEN = Fraction(1, 100)


def used(
    problem: Problem, options: Sequence[Option], choices: Sequence[Choice]
) -> dict[Limit, tuple[Fraction, Fraction]]:
    """Return what is used of each limit and its bound, in the units of `Worth`."""
    every = _mu_by_option(options, choices, {one.id: one.area for one in problem.plots})
    found = {
        limit: (sum((mu * of(options[at]) for at, mu in every.items()), Fraction(0)), bound)
        for limit, bound, of in _limits(problem, options)
    }
    areas = {one.id: one.area for one in problem.plots if one.demonstration}
    shown = _mu_by_option(options, choices, areas)
    for limit, bound, of in _targets(problem) if areas else ():
        whole = sum((mu * of(options[at]) for at, mu in shown.items()), Fraction(0))
        found[limit] = (100 * whole / sum(areas.values()), bound)
    return found | _floors(account(problem, options, choices))


def _mu_by_option(
    options: Sequence[Option], choices: Sequence[Choice], areas: dict[str, int]
) -> dict[int, Fraction]:
    """Return the mu of each option, over the plots whose areas are given."""
    numbers = {(one.pattern, one.year): at for at, one in enumerate(options)}
    found = Counter[int]()
    for choice in choices:
        found[numbers[choice.pattern, choice.year]] += areas.get(choice.plot, 0)
    return {at: Fraction(area, 100) for at, area in found.items()}


_Use = tuple[Limit, Fraction, Callable[[Option], Fraction | int]]


def _limits(problem: Problem, options: Sequence[Option]) -> Iterator[_Use]:
    """Yield the limits over all plots, their bounds, and what a mu of an option takes."""
    periods = {period for one in options for period in one.labour}
    for period in sorted(periods if problem.labour else ()):
        year, number = divmod(period, PERIODS)
        limit = Limit("labour", "", problem.year + year, number)
        minutes = Fraction(problem.labour[number])
        yield limit, minutes, lambda one, period=period: one.labour.get(period, 0)  # type: ignore[misc]
    for year in problem.years:
        for market in problem.markets:
            jin = _jin_of(market.product, year)
            if market.most is not None:
                yield Limit("market", market.product, year), Fraction(market.most), jin
            if market.least and year in problem.whole_years:
                yield Limit("order", market.product, year), Fraction(market.least), jin
        if problem.cover is not None:
            yield Limit("cover", "", year), Fraction(problem.cover, 100), _covered_in(year)


def _jin_of(product: str, year: int) -> Callable[[Option], int]:
    return lambda one: one.jin.get(product, 0) if one.year == year else 0


def _covered_in(year: int) -> Callable[[Option], int]:
    return lambda one: int(one.greenhouse and one.year == year)


def _targets(problem: Problem) -> Iterator[_Use]:
    """Yield what the demonstration plots shall bear, and what a mu of an option adds."""
    target = problem.target
    for year in problem.whole_years:
        if target.rice:
            yield Limit("rice", "", year), Fraction(target.rice), _rice_in(year)
        if target.takings:
            yield Limit("takings", "", year), target.takings * _FEN, _takings_in(year)


def _rice_in(year: int) -> Callable[[Option], int]:
    return lambda one: one.rice if one.year == year else 0


def _takings_in(year: int) -> Callable[[Option], Fraction]:
    return lambda one: one.takings * _FEN if one.year == year else Fraction(0)


def _floors(found: Account) -> dict[Limit, tuple[Fraction, Fraction]]:
    """Return each household's income and the floor below which it may not be, in yuan."""
    floor, members = found.problem.aims.floor, found.members
    if not floor:
        return {}
    area = sum(found.areas[name] for name in members)
    whole = sum(members.values(), Fraction(0)) / 10_000
    return {
        Limit("fair", name): (
            income / 10_000, whole * floor * found.areas[name] / (100 * area)
        )
        for name, income in members.items()
    }  # fmt: skip


def breaches(problem: Problem, options: Sequence[Option], choices: Sequence[Choice]) -> list[Limit]:
    """Return the limits that choices do not keep; money to the fen.

    Plots that would bear two things at once come as Limit("land", plot), and options that are not
    allowed on their plot as Limit("kind", plot).
    """
    found = [
        limit
        for limit, (use, bound) in used(problem, options, choices).items()
        if (use < bound - _slack(limit) if limit.kind in _AT_LEAST else use > bound)
    ]
    chosen = set(choices)
    found += [
        Limit("wish", one.plot, one.year, pattern=one.pattern)
        for one in problem.wishes
        if one not in chosen
    ]
    return found + list(_clashing(problem, options, choices))


def _slack(limit: Limit) -> Fraction:
    return _FEN if limit.kind in ("fair", "takings") else Fraction(0)


def _clashing(
    problem: Problem, options: Sequence[Option], choices: Sequence[Choice]
) -> Iterator[Limit]:
    """Yield what cannot stand on its plot, or after one another."""
    by_name = {(one.pattern, one.year): one for one in options}
    plots = {one.id: one for one in problem.plots}
    times = Counter(choices)
    by_plot: dict[str, list[Option]] = defaultdict(list)
    for choice in times:
        by_plot[choice.plot].append(by_name[choice.pattern, choice.year])
    for name, ones in by_plot.items():
        kind = kind_of(problem, plots[name])
        if not all(kind.allows(one) for one in ones):
            yield Limit("kind", name)
        if any(a is not b and a.meets(b) for a in ones for b in ones):
            yield Limit("land", name)
        growings = [one for option in ones for one in option.growings]
        families = {one.family for one in growings}
        for rotation in problem.rotations:
            if rotation.family in families and broken(rotation, growings, kind.history):
                yield Limit("rotation", rotation.family)
