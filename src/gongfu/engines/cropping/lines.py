"""Lines along which trades move mu: from some options to others on the same plots.

Besides one option for another that takes its days, two of years that follow one another may change
together, since what grows in one year decides what may in the next.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from gongfu.engines.cropping.options import Option, Real, Whole
from gongfu.engines.cropping.weighing import Book, Scale

MOST, _PART = 40_000, 4096
_AMOUNTS = (0.05, 0.5, 3.0)
_LEAST = 1e-7


class Line(NamedTuple):
    """Moving mu from options to others (either may be none), on demonstration plots or not."""

    out: tuple[int, ...]
    into: tuple[int, ...]
    shown: bool

    def back(self) -> Line:
        """Return the other direction."""
        return Line(self.into, self.out, self.shown)


class Lines:
    """All lines, and what a mu along each changes: usage (lines x limits), income (x scenarios).

    doubles: at most so many lines of two options at once.
    """

    def __init__(
        self, options: Sequence[Option], scale: Scale, kinds: Sequence[bool], *, doubles: int = MOST
    ) -> None:
        ways = [_single(options), list(itertools.islice(_double(options), doubles))]
        self.every = [Line(*way, kind) for part in ways for kind in kinds for way in part]
        self._single = len(ways[0]) * len(kinds)
        moved = np.zeros((len(self.every), len(options)))
        for at, line in enumerate(self.every):
            moved[at, list(line.out)] = -1
            moved[at, list(line.into)] = 1
        shown = np.array([line.shown for line in self.every])[:, None]
        self.usage: Real = np.where(shown, moved @ scale.shown.T, moved @ scale.plain.T)
        self.income: Real = moved @ scale.incomes
        self.rise: Real = self.income @ scale.weights

    def promising(self, book: Book) -> list[int]:
        """Return the lines along which some amount gains, those that gain most first."""
        until = len(self.every)
        parts = (slice(start, min(start + _PART, until)) for start in range(0, until, _PART))
        gains = np.concatenate([self._gains(book, part) for part in parts])
        order = np.argsort(-gains, kind="stable")
        return [int(at) for at in order[: int((gains > _LEAST).sum())]]

    def _gains(self, book: Book, part: slice) -> Real:
        usage, income = self.usage[part], self.income[part]
        found = [book.gains(amount * usage, amount * income) for amount in _AMOUNTS]
        gains = np.max(found, axis=0)
        if book.mending:
            gains[~book.mends(usage)] = 0
        return gains

    def uphill(self) -> Whole:
        """Return the lines of single options along which the mean income rises."""
        return np.flatnonzero(self.rise[: self._single] > 0)


_Way = tuple[tuple[int, ...], tuple[int, ...]]


def _single(options: Sequence[Option]) -> list[_Way]:
    """Return one option out, one in, or one for another that takes its days."""
    numbers = range(len(options))
    found: list[_Way] = [((), (at,)) for at in numbers]
    found += [((at,), ()) for at in numbers]
    found += [
        ((out,), (into,))
        for out, into in itertools.permutations(numbers, 2)
        if options[out].meets(options[into])
    ]
    return found


def _double(options: Sequence[Option]) -> Iterator[_Way]:
    """Yield two options of years that follow, for two others."""
    pairs = [
        (a, b)
        for a, b in itertools.permutations(range(len(options)), 2)
        if options[b].year == options[a].year + 1 and not options[a].meets(options[b])
    ]
    for out, into in itertools.permutations(pairs, 2):
        same = options[out[0]].year == options[into[0]].year
        if same and out[0] != into[0] and out[1] != into[1]:
            yield out, into
