"""What cannot follow what on one plot: the same days, and the same family too often.

Of any `running` + 1 growings of a family the first and the last must lie far enough apart.  So in
each window of half-years that is too short, at most `running` may stand: `Row` says that of the
options of one kind of plot.  Where rice between them shortens the gap, each rice season in the
window lifts the row.  Together these rows forbid exactly the forbidden sets.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongfu.engines.cropping.options import Growing, Option
from gongfu.engines.cropping.problem import Rotation


class Row(NamedTuple):
    """Weights by index of the option; their sum over the chosen ones is at most `most`.

    family: whose rotation it is, empty: the options take the same days.
    """

    weights: dict[int, int]
    most: int
    family: str = ""


def broken(
    rotation: Rotation, growings: Iterable[Growing], history: Iterable[Growing] = ()
) -> bool:
    """Return whether growings of one plot, after this history, break the rotation.

    What the past alone broke does not count.
    """
    every = sorted([(one, False) for one in history] + [(one, True) for one in growings])
    mine = [(one.half, new) for one, new in every if one.family == rotation.family]
    rice = [one.half for one, _new in every if one.rice]
    for start in range(len(mine) - rotation.running):
        group = mine[start : start + rotation.running + 1]
        if any(new for _half, new in group) and _too_near(
            rotation, group[0][0], group[-1][0], rice
        ):
            return True
    return False


def _too_near(rotation: Rotation, first: int, last: int, rice: Sequence[int]) -> bool:
    apart = last - first
    if any(first < half < last for half in rice):
        return apart < 2 * (rotation.running + rotation.paddy_gap)
    return apart < 2 * (rotation.running + rotation.gap)


def family_rows(
    options: Sequence[Option], rotation: Rotation, history: Sequence[Growing]
) -> list[Row]:
    """Return the rows of one family for plots with these options and this history.

    Weights name options by their place in `options`.
    """
    rows = [
        row
        for row in _windows(options, rotation, history)
        if _heaviest(options, row.weights) > row.most
    ]
    return _needed(rows)


def _needed(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that no other row implies, each once."""
    kept: list[Row] = []
    for row in rows:
        if not any(_implies(other, row) for other in kept):
            kept = [other for other in kept if not _implies(row, other)] + [row]
    return kept


def _implies(strong: Row, weak: Row) -> bool:
    return strong.most <= weak.most and all(
        strong.weights.get(at, 0) >= weak.weights.get(at, 0)
        for at in {*strong.weights, *weak.weights}
    )


def land_rows(options: Sequence[Option]) -> Iterator[Row]:
    """Yield the largest sets of options that all take one same day."""
    seen: list[set[int]] = []
    for option in options:
        day = option.begins
        taken = {at for at, one in enumerate(options) if one.begins <= day < one.free}
        if not any(taken <= other for other in seen):
            seen.append(taken)
    for taken in seen:
        if not any(taken < other for other in seen):
            yield Row(dict.fromkeys(sorted(taken), 1), 1)


def _windows(
    options: Sequence[Option], rotation: Rotation, history: Sequence[Growing]
) -> Iterator[Row]:
    """Yield the rows of one family: windows [first, last] of half-years that are too short."""
    mine = [one.half for one in history if one.family == rotation.family]
    new = {g.half for option in options for g in option.growings if g.family == rotation.family}
    halves = sorted({*mine, *new})
    short = 2 * (rotation.running + rotation.paddy_gap)
    long = 2 * (rotation.running + rotation.gap)
    for first in halves:
        for last in halves:
            if not new or last < min(new) or last < first:
                continue
            if last - first < short:
                yield _row(options, rotation, history, (first, last))
            elif last - first < long:
                yield from _lifted(options, rotation, history, (first, last))


def _row(
    options: Sequence[Option],
    rotation: Rotation,
    history: Sequence[Growing],
    window: tuple[int, int],
) -> Row:
    """Return: at most `running` of the family in the window, with those of the past."""
    past = _count(history, rotation.family, window)
    weights = {
        at: count
        for at, option in enumerate(options)
        if (count := _count(option.growings, rotation.family, window))
    }
    return Row(weights, max(0, rotation.running - past), rotation.family)


def _lifted(
    options: Sequence[Option],
    rotation: Rotation,
    history: Sequence[Growing],
    window: tuple[int, int],
) -> Iterator[Row]:
    """Yield the row of a window in which rice between first and last lifts the rule."""
    first, last = window
    if any(first < one.half < last for one in history if one.rice):
        return
    row = _row(options, rotation, history, window)
    lift = _heaviest(options, row.weights) - row.most
    if lift <= 0:
        return
    weights = dict(row.weights)
    for at, option in enumerate(options):
        rice = sum(one.rice and first < one.half < last for one in option.growings)
        if rice:
            weights[at] = weights.get(at, 0) - lift * rice
    yield Row(weights, row.most, rotation.family)


def _count(growings: Iterable[Growing], family: str, window: tuple[int, int]) -> int:
    return sum(one.family == family and window[0] <= one.half <= window[1] for one in growings)


def _heaviest(options: Sequence[Option], weights: dict[int, int]) -> int:
    """Return the most that options which can stand on one plot weigh together."""
    order = sorted(weights, key=lambda at: options[at].free)
    ends = [options[at].free for at in order]
    best = [0]
    for number, at in enumerate(order):
        before = bisect.bisect_right(ends, options[at].begins, 0, number)
        best.append(max(best[-1], best[before] + weights[at]))
    return best[-1]
