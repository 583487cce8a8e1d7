"""Supported households, agreements with their obligations, and incomes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.models.land import CODE, ID, PLACE
from gongfu.kernel.ledger.state import PersonRef, State
from gongfu.kernel.people.keeping import DataClass, personal


@personal(_("to know who is supported, and from which province people came"))
class Support(State):
    """A household that asked or was found.  origin: two digits of a province, nothing nearer.

    agreement: the standing one, or empty.  left_on: with the reason, when support ended.
    """

    household = models.CharField(max_length=ID, primary_key=True)
    place = models.CharField(max_length=PLACE, db_index=True)
    manner = models.CharField(max_length=CODE)
    origin = models.CharField(max_length=2)
    asked_on = models.DateField()
    agreement = models.CharField(max_length=ID, default="")
    agreed_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    reason = models.CharField(max_length=CODE, default="")


@personal(_("to know what was agreed with a supported household"))
class Agreement(State):
    """An agreement of support.  cooperative: which takes part, or empty."""

    agreement = models.CharField(max_length=ID, primary_key=True)
    household = models.CharField(max_length=ID, db_index=True)
    cooperative = models.CharField(max_length=ID, db_index=True)
    place = models.CharField(max_length=PLACE)
    agreed_on = models.DateField()
    left_on = models.DateField(null=True)


@personal(_("to see that what was promised to a household is delivered"))
class Obligation(State):
    """What one party promised.  state: open, overdue, kept, late, failed; number: of its record.

    ended_by: number of the record that says how it ended.
    """

    obligation = models.CharField(max_length=ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    agreement = models.CharField(max_length=ID, db_index=True)
    household = models.CharField(max_length=ID, db_index=True)
    place = models.CharField(max_length=PLACE)
    party = PersonRef(db_index=True)
    party_sort = models.CharField(max_length=CODE)
    sort = models.CharField(max_length=CODE)
    amount_fen = models.BigIntegerField(null=True)
    due_on = models.DateField()
    state = models.CharField(max_length=8, default="open")
    ended_by = models.BigIntegerField(null=True)
    ended_on = models.DateField(null=True)
    proof = models.CharField(max_length=CODE, default="")

    class Meta:
        """The index answers: what is due."""

        indexes = (models.Index(fields=("state", "due_on"), name="obligation_due"),)


@personal(_("to see whether support helped"), data_class=DataClass.SENSITIVE)
class Income(State):
    """What a household states to have earned in a year.  gain_fen: above that before support."""

    pk = models.CompositePrimaryKey("household", "year")
    household = models.CharField(max_length=ID)
    year = models.PositiveSmallIntegerField()
    income_fen = models.BigIntegerField()
    gain_fen = models.BigIntegerField(null=True)
