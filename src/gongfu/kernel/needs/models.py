"""The present state of needs; all but the catalogue of kinds follows from the ledger."""

from __future__ import annotations

from django.db import models

from gongfu.kernel.ledger.state import PersonRef, State

_ID, _PLACE, _WORD, _TRACK = 26, 18, 24, 10


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


class Admission(State):
    """A kind of task on the admission list (准入).  until: the last day."""

    sort = models.CharField(max_length=_WORD, primary_key=True)
    issuer = models.CharField(max_length=_ID)
    since = models.DateField()
    until = models.DateField()


class Need(State):
    """One need as it stands.

    track: what a follower types to see its course.  level: digits of the place code at which it
    is handled, fewer after each escalation; called_at: the level called has not answered yet.
    asked, taken, begun, finished: its offers, by which its state follows while it is served.
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

    class Meta:
        """The index answers an area's board: what stands in which state, by its limit."""

        indexes = (
            models.Index(fields=("state", "place", "done_by"), name="need_board"),
            models.Index(fields=("place", "submitted_at"), name="need_place"),
        )


class Offer(State):
    """One helper asked for one need, or who took it.

    state: asked, accepted, begun, done, declined, lapsed, returned.  slot: the place held, unique
    within the need, or none.
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
