"""Who can be registered with what, and when an elder leaves the register."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.models import Consent
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

LIVING = frozenset({"alone", "empty-nest", "with-disabled", "other"})
LANGUAGES = frozenset({"", "mandarin", "dialect", "sign", "other"})
SCOPES = frozenset({"visits", "keys", "health", "location", "photo"})
RELATIONS = frozenset({"spouse", "child", "kin", "neighbour", "friend", "office"})
REASONS = frozenset({"moved", "died", "wish"})
_LONGEST_RHYTHM, _DAY_MINUTES = 92, 1440


class Needs(NamedTuple):
    """What an elder needs; see `deeds.ElderRegistered`."""

    rhythm_days: int
    living: str
    window_from: int = 480
    window_to: int = 1080
    usual_minutes: int = 30
    pair: bool = False
    language: str = ""


class NoSuchElder(BadInput):
    """The elder is not, or no longer, on the register."""

    code = "keys.no-such-elder"
    words = _("This elder is not on the key team's register. Register the elder first.")


class AlreadyRegistered(WrongState):
    """An elder is on the register once."""

    code = "keys.already-registered"
    words = _("This elder is already on the register. Open the elder's page to change something.")


class UnknownWord(BadInput):
    """A code that is not among those on offer."""

    code = "keys.unknown-word"
    words = _("“%(given)s” is not one of the choices. Choose one from the list.")


class RhythmOutOfRange(BadInput):
    """Between two visits lie 1 to 92 days."""

    code = "keys.rhythm-out-of-range"
    words = _("Enter how often the elder is visited: at least once in 1 to 92 days.")


class WindowUpsideDown(BadInput):
    """The time at which visits are welcome has a beginning and a later end."""

    code = "keys.window-upside-down"
    words = _("The time for visits must end later than it begins, both on the same day.")


class NoUsualMinutes(BadInput):
    """A usual visit lasts 1 minute to a day."""

    code = "keys.no-usual-minutes"
    words = _("Enter how long a visit usually takes, at least 1 minute.")


class VisitsNotAgreed(BadInput):
    """Nobody is visited who did not agree to it."""

    code = "keys.visits-not-agreed"
    words = _("The elder must agree to visits first. Ask, and note down the consent.")


class NobodyToCall(BadInput):
    """Somebody must be called when no one answers."""

    code = "keys.nobody-to-call"
    words = _("Name at least one person to call when nobody answers; a neighbour will do.")


class NoOrder(BadInput):
    """Contacts are called one after another, from 1."""

    code = "keys.no-order"
    words = _("Say when this person is called: 1 is called first.")


class SelfNamed(BadInput):
    """An elder cannot be their own contact or witness."""

    code = "keys.self-named"
    words = _("Name somebody else than the elder.")


class ConsentOver(BadInput):
    """A consent ends on a day that is still to come."""

    code = "keys.consent-over"
    words = _("The consent must last beyond today. Choose a later end.")


class NotAgreed(WrongState):
    """There is no such consent to take back."""

    code = "keys.not-agreed"
    words = _("There is no consent of this kind to take back.")


class HealthNotAgreed(WrongState):
    """Nothing is noted about health without the elder's own consent."""

    code = "keys.health-not-agreed"
    words = _("The elder has not agreed to notes about health. Ask, and note down the consent.")


class FutureDay(BadInput):
    """A deed happens today or happened before."""

    code = "keys.future-day"
    words = _("The day %(day)s has not come yet.")


class StillEntrusted(WrongState):
    """An elder leaves only after everything is back."""

    code = "keys.still-entrusted"
    words = _(
        "A keeper still holds %(count)s of this elder's things. Have everything handed back first."
    )


class OwnRegistration(NotAllowed):
    """An officer does not put themselves on the register."""

    code = "keys.own-registration"
    words = _("You cannot register yourself. Ask a colleague.")


def check_word(given: str, among: Collection[str]) -> None:
    """Accept one of the choices.  Raises UnknownWord."""
    if given not in among:
        raise UnknownWord(given=given)


def check_day(on: date, *, at: datetime) -> None:
    """Accept a day up to today.  Raises FutureDay."""
    if on > shanghai_day(at):
        raise FutureDay(day=on.isoformat())


def check_needs(needs: Needs) -> None:
    """Accept sensible needs.

    Raises UnknownWord, RhythmOutOfRange, WindowUpsideDown, NoUsualMinutes.
    """
    check_word(needs.living, LIVING)
    check_word(needs.language, LANGUAGES)
    if not 1 <= needs.rhythm_days <= _LONGEST_RHYTHM:
        raise RhythmOutOfRange()
    if not 0 <= needs.window_from < needs.window_to <= _DAY_MINUTES:
        raise WindowUpsideDown()
    if not 1 <= needs.usual_minutes <= _DAY_MINUTES:
        raise NoUsualMinutes()


def check_consents(scopes: Collection[str], *, until: date, on: date) -> None:
    """Accept known scopes, visits among them, that last.

    Raises UnknownWord, VisitsNotAgreed, ConsentOver.
    """
    for scope in sorted(scopes):
        check_word(scope, SCOPES)
    if "visits" not in scopes:
        raise VisitsNotAgreed()
    check_lasts(until, on=on)


def check_lasts(until: date, *, on: date) -> None:
    """Accept an end after the day.  Raises ConsentOver."""
    if until <= on:
        raise ConsentOver()


def is_agreed(consent: Consent | None, *, on: date) -> bool:
    """Say whether a consent stands on that day."""
    return consent is not None and consent.withdrawn_on is None and on <= consent.until


def check_health_agreed(consent: Consent | None, *, on: date) -> None:
    """Accept a standing consent to notes about health.  Raises HealthNotAgreed."""
    if not is_agreed(consent, on=on):
        raise HealthNotAgreed()


def check_contacts(elder: str, contacts: Sequence[tuple[str, str]]) -> None:
    """Accept one or more people with their relation.

    Raises NobodyToCall, UnknownWord, SelfNamed.
    """
    if not contacts:
        raise NobodyToCall()
    for contact, relation in contacts:
        check_word(relation, RELATIONS)
        check_other(contact, elder=elder)


def check_other(person: str, *, elder: str) -> None:
    """Accept anybody but the elder.  Raises SelfNamed."""
    if person in ("", elder):
        raise SelfNamed()


def check_order(order: int) -> None:
    """Accept a place in the order of calling.  Raises NoOrder."""
    if order < 1:
        raise NoOrder()


def check_nothing_out(things: int) -> None:
    """Accept that keepers hold nothing of the elder.  Raises StillEntrusted."""
    if things:
        raise StillEntrusted(count=things)
