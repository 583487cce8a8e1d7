"""The outbox: a message is claimed before it is sent, and its end is written down after.

Each step is a transaction of its own, so that `sending` is on disk before a socket opens.  Who
dies between the two leaves `sending` behind: after the lease the message goes again where its
receiver knows repetitions by the mark, and is `unsure` where nobody could know.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from gongfu.kernel.ledger.locking import write_transaction
from gongfu.kernel.notices.channels import Channel
from gongfu.kernel.notices.models import Delivery, Notice, Sending

LEASE = timedelta(minutes=5)
MOST_ENCLOSED = 40
BACKOFF = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 480))
_WITHDRAWN = "withdrawn"
logger = logging.getLogger(__name__)


class Claimed(NamedTuple):
    """A message that this process alone may send now: its notices, oldest first."""

    number: int
    attempt: int
    mark: str
    person: str
    channel: str
    notices: list[Notice]


def claim(*, now: datetime) -> Claimed | None:
    """Take the oldest message that is due and write down that it is being sent, or None.

    Whatever else is due for the same person over the same channel is enclosed in it.
    """
    with write_transaction():
        lead = _due(now).select_for_update(skip_locked=True).first()
        if lead is None:
            return None
        if lead.attempts == 0:
            _enclose(lead, now)
        lead.state, lead.claimed_at = Sending.SENDING, now
        lead.attempts += 1
        lead.save(update_fields=["state", "claimed_at", "attempts"])
        notices = Notice.objects.filter(deliveries__in=_whole(lead.pk)).order_by("at", "id")
        return Claimed(
            lead.pk, lead.attempts, str(lead.mark), lead.person, lead.channel, list(notices)
        )


def _due(now: datetime) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(state=Sending.WAITING, due__lte=now)
    return rows.order_by("due", "id")


def _enclose(lead: Delivery, now: datetime) -> None:
    others = _due(now).filter(person=lead.person, channel=lead.channel, attempts=0)
    rows = others.exclude(pk=lead.pk).select_for_update(skip_locked=True)[:MOST_ENCLOSED]
    numbers = [row.pk for row in rows]
    Delivery.objects.filter(pk__in=numbers).update(lead=lead, state=Sending.ENCLOSED)


def _whole(number: int) -> QuerySet[Delivery]:
    return Delivery.objects.filter(Q(pk=number) | Q(lead=number))


def sent(claimed: Claimed) -> None:
    """Write down that the message was taken."""
    _end(claimed, Sending.SENT, "")


def unsure(claimed: Claimed, *, why: str) -> None:
    """Write down that nobody can know whether the message was taken; it is not sent again."""
    _end(claimed, Sending.UNSURE, why)
    logger.error("message %s over %s: unsure (%s)", claimed.number, claimed.channel, why)


def failed(claimed: Claimed, *, why: str) -> None:
    """Write down that the message cannot be sent."""
    _end(claimed, Sending.FAILED, why)
    logger.error("message %s over %s: given up (%s)", claimed.number, claimed.channel, why)


def withdrawn(claimed: Claimed) -> None:
    """Write down that the person or the operator has closed the channel meanwhile."""
    _end(claimed, Sending.FAILED, _WITHDRAWN)


def refused(claimed: Claimed, *, why: str, now: datetime) -> None:
    """Let a message that was surely not taken wait for its next attempt, or give it up."""
    if claimed.attempt > len(BACKOFF):
        failed(claimed, why=why)
        return
    due = now + BACKOFF[claimed.attempt - 1]
    with write_transaction():
        if _mine(claimed).update(state=Sending.WAITING, due=due, said=why):
            Delivery.objects.filter(lead=claimed.number).update(state=Sending.ENCLOSED)


def _mine(claimed: Claimed) -> QuerySet[Delivery]:
    """Return the lead, if no later attempt has taken over."""
    ended_late = (Sending.SENDING, Sending.UNSURE)
    rows = Delivery.objects.filter(pk=claimed.number, attempts=claimed.attempt)
    return rows.filter(state__in=ended_late)


def _end(claimed: Claimed, state: Sending, why: str) -> None:
    with write_transaction():
        if _mine(claimed).update(state=state, said=why):
            _whole(claimed.number).update(state=state, said=why)


def recover(
    open_: Mapping[str, Channel], *, now: datetime, lease: timedelta = LEASE
) -> tuple[int, int]:
    """Settle what died while sending; return how many messages go again and how many are unsure."""
    repeatable = [name for name, channel in open_.items() if channel.repeatable]
    with write_transaction():
        rows = Delivery.objects.filter(state=Sending.SENDING, claimed_at__lte=now - lease)
        again = rows.filter(channel__in=repeatable).update(state=Sending.WAITING, due=now)
        lost = list(rows.values_list("pk", flat=True))
        whole = Delivery.objects.filter(Q(pk__in=lost) | Q(lead__in=lost))
        whole.update(state=Sending.UNSURE, said="died-while-sending")
    for number in lost:
        logger.error("message %s: unsure (died-while-sending)", number)
    return again, len(lost)


def troubled() -> list[Delivery]:
    """Return the messages that an operator should look at: unsure and given up, oldest first."""
    rows = Delivery.objects.filter(state__in=(Sending.UNSURE, Sending.FAILED), lead=None)
    rows = rows.exclude(said=_WITHDRAWN)
    return list(rows.order_by("id"))


def again(number: int, *, now: datetime) -> bool:
    """Let an operator send a troubled message once more; return whether there was one."""
    with write_transaction():
        rows = Delivery.objects.filter(pk=number, state__in=(Sending.UNSURE, Sending.FAILED))
        found = rows.update(state=Sending.WAITING, due=now, attempts=1, said="")
        if found:
            Delivery.objects.filter(lead=number).update(state=Sending.ENCLOSED, said="")
    return bool(found)


def counts() -> dict[str, int]:
    """Return how many deliveries stand in each state."""
    rows = Delivery.objects.values_list("state").annotate(count=Count("id"))
    return dict(rows.order_by("state"))
