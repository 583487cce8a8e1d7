"""The present state of needs; all but kinds, rules and wishes follows from the ledger."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.state import PersonRef, State
from gongfu.kernel.people.keeping import DataClass, Keep, personal

_ID, _PLACE, _WORD, _TRACK, _DIGEST = 26, 18, 24, 10, 64


class Kind(models.Model):
    """A kind of need, which the office may edit: how it is called and how fast it is served.

    category: consult, help, complaint, suggestion, report — the request types of the government
    service hotline.  review_hours, done_hours: limits; working: only office hours count.
    shown: it may be public without the asker's own word, because it concerns no person.
    """

    code = models.CharField(max_length=_WORD, primary_key=True)
    zh = models.CharField(max_length=40)
    en = models.CharField(max_length=60)
    category = models.CharField(max_length=12)
    skill = models.CharField(max_length=_WORD, blank=True, default="")
    review_hours = models.PositiveSmallIntegerField(default=8)
    done_hours = models.PositiveSmallIntegerField(default=40)
    working = models.BooleanField(default=True)
    shown = models.BooleanField(default=False)
    automatic = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        """Kinds are listed in the office's order."""

        ordering = ("order", "code")

    def __str__(self) -> str:
        """Return the code."""
        return self.code


@personal(
    _("to keep apart who asked not to be brought together"),
    data_class=DataClass.SENSITIVE,
    keep=Keep.WITH_THE_PERSON,
)
class Apart(models.Model):
    """One asked not to be brought together with the other; nobody but `one` ever reads it."""

    one = PersonRef()
    other = PersonRef(db_index=True)

    class Meta:
        """Once is enough."""

        constraints = (models.UniqueConstraint(fields=("one", "other"), name="apart_once"),)

    def __str__(self) -> str:
        """Say nothing of the people."""
        return str(self.pk)


@personal(_("not to ask helpers for what they would rather not do"), keep=Keep.WITH_THE_PERSON)
class Unwanted(models.Model):
    """A helper would rather not be asked for this kind."""

    person = PersonRef()
    sort = models.CharField(max_length=_WORD)

    class Meta:
        """Once is enough."""

        constraints = (models.UniqueConstraint(fields=("person", "sort"), name="unwanted_once"),)

    def __str__(self) -> str:
        """Return the kind alone."""
        return self.sort


@personal(_("to know which officer made a rule"))
class Rule(State):
    """What the server does with a new request by itself, because an office decided so beforehand.

    number: of the record that made it.  place: the area of the office.  sort: empty for any kind.
    urgency: the least.  do: review, escalate, escalate-late, or team.  until: its last day.  team:
    whose members are asked, else empty.
    """

    rule = models.CharField(max_length=_ID, primary_key=True)
    number = models.BigIntegerField()
    place = models.CharField(max_length=_PLACE)
    sort = models.CharField(max_length=_WORD, blank=True, default="")
    urgency = models.PositiveSmallIntegerField(default=0)
    do = models.CharField(max_length=16)
    team = models.CharField(max_length=_ID, blank=True, default="")
    by = PersonRef()
    since = models.DateField()
    until = models.DateField()


class Admission(State):
    """A kind of task on the admission list (准入).  until: the last day."""

    sort = models.CharField(max_length=_WORD, primary_key=True)
    issuer = models.CharField(max_length=_ID)
    since = models.DateField()
    until = models.DateField()


@personal(_("to bring help to who asks for it"))
class Need(State):
    """One need as it stands.

    track: what a follower types to see its course.  level: digits of the place code at which it
    is handled, fewer after each escalation; called_at: the level called has not answered yet.
    asked, taken, begun, finished: its offers, by which its state follows while it is served.
    slip: the digest of the secret of its slip, or nothing where it has none.
    """

    need = models.CharField(max_length=_ID, primary_key=True)
    track = models.CharField(max_length=_TRACK, db_index=True)
    number = models.BigIntegerField()
    sort = models.CharField(max_length=_WORD)
    place = models.CharField(max_length=_PLACE)
    level = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=8)
    asker = PersonRef(db_index=True)
    by = PersonRef()
    state = models.CharField(max_length=10)
    urgency = models.PositiveSmallIntegerField(default=0)
    wanted = models.PositiveSmallIntegerField(default=1)
    asked = models.PositiveSmallIntegerField(default=0)
    taken = models.PositiveSmallIntegerField(default=0)
    begun = models.PositiveSmallIntegerField(default=0)
    finished = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField()
    review_by = models.DateTimeField()
    done_by = models.DateTimeField()
    window_from = models.DateTimeField(null=True)
    window_to = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    solved = models.CharField(max_length=8, default="")
    note = models.CharField(max_length=_ID, default="")
    photo = models.CharField(max_length=_ID, default="")
    every_days = models.PositiveSmallIntegerField(default=0)
    into = models.CharField(max_length=_ID, default="", db_index=True)
    outcome = models.CharField(max_length=_WORD, default="")
    reply = models.CharField(max_length=_ID, default="")
    shown = models.BooleanField(default=False)
    slip = models.CharField(max_length=_DIGEST, default="", db_index=True)

    class Meta:
        """The index answers an area's board: what stands in which state, by its limit."""

        indexes = (
            models.Index(fields=("state", "place", "done_by"), name="need_board"),
            models.Index(fields=("place", "submitted_at"), name="need_place"),
        )


@personal(_("to know who was asked to help, and who helps"))
class Offer(State):
    """One helper asked for one need, or who took it.

    state: asked, accepted, begun, done, declined, lapsed, returned.  slot: the place held, unique
    within the need, or none.  why: the coded reasons for asking, with blanks between.
    """

    offer = models.CharField(max_length=_ID, primary_key=True)
    need = models.CharField(max_length=_ID)
    helper = PersonRef()
    place = models.CharField(max_length=_PLACE)
    state = models.CharField(max_length=8)
    slot = models.PositiveSmallIntegerField(null=True)
    by = PersonRef()
    asked_at = models.DateTimeField()
    lapses_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=120, default="")
    hours_kind = models.CharField(max_length=10, default="")
    number = models.BigIntegerField(null=True)

    class Meta:
        """One helper a place: the database refuses a second."""

        constraints = (
            models.UniqueConstraint(fields=("need", "slot"), name="offer_one_a_place"),
            models.UniqueConstraint(
                fields=("need", "helper"),
                condition=models.Q(state__in=("asked", "accepted", "begun")),
                name="offer_one_a_helper",
            ),
        )
        indexes = (
            models.Index(fields=("helper", "state"), name="offer_helper"),
            models.Index(fields=("state", "lapses_at"), name="offer_lapses"),
        )
