"""State rows by many values at once, locked until the action ends where the database can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import QuerySet

from gongfu.kernel.ledger.state import State

S = TypeVar("S", bound=State)
_CHUNK = 500


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """Yield the different values in order, 500 at a time: databases bound the length of a list."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]


def rows_among(model: type[S], *, lock: bool = False, **among: Iterable[Any]) -> Iterator[S]:
    """Yield the rows of which one column is among many values, with few queries."""
    ((column, wanted),) = among.items()
    for chunk in chunks(wanted):
        found: QuerySet[S] = model.objects.filter(**{f"{column}__in": chunk}).order_by("pk")
        yield from found.select_for_update() if lock else found


def locked(model: type[S], key: Any) -> S | None:
    """Return the row of this key, or None."""
    found: QuerySet[S] = model.objects.filter(pk=key)
    return found.select_for_update().first()
