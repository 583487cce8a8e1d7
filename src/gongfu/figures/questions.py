"""A question to a figure, and the answer to it."""

from __future__ import annotations

import dataclasses
import enum
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu.figures.catalogue import Figure
from gongfu.kernel.measures.periods import Period


@dataclasses.dataclass(frozen=True)
class Question:
    """Which figure, where, when, of whom, as known when.

    place: a code, whose subtree on the period's last day is meant; empty: everywhere.
    person: an opaque id; empty: everyone.  known: as the ledger stood at the end of that Shanghai
    day, whatever was recorded, taken back or confirmed later; None: as it stands now.  among: pairs
    of a dimension's name and a code; only what has these codes.
    """

    figure: Figure
    place: str
    period: Period
    person: str = ""
    known: date | None = None
    among: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> tuple[str, ...]:
        """Return what tells this question from others over the same ledger."""
        known = self.known.isoformat() if self.known else ""
        among = (f"{name}={code}" for name, code in self.among)
        return self.figure.code, self.place, self.period.text, self.person, known, *among


@dataclasses.dataclass(frozen=True)
class Answer:
    """A number that can be opened down to its records.

    value: in the figure's unit, rounded to its digits; None where it has no parts.  exact: before
    rounding.  records: how many lie under it.  evidence: number of those records by class A, B, C
    as they stand.  size: of the ledger then.  operands: the answers of which a derived figure is
    made, in order.
    """

    question: Question
    value: Decimal | None
    exact: Fraction | None
    records: int
    evidence: dict[str, int]
    size: int
    operands: tuple[Answer, ...] = ()


class Way(enum.StrEnum):
    """How parts are counted together.

    sum: amounts added up.  median: of the amounts.  thing, subject: how many different things the
    parts name, or people they are about.  each: amounts added up for each of those, its id as
    `subject`.  measured: by the formula's own measure.
    """

    SUM = "sum"
    MEDIAN = "median"
    THING = "thing"
    SUBJECT = "subject"
    EACH = "each"
    MEASURED = "measured"


class By(NamedTuple):
    """By what the parts are grouped before they are counted together.

    column: `shown`, the evidence class; `inside`, the place with so many digits in which they lie;
    `at`, the index of each of the periods in which they count; `item`, the code in `dimension`;
    empty: all together.  With periods, by `inside` means by both.
    """

    column: str = ""
    digits: int = 0
    periods: tuple[Period, ...] = ()
    dimension: str = ""

    @property
    def columns(self) -> list[str]:
        """Return the columns by which they are grouped."""
        both = self.periods and self.column == "inside"
        return ["at", "inside"] if both else [self.column] if self.column else []


ALL, CLASS = By(), By("shown")
