"""A synthetic district of millions of deeds, written straight as column files of the contract.

The real communities with uneven weights; elders and members who live in one of them; days that
rise with the numbers, most deeds recorded some days late; records taken back, confirmed and
disputed.  Of the ledger there are the first records, which open the places, and the last one, so
that real deeds can be appended after it; what lies between is in the column files alone.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from numpy.typing import NDArray

from gongfu.domains.grids import deeds as grids
from gongfu.domains.keys import deeds as keys
from gongfu.domains.statistics.deeds import ValueReceived
from gongfu.faces.cli.demonstration import founding
from gongfu.figures.store import columns, files
from gongfu.kernel.ledger.deeds import Deed
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.standing import DisputeSettled, RecordConfirmed, RecordDisputed
from gongfu.kernel.ledger.tree import leaf_hash
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.needs import deeds as needs

Numbers = NDArray[np.int64]
FIRST, YEARS = date(2019, 1, 1), 4
_DAYS, _PART, _OFFICER = 365 * YEARS, 1_000_000, "officer".ljust(26, "a")
_SHARES: dict[type[Deed], float] = {
    keys.VisitMade: 600, keys.ServiceGiven: 40, keys.ElderRegistered: 4, keys.ElderChanged: 2,
    keys.ElderLeft: 1, keys.KeeperJoined: 2, keys.KeeperLeft: 1, keys.ItemAccepted: 10,
    keys.ItemLost: 1, grids.MemberRegistered: 20, grids.MemberMoved: 4, grids.MemberLeft: 4,
    grids.PostClaimed: 25, grids.PostServed: 60, grids.TeamFormed: 1, grids.TeamDissolved: 0.5,
    needs.NeedSubmitted: 50, needs.TaskDone: 50, needs.NeedConfirmed: 35, needs.NeedDisputed: 3,
    needs.NeedUnanswered: 7, RecordConfirmed: 76.5, RecordDisputed: 2, DisputeSettled: 0.5,
}  # fmt: skip
_PEOPLE = 60_000
_CODES = {
    "hours_kind": ("volunteer",) * 8 + ("duty",),
    "to": ("B",) * 9 + ("C",),
    "solved": ("yes",) * 8 + ("partly", "no"),
    "answer": ("well",) * 20 + ("unwell", "help"),
    "sort": ("key",) * 5 + ("bank-card", "repair", "errand"),
}
_SPANS = {"minutes": (10, 90), "lead_minutes": (60, 20_000), "rhythm_days": (7, 31), "last": (1, 2)}
_LATE, _SPREAD = 0.005, 60
_BACK, _REACH = 0.002, 200_000


class Rows(NamedTuple):
    """Rows of one kind: their numbers, their days since 1970, and the person each is about."""

    kind: type[Deed]
    numbers: Numbers
    days: Numbers
    people: Numbers


class District:
    """Draws the files of so many records from a seed."""

    def __init__(self, size: int, *, seed: int = 1) -> None:
        """Settle who lives where."""
        self.size, self._draw = size, np.random.default_rng(seed)
        codes = [one.code for one in founding.communities()]
        weights = self._draw.lognormal(0, 0.6, len(codes))
        self._homes = self._draw.choice(len(codes), _PEOPLE, p=weights / weights.sum())
        self._codes = pa.array(codes)

    def write(self) -> None:
        """Write ledger, column files and manifest of an empty district."""
        founding.open_all(Random(1))
        _receive()
        begun = files.draft()
        parts = list(begun.parts)
        for first in range(begun.upto, self.size, _PART):
            parts += self._part(first, min(_PART, self.size - first))
        schemas = tuple((kind, files.digest(kind)) for kind in sorted({kind for kind, _ in parts}))
        mark = _end_ledger_at(self.size)
        files.publish(files.Manifest(self.size, mark, 0, schemas, tuple(parts)))

    def _part(self, first: int, count: int) -> Iterator[tuple[str, str]]:
        """Write the records after number `first`, and yield kinds with paths."""
        shares = np.array(list(_SHARES.values()))
        drawn = self._draw.choice(len(shares), count, p=shares / shares.sum())
        for index, kind in enumerate(_SHARES):
            numbers = first + 1 + np.flatnonzero(drawn == index)
            rows = Rows(kind, numbers, self._days(numbers), self._people(len(numbers)))
            yield from _kept(kind, self._taken_back(rows, self._table(rows)))

    def _days(self, numbers: Numbers) -> Numbers:
        """Return the day of each record: most lie a few days before it, some many."""
        late = self._draw.exponential(2, len(numbers)).astype(np.int64)
        rare = self._draw.random(len(numbers)) < _LATE
        late[rare] = self._draw.integers(0, _SPREAD, rare.sum())
        since = numbers * _DAYS // (self.size + 1)
        return np.int64((FIRST - date(1970, 1, 1)).days) + np.maximum(since - late, 0)

    def _people(self, count: int) -> Numbers:
        """Return people of whom some are met far oftener than others."""
        return (_PEOPLE * self._draw.random(count) ** 1.5).astype(np.int64)

    def _table(self, rows: Rows) -> pa.Table:
        schema = columns.schema(rows.kind)
        arrays = [self._column(field, rows).cast(field.type) for field in schema]
        return pa.table(arrays, schema)

    def _column(self, field: pa.Field, rows: Rows) -> Any:
        name, count = field.name, len(rows.numbers)
        plain = {"number": rows.numbers, "day": rows.days.astype(np.int32)}
        if name in plain:
            return pa.array(plain[name])
        if name == "place":
            return self._codes.take(pa.array(self._homes[rows.people]))
        if name == "evidence":
            return self._one_of(("A",) * 7 + ("B", "C"), count)
        if name == "reverses":
            return pa.nulls(count)
        if name == "record":
            back = self._draw.integers(1, _REACH, count)
            return pa.array(np.maximum(rows.numbers - back, 1))
        return self._value(field, rows)

    def _value(self, field: pa.Field, rows: Rows) -> Any:
        """Return values of a deed's own field: by its name, else by its type."""
        count = len(rows.numbers)
        if field.name in _CODES:
            return self._one_of(_CODES[field.name], count)
        if pa.types.is_integer(field.type):
            low, high = _SPANS.get(field.name, (0, 2))
            return pa.array(self._draw.integers(low, high, count))
        if pa.types.is_string(field.type):
            return _ids(field.name, rows)
        if pa.types.is_list(field.type):
            return pa.array([[]] * count)
        if pa.types.is_boolean(field.type):
            return pa.array(np.zeros(count, bool))
        return pa.array(rows.days.astype(np.int32)).cast(pa.date32())

    def _one_of(self, codes: tuple[str, ...], count: int) -> Any:
        return pa.array(codes).take(pa.array(self._draw.integers(0, len(codes), count)))

    def _taken_back(self, rows: Rows, table: pa.Table) -> pa.Table:
        """Let some records take back an earlier one of the same part."""
        count = len(rows.numbers)
        taking = np.flatnonzero(self._draw.random(count) < _BACK)[1:]
        taken, first = np.unique(
            taking - self._draw.integers(1, 50, len(taking)), return_index=True
        )
        taking = taking[first]
        good = (taken >= 0) & ~np.isin(taken, taking)
        if rows.kind in (RecordConfirmed, RecordDisputed, DisputeSettled) or not good.any():
            return table
        source = np.arange(count)
        source[taking[good]] = taken[good]
        reverses = np.full(count, -1)
        reverses[taking[good]] = rows.numbers[taken[good]]
        return _with_reversals(rows.kind, table.take(pa.array(source)), rows, reverses)


