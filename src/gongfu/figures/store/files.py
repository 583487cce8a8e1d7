"""The column files of a district: kind=…/year=…/part files, and a manifest that names them.

A file is written once under a new name; the manifest is replaced last and at once, so a reader
sees the old set or the new one.  An erasure makes private parts anonymous, so all is built anew.
docs/column-files.md is the contract for readers outside.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection

from gongfu.figures.store import columns
from gongfu.figures.store.columns import Raw
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import KINDS, kind_named
from gongfu.kernel.ledger.models import Erased, Record

_BATCH = 100_000
_MANY = 16
_LARGE = 2_000_000
_ROWS = 30_720
_HIGHEST = 2**62
_RAW = (
    "r.number, r.day, r.place, p.by, p.about, r.evidence, r.reverses, r.at, r.public, p.body,"
    " r.kind FROM ledger_record r JOIN ledger_private p ON p.number = r.number"
)


@dataclasses.dataclass(frozen=True)
class Manifest:
    """Which files hold the records up to `upto`.

    mark: the leaf hash of that record, by which the ledger is known again.  erased: how many
    erasures they know.  schemas: kinds, each with a digest of its columns.  parts: kind and path.
    """

    upto: int = 0
    mark: str = ""
    erased: int = 0
    schemas: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()

    def of(self, kind: str) -> list[str]:
        """Return the paths of one kind's files, relative to the folder."""
        return [path for name, path in self.parts if name == kind]


def folder() -> Path:
    """Return the folder of the column files."""
    return Path(settings.GONGFU_COLUMNS_DIR)


def manifest() -> Manifest:
    """Return the present manifest; an empty one when there are no files yet."""
    path = folder() / "manifest.json"
    try:
        state = path.stat()
    except FileNotFoundError:
        return Manifest()
    return _read(path, state.st_mtime_ns, state.st_ino)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _inode: int) -> Manifest:
    stored = json.loads(path.read_text("utf-8"))
    known = {field.name for field in dataclasses.fields(Manifest)} & set(stored)
    values = {name: stored[name] for name in known}
    pairs = {name: tuple(map(tuple, values.get(name, ()))) for name in ("parts", "schemas")}
    return Manifest(**{**values, **pairs})


@cache
def digest(kind: str) -> str:
    """Return a digest of a kind's version and columns, which tells files of an older version."""
    deed = kind_named(kind)
    return hashlib.sha256(f"{deed.version} {columns.schema(deed)}".encode()).hexdigest()[:16]


def mark_of(number: int) -> str:
    """Return the leaf hash of a record as text, empty where there is none."""
    leaf = Record.objects.filter(number=number).values_list("leaf", flat=True).first()
    return bytes(leaf).hex() if leaf is not None else ""


def fits(stored: Manifest) -> bool:
    """Say whether the files hold records of this very ledger, with the columns of this version."""
    same = all(kind in KINDS and digest(kind) == known for kind, known in stored.schemas)
    known = len(stored.schemas) == len({kind for kind, _path in stored.parts})
    return same and known and stored.mark == mark_of(stored.upto)


def tail_length() -> int:
    """Return how many records the files do not hold yet."""
    return reading.size() - manifest().upto


def is_due(*, tail: int) -> bool:
    """Say whether the files should be brought up to date.

    They should after a longer tail, an erasure, or an upgrade that changed the columns of a kind.
    """
    now = manifest()
    return tail_length() > tail or Erased.objects.count() != now.erased or not fits(now)


def compact(*, tell: Callable[[int], None] | None = None) -> Manifest:
    """Bring the column files up to the newest record, and return the manifest.

    Builds all anew when they are not of this ledger and version, or when an erasure came since.
    """
    now = draft(tell=tell)
    publish(now)
    return now


def draft(*, tell: Callable[[int], None] | None = None) -> Manifest:
    """Write the files that bring the columns up to the newest record, without naming them yet."""
    now, erased = manifest(), Erased.objects.count()
    if now.erased != erased or not fits(now):
        now = Manifest()
    parts, upto = list(now.parts), now.upto
    for raws in raw_records(after=upto):
        parts += _write(raws)
        upto = raws[-1].number
        if tell:
            tell(upto)
    parts = _merged(parts)
    schemas = tuple((kind, digest(kind)) for kind in sorted({kind for kind, _path in parts}))
    return Manifest(upto, mark_of(upto), erased, schemas, tuple(parts))


def publish(new: Manifest) -> None:
    """Let readers see the files of this manifest, and no others."""
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"manifest.{os.getpid()}.json"
    path.write_text(json.dumps(dataclasses.asdict(new)), "utf-8")
    path.replace(folder() / "manifest.json")


