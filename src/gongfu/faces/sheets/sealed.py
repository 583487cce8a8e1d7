"""Files that hold names are kept sealed, each under a key of its own."""

from __future__ import annotations

import zlib

from gongfu.kernel.people import keyrings

Kept = bytes | memoryview


def seal(name: str, body: bytes) -> tuple[bytes, bytes]:
    """Return a fresh wrapped key and the body sealed with it.  name: of what it belongs to."""
    key, wrapped = keyrings.current().new_data_key(name)
    return wrapped, key.seal(zlib.compress(body, 1), field="body")


def seal_with(name: str, wrapped: Kept, body: Kept, *, field: str) -> bytes:
    """Return another body sealed with a key that exists."""
    key = keyrings.current().data_key(name, bytes(wrapped))
    return key.seal(zlib.compress(bytes(body), 1), field=field)


def opened(name: str, wrapped: Kept, body: Kept, *, field: str = "body") -> bytes:
    """Return what was sealed.  Raises Unreadable."""
    key = keyrings.current().data_key(name, bytes(wrapped))
    return zlib.decompress(key.open(bytes(body), field=field))
