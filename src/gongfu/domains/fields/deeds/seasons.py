"""What a cooperative decided to grow where in a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gongfu.kernel.ledger.deeds import Deed, private, public


@dataclass(frozen=True, kw_only=True)
class SeasonAdopted(Deed):
    """A cooperative adopted its plan of a year (种植计划).

    method: cropping where the engine drew it up, hand where people did.  gap_ppm: how far the
    engine's plan may at most be from the best, in parts of a million; None by hand.
    """

    kind: ClassVar[str] = "fields.season.adopted"
    year: int = public()
    method: str = public()
    plots: int = public(unit="1")
    takings_fen: int = public(unit="fen")
    cost_fen: int = public(unit="fen")
    gap_ppm: int | None = public(unit="1", default=None)
    cooperative: str = private()
    season: str = private()

    @property
    def about(self) -> str:
        """Return the cooperative's id."""
        return self.cooperative


@dataclass(frozen=True, kw_only=True)
class PlotPlanned(Deed):
    """The adopted plan names the pattern (种植模式) of one plot for a year."""

    kind: ClassVar[str] = "fields.plot.planned"
    year: int = public()
    pattern: str = public()
    area: int = public(unit="0.01 mu")
    cooperative: str = private()
    season: str = private()
    plot: str = private()

    @property
    def about(self) -> str:
        """Return the plot's id."""
        return self.plot
