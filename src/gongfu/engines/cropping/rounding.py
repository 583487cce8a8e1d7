"""From shares to whole plots: each plot takes what its unit still owes, largest plots first.

What a unit cannot give out exactly is owed by the next (error diffusion), so that the totals of
the options, over which the limits stand, stay near those of the shares.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from gongfu.engines.cropping.options import Real, Whole
from gongfu.engines.cropping.units import Ground, Units
from gongfu.engines.cropping.weighing import Book

_MOST = 400


def give_out(book: Book, ground: Ground, units: Units, shares: Real) -> None:
    """Choose options for every plot by the shares of units (units x options)."""
    for plot, options in ground.wished.items():
        for option in options:
            book.change(plot, option, 1)
    owed = np.zeros((2, shares.shape[1]))
    for at, plots in enumerate(units.plots):
        wanted = shares[at] * units.area[at]
        support = np.flatnonzero(wanted > 1e-6)
        carried = owed[int(units.demonstration[at])]
        ways = _ways(book, plots[0], support)
        left = wanted[support] + carried[support]
        for plot in sorted(plots, key=lambda one: -book.area[one]):
            if plot in ground.wished:
                continue
            area = book.area[plot]
            gain = np.minimum(area, 2 * left - area)
            way = ways[int(np.argmax(ways @ gain))]
            left -= area * way
            for option in support[way > 0]:
                book.change(plot, int(option), 1)
        carried[support] = left


def _ways(book: Book, plot: int, support: Whole) -> Real:
    """Return sets of options that can stand on such a plot together, as rows of 0 and 1."""
    rows, room = book.rows[book.shape[plot]], book.room[book.shape[plot]]
    found = [np.zeros(len(support))]
    for size in range(1, len(support) + 1):
        before = len(found)
        for ones in combinations(range(len(support)), size):
            if (rows[:, support[list(ones)]].sum(axis=1) <= room).all():
                way = np.zeros(len(support))
                way[list(ones)] = 1
                found.append(way)
            if len(found) >= _MOST:
                return np.array(found)
        if len(found) == before:
            break
    return np.array(found)
