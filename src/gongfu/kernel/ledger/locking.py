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

from django.db import connection, transaction


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


@contextmanager
def write_transaction() -> Iterator[None]:
    """Hold the one write transaction; inside another it is a savepoint of that one."""
    path = None if connection.in_atomic_block else _lock_path()
    with _queue(path) if path else nullcontext(), transaction.atomic():
        yield


def queue_for(key: str) -> None:
    """Wait for whoever sends the same form at this moment, until that transaction has ended.

    SQLite lets in one writer at a time anyway.
    """
    if key and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
