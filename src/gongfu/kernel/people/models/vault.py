"""The vault: sealed fields, the keys that open them, sealed words and photos.

Not state: nothing here can be rebuilt from the ledger, and erasing a person deletes it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.people.ids import LENGTH, new_id
from gongfu.kernel.people.keeping import DataClass, Expiry, Keep, personal

_HASH = 64


@personal(
    _("to address the person and to write records of service"),
    data_class=DataClass.SENSITIVE,
    keep=Keep.WITH_THE_PERSON,
)
class Person(models.Model):
    """Who somebody is, each field sealed with the person's own key; empty bytes are unknown.

    label: how neighbours and lists say it (周奶奶).  phone_hash, card_hash: keyed hashes of the
    normalised number, by which a person is found.
    """

    id = models.CharField(max_length=LENGTH, primary_key=True, default=new_id)
    name = models.BinaryField(default=b"")
    label = models.BinaryField(default=b"")
    phone = models.BinaryField(default=b"")
    card = models.BinaryField(default=b"")
    address = models.BinaryField(default=b"")
    birthday = models.BinaryField(default=b"")
    sex = models.BinaryField(default=b"")
    phone_hash = models.CharField(max_length=_HASH, default="", db_index=True)
    card_hash = models.CharField(max_length=_HASH, null=True, unique=True)

    def __str__(self) -> str:
        """Return the opaque id: nothing else may reach a log."""
        return self.id


@personal(
    _("to open the person's sealed fields"),
    data_class=DataClass.JOINING,
    keep=Keep.WITH_THE_PERSON,
)
class DataKey(models.Model):
    """A person's data key, wrapped; a table of its own, so that it is backed up apart."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="key"
    )
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        """Return the opaque id of the person."""
        return str(self.person_id)


@personal(
    _("to pass on what a visitor noticed"),
    Expiry(Keep.WORDS, "at", Q(sort="words")),
    Expiry(Keep.PHOTOS, "at", Q(sort="photo")),
    Expiry(Keep.PHOTOS, "at", Q(sort="paper")),
    Expiry(Keep.WITH_THE_CONSENT, "at", Q(sort="health")),
    data_class=DataClass.SENSITIVE,
)
class Note(models.Model):
    """Words, a photo or a document about a person, sealed with that person's key.

    id: opaque, what a deed names.  sort: words, photo, paper or health.  by: who wrote it.
    record: the number of the record that it belongs to, where no deed names it; a record has one of
    each sort.
    """

    id = models.CharField(max_length=LENGTH, primary_key=True, default=new_id)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    sort = models.CharField(max_length=8)
    body = models.BinaryField()
    by = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()
    record = models.BigIntegerField(null=True)

    class Meta:
        """A record has words once and a photo once; the index answers which a record has."""

        constraints = (models.UniqueConstraint(fields=("record", "sort"), name="note_per_record"),)

    def __str__(self) -> str:
        """Return the opaque id."""
        return self.id
