"""Who is on call: keepers take days themselves, and another may take a day over."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.models import Duty
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

AHEAD = timedelta(days=60)


class OtherOnCall(WrongState):
    """A day has one keeper on call, until that keeper asks the others."""

    code = "keys.other-on-call"
    words = _("Somebody is already on call that day. Thank you for being willing.")


class NotYourDuty(NotAllowed):
    """Only who is on call asks another to come."""

    code = "keys.not-your-duty"
    words = _("You are not on call that day.")


class AlreadyAsked(WrongState):
    """The others are asked once."""

    code = "keys.already-asked"
    words = _("The others are asked already. You are on call until one takes it over.")


class NoSuchDay(BadInput):
    """Days are taken from today on, two months ahead."""

    code = "keys.no-such-day"
    words = _("Choose a day from today on, within two months.")


def check_ahead(day: date, *, on: date) -> None:
    """Accept today and the days ahead.  Raises NoSuchDay."""
    if not on <= day <= on + AHEAD:
        raise NoSuchDay()


def check_free(duty: Duty | None) -> None:
    """Accept a day that nobody has, or that its keeper asks others to take.  Raises OtherOnCall.

    duty: of a keeper who still belongs to the team, or None.  Who asked may also take it back.
    """
    if duty is not None and not duty.offered:
        raise OtherOnCall()


def check_yours(duty: Duty | None, *, by: str) -> None:
    """Accept one's own day for which nobody was asked yet.  Raises NotYourDuty, AlreadyAsked."""
    if duty is None or duty.keeper != by:
        raise NotYourDuty()
    if duty.offered:
        raise AlreadyAsked()