def _with_reversals(kind: type[Deed], table: pa.Table, rows: Rows, reverses: Numbers) -> pa.Table:
    """Return the table with its own numbers again, and the quantities of reversals negated."""
    back = reverses >= 0
    changed: dict[str, Any] = {
        "number": pa.array(rows.numbers),
        "reverses": pa.array(reverses, mask=~back),
    }
    for one in dataclasses.fields(kind):
        if one.metadata.get("unit"):
            values = table[one.name].to_numpy()
            changed[one.name] = pa.array(np.where(back, -values, values))
    for name, values in changed.items():
        table = table.set_column(
            table.schema.get_field_index(name), table.schema.field(name), values
        )
    return table


def _ids(name: str, rows: Rows) -> Any:
    """Return opaque ids of 26 signs: of the person, of one of three who look after them, or own."""
    if name in ("need", "claim", "offer"):
        return pa.array(
            np.char.add(name.ljust(12, "a"), np.char.zfill(rows.numbers.astype(str), 14))
        )
    others = name in ("by", "keeper", "taker", "helper", "holder")
    people = rows.people // 4 * 3 + rows.numbers % 3 if others else rows.people
    known = np.char.add(
        ("k" if others else "e").ljust(18, "a"), np.char.zfill(np.arange(_PEOPLE).astype(str), 8)
    )
    return pa.array(known).take(pa.array(people))


def _kept(kind: type[Deed], table: pa.Table) -> Iterator[tuple[str, str]]:
    years = pc.year(table["day"])
    for year in pc.unique(years).to_pylist():
        path = f"kind={kind.kind}/year={year}/part-{uuid.uuid4().hex}.parquet"
        files.write_part(table.filter(pc.equal(years, year)), files.folder() / path)
        yield kind.kind, path


def _receive() -> None:
    """Append the official population of the years, so that there are values per head."""
    deeds = [
        ValueReceived(
            on=date(FIRST.year + year + 1, 3, 1), place=founding.DISTRICT, series="population",
            period=str(FIRST.year + year), basis="year", value=Decimal("64.1") + year,
            unit="10 thousand people", status="final", document="bulletin".ljust(26, "a"),
            published_on=date(FIRST.year + year + 1, 2, 20),
        )
        for year in range(YEARS)
    ]  # fmt: skip
    with acting():
        permit()
        append([Draft(one, by=_OFFICER, at=founding.FOUNDED_AT) for one in deeds])


def _end_ledger_at(size: int) -> str:
    """Write the last record and the tree's edge, so that the next deed gets the next number.

    Returns the record's leaf hash in hexadecimal.
    """
    leaf = leaf_hash(str(size).encode())
    edge = size.to_bytes(8) + leaf * size.bit_count()
    day = date(FIRST.year + YEARS, 1, 1).isoformat()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_record (number, kind, day, place, at, evidence, public, leaf)"
            " VALUES (%s, %s, %s, %s, %s, 'A', '', %s)",
            [size, keys.VisitMade.kind, day, founding.DISTRICT, f"{day} 00:00:00", leaf],
        )
        cursor.execute("UPDATE ledger_head SET size = %s, frontier = %s", [size, edge])
    return leaf.hex()
