"""How proceeds of the prosperity union (党群共富联合体) are shared among the members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gongfu.kernel.ledger.deeds import Deed, person, private, public


@dataclass(frozen=True, kw_only=True)
class _OfCooperative(Deed, abstract=True):
    """Base of the deeds that concern one cooperative as a whole."""

    cooperative: str = private()

    @property
    def about(self) -> str:
        """Return the cooperative's id."""
        return self.cooperative


@dataclass(frozen=True, kw_only=True)
class SharingRuleAdopted(_OfCooperative):
    """The members' meeting adopted the rule of sharing (盈余分配办法), in parts of 10,000.

    reserve_bp: of the surplus, kept as common reserve (公积金).  trade_bp: of the rest, returned
    by volume of trade (交易量), 6,000 at least.
    """

    kind: ClassVar[str] = "fields.rule.adopted"
    reserve_bp: int = public(unit="bp")
    trade_bp: int = public(unit="bp")


@dataclass(frozen=True, kw_only=True)
class SharingProposed(_OfCooperative):
    """The proceeds of a year were computed and laid out to be read (盈余分配方案).

    takings_fen: what was taken in, of which others_fen with produce of non-members.  cost_fen:
    what was paid.  loss_fen: losses of earlier years made up.  reserve_fen: kept.  by_trade_fen
    and by_capital_fen: shared.  Takings are the sum of the five that follow them.
    """

    kind: ClassVar[str] = "fields.sharing.proposed"
    year: int = public()
    households: int = public(unit="1")
    takings_fen: int = public(unit="fen")
    others_fen: int = public(unit="fen")
    cost_fen: int = public(unit="fen")
    loss_fen: int = public(unit="fen")
    reserve_fen: int = public(unit="fen")
    by_trade_fen: int = public(unit="fen")
    by_capital_fen: int = public(unit="fen")
    sharing: str = private()


@dataclass(frozen=True, kw_only=True)
class ShareComputed(_OfCooperative):
    """One household's share (社员返还).

    trade_fen: its volume of trade.  capital_fen, held_reserve_fen, grant_fen: what its account
    holds of capital, common reserve, and averaged subsidies and gifts.  by_trade_fen and
    by_capital_fen: what it receives.  new_reserve_fen: its part of this year's reserve.
    """

    kind: ClassVar[str] = "fields.share.computed"
    trade_fen: int = public(unit="fen")
    by_trade_fen: int = public(unit="fen")
    by_capital_fen: int = public(unit="fen")
    new_reserve_fen: int = public(unit="fen")
    capital_fen: int = public(unit="fen")
    held_reserve_fen: int = public(unit="fen")
    grant_fen: int = public(unit="fen")
    sharing: str = private()
    household: str = private()

    @property
    def about(self) -> str:
        """Return the household's id."""
        return self.household


@dataclass(frozen=True, kw_only=True)
class SharingAdopted(_OfCooperative):
    """The members' meeting adopted a sharing; head and supervisor (执行监事) both say so.

    second: whichever of the two did not record it.
    """

    kind: ClassVar[str] = "fields.sharing.adopted"
    year: int = public()
    shared_fen: int = public(unit="fen")
    sharing: str = private()
    second: str = person()


@dataclass(frozen=True, kw_only=True)
class SharePaid(_OfCooperative):
    """A household got its share of an adopted sharing, on the day `on`."""

    kind: ClassVar[str] = "fields.share.paid"
    year: int = public()
    paid_fen: int = public(unit="fen")
    sharing: str = private()
    household: str = private()

    @property
    def about(self) -> str:
        """Return the household's id."""
        return self.household


@dataclass(frozen=True, kw_only=True)
class SharingDropped(_OfCooperative):
    """A proposed sharing was dropped before its adoption; another may be proposed."""

    kind: ClassVar[str] = "fields.sharing.dropped"
    year: int = public()
    sharing: str = private()
