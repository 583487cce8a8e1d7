"""Keys of machines: an ordinary table, of which the ledger knows nothing."""

from __future__ import annotations

from django.db import models


class ApiKey(models.Model):
    """A key of one machine.  digest: SHA-256 of the key, which itself is shown once.

    scopes: what it may do, between blanks.
    """

    name = models.CharField(max_length=60, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name
