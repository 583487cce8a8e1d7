"""What must be known to judge slips: fetched once for all, however many there are."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence

from gongfu.domains.keys.actions.rows import Register
from gongfu.domains.keys.models import Visit
from gongfu.domains.keys.rules.team import is_assigned
from gongfu.domains.keys.rules.visiting import LONGEST, NotYourElder, Overlapping, Slip, Span
from gongfu.kernel.ledger.fetching import chunks
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import hours


class Facts:
    """Elders, who looks after them, keepers' paid days, and the time that is already taken."""

    def __init__(self, slips: Sequence[Slip]) -> None:
        """Fetch what concerns these slips; the keepers' memberships are locked."""
        keepers = {slip.keeper for slip in slips}
        self._register = Register(elders={slip.elder for slip in slips}, keepers=keepers)
        self._paid = hours.paid_spans(keepers)
        self._taken: dict[str, list[Span]] = defaultdict(list)
        if slips:
            self._take_recorded(slips, keepers)

    def _take_recorded(self, slips: Sequence[Slip], keepers: set[str]) -> None:
        first = min(slip.started_at for slip in slips)
        last = max(slip.ended_at for slip in slips)
        standing = Visit.objects.filter(
            started_at__gt=first - LONGEST, started_at__lt=last, ended_at__gt=first, reversed=False
        )
        for chunk in chunks(keepers):
            rows = standing.filter(keeper__in=chunk)
            for keeper, *span in rows.values_list("keeper", "started_at", "ended_at"):
                insort(self._taken[keeper], Span(*span))

    def place_of(self, slip: Slip) -> str:
        """Return where the elder lives."""
        return self._register.place_of(slip.elder)

    def check_assigned(self, slip: Slip) -> None:
        """Accept a keeper who looked after the elder on that day.  Raises NotYourElder."""
        care = self._register.care(slip.elder, slip.keeper)
        if not is_assigned(care, on=shanghai_day(slip.started_at)):
            raise NotYourElder()

    def check_free(self, slip: Slip) -> None:
        """Accept time that no other record of the keeper takes; take it.  Raises Overlapping."""
        span, taken = Span(slip.started_at, slip.ended_at), self._taken[slip.keeper]
        at = bisect_left(taken, span)
        if any(span.overlaps(other) for other in taken[max(at - 1, 0) : at + 1]):
            raise Overlapping()
        taken.insert(at, span)

    def forget(self, keeper: str, span: Span) -> None:
        """Free the time of a record that is about to be taken back."""
        if span in self._taken[keeper]:
            self._taken[keeper].remove(span)

    def hours_kind(self, slip: Slip) -> str:
        """Return whether it is volunteer time or duty."""
        paid = self._paid.get(slip.keeper, [])
        return hours.hours_kind(slip.started_at, slip.ended_at, paid=paid)
