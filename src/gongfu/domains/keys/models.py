"""The present state of the key team.  All but the last two tables follow from the ledger."""

from __future__ import annotations

from django.db import models

from gongfu.kernel.ledger.state import PersonRef, State


class Elder(State):
    """An elder on the register.  rhythm_days: at least one visit in so many days."""

    person = PersonRef(primary_key=True)
    place = models.CharField(max_length=18, db_index=True)
    living = models.CharField(max_length=16)
    rhythm_days = models.PositiveSmallIntegerField()
    window_from = models.PositiveSmallIntegerField()
    window_to = models.PositiveSmallIntegerField()
    usual_minutes = models.PositiveSmallIntegerField()
    pair = models.BooleanField(default=False)
    registered_on = models.DateField()
    left_on = models.DateField(null=True)


class Consent(State):
    """A consent of an elder; key: elder and scope."""

    key = models.CharField(max_length=48, primary_key=True)
    elder = PersonRef(db_index=True)
    scope = models.CharField(max_length=16)
    given_on = models.DateField()
    until = models.DateField()
    withdrawn_on = models.DateField(null=True)
    witness = PersonRef()


class Contact(State):
    """Whom to call for an elder, in order; key: elder and contact."""

    key = models.CharField(max_length=56, primary_key=True)
    elder = PersonRef(db_index=True)
    contact = PersonRef(db_index=True)
    relation = models.CharField(max_length=16)
    order = models.PositiveSmallIntegerField()


class Keeper(State):
    """A member of the key team of one community; key: person and community."""

    key = models.CharField(max_length=40, primary_key=True)
    person = PersonRef(db_index=True)
    place = models.CharField(max_length=12, db_index=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)


class Care(State):
    """A keeper who looks after an elder; key: elder and keeper."""

    key = models.CharField(max_length=56, primary_key=True)
    elder = PersonRef(db_index=True)
    keeper = PersonRef(db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)


class Agreement(State):
    """A written agreement of elder, keeper and next of kin."""

    agreement = models.CharField(max_length=26, primary_key=True)
    elder = PersonRef(db_index=True)
    keeper = PersonRef(db_index=True)
    kin = PersonRef()
    signed_on = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)


class Item(State):
    """A thing in the custody register and who holds it now.

    state: held, offered (handed over and not yet accepted), lost, replaced.
    """

    item = models.CharField(max_length=26, primary_key=True)
    elder = PersonRef(db_index=True)
    place = models.CharField(max_length=12, db_index=True)
    sort = models.CharField(max_length=16)
    state = models.CharField(max_length=8)
    holder = PersonRef(db_index=True)
    since = models.DateTimeField()
    offered_to = PersonRef(default="", db_index=True)
    with_keeper = models.BooleanField(default=False)
    successor = models.CharField(max_length=26, default="")


class Visit(State):
    """One visit as it stands.  number: of its record.  reversed: it was taken back."""

    number = models.BigIntegerField(primary_key=True)
    elder = PersonRef()
    keeper = PersonRef()
    place = models.CharField(max_length=12)
    on = models.DateField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    hours_kind = models.CharField(max_length=10)
    sort = models.CharField(max_length=12)
    answer = models.CharField(max_length=10)
    reversed = models.BooleanField(default=False)

    class Meta:
        """The indexes answer: an elder's visits, a keeper's visits, newest first."""

        indexes = (
            models.Index(fields=("elder", "started_at"), name="visit_elder"),
            models.Index(fields=("keeper", "started_at"), name="visit_keeper"),
            models.Index(fields=("place", "on"), name="visit_place"),
        )


class LastVisit(State):
    """When an elder was last visited; owned by the projection of visits."""

    elder = PersonRef(primary_key=True)
    on = models.DateField(db_index=True)
    number = models.BigIntegerField()
    keeper = PersonRef()


class Alarm(State):
    """An alarm and how far it has come.  steps: how many were taken."""

    alarm = models.CharField(max_length=26, primary_key=True)
    elder = PersonRef(db_index=True)
    place = models.CharField(max_length=18, db_index=True)
    cause = models.CharField(max_length=12)
    raised_at = models.DateTimeField()
    raised_by = PersonRef()
    steps = models.PositiveSmallIntegerField(default=0)
    last_step = models.CharField(max_length=20, default="")
    last_outcome = models.CharField(max_length=12, default="")
    closed_at = models.DateTimeField(null=True, db_index=True)
    outcome = models.CharField(max_length=12, default="")


class Round(models.Model):
    """Today's proposed round of a keeper: a draft that nobody counts, so not a deed.

    stops: list of objects {elder, arrive, start, end, walk, reason}; minutes after midnight.
    """

    key = models.CharField(max_length=40, primary_key=True)
    keeper = models.CharField(max_length=26)
    on = models.DateField()
    stops = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    walking_minutes = models.PositiveIntegerField(default=0)
    planned_at = models.DateTimeField()
    reordered = models.BooleanField(default=False)


class ServiceRecordCode(models.Model):
    """A code printed on a record of service, by which anyone may verify it.

    content: what was printed, without any name: totals, period, numbers of the ledger's head.
    """

    code = models.CharField(max_length=26, primary_key=True)
    keeper = models.CharField(max_length=26)
    issued_at = models.DateTimeField()
    content = models.JSONField()
