"""The secret of a slip (回执): 128 bits that no id tells, of which the ledger holds the digest."""

from __future__ import annotations

import hashlib

from gongfu.kernel.needs.models import Need
from gongfu.kernel.people import keyrings
from gongfu.kernel.people.ids import id_of, new_id

_BYTES = 16


def secret_for(key: str) -> str:
    """Return the secret of a slip: the same when the same form comes again, else a fresh one.

    Whoever reads the ledger knows the form's key; the district's own keeps the secret from them.
    """
    if not key:
        return new_id()
    return id_of(bytes.fromhex(keyrings.current().find_hash(key, field="slip"))[:_BYTES])


def digest_of(secret: str) -> str:
    """Return by what the ledger knows the secret: the SHA-256 of it, 64 hexadecimal digits."""
    return hashlib.sha256(f"slip/{secret}".encode()).hexdigest()


def of_secret(secret: str) -> Need | None:
    """Return the request that this slip opens, of one that comes again the newest; or None."""
    rows = Need.objects.filter(slip=digest_of(secret)) if secret else Need.objects.none()
    return rows.order_by("-submitted_at", "-number").first()
