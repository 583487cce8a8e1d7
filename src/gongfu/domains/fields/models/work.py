"""Crops on plots, what was done on them, and the batches that were harvested."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.models.land import CODE, ID, PLACE
from gongfu.kernel.ledger.state import PersonRef, State
from gongfu.kernel.people.keeping import personal


@personal(_("to know what grows on whose land"))
class Sowing(State):
    """A crop on a plot.  number: of its record.  cleared_on: with the reason, when it was over."""

    sowing = models.CharField(max_length=ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    cooperative = models.CharField(max_length=ID)
    household = models.CharField(max_length=ID, db_index=True)
    plot = models.CharField(max_length=ID)
    place = models.CharField(max_length=PLACE)
    crop = models.CharField(max_length=CODE)
    family = models.CharField(max_length=CODE)
    pattern = models.CharField(max_length=CODE)
    area = models.PositiveIntegerField()
    demo = models.BooleanField()
    on = models.DateField()
    cleared_on = models.DateField(null=True)
    reason = models.CharField(max_length=CODE, default="")
    reversed = models.BooleanField(default=False)

    class Meta:
        """The indexes answer: what a plot bore, and what a cooperative grows."""

        indexes = (
            models.Index(fields=("plot", "on"), name="sowing_plot"),
            models.Index(fields=("cooperative", "on"), name="sowing_cooperative"),
        )


@personal(_("to account for work, harvests, sales and costs, and to take mistakes back"))
class Work(State):
    """One record of work as it stands.  number: of its record.

    sort: sown, cleared, treated, labour, weighed, graded, sold, paid.  code: what of its sort.
    trade: of a sale, whose produce it was.  until: of a treatment, the first day of harvest.
    """

    number = models.BigIntegerField(primary_key=True)
    sort = models.CharField(max_length=8)
    cooperative = models.CharField(max_length=ID)
    household = models.CharField(max_length=ID, default="")
    plot = models.CharField(max_length=ID, default="", db_index=True)
    sowing = models.CharField(max_length=ID, default="", db_index=True)
    batch = models.CharField(max_length=ID, default="", db_index=True)
    crop = models.CharField(max_length=CODE, default="")
    pattern = models.CharField(max_length=CODE, default="")
    on = models.DateField()
    code = models.CharField(max_length=CODE, default="")
    trade = models.CharField(max_length=CODE, default="")
    grams = models.BigIntegerField(default=0)
    fen = models.BigIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    until = models.DateField(null=True)
    by = PersonRef()
    at = models.DateTimeField()
    reversed = models.BooleanField(default=False)

    class Meta:
        """The index answers: a cooperative's records of a sort over time."""

        indexes = (models.Index(fields=("cooperative", "sort", "on"), name="work_cooperative"),)


@personal(_("to show a buyer where a batch grew"))
class Batch(State):
    """A weighed harvest under its code.  sold_g, waste_g: how much of it left; graded_g: sorted."""

    batch = models.CharField(max_length=ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    sowing = models.CharField(max_length=ID, db_index=True)
    cooperative = models.CharField(max_length=ID, db_index=True)
    household = models.CharField(max_length=ID)
    plot = models.CharField(max_length=ID)
    place = models.CharField(max_length=PLACE)
    crop = models.CharField(max_length=CODE)
    pattern = models.CharField(max_length=CODE)
    on = models.DateField()
    demo = models.BooleanField()
    grams = models.BigIntegerField()
    sold_g = models.BigIntegerField(default=0)
    graded_g = models.BigIntegerField(default=0)
    waste_g = models.BigIntegerField(default=0)
    reversed = models.BooleanField(default=False)
