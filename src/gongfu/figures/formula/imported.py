"""Official values, whose receipt is a deed: each speaks of one place and one period."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

import ibis
from ibis.expr.types import Table

from gongfu.figures.formula.parts import Of, Things, nobody, not_reversed
from gongfu.kernel.ledger.deeds import Deed


@dataclasses.dataclass(frozen=True)
class Received:
    """The official value of a series for exactly the place and the period that is asked.

    kind: a deed with the fields series, period, basis and value.  basis: year, half, quarter,
    month, day or to-date (from the year's first day to the period's last); empty: that which the
    asked period names.  Of several that stand for one place and period the last one counts;
    values are never added up, neither over periods nor over places.
    """

    kind: type[Deed]
    series: str
    basis: str = ""
    stock: ClassVar[bool] = False
    exact: ClassVar[bool] = True
    things: ClassVar[Things] = ()
    alone: ClassVar[tuple[type[Deed], ...]] = ()

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kind of deed that it reads."""
        return (self.kind,)

    def parts(self, of: Of) -> Table:
        """Return one part a place, period and basis; `period` is its text, `basis` its basis."""
        deeds = not_reversed(of(self.kind))
        deeds = deeds.filter(deeds.series == self.series)
        if self.basis:
            deeds = deeds.filter(deeds.basis == self.basis)
        same = ibis.window(group_by=[deeds.place, deeds.period, deeds.basis], order_by=deeds.number)
        last = deeds.mutate(later=deeds.number.lead().over(same)).filter(lambda t: t.later.isnull())
        return last.select(
            "number",
            "place",
            "period",
            "basis",
            "evidence",
            start=last.day,
            end=last.day,
            person=nobody(),
            amount=last.value,
        )
