"""Plots as the solver sees them: each alone, or those together that nothing tells apart.

A unit takes shares of each option.  With divisible plots, plots that nothing tells apart are one
unit without loss: shares of the unit are the same shares of each of its plots.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from gongfu.engines.cropping.options import Growing, Kind, Option, Real, Whole, kind_of
from gongfu.engines.cropping.problem import Choice, Infeasible, Problem, Rotation
from gongfu.engines.cropping.rotation import Row, family_rows, land_rows


class Shape(NamedTuple):
    """What units of one kind may bear: options by number, and rows over their places in it."""

    options: Whole
    rows: tuple[Row, ...]


class _Key(NamedTuple):
    kind: int
    household: int
    demonstration: bool
    alone: int


@dataclasses.dataclass(frozen=True, eq=False)
class Units:
    """Units as columns.

    plots: the indexes of each unit's plots.  kind: index of its shape.  area: mu.  household: index
    into `households`, which are those of members, in order of their names; -1: nobody's.  Where
    all members are together, the first stands for all.
    """

    plots: tuple[tuple[int, ...], ...]
    kind: Whole
    area: Real
    household: Whole
    demonstration: np.ndarray
    shapes: tuple[Shape, ...]
    households: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.plots)

    @property
    def columns(self) -> int:
        """Return how many shares there are."""
        return int(np.array([len(shape.options) for shape in self.shapes])[self.kind].sum())


@dataclasses.dataclass(frozen=True, eq=False)
class Ground:
    """The plots of a problem: each one's shape by number, and the options wished for by plot."""

    problem: Problem
    options: tuple[Option, ...]
    kind: tuple[int, ...]
    shapes: tuple[Shape, ...]
    wished: dict[int, tuple[int, ...]]

    def single(self) -> Units:
        """Return each plot as a unit of its own."""
        return self._grouped(alone=True, by_household=True)

    def together(self, *, by_household: bool) -> Units:
        """Return the fewest units; where households do not matter, plots of all are together."""
        return self._grouped(alone=False, by_household=by_household)

    def _grouped(self, *, alone: bool, by_household: bool) -> Units:
        problem = self.problem
        members = sorted({plot.household for plot in problem.plots} - {""})
        number = {name: at for at, name in enumerate(members)}
        groups: dict[_Key, list[int]] = {}
        for at, plot in enumerate(problem.plots):
            house = number.get(plot.household, -1)
            house = house if by_household else min(house, 0)
            own = at if alone or at in self.wished else -1
            key = _Key(self.kind[at], house, plot.demonstration, own)
            groups.setdefault(key, []).append(at)
        keys = list(groups)
        areas = [sum(problem.plots[one].area for one in groups[key]) for key in keys]
        return Units(
            plots=tuple(tuple(groups[key]) for key in keys),
            kind=np.array([key.kind for key in keys], dtype=np.int64),
            area=np.array(areas, dtype=float) / 100,
            household=np.array([key.household for key in keys], dtype=np.int64),
            demonstration=np.array([key.demonstration for key in keys], dtype=bool),
            shapes=self.shapes,
            households=tuple(members) if by_household else tuple(members[:1]),
        )


def ground_of(problem: Problem, options: Sequence[Option]) -> Ground:
    """Return the ground of a problem.  Raises Infeasible for a wish that cannot grow there."""
    shaper, numbers = _Shaper(problem, tuple(options)), dict[_Shown, int]()
    kind = [
        numbers.setdefault(shaper.shown(kind_of(problem, plot)), len(numbers))
        for plot in problem.plots
    ]
    shapes = tuple(_shape(*shown) for shown in numbers)
    found = Ground(problem, tuple(options), tuple(kind), shapes, {})
    return dataclasses.replace(found, wished=_wished(found))


_Plain = tuple[tuple[tuple[int, int], ...], int, str]
_Shown = tuple[tuple[int, ...], tuple[_Plain, ...]]


class _Shaper:
    """Says what plots of a kind may bear and the rows over it, so that it can be compared."""

    def __init__(self, problem: Problem, options: tuple[Option, ...]) -> None:
        self._problem, self._options = problem, options
        self._allowed: dict[tuple[bool, int, frozenset[str]], tuple[int, ...]] = {}
        self._rows: dict[tuple[object, ...], tuple[_Plain, ...]] = {}

    def shown(self, kind: Kind) -> _Shown:
        """Return the options and rows of a kind."""
        if kind[:3] not in self._allowed:
            allowed = (at for at, one in enumerate(self._options) if kind.allows(one))
            self._allowed[kind[:3]] = tuple(allowed)
        places = self._allowed[kind[:3]]
        rows = self._kept((places,), land_rows)
        for rotation in self._problem.rotations:
            asked = tuple(one for one in kind.history if one.rice or one.family == rotation.family)
            rows += self._kept((places, rotation, asked), _of_rule(rotation, asked))
        return places, rows

    def _kept(
        self, key: tuple[Any, ...], rows: Callable[[list[Option]], Iterable[Row]]
    ) -> tuple[_Plain, ...]:
        """Return rows as they were found before for the same, or find them."""
        if key not in self._rows:
            found = rows([self._options[at] for at in key[0]])
            self._rows[key] = tuple(
                (tuple(row.weights.items()), row.most, row.family) for row in found
            )
        return self._rows[key]


def _of_rule(
    rotation: Rotation, history: tuple[Growing, ...]
) -> Callable[[list[Option]], list[Row]]:
    return lambda chosen: family_rows(chosen, rotation, history)


def _shape(allowed: Sequence[int], rows: Sequence[tuple[Any, int, str]]) -> Shape:
    found = tuple(Row(dict(weights), most, family) for weights, most, family in rows)
    return Shape(np.array(allowed, dtype=np.int64), found)


def _wished(ground: Ground) -> dict[int, tuple[int, ...]]:
    """Return the options that are wished for, by plot, both as indexes."""
    plots = {plot.id: at for at, plot in enumerate(ground.problem.plots)}
    options = {(one.pattern, one.year): at for at, one in enumerate(ground.options)}
    found: dict[int, list[int]] = {}
    for wish in ground.problem.wishes:
        plot = plots[wish.plot]
        option = options.get((wish.pattern, wish.year), -1)
        if option not in ground.shapes[ground.kind[plot]].options:
            raise Infeasible("not-here", (wish.plot, wish.pattern, str(wish.year)))
        found.setdefault(plot, []).append(option)
    return {plot: tuple(ones) for plot, ones in found.items()}


def choices_of(ground: Ground, chosen: dict[int, list[int]]) -> tuple[Choice, ...]:
    """Return choices by name, from options by plot."""
    return tuple(
        Choice(ground.problem.plots[plot].id, ground.options[at].pattern, ground.options[at].year)
        for plot in sorted(chosen)
        for at in sorted(chosen[plot])
    )
