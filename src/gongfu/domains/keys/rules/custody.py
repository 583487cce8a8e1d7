"""How things change hands: between two who both agree, with a witness where money is near."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.models import Consent, Item
from gongfu.domains.keys.rules.registering import is_agreed
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

SORTS = frozenset({"key", "bank-card", "bankbook", "medical-card"})
NEAR_MONEY = frozenset({"bank-card", "bankbook"})
OUT = ("held", "offered")
PURPOSES = frozenset({"cash", "shopping", "bills", "medical", "other"})
_TAG = re.compile(r"[A-Za-z0-9-]{2,26}")


class KeysNotAgreed(WrongState):
    """Nothing is entrusted without the elder's own consent."""

    code = "keys.keys-not-agreed"
    words = _("The elder has not agreed to entrust things. Ask, and note down the consent.")


class NoSuchItem(BadInput):
    """No thing in the register has this number."""

    code = "keys.no-such-item"
    words = _("There is no such number in the custody register. Look at the tag again.")


class TagTaken(WrongState):
    """Each thing has its own number."""

    code = "keys.tag-taken"
    words = _("The number %(tag)s is already taken. Use a new tag.")


class BadTag(BadInput):
    """A tag is letters, digits and hyphens, and names nobody."""

    code = "keys.bad-tag"
    words = _("A tag has 2 to 26 letters, digits or hyphens. It must not say whose it is.")


class NotHeld(WrongState):
    """The thing is offered, lost or replaced."""

    code = "keys.not-held"
    words = _("This thing cannot be handed over now: it is offered to somebody, or lost.")


class SameHands(BadInput):
    """A thing goes to somebody else."""

    code = "keys.same-hands"
    words = _("This person already holds it. Choose somebody else.")


class NotATaker(BadInput):
    """Things go to the elder, the elder's contacts or a keeper of the community."""

    code = "keys.not-a-taker"
    words = _("It can go to the elder, to one of the elder's contacts or to a keeper of the team.")


class WitnessNeeded(BadInput):
    """Where money is near, a third person watches."""

    code = "keys.witness-needed"
    words = _("A bank card, bankbook or money needs a witness. Ask a third person to be there.")


class NotAWitness(BadInput):
    """A witness is none of those who give or take."""

    code = "keys.not-a-witness"
    words = _("The witness must be somebody else than the elder, the giver and the taker.")


class NotTheTaker(NotAllowed):
    """Only the person to whom it was handed accepts or declines it."""

    code = "keys.not-the-taker"
    words = _("This was not handed to you. Only the person who takes it can confirm.")


class NotTheHolder(NotAllowed):
    """Only who holds a thing, or the office, hands it on or reports it lost."""

    code = "keys.not-the-holder"
    words = _("You do not hold this. Ask whoever holds it, or your community office.")


class NotOffered(WrongState):
    """Nobody handed the thing over."""

    code = "keys.not-offered"
    words = _("This is not on its way to anybody.")


class NotLost(WrongState):
    """Only what is lost is replaced."""

    code = "keys.not-lost"
    words = _("This is not reported lost. Report the loss first.")


class NotOut(WrongState):
    """Only what a keeper has is looked for in a stock-take."""

    code = "keys.not-out"
    words = _("No keeper has this now: it is with the elder or the family, or lost.")


class OwnHands(NotAllowed):
    """Nobody counts what they hold themselves."""

    code = "keys.own-hands"
    words = _("You hold this yourself. Somebody else at the office must see it.")


class NoAmount(BadInput):
    """Money is an amount above nothing."""

    code = "keys.no-amount"
    words = _("Enter the amount of money.")


def check_tag(tag: str, *, taken: bool) -> None:
    """Accept a fresh tag.  Raises BadTag, TagTaken."""
    if not _TAG.fullmatch(tag):
        raise BadTag()
    if taken:
        raise TagTaken(tag=tag)


def check_keys_agreed(consent: Consent | None, *, on: date) -> None:
    """Accept a standing consent to entrust things.  Raises KeysNotAgreed."""
    if not is_agreed(consent, on=on):
        raise KeysNotAgreed()


def check_held(item: Item) -> None:
    """Accept a thing that lies in somebody's hands.  Raises NotHeld."""
    if item.state != "held":
        raise NotHeld()


def check_witness(witness: str, *, parties: tuple[str, ...], needed: bool) -> None:
    """Accept a third person, or nobody where none is needed.

    Raises WitnessNeeded, NotAWitness.
    """
    if needed and not witness:
        raise WitnessNeeded()
    if witness and witness in parties:
        raise NotAWitness()


def check_amount(amount_fen: int) -> None:
    """Accept an amount above nothing.  Raises NoAmount."""
    if amount_fen < 1:
        raise NoAmount()


def check_seen(item: Item, *, by: str) -> None:
    """Accept a thing that a keeper has, seen by somebody else.  Raises NotOut, OwnHands."""
    if item.state not in OUT or not item.with_keeper:
        raise NotOut()
    if item.holder == by:
        raise OwnHands()


def counted_by(on: date) -> date:
    """Return the day after which a thing was seen or handed over recently enough."""
    return on - timedelta(days=settings.GONGFU_STOCK_DAYS)


def is_uncounted(item: Item, *, on: date) -> bool:
    """Say whether a stock-take of the thing is due: a set time after it was seen or handed over."""
    return max(item.counted_on or date.min, shanghai_day(item.since)) <= counted_by(on)
