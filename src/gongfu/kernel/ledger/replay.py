"""Rebuild the present state from the first record, and compare it with the live one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import connection, models, transaction

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import PROJECTIONS
from gongfu.kernel.ledger.locking import write_transaction
from gongfu.kernel.ledger.state import key_columns, projecting
from gongfu.kernel.ledger.writing import project

Tell = Callable[[int], None]


class _Undo(Exception):
    """Raised to leave a comparison without a trace."""


def tables() -> list[type[models.Model]]:
    """Return every state table, in the order in which projections own them."""
    return list(dict.fromkeys(model for one in PROJECTIONS for model in one.owns))


def rebuild(*, batch: int = 5000, tell: Tell | None = None) -> int:
    """Empty the state and run every projection again; return the number of records read.

    tell: called with the number of records done so far, after each batch.
    """
    done = 0
    with write_transaction():
        with projecting():
            for model in reversed(tables()):
                model._default_manager.all().delete()
        for entries in reading.everything(batch=batch):
            project(entries)
            done += len(entries)
            if tell:
                tell(done)
    return done


def differences(*, batch: int = 5000, tell: Tell | None = None) -> list[str]:
    """Return the labels of state tables that differ from their replay; the state stays as it is."""
    changed: list[str] = []
    try:
        with write_transaction(), transaction.atomic():
            before = _digests()
            rebuild(batch=batch, tell=tell)
            after = _digests()
            changed = [label for label, digest in before.items() if after[label] != digest]
            raise _Undo
    except _Undo:
        return changed


def _digests() -> dict[str, str]:
    return {model._meta.label: digest(model) for model in tables()}


def digest(model: type[models.Model]) -> str:
    """Return a SHA-256 over all rows of a state table, ordered by key."""
    columns = [
        connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields
    ]
    table = connection.ops.quote_name(model._meta.db_table)
    key = ", ".join(key_columns(model))
    total = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {key}")  # noqa: S608
        while rows := cursor.fetchmany(2000):
            for row in rows:
                total.update(repr(tuple(_plain(value) for value in row)).encode())
    return total.hexdigest()


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
