"""Follow one change of a plan along a shortest augmenting path, instead of solving anew."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from gongfu.engines.assignment import candidates
from gongfu.engines.assignment.candidates import Array, Pairs
from gongfu.engines.assignment.planning import Plan, cost_of, unserved_costs
from gongfu.engines.assignment.problem import Need, Problem

Taken = np.ndarray[Any, np.dtype[np.bool_]]
_FAR = np.int64(1) << 60
_BEGIN, _SINK = -2, -1


def without(plan: Plan, need: str, member: str) -> Plan:
    """Return the plan after this member declined this need; the others are asked as is best.

    Costs as little as solving everything anew.  Raises ValueError when the pair is not suggested.
    """
    at = _place_of(plan, need, member)
    keep = np.ones(len(plan.taken), dtype=bool)
    keep[at] = False
    pairs = Pairs(*(column[keep] for column in plan.pairs))
    problem = dataclasses.replace(plan.problem, forbidden=plan.problem.forbidden | {(need, member)})
    start, end = int(plan.pairs.need[at]), int(plan.pairs.member[at])
    sent = problem.needs[start].wanted - 1
    return _mended(Plan(problem, pairs, plan.taken[keep], 0), start=start, sent=sent, end=end)


def _place_of(plan: Plan, need: str, member: str) -> int:
    for at in np.flatnonzero(plan.taken).tolist():
        asked = plan.problem.needs[plan.pairs.need[at]].id
        if asked == need and plan.problem.members[plan.pairs.member[at]].id == member:
            return int(at)
    raise ValueError("this pair is not in the plan")


def with_need(plan: Plan, need: Need) -> Plan:
    """Return the plan with one more need.  Raises ValueError when its id is known."""
    problem = dataclasses.replace(plan.problem, needs=(*plan.problem.needs, need))
    index = len(problem.needs) - 1
    more = candidates.find(problem, [index])
    pairs = Pairs(*(np.concatenate(both) for both in zip(plan.pairs, more, strict=True)))
    taken = np.concatenate((plan.taken, np.zeros(len(more.need), dtype=bool)))
    mended = Plan(problem, pairs, taken, 0)
    for sent in range(need.wanted):
        mended = _mended(mended, start=index, sent=sent, end=None)
    return mended


def _mended(plan: Plan, *, start: int, sent: int, end: int | None) -> Plan:
    """Return the plan after sending one more place of need `start` along the cheapest path.

    sent: how many of its places are sent already.  end: the member who lost a task, or None: the
    sink.  A shortest path in the residual network keeps a flow of least cost so.
    """
    taken = _Search(plan, start, sent, end).followed(end)
    return dataclasses.replace(plan, taken=taken, cost=cost_of(plan.problem, plan.pairs, taken))


class _Search:
    """Bellman-Ford over the residual network, in rounds over what the last round lowered.

    A task that was lost is counted as still held at its member until the path ends there.
    """

    def __init__(self, plan: Plan, start: int, sent: int, end: int | None) -> None:
        self._pairs, self._taken, self._start = plan.pairs, plan.taken, start
        needs, members = len(plan.problem.needs), len(plan.problem.members)
        self._need, self._member = np.full(needs, _FAR), np.full(members, _FAR)
        self._by_need, self._by_member = np.full(needs, _BEGIN), np.full(members, _BEGIN)
        self._sink, self._by_sink = int(_FAR), ("", _BEGIN)
        self._need[start] = 0
        self._used = np.flatnonzero(self._taken)
        self._first = np.searchsorted(self._pairs.need, np.arange(needs + 1))
        self._cost_nodes(plan.problem, sent, end)

    def _cost_nodes(self, problem: Problem, sent: int, end: int | None) -> None:
        """Set what arcs between the nodes and the sink cost, `_FAR` where there is none."""
        tasks = np.bincount(self._pairs.member[self._taken], minlength=len(self._member))
        if end is not None:
            tasks[end] += 1
        load = np.asarray([one.load for one in problem.members], dtype=np.int64)
        capacity = np.asarray([one.capacity for one in problem.members], dtype=np.int64)
        step = problem.terms.per_task
        self._up = np.where(tasks < capacity, step * (load + tasks), _FAR)
        self._down = np.where(tasks > 0, -step * (load + tasks - 1), _FAR)
        left = np.asarray([need.wanted for need in problem.needs], dtype=np.int64)
        left[self._start] = sent
        left -= np.bincount(self._pairs.need[self._taken], minlength=len(self._need))
        self._give = unserved_costs(problem)
        self._take = np.where(left > 0, -self._give, _FAR)

    def followed(self, end: int | None) -> Taken:
        """Return which pairs are taken after the cheapest path to the end."""
        needs = np.asarray([self._start])
        while len(needs):
            members = self._to_members(needs)
            lowered = self._to_needs(members)
            more = self._through_sink(needs, members)
            needs = np.union1d(lowered, more)
        return self._traced(end)

    def _to_members(self, needs: Array) -> Array:
        begin, end = self._first[needs], self._first[needs + 1]
        ahead = np.cumsum(end - begin)
        arcs = np.arange(ahead[-1]) + np.repeat(end - ahead, end - begin)
        arcs = arcs[~self._taken[arcs]]
        reach = self._need[self._pairs.need[arcs]] + self._pairs.metres[arcs]
        return _lower(self._member, self._by_member, self._pairs.member[arcs], reach, arcs)

    def _to_needs(self, members: Array) -> Array:
        among = np.zeros(len(self._member), dtype=bool)
        among[members] = True
        arcs = self._used[among[self._pairs.member[self._used]]]
        back = self._member[self._pairs.member[arcs]] - self._pairs.metres[arcs]
        return _lower(self._need, self._by_need, self._pairs.need[arcs], back, arcs)

    def _through_sink(self, needs: Array, members: Array) -> Array:
        """Lower the sink, and by it what it leads back to; return the needs that fell."""
        before = self._sink
        for kind, nodes, best, more in (
            ("need", needs, self._need, self._give),
            ("member", members, self._member, self._up),
        ):
            nodes = nodes[more[nodes] < _FAR]
            values = best[nodes] + more[nodes]
            if len(nodes) and values.min() < self._sink:
                at = int(values.argmin())
                self._sink, self._by_sink = int(values[at]), (kind, int(nodes[at]))
        if self._sink == before:
            return np.zeros(0, dtype=np.int64)
        down = np.where(self._down < _FAR, self._sink + self._down, _FAR)
        fell = np.flatnonzero(down < self._member)
        self._member[fell], self._by_member[fell] = self._sink + self._down[fell], _SINK
        take = np.where(self._take < _FAR, self._sink + self._take, _FAR)
        eased = np.flatnonzero(take < self._need)
        self._need[eased], self._by_need[eased] = self._sink + self._take[eased], _SINK
        return np.union1d(eased, self._to_needs(fell))

    def _traced(self, end: int | None) -> Taken:
        """Return which pairs are taken after every arc of the path is turned over."""
        taken = self._taken.copy()
        kind, at = ("sink", _SINK) if end is None else ("member", end)
        while True:
            if kind == "sink":
                kind, at = self._by_sink
                continue
            arc = int((self._by_member if kind == "member" else self._by_need)[at])
            if arc == _BEGIN:
                return taken
            if arc == _SINK:
                kind, at = "sink", _SINK
                continue
            taken[arc] = kind == "member"
            node = self._pairs.need if kind == "member" else self._pairs.member
            kind, at = ("need" if kind == "member" else "member"), int(node[arc])


def _lower(best: Array, via: Array, to: Array, value: Array, arc: Array) -> Array:
    """Lower the best values at `to`, remember by which arc, and return the nodes that fell."""
    if not len(to):
        return to
    least = best.copy()
    np.minimum.at(least, to, value)
    chosen = (value == least[to]) & (value < best[to])
    via[to[chosen]] = arc[chosen]
    best[:] = least
    return np.unique(to[chosen])
