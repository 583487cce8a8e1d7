"""Heads, receipts and consistency proofs, made from stored leaves and nodes.

A head of any size is a pure function of the records up to it and of the district's key: Ed25519
signatures are deterministic, so making one writes nothing.  A separate signer with a memory of
its own, and witnesses, take this place later (`notes` reads their lines already).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from gongfu.kernel.ledger import notes, reading, tree
from gongfu.kernel.ledger.models import Node, Record


class Stored:
    """The hashes that the database keeps: leaves, and roots of completed subtrees of 256."""

    def hashes(self, level: int, start: int, stop: int) -> list[bytes]:
        """Return the node hashes [start, stop) at level 0, 8, 16…, 32 bytes each."""
        if level == 0:
            rows = Record.objects.filter(number__gt=start, number__lte=stop)
            leaves = rows.order_by("number").values_list("leaf", flat=True)
            return [bytes(leaf) for leaf in leaves]
        nodes = Node.objects.filter(level=level, index__gte=start, index__lt=stop)
        return [bytes(one) for one in nodes.order_by("index").values_list("hash", flat=True)]


class Head(NamedTuple):
    """A head of the tree: its size, root (32 bytes) and signed note (C2SP checkpoint)."""

    size: int
    root: bytes
    checkpoint: str


def head() -> Head:
    """Return the signed head of all records."""
    size, edge = reading.end()
    return _signed(size, tree.Frontier.from_bytes(edge).root())


def head_at(size: int) -> Head:
    """Return the signed head as it was at that size."""
    return _signed(size, tree.root(size, Stored()))


def _signed(size: int, root: bytes) -> Head:
    return Head(size, root, notes.sign_checkpoint(settings.GONGFU_ORIGIN, size, root, _signer()))


def receipt(number: int) -> str:
    """Return the receipt (`.tlog-proof`) of a record under the newest head.

    Raises ValueError when there is no such record.
    """
    newest = head()
    path = tree.inclusion_proof(number - 1, newest.size, Stored())
    return notes.receipt_text(notes.Receipt(number - 1, tuple(path), newest.checkpoint))


def consistency(size1: int, size2: int) -> list[bytes]:
    """Return the proof that the head at `size2` continues the head at `size1`.

    Raises ValueError unless 0 < size1 <= size2 <= records.
    """
    if size2 > reading.size():
        raise ValueError("there are fewer records")
    return tree.consistency_proof(size1, size2, Stored())


def tile(level: int, index: int, width: int) -> bytes:
    """Return the hashes of a tile, 32 bytes each.  Raises LookupError when they are not all there.

    level: 0 for leaves, 1 for subtrees of 256, and so on (C2SP tlog-tiles).
    """
    start = index * notes.TILE_WIDTH
    hashes = Stored().hashes(level * 8, start, start + width)
    if len(hashes) != width:
        raise LookupError(f"tile {level}/{index} has {len(hashes)} hashes")
    return b"".join(hashes)


def vkey() -> str:
    """Return the key with which anyone checks the heads."""
    return _signer().vkey


def _signer() -> notes.Signer:
    return notes.load_signer(Path(settings.GONGFU_SIGNER_KEY), name=settings.GONGFU_ORIGIN)
