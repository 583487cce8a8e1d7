"""Two kinds of deed and a state table's stand-in for tests of the ledger alone."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import ClassVar

from gongfu.kernel.ledger.deeds import Deed, person, private, public
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append

NOON = datetime(2021, 9, 20, 4, tzinfo=UTC)
DAY = date(2021, 9, 20)
PLACE = "330402007032"
ZHU = "zhushuiyuan000000000000000"
ELDER = "elder000000000000000000000"


@dataclasses.dataclass(frozen=True, kw_only=True)
class TeaPoured(Deed):
    """Somebody poured tea for an elder."""

    kind: ClassVar[str] = "sample.tea.poured"
    cups: int = public(unit="1")
    litres: Decimal = public(unit="L", default=Decimal("0.50"))
    leaf: str = public(default="green")
    drinker: str = person(default=ELDER)
    poured_at: datetime = private(default=NOON)

    @property
    def about(self) -> str:
        """Return the drinker's id."""
        return self.drinker


def tea(cups: int = 1, **values: object) -> TeaPoured:
    """Return a deed with sensible values."""
    return TeaPoured(on=DAY, place=PLACE, cups=cups, **values)  # type: ignore[arg-type]


def write(*drafts: Draft) -> list:
    """Append within a checked action."""
    with acting():
        permit()
        return append(drafts)


def pour(cups: int = 1, **options: object) -> Draft:
    """Return a draft by 朱水源 at noon."""
    return Draft(tea(cups), by=ZHU, at=NOON, **options)  # type: ignore[arg-type]
