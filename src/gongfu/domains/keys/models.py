"""The present state of the key team.  All but the last four tables follow from the ledger."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.state import PersonRef, State
from gongfu.kernel.people.keeping import Expiry, Keep, personal

_ID, _PLACE, _COMMUNITY, _WORD = 26, 18, 12, 16


@personal(_("to know who is visited, how often and how"))
class Elder(State):
    """An elder on the register.  rhythm_days: at least one visit in so many days."""

    person = PersonRef(primary_key=True)
    place = models.CharField(max_length=_PLACE, db_index=True)
    living = models.CharField(max_length=_WORD)
    rhythm_days = models.PositiveSmallIntegerField()
    window_from = models.PositiveSmallIntegerField()
    window_to = models.PositiveSmallIntegerField()
    usual_minutes = models.PositiveSmallIntegerField()
    pair = models.BooleanField(default=False)
    language = models.CharField(max_length=_WORD, default="")
    registered_on = models.DateField()
    left_on = models.DateField(null=True)


@personal(_("to do only what the elder agreed to"))
class Consent(State):
    """What an elder agreed to, one row a scope."""

    pk = models.CompositePrimaryKey("elder", "scope")
    elder = PersonRef()
    scope = models.CharField(max_length=_WORD)
    given_on = models.DateField()
    until = models.DateField()
    withdrawn_on = models.DateField(null=True)
    witness = PersonRef()


@personal(_("to know whom to call, and who may speak for the person"))
class Contact(State):
    """Whom to call for an elder, in order; 1 is called first."""

    pk = models.CompositePrimaryKey("elder", "contact")
    elder = PersonRef()
    contact = PersonRef(db_index=True)
    relation = models.CharField(max_length=_WORD)
    order = models.PositiveSmallIntegerField()


@personal(_("to know who belongs to the key team"))
class Keeper(State):
    """A member of the key team of one community."""

    pk = models.CompositePrimaryKey("person", "place")
    person = PersonRef()
    place = models.CharField(max_length=_COMMUNITY, db_index=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)


@personal(_("to know who looks after whom"))
class Care(State):
    """A keeper who looks after an elder.  until: the last day."""

    pk = models.CompositePrimaryKey("elder", "keeper")
    elder = PersonRef()
    keeper = PersonRef(db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)


@personal(_("to know what elder, keeper and family agreed"))
class Agreement(State):
    """A written agreement of elder, keeper and next of kin.  until: the last day."""

    agreement = models.CharField(max_length=_ID, primary_key=True)
    elder = PersonRef(db_index=True)
    keeper = PersonRef(db_index=True)
    kin = PersonRef()
    signed_on = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)


@personal(_("to know in whose hands a key or card is"))
class Item(State):
    """A thing in the custody register and who holds it now.

    state: held, offered (handed over and not yet accepted), lost, replaced.  counted_on: of the
    last stock-take in which it was seen.
    """

    item = models.CharField(max_length=_ID, primary_key=True)
    elder = PersonRef(db_index=True)
    place = models.CharField(max_length=_COMMUNITY, db_index=True)
    sort = models.CharField(max_length=_WORD)
    state = models.CharField(max_length=8)
    holder = PersonRef(db_index=True)
    since = models.DateTimeField()
    offered_to = PersonRef(default="", db_index=True)
    agreement = models.CharField(max_length=_ID, default="")
    with_keeper = models.BooleanField(default=False)
    successor = models.CharField(max_length=_ID, default="")
    counted_on = models.DateField(null=True)


@personal(_("to see that an elder is well, and to count hours of service"))
class Visit(State):
    """One visit or other service as it stands.

    number: of its record.  sort: visit, or the service given.  by: who recorded it, at
    recorded_at.  evidence, disputed: after confirmations.  reversed: it was taken back.
    """

    number = models.BigIntegerField(primary_key=True)
    elder = PersonRef()
    keeper = PersonRef()
    place = models.CharField(max_length=_COMMUNITY)
    on = models.DateField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    hours_kind = models.CharField(max_length=10)
    sort = models.CharField(max_length=12)
    answer = models.CharField(max_length=10)
    manner = models.CharField(max_length=8)
    by = PersonRef()
    recorded_at = models.DateTimeField()
    evidence = models.CharField(max_length=1)
    disputed = models.BooleanField(default=False)
    reversed = models.BooleanField(default=False)

    class Meta:
        """The indexes answer: an elder's, a keeper's and a place's visits, and open disputes."""

        indexes = (
            models.Index(fields=("elder", "started_at"), name="visit_elder"),
            models.Index(fields=("keeper", "started_at"), name="visit_keeper"),
            models.Index(fields=("place", "on"), name="visit_place"),
            models.Index(
                fields=("place",), condition=models.Q(disputed=True), name="visit_disputed"
            ),
        )


