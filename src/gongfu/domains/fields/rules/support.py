"""Support of households: who can be supported, and how obligations end."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.models import Obligation, Support
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

MANNERS = ("asked", "found")
PARTIES = ("department", "member", "cooperative", "bank", "enterprise", "village")
GIFTS = ("greenhouse", "technique", "sale", "loan", "land", "seedlings", "training", "tools")
REASONS = ("stands", "wish", "moved")
FAILURES = ("money", "land", "withdrew", "weather", "other")
PROVINCES = frozenset(
    f"{first}{second}"
    for first, lasts in (
        ("1", "12345"),
        ("2", "123"),
        ("3", "1234567"),
        ("4", "123456"),
        ("5", "01234"),
        ("6", "12345"),
        ("7", "1"),
        ("8", "12"),
    )
    for second in lasts
)
OPEN = ("open", "overdue")


class Promise(NamedTuple):
    """What one party promises, as a form gives it.

    party: id of the organisation or person.  amount_fen: its worth, or None.
    """

    party: str
    party_sort: str
    sort: str
    due_on: date
    amount_fen: int | None = None


class AlreadySupported(WrongState):
    """A household is supported once at a time."""

    code = "fields.already-supported"
    words = _("This household has already asked, or is supported.")


class NotAsked(WrongState):
    """An agreement follows a request, or that the household was found."""

    code = "fields.not-asked"
    words = _("This household has not asked for support. Note that first.")


class AlreadyAgreed(WrongState):
    """There is an agreement."""

    code = "fields.already-agreed"
    words = _("There is already an agreement with this household.")


class NotSupported(WrongState):
    """The household is not supported now."""

    code = "fields.not-supported"
    words = _("This household is not supported now.")


class TooFewParties(BadInput):
    """An agreement binds several parties."""

    code = "fields.too-few-parties"
    words = _("An agreement needs what at least two parties promise.")


class DueBefore(BadInput):
    """Something is promised for a day to come."""

    code = "fields.due-before"
    words = _("What is promised is due after the day of the agreement. Look at the days again.")


class NoSuchParty(BadInput):
    """A party is an organisation or person on the register."""

    code = "fields.no-such-party"
    words = _("One of the parties is not on the register.")


class NoSuchObligation(BadInput):
    """No obligation has this id."""

    code = "fields.no-such-obligation"
    words = _("There is no such obligation.")
    status = 404


class AlreadyEnded(WrongState):
    """The obligation was delivered, or has failed."""

    code = "fields.obligation-ended"
    words = _("This was already delivered, or noted as failed.")


class BadProof(BadInput):
    """A proof is the number of a paper."""

    code = "fields.bad-proof"
    words = _("Write the number of the paper with up to 40 letters, digits or hyphens.")


class OwnDelivery(NotAllowed):
    """Who delivers does not confirm to have received."""

    code = "fields.own-delivery"
    words = _("You noted this delivery. Somebody of the household confirms it.")


class OwnPromise(NotAllowed):
    """Who entered a promise for a party does not also confirm it."""

    code = "fields.own-promise"
    words = _("You entered this promise. Somebody else of the party confirms it.")


class NotDelivered(WrongState):
    """Only what was delivered is confirmed."""

    code = "fields.not-delivered"
    words = _("This has not been delivered yet.")


class BadYear(BadInput):
    """An income is that of a full year."""

    code = "fields.bad-year"
    words = _("Choose a full year that is over.")


class NothingBefore(WrongState):
    """An income since is compared with one before."""

    code = "fields.nothing-before"
    words = _("The income before support is not known yet. Enter that of an earlier year first.")


class UnknownProvince(BadInput):
    """Where people came from is kept as a province, and nothing nearer."""

    code = "fields.unknown-province"
    words = _("Choose the province. Nothing nearer is kept.")


def check_province(origin: str) -> None:
    """Accept two digits of a province.  Raises UnknownProvince."""
    if origin not in PROVINCES:
        raise UnknownProvince()


def is_running(row: Support | None) -> bool:
    """Say whether a household has asked or is supported now."""
    return row is not None and row.left_on is None


def check_agreeable(row: Support | None) -> Support:
    """Return a household that asked and has no agreement.  Raises NotAsked, AlreadyAgreed."""
    if row is None or row.left_on is not None:
        raise NotAsked()
    if row.agreement:
        raise AlreadyAgreed()
    return row


def check_supported(row: Support | None) -> Support:
    """Return a household that asked or is supported now.  Raises NotSupported."""
    if row is None or row.left_on is not None:
        raise NotSupported()
    return row


def check_promises(promises: list[Promise], *, on: date) -> None:
    """Accept what two parties or more promise for later days.  Raises TooFewParties, DueBefore."""
    if len({one.party for one in promises}) < 2:
        raise TooFewParties()
    if any(one.due_on < on for one in promises):
        raise DueBefore()


def check_open(row: Obligation | None) -> Obligation:
    """Return an obligation that has not ended.  Raises NoSuchObligation, AlreadyEnded."""
    if row is None:
        raise NoSuchObligation()
    if row.state not in OPEN:
        raise AlreadyEnded()
    return row


def check_proof(proof: str) -> None:
    """Accept the number of a paper, or nothing.  Raises BadProof."""
    if proof and not (len(proof) <= 40 and proof.isascii() and proof.replace("-", "").isalnum()):
        raise BadProof()


def check_year(year: int, *, today: date) -> None:
    """Accept a year that is over.  Raises BadYear."""
    if not 1990 <= year < today.year:
        raise BadYear()
