"""What fell due, and whether it came in time."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

import ibis
from ibis.expr.types import Table

from gongfu.figures.formula.parts import (
    COLUMNS,
    FAR,
    Of,
    Things,
    joined,
    nobody,
    not_reversed,
    undisputed,
)
from gongfu.kernel.ledger.deeds import Deed


@dataclasses.dataclass(frozen=True)
class Dues:
    """Visits that fell due: from each visit, or the registration, one rhythm later.

    A part counts on its due day; its amount is 1 when the next visit came by then, else 0.  Its
    record is the one from which the span ran.  register and change state the rhythm in days,
    visit meets it, leave ends it; all name the elder in the field `thing`.
    """

    register: type[Deed]
    change: type[Deed]
    leave: type[Deed]
    visit: type[Deed]
    thing: str
    rhythm: str
    stock: bool = False
    exact: ClassVar[bool] = False
    alone: ClassVar[tuple[type[Deed], ...]] = ()

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds of deed that it reads."""
        return (self.visit, self.register)

    @property
    def things(self) -> Things:
        """Return the kinds with the field that names the elder."""
        kinds = (self.visit, self.register, self.change, self.leave)
        return tuple((kind, self.thing) for kind in kinds)

    def parts(self, of: Of) -> Table:
        """Return one part a span, on the day it fell due."""
        begun = not_reversed(of(self.register))
        made = undisputed(not_reversed(of(self.visit)), of)
        events = self._events(made).union(self._events(begun))
        order = ibis.window(group_by=events.thing, order_by=[events.day, events.number])
        spans = events.mutate(following=events.day.lead().over(order))
        spans = spans.inner_join(self._rhythms(of), "thing").left_join(self._leaves(of), "thing")
        due = (spans.day + spans.days.as_interval("D")).cast("date")
        spans = spans.mutate(start=due)
        spans = spans.filter(spans.left_on.isnull() | (spans.left_on > spans.start))
        kept = (spans.following <= spans.start).fill_null(False)
        counted = ibis.ifelse(kept, 1, 0).cast("int64")
        spans = spans.mutate(end=ibis.literal(FAR), person=nobody(), amount=counted)
        return spans.select(*COLUMNS)

    def _events(self, deeds: Table) -> Table:
        return deeds.select("number", "day", "place", "evidence", thing=deeds[self.thing])

    def _rhythms(self, of: Of) -> Table:
        stated = joined(
            [
                of(kind).select("number", thing=of(kind)[self.thing], days=of(kind)[self.rhythm])
                for kind in (self.register, self.change)
            ]
        )
        return stated.group_by("thing").aggregate(days=stated.days.argmax(stated.number))

    def _leaves(self, of: Of) -> Table:
        left = not_reversed(of(self.leave))
        return left.group_by(thing=left[self.thing]).aggregate(left_on=left.day.max())
