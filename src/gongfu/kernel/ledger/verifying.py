"""Check the whole ledger from its own bytes, and name the first record that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import orjson
from django.db import connection

from gongfu.kernel.ledger import encoding, guards
from gongfu.kernel.ledger.models import Head, Node, Record
from gongfu.kernel.ledger.reading import moment_of
from gongfu.kernel.ledger.tree import Frontier, leaf_hash

_BATCH = 5000
_COLUMNS = (
    "r.number, r.kind, r.day, r.place, r.at, r.evidence, r.reverses, r.public, r.leaf,"
    " p.by, p.about, p.body, p.salt, e.erasure"
)
_FROM = (
    "FROM ledger_record r LEFT JOIN ledger_private p ON p.number = r.number"
    " LEFT JOIN ledger_erased e ON e.number = r.number"
)


class Fault(NamedTuple):
    """What is wrong first.  number: of the record, 0 for the whole.  what: a stable word."""

    number: int
    what: str


class Report(NamedTuple):
    """The outcome of a verification: records read, root (32 bytes), the first fault or None."""

    size: int
    root: bytes
    fault: Fault | None


def verify(*, tell: Callable[[int], None] | None = None) -> Report:
    """Recompute every leaf, commitment, node and the root; stop at the first fault.

    What is appended meanwhile is left for the next time.
    """
    head = Head.objects.filter(log="deeds").first()
    if lacking := guards.missing(connection):
        return Report(0, b"", Fault(0, f"trigger-missing:{lacking[0]}"))
    frontier, at = Frontier.from_bytes(b""), None
    for rows in _batches(head.size if head else 0):
        for expected, row in enumerate(rows, start=frontier.size + 1):
            if fault := _fault_of(row, expected=expected, after=at):
                return Report(frontier.size, frontier.root(), fault)
            at = row["at"]
        frontier, completed = frontier.extend([bytes(row["leaf"]) for row in rows])
        if fault := _node_fault(completed):
            return Report(frontier.size, frontier.root(), fault)
        if tell:
            tell(frontier.size)
    return Report(frontier.size, frontier.root(), _head_fault(frontier, head))


def _batches(upto: int) -> Iterator[list[dict[str, Any]]]:
    after = 0
    names = [part.strip().split(".")[1] for part in _COLUMNS.split(",")]
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {_COLUMNS} {_FROM} WHERE r.number > %s AND r.number <= %s"
                f" ORDER BY r.number LIMIT {_BATCH}",
                [after, upto],
            )
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        if not rows:
            return
        yield rows
        after = rows[-1]["number"]


def _fault_of(row: dict[str, Any], *, expected: int, after: Any) -> Fault | None:
    number = row["number"]
    if number != expected:
        return Fault(expected, "missing")
    if leaf_hash(row["public"].encode()) != bytes(row["leaf"]):
        return Fault(number, "altered")
    row["at"] = moment_of(row["at"])
    if after is not None and row["at"] < after:
        return Fault(number, "reordered")
    if row["body"] is None:
        return Fault(number, "private-missing")
    return _column_fault(row) or _private_fault(row)


def _column_fault(row: dict[str, Any]) -> Fault | None:
    outer = orjson.loads(row["public"])
    stated = (outer["kind"], outer["day"], outer["class"], outer.get("corrects"))
    columns = (row["kind"], str(row["day"]), row["evidence"], row["reverses"])
    return Fault(row["number"], "column-altered") if stated != columns else None


def _private_fault(row: dict[str, Any]) -> Fault | None:
    outer, inner = orjson.loads(row["public"]), orjson.loads(row["body"])
    if (inner["by"], inner["about"]) != (row["by"], row["about"]):
        return Fault(row["number"], "column-altered")
    if encoding.community_of(inner["place"]) != row["place"]:
        return Fault(row["number"], "column-altered")
    if row["erasure"] is not None:
        return None
    commit = encoding.commitment(bytes(row["salt"]), row["body"])
    if encoding.encoded(commit) != outer["commit"]:
        return Fault(row["number"], "private-altered")
    return None


def _node_fault(completed: Any) -> Fault | None:
    for node in completed:
        kept = Node.objects.filter(level=node.level, index=node.index).first()
        if kept is None or bytes(kept.hash) != node.hash:
            return Fault((node.index << node.level) + 1, "node-altered")
    return None


def _head_fault(frontier: Frontier, head: Head | None) -> Fault | None:
    last = Record.objects.order_by("-number").values_list("number", flat=True).first() or 0
    ends = Head.objects.filter(log="deeds").values_list("size", flat=True).first() or 0
    if head is None:
        return Fault(0, "head-missing") if last > ends else None
    if head.size > frontier.size:
        return Fault(frontier.size + 1, "missing")
    same = last <= ends and bytes(head.frontier) == frontier.to_bytes()
    return None if same else Fault(0, "head-altered")
