"""Dimensions of a figure's own: public codes by which its parts are told apart."""

from __future__ import annotations

import dataclasses

import ibis
from django.utils.functional import Promise
from ibis.expr.types import Table

from gongfu.figures.formula.parts import Formula, Names, Of, each, joined, not_reversed
from gongfu.kernel.ledger.deeds import Deed


@dataclasses.dataclass(frozen=True)
class Dimension:
    """By what a figure may be broken down beside place and period.

    name: as in addresses, such as `category`.  field: the public code in the part's own record, for
    all its kinds or one a kind, empty for one that never makes a part.  of: instead, kinds that
    state the field about a person; then the last such record about the part's person counts, and
    `who` is the field that names them.
    """

    name: str
    title: str | Promise
    field: Names
    of: tuple[type[Deed], ...] = ()
    who: str = ""

    def kinds(self, formula: Formula) -> tuple[type[Deed], ...]:
        """Return the kinds whose records state the code."""
        return self.of or formula.kinds

    def split(self, formula: Formula, parts: Table, of: Of) -> Table:
        """Return the parts with `item`, the code of each; empty where nothing states it."""
        if self.of:
            stated = self._stated(of)
            rows = parts.left_join(stated, parts.person == stated.whom).drop("whom")
            return rows.mutate(item=rows.item.fill_null(""))
        own = [
            of(kind).select("number", item=of(kind)[name])
            for kind, name in each(formula.kinds, self.field)
            if name
        ]
        return parts.inner_join(joined(own), "number")

    def _stated(self, of: Of) -> Table:
        """Return the code that was last stated about each person."""
        said = joined(
            [
                not_reversed(of(kind)).select("number", whom=self.who, item=name)
                for kind, name in each(self.of, self.field)
            ]
        )
        same = ibis.window(group_by=said.whom, order_by=said.number)
        last = said.mutate(later=said.number.lead().over(same)).filter(lambda t: t.later.isnull())
        return last.select("whom", "item")
