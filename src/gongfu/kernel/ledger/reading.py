"""Questions anyone inside may ask of the ledger.  Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection

from gongfu.kernel.ledger import encoding
from gongfu.kernel.ledger.deeds import Deed, Entry, Evidence
from gongfu.kernel.ledger.models import Record

_COLUMNS = "r.number, r.public, p.body, p.by, r.at, r.evidence, r.reverses"
_FROM = "FROM ledger_record r JOIN ledger_private p ON p.number = r.number"
_CHUNK = 500
_EVIDENCE = {one.value: one for one in Evidence}


class Wanted(NamedTuple):
    """Which records are asked for; an empty field asks for all.

    kinds: kind names.  ranges: half-open ranges of community codes.  days: half-open span of
    days.  by, about: opaque ids.  after: only numbers above it.  upto: only numbers up to it.
    """

    kinds: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str], ...] = ()
    days: tuple[date, date] | None = None
    by: str = ""
    about: str = ""
    after: int = 0
    upto: int = 0


def size() -> int:
    """Return the number of records."""
    return end()[0]


def end() -> tuple[int, bytes]:
    """Return the number of records, and the bytes of the tree's edge, which no other ledger has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, frontier FROM ledger_head WHERE log = 'deeds'")
        found = cursor.fetchone()
    return (found[0], bytes(found[1])) if found else (0, b"")


def size_before(moment: datetime) -> int:
    """Return how many records the ledger held before the moment; moments rise with numbers."""
    low, high = 0, size()
    while low < high:
        middle = (low + high + 1) // 2
        at = Record.objects.filter(number=middle).values_list("at", flat=True).get()
        low, high = (middle, high) if at < moment else (low, middle - 1)
    return low


def reversed_before(numbers: Sequence[int], moment: datetime) -> frozenset[int]:
    """Return which of these records were reversed before the moment."""
    found = Record.objects.filter(reverses__in=list(numbers), at__lt=moment)
    return frozenset(number for number in found.values_list("reverses", flat=True) if number)


def entry(number: int) -> Entry[Any] | None:
    """Return the entry of that number, or None."""
    return next(iter(numbered([number])), None)


def numbered(numbers: Sequence[int]) -> list[Entry[Any]]:
    """Return the entries of these numbers, by number."""
    found: list[Entry[Any]] = []
    for start in range(0, len(numbers), _CHUNK):
        chunk = list(numbers[start : start + _CHUNK])
        marks = ", ".join(["%s"] * len(chunk))
        found += _entries(f"WHERE r.number IN ({marks}) ORDER BY r.number", chunk)
    return found


def by_keys(keys: Sequence[str]) -> dict[str, Entry[Any]]:
    """Return the entries that were recorded under these idempotency keys."""
    numbers: dict[int, str] = {}
    for start in range(0, len(keys), _CHUNK):
        rows = Record.objects.filter(key__in=keys[start : start + _CHUNK])
        numbers.update({number: str(key) for number, key in rows.values_list("number", "key")})
    return {numbers[entry.number]: entry for entry in numbered(list(numbers))}


def entries(wanted: Wanted, *, limit: int = 0, newest_first: bool = False) -> list[Entry[Any]]:
    """Return the entries that are asked for, oldest first unless said otherwise."""
    where, values = _conditions(wanted)
    order = " ORDER BY r.number DESC" if newest_first else " ORDER BY r.number"
    bound = f" LIMIT {int(limit)}" if limit else ""
    return list(_entries(where + order + bound, values))


def count(wanted: Wanted) -> int:
    """Return how many records are asked for."""
    where, values = _conditions(wanted)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {_FROM} {where}", values)
        return int(cursor.fetchone()[0])


def everything(*, after: int = 0, batch: int = 5000) -> Iterator[list[Entry[Any]]]:
    """Yield all entries above `after` in order, `batch` at a time."""
    while True:
        found = entries(Wanted(after=after), limit=batch)
        if not found:
            return
        yield found
        after = found[-1].number


def _conditions(wanted: Wanted) -> tuple[str, list[Any]]:
    day = connection.ops.adapt_datefield_value
    parts: list[str] = []
    values: list[Any] = []

    def also(condition: str, *given: Any) -> None:
        parts.append(condition)
        values.extend(given)

    if wanted.kinds:
        also(f"r.kind IN ({', '.join(['%s'] * len(wanted.kinds))})", *wanted.kinds)
    if wanted.ranges:
        spans = " OR ".join(["(r.place >= %s AND r.place < %s)"] * len(wanted.ranges))
        also(f"({spans})", *(code for span in wanted.ranges for code in span))
    if wanted.days:
        also("r.day >= %s AND r.day < %s", day(wanted.days[0]), day(wanted.days[1]))
    if wanted.by:
        also("p.by = %s", wanted.by)
    if wanted.about:
        also("p.about = %s", wanted.about)
    if wanted.after:
        also("r.number > %s", wanted.after)
    if wanted.upto:
        also("r.number <= %s", wanted.upto)
    return ("WHERE " + " AND ".join(parts) if parts else ""), values


def _entries(rest: str, values: Iterable[Any]) -> Iterator[Entry[Deed]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} {_FROM} {rest}", list(values))
        for number, public, body, by, at, evidence, reverses in cursor.fetchall():
            deed = encoding.read_deed(public, body)
            yield Entry(number, deed, by, moment_of(at), _EVIDENCE[evidence], reverses)


def moment_of(value: datetime | str) -> datetime:
    """Return a stored moment as aware UTC, whichever way the database gives it back."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def day_of(value: date | str) -> date:
    """Return a stored day as a date, whichever way the database gives it back."""
    return date.fromisoformat(value) if isinstance(value, str) else value
