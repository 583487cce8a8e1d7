"""The present state of places, and the outlines that redrawing deeds name."""

from __future__ import annotations

from django.db import models

from gongfu.kernel.ledger.state import State

CODE = 18


class Place(State):
    """A place as it stands now.

    closed_on, merged_into: when and into what it was merged.  outline: digest of its outline.
    """

    code = models.CharField(max_length=CODE, primary_key=True)
    name = models.CharField(max_length=64)
    name_en = models.CharField(max_length=128)
    level = models.CharField(max_length=16)
    sort = models.CharField(max_length=16)
    parent = models.CharField(max_length=CODE, db_index=True)
    urban = models.CharField(max_length=3)
    vintage = models.CharField(max_length=4)
    external_code = models.CharField(max_length=32)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    merged_into = models.CharField(max_length=CODE)
    outline = models.CharField(max_length=64)

    def __str__(self) -> str:
        """Return the Chinese name."""
        return self.name


class PlaceChange(State):
    """What one deed changed of a place's names or outline, from a day on; empty is unchanged."""

    number = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=CODE, db_index=True)
    since = models.DateField()
    name = models.CharField(max_length=64)
    name_en = models.CharField(max_length=128)
    outline = models.CharField(max_length=64)


class TreeMark(State):
    """One row that differs whenever the tree differs, so that every server notices."""

    id = models.SmallIntegerField(primary_key=True)
    mark = models.CharField(max_length=64)


class Outline(models.Model):
    """The GeoJSON text of an outline in CGCS2000, keyed by its digest; it never changes."""

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        """Return the digest."""
        return self.digest
