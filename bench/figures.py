"""A figure over millions of deeds against the same SQL written by hand for DuckDB."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from bench.frame import line, ratio
from gongfu.domains.keys.deeds import VisitMade
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import figure_named
from gongfu.figures.store import columns, files, relations
from gongfu.kernel.measures.periods import period

_DEEDS = int(os.environ.get("BENCH_DEEDS", "10000000"))
_PART = 2_000_000
_HAND = """
SELECT sum(CASE WHEN reverses IS NULL THEN 1 ELSE -1 END), count(DISTINCT number)
FROM read_parquet({paths}) WHERE place >= '330402' AND place < '330403'
AND day >= DATE '2020-01-01' AND day < DATE '2021-01-01'
"""


def _part(first: int, count: int) -> pa.Table:
    """Return visits with the columns of the contract, spread over four years."""
    order = np.arange(first, first + count)
    days = np.datetime64("2018-01-01") + (order % 1461).astype("timedelta64[D]")
    places = np.char.add("3304020070", np.char.zfill((10 + order % 40).astype(str), 2))
    moments = days.astype("datetime64[us]")
    people = np.char.add("keeper", (order % 14000).astype(str))
    values = {
        "number": pa.array(order + 1),
        "day": pa.array(days.astype("datetime64[D]")),
        "place": pa.array(places),
        "by": pa.array(people),
        "about": pa.array(people),
        "evidence": pa.array(np.where(order % 3 == 0, "B", "A")),
        "reverses": pa.nulls(count, pa.int64()),
        "at": pa.array(moments).cast(pa.timestamp("us", tz="UTC")),
        "minutes": pa.array(20 + order % 40),
        "hours_kind": pa.array(np.where(order % 9 == 0, "duty", "volunteer")),
        "elder": pa.array(people),
        "keeper": pa.array(people),
        "answer": pa.array(np.full(count, "well")),
        "started_at": pa.array(moments).cast(pa.timestamp("us", tz="UTC")),
        "ended_at": pa.array(moments).cast(pa.timestamp("us", tz="UTC")),
        "manner": pa.array(np.full(count, "phone")),
    }
    schema = columns.schema(VisitMade)
    return pa.table([values[name].cast(schema.field(name).type) for name in schema.names], schema)


def _write() -> list[str]:
    folder = Path(settings.GONGFU_COLUMNS_DIR) / "kind=keys.visit.made"
    folder.mkdir(parents=True)
    parts = []
    for first in range(0, _DEEDS, _PART):
        name = f"kind=keys.visit.made/part-{first}.parquet"
        pq.write_table(_part(first, min(_PART, _DEEDS - first)), files.folder() / name)
        parts.append((VisitMade.kind, name))
    manifest = files.Manifest(_DEEDS, 0, tuple(parts))
    (files.folder() / "manifest.json").write_text(json.dumps(dataclasses.asdict(manifest)))
    return [str(files.folder() / name) for _kind, name in parts]


def _median(work: Callable[[], object], times: int = 7) -> float:
    spent = []
    for _time in range(times):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return sorted(spent)[times // 2]


def main() -> None:
    """Print milliseconds of the number by hand and by the catalogue, and of course and drill."""
    paths = _write()
    hand = duckdb.connect()
    hand.execute("SET threads = 2")
    by_hand = _median(lambda: hand.execute(_HAND.format(paths=paths)).fetchall())
    question = Question(figure_named("keys.visits"), "", period("2020"))
    reader = relations.current()
    number = _median(lambda: asking.number(question, reader))
    print(f"{_DEEDS:,} deeds")
    line("number, ms (hand, ours)", by_hand * 1e3, number * 1e3, ratio(by_hand, number), 1 / 1.5)
    whole = _median(lambda: asking._ask(question, reader), 3)
    drill = _median(lambda: asking.evidence(question, limit=100), 3)
    print(f"with evidence classes {whole * 1e3:8.0f} ms")
    print(f"100 records           {drill * 1e3:8.0f} ms")
