"""Appending and replaying deeds against raw SQLite with the same hashing and durability.

The raw baseline writes the same two rows a deed, hashes the same bytes, keeps the same frontier
and commits as durably; it knows no types, rights, projections or idempotency.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.frame import line, ratio
from gongfu.domains.keys.deeds import VisitMade
from gongfu.kernel.ledger import replay
from gongfu.kernel.ledger.deeds import PROJECTIONS
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append

_SINGLES, _BATCH, _BATCHES = 400, 1000, 30
_START = datetime(2020, 1, 1, 1, tzinfo=UTC)


class Rate(NamedTuple):
    """Deeds a second, one by one and in batches of 1,000."""

    singly: float
    batched: float


def visit(n: int) -> VisitMade:
    """Return the n-th visit of a busy team: 40 keepers, 400 elders, half an hour each."""
    start = _START + timedelta(minutes=37 * n)
    return VisitMade(
        on=date(2020, 1, 1) + timedelta(days=n // 200),
        place="330402007032001",
        elder=f"elder{n % 400:021d}",
        keeper=f"keeper{n % 40:020d}",
        minutes=30,
        hours_kind="volunteer",
        answer="well",
        started_at=start,
        ended_at=start + timedelta(minutes=30),
    )


def timed(count: int, work: Callable[[], None]) -> float:
    """Return how many a second `work` did, which did `count`."""
    begun = time.perf_counter()
    work()
    return count / (time.perf_counter() - begun)


@contextmanager
def unprojected() -> Iterator[None]:
    """Append without any projection: what the ledger alone costs."""
    kept, PROJECTIONS[:] = PROJECTIONS[:], []
    try:
        yield
    finally:
        PROJECTIONS[:] = kept


def ours(first: int = 0) -> Rate:
    """Return the rate of our append from the `first` visit on."""
    at = datetime(2021, 9, 20, tzinfo=UTC)

    def write(numbers: range) -> None:
        with acting():
            permit()
            append([Draft(visit(n), by=f"keeper{n % 40:020d}", at=at) for n in numbers])

    def singly() -> None:
        for n in range(first, first + _SINGLES):
            write(range(n, n + 1))

    def batched() -> None:
        begun = first + _SINGLES
        for n in range(begun, begun + _BATCHES * _BATCH, _BATCH):
            write(range(n, n + _BATCH))

    return Rate(timed(_SINGLES, singly), timed(_BATCHES * _BATCH, batched))


def raw() -> Rate:
    """Return the rate of bare SQLite inserts with the same hashing and durability."""
    with tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(Path(folder) / "raw.sqlite3", isolation_level=None)
        base.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE record (number INTEGER PRIMARY KEY, kind TEXT, day TEXT, place TEXT,"
            " at TEXT, public TEXT, leaf BLOB);"
            "CREATE INDEX record_at ON record (kind, place, day);"
            "CREATE TABLE private (number INTEGER PRIMARY KEY, who TEXT, about TEXT, body TEXT,"
            " salt BLOB);"
            "CREATE INDEX private_who ON private (who, number);"
            "CREATE INDEX private_about ON private (about, number);"
            "CREATE TABLE head (log TEXT PRIMARY KEY, size INTEGER, frontier BLOB);"
            "INSERT INTO head VALUES ('deeds', 0, '');"
        )
        singles = timed(_SINGLES, lambda: [_raw(base, range(n, n + 1)) for n in range(_SINGLES)])
        spans = [range(n * _BATCH, (n + 1) * _BATCH) for n in range(1, _BATCHES + 1)]
        batched = timed(_BATCHES * _BATCH, lambda: [_raw(base, span) for span in spans])
        return Rate(singles, batched)


def _raw(base: sqlite3.Connection, numbers: range) -> None:
    records, privates, stack = [], [], []
    for n in numbers:
        salt = os.urandom(32)
        about, who = f"elder{n % 400:021d}", f"keeper{n % 40:020d}"
        body = json.dumps({"about": about, "by": who, "minutes": 30, "answer": "well"})
        commit = hmac.digest(salt, body.encode(), "sha256").hex()
        public = json.dumps({"commit": commit, "kind": "keys.visit.made", "qty": {"minutes": 30}})
        leaf = hashlib.sha256(b"\0" + public.encode()).digest()
        stack.append(hashlib.sha256(b"\1" + leaf + leaf).digest())
        place = "330402007032"
        records.append((n, "keys.visit.made", "2020-01-01", place, "2021-09-20", public, leaf))
        privates.append((n, who, about, body, salt))
    base.execute("BEGIN IMMEDIATE")
    base.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?)", records)
    base.executemany("INSERT INTO private VALUES (?, ?, ?, ?, ?)", privates)
    base.execute("UPDATE head SET size = ?, frontier = ?", (numbers[-1], stack[-1]))
    base.execute("COMMIT")


def main() -> None:
    """Print the rates, their ratios, and the replay."""
    records = _SINGLES + _BATCHES * _BATCH
    with unprojected():
        alone = ours(first=records)
    mine, bare = ours(), raw()
    replayed = timed(2 * records, lambda: replay.rebuild() and None)
    for name, got in (("the ledger alone", alone), ("with the state of visits", mine)):
        singly, batched = ratio(got.singly, bare.singly), ratio(got.batched, bare.batched)
        line(f"{name}, singly", got.singly, bare.singly, singly, 0.25)
        line(f"{name}, by 1,000", got.batched, bare.batched, batched, 0.5)
    line("replay, records/s", replayed, 20_000, ratio(replayed, 20_000), 1.0)
