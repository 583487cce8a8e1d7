"""Which rule catches which request, and what a rule would have done in the past."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import NamedTuple, Protocol

from gongfu.kernel.needs.models import Admission, Need, Rule
from gongfu.kernel.needs.queries.mine import NeedLine, line_of
from gongfu.kernel.places.codes import subtree
from gongfu.kernel.places.seeing import see, within
from gongfu.kernel.rights.viewers import Viewer, stem_of

DAYS = 90
_SHOWN, _DISTRICT = 20, 6


class Terms(Protocol):
    """What a rule says, standing or proposed."""

    @property
    def place(self) -> str:
        """Return the area."""

    @property
    def sort(self) -> str:
        """Return the kind, or an empty string for any."""

    @property
    def urgency(self) -> int:
        """Return the least urgency."""

    @property
    def do(self) -> str:
        """Return review, escalate, escalate-late, or team."""


class RuleLine(NamedTuple):
    """A rule that stands, and how many requests of the last ninety days it would catch."""

    rule: str
    place: str
    sort: str
    urgency: int
    do: str
    team: str
    since: date
    until: date
    by: str
    caught: int


class Tried(NamedTuple):
    """What a rule would have caught in ninety days, beside what the office did by hand.

    hours: the median until the office decided, None where it decided nothing.  lines: the newest.
    """

    asked: int
    caught: int
    hours: float | None
    lines: tuple[NeedLine, ...]


def ordered(on: date, place: str = "") -> list[Rule]:
    """Return the rules that stand on a day: the nearer office's first, the newer before.

    place: only those of offices at or above it.
    """
    standing = Rule.objects.filter(since__lte=on, until__gte=on)
    rows = [row for row in standing if not place or covers(row.place, place)]
    return sorted(rows, key=lambda row: (-len(row.place.rstrip("0")), -row.number))


def covers(area: str, place: str) -> bool:
    """Say whether a place lies in an area."""
    low, high = subtree(area)
    return low <= place < high


def admitted_on(on: date) -> frozenset[str]:
    """Return the kinds that are on the admission list on a day."""
    rows = Admission.objects.filter(since__lte=on, until__gte=on)
    return frozenset(rows.values_list("sort", flat=True))


def catches(rule: Terms, need: Need, admitted: Collection[str], *, at: datetime) -> bool:
    """Say whether a rule is for this request; what is not admitted is never accepted by one."""
    meant = (
        covers(rule.place, need.place)
        and rule.sort in ("", need.sort)
        and need.urgency >= rule.urgency
    )
    if rule.do in ("review", "team"):
        return meant and need.sort in admitted
    above = min(need.level, len(stem_of(rule.place))) > _DISTRICT
    return meant and above and (rule.do == "escalate" or was_late(need, at))


def was_late(need: Need, at: datetime) -> bool:
    """Say whether a limit passed before it was decided about, or done."""
    if need.state == "submitted":
        return need.review_by < at
    return need.done_by < (need.done_at or need.ended_at or at)


def rule_for(
    need: Need, rules: Iterable[Rule], admitted: Collection[str], *, at: datetime
) -> Rule | None:
    """Return the first rule that catches a request, or None."""
    return next((rule for rule in rules if catches(rule, need, admitted, at=at)), None)


def apart(rules: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Return the rules for new requests, and those for late ones."""
    fresh = [rule for rule in rules if rule.do != "escalate-late"]
    return fresh, [rule for rule in rules if rule.do == "escalate-late"]


def rules_of(viewer: Viewer, place: str, *, at: datetime, on: date) -> tuple[RuleLine, ...]:
    """Return the rules at work in a place, in the order in which they are tried.  Raises Denied."""
    see(viewer, "request.make_rules", place=place)
    recent, admitted = _recent(place, at=at, on=on), admitted_on(on)
    rules = ordered(on, place)
    caught: dict[str, int] = {}
    for need in recent:
        for among in apart(rules):
            if rule := rule_for(need, among, admitted, at=at):
                caught[rule.rule] = caught.get(rule.rule, 0) + 1
    return tuple(
        RuleLine(
            one.rule,
            one.place,
            one.sort,
            one.urgency,
            one.do,
            one.team,
            one.since,
            one.until,
            one.by,
            caught.get(one.rule, 0),
        )
        for one in rules
    )


def tried(viewer: Viewer, rule: Terms, *, at: datetime, on: date) -> Tried:
    """Try a rule on the requests of the last ninety days; nothing is written.  Raises Denied."""
    see(viewer, "request.make_rules", place=rule.place)
    recent, admitted = _recent(rule.place, at=at, on=on), admitted_on(on)
    caught = [need for need in recent if catches(rule, need, admitted, at=at)]
    waits = [
        (one.reviewed_at - one.submitted_at).total_seconds() / 3600
        for one in caught
        if one.reviewed_at
    ]
    lines = tuple(line_of(one, full=False) for one in caught[:_SHOWN])
    return Tried(len(recent), len(caught), median(waits) if waits else None, lines)


def _recent(place: str, *, at: datetime, on: date) -> list[Need]:
    rows = Need.objects.filter(within(place, on), submitted_at__gt=at - timedelta(days=DAYS))
    return list(rows.order_by("-submitted_at", "need")[:20_000])
