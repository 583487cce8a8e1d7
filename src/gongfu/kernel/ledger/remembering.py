"""What follows from the ledger alone is worked out once, until a record is added.

The key is the end of the tree, which no other ledger has: a new record of any kind, by any
server, makes every answer be worked out anew.  Within a transaction nothing is remembered, for
there the state may lag behind the records or be rolled back.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, ParamSpec, TypeVar

from django.db import connection

from gongfu.kernel.ledger import reading

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 1024


class _Memory:
    """The latest answers under one end of the tree, the longest unused dropped first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._end: Hashable = None
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, end: Hashable, key: Hashable) -> tuple[Any] | None:
        """Return the answer in a pair's place, or None."""
        with self._lock:
            if end != self._end or key not in self._answers:
                return None
            self._answers.move_to_end(key)
            return (self._answers[key],)

    def put(self, end: Hashable, key: Hashable, answer: Any) -> None:
        """Keep an answer; those under another end are dropped."""
        with self._lock:
            if end != self._end:
                self._end, self._answers = end, OrderedDict()
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)


def by_ledger(function: Callable[P, T]) -> Callable[P, T]:
    """Mark a function whose answer follows from the ledger and its arguments alone.

    The arguments are hashable, the answer is never changed by whoever gets it, and no person's
    data stands in it but ids.
    """
    memory = _Memory(_MOST)

    @functools.wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        if connection.in_atomic_block:
            return function(*args, **kwargs)
        end = (str(connection.settings_dict["NAME"]), *reading.end())
        key = (args, tuple(sorted(kwargs.items())))
        if (found := memory.get(end, key)) is not None:
            return found[0]
        answer = function(*args, **kwargs)
        memory.put(end, key, answer)
        return answer

    return ask
