"""Each kind of deed as one relation: its column files and the newest tail together."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from gongfu.figures.store import columns, files
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Deed

T = TypeVar("T")
_LOCAL = threading.local()


class Columns:
    """A reader of the columns as of one ledger size; made anew when the ledger has grown."""

    def __init__(self, *, end: tuple[int, bytes]) -> None:
        """Read the manifest and the tail up to the ledger's `end`."""
        self.end = end
        self.size = end[0]
        self.manifest = files.manifest()
        self.engine: Any = ibis.duckdb.connect(threads=2)
        self._tail = _tail(self.manifest)
        self._relations: dict[str, Table] = {}
        self._known: dict[tuple[str, ...], Any] = {}

    def remembered(self, name: tuple[str, ...], compute: Callable[[], T]) -> T:
        """Return what was computed under this name; it holds as long as the ledger is the same."""
        if name not in self._known:
            self._known[name] = compute()
        found: T = self._known[name]
        return found

    def of(self, kind: type[Deed]) -> Table:
        """Return the relation of a kind, with the columns of `columns.schema`."""
        if kind.kind not in self._relations:
            self._relations[kind.kind] = self._relation(kind)
        return self._relations[kind.kind]

    def _relation(self, kind: type[Deed]) -> Table:
        tail = self._tail.get(kind.kind, columns.schema(kind).empty_table())
        name = re.sub("[.-]", "_", kind.kind)
        self.engine.con.register(f"tail_{name}", tail)
        newest = self.engine.table(f"tail_{name}")
        paths = [str(files.folder() / path) for path in self.manifest.of(kind.kind)]
        if not paths:
            return newest
        stored = self.engine.read_parquet(paths, table_name=f"stored_{name}")
        names = columns.schema(kind).names
        return stored.select(names).union(newest.select(names))

    def run(self, expression: Any) -> pa.Table:
        """Run an Ibis table expression and return its rows as Arrow."""
        return self.engine.to_pyarrow(expression)


def _tail(manifest: files.Manifest) -> dict[str, pa.Table]:
    found: dict[str, list[pa.Table]] = {}
    for raws in files.raw_records(after=manifest.upto):
        for kind, table in files.by_kind(raws).items():
            found.setdefault(kind, []).append(table)
    return {kind: pa.concat_tables(tables) for kind, tables in found.items()}


def current() -> Columns:
    """Return this thread's reader, up to date with the ledger."""
    end = reading.end()
    held: Columns | None = getattr(_LOCAL, "columns", None)
    if held is None or held.end != end or held.manifest != files.manifest():
        held = _LOCAL.columns = Columns(end=end)
    return held
