"""Find good centres: a flow gives households to centres, medians become centres, by turns.

Source: location and allocation by turns (Cooper 1964), with capacities as Hess and others 1965 use
for electoral districts; starts by k-means++ (Arthur and Vassilvitskii 2007).
"""

from __future__ import annotations

import numpy as np

from gongfu.engines.districting.assigning import Wish, flow
from gongfu.engines.districting.cells import Real, Whole

_STARTS, _TURNS = 4, 12


def find(wish: Wish, ways: Real, count: int, *, seed: int) -> Whole:
    """Return the centres of the best of several starts.  ways: n x n.  Same seed, same centres."""
    chance = np.random.default_rng(seed)
    found = [_by_turns(wish, ways, _start(wish, ways, count, chance)) for _one in range(_STARTS)]
    costs = [flow(wish, ways[centres])[1] for centres in found]
    return found[int(np.argmin(costs))]


def medians(wish: Wish, ways: Real, centre_of: Whole, centres: Whole) -> Whole:
    """Return each part's building to which its households have the least way.

    A part without buildings keeps its centre.
    """
    found = centres.copy()
    for part in range(len(centres)):
        inside = np.flatnonzero(centre_of == part)
        if len(inside):
            walked = ways[np.ix_(inside, inside)] @ wish.households[inside]
            found[part] = inside[int(np.argmin(walked))]
    return found


def _start(wish: Wish, ways: Real, count: int, chance: np.random.Generator) -> Whole:
    """Return centres far from one another, drawn by chance, the more households the likelier."""
    weights = wish.households.astype(float)
    centres = [int(chance.choice(len(weights), p=weights / weights.sum()))]
    for _more in range(count - 1):
        pull = weights * ways[centres].min(axis=0) ** 2
        centres.append(int(chance.choice(len(pull), p=pull / pull.sum())))
    return np.asarray(centres, dtype=np.int64)


def _by_turns(wish: Wish, ways: Real, centres: Whole) -> Whole:
    for _turn in range(_TURNS):
        centre_of, _cost = flow(wish, ways[centres])
        moved = medians(wish, ways, centre_of, centres)
        if (moved == centres).all() or len(set(moved.tolist())) < len(moved):
            break
        centres = moved
    return centres
