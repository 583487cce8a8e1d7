"""The only way into the ledger.  Import contracts let `actions` in and nobody else."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger import encoding, reading, salts
from gongfu.kernel.ledger.deeds import PROJECTIONS, Deed, Entry, Evidence
from gongfu.kernel.ledger.models import Head, Node, Private, Record
from gongfu.kernel.ledger.permits import insist
from gongfu.kernel.ledger.state import moment_out, projecting
from gongfu.kernel.ledger.tree import Frontier, leaf_hash
from gongfu.kernel.refusals import BadInput, WrongState

LOG = "deeds"


class OtherContent(WrongState):
    """The same idempotency key came again with something else in it."""

    code = "ledger.other-content"
    words = _("This form was already sent with other content. Open it again and fill it anew.")


class AlreadyReversed(WrongState):
    """A record can be taken back once."""

    code = "ledger.already-reversed"
    words = _("This record was already taken back.")


class NotSuchRecord(BadInput):
    """A reversal names a record of the same kind that exists."""

    code = "ledger.not-such-record"
    words = _("There is no such record to take back.")


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A deed about to be appended.

    by: id of the person acting.  at: the moment of recording, aware.  key: the client's
    idempotency key, or empty.  reverses: the number of the record that this deed takes back.
    """

    deed: Deed
    by: str
    at: datetime
    evidence: Evidence = Evidence.A
    key: str = ""
    reverses: int | None = None


def append(drafts: Sequence[Draft]) -> list[Entry[Any]]:
    """Write the deeds in order and run each projection once, all in one transaction.

    Returns the entries.  A draft whose key is known returns its first entry.  Raises OtherContent,
    AlreadyReversed, NotSuchRecord; Unchecked outside a checked action.
    """
    insist(len(drafts))
    with transaction.atomic(savepoint=False):
        end = _locked_end()
        known = _known(drafts)
        fresh = [draft for draft in drafts if not (draft.key and draft.key in known)]
        _check_reversals(fresh)
        written = iter(_write(fresh, end=end) if fresh else ())
        return [_first(d, known[d.key]) if d.key in known else next(written) for d in drafts]


def _known(drafts: Sequence[Draft]) -> dict[str, Entry[Any]]:
    keys = [draft.key for draft in drafts if draft.key]
    return reading.by_keys(keys) if keys else {}


def _first(draft: Draft, entry: Entry[Any]) -> Entry[Any]:
    if (draft.deed, draft.by, draft.reverses) != (entry.deed, entry.by, entry.reverses):
        raise OtherContent()
    return entry


def _check_reversals(drafts: Sequence[Draft]) -> None:
    reversals = {d.reverses: d for d in drafts if d.reverses is not None}
    if not reversals:
        return
    if Record.objects.filter(reverses__in=reversals).exists():
        raise AlreadyReversed()
    originals = {entry.number: entry for entry in reading.numbered(list(reversals))}
    for number, draft in reversals.items():
        original = originals.get(number)
        if original is None or original.reverses is not None or original.deed != draft.deed:
            raise NotSuchRecord()


def _write(drafts: Sequence[Draft], *, end: End) -> list[Entry[Any]]:
    entries, rows, private = _rows(drafts, end)
    frontier, completed = Frontier.from_bytes(end.frontier).extend([r[-1] for r in rows])
    _insert(Record, rows)
    _insert(Private, private)
    _insert(Node, [(node.level, node.index, node.hash) for node in completed])
    _move_end(End(frontier.size, frontier.to_bytes(), entries[-1].at))
    project(entries)
    return entries


class End(NamedTuple):
    """Where the tree ends: records so far, the frontier's bytes, the last recorded moment."""

    size: int
    frontier: bytes
    at: datetime | None


def _locked_end() -> End:
    """Return the end of the tree under the lock that gives numbers."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT size, frontier, at FROM ledger_head WHERE log = %s{lock}", [LOG])  # noqa: S608
        row = cursor.fetchone()
        if row is None:
            Head.objects.get_or_create(log=LOG)
            return _locked_end()
    return End(row[0], bytes(row[1]), row[2] and reading.moment_of(row[2]))


def _move_end(end: End) -> None:
    at = connection.ops.adapt_datetimefield_value(end.at)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_head SET size = %s, frontier = %s, at = %s WHERE log = %s",
            [end.size, end.frontier, at, LOG],
        )


def _rows(drafts: Sequence[Draft], end: End) -> tuple[list[Entry[Any]], list[Any], list[Any]]:
    drawn = salts.draw(len(drafts))
    day_out, moment_text = connection.ops.adapt_datefield_value, moment_out()
    entries, rows, private = [], [], []
    number, last, stored = end.size, end.at or drafts[0].at, None
    for index, draft in enumerate(drafts):
        number += 1
        if stored is None or draft.at > last:
            last = max(draft.at, last)
            stored = moment_text(last)
        deed, salt = draft.deed, drawn[index]
        inner = encoding.private_part(deed, by=draft.by, at=last)
        outer = encoding.public_part(
            deed,
            evidence=draft.evidence,
            reverses=draft.reverses,
            commit=encoding.commitment(salt, inner),
        )
        entries.append(Entry(number, deed, draft.by, last, draft.evidence, draft.reverses))
        place = encoding.community_of(deed.place)
        found_by = (deed.kind, day_out(deed.on), place, stored, draft.evidence.value)
        leaf = leaf_hash(outer.encode())
        rows.append((number, *found_by, draft.reverses, draft.key or None, outer, leaf))
        private.append((number, draft.by, deed.about, inner, salt))
    return entries, rows, private


@functools.cache
def _insertion(model: type[models.Model]) -> str:
    names = [connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields]
    table = connection.ops.quote_name(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608


def _insert(model: type[models.Model], rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_insertion(model), rows)


def project(entries: Sequence[Entry[Any]]) -> None:
    """Run each projection once over those of the entries that it follows."""
    kinds = {entry.deed.kind for entry in entries}
    with projecting():
        for projection in PROJECTIONS:
            if kinds & projection.kinds:
                projection.follow([e for e in entries if e.deed.kind in projection.kinds])
