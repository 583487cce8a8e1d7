"""Stocks: things that stand from one deed to the next, and how each thing ended."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

import ibis
from ibis.expr.types import Table

from gongfu.figures.formula.parts import (
    COLUMNS,
    FAR,
    Conditions,
    Of,
    Things,
    joined,
    nobody,
    not_reversed,
    where,
)
from gongfu.kernel.ledger.deeds import Deed


@dataclasses.dataclass(frozen=True)
class Step:
    """One kind of deed that changes a stock.

    thing: the field that names what is held.  person: the field that names who holds it after
    the deed.  gain: a field that is 1 when it is held after the deed; empty: held after it only
    if `always`.  amount: the quantity by which it then counts; empty: by 1.
    """

    kind: type[Deed]
    thing: str
    person: str
    gain: str = ""
    always: bool = False
    amount: str = ""


@dataclasses.dataclass(frozen=True)
class Stock:
    """What stands as held on a day: each thing counts by its last step before it."""

    steps: tuple[Step, ...]
    where: Conditions = ()
    stock: bool = True
    exact: ClassVar[bool] = False
    alone: ClassVar[tuple[type[Deed], ...]] = ()

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds of deed that it reads."""
        return tuple(step.kind for step in self.steps)

    @property
    def things(self) -> Things:
        """Return the kinds with the field that names what is held."""
        return tuple((step.kind, step.thing) for step in self.steps)

    def parts(self, of: Of) -> Table:
        """Return one part a step after which the thing is held, until its next step."""
        steps = joined([self._steps(step, of) for step in self.steps])
        later = ibis.window(group_by=steps.thing, order_by=steps.number)
        spans = steps.mutate(end=steps.start.lead().over(later).fill_null(ibis.literal(FAR)))
        held = spans.filter((spans.held == 1) & (spans.end > spans.start))
        return held.select(*COLUMNS)

    def _steps(self, step: Step, of: Of) -> Table:
        deeds = where(not_reversed(of(step.kind)), self.where)
        held = deeds[step.gain] if step.gain else ibis.literal(1 if step.always else 0)
        return deeds.select(
            number=deeds.number,
            start=deeds.day,
            thing=deeds[step.thing],
            place=deeds.place,
            person=deeds[step.person],
            held=held.cast("int64"),
            amount=deeds[step.amount] if step.amount else ibis.literal(1, "int64"),
            evidence=deeds.evidence,
        )


@dataclasses.dataclass(frozen=True)
class Last:
    """How each thing ended: its last deed among these kinds, each with the amount it counts for.

    thing: the field that names the thing.  A part counts on the day of that deed.
    """

    ends: tuple[tuple[type[Deed], int], ...]
    thing: str
    stock: bool = False
    exact: ClassVar[bool] = False
    alone: ClassVar[tuple[type[Deed], ...]] = ()

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds of deed that it reads."""
        return tuple(kind for kind, _amount in self.ends)

    @property
    def things(self) -> Things:
        """Return the kinds with the field that names the thing."""
        return tuple((kind, self.thing) for kind in self.kinds)

    def parts(self, of: Of) -> Table:
        """Return one part a thing."""
        ends = joined([self._ended(kind, amount, of) for kind, amount in self.ends])
        order = ibis.window(group_by=ends.thing, order_by=ends.number)
        last = ends.mutate(later=ends.number.lead().over(order)).filter(lambda t: t.later.isnull())
        return last.mutate(end=ibis.literal(FAR), person=nobody()).select(*COLUMNS)

    def _ended(self, kind: type[Deed], amount: int, of: Of) -> Table:
        deeds = not_reversed(of(kind))
        return deeds.select(
            "number",
            "place",
            "evidence",
            start=deeds.day,
            thing=deeds[self.thing],
            amount=ibis.literal(amount).cast("int64"),
        )
