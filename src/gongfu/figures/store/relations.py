"""Each kind of deed as one relation: its column files and the newest tail together."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from gongfu.figures.formula.parts import STANDING, Formula, Of, reads
from gongfu.figures.store import columns, files
from gongfu.figures.store.engines import DuckDB, Engine, files_as_table
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Deed, kind_named

T = TypeVar("T")
Fields = Sequence[str]
_RELATIONS: dict[str, Table] = {}
_PARTS: dict[tuple[str, Formula], tuple[str, ibis.Schema]] = {}


def name_of(kind: type[Deed]) -> str:
    """Return the name under which queries read a kind."""
    return re.sub("[.-]", "_", kind.kind)


def relation(kind: type[Deed], before: str = "") -> Table:
    """Return a kind's relation with the columns of `columns.schema`, named in some engine."""
    name = before + name_of(kind)
    if name not in _RELATIONS:
        _RELATIONS[name] = ibis.table(ibis.Schema.from_pyarrow(columns.schema(kind)), name=name)
    return _RELATIONS[name]


class Reader:
    """Reads figures from an engine in which every kind is defined under its name.

    size: of the ledger that it reads.
    """

    def __init__(self, engine: Engine, *, size: int) -> None:
        """Take an engine that holds the kinds."""
        self.engine = engine
        self.size = size
        self._known: dict[tuple[str, ...], Any] = {}
        self._parts: dict[Formula, Table] = {}

    def remembered(self, name: tuple[str, ...], compute: Callable[[], T]) -> T:
        """Return what was computed under this name; it holds as long as the ledger is the same."""
        if name not in self._known:
            self._known[name] = compute()
        found: T = self._known[name]
        return found

    def remember(self, found: Mapping[tuple[str, ...], Any]) -> None:
        """Let `remembered` return these, without computing them."""
        self._known.update(found)

    def knows(self, name: tuple[str, ...]) -> bool:
        """Say whether something was computed under this name."""
        return name in self._known

    def of(self, kind: type[Deed]) -> Table:
        """Return the relation of a kind."""
        return relation(kind)

    def until(self, upto: int) -> Of:
        """Return what gives the relation of a kind with the records up to that number only."""

        def known(kind: type[Deed]) -> Table:
            whole = self.of(kind)
            return whole.filter(whole.number <= upto)

        return known

    def parts(self, formula: Formula) -> Table:
        """Return the relation of a formula's parts, under a name of its own."""
        if formula not in self._parts:
            query, schema = _compiled(formula, self.engine.dialect)
            for kind in reads(formula):
                self.of(kind)
            name = f"parts_{len(self._parts)}"
            self.engine.define(name, query)
            self._parts[formula] = ibis.table(schema, name=name)
        return self._parts[formula]

    def run(self, expression: Any) -> pa.Table:
        """Run an Ibis table expression and return its rows as Arrow."""
        query, schema = _written(expression.op(), self.engine.dialect)
        return self.engine.run(query).cast(schema)


@lru_cache(maxsize=2048)
def _written(operation: Any, dialect: str) -> tuple[str, pa.Schema]:
    """Return an operation of Ibis as SQL, with its schema; the same question is written once."""
    expression = operation.to_expr()
    query = ibis.to_sql(expression, dialect=dialect, pretty=False)
    return str(query), expression.schema().to_pyarrow()


def _compiled(formula: Formula, dialect: str) -> tuple[str, ibis.Schema]:
    if (dialect, formula) not in _PARTS:
        parts = formula.parts(relation)
        _PARTS[dialect, formula] = str(ibis.to_sql(parts, dialect=dialect)), parts.schema()
    return _PARTS[dialect, formula]


