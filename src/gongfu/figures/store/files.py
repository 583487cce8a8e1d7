"""The column files of a district: kind=…/year=…/part files, and a manifest that names them.

A file is written once under a new name; the manifest is replaced last and at once, so a reader
sees the old set or the new one.  An erasure makes private parts anonymous, so all is built anew.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection

from gongfu.figures.store import columns
from gongfu.figures.store.columns import Raw
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import kind_named
from gongfu.kernel.ledger.models import Erased

_BATCH = 100_000
_MANY = 64


@dataclasses.dataclass(frozen=True)
class Manifest:
    """Which files hold the records up to `upto`; erased: how many erasures they know."""

    upto: int = 0
    erased: int = 0
    parts: tuple[tuple[str, str], ...] = ()

    def of(self, kind: str) -> list[str]:
        """Return the paths of one kind's files, relative to the folder."""
        return [path for name, path in self.parts if name == kind]


def folder() -> Path:
    """Return the folder of the column files."""
    return Path(settings.GONGFU_COLUMNS_DIR)


def manifest() -> Manifest:
    """Return the present manifest; an empty one when there are no files yet."""
    try:
        stored = json.loads((folder() / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return Manifest()
    return Manifest(stored["upto"], stored["erased"], tuple(map(tuple, stored["parts"])))


def tail_length() -> int:
    """Return how many records the files do not hold yet."""
    return reading.size() - manifest().upto


def compact(*, tell: Callable[[int], None] | None = None) -> Manifest:
    """Bring the column files up to the newest record, and return the manifest.

    Builds all anew when an erasure came since, or when the parts have become many.
    """
    now = manifest()
    erased = Erased.objects.count()
    if now.erased != erased or len(now.parts) > _MANY * 8:
        now = Manifest()
    parts = list(now.parts)
    upto = now.upto
    for raws in raw_records(after=upto):
        parts += _write(raws)
        upto = raws[-1].number
        if tell:
            tell(upto)
    return _replace(Manifest(upto, erased, tuple(parts)))


def _replace(new: Manifest) -> Manifest:
    folder().mkdir(parents=True, exist_ok=True)
    draft = folder() / f"manifest.{os.getpid()}.json"
    draft.write_text(json.dumps(dataclasses.asdict(new)), "utf-8")
    draft.replace(folder() / "manifest.json")
    return new


def drop() -> None:
    """Remove all column files; they are built again from the ledger."""
    shutil.rmtree(folder(), ignore_errors=True)


def raw_records(*, after: int, batch: int = _BATCH) -> Iterator[list[Raw]]:
    """Yield stored records above `after` in order, `batch` at a time."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT r.number, r.day, r.place, p.by, p.about, r.evidence, r.reverses, r.at,"
                " r.public, p.body, r.kind FROM ledger_record r"
                " JOIN ledger_private p ON p.number = r.number"
                " WHERE r.number > %s ORDER BY r.number LIMIT %s",
                [after, batch],
            )
            rows = [_raw(row) for row in cursor.fetchall()]
        if not rows:
            return
        yield rows
        after = rows[-1].number


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
    span = f"{raws[0].number}-{raws[-1].number}"
    for kind, table in by_kind(raws).items():
        years = pc.year(table["day"])
        for year in pc.unique(years).to_pylist():
            path = Path(f"kind={kind}") / f"year={year}" / f"part-{span}.parquet"
            (folder() / path).parent.mkdir(parents=True, exist_ok=True)
            chosen = table.filter(pc.equal(years, year))
            pq.write_table(chosen, folder() / path, compression="zstd")
            yield kind, str(path)
