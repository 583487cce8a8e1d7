"""What a sample drawn without putting back tells of a whole of known size, in exact integers."""

from __future__ import annotations

from math import comb
from typing import NamedTuple

_ONE_SIDED = 40


class Between(NamedTuple):
    """The bounds of a share, 0 to 1, at 95 % confidence."""

    low: float
    high: float


def least_among(whole: int, size: int, found: int) -> int:
    """Return the fewest of the whole for which finding so many is not too rare (over 2.5 %).

    whole: how many there are.  size: how many were drawn.  found: how many of these have the
    property; with the same function of those that lack it this is the exact 95 % interval of the
    hypergeometric distribution.  Raises ValueError where 0 <= found <= size <= whole fails.
    Source: Konijn 1973; Buonaccorsi 1987.  Cost: size times log of the whole, in big integers.
    """
    if not 0 <= found <= size <= whole:
        raise ValueError((whole, size, found))
    low, high = found, whole - (size - found)
    while low < high:
        middle = (low + high) // 2
        if _ways(whole, size, found, middle) * _ONE_SIDED > comb(whole, size):
            high = middle
        else:
            low = middle + 1
    return low


def _ways(whole: int, size: int, found: int, among: int) -> int:
    """Return in how many draws at least `found` have the property, if `among` of the whole do."""
    most = min(size, among)
    return sum(comb(among, n) * comb(whole - among, size - n) for n in range(found, most + 1))


def share_between(whole: int, size: int, *, yes: int, no: int) -> Between:
    """Return the bounds of the share that has a property, with `size - yes - no` unanswered.

    Who did not answer counts against the lower bound and for the upper one, so that silence never
    looks like a yes.  Raises ValueError as `least_among`, and where there is no whole.
    """
    if whole < 1 or yes + no > size:
        raise ValueError((whole, size, yes, no))
    low, against = least_among(whole, size, yes), least_among(whole, size, no)
    return Between(low / whole, 1 - against / whole)
