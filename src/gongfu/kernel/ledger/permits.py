"""Within an action a right must be checked before the ledger takes anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from gongfu.kernel.ledger.locking import write_transaction

_checked: ContextVar[bool | None] = ContextVar("checked", default=None)
_rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)


class Unchecked(RuntimeError):
    """An action appends without having checked a right: denied by default."""


class Rehearsed(Exception):
    """A rehearsed action has passed all its checks and would have appended so many deeds."""

    def __init__(self, deeds: int) -> None:
        """Keep how many deeds would have been appended."""
        super().__init__(deeds)
        self.deeds = deeds


@contextmanager
def rehearsal() -> Iterator[None]:
    """Let actions stop before they append: they raise Rehearsed, and nothing is written."""
    token = _rehearsing.set(True)
    try:
        yield
    finally:
        _rehearsing.reset(token)


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


def insist(deeds: int = 0) -> None:
    """Raise Unchecked unless the present action has checked a right; Rehearsed in a rehearsal."""
    if _checked.get() is not True:
        raise Unchecked("append within an action, after rights.check")
    if _rehearsing.get():
        raise Rehearsed(deeds)
