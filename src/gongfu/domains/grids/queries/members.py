"""Members of a community and what they can give; nobody is ranked."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q

from gongfu.domains.grids.models import Member
from gongfu.domains.grids.rules.members import SOON, Offer
from gongfu.domains.grids.rules.times import WEEK, Time, mask_of, times_of
from gongfu.kernel.places.seeing import Page, Turn, page_of, see, within
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_ROSTER = "roster.cadres_and_members"


class MemberCard(NamedTuple):
    """A member; see `deeds.MemberRegistered`.  times: when the member can usually come."""

    member: str
    place: str
    sort: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    free: int
    unit: str
    licence_until: date | None
    until: date | None
    registered_on: date
    left_on: date | None

    @property
    def times(self) -> tuple[Time, ...]:
        """Return the free times, each a weekday (Monday 0) and a part of the day."""
        return times_of(self.free)

    @property
    def offer(self) -> Offer:
        """Return what the member can give, as the actions take it."""
        return Offer(
            self.sort,
            self.skills,
            self.languages,
            self.free,
            self.unit,
            self.licence_until,
            self.until,
        )

    def ends_soon(self, on: date) -> bool:
        """Say whether the last day on the list is near, so that one is asked whether one stays."""
        return self.left_on is None and self.until is not None and self.until - on <= SOON


class Given(NamedTuple):
    """How many members can give one skill, in all and at each time of the week."""

    skill: str
    members: int
    times: dict[Time, int]


class Resources(NamedTuple):
    """What the members of a place can give, in counts."""

    members: int
    sorts: dict[str, int]
    skills: tuple[Given, ...]


def card_of(row: Member) -> MemberCard:
    """Return the card of a row."""
    return MemberCard(
        row.person,
        row.place,
        row.sort,
        tuple(row.skills.split()),
        tuple(row.languages.split()),
        row.free,
        row.unit,
        row.licence_until,
        row.until,
        row.registered_on,
        row.left_on,
    )


def running(on: date) -> Q:
    """Return the condition that a member is on a list on that day."""
    return Q(Q(left_on=None) | Q(left_on__gt=on), registered_on__lte=on)


def registered_at(person: str) -> str:
    """Return the community on whose list a person is today, or an empty string."""
    rows = Member.objects.filter(person=person, left_on=None)
    return rows.values_list("place", flat=True).first() or ""


def member_card(viewer: Viewer, member: str) -> MemberCard | None:
    """Return a member's card, one's own or the office's, or None.  Raises Denied."""
    row = Member.objects.filter(pk=member).first()
    see(viewer, "member.read", owner=member, place=row.place if row else "")
    return card_of(row) if row else None


def members_in(
    viewer: Viewer,
    place: str,
    on: date,
    *,
    page: Turn = 1,
    sort: str = "",
    skill: str = "",
    time: Time | None = None,
) -> Page[MemberCard]:
    """Return the members of a place in the order of registering.

    sort, skill, time: only those of one sort, with one skill, free at one time.  Raises Denied.
    """
    see(viewer, _ROSTER, place=place)
    rows = Member.objects.filter(within(place, on), running(on))
    if sort:
        rows = rows.filter(sort=sort)
    if skill:
        rows = rows.filter(skills__contains=f" {skill} ")
    if time is not None:
        rows = rows.alias(then=F("free").bitand(mask_of([time]))).filter(then__gt=0)
    total, found = page_of(rows.order_by("place", "registered_on", "person"), page=page)
    return Page(total, tuple(card_of(row) for row in found), page)


def resources_in(viewer: Viewer, place: str, on: date) -> Resources:
    """Return in counts what the members of a place can give and when (资源清单).  Raises Denied."""
    check(viewer, _ROSTER, place=place)
    rows = Member.objects.filter(within(place, on), running(on)).order_by()
    sorts: Counter[str] = Counter()
    skills: dict[str, Counter[int]] = defaultdict(Counter)
    for sort, given, free in rows.values_list("sort", "skills", "free"):
        sorts[sort] += 1
        for skill in given.split():
            skills[skill][free] += 1
    return Resources(
        members=sum(sorts.values()),
        sorts=dict(sorted(sorts.items())),
        skills=tuple(
            Given(skill, sum(masks.values()), _by_time(masks))
            for skill, masks in sorted(skills.items())
        ),
    )


def _by_time(masks: Counter[int]) -> dict[Time, int]:
    """Return how many are free at each time, where somebody is."""
    counts = {
        time: sum(members for mask, members in masks.items() if mask >> bit & 1)
        for bit, time in enumerate(times_of(WEEK))
    }
    return {time: members for time, members in counts.items() if members}
