"""Opaque ids: 128 random bits in 26 characters that say nothing about whom they name."""

from __future__ import annotations

import base64
import re
import secrets

LENGTH = 26
_BYTES = 16
_ID = re.compile(r"[a-z2-7]{26}")


def new_id() -> str:
    """Return a fresh id of 128 bits from the system's random source."""
    return id_of(secrets.token_bytes(_BYTES))


def id_of(bits: bytes) -> str:
    """Return the id of 16 bytes: base32, lower case, without padding."""
    return base64.b32encode(bits).decode().lower().rstrip("=")


def is_id(text: str) -> bool:
    """Tell whether the text has the form of an id."""
    return _ID.fullmatch(text) is not None
