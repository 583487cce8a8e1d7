"""Why a figure changed between two days on which it was known: the records that made it so."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import ibis

from gongfu.figures import asking
from gongfu.figures.questions import Question
from gongfu.figures.selecting import leaves, parts_of
from gongfu.figures.store import relations


class Contribution(NamedTuple):
    """A record that counts otherwise than before.

    before, after: its amount, 0 where it did not count, in the figure's unit.
    """

    number: int
    before: Fraction
    after: Fraction


class Restated(NamedTuple):
    """A figure as known on two days, and the records with the largest differences."""

    before: Decimal | None
    after: Decimal | None
    records: tuple[Contribution, ...]


def restated(question: Question, *, since: date, limit: int = 20) -> Restated:
    """Return how the figure changed since it was known at the end of the day `since`."""
    earlier = dataclasses.replace(question, known=since)
    found = [
        one
        for now, then in zip(leaves(question), leaves(earlier), strict=True)
        for one in _contributions(now, then, limit)
    ]
    found.sort(key=lambda one: (-abs(one.after - one.before), -one.number))
    return Restated(asking.ask(earlier).value, asking.ask(question).value, tuple(found[:limit]))


def _contributions(now: Question, then: Question, limit: int) -> list[Contribution]:
    reader = relations.current()
    new, old = parts_of(now, reader), parts_of(then, reader)
    none = ibis.literal(0).cast(new.amount.type())
    both = new.select("number", after=new.amount, before=none).union(
        old.select("number", after=none, before=old.amount)
    )
    each = both.aggregate(by="number", after=both.after.sum(), before=both.before.sum())
    changed = each.filter(each.after != each.before)
    largest = changed.order_by([ibis.desc((changed.after - changed.before).abs())]).limit(limit)
    scale = Fraction(now.figure.scale)
    return [
        Contribution(row["number"], Fraction(row["before"]) / scale, Fraction(row["after"]) / scale)
        for row in reader.run(largest).to_pylist()
    ]
