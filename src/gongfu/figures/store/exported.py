"""The column files of an export: the public parts of all records as columns, and nothing else.

They are made from the public lines alone, so that they cannot say more than `deeds.ndjson` does:
no person, no moment, no community.  docs/column-files.md is the contract for readers outside.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pyarrow as pa

from gongfu.figures.store import columns, files
from gongfu.kernel.ledger import exporting
from gongfu.kernel.ledger.deeds import Deed, kind_named, raised
from gongfu.kernel.ledger.encoding import shape

_BATCH = 200_000
_LEFT_OUT = ("by", "about", "at")


class _Part(NamedTuple):
    """The records of one kind and year among some: each its number and public part."""

    kind: str
    year: str
    rows: list[tuple[int, dict[str, Any]]]


def schema(kind: type[Deed]) -> pa.Schema:
    """Return the Arrow schema of a kind's exported columns: those of its public part."""
    whole, hidden = (
        columns.schema(kind),
        {columns.column_of(field.name) for field in shape(kind).private},
    )
    common, own = list(whole)[: columns.COMMON], list(whole)[columns.COMMON :]
    kept = [field for field in common if field.name not in _LEFT_OUT]
    return pa.schema([*kept, *(field for field in own if field.name not in hidden)])


def write_columns(
    folder: Path, *, upto: int, tell: Callable[[int], None] | None = None, batch: int = _BATCH
) -> int:
    """Write the columns of the first `upto` records into `folder` anew; return how many files.

    Every Parquet file there counts; `manifest.json` names them, the last record and its leaf hash.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    parts: list[tuple[str, str]] = []
    for rows in exporting.rows_of(upto, batch=batch):
        parts += _write([(number, public) for number, public, _leaf in rows], folder)
        if tell:
            tell(rows[-1][0])
    stated = {"upto": upto, "mark": files.mark_of(upto), "parts": sorted(parts)}
    (folder / "manifest.json").write_text(json.dumps(stated, indent=1), "utf-8")
    return len(parts)


def _write(lines: Sequence[tuple[int, str]], folder: Path) -> Iterator[tuple[str, str]]:
    for kind, year, rows in _sorted_out(lines):
        path = Path(f"kind={kind}") / f"year={year}" / f"part-{rows[0][0]:012}.parquet"
        files.write_part(_table(kind_named(kind), rows), folder / path)
        yield kind, str(path)


def _sorted_out(lines: Iterable[tuple[int, str]]) -> list[_Part]:
    found: dict[tuple[str, str], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for number, text in lines:
        part = orjson.loads(text)
        found[part["kind"], part["day"][:4]].append((number, part))
    return [_Part(*name, rows) for name, rows in sorted(found.items())]


def _table(kind: type[Deed], rows: list[tuple[int, dict[str, Any]]]) -> pa.Table:
    parts = shape(kind)
    reads = {field.name: field.read for field in (*parts.quantities, *parts.codes)}
    return pa.Table.from_pylist(
        [_row(kind, number, part, reads) for number, part in rows], schema=schema(kind)
    )


def _row(
    kind: type[Deed], number: int, part: dict[str, Any], reads: dict[str, Callable[[Any], Any]]
) -> dict[str, Any]:
    quantities = {name: value for name, (value, _unit) in part.get("qty", {}).items()}
    values = {**quantities, **part.get("codes", {})}
    if part["v"] != kind.version:
        values = raised(kind.kind, part["v"], values)
    own = {
        columns.column_of(name): reads[name](value)
        for name, value in values.items()
        if name in reads
    }
    common = {"number": number, "day": date.fromisoformat(part["day"]), "place": part["place"]}
    return {**common, "evidence": part["class"], "reverses": part.get("corrects"), **own}
