"""Django's SQLite backend, with WAL and a sync before every acknowledgement."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base


class NotDurable(RuntimeError):
    """The database would acknowledge what a power cut may lose."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose commits are on disk before they are acknowledged."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a new connection in WAL mode with full sync.  Raises NotDurable."""
        connection = super().get_new_connection(conn_params)
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA cache_size=-65536")
        full = connection.execute("PRAGMA synchronous").fetchone()[0]
        if mode not in ("wal", "memory") or full != 2:
            raise NotDurable(f"journal mode {mode}, synchronous {full}")
        return connection
