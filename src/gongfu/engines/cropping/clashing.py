"""Which limits and wishes clash: a smallest set that cannot hold, found by leaving out.

First every limit may be missed at a price (an elastic programme); those with a price then clash
together.  Of these each is left out for a try, and stays out where the rest still clashes
(Chinneck and Dravnieks 1991).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

import numpy as np
import scipy

from gongfu.engines.cropping.problem import Limit
from gongfu.engines.cropping.programme import INFINITY, Programme
from gongfu.engines.cropping.solving import Stop, linear, whole
from gongfu.engines.cropping.worths import names


def clash(drawn: Programme, stop: Stop) -> tuple[Limit, ...]:
    """Return limits of which no plan with divisible plots keeps all; without any one, one does.

    Empty where such a plan exists.
    """
    pressed = _pressed(drawn, stop)
    if not pressed:
        return ()
    return _left_out(pressed, lambda kept: linear(_with(drawn, kept), stop).columns is None)


def clash_of_whole(drawn: Programme, stop: Stop, limits: Iterable[Limit] = ()) -> tuple[Limit, ...]:
    """Return the same for whole plots, among some limits that clash, or all.

    A try that does not end in time counts as one that finds a plan, so what is returned clashes,
    but may then not be smallest.
    """

    def impossible(kept: list[Limit]) -> bool:
        found = whole(_with(drawn, kept), stop)
        return found.columns is None and found.ended

    return _left_out(list(limits) or names(drawn.limits), impossible)


def _left_out(limits: list[Limit], impossible: Callable[[list[Limit]], bool]) -> tuple[Limit, ...]:
    """Return the limits that remain when each is left out where the others still clash.

    Halves of what is left are tried before single ones.
    """
    kept, at, step = list(limits), 0, max(1, len(limits) // 2)
    while step:
        while at < len(kept):
            rest = kept[:at] + kept[at + step :]
            if impossible(rest):
                kept = rest
            else:
                at += step
        at, step = 0, step // 2
    return tuple(kept)


def _with(drawn: Programme, kept: Iterable[Limit]) -> Programme:
    """Return the programme with these limits alone, and nothing to win."""
    chosen = set(kept)
    free = np.array([one is not None and one not in chosen for one in drawn.limits])
    return dataclasses.replace(
        drawn,
        cost=np.zeros_like(drawn.cost),
        low=np.where(free, -INFINITY, drawn.low),
        high=np.where(free, INFINITY, drawn.high),
    )


def _pressed(drawn: Programme, stop: Stop) -> list[Limit]:
    """Return limits that have a price when each may be missed for one a unit."""
    rows = np.array([at for at, one in enumerate(drawn.limits) if one is not None])
    count, width = len(rows), len(drawn.cost)
    if not count:
        return []
    signs = np.where(np.isfinite(drawn.high[rows]), -1.0, 1.0)
    slack = scipy.sparse.csr_array((signs, (rows, np.arange(count))), shape=(len(drawn.low), count))
    elastic = dataclasses.replace(
        drawn,
        cost=np.concatenate((np.zeros(width), -np.ones(count))),
        lower=np.concatenate((drawn.lower, np.zeros(count))),
        upper=np.concatenate((drawn.upper, np.full(count, INFINITY))),
        matrix=scipy.sparse.csr_array(scipy.sparse.hstack((drawn.matrix, slack))),
    )
    found = linear(elastic, stop)
    if found.prices is None or found.value > -1e-7:
        return []
    priced = [drawn.limits[at] for at in rows if abs(found.prices[at]) > 1e-9]
    return names(priced)
