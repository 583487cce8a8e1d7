"""The district's keys, from its secrets.

Without the master secret no name, phone or number can be read again: it is backed up apart from
the database, and the two never travel together.
"""

from __future__ import annotations

import functools
import hashlib
import hmac

from django.conf import settings

from gongfu.kernel.people.sealing import Keyring, Suite

_SUITES = {"aes-gcm": Suite.AES_256_GCM, "sm4-gcm": Suite.SM4_GCM}
_LEAST = 32


class BadSecret(ValueError):
    """A secret is too short, or a list of master secrets is malformed."""


@functools.lru_cache(maxsize=8)
def keyring_of(*, master: str, finding: str, cipher: str = "aes-gcm") -> Keyring:
    """Return the keyring of the district's secrets.

    master: one secret, or after a rotation several as `2:new,1:old`, the current one first.
    cipher: aes-gcm or sm4-gcm.  Raises BadSecret.
    """
    wrapping = {number: _key(secret, "wrapping") for number, secret in _numbered(master).items()}
    return Keyring(wrapping, next(iter(wrapping)), _key(finding, "finding"), _SUITES[cipher])


def _numbered(master: str) -> dict[int, str]:
    if ":" not in master:
        return {1: master}
    parts = [part.strip().split(":", 1) for part in master.split(",")]
    try:
        numbered = {int(number): secret for number, secret in parts}
    except ValueError:
        raise BadSecret("write master secrets as 2:new,1:old") from None
    if not all(0 < number < 256 for number in numbered):
        raise BadSecret("number master secrets from 1 to 255")
    return numbered


def _key(secret: str, purpose: str) -> bytes:
    """Return 32 bytes of key: HKDF-SHA256 (RFC 5869) of the secret, one for each purpose."""
    if len(secret) < _LEAST:
        raise BadSecret(f"the secret of the {purpose} key has fewer than {_LEAST} characters")
    drawn = hmac.digest(b"gongfu", secret.encode(), hashlib.sha256)
    return hmac.digest(drawn, f"gongfu/{purpose}\x01".encode(), hashlib.sha256)


def current() -> Keyring:
    """Return the keyring of the settings."""
    return keyring_of(
        master=settings.GONGFU_MASTER_KEY,
        finding=settings.GONGFU_FIND_KEY,
        cipher=settings.GONGFU_CIPHER,
    )
