"""Who belongs to a cooperative (合作社) with what capital, and the land that it cultivates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from gongfu.kernel.ledger.deeds import Deed, private, public, upcast


@dataclass(frozen=True, kw_only=True)
class _OfMember(Deed, abstract=True):
    """Base of the deeds that concern one household in a cooperative."""

    cooperative: str = private()
    household: str = private()

    @property
    def about(self) -> str:
        """Return the household's id."""
        return self.household


@dataclass(frozen=True, kw_only=True)
class HouseholdJoined(_OfMember):
    """A household became a member (社员)."""

    kind: ClassVar[str] = "fields.household.joined"


@dataclass(frozen=True, kw_only=True)
class HouseholdLeft(_OfMember):
    """A household is no longer a member; leaving is always free."""

    kind: ClassVar[str] = "fields.household.left"


@dataclass(frozen=True, kw_only=True)
class CapitalPaid(_OfMember):
    """A member paid capital in (出资), or got it back: then it is negative."""

    kind: ClassVar[str] = "fields.capital.paid"
    capital_fen: int = public(unit="fen")


@dataclass(frozen=True, kw_only=True)
class GrantReceived(Deed):
    """The cooperative received a state subsidy (财政补助) or a gift (捐赠).

    source: state, gift.
    """

    kind: ClassVar[str] = "fields.grant.received"
    cooperative: str = private()
    amount_fen: int = public(unit="fen")
    source: str = public()

    @property
    def about(self) -> str:
        """Return the cooperative's id."""
        return self.cooperative


@dataclass(frozen=True, kw_only=True)
class _OfPlot(Deed, abstract=True):
    """Base of the deeds that concern one plot."""

    cooperative: str = private()
    plot: str = private()

    @property
    def about(self) -> str:
        """Return the plot's id."""
        return self.plot


@dataclass(frozen=True, kw_only=True)
class _PlotState(_OfPlot, abstract=True):
    """What is known of a plot from a day on.

    household: who contracted it; empty: the cooperative itself.  tag: its number in the
    cooperative.  cover: greenhouse, open.  soil: a code.  demo: 1 for a demonstration plot of
    ten thousand yuan and a thousand jin, else 0.  outline: digest of its outline, or empty.
    until: the last day of the contract, None where it has none.  lessor: from whom the land is
    contracted, a code; empty: not stated.
    """

    version: ClassVar[int] = 2
    area: int = public(unit="0.01 mu")
    cover: str = public()
    soil: str = public()
    demo: int = public()
    household: str = private()
    tag: str = private()
    outline: str = private(default="")
    until: date | None = private(default=None)
    lessor: str = public(default="")


@dataclass(frozen=True, kw_only=True)
class PlotRegistered(_PlotState):
    """A plot (地块) came under cultivation.  parents: the plots from which it was made."""

    kind: ClassVar[str] = "fields.plot.registered"
    parents: tuple[str, ...] = private(default=())


@dataclass(frozen=True, kw_only=True)
class PlotChanged(_PlotState):
    """A plot was measured anew, covered or uncovered, or its contract renewed."""

    kind: ClassVar[str] = "fields.plot.changed"


@dataclass(frozen=True, kw_only=True)
class PlotTransferred(_PlotState):
    """A plot went to another household (流转).  giver: who had it before."""

    kind: ClassVar[str] = "fields.plot.transferred"
    giver: str = private()


@dataclass(frozen=True, kw_only=True)
class PlotClosed(_OfPlot):
    """A plot is no longer cultivated as such.  reason: split, merged, returned."""

    kind: ClassVar[str] = "fields.plot.closed"
    reason: str = public()


@upcast(PlotRegistered.kind, 1)
@upcast(PlotChanged.kind, 1)
@upcast(PlotTransferred.kind, 1)
def _without_lessor(values: dict[str, Any]) -> dict[str, Any]:
    return values
