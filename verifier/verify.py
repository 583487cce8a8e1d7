#!/usr/bin/env python3
"""Check gongfu's receipts, heads and exports offline; Python's standard library is all it needs.

    verify.py receipt record-7.tlog-proof --record record-7.json --vkey KEY
    verify.py heads OLD NEW --export FOLDER --vkey KEY
    verify.py heads OLD NEW --proof FILE --vkey KEY
    verify.py export FOLDER --vkey KEY [--sums]

KEY is the district's public key (name+id+key), which you should have from elsewhere: from paper,
from the notice board, from a friend.  Exit code 0: everything fits; 1: something does not; 2: the
call was wrong.  Formats: C2SP signed-note, tlog-checkpoint, tlog-proof; hashing: RFC 6962.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import locale
import sys
import zipfile
from collections import Counter
from pathlib import Path

# ---- Merkle proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2) ------------------------------------


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a record's public part."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _check_hashes(*hashes: bytes) -> None:
    if any(len(one) != 32 for one in hashes):
        raise ValueError("a hash is not 32 bytes long")


def verify_inclusion(
    index: int, size: int, leaf_hash: bytes, proof: list[bytes], root: bytes
) -> None:
    """Raise ValueError unless leaf `index` (from 0) lies in the tree of `size` under `root`."""
    if not 0 <= index < size:
        raise ValueError("the index is outside the tree")
    _check_hashes(leaf_hash, root, *proof)
    position, last, digest = index, size - 1, leaf_hash
    for one in proof:
        if last == 0:
            raise ValueError("the proof is too long")
        if position & 1 or position == last:
            digest = node_hash(one, digest)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            digest = node_hash(digest, one)
        position >>= 1
        last >>= 1
    if last:
        raise ValueError("the proof is too short")
    if digest != root:
        raise ValueError("the root differs")


def verify_consistency(
    size1: int, size2: int, root1: bytes, root2: bytes, proof: list[bytes]
) -> None:
    """Raise ValueError unless the tree of `size2` under `root2` continues the earlier one."""
    if not 0 < size1 <= size2:
        raise ValueError("the sizes are out of order")
    _check_hashes(root1, root2, *proof)
    if size1 == size2:
        if proof or root1 != root2:
            raise ValueError("two roots for one size")
        return
    if not proof:
        raise ValueError("the proof is empty")
    path = [root1, *proof] if size1 & (size1 - 1) == 0 else list(proof)
    position, last = size1 - 1, size2 - 1
    while position & 1:
        position >>= 1
        last >>= 1
    first = second = path[0]
    for one in path[1:]:
        if last == 0:
            raise ValueError("the proof is too long")
        if position & 1 or position == last:
            first, second = node_hash(one, first), node_hash(one, second)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            second = node_hash(second, one)
        position >>= 1
        last >>= 1
    if last:
        raise ValueError("the proof is too short")
    if first != root1 or second != root2:
        raise ValueError("the later head does not continue the earlier one")


class Edge:
    """The growing right edge of a tree, from which roots of all sizes on the way can be read."""

    def __init__(self) -> None:
        """Begin with the empty tree."""
        self.size = 0
        self.roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        size = self.size
        while size & 1:
            leaf = node_hash(self.roots.pop(), leaf)
            size >>= 1
        self.roots.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root at the present size."""
        if not self.roots:
            return hashlib.sha256().digest()
        digest = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            digest = node_hash(left, digest)
        return digest


# ---- Ed25519, verification only (RFC 8032, section 5.1) ----------------------------------------

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_Point = tuple[int, int, int, int]


def _add(one: _Point, two: _Point) -> _Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % _P
    b = (one[1] + one[0]) * (two[1] + two[0]) % _P
    c, d = 2 * one[3] * two[3] * _D % _P, 2 * one[2] * two[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: _Point) -> _Point:
    total: _Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point = _add(point, point)
        scalar >>= 1
    return total


def _x_of(y: int, sign: int) -> int:
    if y >= _P:
        raise ValueError("not a point")
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if (x * x - square) % _P or (not x and sign):
        raise ValueError("not a point")
    return _P - x if (x & 1) != sign else x


def _point(data: bytes) -> _Point:
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = _x_of(y, sign)
    return x, y, 1, x * y % _P


_BASE_Y = 4 * pow(5, _P - 2, _P) % _P
_BASE: _Point = (_x_of(_BASE_Y, 0), _BASE_Y, 1, _x_of(_BASE_Y, 0) * _BASE_Y % _P)


