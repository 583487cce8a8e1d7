"""Within an action a right must be checked before the ledger takes anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from gongfu.kernel.ledger.locking import write_transaction

_checked: ContextVar[bool | None] = ContextVar("checked", default=None)


class Unchecked(RuntimeError):
    """An action appends without having checked a right: denied by default."""


@contextmanager
def acting() -> Iterator[None]:
    """Open an action: one write transaction in which a right must be checked before appending."""
    token = _checked.set(False)
    try:
        with write_transaction():
            yield
    finally:
        _checked.reset(token)


def permit() -> None:
    """Note that the present action has checked a right; called by the rights alone."""
    if _checked.get() is False:
        _checked.set(True)


def insist() -> None:
    """Raise Unchecked unless the present action has checked a right."""
    if _checked.get() is not True:
        raise Unchecked("append within an action, after rights.check")
