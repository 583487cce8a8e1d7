"""Members of cooperatives and their plots, as they stand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.state import State
from gongfu.kernel.people.keeping import personal

ID, CODE, PLACE = 26, 40, 18


@personal(_("to know which households belong to a cooperative, and with what capital"))
class Member(State):
    """A household in a cooperative.  capital_fen: paid in and not given back."""

    pk = models.CompositePrimaryKey("cooperative", "household")
    cooperative = models.CharField(max_length=ID)
    household = models.CharField(max_length=ID, db_index=True)
    place = models.CharField(max_length=PLACE)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    capital_fen = models.BigIntegerField(default=0)


class Grant(State):
    """A subsidy or gift that a cooperative received.  number: of its record."""

    number = models.BigIntegerField(primary_key=True)
    cooperative = models.CharField(max_length=ID, db_index=True)
    source = models.CharField(max_length=CODE)
    amount_fen = models.BigIntegerField()
    on = models.DateField()
    reversed = models.BooleanField(default=False)


@personal(_("to know who cultivates which land, and until when"))
class Plot(State):
    """A plot.  area: hundredths of a mu.  household: empty where the cooperative has it itself.

    since: the day of the last contract; until: its last day.  outline: digest, or empty.
    closed_on: with the reason, when it was split, merged or returned.
    """

    plot = models.CharField(max_length=ID, primary_key=True)
    cooperative = models.CharField(max_length=ID)
    household = models.CharField(max_length=ID, db_index=True)
    tag = models.CharField(max_length=12)
    place = models.CharField(max_length=PLACE)
    area = models.PositiveIntegerField()
    cover = models.CharField(max_length=CODE)
    soil = models.CharField(max_length=CODE)
    demo = models.BooleanField()
    outline = models.CharField(max_length=64)
    opened_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)
    lessor = models.CharField(max_length=CODE, blank=True, default="")
    closed_on = models.DateField(null=True)
    reason = models.CharField(max_length=CODE, default="")

    class Meta:
        """The database itself keeps one open plot a tag; the index answers: plots of a place."""

        constraints = (
            models.UniqueConstraint(
                fields=("cooperative", "tag"),
                condition=models.Q(closed_on=None),
                name="plot_tag_open",
            ),
        )
        indexes = (models.Index(fields=("place", "closed_on"), name="plot_place"),)
