"""What a value can be, when it may be received, and when one may revise another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.statistics.models import Series, Value
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState


class Line(NamedTuple):
    """One official value as it is entered, by hand or from a sheet.

    area: 12 digits.  period: as in `kernel.measures.periods`; to_date: it runs from the year's
    first day.  unit: in which `value` is printed.  page: of the document, letters and digits.
    published_on: None: with the document.  sure: codes of the questions answered with yes.
    """

    series: str
    area: str
    period: str
    value: Decimal
    unit: str
    document: str
    status: str = "preliminary"
    to_date: bool = False
    page: str = ""
    published_on: date | None = None
    sure: tuple[str, ...] = ()


class OutOfRange(BadInput):
    """No such value can be, whatever the year: a share above 100 %, a negative product."""

    code = "statistics.out-of-range"
    words = _("%(value)s cannot be right: this indicator lies between %(low)s and %(high)s.")


class BadPage(BadInput):
    """The page is a number, not words."""

    code = "statistics.bad-page"
    words = _("Write the page as a short number, such as 12 or A3.")


class AlreadyReceived(WrongState):
    """Another value stands for the same series, area, period and basis."""

    code = "statistics.already-received"
    words = _(
        "%(value)s was received for this already (record %(number)s). If a newer publication gives"
        " another value, enter it as a revision of that record."
    )


class TwiceInList(BadInput):
    """Two lines of one list state a value for the same."""

    code = "statistics.twice-in-list"
    words = _("Line %(line)s of the same list states a value for this too.")


class NoSuchValue(BadInput):
    """No received value has this number."""

    code = "statistics.no-such-value"
    words = _("There is no such value.")
    status = 404


class NotStanding(WrongState):
    """The value was revised or taken back already."""

    code = "statistics.not-standing"
    words = _("This value was already revised or taken back. Open the newest one.")


class OtherValue(BadInput):
    """A revision is of the same series, area, period and basis."""

    code = "statistics.other-value"
    words = _("A revision is for the same indicator, area and period. Enter others on their own.")


class NothingChanged(BadInput):
    """A revision changes value, status or publication."""

    code = "statistics.nothing-changed"
    words = _("This is what stands already. There is nothing to revise.")


class OlderVintage(BadInput):
    """A revision was published before what it would revise."""

    code = "statistics.older-vintage"
    words = _("What stands was published later, on %(day)s. An older value does not revise it.")


class BackToPreliminary(BadInput):
    """A final value does not become preliminary again."""

    code = "statistics.back-to-preliminary"
    words = _("A final value does not become preliminary again. It can only be revised.")


class OwnProposal(NotAllowed):
    """Who proposes a revision does not record it."""

    code = "statistics.own-proposal"
    words = _("You proposed this revision. A colleague compares it with the publication.")


class NoProposal(WrongState):
    """Nobody proposes a revision of this value any more."""

    code = "statistics.no-proposal"
    words = _("There is no proposed revision of this value any more.")


def check_range(value: Decimal, series: Series) -> None:
    """Accept a value within what the series can be.  Raises OutOfRange."""
    low, high = (Decimal(one) if one else None for one in (series.low, series.high))
    if (low is not None and value < low) or (high is not None and value > high):
        ends = (series.low or "-∞", series.high or "∞")
        raise OutOfRange(value=value, low=ends[0], high=ends[1])


def check_page(page: str) -> None:
    """Accept up to 12 letters, digits and hyphens, or nothing.  Raises BadPage."""
    if page and not (len(page) <= 12 and page.isascii() and page.replace("-", "").isalnum()):
        raise BadPage()


def check_standing(row: Value) -> None:
    """Accept a value that was neither revised nor taken back.  Raises NotStanding."""
    if row.reversed_by is not None:
        raise NotStanding()


def check_revises(row: Value, new: Value) -> None:
    """Accept a new vintage of a standing value.

    Raises OtherValue, NothingChanged, OlderVintage, BackToPreliminary.
    """
    if place_in_time(row) != place_in_time(new):
        raise OtherValue()
    if is_same(row, new):
        raise NothingChanged()
    if new.published_on < row.published_on:
        raise OlderVintage(day=row.published_on.isoformat())
    if row.status == "final" and new.status == "preliminary":
        raise BackToPreliminary()


def place_in_time(row: Value) -> tuple[str, str, str, str]:
    """Return what one value can stand for: series, area, period, basis."""
    return row.series, row.place, row.period, row.basis


def is_same(row: Value, other: Value) -> bool:
    """Say whether two state the same value with the same status from the same publication."""
    return Decimal(row.value) == Decimal(other.value) and (row.status, row.document) == (
        other.status,
        other.document,
    )


def written(line: Line) -> dict[str, Any]:
    """Return a line as a proposal keeps it, of plain values."""
    published = line.published_on.isoformat() if line.published_on else None
    return {**line._asdict(), "value": str(line.value), "published_on": published}


def line_of(kept: dict[str, Any]) -> Line:
    """Return the line that a proposal keeps."""
    published = kept["published_on"]
    exact = {
        "value": Decimal(kept["value"]),
        "published_on": date.fromisoformat(published) if published else None,
        "sure": tuple(kept["sure"]),
    }
    return Line(**{**kept, **exact})
