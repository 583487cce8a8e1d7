"""For which period a value stands, on which basis; a period must be over when it is published.

A value for part of a year either covers that part alone (month, quarter, half) or runs from the
year's first day to the part's last (to date).  Where both are the same span there is one way to
write it: to date until June is the first half, until December the year.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.measures.periods import Period, period
from gongfu.kernel.refusals import BadInput

TO_DATE = "to-date"
BASES = ("year", "half", "quarter", "month", TO_DATE, "day")
_FIRST_YEAR = 1949
_WHOLE = {"-Q1": "-Q1", "-Q2": "-H1", "-Q4": "", "-H1": "-H1", "-H2": "", "": "",
          "-01": "-01", "-03": "-Q1", "-06": "-H1", "-09": "-Q3", "-12": ""}  # fmt: skip


class NotOver(BadInput):
    """A value was published before its period had ended."""

    code = "statistics.not-over"
    words = _("%(period)s was not over on %(day)s, the day of publication. Look at the year again.")


class FuturePublication(BadInput):
    """A publication of a day that has not come."""

    code = "statistics.future-publication"
    words = _("The day of publication, %(day)s, has not come yet.")


class WrongYear(BadInput):
    """No statistics of this kind are that old."""

    code = "statistics.wrong-year"
    words = _("%(period)s is too long ago. Look at the year again.")


class Span(NamedTuple):
    """The period's own text, its basis, and its last day."""

    period: str
    basis: str
    ends: date


def span(text: str, *, to_date: bool = False) -> Span:
    """Return the one way to write a period with its basis.  Raises NotAPeriod, WrongYear."""
    found = period(text)
    if to_date and found.text[4:] in _WHOLE:
        found = period(found.text[:4] + _WHOLE[found.text[4:]])
        to_date = found.text.endswith("-Q3")
    basis = TO_DATE if to_date and _basis(found) in ("quarter", "month") else _basis(found)
    if found.start.year < _FIRST_YEAR:
        raise WrongYear(period=found.text)
    return Span(found.text, basis, found.last_day)


def _basis(found: Period) -> str:
    rest = found.text[4:]
    if not rest:
        return "year"
    if rest[1] in "HQ":
        return "half" if rest[1] == "H" else "quarter"
    return "month" if len(rest) == 3 else "day"


def check_over(span: Span, *, published_on: date) -> None:
    """Accept a period that had ended when its value was published.  Raises NotOver."""
    if span.ends >= published_on:
        raise NotOver(period=span.period, day=published_on.isoformat())


def check_published(published_on: date, *, on: date) -> None:
    """Accept a day of publication up to today.  Raises FuturePublication."""
    if published_on > on:
        raise FuturePublication(day=published_on.isoformat())


def last_day(text: str) -> date:
    """Return the last day of a period as it was stored."""
    return period(text).last_day
