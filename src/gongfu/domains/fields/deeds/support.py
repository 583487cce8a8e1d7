"""Support of households that start up (创业帮扶): what was promised, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gongfu.kernel.ledger.deeds import Deed, person, private, public


@dataclass(frozen=True, kw_only=True)
class _OfHousehold(Deed, abstract=True):
    """Base of the deeds that concern one supported household."""

    household: str = private()

    @property
    def about(self) -> str:
        """Return the household's id."""
        return self.household


@dataclass(frozen=True, kw_only=True)
class SupportAsked(_OfHousehold):
    """A household asked for support, or was found to need it.

    manner: asked, found.  origin: two digits of the province from which it came; nothing nearer.
    """

    kind: ClassVar[str] = "fields.support.asked"
    manner: str = public()
    origin: str = private()


@dataclass(frozen=True, kw_only=True)
class SupportAgreed(_OfHousehold):
    """Household and several parties agreed on support (帮扶协议)."""

    kind: ClassVar[str] = "fields.support.agreed"
    parties: int = public(unit="1")
    obligations: int = public(unit="1")
    agreement: str = private()
    cooperative: str = private()


@dataclass(frozen=True, kw_only=True)
class SupportLeft(_OfHousehold):
    """A household left support.  reason: stands, wish, moved."""

    kind: ClassVar[str] = "fields.support.left"
    reason: str = private()
    agreement: str = private()


@dataclass(frozen=True, kw_only=True)
class _OfObligation(_OfHousehold, abstract=True):
    """Base of the deeds that concern one obligation.

    sort: what is given.  party_sort: by what sort of party.
    """

    sort: str = public()
    party_sort: str = public()
    agreement: str = private()
    obligation: str = private()


@dataclass(frozen=True, kw_only=True)
class ObligationPromised(_OfObligation):
    """A party promised something by a day.

    party: the organisation or person.  amount_fen: its worth, None where it has none.
    """

    kind: ClassVar[str] = "fields.obligation.promised"
    amount_fen: int | None = public(unit="fen", default=None)
    party: str = person()
    due_on: date = private()


@dataclass(frozen=True, kw_only=True)
class ObligationKept(_OfObligation):
    """What was promised was delivered by its day.  proof: number of the paper, or empty."""

    kind: ClassVar[str] = "fields.obligation.kept"
    proof: str = private(default="")


@dataclass(frozen=True, kw_only=True)
class ObligationLate(_OfObligation):
    """What was promised was delivered after its day.  proof: number of the paper, or empty."""

    kind: ClassVar[str] = "fields.obligation.late"
    days_late: int = public(unit="d")
    proof: str = private(default="")


@dataclass(frozen=True, kw_only=True)
class ObligationFailed(_OfObligation):
    """What was promised will not come.  reason: a code."""

    kind: ClassVar[str] = "fields.obligation.failed"
    reason: str = public()


@dataclass(frozen=True, kw_only=True)
class ObligationOverdue(_OfObligation):
    """The day has passed and nothing was delivered; noted by the server."""

    kind: ClassVar[str] = "fields.obligation.overdue"


@dataclass(frozen=True, kw_only=True)
class IncomeStated(_OfHousehold):
    """A household stated its income of the year before support."""

    kind: ClassVar[str] = "fields.income.stated"
    year: int = private()
    income_fen: int = private()


@dataclass(frozen=True, kw_only=True)
class IncomeCompared(_OfHousehold):
    """A household stated its income of a year since.  gain_fen: what it is above that before."""

    kind: ClassVar[str] = "fields.income.compared"
    year: int = private()
    income_fen: int = private()
    gain_fen: int = private()
