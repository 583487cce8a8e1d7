"""The relation of parts, and what all expressions over deeds share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

import ibis
from ibis.expr.types import Table, Value

from gongfu.kernel.ledger.deeds import Deed
from gongfu.kernel.ledger.standing import DisputeSettled, RecordConfirmed, RecordDisputed

Of = Callable[[type[Deed]], Table]
Names = str | tuple[str, ...]
Things = tuple[tuple[type[Deed], str], ...]
Conditions = tuple[tuple[str, str | int], ...]
FAR = date(2149, 1, 1)
"""A day beyond all periods that every engine can hold: ClickHouse's days end in June 2149."""
STANDING: tuple[type[Deed], ...] = (RecordConfirmed, RecordDisputed, DisputeSettled)
COLUMNS = ("number", "start", "end", "place", "person", "amount", "evidence")


class Formula(Protocol):
    """An expression over deeds."""

    @property
    def kinds(self) -> tuple[type[Deed], ...]:
        """Return the kinds of deed whose records lie under the figure."""
        ...

    @property
    def stock(self) -> bool:
        """Say whether the parts are counted at a day rather than over a period."""
        ...

    @property
    def exact(self) -> bool:
        """Say whether a part answers only for its own place and period, and is never summed."""
        ...

    @property
    def things(self) -> Things:
        """Return kinds, each with the field that names the thing on whose deeds a part depends.

        None where a part depends on its own record alone.
        """
        ...

    @property
    def alone(self) -> tuple[type[Deed], ...]:
        """Return the kinds whose records make a part each by itself.

        Place, days and person of it follow from that record alone and from records of other
        kinds; its amount need not.
        """
        ...

    def parts(self, of: Of) -> Table:
        """Return the relation of parts; `of` gives the relation of a kind."""
        ...


def reads(formula: Formula) -> tuple[type[Deed], ...]:
    """Return every kind that can change the parts or their evidence."""
    return tuple(dict.fromkeys((*formula.kinds, *(k for k, _field in formula.things), *STANDING)))


def undisputed(deeds: Table, of: Of) -> Table:
    """Return the deeds whose record nobody disputes at present."""
    settled = of(DisputeSettled)
    last_settled = settled.group_by("record").aggregate(settled_in=settled.number.max())
    disputes = of(RecordDisputed).select("number", "record")
    open_now = disputes.left_join(last_settled, "record").filter(
        lambda t: t.settled_in.isnull() | (t.settled_in < t.number)
    )
    return deeds.anti_join(open_now.select(number=open_now.record), "number")


def not_reversed(deeds: Table) -> Table:
    """Return the deeds that stand, without their reversals and what those take back."""
    back = deeds.filter(deeds.reverses.notnull())
    kept = deeds.filter(deeds.reverses.isnull())
    return kept.anti_join(back.select(number=back.reverses), "number")


def where(deeds: Table, conditions: Conditions) -> Table:
    """Return the deeds whose fields have these values."""
    for name, value in conditions:
        deeds = deeds.filter(deeds[name] == value)
    return deeds


def classed(parts: Table, of: Of, *, few: bool = False) -> Table:
    """Return the parts with `shown`: the evidence class of their record after confirmations.

    few: the parts are far fewer than the confirmations, and only theirs are looked at.
    """
    confirmed = of(RecordConfirmed)
    if few:
        confirmed = confirmed.semi_join(parts, confirmed.record == parts.number)
    best = confirmed.group_by(number=confirmed.record).aggregate(better=confirmed.to.max())
    rows = parts.left_join(best, "number").drop("number_right")
    return rows.mutate(shown=ibis.greatest(rows.evidence, rows.better.fill_null("A")))


def with_subjects(subject: Names, formula: Formula, parts: Table, of: Of) -> Table:
    """Return the parts with `subject`, the person whom each is about; a field, or one a kind."""
    whom = joined(
        [
            of(kind).select("number", subject=of(kind)[name])
            for kind, name in each(formula.kinds, subject)
        ]
    )
    return parts.inner_join(whom, "number")


def each(kinds: tuple[type[Deed], ...], names: Names) -> list[tuple[type[Deed], str]]:
    """Return each kind with its name: the same for all, or one a kind."""
    all_names = (names,) * len(kinds) if isinstance(names, str) else names
    return list(zip(kinds, all_names, strict=True))


def joined(tables: Sequence[Table]) -> Table:
    """Return the rows of all tables."""
    return tables[0] if len(tables) == 1 else ibis.union(*tables)


def nobody() -> Value:
    """Return the person of a part that is nobody's."""
    return ibis.literal("")
