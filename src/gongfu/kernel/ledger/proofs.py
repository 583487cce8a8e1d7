"""Heads, receipts and consistency proofs, made from stored leaves and nodes.

A head of any size is a pure function of the records up to it and of the district's key: Ed25519
signatures are deterministic, so making one writes nothing.  A separate signer with a memory of
its own, and witnesses, take this place later (`notes` reads their lines already).
"""

from __future__ import annotations

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
            found = rows.order_by("number").values_list("leaf", flat=True)
        else:
            nodes = Node.objects.filter(level=level, index__gte=start, index__lt=stop)
            found = nodes.order_by("index").values_list("hash", flat=True)
        return [bytes(one) for one in found]


class Head(NamedTuple):
    """A head of the tree: its size, root (32 bytes) and signed note (C2SP checkpoint)."""

    size: int
    root: bytes
    checkpoint: str


def head(size: int | None = None) -> Head:
    """Return the signed head of that size, of the newest where none is given."""
    size = reading.size() if size is None else size
    root = tree.root(size, Stored())
    return Head(size, root, notes.sign_checkpoint(settings.GONGFU_ORIGIN, size, root, _signer()))


def _signer() -> notes.Signer:
    return notes.load_signer(settings.GONGFU_SIGNER_KEY, name=settings.GONGFU_ORIGIN)