def verify_signature(public: bytes, message: bytes, signature: bytes) -> None:
    """Raise ValueError unless the Ed25519 signature of 64 bytes fits."""
    if len(public) != 32 or len(signature) != 64:
        raise ValueError("a key has 32 and a signature 64 bytes")
    key, first = _point(public), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= _L:
        raise ValueError("the signature does not fit")
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    left = _times(scalar, _BASE)
    right = _add(first, _times(int.from_bytes(digest, "little") % _L, key))
    if (left[0] * right[2] - right[0] * left[2]) % _P or (
        left[1] * right[2] - right[1] * left[2]
    ) % _P:
        raise ValueError("the signature does not fit")


# ---- Heads and receipts ------------------------------------------------------------------------


def open_head(note: str, vkey: str) -> tuple[str, int, bytes]:
    """Return origin, size and root of a head signed by `vkey`.  Raises ValueError."""
    text, separator, rest = note.partition("\n\n")
    lines = text.split("\n")
    if not separator or len(lines) < 3:
        raise ValueError("this is not a head")
    name, number, encoded = vkey.split("+", 2)
    public = base64.b64decode(encoded)
    expected = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4].hex()
    if public[:1] != b"\x01" or expected != number:
        raise ValueError("this is not a public key of ours")
    for line in rest.split("\n"):
        if line.startswith(f"\u2014 {name} "):
            raw = base64.b64decode(line.rsplit(" ", 1)[1])
            if raw[:4].hex() == number:
                verify_signature(public[1:], f"{text}\n".encode(), raw[4:])
                return lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    raise ValueError(f"the head is not signed by {name}")


def read_receipt(text: str) -> tuple[int, list[bytes], str]:
    """Return index, inclusion proof and head of a `.tlog-proof`.  Raises ValueError."""
    before, separator, head = text.partition("\n\n")
    lines = before.split("\n")
    if not separator or lines.pop(0) != "c2sp.org/tlog-proof@v1" or not lines:
        raise ValueError("this is not a receipt")
    if lines[0].startswith("extra "):
        lines.pop(0)
    word, _space, index = lines.pop(0).partition(" ")
    if word != "index" or not index.isdigit():
        raise ValueError("this is not a receipt")
    return int(index), [base64.b64decode(line, validate=True) for line in lines], head


# ---- Exports -----------------------------------------------------------------------------------


class Fault(ValueError):
    """What is wrong with an export, and from which record on."""

    def __init__(self, number: int, what: str) -> None:
        """Name the record, from 1, and what is wrong with it."""
        super().__init__(f"record {number}: {what}")
        self.number, self.what = number, what


class Export:
    """A folder or zip with deeds.ndjson, leaves and checkpoint."""

    def __init__(self, path: str) -> None:
        """Read the files of the export."""
        self._folder = Path(path)
        self._zip = zipfile.ZipFile(path) if zipfile.is_zipfile(path) else None
        self.lines = self.read("deeds.ndjson").split(b"\n")
        if self.lines[-1] == b"":
            self.lines.pop()
        leaves = self.read("leaves")
        self.leaves = [leaves[i : i + 32] for i in range(0, len(leaves), 32)]
        self.head = self.read("checkpoint").decode()

    def read(self, name: str) -> bytes:
        """Return one file of the export."""
        return self._zip.read(name) if self._zip else (self._folder / name).read_bytes()

    def check(self, vkey: str) -> tuple[str, int, bytes]:
        """Return the head under which all records lie.  Raises Fault, ValueError."""
        head = open_head(self.head, vkey)
        edge = Edge()
        found = [leaf_hash(line) for line in self.lines]
        for number, leaf in enumerate(self.leaves, start=1):
            if number > len(found):
                raise Fault(number, "missing")
            if found[number - 1] != leaf:
                raise Fault(number, self._fault(found, number))
            edge.add(leaf)
        if len(found) > len(self.leaves):
            raise Fault(len(self.leaves) + 1, "added")
        if edge.size != head[1]:
            raise Fault(min(edge.size, head[1]) + 1, "missing" if edge.size < head[1] else "added")
        if edge.root() != head[2]:
            raise ValueError("the records do not give the signed root")
        return head

    def _fault(self, found: list[bytes], number: int) -> str:
        """Say how the line differs: it stands elsewhere, others moved up, or it was changed."""
        leaf = self.leaves[number - 1]
        if len(found) < len(self.leaves) and found[number - 1] == self.leaves[number]:
            return "missing"
        return "reordered" if leaf in found or found[number - 1] in self.leaves else "altered"

    def root_at(self, size: int) -> bytes:
        """Return the root of the first `size` records."""
        edge = Edge()
        for line in self.lines[:size]:
            edge.add(leaf_hash(line))
        return edge.root()

    def sums(self) -> Counter[tuple[str, str, str]]:
        """Return counts and sums of quantities by kind and year; what is taken back subtracts."""
        total: Counter[tuple[str, str, str]] = Counter()
        for line in self.lines:
            part = json.loads(line)
            kind, year = part["kind"], part["day"][:4]
            total[kind, year, "records"] += -1 if "corrects" in part else 1
            for name, (value, unit) in part.get("qty", {}).items():
                if isinstance(value, int):
                    total[kind, year, f"{name} ({unit})"] += value
        return total


