"""Who comes into question for each need: the nearest with the skill, the time and no block."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np
import scipy

from gongfu.engines.assignment.problem import Need, Problem

Array = np.ndarray[Any, np.dtype[np.int64]]


class Pairs(NamedTuple):
    """Candidate pairs as columns: index of the need, index of the member, metres apart.

    Sorted by need, then distance, then member, so that equal input gives equal plans.
    """

    need: Array
    member: Array
    metres: Array


def find(problem: Problem, needs: list[int] | None = None) -> Pairs:
    """Return the pairs that may be asked, for all needs or those of these indexes."""
    wanted = range(len(problem.needs)) if needs is None else needs
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in wanted:
        need = problem.needs[index]
        groups[need.skill, need.language].append(index)
    found = [_of_group(problem, *wish, group) for wish, group in groups.items()]
    found = [pairs for pairs in found if len(pairs.need)]
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return Pairs(none, none, none)
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    order = np.lexsort((columns[1], columns[2], columns[0]))
    return Pairs(*(column[order] for column in columns))


def _of_group(problem: Problem, skill: str, language: str, group: list[int]) -> Pairs:
    members = problem.members
    able = [
        index
        for index, one in enumerate(members)
        if one.capacity
        and (not skill or skill in one.skills)
        and (not language or language in one.languages)
    ]
    if not able:
        none = np.zeros(0, dtype=np.int64)
        return Pairs(none, none, none)
    tree = scipy.spatial.cKDTree([(members[i].x, members[i].y) for i in able])
    here = [(problem.needs[i].x, problem.needs[i].y) for i in group]
    count = min(problem.terms.candidates, len(able))
    metres, rank = tree.query(here, k=range(1, count + 1), distance_upper_bound=problem.terms.reach)
    need = np.repeat(np.asarray(group, dtype=np.int64), count)
    near = np.isfinite(metres).ravel()
    chosen = np.asarray(able, dtype=np.int64)[np.minimum(rank.ravel(), len(able) - 1)]
    apart = np.rint(np.where(near, metres.ravel(), 0)).astype(np.int64)
    pairs = Pairs(need[near], chosen[near], apart[near])
    return _allowed(problem, pairs)


def _allowed(problem: Problem, pairs: Pairs) -> Pairs:
    """Return the pairs with a common time that nobody blocked, declined or is in twice."""
    slots = np.asarray([need.slots for need in problem.needs], dtype=np.int64)[pairs.need]
    free = np.asarray([one.free for one in problem.members], dtype=np.int64)[pairs.member]
    keep = (slots == 0) | (free == 0) | ((slots & free) != 0)
    for at in _suspects(problem, pairs):
        keep[at] &= not _barred(problem, int(pairs.need[at]), int(pairs.member[at]))
    return Pairs(pairs.need[keep], pairs.member[keep], pairs.metres[keep])


def _suspects(problem: Problem, pairs: Pairs) -> Any:
    """Return where a pair may be barred: few members block, few pairs are forbidden."""
    askers = {need.asker for need in problem.needs}
    odd = np.asarray([bool(one.blocks) or one.id in askers for one in problem.members])
    forbidden = {need for need, _member in problem.forbidden}
    named = np.asarray([need.id in forbidden for need in problem.needs])
    return np.flatnonzero(odd[pairs.member] | named[pairs.need])


def _barred(problem: Problem, need: int, member: int) -> bool:
    asked, one = problem.needs[need], problem.members[member]
    return (
        asked.asker == one.id
        or asked.asker in one.blocks
        or (asked.id, one.id) in problem.forbidden
    )


def why_none(problem: Problem, need: Need) -> str:
    """Return why nobody comes into question: no-skill, too-far, no-time or all-busy."""
    able = [
        one
        for one in problem.members
        if (not need.skill or need.skill in one.skills)
        and (not need.language or need.language in one.languages)
    ]
    if not able:
        return "no-skill"
    reach = problem.terms.reach**2
    near = [one for one in able if (one.x - need.x) ** 2 + (one.y - need.y) ** 2 <= reach]
    if not near:
        return "too-far"
    if not any(not need.slots or not one.free or need.slots & one.free for one in near):
        return "no-time"
    return "all-busy"
