"""A sample by lot: numbers in the order of a hash under a seed that nobody chose."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def drawn(numbers: Iterable[int], *, seed: bytes, size: int) -> list[int]:
    """Return the first `size` of the numbers by SHA-256 of the seed and the number.

    The same seed draws the same numbers; a number that leaves the whole moves no other one.
    """
    return sorted(numbers, key=lambda number: _lot(seed, number))[:size]


def _lot(seed: bytes, number: int) -> bytes:
    return hashlib.sha256(seed + number.to_bytes(8, "big")).digest()
