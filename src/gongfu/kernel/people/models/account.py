"""How a person signs in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.people.ids import LENGTH
from gongfu.kernel.people.keeping import DataClass, Keep, personal


@personal(_("to sign in"), data_class=DataClass.JOINING, keep=Keep.WITH_THE_PERSON)
class Account(AbstractUser):
    """A user name with a password, for one person; who that is, only the vault knows.

    person: the opaque id, or null for an account of the machine.  must_change: the password was
    given by an office and is good for one sign-in.  No name and no mail address is
    kept here.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(blank=True)
    person = models.CharField(max_length=LENGTH, null=True, unique=True)
    must_change = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def get_full_name(self) -> str:
        """Return the user name: an account has no other."""
        return self.username

    def get_short_name(self) -> str:
        """Return the user name: an account has no other."""
        return self.username
