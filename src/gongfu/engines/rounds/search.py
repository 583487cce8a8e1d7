"""Search by ruin and recreate: take some visits out, put each back at its cheapest, often.

Sources: Schrimpf and others 2000 (ruin and recreate), Christiaens and Vanden Berghe 2020 (strings
of neighbouring stops, blinks), Kirkpatrick and others 1983 (annealing).
"""

from __future__ import annotations

import dataclasses
import math
import time
from random import Random

from gongfu.engines.rounds.inserting import insert
from gongfu.engines.rounds.network import Network
from gongfu.engines.rounds.starting import started
from gongfu.engines.rounds.tours import Tours

_BLINK = 0.03
_AT_MOST_OUT, _LONGEST_STRING = 10, 4
_HOT, _COLD = 0.06, 0.0003  # of the first plan's points
_WARM, _COOL = 0.01, 0.001  # of the first plan's walking, where that is good already
_STRINGS, _NEIGHBOURS = 0.6, 0.85  # up to here of all ruins; the rest are at random
_OVERLOOKED = 0.3


@dataclasses.dataclass(frozen=True, slots=True)
class Limit:
    """When to stop: after so many seconds or ruins, whichever is first."""

    seconds: float
    iterations: int

    def spent(self, *, begun: float, done: int) -> float:
        """Return the share of the limit that is used; 1 or more: stop."""
        return max(done / self.iterations, (time.monotonic() - begun) / self.seconds)


def search(network: Network, *, limit: Limit, seed: int) -> Tours:
    """Return the best tours found.  Same seed, same tours when the iterations end the search."""
    chance, begun = Random(seed), time.monotonic()
    tours, planned = started(network, seconds=limit.seconds, seed=seed)
    hot, cold, points = _HOT, _COLD, tours.price()
    if planned:
        hot, cold, points = _WARM, _COOL, tours.walk * network.walking
    _anneal(tours, limit=limit, chance=chance, begun=begun, heats=(hot * points, cold * points))
    return tours


def _anneal(
    tours: Tours, *, limit: Limit, chance: Random, begun: float, heats: tuple[float, float]
) -> None:
    """Improve the tours: better ones are kept, worse ones less and less often.

    heats: about how many points worse a plan may be, at first and at last.
    """
    now = best = tours.cost()
    first, last = heats
    present = finest = tours.kept()
    done = 0
    while (spent := limit.spent(begun=begun, done=done)) < 1:
        done += 1
        _ruin(tours, chance)
        _recreate(tours, chance)
        cost = tours.cost()
        if cost > now - first ** (1 - spent) * last**spent * math.log(1 - chance.random()):
            tours.restore(present)
            continue
        now, present = cost, tours.kept()
        if cost < best:
            best, finest = cost, present
    tours.restore(finest)


def _recreate(tours: Tours, chance: Random) -> None:
    """Put back what is out, in an order of chance."""
    tours.settle()
    for unit in _in_some_order(tours, chance):
        insert(tours, unit, chance=chance, blink=_BLINK)


def _in_some_order(tours: Tours, chance: Random) -> list[int]:
    """Return who is out: shuffled, or pairs first, the early first or the hard to staff first."""
    net, units = tours.network, sorted(tours.out)
    chance.shuffle(units)
    kind = chance.random()
    if kind < 0.25:
        units.sort(key=lambda unit: -len(net.units[unit]))
    elif kind < 0.5:
        units.sort(key=lambda unit: net.early[net.units[unit][0]])
    elif kind < 0.6:
        units.sort(key=lambda unit: len(net.able[net.units[unit][0]]))
    return units


def _ruin(tours: Tours, chance: Random) -> None:
    """Take up to ten visits out: strings of stops near each other, neighbours, or any."""
    units = len(tours.network.units)
    wanted = chance.randint(1, min(_AT_MOST_OUT, units))
    near = tours.network.near[chance.randrange(units)]
    kind = chance.random()
    if kind < _STRINGS:
        _take_strings(tours, near, wanted=wanted, chance=chance)
    elif kind < _NEIGHBOURS:
        close = [unit for unit in near if chance.random() >= _OVERLOOKED]
        _take(tours, close, wanted)
    else:
        _take(tours, chance.sample(range(units), wanted), wanted)


def _take(tours: Tours, units: list[int], wanted: int) -> None:
    for unit in [unit for unit in units[:wanted] if unit not in tours.out]:
        tours.remove(unit)


def _take_strings(tours: Tours, near: list[int], *, wanted: int, chance: Random) -> None:
    """Take one string of stops out of each route that passes near, until enough are out."""
    net = tours.network
    seen: set[int] = set()
    longest, enough = chance.randint(1, _LONGEST_STRING), len(tours.out) + wanted
    for unit in near:
        if len(tours.out) >= enough:
            return
        task = chance.choice(net.units[unit])
        if unit in tours.out or tours.route[task] in seen:
            continue
        seen.add(tours.route[task])
        string = _string(tours, task, back=chance.randrange(longest), length=longest)
        _take_some(tours, string, enough)


def _string(tours: Tours, task: int, *, back: int, length: int) -> list[int]:
    """Return the visits of neighbouring stops on a route, from up to `back` before the task."""
    net = tours.network
    units: list[int] = []
    while back and tours.before[task] < net.tasks:
        task, back = tours.before[task], back - 1
    while task < net.tasks and len(units) < length:
        units.append(net.unit_of[task])
        task = tours.after[task]
    return units


def _take_some(tours: Tours, units: list[int], enough: int) -> None:
    for unit in units:
        if len(tours.out) < enough and unit not in tours.out:
            tours.remove(unit)
