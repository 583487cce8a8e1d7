"""When actions on people are possible.  Each check raises a refusal or returns nothing."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

LONGEST_MONTHS = 12
MOST_REASON = 200
GROUNDS = ("wish", "died", "moved", "retention")
RELATIONS = ("kin", "contact", "proxy")
POSITIONS = ("head", "staff", "supervisor", "member", "spouse", "child", "parent", "relative")


class UnknownPerson(BadInput):
    """Nobody has this id, or the person was erased."""

    code = "people.unknown-person"
    words = _("This person is not on the register.")
    status = 404


class NoName(BadInput):
    """A person needs a name."""

    code = "people.no-name"
    words = _("Please enter the name.")


class AlreadyRegistered(WrongState):
    """One identity number, one person."""

    code = "people.already-registered"
    words = _("A person with this identity number is already on the register.")


class ReasonMissing(NotAllowed):
    """Looking behind the glass needs a reason."""

    code = "people.reason-missing"
    words = _("Please say why you need to see this. The person can read your reason.")


class StepUpNeeded(NotAllowed):
    """Somebody looked at many people within an hour."""

    code = "people.step-up"
    words = _("You have looked at many people within an hour. Show again who you are, then go on.")


class NoReason(BadInput):
    """Going on to look at people needs a reason."""

    code = "people.no-reason"
    words = _("Please say in a few words what you need this for. The auditor reads it.")


class NotShown(NotAllowed):
    """A grant of sums or pseudonyms does not show one person's data."""

    code = "people.not-shown"
    words = _("Your role may not see this about a single person.")


class FutureDay(BadInput):
    """Something is said to have happened on a day that has not come."""

    code = "people.future-day"
    words = _("The day %(day)s has not come yet.")


class TooLong(BadInput):
    """An appointment lasts a year at most and is then renewed."""

    code = "people.too-long"
    words = _("An appointment lasts 12 months at most. Renew it then.")


class NoFactor(WrongState):
    """An account without a second factor has none to lose."""

    code = "people.no-factor"
    words = _("This account has no second factor.")


class OwnFactor(NotAllowed):
    """Nobody takes off their own second factor this way."""

    code = "people.own-factor"
    words = _("Two other administrators take off your second factor.")


class AlreadyEnded(WrongState):
    """What ended cannot end again."""

    code = "people.already-ended"
    words = _("This has already ended.")


class NotSuchRecord(BadInput):
    """There is no such membership, appointment or relation."""

    code = "people.no-such-record"
    words = _("This is not on the register.")


class Oneself(BadInput):
    """A relation needs two people."""

    code = "people.oneself"
    words = _("A person cannot be named for themselves.")


class AlreadyMember(WrongState):
    """A person belongs to a group once."""

    code = "people.already-member"
    words = _("This person belongs to it already.")


class InHousehold(WrongState):
    """A person belongs to one household at a time."""

    code = "people.in-household"
    words = _("This person belongs to a household already. End that first.")


class UnitRegistered(WrongState):
    """One credit code, one organisation."""

    code = "people.unit-registered"
    words = _("An organisation with this credit code is already on the register.")


class UnknownWord(BadInput):
    """A coded answer is none of those offered."""

    code = "people.unknown-word"
    words = _("“%(given)s” is none of the answers offered.")


class AccountTaken(WrongState):
    """One person, one account; one user name, one account."""

    code = "people.account-taken"
    words = _("This user name is taken, or the person already has an account.")


class WeakPassword(BadInput):
    """A user name or password that nobody should use."""

    code = "people.weak-password"
    words = _("Please choose another: %(why)s")


def check_day(on: date, *, at: datetime) -> None:
    """Accept a day up to today.  Raises FutureDay."""
    if on > shanghai_day(at):
        raise FutureDay(day=on.isoformat())


def check_reason(letter: str, reason: str) -> None:
    """Accept a manner of reading that shows single people, with a reason where one is due.

    Raises NotShown, ReasonMissing.
    """
    if letter in "psw":
        raise NotShown()
    if letter == "b" and not reason.strip():
        raise ReasonMissing()


def check_word(given: str, *, among: tuple[str, ...]) -> None:
    """Accept a code among those offered.  Raises UnknownWord."""
    if given not in among:
        raise UnknownWord(given=given)


def year_later(on: date) -> date:
    """Return the day on which what begins on `on` ends by itself: twelve months later."""
    try:
        return on.replace(year=on.year + 1)
    except ValueError:
        return date(on.year + 1, 3, 1)


def check_term(since: date, until: date) -> None:
    """Accept a term of a day to twelve months.  Raises TooLong."""
    if not since < until <= year_later(since):
        raise TooLong()


def check_running(until: date | None, *, on: date) -> None:
    """Accept what has not ended by that day.  Raises AlreadyEnded."""
    if until is not None and until <= on:
        raise AlreadyEnded()
