"""The columns of one kind of deed: the published contract of the column files.

Every kind has: number, day, place (community, 12 digits), by, about, evidence, reverses, at; then
one column a field of the deed, with `_` after its name where one of those bears it.  Integers are
int64, decimals decimal(24, 4), moments UTC in microseconds.  A reversal's quantities are negated,
so that sums need no further care.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
import pyarrow as pa

from gongfu.kernel.ledger.deeds import Deed, raised
from gongfu.kernel.ledger.encoding import shape

_ARROW = {
    int: pa.int64(),
    bool: pa.bool_(),
    str: pa.string(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    Decimal: pa.decimal128(24, 4),
    tuple[str, ...]: pa.list_(pa.string()),
}
_COMMON = (
    ("number", pa.int64()),
    ("day", pa.date32()),
    ("place", pa.string()),
    ("by", pa.string()),
    ("about", pa.string()),
    ("evidence", pa.string()),
    ("reverses", pa.int64()),
    ("at", pa.timestamp("us", tz="UTC")),
)
_NAMES = frozenset(name for name, _type in _COMMON)
COMMON = len(_COMMON)
"""How many columns every kind begins with."""

_SCHEMAS: dict[type[Deed], pa.Schema] = {}


class Raw(typing.NamedTuple):
    """One stored record before decoding: ledger columns and both parts as text."""

    number: int
    day: date
    place: str
    by: str
    about: str
    evidence: str
    reverses: int | None
    at: datetime
    public: str
    body: str
    kind: str


def schema(kind: type[Deed]) -> pa.Schema:
    """Return the Arrow schema of a kind's columns."""
    if kind not in _SCHEMAS:
        _SCHEMAS[kind] = _schema(kind)
    return _SCHEMAS[kind]


def _schema(kind: type[Deed]) -> pa.Schema:
    hints = typing.get_type_hints(kind)
    parts = shape(kind)
    fields = (*parts.quantities, *parts.codes, *parts.private)
    own = [(column_of(field.name), _ARROW[plain(hints[field.name])]) for field in fields]
    return pa.schema([*_COMMON, *own])


def column_of(field: str) -> str:
    """Return the column of a deed's field: its name, with `_` where a common column bears it."""
    return f"{field}_" if field in _NAMES else field


def plain(hint: Any) -> Any:
    """Return the type of a field that may also be None."""
    if isinstance(hint, types.UnionType):
        return next(option for option in typing.get_args(hint) if option is not types.NoneType)
    return hint


def table(kind: type[Deed], raws: Iterable[Raw]) -> pa.Table:
    """Return the columns of these records of one kind, in the order given."""
    parts = shape(kind)
    fields = (*parts.quantities, *parts.codes, *parts.private)
    reads = {field.name: field.read for field in fields}
    names = [field.name for field in fields]
    common: list[tuple[Any, ...]] = []
    own: list[list[Any]] = [[] for _ in names]
    for raw in raws:
        common.append(raw[:8])
        values = _values(kind, raw)
        for column, name in zip(own, names, strict=True):
            value = values.get(name)
            column.append(value if value is None else reads[name](value))
    columns = [list(column) for column in zip(*common, strict=True)] or [[] for _ in _COMMON]
    return pa.table([*columns, *own], schema=schema(kind))


def _values(kind: type[Deed], raw: Raw) -> dict[str, Any]:
    outer, inner = orjson.loads(raw.public), orjson.loads(raw.body)
    quantities = {name: value for name, (value, _unit) in outer.get("qty", {}).items()}
    values = {**quantities, **outer.get("codes", {}), **inner.get("details", {})}
    return values if outer["v"] == kind.version else raised(kind.kind, outer["v"], values)
