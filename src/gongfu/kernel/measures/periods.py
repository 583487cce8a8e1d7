"""Periods as people write them: 2020, 2021-H1, 2021-Q3, 2021-09, 2021-09-20."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import BadInput

GRAINS = ("year", "half", "quarter", "month", "day")
_FORM = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?")


class NotAPeriod(BadInput):
    """The text names no period."""

    code = "measures.not-a-period"
    words = _("“%(text)s” is not a period. Write 2020, 2021-H1, 2021-Q3, 2021-09 or 2021-09-20.")


class Period(NamedTuple):
    """A span of days [start, end) and the text that names it."""

    text: str
    start: date
    end: date

    @property
    def last_day(self) -> date:
        """Return the last day inside the period, on which stocks are counted."""
        return self.end - timedelta(days=1)


def months_after(start: date, months: int) -> date:
    """Return the first day of the month that is `months` after the month of `start`."""
    total = start.year * 12 + start.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def period(text: str) -> Period:
    """Return the period that the text names.  Raises NotAPeriod."""
    match = _FORM.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        return Period(text.strip(), *_span(*match.groups()))
    except ValueError:
        raise NotAPeriod(text=text) from None


def _span(year: str, half: str, quarter: str, month: str, day: str) -> tuple[date, date]:
    if day:
        start = date(int(year), int(month), int(day))
        return start, start + timedelta(days=1)
    first, length = 1, 12
    if half:
        first, length = int(half) * 6 - 5, 6
    elif quarter:
        first, length = int(quarter) * 3 - 2, 3
    elif month:
        first, length = int(month), 1
    start = date(int(year), first, 1)
    return start, months_after(start, length)


def months_of(span: Period) -> Iterator[Period]:
    """Yield the calendar months that begin within the period, in order."""
    start = date(span.start.year, span.start.month, 1)
    while start < span.end:
        end = months_after(start, 1)
        yield Period(f"{start:%Y-%m}", start, end)
        start = end


def year_of(span: Period) -> Period:
    """Return the calendar year in which the period lies."""
    return period(span.text[:4])


def grain_of(span: Period) -> str:
    """Return what sort of period it is: year, half, quarter, month or day."""
    rest = span.text[4:]
    if rest[:2] in ("-H", "-Q"):
        return "half" if rest[1] == "H" else "quarter"
    return {0: "year", 3: "month"}.get(len(rest), "day")


def parent_of(span: Period) -> Period | None:
    """Return the next longer period in which it lies: year, half, quarter, month; None: a year."""
    year, month = span.text[:4], span.start.month
    names = {
        "half": year,
        "quarter": f"{year}-H{(month + 5) // 6}",
        "month": f"{year}-Q{(month + 2) // 3}",
        "day": span.text[:7],
    }
    above = names.get(grain_of(span))
    return period(above) if above else None


@functools.lru_cache(maxsize=4096)
def parts_like(span: Period, whole: Period) -> tuple[Period, ...]:
    """Return the periods as long as `span` that make up the longer one."""
    months = tuple(months_of(whole))
    if grain_of(span) == "month":
        return months
    sort, size = ("H", 6) if grain_of(span) == "half" else ("Q", 3)
    firsts = [one.start.month for one in months[::size]]
    names = (f"{whole.text[:4]}-{sort}{(first + size - 1) // size}" for first in firsts)
    return tuple(map(period, names))


def before(span: Period) -> Period:
    """Return the same period one year earlier."""
    year, rest = span.text[:4], span.text[4:]
    rest = "-02-28" if rest == "-02-29" else rest
    return period(f"{int(year) - 1}{rest}")
