"""Triggers that refuse change in the database itself, whoever asks.

Records, nodes and erasures are never updated or deleted.  A private part may be rewritten only
when the erasure that asks for it is itself on the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_FIXED = ("ledger_record", "ledger_node", "ledger_erased")
_PRIVATE = "ledger_private"
_WORDS = "ledger records are never changed"
_PERMITTED = "(SELECT 1 FROM ledger_erased WHERE number = OLD.number)"


def _sqlite() -> Iterator[tuple[str, str]]:
    stop = f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    for table in _FIXED:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {stop}", name
    rule = f"WHEN NOT EXISTS {_PERMITTED}"
    yield (
        f"CREATE TRIGGER private_no_update BEFORE UPDATE ON {_PRIVATE} {rule} {stop}",
        "private_no_update",
    )
    yield (
        f"CREATE TRIGGER private_no_delete BEFORE DELETE ON {_PRIVATE} {stop}",
        "private_no_delete",
    )


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = '{_PRIVATE}' AND TG_OP = 'UPDATE' THEN
    IF EXISTS {_PERMITTED} THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '{_WORDS}';
END $$
"""


def _postgresql() -> Iterator[str]:
    yield _FUNCTION
    for table in (*_FIXED, _PRIVATE):
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
        )
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_kept BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        )


def install(connection: Any) -> None:
    """Create the triggers on the connection's database; doing it twice is harmless."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in _postgresql():
                cursor.execute(statement)
            return
        for statement, name in _sqlite():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Drop the triggers; only a test that empties its own database does this."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in (*_FIXED, _PRIVATE):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_fixed ON {table}")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_kept ON {table}")
            return
        for _, name in _sqlite():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def missing(connection: Any) -> list[str]:
    """Return the names of triggers that the database lacks; an empty list is well."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
            )
            wanted = [f"{t}_{end}" for t in (*_FIXED, _PRIVATE) for end in ("fixed", "kept")]
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = [name for _, name in _sqlite()]
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in wanted if name not in present]