@personal(_("to notice who has not been visited"))
class Due(State):
    """When the next visit to an elder falls due: a rhythm after the last, or the registration.

    since_number: of the record that registered the elder.  last_number: of the last visit.
    """

    elder = PersonRef(primary_key=True)
    place = models.CharField(max_length=_PLACE)
    rhythm_days = models.PositiveSmallIntegerField()
    since_on = models.DateField()
    since_number = models.BigIntegerField()
    last_on = models.DateField(null=True)
    last_number = models.BigIntegerField(null=True)
    last_keeper = PersonRef(default="")
    due_on = models.DateField()

    class Meta:
        """The index answers: who in this place is due by that day."""

        indexes = (models.Index(fields=("place", "due_on"), name="due_place_on"),)


@personal(_("to have two people answer for an act with a key or money"))
class PairedAct(State):
    """An act that two people answer for: a door opened with a key, or money moved.

    sort: key or money.  second_said: yes, no or nothing yet.  why: the purpose of the money.
    family_said: known, question, closed or nothing yet; family_by: who said it.
    """

    number = models.BigIntegerField(primary_key=True)
    elder = PersonRef(db_index=True)
    place = models.CharField(max_length=_COMMUNITY, db_index=True)
    sort = models.CharField(max_length=8)
    by = PersonRef()
    second = PersonRef(db_index=True)
    at = models.DateTimeField()
    alarm = models.CharField(max_length=_ID, default="")
    why = models.CharField(max_length=_WORD, default="")
    amount_fen = models.BigIntegerField(default=0)
    second_said = models.CharField(max_length=4, default="")
    settled = models.BooleanField(default=False)
    reversed = models.BooleanField(default=False)
    family_said = models.CharField(max_length=8, default="")
    family_by = PersonRef(default="")


@personal(_("to help when nobody answers the door"))
class Alarm(State):
    """An alarm and how far it has come.  number: of its record.  steps: how many were taken.

    taken_by: who said that they see to it, at taken_at.
    """

    alarm = models.CharField(max_length=_ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    elder = PersonRef(db_index=True)
    place = models.CharField(max_length=_PLACE, db_index=True)
    cause = models.CharField(max_length=12)
    raised_at = models.DateTimeField()
    raised_by = PersonRef()
    steps = models.PositiveSmallIntegerField(default=0)
    last_step = models.CharField(max_length=20, default="")
    last_outcome = models.CharField(max_length=12, default="")
    closed_at = models.DateTimeField(null=True, db_index=True)
    outcome = models.CharField(max_length=12, default="")
    taken_by = PersonRef(default="")
    taken_at = models.DateTimeField(null=True)


@personal(_("to know who answers alarms on a day"))
class Duty(State):
    """Who of a community's team is on call on a day.  offered: the keeper asks another to come."""

    pk = models.CompositePrimaryKey("place", "day")
    place = models.CharField(max_length=_COMMUNITY)
    day = models.DateField()
    keeper = PersonRef(db_index=True)
    offered = models.BooleanField(default=False)


@personal(_("to ask keepers, and to forget a no"), Expiry(Keep.OFFERS, "asked_at"))
class CareOffer(models.Model):
    """A keeper is asked to look after an elder; declining removes the row and leaves no mark.

    ask: one question to several keepers, which the first to accept answers for all.
    """

    pk = models.CompositePrimaryKey("ask", "keeper")
    ask = models.CharField(max_length=_ID)
    keeper = PersonRef(db_index=True)
    elder = PersonRef(db_index=True)
    place = models.CharField(max_length=_PLACE, db_index=True)
    asked_by = PersonRef()
    asked_at = models.DateTimeField()


@personal(_("to walk the shortest way to those who are due"), Expiry(Keep.ROUNDS, "on"))
class Round(models.Model):
    """A keeper's proposed round of one day: a draft that nobody counts, so not a deed."""

    pk = models.CompositePrimaryKey("keeper", "on")
    keeper = PersonRef()
    on = models.DateField()
    walking_minutes = models.PositiveIntegerField()
    planned_at = models.DateTimeField()
    reordered = models.BooleanField(default=False)


@personal(_("to walk the shortest way to those who are due"), Expiry(Keep.ROUNDS, "on"))
class RoundStop(models.Model):
    """An elder on a round, in order from 1.

    arrive, start, end: minutes after midnight.  walk: minutes from the stop before.  reason: why
    the stop is there: overdue, pair, only-you, window, nearest, way or own-order.
    """

    pk = models.CompositePrimaryKey("keeper", "on", "elder")
    keeper = PersonRef()
    on = models.DateField()
    elder = PersonRef(db_index=True)
    order = models.PositiveSmallIntegerField()
    arrive = models.PositiveSmallIntegerField()
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    walk = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=_WORD)


@personal(_("to let anyone verify a printed record of service"), keep=Keep.WITH_THE_PERSON)
class ServiceRecordCode(models.Model):
    """A code printed on a record of service, by which anyone may verify it.

    content: what was printed, without any name: totals, period, size and root of the ledger.
    """

    code = models.CharField(max_length=_ID, primary_key=True)
    keeper = PersonRef(db_index=True)
    issued_at = models.DateTimeField()
    content = models.JSONField()
