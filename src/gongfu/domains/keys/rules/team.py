"""Who belongs to the team, who looks after whom, and the agreement that custody needs."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.models import Agreement, Care, Keeper
from gongfu.kernel.refusals import BadInput, WrongState


class NotInTeam(WrongState):
    """Only members of the community's key team look after its elders."""

    code = "keys.not-in-team"
    words = _("This person is not in the key team of this community. They can join it first.")


class AlreadyInTeam(WrongState):
    """A person is a member once."""

    code = "keys.already-in-team"
    words = _("This person is already in the key team of this community.")


class AlreadyAssigned(WrongState):
    """A keeper looks after an elder once."""

    code = "keys.already-assigned"
    words = _("This keeper already looks after this elder.")


class NotAssigned(WrongState):
    """The keeper does not look after this elder."""

    code = "keys.not-assigned"
    words = _("This keeper does not look after this elder.")


class OwnKeeper(BadInput):
    """Nobody is their own keeper."""

    code = "keys.own-keeper"
    words = _("An elder cannot be their own keeper. Choose somebody else.")


class NobodyAsked(BadInput):
    """At least one keeper is asked."""

    code = "keys.nobody-asked"
    words = _("Choose at least one keeper to ask.")


class OfferGone(WrongState):
    """The question was answered by another keeper, or taken back."""

    code = "keys.offer-gone"
    words = _("Somebody else has already said yes. Thank you for being willing.")


class NotSigned(WrongState):
    """Nobody is compelled: the keeper has agreed to nothing yet."""

    code = "keys.not-signed"
    words = _("This keeper has not agreed yet. Ask the keeper, or sign the agreement together.")


class StillInCare(WrongState):
    """A keeper leaves the team after handing over their elders."""

    code = "keys.still-in-care"
    words = _("This keeper still looks after %(count)s elders. Find a successor for them first.")


class StillHolding(WrongState):
    """A keeper stops only after handing back what they hold."""

    code = "keys.still-holding"
    words = _("This keeper still holds %(count)s things. Have them handed back first.")


class KinMissing(BadInput):
    """An agreement names a next of kin who is neither the elder nor the keeper."""

    code = "keys.kin-missing"
    words = _(
        "Name the next of kin who signs the agreement: not the elder, not the keeper, and nobody"
        " who signs for the office."
    )


class NoEndDate(BadInput):
    """An agreement ends on a day that is still to come, within three years."""

    code = "keys.no-end-date"
    words = _("The agreement needs an end date: after today and within three years.")


class NoAgreement(WrongState):
    """Custody needs a written agreement that is valid on the day (浙江省志愿服务条例 21)."""

    code = "keys.no-agreement"
    words = _(
        "There is no valid agreement of elder, keeper and next of kin. Sign one with an end date"
        " before anything is handed over."
    )


class SameLine(BadInput):
    """A list names each case once."""

    code = "keys.same-line"
    words = _("This line stands in the list twice. Remove one of the two.")


L = TypeVar("L")
_LONGEST_YEARS = 3


def check_new(line: L, seen: set[L]) -> None:
    """Accept a line that was not seen before, and remember it.  Raises SameLine."""
    if line in seen:
        raise SameLine()
    seen.add(line)


def check_member(keeper: Keeper | None, *, on: date) -> None:
    """Accept a member of the team on that day.  Raises NotInTeam."""
    if not is_member(keeper, on=on):
        raise NotInTeam()


def is_member(keeper: Keeper | None, *, on: date) -> bool:
    """Say whether the person is a member on that day."""
    return (
        keeper is not None
        and keeper.joined_on <= on
        and (keeper.left_on is None or on < keeper.left_on)
    )


def is_assigned(care: Care | None, *, on: date) -> bool:
    """Say whether the keeper looked after the elder on that day, the last one included."""
    return care is not None and care.since <= on and (care.until is None or on <= care.until)


def looks_after(care: Care | None) -> bool:
    """Say whether the keeper looks after the elder from now on."""
    return care is not None and care.until is None


def check_agreement(elder: str, keeper: str, *, kin: str, until: date, on: date) -> None:
    """Accept three different people and an end date.  Raises OwnKeeper, KinMissing, NoEndDate."""
    if elder == keeper:
        raise OwnKeeper()
    if kin in ("", elder, keeper):
        raise KinMissing()
    if not on < until <= on.replace(year=on.year + _LONGEST_YEARS, day=min(on.day, 28)):
        raise NoEndDate()


def is_valid(agreement: Agreement | None, *, on: date) -> bool:
    """Say whether the agreement holds on that day."""
    return (
        agreement is not None
        and agreement.signed_on <= on <= agreement.until
        and (agreement.ended_on is None or on < agreement.ended_on)
    )


def check_valid(agreement: Agreement | None, *, on: date) -> None:
    """Accept an agreement that holds on that day.  Raises NoAgreement."""
    if not is_valid(agreement, on=on):
        raise NoAgreement()


def check_free_of_things(things: int) -> None:
    """Accept that the keeper holds nothing.  Raises StillHolding."""
    if things:
        raise StillHolding(count=things)


def check_free_of_care(elders: int) -> None:
    """Accept that the keeper looks after nobody.  Raises StillInCare."""
    if elders:
        raise StillInCare(count=elders)
