"""A random small district: deeds of every kind that a figure counts, and what became of them."""

from __future__ import annotations

import dataclasses
import itertools
import random
import typing
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from unittest import mock

from gongfu.figures.catalogue import FIGURES
from gongfu.figures.formula import Received
from gongfu.figures.formula.parts import STANDING, reads
from gongfu.figures.questions import Question
from gongfu.figures.selecting import leaves
from gongfu.figures.store.columns import plain
from gongfu.kernel.ledger import writing
from gongfu.kernel.ledger.deeds import Deed
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.standing import DisputeSettled, RecordConfirmed, RecordDisputed
from gongfu.kernel.ledger.writing import Draft
from gongfu.kernel.measures.periods import grain_of, period

DISTRICT = "330402000000"
PLACES = ("330402007032", "330402007033", "330402008001", "330402009001", "330402009002")
AT = datetime(2021, 9, 20, tzinfo=UTC)
_BEGIN, _DAYS = date(2020, 1, 1), 400
_CODES = {
    "hours_kind": ("volunteer", "volunteer", "duty"),
    "sort": ("key", "key", "bank-card"),
    "period": ("2020", "2020-H1", "2020-07", "2021"),
    "basis": ("year", "half", "month", "to-date"),
    "solved": ("yes", "partly", "no"),
    "crop": ("late-rice", "late-rice", "melon"),
}
_NUMBERS = {"rhythm_days": (7, 14, 30), "last": (1,), "demo": (0, 1, 1)}


def kinds_of_figures(figures=()) -> list[type[Deed]]:
    """Return the kinds that the figures of the catalogue read, but those about records."""
    asked = [Question(one, "", period("2020")) for one in (*FIGURES.values(), *figures)]
    formulas = [leaf.figure.formula for question in asked for leaf in leaves(question)]
    kinds = {kind.kind: kind for formula in formulas for kind in reads(formula)}
    return [kind for _name, kind in sorted(kinds.items()) if kind not in STANDING]


def received_by_figures() -> list[Received]:
    """Return the official values that the figures of the catalogue show."""
    formulas = [one.formula for one in FIGURES.values()]
    return [one for one in formulas if isinstance(one, Received)]


class World:
    """Draws deeds from a seed: few people and things, so that they meet again and again."""

    def __init__(self, seed: int, *, kinds: Sequence[type[Deed]], people: int = 5):
        self.draw = random.Random(seed)
        self.kinds, self.people = kinds, people
        self.size, self.taken, self.deeds, self.drafts = 0, set(), {}, []

    def grow(self, count: int) -> None:
        """Append so many records, some of which confirm, dispute or take back others."""
        for _ in range(count):
            chance = self.draw.random()
            if self.deeds and chance < 0.1 and self._take_back():
                continue
            self._add(self._about_a_record() if self.deeds and chance < 0.35 else self._new())
        self._flush()

    def publish(self, formulas: Iterable[Received], periods: Sequence[str]) -> None:
        """Append official values of these series for the district and its places, some revised."""
        first, one = self.size + 1, itertools.product(formulas, (DISTRICT, *PLACES), periods)
        for formula, place, text in one:
            self._add(self._value_of(formula, place, text))
        self._flush()
        for number in self.draw.sample(range(first, self.size + 1), (self.size - first) // 5):
            self._revise(number)
        self._flush()

    def _value_of(self, formula, place, text):
        basis = formula.basis or grain_of(period(text))
        return self._new(formula.kind, place=place, series=formula.series, period=text, basis=basis)

    def _revise(self, number):
        wrong = self.deeds[number]
        self.taken.add(number)
        self._add(wrong, reverses=number)
        same = {name: getattr(wrong, name) for name in ("place", "series", "period", "basis")}
        self._add(self._new(type(wrong), **same))

    def _add(self, deed, reverses=None):
        self.drafts.append(Draft(deed, by=self._id("by"), at=AT, reverses=reverses))
        self.size += 1
        if reverses is None and type(deed) not in STANDING:
            self.deeds[self.size] = deed

    def _flush(self):
        """Append without projections: a random course need not be one that actions allow."""
        with acting(), mock.patch.object(writing, "project"):
            permit()
            writing.append(self.drafts)
        self.drafts = []

    def _take_back(self):
        number = self.draw.choice(list(self.deeds))
        if number in self.taken:
            return False
        self.taken.add(number)
        self._flush()
        self._add(self.deeds[number], reverses=number)
        return True

    def _about_a_record(self):
        number = self.draw.choice(list(self.deeds))
        here = {"on": self._day(), "place": self.deeds[number].place, "record": number}
        who = self._id("who")
        return self.draw.choice(
            [
                RecordConfirmed(**here, who=who, to=self.draw.choice("BC"), manner="self"),
                RecordDisputed(**here, who=who, manner="self"),
                DisputeSettled(**here, who=who),
            ]
        )

    def _new(self, kind=None, **given):
        kind = kind or self.draw.choice(self.kinds)
        hints = typing.get_type_hints(kind)
        fields = [one for one in dataclasses.fields(kind) if one.name not in ("on", "place")]
        values = {one.name: self._value(one, plain(hints[one.name])) for one in fields}
        here = {"on": self._day(), "place": self.draw.choice(PLACES)}
        return kind(**{**here, **values, **given})

    def _day(self):
        return _BEGIN + timedelta(days=self.draw.randrange(_DAYS))

    def _id(self, name):
        return f"{name}{self.draw.randrange(self.people)}".ljust(26, "a")[:26]

    def _value(self, field, hint):
        name, draw = field.name, self.draw
        if name in _CODES or name in _NUMBERS:
            return draw.choice(_CODES.get(name) or _NUMBERS[name])
        if field.metadata.get("person"):
            return self._id("person")
        makers = {
            int: lambda: (
                draw.randrange(2) if field.metadata.get("unit") == "1" else draw.randrange(99)
            ),
            bool: lambda: draw.random() < 0.5,
            str: lambda: self._id(name),
            date: self._day,
            datetime: lambda: datetime.combine(self._day(), datetime.min.time(), UTC),
            Decimal: lambda: Decimal(draw.randrange(1, 10**8)).scaleb(-draw.randrange(5)),
            tuple[str, ...]: lambda: (self._id(name),),
        }
        return makers[hint]()
