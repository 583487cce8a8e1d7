"""Keys of machines: an ordinary table, of which the ledger knows nothing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.state import PersonRef
from gongfu.kernel.people.keeping import Keep, personal


@personal(_("to let a program act for a person who wants it"), keep=Keep.WITH_THE_PERSON)
class ApiKey(models.Model):
    """A key of one machine.  digest: SHA-256 of the key, which itself is shown once.

    scopes: what it may do, between blanks.  person: for whom it acts, empty for the public.
    role, place: the one office that it may use, both empty for all that the person holds.
    until: its last day.  allowed_at: when the person agreed; before that it opens nothing.
    used_on: the last day on which it was used.
    """

    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=400)
    person = PersonRef(default="", db_index=True)
    role = models.CharField(max_length=3, default="")
    place = models.CharField(max_length=18, default="")
    created_at = models.DateTimeField()
    until = models.DateField(null=True)
    allowed_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        """A name stands once for each person."""

        constraints = (
            models.UniqueConstraint(
                fields=("person", "name"),
                condition=models.Q(revoked_at=None),
                name="api_key_name_once",
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name
