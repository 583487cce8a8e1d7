"""Who looked at whose data, when and why: a table that only grows."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from gongfu.kernel.people.ids import LENGTH


class OnlyGrows(TypeError):
    """Someone tried to change or remove a line that says who looked."""


class ReadingQuerySet(models.QuerySet["Reading"]):
    """A queryset that reads and adds, and refuses the rest."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse.  Raises OnlyGrows."""
        raise OnlyGrows("readings are never changed")

    def delete(self) -> NoReturn:
        """Refuse.  Raises OnlyGrows."""
        raise OnlyGrows("readings are never removed")


class Reading(models.Model):
    """One look of `reader` at one field of `person`: ids only.

    reason: what was typed, or empty.  letter: the manner of the grant under which it was read.
    """

    reader = models.CharField(max_length=LENGTH)
    person = models.CharField(max_length=LENGTH)
    field = models.CharField(max_length=16)
    letter = models.CharField(max_length=1)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        """The indexes answer: who looked at me, and how much did one reader look at lately."""

        indexes = (
            models.Index(fields=("person", "at"), name="reading_person_at"),
            models.Index(fields=("reader", "at"), name="reading_reader_at"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line.  Raises OnlyGrows for one that is there already."""
        if not self._state.adding:
            raise OnlyGrows("readings are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse.  Raises OnlyGrows."""
        raise OnlyGrows("readings are never removed")
