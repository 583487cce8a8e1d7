"""Salts of private parts: 32 random bytes each, so that a commitment tells nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LENGTH = 32
Source = Callable[[int], bytes]
_source: ContextVar[Source] = ContextVar("salts", default=os.urandom)


def draw(count: int) -> list[bytes]:
    """Return fresh salts from the system's random source."""
    drawn = _source.get()(LENGTH * count)
    return [drawn[start : start + LENGTH] for start in range(0, len(drawn), LENGTH)]


@contextmanager
def seeded_salts(source: Source) -> Iterator[None]:
    """Take salts from `source(n) -> n bytes`, not the system; for synthetic districts only."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)
