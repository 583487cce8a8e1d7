"""What a figure is made of: expressions over deeds that give the number and its evidence alike.

Each expression yields one relation of *parts*: number (of the record), start, end (days between
which the part counts; a flow counts on its start), place, person, amount (integer).  The value,
the series, the breakdown and the list of records are all sums or selections of these parts, so a
figure cannot disagree with its evidence.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

import ibis
from ibis.expr.types import Table

from gongfu.kernel.ledger.deeds import Deed
from gongfu.kernel.ledger.standing import DisputeSettled, RecordDisputed

Of = Callable[[type[Deed]], Table]
FAR = date(9999, 12, 31)


class Formula(Protocol):
    """An expression over deeds."""

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds of deed that it reads."""
        ...

    @property
    def stock(self) -> bool:
        """Say whether the parts are counted at a day rather than over a period."""
        ...

    def parts(self, of: Of) -> Table:
        """Return the relation of parts; `of` gives the relation of a kind."""
        ...


def undisputed(deeds: Table, of: Of) -> Table:
    """Return the deeds whose record nobody disputes at present."""
    settled = of(DisputeSettled)
    last_settled = settled.group_by("record").aggregate(settled_in=settled.number.max())
    disputes = of(RecordDisputed)
    open_now = disputes.left_join(last_settled, "record").filter(
        lambda t: t.settled_in.isnull() | (t.settled_in < t.number)
    )
    return deeds.anti_join(open_now.select(number=open_now.record), "number")


def _flow(deeds: Table, *, person: str, amount: ibis.expr.types.IntegerValue) -> Table:
    return deeds.select(
        number=deeds.number,
        start=deeds.day,
        end=ibis.literal(FAR),
        place=deeds.place,
        person=deeds[person] if person else deeds.by,
        amount=amount,
    )


def _doers(
    kinds: tuple[type[Deed], ...], person: str | tuple[str, ...]
) -> list[tuple[type[Deed], str]]:
    names = (person,) * len(kinds) if isinstance(person, str) else person
    return list(zip(kinds, names, strict=True))


def _joined(tables: Sequence[Table]) -> Table:
    return tables[0] if len(tables) == 1 else ibis.union(*tables)


@dataclasses.dataclass(frozen=True)
class Count:
    """How many deeds of these kinds stand.  person: the field naming the doer, or one a kind."""

    kinds: tuple[type[Deed], ...]
    person: str | tuple[str, ...] = ""
    where: tuple[tuple[str, str | int], ...] = ()
    stock: bool = False

    def parts(self, of: Of) -> Table:
        """Return one part of +1 a deed, and of -1 a reversal."""
        found = []
        for kind, person in _doers(self.kinds, self.person):
            deeds = _where(undisputed(of(kind), of), self.where)
            sign = ibis.ifelse(deeds.reverses.isnull(), 1, -1).cast("int64")
            found.append(_flow(deeds, person=person, amount=sign))
        return _joined(found)


@dataclasses.dataclass(frozen=True)
class Sum:
    """The sum of one quantity over the deeds of these kinds, reversals negated as stored."""

    kinds: tuple[type[Deed], ...]
    field: str
    person: str | tuple[str, ...] = ""
    where: tuple[tuple[str, str | int], ...] = ()
    stock: bool = False

    def parts(self, of: Of) -> Table:
        """Return one part a deed with the quantity as its amount."""
        found = []
        for kind, person in _doers(self.kinds, self.person):
            deeds = _where(undisputed(of(kind), of), self.where)
            found.append(_flow(deeds, person=person, amount=deeds[self.field]))
        return _joined(found)


def _where(deeds: Table, conditions: tuple[tuple[str, str | int], ...]) -> Table:
    for name, value in conditions:
        deeds = deeds.filter(deeds[name] == value)
    return deeds


@dataclasses.dataclass(frozen=True)
class Step:
    """One kind of deed that changes a stock.

    thing: the field that names what is held.  person: the field that names who holds it after
    the deed.  gain: a field that is 1 when it is held after the deed; empty: never held after.
    """

    kind: type[Deed]
    thing: str
    person: str
    gain: str = ""
    always: bool = False


