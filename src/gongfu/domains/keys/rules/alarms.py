"""How an alarm is raised, followed step by step, and closed by somebody else."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.models import Alarm, Item
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

CAUSES = frozenset({"no-answer", "unwell", "help", "call"})
WITH_KEY = "opened-with-key"
STEPS = frozenset({"called-elder", "called-contact", WITH_KEY, "called-services"})
STEP_OUTCOMES = frozenset({"reached", "not-reached", "fine", "helped"})
OUTCOMES = frozenset({"fine", "helped", "hospital", "died", "false-alarm"})


class AlreadyRaised(WrongState):
    """An elder has one open alarm at a time."""

    code = "keys.already-raised"
    words = _("There is already an open alarm for this elder. Go on with that one.")


class NoSuchAlarm(BadInput):
    """There is no such alarm."""

    code = "keys.no-such-alarm"
    words = _("There is no such alarm.")


class AlarmOver(WrongState):
    """A closed alarm takes no more steps."""

    code = "keys.alarm-over"
    words = _("This alarm is already closed.")


class AlreadyTaken(WrongState):
    """One person sees to an alarm."""

    code = "keys.already-taken"
    words = _("Somebody already sees to this alarm. Thank you for being willing.")


class SecondAtTheDoor(BadInput):
    """A door is opened by two."""

    code = "keys.second-at-the-door"
    words = _("Nobody opens a door alone. Take a second person with you and name them.")


class NoKeyInHand(NotAllowed):
    """A door is opened only with this elder's own key, by whoever holds it."""

    code = "keys.no-key-in-hand"
    words = _("Neither of you holds this elder's key. Ask the keeper who holds it to come.")


class OwnAlarm(NotAllowed):
    """Who raised an alarm does not close it."""

    code = "keys.own-alarm"
    words = _("You raised this alarm yourself. Somebody else at the office must close it.")


def check_open(alarm: Alarm | None) -> None:
    """Accept an open alarm.  Raises NoSuchAlarm, AlarmOver."""
    if alarm is None:
        raise NoSuchAlarm()
    if alarm.closed_at is not None:
        raise AlarmOver()


def is_waiting(alarm: Alarm) -> bool:
    """Say whether nobody has taken the alarm, nor done a step."""
    return alarm.closed_at is None and alarm.taken_at is None and not alarm.steps


def take_by(raised_at: datetime) -> datetime:
    """Return the moment by which somebody must have taken an alarm."""
    return raised_at + timedelta(minutes=settings.GONGFU_ALARM_MINUTES)


def check_waiting(alarm: Alarm) -> None:
    """Accept an alarm that nobody has taken.  Raises AlarmOver, AlreadyTaken."""
    check_open(alarm)
    if alarm.taken_at is not None:
        raise AlreadyTaken()


def check_door(alarm: Alarm, item: Item | None, *, people: tuple[str, str]) -> None:
    """Accept two people of whom one holds the elder's key.

    people: who acts and the second.  Raises SecondAtTheDoor, NoKeyInHand.
    """
    first, second = people
    if second in ("", first, alarm.elder):
        raise SecondAtTheDoor()
    if (
        item is None
        or (item.elder, item.sort, item.state) != (alarm.elder, "key", "held")
        or item.holder not in people
    ):
        raise NoKeyInHand()


def check_not_raiser(alarm: Alarm, *, person: str) -> None:
    """Accept anybody but who raised it.  Raises OwnAlarm."""
    if alarm.raised_by == person:
        raise OwnAlarm()
