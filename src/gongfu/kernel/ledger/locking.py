"""One writer at a time, in the order in which they came.

SQLite's own busy handler lets writers sleep and try again, so that an unlucky one waits long.  A
blocking file lock around the write transaction queues them instead.  PostgreSQL needs none: there
the row of the tree's head is locked, last of all.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import Refused


def _lock_path() -> str | None:
    name = str(connection.settings_dict["NAME"])
    in_memory = ":memory:" in name or "mode=memory" in name
    return None if connection.vendor != "sqlite" or in_memory else f"{name}.writers"


@contextmanager
def _queue(path: str) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class NotKept(Refused):
    """The disk is full or fails; nothing of the form was written."""

    code = "ledger.not-kept"
    words = _(
        "There is no room left to record this. Nothing was lost and nothing was recorded: keep"
        " this page open, tell the operator, and send it again later."
    )
    status = 507


_FULL, _IO_ERROR, _SQLSTATES = 13, 10, ("53100", "58030")


def _says_full(error: DatabaseError) -> bool:
    """Say whether the database could not write for want of room, or because the disk fails."""
    cause = error.__cause__
    if getattr(cause, "sqlstate", None) in _SQLSTATES:
        return True
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF in (_FULL, _IO_ERROR)


@contextmanager
def write_transaction() -> Iterator[None]:
    """Hold the one write transaction; inside another it is a savepoint of that one.

    Raises NotKept when the disk is full or fails.
    """
    path = None if connection.in_atomic_block else _lock_path()
    try:
        with _queue(path) if path else nullcontext(), transaction.atomic():
            yield
    except DatabaseError as error:
        if _says_full(error):
            raise NotKept() from error
        raise


def queue_for(key: str) -> None:
    """Wait for whoever sends the same form at this moment, until that transaction has ended.

    SQLite lets in one writer at a time anyway.
    """
    if key and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
