"""What is done on a plot from sowing to sale, and what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gongfu.kernel.ledger.deeds import Deed, private, public


@dataclass(frozen=True, kw_only=True)
class _OnSowing(Deed, abstract=True):
    """Base of the deeds that concern one crop on one plot.

    household: who contracted the plot then; empty: the cooperative itself.  pattern: of which the
    crop is a part.
    """

    crop: str = public()
    pattern: str = public()
    cooperative: str = private()
    household: str = private()
    plot: str = private()
    sowing: str = private()

    @property
    def about(self) -> str:
        """Return the sowing's id."""
        return self.sowing


@dataclass(frozen=True, kw_only=True)
class CropSown(_OnSowing):
    """A crop was sown or planted (播种、定植).

    doubts: which questions were answered with yes.  demo: 1 on a demonstration plot.
    """

    kind: ClassVar[str] = "fields.crop.sown"
    family: str = public()
    area: int = public(unit="0.01 mu")
    demo: int = public()
    doubts: tuple[str, ...] = public(default=())


@dataclass(frozen=True, kw_only=True)
class CropCleared(_OnSowing):
    """A crop left its plot.  reason: harvested, failed."""

    kind: ClassVar[str] = "fields.crop.cleared"
    reason: str = public()


@dataclass(frozen=True, kw_only=True)
class TreatmentGiven(_OnSowing):
    """A crop was treated (用药、施肥).

    sort: a code.  withdrawal_days: printed on the label (安全间隔期); nothing is harvested before
    safe_from, the day after them.
    """

    kind: ClassVar[str] = "fields.treatment.given"
    sort: str = public()
    withdrawal_days: int = public(unit="d")
    safe_from: date = private()


@dataclass(frozen=True, kw_only=True)
class LabourGiven(_OnSowing):
    """Work was done on a crop (用工); who worked is not recorded.  task: a code."""

    kind: ClassVar[str] = "fields.labour.given"
    task: str = public()
    minutes: int = public(unit="min")


@dataclass(frozen=True, kw_only=True)
class HarvestWeighed(_OnSowing):
    """A harvest was weighed (过磅) and got a batch code.

    doubts: which questions were answered with yes.  demo: 1 from a demonstration plot.
    """

    kind: ClassVar[str] = "fields.harvest.weighed"
    grams: int = public(unit="g")
    demo: int = public()
    doubts: tuple[str, ...] = public(default=())
    batch: str = private()


@dataclass(frozen=True, kw_only=True)
class BatchGraded(_OnSowing):
    """Part of a batch was graded (分级).  grade: special, first, second, waste."""

    kind: ClassVar[str] = "fields.batch.graded"
    grade: str = public()
    grams: int = public(unit="g")
    batch: str = private()


@dataclass(frozen=True, kw_only=True)
class SaleMade(_OnSowing):
    """Part of a batch was sold (销售).

    buyer: what sort of buyer.  trade: member or other, whose produce it is; own, the
    cooperative's.  doubts: which questions were answered with yes.
    """

    kind: ClassVar[str] = "fields.sale.made"
    grams: int = public(unit="g")
    amount_fen: int = public(unit="fen")
    buyer: str = public()
    trade: str = public()
    demo: int = public()
    doubts: tuple[str, ...] = public(default=())
    batch: str = private()


@dataclass(frozen=True, kw_only=True)
class CostPaid(Deed):
    """The cooperative paid for something (成本).  sort: a code.  sowing: what for, or empty."""

    kind: ClassVar[str] = "fields.cost.paid"
    sort: str = public()
    amount_fen: int = public(unit="fen")
    cooperative: str = private()
    plot: str = private(default="")
    sowing: str = private(default="")

    @property
    def about(self) -> str:
        """Return the cooperative's id."""
        return self.cooperative


WORK = (
    CropSown,
    CropCleared,
    TreatmentGiven,
    LabourGiven,
    HarvestWeighed,
    BatchGraded,
    SaleMade,
    CostPaid,
)
