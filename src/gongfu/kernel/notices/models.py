"""Notices, wishes, sealed addresses, calendar feeds, and the outbox: ordinary tables, uncounted.

Nothing here can be rebuilt from the ledger, and no row holds a name, a phone or a free word.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.state import PersonRef
from gongfu.kernel.people.keeping import DataClass, Expiry, Keep, personal
from gongfu.kernel.people.models import Person

_CODE = 48
_KEY = 64


@personal(_("to tell people what concerns them"), Expiry(Keep.NOTICES, "at"))
class Notice(models.Model):
    """One thing that one person should know.

    kind: a declared code.  about: the person or thing it is about.  key: tells one occasion from
    the next; together with the rest it makes the notice once.  link: a path of ours, in which
    `{about}` stands for the id.  values: codes and quantities for the sentence.
    """

    person = PersonRef()
    kind = models.CharField(max_length=_CODE)
    about = PersonRef(default="")
    key = models.CharField(max_length=_KEY)
    link = models.CharField(max_length=200)
    values = models.JSONField(default=dict)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        """Each is made once; the index answers: what is new for me."""

        constraints = (
            models.UniqueConstraint(fields=("kind", "about", "person", "key"), name="notice_once"),
        )
        indexes = (models.Index(fields=("person", "read_at", "at"), name="notice_person_read_at"),)

    def __str__(self) -> str:
        """Return the kind and number: nothing else may reach a log."""
        return f"{self.kind} {self.pk}"


@personal(_("to tell people in the way they wish"), keep=Keep.WITH_THE_PERSON)
class Wish(models.Model):
    """How a person wants to be told outside the product.

    quiet_from, quiet_until: Shanghai clock time between which nothing but the urgent is sent; both
    null where there are no quiet hours.  daily: one message a day instead of each at once.
    muted: codes of kinds that are shown but not sent.
    """

    person = PersonRef(primary_key=True)
    language = models.CharField(max_length=16, default="zh-hans")
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    daily = models.BooleanField(default=False)
    muted = models.JSONField(default=list)

    def __str__(self) -> str:
        """Return the opaque id."""
        return str(self.person)


@personal(
    _("to tell people in the way they wish"),
    data_class=DataClass.SENSITIVE,
    keep=Keep.WITH_THE_PERSON,
)
class Address(models.Model):
    """A person chose a channel; where it reaches them is sealed with their own key.

    address: empty for a channel that all share.  Erasing the person deletes the row.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=_CODE)
    address = models.BinaryField(default=b"")

    class Meta:
        """One address a channel."""

        constraints = (
            models.UniqueConstraint(fields=("person", "channel"), name="address_per_channel"),
        )

    def __str__(self) -> str:
        """Return the opaque id and the channel."""
        return f"{self.person_id} {self.channel}"


@personal(_("to show a person their own dates in a calendar"), keep=Keep.WITH_THE_PERSON)
class Feed(models.Model):
    """A person's calendar feed.  digest: SHA-256 of the secret in its address."""

    person = PersonRef(primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the opaque id."""
        return str(self.person)


class Sending(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting"
    ENCLOSED = "enclosed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"


@personal(_("to send each notice once"), keep=Keep.NOTICES)
class Delivery(models.Model):
    """One notice over one channel.

    mark: the message's own id, the same at each attempt.  lead: the delivery in whose message this
    one is enclosed; the lead alone is claimed.  attempts: begun so far.  claimed_at: when the
    last one began.  said: a code, why it did not go.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=_CODE)
    person = PersonRef()
    mark = models.UUIDField(unique=True)
    lead = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="enclosed")
    state = models.CharField(max_length=8, choices=Sending.choices, default=Sending.WAITING)
    due = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=_CODE, default="")

    class Meta:
        """Each notice goes once over each channel; the index answers: what is due."""

        constraints = (models.UniqueConstraint(fields=("notice", "channel"), name="delivery_once"),)
        indexes = (models.Index(fields=("state", "due"), name="delivery_state_due"),)

    def __str__(self) -> str:
        """Return number, channel and state."""
        return f"{self.pk} {self.channel} {self.state}"