class Columns(Reader):
    """A reader of this district's column files and of the records that came after them."""

    engine: DuckDB

    def __init__(self, manifest: files.Manifest | None = None) -> None:
        """Begin with the records in these files; `follow` brings it up to date."""
        super().__init__(DuckDB(), size=0)
        self._begin(manifest or files.Manifest())

    def _begin(self, stored: files.Manifest) -> None:
        self._seen, self.root = stored, files.folder()
        self.manifest = stored if files.fits(stored) else files.Manifest()
        self.size, self._mark, self._end = self.manifest.upto, self.manifest.mark, (0, b"")
        self._tail: dict[str, pa.Table] = {}
        self._again: dict[str, pa.Table] = {}
        self._asked: set[int] = set()
        self._defined: set[type[Deed]] = set()
        self._kept: dict[tuple[str, ...], pa.Table] = {}
        self._parts.clear()
        self._known.clear()

    def follow(self, end: tuple[int, bytes]) -> Columns:
        """Read up to the ledger's end; begin anew where files or ledger are not those of before."""
        stored = files.manifest()
        if (stored, files.folder()) != (self._seen, self.root):
            self._begin(stored)
        if end != self._end:
            if self.size > end[0] or files.mark_of(self.size) != self._mark:
                self._begin(stored)
            self.extend(end[0])
            self._end = end
        return self

    def extend(self, size: int) -> None:
        """Read the records after those that are known, up to that number."""
        for raws in files.raw_records(after=self.size, upto=size):
            self._append(raws)
        self.size, self._mark = size, files.mark_of(size)
        self._known.clear()

    def _append(self, raws: list[columns.Raw]) -> None:
        tables = files.by_kind(raws)
        _add(self._tail, tables)
        again = _named_again(raws, tables) - self._asked
        self._asked |= again
        for named in files.raw_numbered(sorted(again), upto=self.manifest.upto):
            _add(self._again, files.by_kind(named))
        for kind in self._defined & {kind_named(name) for name in tables}:
            self._hold(kind)

    def tail(self, kind: type[Deed]) -> pa.Table:
        """Return the records of a kind that lie in no file."""
        return self._tail.get(kind.kind, columns.schema(kind).empty_table())

    def again(self, kind: type[Deed]) -> pa.Table:
        """Return the stored records that the tail takes back, confirms or disputes.

        Those that took them back are among them.
        """
        return self._again.get(kind.kind, columns.schema(kind).empty_table())

    def of(self, kind: type[Deed]) -> Table:
        """Return the relation of a kind, defined in the engine with its first use."""
        if kind not in self._defined:
            self._defined.add(kind)
            self._hold(kind)
            self._define(kind)
        return relation(kind)

    def spans(self, kind: type[Deed]) -> list[files.Span]:
        """Return where in the files the records of a kind lie, by number."""
        return [one for path in self.manifest.of(kind.kind) for one in files.spans_in(path)]

    def group(self, span: files.Span, fields: Fields) -> pa.Table:
        """Return fields of the records of one span, by number."""
        with pq.ParquetFile(self.root / span.path) as file:
            return file.read_row_group(span.group, columns=list(fields)).select(fields)

    def small(self, kind: type[Deed], fields: Fields, which: str) -> pa.Table:
        """Return fields of a kind's records, few enough to keep in memory, that meet a condition.

        Those of the tail are all among them.
        """
        self.of(kind)
        name, types = (kind.kind, which, *fields), columns.schema(kind)
        if name not in self._kept:
            names = ", ".join(f'"{field}"' for field in fields)
            query = f"SELECT {names} FROM stored_{name_of(kind)} WHERE {which}"  # noqa: S608
            rows = self.engine.run(query)
            self._kept[name] = rows.cast(pa.schema([types.field(field) for field in fields]))
        return pa.concat_tables([self._kept[name], self.tail(kind).select(fields)])

    def _hold(self, kind: type[Deed]) -> None:
        self.engine.hold(f"tail_{name_of(kind)}", self.tail(kind))

    def _define(self, kind: type[Deed]) -> None:
        name = name_of(kind)
        names = ", ".join(f'"{one}"' for one in columns.schema(kind).names)
        self.engine.define(f"stored_{name}", self._stored(kind, names))
        both = f"SELECT {names} FROM stored_{name} UNION ALL SELECT {names} FROM tail_{name}"  # noqa: S608
        self.engine.define(name, both)

    def _stored(self, kind: type[Deed], names: str) -> str:
        paths = [self.root / path for path in self.manifest.of(kind.kind)]
        if not paths:
            return f"SELECT {names} FROM tail_{name_of(kind)} WHERE false"  # noqa: S608
        return f"SELECT {names} FROM {files_as_table(paths)}"  # noqa: S608


def _add(held: dict[str, pa.Table], more: dict[str, pa.Table]) -> None:
    for kind, table in more.items():
        held[kind] = pa.concat_tables([held[kind], table]) if kind in held else table


def _named_again(raws: list[columns.Raw], tables: dict[str, pa.Table]) -> set[int]:
    """Return the numbers of the records that these take back, confirm or dispute."""
    named = {raw.reverses for raw in raws if raw.reverses is not None}
    for kind in STANDING:
        if kind.kind in tables:
            named.update(tables[kind.kind]["record"].to_pylist())
    return named


class _Held(threading.local):
    """What this thread reads from."""

    columns: Columns | None = None
    other: Reader | None = None


_held = _Held()


def current() -> Reader:
    """Return this thread's reader, up to date with the ledger; within `using`, that one."""
    return _held.other or up_to_date()


def up_to_date() -> Columns:
    """Return this thread's reader of the district's own columns, up to date with the ledger."""
    if _held.columns is None:
        _held.columns = Columns()
    return _held.columns.follow(reading.end())


@contextmanager
def using(reader: Reader) -> Iterator[None]:
    """Answer all questions of this thread from another reader."""
    _held.other, before = reader, _held.other
    try:
        yield
    finally:
        _held.other = before


@contextmanager
def steady() -> Iterator[None]:
    """Look at the ledger's end once, and answer everything within as of then; for one page."""
    with using(current()):
        yield
