"""Suggestions for a district: 20,000 open needs, 14,000 members, about 30 candidates each."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from random import Random
from typing import TypeVar

from gongfu.engines.assignment import (
    Member,
    Need,
    Problem,
    candidates,
    propose,
    with_need,
    without,
)

_NEEDS, _MEMBERS, _SIDE = 20_000, 14_000, 25_000
_SKILLS = ("", "", "", "law", "electrics", "haircut")
T = TypeVar("T")


def district(seed: int) -> Problem:
    """Return a district of 25 by 25 kilometres; half of the members have a skill."""
    chance = Random(seed)

    def spot() -> tuple[int, int]:
        return chance.randrange(_SIDE), chance.randrange(_SIDE)

    needs = tuple(
        Need(f"n{n}", *spot(), _SKILLS[n % 6], urgency=n % 4, asker=f"p{n}") for n in range(_NEEDS)
    )
    members = tuple(
        Member(
            f"m{n}",
            *spot(),
            frozenset({_SKILLS[3 + n % 3]} if n % 2 else ()),
            capacity=2,
            load=n % 4,
        )
        for n in range(_MEMBERS)
    )
    return Problem(needs, members)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def main() -> None:
    """Print seconds of candidates and of the whole, and of following one change."""
    problem = district(1)
    alone, pairs = _timed(lambda: candidates.find(problem))
    whole, plan = _timed(lambda: propose(problem))
    print(f"candidates {alone:.2f} s for {len(pairs.need):,} pairs; all {whole:.2f} s (aim 3)")
    print(f"{len(plan.suggestions()):,} suggestions of proven least cost {plan.cost:,}")
    changes = []
    for number in range(10):
        one = plan.suggestions()[number * 700]
        spent, plan = _timed(lambda one=one, plan=plan: without(plan, one.need, one.member))
        changes.append(spent)
        spent, plan = _timed(
            lambda plan=plan, n=number: with_need(plan, Need(f"new{n}", n * 999, n * 999))
        )
        changes.append(spent)
    middle, worst = statistics.median(changes), max(changes)
    print(f"one change: median {middle * 1000:.0f} ms, most {worst * 1000:.0f} ms (aim 200)")
    again = propose(plan.problem)
    print(f"after 20 changes the plan costs {plan.cost / again.cost:.6f} of a new one")