@dataclasses.dataclass(frozen=True)
class Stock:
    """How many things stand as held on a day: each thing counts by its last step before it."""

    steps: tuple[Step, ...]
    where: tuple[tuple[str, str | int], ...] = ()
    stock: bool = True

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds of deed that it reads."""
        return tuple(step.kind for step in self.steps)

    def parts(self, of: Of) -> Table:
        """Return one part of 1 a step after which the thing is held, until its next step."""
        steps = _joined([self._steps(step, of) for step in self.steps])
        later = ibis.window(group_by=steps.thing, order_by=steps.number)
        spans = steps.mutate(end=steps.start.lead().over(later).fill_null(ibis.literal(FAR)))
        held = spans.filter((spans.held == 1) & (spans.end > spans.start))
        return held.select("number", "start", "end", "place", "person", amount=held.held)

    def _steps(self, step: Step, of: Of) -> Table:
        deeds = _where(_not_reversed(of(step.kind)), self.where)
        held = deeds[step.gain] if step.gain else ibis.literal(1 if step.always else 0)
        return deeds.select(
            number=deeds.number,
            start=deeds.day,
            thing=deeds[step.thing],
            place=deeds.place,
            person=deeds[step.person],
            held=held.cast("int64"),
        )


def _not_reversed(deeds: Table) -> Table:
    back = deeds.filter(deeds.reverses.notnull())
    kept = deeds.filter(deeds.reverses.isnull())
    return kept.anti_join(back.select(number=back.reverses), "number")


@dataclasses.dataclass(frozen=True)
class Last:
    """How each thing ended: its last deed among these kinds, each with the amount it counts for.

    thing: the field that names the thing.  A part counts on the day of that deed.
    """

    ends: tuple[tuple[type[Deed], int], ...]
    thing: str
    stock: bool = False

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds of deed that it reads."""
        return tuple(kind for kind, _amount in self.ends)

    def parts(self, of: Of) -> Table:
        """Return one part a thing."""
        ends = _joined([self._ended(kind, amount, of) for kind, amount in self.ends])
        order = ibis.window(group_by=ends.thing, order_by=ends.number)
        last = ends.mutate(later=ends.number.lead().over(order)).filter(lambda t: t.later.isnull())
        return last.select(
            "number", "start", "place", "amount", end=ibis.literal(FAR), person=ibis.literal("")
        ).select("number", "start", "end", "place", "person", "amount")

    def _ended(self, kind: type[Deed], amount: int, of: Of) -> Table:
        deeds = _not_reversed(of(kind))
        return deeds.select(
            "number",
            "place",
            start=deeds.day,
            thing=deeds[self.thing],
            amount=ibis.literal(amount).cast("int64"),
        )


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

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds of deed that it reads."""
        return (self.visit, self.register)

    def parts(self, of: Of) -> Table:
        """Return one part a span, on the day it fell due."""
        begun = _not_reversed(of(self.register))
        made = undisputed(_not_reversed(of(self.visit)), of)
        events = self._events(made).union(self._events(begun))
        order = ibis.window(group_by=events.thing, order_by=[events.day, events.number])
        spans = events.mutate(following=events.day.lead().over(order))
        spans = spans.inner_join(self._rhythms(of), "thing").left_join(self._leaves(of), "thing")
        due = spans.day + spans.days * ibis.interval(days=1)
        spans = spans.mutate(start=due)
        spans = spans.filter(spans.left_on.isnull() | (spans.left_on > spans.start))
        kept = (spans.following <= spans.start).fill_null(False)
        return spans.select(
            "number",
            "start",
            "place",
            end=ibis.literal(FAR),
            person=ibis.literal(""),
            amount=ibis.ifelse(kept, 1, 0).cast("int64"),
        ).select("number", "start", "end", "place", "person", "amount")

    def _events(self, deeds: Table) -> Table:
        return deeds.select("number", "day", "place", thing=deeds[self.thing])

    def _rhythms(self, of: Of) -> Table:
        stated = _joined(
            [
                of(kind).select("number", thing=of(kind)[self.thing], days=of(kind)[self.rhythm])
                for kind in (self.register, self.change)
            ]
        )
        return stated.group_by("thing").aggregate(days=stated.days.argmax(stated.number))

    def _leaves(self, of: Of) -> Table:
        left = _not_reversed(of(self.leave))
        return left.group_by(thing=left[self.thing]).aggregate(left_on=left.day.max())
