"""Put a SQLite without the WAL-reset bug in the place of the interpreter's own.

Debian 12 ships 3.40.1; versions up to 3.51.2 can corrupt a write-ahead log when two connections
write and checkpoint at once (fixed in 3.51.3, sqlite.org/wal.html).  `pysqlite3` brings a newer.
"""

from __future__ import annotations

import sys

NEEDED = (3, 51, 3)


class OldSQLite(RuntimeError):
    """The SQLite at hand is older than the one in which the bug is fixed."""


def install() -> None:
    """Make `import sqlite3` give pysqlite3.  Raises OldSQLite when that is too old as well."""
    try:
        import pysqlite3
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3 as pysqlite3
        from sqlite3 import dbapi2
    if pysqlite3.sqlite_version_info < NEEDED:
        raise OldSQLite(f"SQLite {pysqlite3.sqlite_version} is below {'.'.join(map(str, NEEDED))}")
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2
