"""Trades between plots: one gives up some options for others, or two exchange theirs.

Each trade moves so many mu along a line.  Along it the worth is concave, so its best amount is
found first, and then the plot, or the two plots by the difference of their areas, that come nearest
to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from gongfu.engines.cropping.lines import Line, Lines
from gongfu.engines.cropping.options import Option, Real, Whole
from gongfu.engines.cropping.weighing import Book

_LEAST, _TRIES, _OTHERS = 1e-7, 6, 400
_STRICT, _SHAKEN = 1000.0, 3


class _Trade(NamedTuple):
    """A plot moves along a line, and the other (-1: none) back."""

    plot: int
    other: int


class Trader:
    """Trades on a book, towards a worth that is enough."""

    def __init__(
        self, book: Book, options: tuple[Option, ...], enough: Callable[[float], bool]
    ) -> None:
        self._kinds = [kind for kind in (False, True) if (book.shown == kind).any()]
        self._book, self._options, self._enough = book, options, enough
        self._lines = Lines(options, book.scale, self._kinds, doubles=0)

    def mend(self) -> None:
        """Trade single options until nothing is passed, or until that gets no better."""
        book = self._book
        book.strict, book.mending = _STRICT, True
        self._trade(lambda worth: book.clean() or self._enough(worth))
        book.mending = False

    def improve(self) -> None:
        """Trade until nothing improves, passing nothing that is not passed already."""
        self._book.strict = _STRICT
        self._lines = Lines(self._options, self._book.scale, self._kinds)
        self._trade(self._enough)

    def shaken(self, seed: int) -> None:
        """Put a few plots to other options, any that fit, then trade; undo where it was no gain."""
        book = self._book
        before, worth = book.chosen.copy(), book.worth()
        chance = np.random.default_rng(seed)
        for plot in chance.choice(len(book.area), min(_SHAKEN, len(book.area)), replace=False):
            self._shake(int(plot), chance)
        self._trade(self._enough)
        if book.worth() < worth:
            book.restore(before)

    def _shake(self, plot: int, chance: np.random.Generator) -> None:
        book = self._book
        for out in np.flatnonzero(book.chosen[plot] & ~book.fixed[plot]).tolist():
            others = [
                into
                for into in np.flatnonzero(~book.chosen[plot]).tolist()
                if book.fits(np.array([plot]), out=(out,), into=(into,))[0]
            ]
            if others:
                book.change(plot, out, -1)
                book.change(plot, int(chance.choice(others)), 1)

    def _trade(self, enough: Callable[[float], bool]) -> None:
        book = self._book
        while True:
            before = book.worth()
            self._along_all(enough)
            self._even(enough)
            if enough(book.worth()) or book.worth() <= before + _LEAST:
                return

    def _along_all(self, enough: Callable[[float], bool]) -> None:
        """Trade along each line that promises something until none improves."""
        improved = True
        while improved:
            improved = False
            for at in self._lines.promising(self._book):
                while not enough(self._book.worth()) and self._along(at):
                    improved = True
                if enough(self._book.worth()):
                    return

    def _along(self, at: int) -> bool:
        """Make the best trade along a line; return whether there was one that improves."""
        book, line = self._book, self._lines.every[at]
        usage, income = self._lines.usage[at], self._lines.income[at]
        if book.mending and not book.mends(usage):
            return False
        best = _best_amount(book, usage, income)
        if best <= 0:
            return False
        every = np.ones(len(book.area), dtype=bool)
        givers = _movers(book, line, every)
        if not len(givers):
            return False
        takers = _movers(book, line.back(), every)
        plots, others, amounts = _near(book.area, givers, takers, best)
        gains = book.gains(amounts[:, None] * usage, amounts[:, None] * income)
        for one in np.argsort(-gains, kind="stable")[:_TRIES]:
            if gains[one] <= _LEAST:
                return False
            if _made(book, line, _Trade(int(plots[one]), int(others[one]))):
                return True
        return False

    def _even(self, enough: Callable[[float], bool]) -> None:
        """Exchange options of plots alike in size, in favour of the poorest households."""
        book, tried = self._book, set[int]()
        while poor := [one for one in book.poor() if one not in tried]:
            house = poor[0]
            tried.add(house)
            while self._favoured(house) and not enough(book.worth()):
                tried = {house}

    def _favoured(self, house: int) -> bool:
        """Make one exchange that improves, for one household; return whether there was one."""
        book = self._book
        mine, rich = book.house == house, book.house != house
        for at in self._lines.uphill().tolist():
            line = self._lines.every[at]
            givers = _movers(book, line, mine)
            if not len(givers):
                continue
            others = _movers(book, line.back(), rich)
            if not len(others):
                continue
            plots, partners = _alike(book.area, givers, others)
            gains = self._fair_gains(at, plots, partners)
            best = int(np.argmax(gains))
            made = _Trade(int(plots[best]), int(partners[best]))
            if gains[best] > _LEAST and _made(book, line, made):
                return True
        return False

    def _fair_gains(self, at: int, plots: Whole, others: Whole) -> Real:
        """Return what exchanges gain, with what they lower of what is to pay for households below.

        The least household's income counts as what its plot gains.
        """
        book, rise = self._book, float(self._lines.rise[at])
        amounts = (book.area[plots] - book.area[others])[:, None]
        gains = book.gains(amounts * self._lines.usage[at], amounts * self._lines.income[at])
        _aversion, _tail, floor, fairness = book.scale.aims
        over = book.households - floor * book.scale.shares * book.households.sum()
        own, its = over[book.house[plots]], over[book.house[others]]
        won = np.minimum(np.maximum(0, -own), book.area[plots] * rise)
        lost = np.maximum(0, book.area[others] * rise - np.maximum(0, its))
        lost = np.where(book.house[others] < 0, 0, lost)
        return gains + 3 * book.strict * (won - lost) + fairness * book.area[plots] * rise


def _best_amount(book: Book, usage: Real, income: Real) -> float:
    """Return the mu that gain most, 0 where none do: where some limit is just reached."""
    turns = np.abs(usage) > 1e-12
    slack = (book.scale.most - book.usage)[turns] / usage[turns]
    amounts = slack[np.isfinite(slack) & (slack > 1e-9)]
    amounts = np.append(amounts, [0.01, float(book.area.max())])
    gains = book.gains(amounts[:, None] * usage, amounts[:, None] * income)
    at = int(np.argmax(gains))
    return float(amounts[at]) if gains[at] > _LEAST else 0.0


def _movers(book: Book, line: Line, among: np.ndarray) -> Whole:
    """Return the plots among some that may move along a line, least area first."""
    right = among & (book.shown == line.shown)
    for out in line.out:
        right = right & book.chosen[:, out] & ~book.fixed[:, out]
    for into in line.into:
        right = right & ~book.chosen[:, into]
    plots = np.flatnonzero(right)
    plots = plots[book.fits(plots, out=line.out, into=line.into)]
    return plots[np.argsort(book.area[plots], kind="stable")]


def _near(area: Real, givers: Whole, takers: Whole, best: float) -> tuple[Whole, Whole, Real]:
    """Return trades whose amounts come near the best: plots, others, mu."""
    have = area[givers]
    if len(takers) > _OTHERS:
        takers = takers[np.linspace(0, len(takers) - 1, _OTHERS).astype(np.int64)]
    others = np.concatenate(([-1], takers))
    wanted = best + np.concatenate(([0.0], area[takers]))
    place = np.searchsorted(have, wanted)
    both = np.concatenate((np.maximum(place - 1, 0), np.minimum(place, len(givers) - 1)))
    others = np.tile(others, 2)
    plots = givers[both]
    amounts = area[plots] - np.where(others >= 0, area[others], 0)
    good = (amounts > 0) & (plots != others)
    return plots[good], others[good], amounts[good]


def _alike(area: Real, givers: Whole, others: Whole) -> tuple[Whole, Whole]:
    """Return each giver with the others nearest to it in size."""
    place = np.searchsorted(area[others], area[givers])
    near = place[:, None] + np.arange(-_TRIES, _TRIES)
    near = np.clip(near, 0, len(others) - 1)
    return np.repeat(givers, near.shape[1]), others[near.ravel()]


def _made(book: Book, line: Line, made: _Trade) -> bool:
    """Make a trade, and unmake it where it does not improve everything together."""
    before = book.worth()
    moves = [(line.out, -1), (line.into, 1)]
    steps = [(made.plot, option, step) for options, step in moves for option in options]
    if made.other >= 0:
        steps += [(made.other, option, -step) for options, step in moves for option in options]
    for plot, option, step in steps:
        book.change(plot, option, step)
    if book.worth() > before + _LEAST:
        return True
    for plot, option, step in steps:
        book.change(plot, option, -step)
    return False
