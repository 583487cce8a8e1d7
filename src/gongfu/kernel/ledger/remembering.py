"""What follows from the ledger alone is worked out once, until a record is added.

The key is the end of the tree, which no other ledger has: a new record of any kind, by any
server, makes every answer be worked out anew.  Within a transaction nothing is remembered, for
there the state may lag behind the records or be rolled back.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from typing import Any, ParamSpec, TypeVar

from django.db import connection

from gongfu.kernel.ledger import reading

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 1024
REMEMBERED: list[Callable[..., Any]] = []


def by_ledger(function: Callable[P, T]) -> Callable[P, T]:
    """Mark a function whose answer follows from the ledger and its arguments alone.

    It reads tables of state only: what is kept beside the ledger can change without a record.  The
    arguments are hashable, the answer is never changed by whoever gets it, and no person's data
    stands in it but ids.
    """

    @functools.lru_cache(maxsize=1)
    def under(end: Hashable) -> Callable[P, T]:
        """Return the memory under one end of the tree; that under another is dropped."""
        return functools.lru_cache(maxsize=_MOST)(function)  # type: ignore[return-value]

    @functools.wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        if connection.in_atomic_block:
            return function(*args, **kwargs)
        return under((connection.settings_dict["NAME"], *reading.end()))(*args, **kwargs)

    REMEMBERED.append(ask)
    return ask
