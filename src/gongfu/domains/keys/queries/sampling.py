"""The sampling audit: visits of a month that nobody had confirmed, by lot, to ask about by phone.

No deed draws the sample, so nobody can draw it again until it pleases: it follows from the ledger.
The lot is the root of the tree at the last visit that the place recorded in the month.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.models import Visit
from gongfu.domains.keys.queries.visits import VisitLine, visit_line
from gongfu.engines.sampling import drawn, share_between
from gongfu.kernel.ledger import proofs, reading
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.ledger.standing import RecordConfirmed, RecordDisputed
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.measures.periods import Period
from gongfu.kernel.places import tree
from gongfu.kernel.places.seeing import within
from gongfu.kernel.refusals import WrongState
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

CONFIRMED, DENIED, OPEN = "confirmed", "denied", "open"


class MonthNotOver(WrongState):
    """A sample is drawn of a month that is over."""

    code = "keys.month-not-over"
    words = _("The sample of a month is drawn when the month is over. Choose an earlier one.")


class SampleLine(NamedTuple):
    """A visit of the sample.  visit: None for who may not see people.  state: as it stands now."""

    number: int
    state: str
    visit: VisitLine | None


class VisitSample(NamedTuple):
    """A sample of the visits of a place and month that nobody had answered when it ended.

    whole: how many these were.  at: size of the ledger whose root is the lot.  low, high: bounds
    of the share of the whole that took place as stated, 0 to 1 at 95 % confidence.
    """

    whole: int
    at: int
    confirmed: int
    denied: int
    low: float
    high: float
    lines: tuple[SampleLine, ...]


def sample_of(viewer: Viewer, place: str, month: Period, on: date) -> VisitSample:
    """Return the sample of a community's month; without people to who may see pseudonyms alone.

    The same as often as it is asked.  Raises Denied, MonthNotOver.
    """
    hidden = check(viewer, "visit.sample", place=place).pseudonymous
    if month.end > on:
        raise MonthNotOver()
    whole = _unanswered(place, month)
    at = max(whole, default=0)
    seed = proofs.head_at(at).root if whole else b""
    chosen = drawn(whole, seed=seed, size=settings.GONGFU_SAMPLE_VISITS)
    rows = {row.number: row for row in Visit.objects.filter(number__in=chosen)}
    lines = tuple(
        SampleLine(number, _state(rows[number]), None if hidden else visit_line(rows[number]))
        for number in chosen
    )
    return _summed(len(whole), at, lines)


def _summed(whole: int, at: int, lines: tuple[SampleLine, ...]) -> VisitSample:
    yes = sum(line.state == CONFIRMED for line in lines)
    no = sum(line.state == DENIED for line in lines)
    low, high = share_between(whole, len(lines), yes=yes, no=no) if whole else (0.0, 1.0)
    return VisitSample(whole, at, yes, no, low, high, lines)


def _unanswered(place: str, month: Period) -> list[int]:
    """Return the visits made and recorded in the month that nobody had answered when it ended."""
    end = moment(month.end)
    rows = Visit.objects.filter(
        within(place, month.last_day),
        on__gte=month.start,
        on__lt=month.end,
        recorded_at__lt=end,
        sort="visit",
    )
    found = dict(rows.order_by("number").values_list("number", "reversed"))
    gone = [number for number, taken_back in found.items() if taken_back]
    left = found.keys() - reading.reversed_before(gone, end)
    return sorted(left - _answered(place, month))


def _answered(place: str, month: Period) -> set[int]:
    kinds = (RecordConfirmed.kind, RecordDisputed.kind)
    ranges = tuple(tree.ranges(place, month.last_day))
    asked = Wanted(kinds=kinds, ranges=ranges, days=(month.start, month.end))
    return {entry.deed.record for entry in reading.entries(asked)}


def _state(row: Visit) -> str:
    if row.disputed or row.reversed:
        return DENIED
    return OPEN if row.evidence == "A" else CONFIRMED
