"""Units, periods and numbers of official statistics in the reader's language."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.domains.statistics import queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.kernel.measures.periods import period
from gongfu.kernel.refusals import BadInput

UNITS: dict[str, str | Promise] = {
    "yuan": gettext_lazy("yuan"),
    "10k-yuan": gettext_lazy("ten thousand yuan"),
    "100m-yuan": gettext_lazy("hundred million yuan"),
    "yuan-per-head": gettext_lazy("yuan a head"),
    "people": gettext_lazy("people"),
    "10k-people": gettext_lazy("ten thousand people"),
    "households": gettext_lazy("households"),
    "items": gettext_lazy("items"),
    "percent": "%",
    "ratio": gettext_lazy("a ratio"),
    "years": gettext_lazy("years"),
}
STATUSES = {
    "preliminary": gettext_lazy("preliminary"),
    "revised": gettext_lazy("revised"),
    "final": gettext_lazy("final"),
}
_LARGE = Decimal(10_000)
_BLANKS = re.compile(r"[\s,，\u2009\u202f\u00a0]")


class NotANumber(BadInput):
    """The text is no number."""

    code = "statistics.not-a-number"
    words = gettext_lazy("“%(given)s” is not a number. Write it as it is printed, such as 345.25.")


def number_of(text: str) -> Decimal:
    """Return the number that a field holds, with or without marks of thousands.

    Raises NotANumber.
    """
    try:
        found = Decimal(_BLANKS.sub("", text))
    except InvalidOperation:
        raise NotANumber(given=text) from None
    if not found.is_finite():
        raise NotANumber(given=text)
    return found


def amount(value: Decimal | str, unit: str) -> str:
    """Return a value with its unit, such as 345.25 亿元; 13.9%; a ratio alone."""
    number, words = spaced(Decimal(value)), str(UNITS.get(unit, unit))
    if unit == "ratio":
        return number
    return number + words if words == "%" else f"{number} {words}"


def echo(value: Decimal, unit: str) -> str:
    """Return a value spelled out, such as 345.25 亿元 = 34 525 000 000 元.

    A small value in the smallest unit is returned as it is.
    """
    smallest, *larger = queries.units_like(unit)
    if unit == smallest and (not larger or abs(value) < _LARGE):
        return amount(value, unit)
    other = smallest if unit != smallest else larger[-1] if abs(value) >= 10**8 else larger[0]
    return f"{amount(value, unit)} = {amount(queries.converted(value, unit, to=other), other)}"


def period_words(text: str, basis: str) -> str:
    """Return a period in words: first half of 2021, January to September 2020, 2020."""
    start, last = period(text).start, period(text).last_day
    named = {"year": start.year, "month": start.month, "last": last.month, "day": start.day}
    if basis == "to-date":
        return _("January to month %(last)s of %(year)s") % named
    if basis == "half":
        half = _("first half of %(year)s") if start.month == 1 else _("second half of %(year)s")
        return half % named
    if basis == "quarter":
        return _("quarter %(quarter)s of %(year)s") % {**named, "quarter": (start.month + 2) // 3}
    if basis == "month":
        return _("month %(month)s of %(year)s") % named
    if basis == "day":
        return _("%(year)s-%(month)s-%(day)s") % named
    return _("year %(year)s") % named
