"""The catalogue of figures: each declared once, with unit, definition, source and formula."""

from __future__ import annotations

import dataclasses
import enum
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongfu.figures.formula import Formula
from gongfu.kernel.refusals import BadInput

Words = str | Promise


class Origin(enum.StrEnum):
    """Where a figure comes from: counted from deeds, received officially, or derived."""

    LEDGER = "ledger"
    IMPORTED = "imported"
    DERIVED = "derived"


class Aggregate(enum.StrEnum):
    """How the parts' amounts become the value.

    share: their sum over how many parts there are, in percent.  median: of the amounts.
    """

    SUM = "sum"
    SHARE = "share"
    MEDIAN = "median"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Figure:
    """A number that the district speaks of.

    code: `domain.what-it-is`.  aggregate: how the parts' amounts become the value.  scale: it is
    divided by it.  digits: decimals shown.  people: the figure may be asked for one person.
    """

    code: str
    title: Words
    definition: Words
    unit: str
    unit_words: Words
    source: Words
    formula: Formula
    origin: Origin = Origin.LEDGER
    scale: Decimal = Decimal(1)
    digits: int = 0
    aggregate: Aggregate = Aggregate.SUM
    rising_is_good: bool = True
    people: bool = True
    version: int = 1


FIGURES: dict[str, Figure] = {}


class NoSuchFigure(BadInput):
    """The catalogue holds no figure of this code."""

    code = "figures.no-such-figure"
    words = _("There is no figure “%(figure)s”.")
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
