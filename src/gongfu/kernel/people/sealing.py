"""Seal personal values: a key for each person, itself sealed under a key of the district.

    district's wrapping key ── seals ──► person's data key ── seals ──► name, phone, number, notes

Every value is bound to its person and field (associated data), so that it opens nowhere else.
Forgetting a person's data key makes all that it sealed unreadable, in backups too.  Values are
found again by a keyed hash under a third key that seals nothing.

A sealed value is: suite (1 byte), for data keys also the wrapping key's number (1 byte), nonce
(12 bytes), cipher text and tag (16 bytes).  Both suites are authenticated: AES-256-GCM, or SM4-GCM
(GB/T 32907) where the deployment must use national algorithms.
"""

from __future__ import annotations

import enum
import functools
import hmac
import os
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE, _TAG, _KEY = 12, 16, 32


class Unreadable(ValueError):
    """A sealed value was altered, moved to another person or field, or its key is gone."""


class Suite(enum.IntEnum):
    """How values are sealed; the number stands in front of each sealed value."""

    AES_256_GCM = 1
    SM4_GCM = 2


class _Cipher(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None, /) -> bytes: ...
    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None, /) -> bytes: ...


class _Sm4Gcm:
    """SM4 in Galois counter mode with the interface of AESGCM; the key's first 16 bytes count."""

    def __init__(self, key: bytes) -> None:
        self._key = algorithms.SM4(key[:16])

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None, /) -> bytes:
        """Return cipher text and tag."""
        encryptor = Cipher(self._key, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data or b"")
        text = encryptor.update(data) + encryptor.finalize()
        return text + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None, /) -> bytes:
        """Return the text.  Raises InvalidTag."""
        decryptor = Cipher(self._key, modes.GCM(nonce, data[-_TAG:])).decryptor()
        decryptor.authenticate_additional_data(associated_data or b"")
        return decryptor.update(data[:-_TAG]) + decryptor.finalize()


_CIPHERS: dict[int, type[AESGCM | _Sm4Gcm]] = {
    Suite.AES_256_GCM: AESGCM,
    Suite.SM4_GCM: _Sm4Gcm,
}


class DataKey:
    """One person's key.  Seals values of that person's fields and opens them again."""

    __slots__ = ("_ciphers", "_key", "_person", "_suite")

    def __init__(self, key: bytes, *, person: str, suite: Suite) -> None:
        """Take 32 bytes of key for `person`; new values are sealed with `suite`."""
        self._key, self._person, self._suite = key, person, suite
        self._ciphers: dict[int, _Cipher] = {}

    def seal(self, value: bytes, *, field: str) -> bytes:
        """Return the value sealed for this person's `field`."""
        nonce = os.urandom(_NONCE)
        sealed = self._cipher(self._suite).encrypt(nonce, value, self._bound(field))
        return bytes((self._suite,)) + nonce + sealed

    def open(self, sealed: bytes, *, field: str) -> bytes:
        """Return what was sealed for this person's `field`.  Raises Unreadable."""
        try:
            cipher = self._cipher(sealed[0])
            return cipher.decrypt(sealed[1:13], sealed[13:], self._bound(field))
        except (InvalidTag, KeyError, IndexError, ValueError) as error:
            raise Unreadable(field) from error

    def seal_text(self, text: str, *, field: str) -> bytes:
        """Return the text sealed; an empty text stays empty."""
        return self.seal(text.encode(), field=field) if text else b""

    def open_text(self, sealed: bytes, *, field: str) -> str:
        """Return the text that was sealed.  Raises Unreadable."""
        return self.open(sealed, field=field).decode() if sealed else ""

    def _cipher(self, suite: int) -> _Cipher:
        if suite not in self._ciphers:
            self._ciphers[suite] = _CIPHERS[suite](self._key)
        return self._ciphers[suite]

    def _bound(self, field: str) -> bytes:
        return f"{self._person}/{field}".encode()


@dataclass(frozen=True)
class Keyring:
    """The district's keys.

    wrapping: keys of 32 bytes by number, 1 to 255, old ones kept for reading.  current: the number
    that wraps new data keys.  finding: the key of the hashes by which values are found.
    """

    wrapping: dict[int, bytes]
    current: int
    finding: bytes
    suite: Suite = Suite.AES_256_GCM

    def new_data_key(self, person: str) -> tuple[DataKey, bytes]:
        """Return a fresh key for the person, and that key wrapped for keeping."""
        key = os.urandom(_KEY)
        return DataKey(key, person=person, suite=self.suite), self._wrap(key, person)

    def data_key(self, person: str, wrapped: bytes) -> DataKey:
        """Return the person's key from its wrapped form.  Raises Unreadable."""
        return DataKey(self._unwrap(person, wrapped), person=person, suite=self.suite)

    def rewrapped(self, person: str, wrapped: bytes) -> bytes:
        """Return the same data key under the current wrapping key.  Raises Unreadable."""
        return self._wrap(self._unwrap(person, wrapped), person)

    def find_hash(self, value: str, *, field: str) -> str:
        """Return the keyed hash by which a normalised value is found: 64 hexadecimal digits."""
        return hmac.digest(self.finding, f"{field}/{value}".encode(), "sha256").hex()

    def _wrap(self, key: bytes, person: str) -> bytes:
        nonce = os.urandom(_NONCE)
        sealed = _wrapper(self.suite, self.wrapping[self.current]).encrypt(
            nonce, key, _owner(person)
        )
        return bytes((self.suite, self.current)) + nonce + sealed

    def _unwrap(self, person: str, wrapped: bytes) -> bytes:
        try:
            cipher = _wrapper(wrapped[0], self.wrapping[wrapped[1]])
            return cipher.decrypt(wrapped[2:14], wrapped[14:], _owner(person))
        except (InvalidTag, KeyError, IndexError, ValueError) as error:
            raise Unreadable("data key") from error


def _owner(person: str) -> bytes:
    return f"{person}/data-key".encode()


@functools.lru_cache(maxsize=16)
def _wrapper(suite: int, key: bytes) -> _Cipher:
    return _CIPHERS[suite](key)
