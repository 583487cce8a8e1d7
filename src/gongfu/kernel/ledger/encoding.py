"""How a deed becomes the bytes that are hashed, and back.

Both parts are canonical JSON (RFC 8785) of integers, strings, lists and objects with ASCII keys;
there are no floats.  The public part is hashed into the tree; the private part is bound to it by
`commit`, an HMAC-SHA256 under a salt of 32 random bytes that lies beside the private part.
"""

from __future__ import annotations

import base64
import dataclasses
import hmac
import types
import typing
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import orjson

from gongfu.kernel.ledger.deeds import Deed, Evidence, kind_named, raised

_TOWN_DIGITS = 9
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z


class BadDeed(TypeError):
    """A deed holds a value that the ledger does not store exactly."""


class Field(NamedTuple):
    """One field of a deed: its name, unit, and how its value is written and read."""

    name: str
    unit: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


class Shape(NamedTuple):
    """The fields of a deed class by where they are written; reads: those not read as they are."""

    quantities: tuple[Field, ...]
    codes: tuple[Field, ...]
    private: tuple[Field, ...]
    reads: tuple[tuple[str, Callable[[Any], Any]], ...]


def _write_moment(value: datetime) -> datetime:
    """Return the moment in UTC, which `canonical` writes as RFC 3339 with a Z."""
    if value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise BadDeed("a moment must be aware")
    return value.astimezone(UTC)


def _write_text(value: str) -> str:
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def _same(value: Any) -> Any:
    return value


_WAYS: dict[Any, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    int: (_same, _same),
    bool: (_same, _same),
    str: (_write_text, _same),
    date: (_same, date.fromisoformat),
    datetime: (_write_moment, datetime.fromisoformat),
    Decimal: (str, Decimal),
    tuple[str, ...]: (list, tuple),
}


def _field(field: dataclasses.Field[Any], hint: Any) -> Field:
    if isinstance(hint, types.UnionType):
        hint = next(option for option in typing.get_args(hint) if option is not types.NoneType)
    if hint not in _WAYS:
        raise BadDeed(f"{field.name}: {hint} is not stored; use int, str, Decimal, date, datetime")
    return Field(field.name, field.metadata.get("unit", ""), *_WAYS[hint])


_SHAPES: dict[type[Deed], Shape] = {}


def shape(kind: type[Deed]) -> Shape:
    """Return the fields of a deed class.  Raises BadDeed for a type that is not exact."""
    if kind not in _SHAPES:
        _SHAPES[kind] = _shape(kind)
    return _SHAPES[kind]


def _shape(kind: type[Deed]) -> Shape:
    hints = typing.get_type_hints(kind)
    quantities: list[Field] = []
    codes: list[Field] = []
    private: list[Field] = []
    for field in dataclasses.fields(kind):
        if field.name in ("on", "place"):
            continue
        one = _field(field, hints[field.name])
        if field.metadata.get("part") != "public":
            private.append(one)
        else:
            (quantities if one.unit else codes).append(one)
    every = (*quantities, *codes, *private)
    reads = tuple((one.name, one.read) for one in every if one.read is not _same)
    return Shape(tuple(quantities), tuple(codes), tuple(private), reads)


def canonical(value: Any) -> str:
    """Return RFC 8785 text of objects, lists, strings and integers, days and moments in UTC."""
    return orjson.dumps(value, option=_CANONICAL).decode()


def town_of(place: str) -> str:
    """Return the 12-digit code of the town, which is as near as the public part comes."""
    return place[:_TOWN_DIGITS].ljust(12, "0")


def community_of(place: str) -> str:
    """Return the 12-digit code of the community, by which records are indexed."""
    return place[:12].ljust(12, "0")


def _written(fields: tuple[Field, ...], deed: Deed) -> dict[str, Any]:
    written, values = {}, vars(deed)
    for name, _unit, write, _read in fields:
        value = values[name]
        if value is not None:
            written[name] = value if write is _same else write(value)
    return written


def _measured(fields: tuple[Field, ...], deed: Deed, sign: int) -> dict[str, list[Any]]:
    measured, values = {}, vars(deed)
    for name, unit, write, _read in fields:
        value = values[name]
        if value is not None:
            measured[name] = [write(value * sign), unit]
    return measured


def private_part(deed: Deed, *, by: str, at: datetime) -> str:
    """Return the private part: by whom, about whom, exact place and moment, coded details."""
    details = _written(shape(type(deed)).private, deed)
    part = {"about": deed.about, "at": _write_moment(at), "by": by, "place": deed.place}
    return canonical({**part, "details": details} if details else part)


def public_part(deed: Deed, *, evidence: Evidence, reverses: int | None, commit: bytes) -> str:
    """Return the public part; a reversal's quantities are the reversed ones negated."""
    fields = shape(type(deed))
    part: dict[str, Any] = {
        "class": evidence._value_,
        "commit": encoded(commit),
        "day": deed.on,
        "kind": deed.kind,
        "place": town_of(deed.place),
        "v": deed.version,
    }
    if codes := _written(fields.codes, deed):
        part["codes"] = codes
    if fields.quantities:
        part["qty"] = _measured(fields.quantities, deed, 1 if reverses is None else -1)
    if reverses is not None:
        part["corrects"] = reverses
    return canonical(part)


def commitment(salt: bytes, private: str) -> bytes:
    """Return the 32 bytes that bind a private part to its public part."""
    return hmac.digest(salt, private.encode(), "sha256")


def encoded(digest: bytes) -> str:
    """Return a digest as base64 text, as parts and notes print it."""
    return base64.b64encode(digest).decode()


def read_deed(public: str, private: str) -> Deed:
    """Return the deed of a stored record; older versions are brought up.  Raises UnknownKind."""
    outer, inner = orjson.loads(public), orjson.loads(private)
    kind = kind_named(outer["kind"])
    values = {**outer.get("codes", {}), **inner.get("details", {})}
    negative = "corrects" in outer
    for name, (value, _unit) in outer.get("qty", {}).items():
        values[name] = _negated(value) if negative else value
    if outer["v"] != kind.version:
        values = raised(outer["kind"], outer["v"], values)
    for name, read in shape(kind).reads:
        if (value := values.get(name)) is not None:
            values[name] = read(value)
    return kind(on=date.fromisoformat(outer["day"]), place=inner["place"], **values)


def _negated(value: int | str) -> int | str:
    return -value if isinstance(value, int) else str(-Decimal(value))
