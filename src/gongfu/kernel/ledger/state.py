"""Tables of the present state: written by projections, refused to everyone else."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField

_open: ContextVar[bool] = ContextVar("projecting", default=False)
_CHUNK = 500
_PLAIN = (models.CharField, models.IntegerField, models.BooleanField)


class OutsideProjection(TypeError):
    """Someone tried to change the present state without a deed."""


class PersonRef(_Text):
    """A column that holds a person's opaque id; erasure rewrites every such column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fix the length to that of an opaque id."""
        kwargs["max_length"] = 26
        super().__init__(*args, **kwargs)


@contextmanager
def projecting() -> Iterator[None]:
    """Open state tables for writing; only the ledger calls this."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def _check() -> None:
    if not _open.get():
        raise OutsideProjection("state follows deeds: write a projection")


class StateQuerySet(models.QuerySet[Any]):
    """A queryset whose writing methods work within a projection only."""

    def update(self, **values: Any) -> int:
        """Update rows.  Raises OutsideProjection."""
        _check()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows.  Raises OutsideProjection."""
        _check()
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Insert rows.  Raises OutsideProjection."""
        _check()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Update rows.  Raises OutsideProjection."""
        _check()
        return super().bulk_update(*args, **kwargs)


class State(models.Model):
    """Base of every table that can be rebuilt from the ledger; its key is a natural one."""

    objects = StateQuerySet.as_manager()

    class Meta:
        """State tables are concrete in their domains."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row.  Raises OutsideProjection."""
        _check()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row.  Raises OutsideProjection."""
        _check()
        return super().delete(*args, **kwargs)


S = TypeVar("S", bound=State)


def _fresh(model: type[S], values: dict[str, Any]) -> S:
    """Return a new row without the rounds of `Model.__init__`, which cost more than its insert.

    Raises TypeError for a value that is no field.
    """
    constant, made = _defaults(model)
    if not values.keys() <= constant.keys():
        raise TypeError(f"{model.__name__} has no {values.keys() - constant.keys()}")
    row = model.__new__(model)
    filled = row.__dict__
    filled.update(constant)
    for field in made:
        filled[field.attname] = field.get_default()
    filled.update(values)
    row._state = ModelState()
    return row


@functools.cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """Return the constant defaults by attribute, and the fields whose default is made anew."""
    fields = model._meta.concrete_fields
    made = tuple(field for field in fields if callable(field.default) and field.has_default())
    return {field.attname: field.get_default() for field in fields}, made


class Rows(Generic[S]):
    """State rows that a batch touches: loaded once, folded in memory, written once."""

    def __init__(self, model: type[S], keys: Iterable[Any]) -> None:
        """Load the rows of `model` whose primary key is among `keys`."""
        self._model = model
        self._rows: dict[Any, S] = {}
        self._gone: set[Any] = set()
        wanted = list(dict.fromkeys(keys))
        for start in range(0, len(wanted), _CHUNK):
            found = _loaded(model, wanted[start : start + _CHUNK])
            self._rows.update({row.pk: row for row in found})

    def __getitem__(self, key: Any) -> S:
        """Return the row.  Raises KeyError."""
        return self._rows[key]

    def __iter__(self) -> Iterator[S]:
        """Yield the rows as they stand in memory."""
        return iter(self._rows.values())

    def get(self, key: Any) -> S | None:
        """Return the row or None."""
        return self._rows.get(key)

    def new(self, key: Any, **values: Any) -> S:
        """Add a fresh row with this key, in place of any other."""
        row = _fresh(self._model, values)
        row.pk = key
        self._rows[key] = row
        self._gone.discard(key)
        return row

    def sort(self, order: Callable[[S], Any]) -> None:
        """Write the rows in this order: what gives up a unique value before what takes it."""
        self._rows = {row.pk: row for row in sorted(self._rows.values(), key=order)}

    def drop(self, key: Any) -> None:
        """Remove the row."""
        self._rows.pop(key, None)
        self._gone.add(key)

    def save(self) -> None:
        """Write all rows with one statement.  Raises OutsideProjection."""
        _check()
        gone = list(self._gone)
        for start in range(0, len(gone), _CHUNK):
            self._model._default_manager.filter(pk__in=gone[start : start + _CHUNK]).delete()
        if self._rows:
            upsert(self._model, self._rows.values())


def _loaded(model: type[S], keys: list[Any]) -> list[S]:
    """Return the rows with these keys, by a statement that is composed once a model."""
    if len(model._meta.pk_fields) > 1:
        several: Iterable[Any] = model._default_manager.filter(pk__in=keys)
        return list(several)
    sql, names, reads = _selection(model, connection.vendor)
    given = list(_column(model._meta.pk_fields[0], keys))
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ({', '.join(['%s'] * len(given))})", given)
        found = cursor.fetchall()
    for at, read in reads:
        found = [(*row[:at], read(row[at]), *row[at + 1 :]) for row in found]
    return [model.from_db(connection.alias, names, row) for row in found]


Reads = list[tuple[int, Callable[[Any], Any]]]


@functools.cache
def _selection(model: type[models.Model], vendor: str) -> tuple[str, list[str], Reads]:
    """Return the statement up to its keys, the attributes, and how columns are read."""
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table, (key,) = connection.ops.quote_name(model._meta.db_table), key_columns(model)
    reads = [(at, _reader(field)) for at, field in enumerate(fields)]
    sql = f"SELECT {columns} FROM {table} WHERE {key} IN"  # noqa: S608
    return sql, [field.attname for field in fields], [(at, one) for at, one in reads if one]


def _reader(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """Return how Django reads a column of this field from the database, or None: as it is."""
    column = field.get_col(field.model._meta.db_table)
    steps = (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
    if not steps:
        return None

    def read(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return read


def key_columns(model: type[models.Model]) -> list[str]:
    """Return the quoted columns of the primary key, several when it is composite."""
    return [connection.ops.quote_name(str(field.column)) for field in model._meta.pk_fields]


def upsert(model: type[S], rows: Iterable[S]) -> None:
    """Insert the rows, or overwrite those of the same key, with one prepared statement."""
    given = list(rows)
    columns = [
        _column(field, map(attrgetter(field.attname), given))
        for field in model._meta.concrete_fields
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_upsertion(model, connection.vendor), list(zip(*columns, strict=True)))


@functools.cache
def _upsertion(model: type[models.Model], vendor: str) -> str:
    """Return the statement of an upsert for a database of that vendor."""
    quote = connection.ops.quote_name
    names = [quote(str(field.column)) for field in model._meta.concrete_fields]
    keys = key_columns(model)
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    conflict = f"DO UPDATE SET {changes}" if changes else "DO NOTHING"
    return (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)})"  # noqa: S608
        f" VALUES ({', '.join(['%s'] * len(names))}) ON CONFLICT ({', '.join(keys)}) {conflict}"
    )


def _column(field: models.Field[Any, Any], values: Iterable[Any]) -> Iterable[Any]:
    """Return the values of one column as the database takes them."""
    if isinstance(field, _PLAIN):
        return values
    ops = connection.ops
    if isinstance(field, models.DateTimeField):
        return _adapted(values, moment_out())
    if isinstance(field, models.DateField):
        return _adapted(values, ops.adapt_datefield_value)
    return [field.get_db_prep_save(value, connection) for value in values]


def moment_out() -> Callable[[Any], Any]:
    """Return how a moment is handed to the database; for SQLite as Django writes it, but faster."""
    if connection.vendor == "sqlite":
        return lambda at: (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat(" ")[:-6]
    return connection.ops.adapt_datetimefield_value


def _adapted(values: Iterable[Any], adapt: Callable[[Any], Any]) -> list[Any]:
    """Return the values adapted, each different one once: a batch shares days and moments."""
    given = list(values)
    known = {value: None if value is None else adapt(value) for value in set(given)}
    return [known[value] for value in given]
