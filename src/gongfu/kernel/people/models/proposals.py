"""What one administrator proposes and another decides: an ordinary table, nothing happened yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.people.ids import LENGTH, new_id
from gongfu.kernel.people.keeping import Expiry, Keep, personal


@personal(_("to know who may do what where"), Expiry(Keep.PROPOSALS, "at"))
class Proposal(models.Model):
    """An appointment that waits for a second administrator."""

    id = models.CharField(max_length=LENGTH, primary_key=True, default=new_id)
    person = models.CharField(max_length=LENGTH)
    role = models.CharField(max_length=3)
    place = models.CharField(max_length=18)
    by = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the opaque id."""
        return self.id


@personal(_("to give somebody a second factor who lost theirs"), Expiry(Keep.PROPOSALS, "at"))
class LostFactor(models.Model):
    """A lost second factor that waits for a second administrator; once a person."""

    person = models.CharField(max_length=LENGTH, primary_key=True)
    by = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the opaque id."""
        return self.person
