"""The tables that are never updated and never deleted from, and the end of the tree.

Triggers in the database (`guards`) refuse what these classes refuse in Python.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from gongfu.kernel.ledger.state import State


class AppendOnly(TypeError):
    """Someone tried to change or remove a ledger record."""


class FixedQuerySet(models.QuerySet[Any]):
    """A queryset that reads; the ledger writes its rows by itself."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("ledger records are never changed; append a deed")

    update = delete = create = bulk_update = bulk_create = _refuse
    update_or_create = get_or_create = _refuse


class Fixed(models.Model):
    """Base of the tables that only the ledger's own writing fills."""

    objects = FixedQuerySet.as_manager()

    class Meta:
        """Fixed tables are concrete below."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse.  Raises AppendOnly."""
        raise AppendOnly("write through an action")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse.  Raises AppendOnly."""
        raise AppendOnly("ledger records are never removed")


class Record(Fixed):
    """The public part of one deed and the columns by which it is found.

    public: the very bytes that are hashed.  leaf: their RFC 6962 leaf hash, 32 bytes.  place: the
    community's code, one step nearer than the public part.  key: the client's idempotency key.
    """

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=64)
    day = models.DateField()
    place = models.CharField(max_length=12)
    at = models.DateTimeField()
    evidence = models.CharField(max_length=1)
    reverses = models.BigIntegerField(null=True)
    key = models.CharField(max_length=64, null=True)
    public = models.TextField()
    leaf = models.BinaryField()

    class Meta:
        """The index answers drill-downs; a record is taken back once, a key used once."""

        indexes = (models.Index(fields=("kind", "place", "day"), name="record_kind_place_day"),)
        constraints = (
            models.UniqueConstraint(
                fields=("reverses",),
                condition=models.Q(reverses__isnull=False),
                name="record_reversed_once",
            ),
            models.UniqueConstraint(
                fields=("key",), condition=models.Q(key__isnull=False), name="record_key_once"
            ),
        )


class Private(Fixed):
    """The private part of one deed, its salt, and the ids by which it is found.

    After an erasure the ids are replaced and the salt is gone: `salt` is empty then.
    """

    number = models.BigIntegerField(primary_key=True)
    by = models.CharField(max_length=26)
    about = models.CharField(max_length=26)
    body = models.TextField()
    salt = models.BinaryField()

    class Meta:
        """The indexes answer: what did a person do, what concerns a person or thing."""

        indexes = (
            models.Index(fields=("by", "number"), name="private_by"),
            models.Index(fields=("about", "number"), name="private_about"),
        )


class Erased(Fixed):
    """A record whose private part was made anonymous, and the record of that erasure."""

    number = models.BigIntegerField(primary_key=True)
    erasure = models.BigIntegerField()


class Node(Fixed):
    """The root of one completed subtree of 256 hashes.  level: 8, 16, 24…; hash: 32 bytes."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()


class Head(models.Model):
    """The end of the tree: one row, locked last by every writer, so numbers have no gaps."""

    log = models.CharField(max_length=32, primary_key=True)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")
    at = models.DateTimeField(null=True)


class Standing(State):
    """How one record stands now: its evidence after confirmations, and who disputes it.

    That it was taken back is seen in the ledger itself (`Record.reverses`).
    """

    number = models.BigIntegerField(primary_key=True)
    evidence = models.CharField(max_length=1, default="")
    disputed_by = models.BigIntegerField(null=True)
