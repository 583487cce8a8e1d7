"""Rounds: public home-care instances against the best known, and a day of 60 elders.

The instances are planned by two processes with a seed each, 10 seconds long, and the better plan
is taken, checked by a reader of its own and compared; without the public data they are skipped.
PyVRP alone, which knows no meetings, is the yardstick on the same day with one keeper a visit.
"""

from __future__ import annotations

import dataclasses
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path
from random import Random

from pyvrp import Model
from pyvrp.stop import MaxRuntime

from bench import homecare
from gongfu.engines.rounds import Aims, Keeper, Problem, Second, Visit, least_walking, plan

_ELDERS, _KEEPERS = 60, 5
_SIZES, _SECONDS, _SEEDS, _AIM = (10, 25, 50, 75), 10.0, (1, 2), 2.0


def day(seed: int) -> Problem:
    """Return a community's day: 60 elders, 5 keepers, a kilometre and a half across."""
    chance = Random(seed)
    points = [(chance.uniform(0, 25), chance.uniform(0, 25)) for _n in range(_ELDERS + _KEEPERS)]
    minutes = tuple(tuple(round(abs(a - c) + abs(b - d)) for c, d in points) for a, b in points)
    keepers = tuple(Keeper(f"k{n}", n) for n in range(_KEEPERS))
    visits = tuple(_wish(n, chance) for n in range(_KEEPERS, _KEEPERS + _ELDERS))
    return Problem(visits, keepers, minutes)


def _wish(number: int, chance: Random) -> Visit:
    stay, latest = chance.choice((20, 30, 40)), chance.choice((720, 1080))
    second = Second(stay) if number < _KEEPERS + 3 else None
    overdue = chance.choice((0, 0, 2))
    return Visit(f"v{number}", number, stay, 480, latest, second=second, overdue_days=overdue)


def _cost(path: Path, seed: int) -> Decimal:
    """Return the checked cost of a plan of an instance."""
    instance = homecare.read(path)
    found = plan(homecare.problem(instance), seconds=_SECONDS, iterations=10**9, seed=seed)
    return homecare.check(instance, homecare.services(instance, found))


def _compare(pool: ProcessPoolExecutor, path: Path, best: Decimal) -> float:
    """Print one instance; return the gap in per cent."""
    begun = time.perf_counter()
    ours = min(pool.map(_cost, [path] * len(_SEEDS), _SEEDS))
    spent, gap = time.perf_counter() - begun, float(100 * (ours / best - 1))
    mark = "ok" if gap <= _AIM else "ABOVE"
    name = homecare.name_of(path)
    print(f"{name:9} {best:10.2f} {ours:10.2f} {gap:8.2f} {spent:9.1f}  {mark}", flush=True)
    return gap


def _instances() -> None:
    if not homecare.FOLDER.exists():
        print("public home-care instances: not here, skipped")
        return
    best, means = homecare.best_known(), []
    print(f"visits_n  best known       ours    gap %   seconds  (aim {_AIM} % in {_SECONDS} s)")
    with ProcessPoolExecutor(len(_SEEDS)) as pool:
        for size in _SIZES:
            gaps = [
                _compare(pool, path, best[homecare.name_of(path)])
                for path in homecare.instances(size)
            ]
            means.append(f"{size}: {statistics.mean(gaps):.2f} %")
    print("mean gap by visits: ", ", ".join(means))


def _rounds() -> None:
    """Print walking, bound, visits left out and seconds of a day at several lengths of search."""
    print("\niterations   walking     bound   over bound   left out   seconds")
    problem = day(1)
    for iterations in (100, 400, 2000, 10_000):
        begun = time.perf_counter()
        found = plan(problem, seconds=30, iterations=iterations)
        spent = time.perf_counter() - begun
        made = {visit.id for visit in problem.visits} - set(found.left_out)
        bound = least_walking(problem, visits=made)
        print(
            f"{iterations:10} {found.walking:9} {bound:9} {found.walking / bound - 1:11.1%}"
            f" {len(found.left_out):10} {spent:9.2f}"
        )


def _against_pyvrp() -> None:
    """Print the walking of a day without meetings, ours and PyVRP's, and the bound."""
    problem = day(1)
    alone = tuple(dataclasses.replace(visit, second=None) for visit in problem.visits)
    problem = dataclasses.replace(problem, visits=alone, aims=Aims(day=0))
    bound = least_walking(problem, visits={visit.id for visit in alone})
    for seconds in (1.0, 5.0):
        ours = plan(problem, seconds=seconds, iterations=10**9)
        peer = _pyvrp_walking(problem, seconds)
        print(
            f"without meetings, {seconds:.0f} s: walking {ours.walking}, PyVRP alone {peer},"
            f" bound {bound}, left out {len(ours.left_out)}"
        )


def _pyvrp_walking(problem: Problem, seconds: float) -> int:
    """Return the walking of PyVRP's plan of a day on which anyone may visit anyone, all made."""
    model = Model()
    spots = [model.add_location(0, 0) for _row in problem.minutes]
    for keeper in problem.keepers:
        home = model.add_depot(spots[keeper.place])
        model.add_vehicle_type(
            start_depot=home, end_depot=home, tw_early=keeper.start, tw_late=keeper.end
        )
    for visit in problem.visits:
        model.add_client(
            spots[visit.place],
            service_duration=visit.minutes,
            tw_early=visit.earliest,
            tw_late=visit.latest,
        )
    for here, row in zip(spots, problem.minutes, strict=True):
        for there, minutes in zip(spots, row, strict=True):
            if here is not there:
                model.add_edge(here, there, distance=minutes, duration=minutes)
    best = model.solve(MaxRuntime(seconds), seed=1, display=False, collect_stats=False).best
    assert best.is_feasible()
    return int(best.distance())


def main() -> None:
    """Print the public instances, a day with meetings, and a day without against PyVRP."""
    _instances()
    _rounds()
    _against_pyvrp()
