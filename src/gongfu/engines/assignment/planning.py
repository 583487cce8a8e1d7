"""Solve as a minimum-cost flow: the least cost over all candidate pairs, proven."""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple

import numpy as np
from ortools.graph.python import min_cost_flow

from gongfu.engines.assignment import candidates
from gongfu.engines.assignment.candidates import Array, Pairs
from gongfu.engines.assignment.problem import Member, Problem


class Suggestion(NamedTuple):
    """Ask this member for this need, and why: metres apart, tasks this month, skill, language."""

    need: str
    member: str
    metres: int
    load: int
    skill: str
    language: str


class Left(NamedTuple):
    """A need for which nobody is suggested, or too few; why: a code (see `why_none`)."""

    need: str
    places: int
    why: str


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Whom to ask.  cost: of the stated objective; it is minimal over the candidate pairs.

    pairs, taken: the candidates, and which of them are chosen.
    """

    problem: Problem
    pairs: Pairs
    taken: np.ndarray[Any, np.dtype[np.bool_]]
    cost: int

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Return the chosen pairs with their reasons, in the order of the needs."""
        return tuple(self._suggestion(int(at)) for at in np.flatnonzero(self.taken))

    def _suggestion(self, at: int) -> Suggestion:
        need = self.problem.needs[self.pairs.need[at]]
        one = self.problem.members[self.pairs.member[at]]
        metres = int(self.pairs.metres[at])
        return Suggestion(need.id, one.id, metres, one.load, need.skill, need.language)

    def left(self) -> tuple[Left, ...]:
        """Return the needs without enough helpers, and why."""
        needs = self.problem.needs
        served = np.bincount(self.pairs.need[self.taken], minlength=len(needs))
        return tuple(
            Left(need.id, need.wanted - int(served[at]), candidates.why_none(self.problem, need))
            for at, need in enumerate(needs)
            if served[at] < need.wanted
        )


def propose(problem: Problem) -> Plan:
    """Return the plan of least cost over the candidate pairs; the solver proves it.

    Raises RuntimeError when the solver fails, which no input should cause.
    """
    pairs = candidates.find(problem)
    taken = _solve(problem, pairs)
    return Plan(problem, pairs, taken, cost_of(problem, pairs, taken))


def _solve(problem: Problem, pairs: Pairs) -> np.ndarray[Any, np.dtype[np.bool_]]:
    needs, members = len(problem.needs), len(problem.members)
    sink, ones = needs + members, np.ones
    flow = min_cost_flow.SimpleMinCostFlow()
    count = len(pairs.need)
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        pairs.need, needs + pairs.member, ones(count, dtype=np.int64), pairs.metres
    )
    wanted = np.asarray([need.wanted for need in problem.needs], dtype=np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.arange(needs), np.full(needs, sink), wanted, unserved_costs(problem)
    )
    place, cost = _load_steps(problem, pairs)
    steps = len(place)
    flow.add_arcs_with_capacity_and_unit_cost(
        needs + place, np.full(steps, sink), ones(steps, dtype=np.int64), cost
    )
    flow.set_nodes_supplies(
        np.arange(sink + 1), np.concatenate((wanted, np.zeros(members, np.int64), [-wanted.sum()]))
    )
    if needs and flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the flow has no optimum")
    return flow.flows(arcs) > 0 if needs else np.zeros(0, dtype=bool)


def unserved_costs(problem: Problem) -> Array:
    """Return what an unserved place of each need costs."""
    urgency = np.asarray([need.urgency for need in problem.needs], dtype=np.int64)
    return problem.terms.unserved * (1 + urgency)


def _load_steps(problem: Problem, pairs: Pairs) -> tuple[Array, Array]:
    """Return for each further task of each candidate member the member and what it adds."""
    place, cost = [], []
    for index in np.unique(pairs.member).tolist():
        one = problem.members[index]
        for step in range(one.capacity):
            place.append(index)
            cost.append(_stepcost_of(problem, one, step))
    return np.asarray(place, dtype=np.int64), np.asarray(cost, dtype=np.int64)


def _stepcost_of(problem: Problem, one: Member, step: int) -> int:
    return problem.terms.per_task * (one.load + step)


def cost_of(problem: Problem, pairs: Pairs, taken: np.ndarray[Any, Any]) -> int:
    """Return the objective of the chosen pairs, in integers."""
    places = np.asarray([need.wanted for need in problem.needs], dtype=np.int64)
    served = np.bincount(pairs.need[taken], minlength=len(places))
    tasks = np.bincount(pairs.member[taken], minlength=len(problem.members))
    load = np.asarray([one.load for one in problem.members], dtype=np.int64)
    spread = problem.terms.per_task * (tasks * load + tasks * (tasks - 1) // 2)
    total = pairs.metres[taken].sum() + ((places - served) * unserved_costs(problem)).sum()
    return int(total + spread.sum())
