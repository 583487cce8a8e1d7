"""Opaque ids: 128 random bits in 26 characters that say nothing about whom they name."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LENGTH = 26
_BYTES = 16
_ID = re.compile(r"[a-z2-7]{26}")
Source = Callable[[int], bytes]
_source: ContextVar[Source] = ContextVar("source", default=secrets.token_bytes)


def new_id() -> str:
    """Return a fresh id of 128 bits from the system's random source."""
    return id_of(_source.get()(_BYTES))


@contextmanager
def seeded_ids(source: Source) -> Iterator[None]:
    """Take ids from `source(n) -> n bytes` instead of the system; for synthetic districts only."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)


def id_of(bits: bytes) -> str:
    """Return the id of 16 bytes: base32, lower case, without padding."""
    return base64.b32encode(bits).decode().lower().rstrip("=")


def is_id(text: str) -> bool:
    """Tell whether the text has the form of an id."""
    return _ID.fullmatch(text) is not None
