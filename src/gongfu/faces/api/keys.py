"""Make, find and revoke the keys of machines."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from gongfu.faces.api.models import ApiKey

SCOPES = ("open311",)


def create(name: str, scopes: Iterable[str], *, at: datetime) -> str:
    """Make a key and return it; it cannot be shown again.  Raises ValueError for unknown scopes."""
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= set(SCOPES):
        raise ValueError(f"scopes are among {', '.join(SCOPES)}")
    key = secrets.token_urlsafe(24)
    ApiKey.objects.create(name=name, digest=_digest(key), scopes=" ".join(wanted), created_at=at)
    return key


def allows(key: str, scope: str) -> bool:
    """Say whether this key stands and may do that."""
    row = ApiKey.objects.filter(digest=_digest(key), revoked_at=None).first() if key else None
    return row is not None and scope in row.scopes.split()


def revoke(name: str, *, at: datetime) -> bool:
    """Revoke the key of that name; return whether one stood."""
    return bool(ApiKey.objects.filter(name=name, revoked_at=None).update(revoked_at=at))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
