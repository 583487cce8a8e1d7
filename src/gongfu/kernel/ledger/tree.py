"""The Merkle tree over records: RFC 6962 hashes, its growing edge, and proofs.

Hashes are 32 bytes of SHA-256.  A tree of n leaves is never held whole: `Frontier` is its right
edge, and a `Source` gives back the hashes that were kept, namely all leaves and the roots of all
completed subtrees 256 wide.  Source: RFC 6962 section 2.1; C2SP tlog-tiles for the width of 256.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from typing import NamedTuple, Protocol

_SHA256 = hashlib.sha256
_WIDTH_BITS = 8


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf's bytes."""
    return _SHA256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children."""
    return _SHA256(b"\x01" + left + right).digest()


@dataclasses.dataclass(frozen=True, slots=True)
class Completed:
    """The root of a completed subtree of 2**level leaves; level is a multiple of 8."""

    level: int
    index: int
    hash: bytes


class Frontier(NamedTuple):
    """The right edge of a tree: its size, and the roots of its full subtrees, widest first."""

    size: int = 0
    roots: tuple[bytes, ...] = ()

    @classmethod
    def from_bytes(cls, data: bytes) -> Frontier:
        """Return the frontier that `to_bytes` wrote; empty bytes are the empty tree."""
        if not data:
            return cls()
        return cls(
            int.from_bytes(data[:8]), tuple(data[i : i + 32] for i in range(8, len(data), 32))
        )

    def to_bytes(self) -> bytes:
        """Return the size in 8 bytes and the roots behind it."""
        return self.size.to_bytes(8) + b"".join(self.roots)

    def extend(self, leaves: Sequence[bytes]) -> tuple[Frontier, list[Completed]]:
        """Return the frontier after these leaf hashes, and the subtrees that they completed."""
        stack, done = list(self.roots), []
        for size, leaf in enumerate(leaves, start=self.size):
            digest, left, level = leaf, size, 0
            while left & 1:
                digest = _SHA256(b"\x01" + stack.pop() + digest).digest()
                left >>= 1
                level += 1
                if not level % _WIDTH_BITS:
                    done.append(Completed(level, left, digest))
            stack.append(digest)
        return Frontier(self.size + len(leaves), tuple(stack)), done

    def root(self) -> bytes:
        """Return the root hash; that of the empty tree is the hash of nothing."""
        if not self.roots:
            return _SHA256().digest()
        digest = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            digest = node_hash(left, digest)
        return digest


class Source(Protocol):
    """Where kept hashes come from."""

    def hashes(self, level: int, start: int, stop: int) -> list[bytes]:
        """Return the hashes [start, stop) of level 0, 8, 16 and so on."""
        ...


def _fold(hashes: list[bytes]) -> bytes:
    """Return the root over a power of two of hashes."""
    while len(hashes) > 1:
        hashes = [node_hash(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]


def _full(start: int, width: int, source: Source) -> bytes:
    """Return the root of the full subtree of `width` leaves from `start`."""
    level = (width.bit_length() - 1) // _WIDTH_BITS * _WIDTH_BITS
    return _fold(source.hashes(level, start >> level, (start + width) >> level))


def _root(start: int, stop: int, source: Source) -> bytes:
    width = stop - start
    if width & (width - 1) == 0:
        return _full(start, width, source)
    split = 1 << (width.bit_length() - 1)
    return node_hash(_full(start, split, source), _root(start + split, stop, source))


def root(size: int, source: Source) -> bytes:
    """Return the root of the tree as it was at `size` leaves."""
    return _root(0, size, source) if size else _SHA256().digest()


def inclusion_proof(index: int, size: int, source: Source) -> list[bytes]:
    """Return the hashes that lead from leaf `index` to the root at `size`, nearest first.

    Raises ValueError when the leaf is outside the tree.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    start, stop, path = 0, size, []
    while stop - start > 1:
        middle = start + (1 << ((stop - start - 1).bit_length() - 1))
        if index < middle:
            path.append(_root(middle, stop, source))
            stop = middle
        else:
            path.append(_root(start, middle, source))
            start = middle
    return path[::-1]


def consistency_proof(size1: int, size2: int, source: Source) -> list[bytes]:
    """Return the hashes that show the tree at `size2` to continue the tree at `size1`.

    Raises ValueError unless 0 < size1 <= size2.
    """
    if not 0 < size1 <= size2:
        raise ValueError("sizes must be in order and above 0")
    start, stop, whole, path = 0, size2, True, []
    while size1 != stop:
        middle = start + (1 << ((stop - start - 1).bit_length() - 1))
        if size1 <= middle:
            path.append(_root(middle, stop, source))
            stop = middle
        else:
            path.append(_root(start, middle, source))
            start, whole = middle, False
    return ([] if whole else [_root(start, stop, source)]) + path[::-1]
