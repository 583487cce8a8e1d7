"""The catalogue of figures: each declared once, with unit, definition, source and formula."""

from __future__ import annotations

import dataclasses
import enum
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongfu.figures.formula import Derived, Dimension, Formula
from gongfu.kernel.measures.periods import GRAINS
from gongfu.kernel.places.codes import Level
from gongfu.kernel.refusals import BadInput

Words = str | Promise


class Origin(enum.StrEnum):
    """Where a figure comes from: counted from deeds, received officially, or derived."""

    LEDGER = "ledger"
    IMPORTED = "imported"
    DERIVED = "derived"


ORIGIN_WORDS = {
    Origin.LEDGER: _("Counted from deeds of the ledger"),
    Origin.IMPORTED: _("An official figure; its receipt is a deed of the ledger"),
    Origin.DERIVED: _("Derived from other figures"),
}


class Aggregate(enum.StrEnum):
    """How the parts' amounts become the value.

    sum: added up.  share: their sum over how many parts there are, in percent.  mean, median: of
    the amounts.  distinct: how many different things the parts name.  stated: as one record
    states it, never added up.  measured: by the formula's own measure over weighted answers.
    derived: from the values of other figures.
    """

    SUM = "sum"
    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"
    DISTINCT = "distinct"
    STATED = "stated"
    MEASURED = "measured"
    DERIVED = "derived"


class Subjects(enum.StrEnum):
    """Whom a figure is about: people, or firms, whose small groups follow another rule."""

    PEOPLE = "people"
    FIRMS = "firms"


class Target(NamedTuple):
    """What a figure is to reach in a year.

    upwards: the value is to be at least that; else at most.  strict: it is to go beyond.
    of: whose target it is; source: where it is written.
    """

    value: Decimal
    year: int
    of: Words
    source: Words
    upwards: bool = True
    strict: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Figure:
    """A number that the district speaks of.

    code: `domain.what-it-is`.  source: the deeds or returns that it is counted from; standard:
    whose definition it follows, empty where it is our own.  aggregate: how the parts' amounts
    become the value.  scale: it is divided by it.  digits: decimals shown.

    Dimensions: place, of which the public sees the number down to the level `public_to`; periods
    of these `grains`; people: it may be asked for one person; `dimensions`: its own, each a public
    code of deeds.  rising_is_good: None where more is neither better nor worse.  subject: the field
    of its deeds that names whom it is about, or one a kind; small groups of them are withheld (see
    `small`).  subjects: whether these are people or firms.  targets: what it is to reach.
    """

    code: str
    title: Words
    definition: Words
    unit: str
    unit_words: Words
    source: Words
    formula: Formula | Derived
    origin: Origin = Origin.LEDGER
    standard: Words = ""
    scale: Decimal = Decimal(1)
    digits: int = 0
    aggregate: Aggregate = Aggregate.SUM
    rising_is_good: bool | None = True
    public_to: Level = Level.COMMUNITY
    grains: tuple[str, ...] = GRAINS
    people: bool = True
    dimensions: tuple[Dimension, ...] = ()
    subject: str | tuple[str, ...] = ""
    subjects: Subjects = Subjects.PEOPLE
    targets: tuple[Target, ...] = ()
    version: int = 1

    def dimension(self, name: str) -> Dimension:
        """Return its dimension of this name.  Raises NoSuchDimension."""
        for one in self.dimensions:
            if one.name == name:
                return one
        raise NoSuchDimension(figure=self.code, name=name)


FIGURES: dict[str, Figure] = {}


class NoSuchFigure(BadInput):
    """The catalogue holds no figure of this code."""

    code = "figures.no-such-figure"
    words = _("There is no figure “%(figure)s”.")
    status = 404


class NoSuchDimension(BadInput):
    """The figure is not broken down by anything of this name."""

    code = "figures.no-such-dimension"
    words = _("The figure “%(figure)s” is not broken down by “%(name)s”.")
    status = 404


def declare(figure: Figure) -> Figure:
    """Enter a figure into the catalogue.  Raises ValueError when the code is taken."""
    if figure.code in FIGURES:
        raise ValueError(f"figure {figure.code} is declared twice")
    FIGURES[figure.code] = figure
    return figure


def figure_named(code: str) -> Figure:
    """Return the figure of this code.  Raises NoSuchFigure."""
    try:
        return FIGURES[code]
    except KeyError:
        raise NoSuchFigure(figure=code) from None
