"""Weights, areas and money as the reader likes to see and type them; stored exactly as ever.

Jin or kilograms, mu or hectares: a cookie each, set by a small form or by what was typed last.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongfu.faces.web.board.numbers import thin
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.preferences import back
from gongfu.kernel.measures.quantities import WORDS, fen, grams, in_unit, mu_hundredths
from gongfu.kernel.refusals import BadInput

WEIGHTS = {unit: WORDS[unit] for unit in ("jin", "kg")}
AREAS = {unit: WORDS[unit] for unit in ("mu", "ha")}
_YEAR = 365 * 24 * 3600
_LONGEST = 20
_BLANKS = re.compile("[,\u2009\u202f\u00a0]")


class NotANumber(BadInput):
    """A field for a number holds something else."""

    code = "web.not-a-number"
    words = gettext_lazy("Write a number, such as 1250 or 12.5.")


class Units(NamedTuple):
    """The units that a reader likes.  weight: jin or kg; area: mu or ha."""

    weight: str = "jin"
    area: str = "mu"

    def weighed(self, whole: int) -> str:
        """Return grams in the reader's unit, to a tenth of it."""
        return f"{_rounded(in_unit(whole, self.weight), 1)} {WEIGHTS[self.weight]}"

    def measured(self, area: int) -> str:
        """Return hundredths of a mu in the reader's unit, exactly: 0.01 mu is 0.0007 ha."""
        return (
            f"{_rounded(in_unit(area, self.area), 2 if self.area == 'mu' else 4)} {self.area_unit}"
        )

    def number(self, whole: int) -> str:
        """Return grams in the reader's unit as a field holds them, exactly."""
        return _plain(in_unit(whole, self.weight))

    @property
    def area_unit(self) -> str:
        """Return the word for the reader's unit of area."""
        return str(AREAS[self.area])

    @property
    def weight_unit(self) -> str:
        """Return the word for the reader's unit of weight."""
        return str(WEIGHTS[self.weight])


def units_of(request: HttpRequest) -> Units:
    """Return the units that the reader chose, or jin and mu."""
    chosen = Units(request.COOKIES.get("weight", ""), request.COOKIES.get("area", ""))
    usual = Units()
    return Units(
        chosen.weight if chosen.weight in WEIGHTS else usual.weight,
        chosen.area if chosen.area in AREAS else usual.area,
    )


def remember(answer: HttpResponse, name: str, unit: str) -> HttpResponse:
    """Return the answer with the unit (name: weight or area) kept for the next form."""
    if unit in (WEIGHTS if name == "weight" else AREAS):
        answer.set_cookie(name, unit, max_age=_YEAR, samesite="Lax", secure=settings.SECURE)
    return answer


@require_POST
@page("page.public")
def choose(request: HttpRequest) -> HttpResponse:
    """Keep which units the reader likes."""
    answer = back(request)
    for name in ("weight", "area"):
        remember(answer, name, request.POST.get(name, ""))
    return answer


def _plain(exact: Fraction) -> str:
    text = f"{Decimal(exact.numerator) / Decimal(exact.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Fraction, places: int) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = thin(f"{round(exact, places):,f}")
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan_words(whole: int, *, fen_too: bool = False) -> str:
    """Return fen as yuan with thin spaces; fen_too: with two decimals."""
    text = thin(f"{Decimal(whole) / 100:,.{2 if fen_too else 0}f}")
    return _("%(yuan)s yuan") % {"yuan": text}


def decimal_in(text: str) -> Decimal:
    """Return the number that a field holds, with a point.  Raises NotANumber."""
    kept = _BLANKS.sub("", text.strip())
    try:
        found = Decimal(kept)
    except InvalidOperation:
        raise NotANumber() from None
    if len(kept) > _LONGEST or not found.is_finite() or found < 0:
        raise NotANumber()
    return found


def grams_in(text: str, unit: str) -> int:
    """Return the weight of a field in grams.  Raises NotANumber, UnknownUnit, TooFine."""
    return grams(decimal_in(text), unit)


def area_in(text: str, unit: str) -> int:
    """Return the area of a field in 0.01 mu.  Raises NotANumber, UnknownUnit, TooFine."""
    return mu_hundredths(decimal_in(text), unit)


def fen_in(text: str) -> int:
    """Return the money of a field, typed in yuan, in fen.  Raises NotANumber, TooFine."""
    return fen(decimal_in(text))
