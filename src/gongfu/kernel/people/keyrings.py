"""Where the district's keys lie: one file in the data directory, readable by the server alone.

Without this file no name, phone or number can be read again: it is backed up apart from the
database, and the two never travel together.
"""

from __future__ import annotations

import base64
import json
import os
import stat
from dataclasses import replace
from pathlib import Path

from gongfu.kernel.people.sealing import Keyring, Suite

_KEY = 32
_MOST = 255


class KeysExposed(PermissionError):
    """Others than the server can read the file of keys."""


def new_keyring(*, suite: Suite = Suite.AES_256_GCM) -> Keyring:
    """Return a keyring of fresh keys."""
    return Keyring({1: os.urandom(_KEY)}, 1, os.urandom(_KEY), suite)


def rotated(keyring: Keyring) -> Keyring:
    """Return the keyring with one more wrapping key, current from now on; old ones still read.

    The finding key stays: a new one would need every phone and number hashed again.
    """
    number = max(keyring.wrapping) + 1
    if number > _MOST:
        raise ValueError("a keyring holds 255 wrapping keys")
    wrapping = {**keyring.wrapping, number: os.urandom(_KEY)}
    return replace(keyring, wrapping=wrapping, current=number)


def load_keyring(path: Path) -> Keyring:
    """Return the keyring in the file.  Raises FileNotFoundError, KeysExposed."""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeysExposed(f"{path} must be readable by its owner only (chmod 600)")
    return _from_text(path.read_text("ascii"))


def save_keyring(keyring: Keyring, path: Path) -> None:
    """Write the file whole or not at all; it is readable by its owner only."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(_to_text(keyring))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def load_or_create(path: Path, *, suite: Suite = Suite.AES_256_GCM) -> Keyring:
    """Return the keyring in the file, which is made with fresh keys when there is none.

    Two servers that start at once both end with the keys of the one that linked first.
    """
    if not path.exists():
        own = path.with_name(f"{path.name}.{os.getpid()}")
        save_keyring(new_keyring(suite=suite), own)
        try:
            os.link(own, path)
        except FileExistsError:
            pass
        own.unlink()
    return load_keyring(path)


def _to_text(keyring: Keyring) -> str:
    return json.dumps(
        {
            "current": keyring.current,
            "finding": _write(keyring.finding),
            "suite": keyring.suite.name,
            "wrapping": {str(n): _write(key) for n, key in keyring.wrapping.items()},
        },
        indent=1,
    )


def _from_text(text: str) -> Keyring:
    stored = json.loads(text)
    wrapping = {int(n): base64.b64decode(key) for n, key in stored["wrapping"].items()}
    finding = base64.b64decode(stored["finding"])
    return Keyring(wrapping, stored["current"], finding, Suite[stored["suite"]])


def _write(key: bytes) -> str:
    return base64.b64encode(key).decode()
