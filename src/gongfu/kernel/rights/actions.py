"""The mark of an action: it names its permission, and opens the one write transaction."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from gongfu.kernel.ledger.permits import acting
from gongfu.kernel.rights import matrix

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, str] = {}


def action(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as an action under `permission` and run it in one write transaction.

    The function must call `rights.check` with that permission before it appends; the ledger
    refuses to append otherwise.  Raises UnknownPermission when the table does not name it.
    """
    matrix.row(permission)

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        ACTIONS[f"{function.__module__}.{function.__name__}"] = permission

        @functools.wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> R:
            with acting():
                return function(*args, **kwargs)

        return act

    return mark
