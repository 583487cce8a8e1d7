"""When the crops of a pattern stand in the field, and whether one after another they fit."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gongfu.engines.cropping.answer import Misfit, Sown, Timetable
from gongfu.engines.cropping.problem import DAYS, Crop, Problem


class _Try(NamedTuple):
    """One way to choose the varieties: how far it came, and what stopped it."""

    crops: tuple[Crop, ...]
    sown: tuple[Sown, ...]
    misfit: Misfit | None


def timetables(problem: Problem) -> tuple[dict[str, Timetable], dict[str, Misfit]]:
    """Return the timetables of the patterns that fit, and why the others do not.

    The first crop is sown as early as it may be, each other one as soon as the field is free
    within the first window that closes after the middle of the crop before.  Of the varieties that
    fit, those are taken that earn most a mu.
    """
    crops = {one.id: one for one in problem.crops}
    fit: dict[str, Timetable] = {}
    unfit: dict[str, Misfit] = {}
    for pattern in problem.patterns:
        tries = [
            _tried(pattern.id, ways)
            for ways in itertools.product(*([crops[one] for one in step] for step in pattern.steps))
        ]
        good = [one for one in tries if one.misfit is None]
        if good:
            best = max(
                good, key=lambda one: sum(crop.jin * crop.fen - crop.cost for crop in one.crops)
            )
            free = best.sown[-1].cleared + best.crops[-1].turn
            fit[pattern.id] = Timetable(pattern.id, best.sown, free)
        else:
            unfit[pattern.id] = _nearest(tries)
    return fit, unfit


def _nearest(tries: Sequence[_Try]) -> Misfit:
    """Return the misfit of the try that came farthest and missed least."""
    misfits = [one.misfit for one in tries if one.misfit is not None]
    return min(misfits, key=lambda one: (-one.step, one.late))


def _tried(pattern: str, crops: tuple[Crop, ...]) -> _Try:
    sown: list[Sown] = []
    ready = 0
    for step, crop in enumerate(crops):
        start = _window(crop, sown[-1] if sown else None)
        day = max(ready, start + crop.sow_from)
        last = start + crop.sow_until
        if day > last:
            return _Try(crops, tuple(sown), Misfit(pattern, step, crop.id, ready, None, day - last))
        cleared, limit = day + crop.days, start + crop.clear_until
        if cleared > limit:
            late = cleared - limit
            return _Try(crops, tuple(sown), Misfit(pattern, step, crop.id, ready, cleared, late))
        sown.append(Sown(crop.id, day, cleared))
        ready = cleared + crop.turn
    return _Try(crops, tuple(sown), None)


def _window(crop: Crop, before: Sown | None) -> int:
    """Return the 1 January from which the crop's window of sowing is counted."""
    if before is None:
        return 0
    middle = (before.sown + before.cleared) // 2
    return max(0, -(-(middle - crop.sow_until) // DAYS)) * DAYS


def varieties(problem: Problem, timetable: Timetable) -> tuple[Crop, ...]:
    """Return the crops of a timetable."""
    crops: Mapping[str, Crop] = {one.id: one for one in problem.crops}
    return tuple(crops[one.crop] for one in timetable.crops)
