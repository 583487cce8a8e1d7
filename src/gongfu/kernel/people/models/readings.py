"""Who looked at whose data, when and why, and what let them: tables that only grow."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.people.ids import LENGTH
from gongfu.kernel.people.keeping import Expiry, Keep, personal

_REASON, _WHAT = 200, 40
_LOG = Expiry(Keep.READINGS, "at")


class OnlyGrows(TypeError):
    """Someone tried to change or remove a line that says who looked."""


class GrowingQuerySet(models.QuerySet[Any]):
    """A queryset that reads and adds, and refuses the rest."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse.  Raises OnlyGrows."""
        raise OnlyGrows("readings are never changed")

    def delete(self) -> NoReturn:
        """Refuse.  Raises OnlyGrows."""
        raise OnlyGrows("readings are never removed before their time")

    def expire(self, before: datetime) -> int:
        """Remove the lines older than that; return how many.

        The database lets none go that is younger than half a year.
        """
        return models.QuerySet.delete(self.filter(at__lt=before))[0]


class Growing(models.Model):
    """A line that is written once; `at` is its moment."""

    at = models.DateTimeField(db_index=True)

    objects = GrowingQuerySet.as_manager()

    class Meta:
        """Each kind of line is a table of its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line.  Raises OnlyGrows for one that is there already."""
        if not self._state.adding:
            raise OnlyGrows("readings are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse.  Raises OnlyGrows."""
        raise OnlyGrows("readings are never removed before their time")


@personal(_("to show people who looked at their data"), _LOG)
class Reading(Growing):
    """One look of `reader` at one field of `person`: ids only.

    reason: what was typed, or empty.  letter: the manner of the grant under which it was read.
    """

    reader = models.CharField(max_length=LENGTH)
    person = models.CharField(max_length=LENGTH)
    field = models.CharField(max_length=16)
    letter = models.CharField(max_length=1)
    reason = models.CharField(max_length=_REASON)

    class Meta:
        """The indexes answer: who looked at me, and how much did one reader look at lately."""

        indexes = (
            models.Index(fields=("person", "at"), name="reading_person_at"),
            models.Index(fields=("reader", "at"), name="reading_reader_at"),
        )


@personal(_("to show auditors who looked at many people, and why"), _LOG)
class StepUp(Growing):
    """Somebody who had looked at many people said again who they are, or why they go on.

    people: at how many they had looked within the hour.  manner: password, code (of the second
    factor) or reason.  opens_at: from when on they may go on.
    """

    reader = models.CharField(max_length=LENGTH)
    people = models.PositiveIntegerField()
    manner = models.CharField(max_length=8)
    reason = models.CharField(max_length=_REASON)
    opens_at = models.DateTimeField()

    class Meta:
        """The index answers: when did this reader last say who they are."""

        indexes = (models.Index(fields=("reader", "opens_at"), name="stepup_reader_opens_at"),)


@personal(_("to show people who looked at their data"), _LOG)
class Glass(Growing):
    """A broken glass (破窗查看): sealed data of one person, open to one reader until a moment."""

    reader = models.CharField(max_length=LENGTH)
    person = models.CharField(max_length=LENGTH)
    reason = models.CharField(max_length=_REASON)
    until = models.DateTimeField()

    class Meta:
        """The indexes answer: what is open to this reader, and who opened what of mine."""

        indexes = (
            models.Index(fields=("reader", "until"), name="glass_reader_until"),
            models.Index(fields=("person", "at"), name="glass_person_at"),
        )


@personal(_("to show what lists of people were taken along"), Expiry(Keep.EXPORTS, "at"))
class Export(Growing):
    """A list with people on it, taken along as a file.  what: which list.  people: how many."""

    reader = models.CharField(max_length=LENGTH)
    what = models.CharField(max_length=_WHAT)
    people = models.PositiveIntegerField()

    class Meta:
        """The index answers: what did this reader take along."""

        indexes = (models.Index(fields=("reader", "at"), name="export_reader_at"),)
