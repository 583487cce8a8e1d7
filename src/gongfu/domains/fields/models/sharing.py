"""The rule of sharing of each cooperative, and its proposed and adopted sharings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.models.land import ID
from gongfu.kernel.ledger.state import PersonRef, State
from gongfu.kernel.people.keeping import Expiry, Keep, personal


class Rule(State):
    """The standing rule, in parts of 10,000."""

    cooperative = models.CharField(max_length=ID, primary_key=True)
    reserve_bp = models.PositiveSmallIntegerField()
    trade_bp = models.PositiveSmallIntegerField()
    adopted_on = models.DateField()


class Sharing(State):
    """The proceeds of a year, shared.  state: proposed, adopted, dropped."""

    sharing = models.CharField(max_length=ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    cooperative = models.CharField(max_length=ID)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, default="proposed")
    households = models.PositiveIntegerField()
    takings_fen = models.BigIntegerField()
    others_fen = models.BigIntegerField()
    cost_fen = models.BigIntegerField()
    loss_fen = models.BigIntegerField()
    reserve_fen = models.BigIntegerField()
    by_trade_fen = models.BigIntegerField()
    by_capital_fen = models.BigIntegerField()
    proposed_on = models.DateField()
    adopted_on = models.DateField(null=True)

    class Meta:
        """The database itself lets a year be shared once."""

        constraints = (
            models.UniqueConstraint(
                fields=("cooperative", "year"),
                condition=~models.Q(state="dropped"),
                name="sharing_once",
            ),
        )


@personal(_("to show each household how its share was computed"))
class Share(State):
    """One household's line in a sharing; see `deeds.ShareComputed`.

    paid, paid_on: the record that it was paid out, and the day; None as long as it was not.
    """

    pk = models.CompositePrimaryKey("sharing", "household")
    sharing = models.CharField(max_length=ID)
    household = models.CharField(max_length=ID, db_index=True)
    number = models.BigIntegerField()
    trade_fen = models.BigIntegerField()
    by_trade_fen = models.BigIntegerField()
    by_capital_fen = models.BigIntegerField()
    new_reserve_fen = models.BigIntegerField()
    capital_fen = models.BigIntegerField()
    held_reserve_fen = models.BigIntegerField()
    grant_fen = models.BigIntegerField()
    paid = models.BigIntegerField(null=True)
    paid_on = models.DateField(null=True)


@personal(_("to know who entered what a second person confirms"), Expiry(Keep.PROPOSALS, "at"))
class Motion(models.Model):
    """What one person entered, and a second has not confirmed yet; no deed.

    about: the sharing that the meeting adopted; the number of a record of work to take back; or,
    for a rule, the cooperative itself, whose reserve_bp and trade_bp it then has.
    """

    about = models.CharField(max_length=ID, primary_key=True)
    cooperative = models.CharField(max_length=ID, db_index=True)
    reserve_bp = models.PositiveSmallIntegerField(null=True)
    trade_bp = models.PositiveSmallIntegerField(null=True)
    by = PersonRef()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return what it is about."""
        return self.about
