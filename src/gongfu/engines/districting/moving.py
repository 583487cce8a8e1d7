"""Say what a change by hand would do: does every part still hang together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from gongfu.engines.districting.neighbours import Graph

P = TypeVar("P", bound=Hashable)


class Effect(NamedTuple):
    """What becomes of the parts when one building goes over to another.

    cut_off: buildings that would no longer hang together with the rest of their part, the smaller
    pieces.  apart: the building would lie apart from the part that it goes to.  emptied: it was
    the last of its part.
    """

    cut_off: tuple[int, ...]
    apart: bool
    emptied: bool


def pieces(graph: Graph, members: Sequence[int]) -> list[list[int]]:
    """Return what hangs together among the members, the largest piece first."""
    beside, waiting, found = graph.beside(), set(members), []
    while waiting:
        seen, front = set(), [min(waiting)]
        while front:
            one = front.pop()
            if one in waiting:
                waiting.discard(one)
                seen.add(one)
                front += beside[one]
        found.append(sorted(seen))
    return sorted(found, key=lambda piece: (-len(piece), piece))


def effect_of(graph: Graph, part_of: Mapping[int, P], *, building: int, to: P) -> Effect:
    """Return what moving a building to another part would do to that part and its own."""
    before = [one for one, part in part_of.items() if part == part_of[building]]
    left = [one for one in before if one != building]
    joined = [one for one, part in part_of.items() if part == to]
    beside = graph.beside()[building]
    rest = pieces(graph, left)
    parted = rest[1:] if len(rest) > len(pieces(graph, before)) else []
    return Effect(
        cut_off=tuple(one for piece in parted for one in piece),
        apart=bool(joined) and not beside & set(joined),
        emptied=not left,
    )


def parts_beside(graph: Graph, part_of: Mapping[int, P], building: int) -> frozenset[P]:
    """Return the other parts of which a neighbour of the building is."""
    own = part_of[building]
    return frozenset(part_of[one] for one in graph.beside()[building]) - {own}
