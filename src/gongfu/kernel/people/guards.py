"""Triggers by which the database itself keeps the lines that say who looked at whose data.

No line is ever changed, and none leaves before its least time is over by the database's own clock:
half a year for looks (网络安全法 21), three years for what was taken along
(网络数据安全管理条例 12).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

TABLES = {
    "people_reading": 183,
    "people_stepup": 183,
    "people_glass": 183,
    "people_export": 1096,
}
_WORDS = "readings are never changed"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION people_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.at < now() - (TG_ARGV[0] || ' days')::interval THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '{_WORDS}';
END $$
"""


def install(connection: Any, tables: Iterable[str] = TABLES) -> None:
    """Create the triggers on the connection's database; doing it twice is harmless."""
    with connection.cursor() as cursor:
        for table in tables:
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def remove(connection: Any, tables: Iterable[str] = TABLES) -> None:
    """Drop the triggers; a migration does this, and a test that empties its own database."""
    postgresql = connection.vendor == "postgresql"
    names = ["fixed"] if postgresql else ["no_update", "no_delete"]
    with connection.cursor() as cursor:
        for table in tables:
            on = f" ON {table}" if postgresql else ""
            for name in names:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")


def _statements(vendor: str, table: str) -> list[str]:
    days = TABLES[table]
    if vendor == "postgresql":
        made = f"CREATE OR REPLACE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}"
        return [_FUNCTION, f"{made} FOR EACH ROW EXECUTE FUNCTION people_refuse({days})"]
    stop = f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    young = f"WHEN OLD.at >= datetime('now', '-{days} days')"
    made = "CREATE TRIGGER IF NOT EXISTS"
    return [
        f"{made} {table}_no_update BEFORE UPDATE ON {table} {stop}",
        f"{made} {table}_no_delete BEFORE DELETE ON {table} {young} {stop}",
    ]