# ---- Command line ------------------------------------------------------------------------------

_WORDS = {
    "receipt": (
        "第 {number} 号记录在 {origin} 的账首之下，共 {size} 条记录；它没有被改过。",
        "Record {number} lies under the head of {origin} with {size} records; it is unchanged.",
    ),
    "heads": (
        "后来的账首（{size2} 条）接着先前的账首（{size1} 条）：先前的记录一条没有改。",
        "The later head ({size2} records) continues the earlier ({size1}): nothing was changed.",
    ),
    "export": (
        "{size} 条记录都在 {origin} 签名的账首之下，一条不缺，顺序没动，内容没改。",
        "All {size} records lie under the signed head of {origin}: none missing, moved or changed.",
    ),
    "fault": ("第 {number} 号记录不对：{what}。", "Record {number} is wrong: {what}."),
    "bad": ("核对不通过：{what}。", "It does not verify: {what}."),
    "missing": ("缺失", "missing"),
    "altered": ("内容被改", "altered"),
    "reordered": ("顺序被动", "reordered"),
    "added": ("多出来", "added"),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--language", choices=("zh", "en"), help="default: of this computer")
    commands = parser.add_subparsers(dest="command", required=True)
    receipt = commands.add_parser("receipt", help="a record and its receipt")
    receipt.add_argument("file")
    receipt.add_argument("--record", required=True, help="the public part of the record")
    heads = commands.add_parser("heads", help="whether a later head continues an earlier one")
    heads.add_argument("old")
    heads.add_argument("new")
    source = heads.add_mutually_exclusive_group(required=True)
    source.add_argument("--export", help="an export that covers the later head")
    source.add_argument("--proof", help="a consistency proof: one hash a line, base64")
    export = commands.add_parser("export", help="a whole export")
    export.add_argument("folder")
    export.add_argument(
        "--sums", action="store_true", help="print counts and sums by kind and year"
    )
    for one in (receipt, heads, export):
        one.add_argument("--vkey", required=True, help="the district's public key")
    return parser


def _check_receipt(options: argparse.Namespace) -> dict[str, object]:
    index, proof, note = read_receipt(Path(options.file).read_text("utf-8"))
    origin, size, root = open_head(note, options.vkey)
    record = Path(options.record).read_bytes()
    verify_inclusion(index, size, leaf_hash(record), proof, root)
    return {"number": index + 1, "origin": origin, "size": size}


def _check_heads(options: argparse.Namespace) -> dict[str, object]:
    _origin, size1, root1 = open_head(Path(options.old).read_text("utf-8"), options.vkey)
    _origin, size2, root2 = open_head(Path(options.new).read_text("utf-8"), options.vkey)
    if options.proof:
        lines = Path(options.proof).read_text("ascii").split()
        proof = [base64.b64decode(line, validate=True) for line in lines]
        verify_consistency(size1, size2, root1, root2, proof)
    else:
        export = Export(options.export)
        if size1 > size2 or len(export.lines) < size2:
            raise ValueError("the sizes are out of order")
        if (export.root_at(size1), export.root_at(size2)) != (root1, root2):
            raise ValueError("the later head does not continue the earlier one")
    return {"size1": size1, "size2": size2}


def _check_export(options: argparse.Namespace) -> dict[str, object]:
    export = Export(options.folder)
    origin, size, _root = export.check(options.vkey)
    if options.sums:
        for (kind, year, name), value in sorted(export.sums().items()):
            print(f"{kind:32} {year}  {name:24} {value:>14,}")
    return {"origin": origin, "size": size}


def main(arguments: list[str] | None = None) -> int:
    """Check what the arguments name, print one sentence, return the exit code."""
    options = _parser().parse_args(arguments)
    ours = (locale.getlocale()[0] or "").lower()
    english = (
        options.language == "en" if options.language else not ours.startswith(("zh", "chinese"))
    )
    say = {name: words[english] for name, words in _WORDS.items()}
    check = {"receipt": _check_receipt, "heads": _check_heads, "export": _check_export}
    try:
        found = check[options.command](options)
    except Fault as fault:
        print(say["fault"].format(number=fault.number, what=say[fault.what]))
        return 1
    except (ValueError, KeyError, OSError) as error:
        print(say["bad"].format(what=error))
        return 1
    print(say[options.command].format(**found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
