"""Flows: deeds that count on their day.  A record that was taken back lies under no figure."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, ClassVar

import ibis
from ibis.expr.types import IntegerValue, Table

from gongfu.figures.formula.parts import (
    FAR,
    Conditions,
    Names,
    Of,
    Things,
    each,
    joined,
    not_reversed,
    undisputed,
    where,
)
from gongfu.kernel.ledger.deeds import Deed


def _standing(kind: type[Deed], conditions: Conditions, of: Of) -> Table:
    return undisputed(not_reversed(where(of(kind), conditions)), of)


def _flow(deeds: Table, *, person: str, amount: IntegerValue, **more: str) -> Table:
    return deeds.select(
        number=deeds.number,
        start=deeds.day,
        end=ibis.literal(FAR),
        place=deeds.place,
        person=deeds[person] if person else deeds.by,
        amount=amount,
        evidence=deeds.evidence,
        **{column: deeds[field] for column, field in more.items()},
    )


@dataclasses.dataclass(frozen=True)
class Count:
    """How many deeds of these kinds stand.  person: the field naming the doer, or one a kind."""

    kinds: tuple[type[Deed], ...]
    person: Names = ""
    where: Conditions = ()
    stock: bool = False
    exact: ClassVar[bool] = False
    things: ClassVar[Things] = ()

    @property
    def alone(self) -> tuple[type[Deed], ...]:
        """Return all its kinds: each deed counts by itself."""
        return self.kinds

    def parts(self, of: Of) -> Table:
        """Return one part of 1 a deed."""
        found = []
        for kind, person in each(self.kinds, self.person):
            deeds = _standing(kind, self.where, of)
            found.append(_flow(deeds, person=person, amount=ibis.literal(1, "int64")))
        return joined(found)


@dataclasses.dataclass(frozen=True)
class Sum:
    """One quantity of the deeds of these kinds: their sum, mean, median or share."""

    kinds: tuple[type[Deed], ...]
    field: str
    person: Names = ""
    where: Conditions = ()
    stock: bool = False
    exact: ClassVar[bool] = False
    things: ClassVar[Things] = ()

    @property
    def alone(self) -> tuple[type[Deed], ...]:
        """Return all its kinds: each deed counts by itself."""
        return self.kinds

    def parts(self, of: Of) -> Table:
        """Return one part a deed with the quantity as its amount."""
        found = []
        for kind, person in each(self.kinds, self.person):
            deeds = _standing(kind, self.where, of)
            found.append(_flow(deeds, person=person, amount=deeds[self.field]))
        return joined(found)


@dataclasses.dataclass(frozen=True)
class Distinct:
    """How many different things or people the deeds of these kinds name in the field `thing`.

    Its figure's aggregate is `Aggregate.DISTINCT`, which counts each once a period and place.
    """

    kinds: tuple[type[Deed], ...]
    thing: Names
    person: Names = ""
    where: Conditions = ()
    stock: bool = False
    exact: ClassVar[bool] = False
    things: ClassVar[Things] = ()

    @property
    def alone(self) -> tuple[type[Deed], ...]:
        """Return all its kinds: each deed counts by itself."""
        return self.kinds

    def parts(self, of: Of) -> Table:
        """Return one part of 1 a deed, with its thing."""
        found = []
        things = dict(each(self.kinds, self.thing))
        for kind, person in each(self.kinds, self.person):
            deeds = _standing(kind, self.where, of)
            one = ibis.literal(1, "int64")
            found.append(_flow(deeds, person=person, amount=one, thing=things[kind]))
        return joined(found)


@dataclasses.dataclass(frozen=True)
class Surveyed:
    """A measure over the weighted answers of a survey, such as Gini or Theil.

    kind: a deed a household or person.  field: the quantity asked for; weight: how many it stands
    for; group: among which it is compared, or empty.  measure: from rows (amount, weight, group)
    to the value; None where it has none.  Its figure's aggregate is `Aggregate.MEASURED`.
    """

    kind: type[Deed]
    field: str
    weight: str
    measure: Callable[[Sequence[tuple[Any, Any, str]]], Fraction | None]
    group: str = ""
    where: Conditions = ()
    stock: ClassVar[bool] = False
    exact: ClassVar[bool] = False
    things: ClassVar[Things] = ()

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kind of deed that it reads."""
        return (self.kind,)

    @property
    def alone(self) -> tuple[type[Deed], ...]:
        """Return all its kinds: each deed counts by itself."""
        return self.kinds

    def parts(self, of: Of) -> Table:
        """Return one part an answer, with its weight and group."""
        deeds = _standing(self.kind, self.where, of)
        deeds = deeds.mutate(group=deeds[self.group] if self.group else ibis.literal(""))
        return _flow(deeds, person="", amount=deeds[self.field], weight=self.weight, group="group")
