"""Heads as signed notes, receipts and tile paths, in the formats of C2SP.

Source: C2SP signed-note, tlog-checkpoint, tlog-proof, tlog-tiles.  Signatures are Ed25519; lines
of witnesses are kept as they come.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_DASH = "\u2014"
_MAGIC = "c2sp.org/tlog-proof@v1"
_TILE = re.compile(r"tile/(\d{1,2})/((?:x\d{3}/)*\d{3})(?:\.p/(\d{1,3}))?")
TILE_WIDTH = 256


class BadNote(ValueError):
    """A note is malformed, or its signature does not fit."""


class Signer(NamedTuple):
    """A name with its private key."""

    name: str
    key: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """Return the 32 bytes of the public key."""
        return self.key.public_key().public_bytes_raw()

    @property
    def vkey(self) -> str:
        """Return the verifier key as C2SP writes it: name+id+algorithm and key."""
        number = _key_id(self.name, self.public).hex()
        return f"{self.name}+{number}+{base64.b64encode(_ED25519 + self.public).decode()}"


class Checkpoint(NamedTuple):
    """A head: origin, size, root (32 bytes), and the signature lines as they stand."""

    origin: str
    size: int
    root: bytes
    lines: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt: index from 0, the inclusion proof, and the head as text."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str


@dataclasses.dataclass(frozen=True, slots=True)
class TilePath:
    """Which tile: its level (0 holds leaves), index, and how many hashes, up to 256."""

    level: int
    index: int
    width: int


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def load_signer(path: Path, *, name: str) -> Signer:
    """Return the signer whose key is kept at `path`, made when missing, for its owner only."""
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_bytes(Ed25519PrivateKey.generate().private_bytes_raw())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return Signer(name, Ed25519PrivateKey.from_private_bytes(path.read_bytes()))


def sign_checkpoint(origin: str, size: int, root: bytes, signer: Signer) -> str:
    """Return the signed head; the same head gives the same text."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = _key_id(signer.name, signer.public) + signer.key.sign(text.encode())
    return f"{text}\n{_DASH} {signer.name} {base64.b64encode(signature).decode()}\n"


def open_checkpoint(note: str, vkey: str) -> Checkpoint:
    """Return the head of a note whose signature by `vkey` fits.  Raises BadNote."""
    text, separator, rest = note.partition("\n\n")
    lines = tuple(line for line in rest.split("\n") if line)
    parts = text.split("\n")
    if not separator or len(parts) < 3 or not note.endswith("\n"):
        raise BadNote("not a checkpoint")
    _check_signature(f"{text}\n", lines, vkey)
    try:
        return Checkpoint(parts[0], int(parts[1]), base64.b64decode(parts[2], validate=True), lines)
    except ValueError as error:
        raise BadNote("not a checkpoint") from error


def _check_signature(text: str, lines: Sequence[str], vkey: str) -> None:
    name, number, encoded = vkey.split("+", 2)
    public = base64.b64decode(encoded)[1:]
    for line in lines:
        dash, _space, rest = line.partition(" ")
        signed_by, _space, signature = rest.rpartition(" ")
        if dash != _DASH or signed_by != name:
            continue
        raw = base64.b64decode(signature)
        if raw[:4].hex() == number:
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], text.encode())
            except InvalidSignature:
                raise BadNote("the signature does not fit") from None
            return
    raise BadNote(f"not signed by {name}")


def receipt_text(receipt: Receipt) -> str:
    """Return a receipt as the text of a `.tlog-proof` file."""
    path = "".join(f"{base64.b64encode(one).decode()}\n" for one in receipt.path)
    return f"{_MAGIC}\nindex {receipt.index}\n{path}\n{receipt.checkpoint}"


def read_receipt(text: str) -> Receipt:
    """Return the receipt that a `.tlog-proof` file holds.  Raises BadNote."""
    head, separator, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not separator or lines.pop(0) != _MAGIC:
        raise BadNote("not a receipt")
    if lines and lines[0].startswith("extra "):
        lines.pop(0)
    try:
        word, number = lines.pop(0).split(" ")
        path = tuple(base64.b64decode(line, validate=True) for line in lines)
        if word != "index" or not number.isdigit():
            raise ValueError
    except (ValueError, IndexError):
        raise BadNote("not a receipt") from None
    return Receipt(int(number), path, checkpoint)


def tile_path(tile: TilePath) -> str:
    """Return the path of a tile, such as tile/0/x001/234 or tile/0/005.p/12."""
    digits = f"{tile.index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    name = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    partial = "" if tile.width == TILE_WIDTH else f".p/{tile.width}"
    return f"tile/{tile.level}/{name}{partial}"


def parse_tile_path(path: str) -> TilePath:
    """Return which tile a path names.  Raises BadNote."""
    match = _TILE.fullmatch(path)
    if match is None:
        raise BadNote("not a tile path")
    index = int(match[2].replace("x", "").replace("/", ""))
    tile = TilePath(int(match[1]), index, int(match[3] or TILE_WIDTH))
    if tile.width == 0 or tile_path(tile) != path:
        raise BadNote("not a tile path")
    return tile
