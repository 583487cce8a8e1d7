"""Triggers by which the database itself refuses to change who looked at whose data."""

from __future__ import annotations

from typing import Any

_TABLE = "people_reading"
_WORDS = "readings are never changed"
_VERBS = ("UPDATE", "DELETE")

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION people_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_WORDS}'; END $$
"""


def install(connection: Any) -> None:
    """Create the triggers on the connection's database; doing it twice is harmless."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Drop the triggers; only a test that empties its own database does this."""
    postgresql = connection.vendor == "postgresql"
    names = ["fixed"] if postgresql else [f"no_{verb.lower()}" for verb in _VERBS]
    on = f" ON {_TABLE}" if postgresql else ""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER IF EXISTS {_TABLE}_{name}{on}")


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        made = f"CREATE OR REPLACE TRIGGER {_TABLE}_fixed BEFORE UPDATE OR DELETE ON {_TABLE}"
        return [_FUNCTION, f"{made} FOR EACH ROW EXECUTE FUNCTION people_refuse()"]
    stop = f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_no_{verb.lower()} BEFORE {verb} ON {_TABLE} {stop}"
        for verb in _VERBS
    ]