def sweep() -> None:
    """Remove the files that the manifest no longer names; call it before a new one is made."""
    named = {folder() / path for _kind, path in manifest().parts}
    for path in folder().glob("kind=*/year=*/*.parquet"):
        if path not in named:
            path.unlink(missing_ok=True)


def drop() -> None:
    """Remove all column files; they are built again from the ledger."""
    shutil.rmtree(folder(), ignore_errors=True)


def raw_records(*, after: int, upto: int = 0, batch: int = _BATCH) -> Iterator[list[Raw]]:
    """Yield stored records above `after`, and up to `upto` if given, in order, some at a time."""
    while not upto or after < upto:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {_RAW} WHERE r.number > %s AND r.number <= %s ORDER BY r.number LIMIT %s",
                [after, upto or _HIGHEST, batch],
            )
            rows = [_raw(row) for row in cursor.fetchall()]
        if not rows:
            return
        yield rows
        after = rows[-1].number


def raw_numbered(numbers: Sequence[int], *, upto: int, batch: int = 500) -> Iterator[list[Raw]]:
    """Yield the records of these numbers and those that take them back, up to `upto`."""
    for start in range(0, len(numbers), batch):
        chunk = list(numbers[start : start + batch])
        marks = ", ".join(["%s"] * len(chunk))
        named = f"(r.number IN ({marks}) OR r.reverses IN ({marks}))"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {_RAW} WHERE r.number <= %s AND {named} ORDER BY r.number",
                [upto, *chunk, *chunk],
            )
            yield [_raw(row) for row in cursor.fetchall()]


def _raw(row: tuple[Any, ...]) -> Raw:
    number, day, place, by, about, evidence, reverses, at, *texts = row
    found = (reading.day_of(day), place, by, about, evidence, reverses, reading.moment_of(at))
    return Raw._make((number, *found, *texts))


def by_kind(raws: list[Raw]) -> dict[str, pa.Table]:
    """Return the records as one table a kind."""
    sorted_out: dict[str, list[Raw]] = defaultdict(list)
    for raw in raws:
        sorted_out[raw.kind].append(raw)
    return {kind: columns.table(kind_named(kind), found) for kind, found in sorted_out.items()}


def _write(raws: list[Raw]) -> Iterator[tuple[str, str]]:
    for kind, table in by_kind(raws).items():
        years = pc.year(table["day"])
        for year in pc.unique(years).to_pylist():
            path = _new_path(kind, f"year={year}")
            write_part(table.filter(pc.equal(years, year)), folder() / path)
            yield kind, str(path)


def _new_path(kind: str, year: str) -> Path:
    return Path(f"kind={kind}") / year / f"part-{uuid.uuid4().hex}.parquet"


def write_part(table: pa.Table, path: Path) -> None:
    """Write one file of the contract, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", row_group_size=_ROWS)


def _merged(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parts with many small files of a kind and year made into one, by number."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, path in parts:
        groups[kind, Path(path).parent.name].append(path)
    found: list[tuple[str, str]] = []
    for (kind, year), paths in groups.items():
        small = [path for path in paths if _rows(path) < _LARGE]
        if len(small) > _MANY:
            merged = _new_path(kind, year)
            tables = [pq.read_table(folder() / path, partitioning=None) for path in small]
            write_part(pa.concat_tables(tables).sort_by("number"), folder() / merged)
            paths = [path for path in paths if path not in small] + [str(merged)]
        found += [(kind, path) for path in paths]
    return found


class Span(NamedTuple):
    """A row group of a file: the numbers of its rows rise from first to last.

    since, until: their first and last day.
    """

    path: str
    group: int
    first: int
    last: int
    since: date
    until: date

    def meets(self, days: tuple[date, date]) -> bool:
        """Say whether some of them can be of these days, both included."""
        return self.since <= days[1] and days[0] <= self.until


def spans_in(path: str) -> tuple[Span, ...]:
    """Return the row groups of a file, in order."""
    return _spans_in(folder(), path)


@lru_cache(maxsize=16_384)
def _spans_in(root: Path, path: str) -> tuple[Span, ...]:
    known = pq.read_metadata(root / path)
    return tuple(_span(path, at, known.row_group(at)) for at in range(known.num_row_groups))


def _span(path: str, at: int, group: Any) -> Span:
    number, day = (group.column(index).statistics for index in (0, 1))
    return Span(path, at, number.min, number.max, day.min, day.max)


def _rows(path: str) -> int:
    return int(pq.read_metadata(folder() / path).num_rows)
