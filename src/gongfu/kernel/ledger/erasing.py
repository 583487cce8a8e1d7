"""Forget a person: the private parts that name them become anonymous, the tree stays.

The person's id is replaced by one fresh token that belongs to nobody, and the salt is destroyed,
so that what was committed can no longer be opened and nothing leads from the token to a person.
Sums, distinct counts and the state that follows from the deeds stay as they were.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.apps import apps
from django.db import connection

from gongfu.kernel.ledger.models import Private
from gongfu.kernel.ledger.state import PersonRef

_GONE = "gone-"


def numbers_naming(person: str) -> list[int]:
    """Return the numbers of the records whose private part names the person, in order."""
    mark = f'%"{person}"%'
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number FROM ledger_private WHERE body LIKE %s ORDER BY number", [mark]
        )
        return [row[0] for row in cursor.fetchall()]


def forget(person: str, *, numbers: list[int], erasure: int) -> str:
    """Make the private parts of `numbers` anonymous under the record `erasure`.

    Runs inside the transaction of the erasing action.  Returns the token that stands there now;
    it must be kept nowhere.
    """
    token = _GONE + secrets.token_hex(10)
    with connection.cursor() as cursor:
        values = [(number, erasure) for number in numbers]
        cursor.executemany(
            "INSERT INTO ledger_erased (number, erasure) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            values,
        )
        rows = Private.objects.in_bulk(numbers).values()
        cursor.executemany(
            'UPDATE ledger_private SET "by" = %s, about = %s, body = %s, salt = %s'
            " WHERE number = %s",
            [_anonymous(row, person, token) for row in rows],
        )
        for model, column in _columns():
            cursor.execute(
                f"UPDATE {model} SET {column} = %s WHERE {column} = %s",  # noqa: S608
                [token, person],
            )
    return token


def _anonymous(row: Private, person: str, token: str) -> tuple[Any, ...]:
    replaced = row.body.replace(f'"{person}"', f'"{token}"')
    by, about = (token if value == person else value for value in (row.by, row.about))
    return by, about, replaced, b"", row.number


def _columns() -> list[tuple[str, str]]:
    quote = connection.ops.quote_name
    return [
        (quote(model._meta.db_table), quote(str(field.column)))
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, PersonRef)
    ]
