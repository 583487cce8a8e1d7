"""Service posts: what is open in a place, one post, and what suits a member."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import F, Q

from gongfu.domains.grids.models import Absence, Claim, Empty, Member, Post, StandIn, Waiting
from gongfu.domains.grids.queries.members import running
from gongfu.domains.grids.rules.posts import clashes
from gongfu.domains.grids.rules.resting import tires
from gongfu.domains.grids.rules.times import Time, times_of
from gongfu.domains.grids.rules.words import LICENSED
from gongfu.kernel.ledger.encoding import community_of, town_of
from gongfu.kernel.places.seeing import PAGE, Page, Turn, page_in, page_of, within
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.viewers import Viewer


class PostLine(NamedTuple):
    """A post, how many are wanted, how many have a place, and how many wait."""

    post: str
    place: str
    sort: str
    wanted: int
    taken: int
    waiting: int
    since: date
    until: date
    mask: int
    skill: str
    closed_on: date | None

    @property
    def free(self) -> int:
        """Return how many places are free."""
        return max(0, self.wanted - self.taken)

    @property
    def times(self) -> tuple[Time, ...]:
        """Return when it is served, each a weekday (Monday 0) and a part of the day."""
        return times_of(self.mask)


class Holder(NamedTuple):
    """A member who holds a place.

    away: the coming days on which they cannot come; covers: who stands in on these, or empty.
    """

    claim: str
    member: str
    slot: int
    state: str
    claimed_on: date
    away: tuple[date, ...]
    covers: tuple[str, ...]


class Waiter(NamedTuple):
    """A member who waits.  position: from 1."""

    claim: str
    member: str
    position: int


class PostCard(NamedTuple):
    """A post; who holds a place or waits is empty for those who may not see it.

    yours: the viewer's own claim.  position: the viewer's place in the waiting list, or 0.
    empty: days on which places stayed empty, newest first, with how many.
    """

    line: PostLine
    yours: Holder | None
    waits_as: str
    position: int
    holders: tuple[Holder, ...]
    waiters: tuple[Waiter, ...]
    empty: tuple[tuple[date, int], ...]


class Suiting(NamedTuple):
    """A post that suits a member.  near: community or town.  fits: skill, time."""

    line: PostLine
    near: str
    fits: tuple[str, ...]


def line_of(row: Post) -> PostLine:
    """Return the line of a row."""
    return PostLine(
        row.post,
        row.place,
        row.sort,
        row.wanted,
        row.taken,
        row.waiting,
        row.since,
        row.until,
        row.times,
        row.skill,
        row.closed_on,
    )


def still_open(on: date) -> Q:
    """Return the condition that a post runs or will run."""
    return Q(Q(closed_on=None) | Q(closed_on__gt=on), until__gte=on)


def posts_in(
    viewer: Viewer,
    place: str,
    on: date,
    *,
    page: Turn = 1,
    sort: str = "",
    free_only: bool = False,
    over: bool = False,
) -> Page[PostLine]:
    """Return the posts of a place that run or will run, those that end first at the top.

    over: those that are closed or over instead, the newest first.  Raises Denied.
    """
    check(viewer, "post.read", place=place)
    rows = Post.objects.filter(within(place, on))
    rows = rows.exclude(still_open(on)) if over else rows.filter(still_open(on))
    if sort:
        rows = rows.filter(sort=sort)
    if free_only:
        rows = rows.filter(taken__lt=F("wanted"))
    ordered = rows.order_by("-until", "-number") if over else rows.order_by("until", "number")
    total, found = page_of(ordered, page=page)
    return Page(total, tuple(line_of(row) for row in found), page)


def posts_to_fill(viewer: Viewer, place: str, on: date, *, page: Turn = 1) -> Page[PostLine]:
    """Return the open posts of a place with free places, the longest open first.  Raises Denied."""
    check(viewer, "post.read", place=place)
    rows = Post.objects.filter(within(place, on), still_open(on), taken__lt=F("wanted"))
    total, found = page_of(rows.order_by("number"), page=page)
    return Page(total, tuple(line_of(row) for row in found), page)


def post_card(viewer: Viewer, post: str, on: date) -> PostCard | None:
    """Return a post, or None.  Raises Denied."""
    check(viewer, "post.read")
    row = Post.objects.filter(pk=post).first()
    if row is None:
        return None
    holders = _holders(post, on)
    waiters = _waiters(post)
    seen = may(viewer, "claim.read", place=row.place)
    yours = next((one for one in holders if one.member == viewer.person), None)
    waits = next((one for one in waiters if one.member == viewer.person), None)
    return PostCard(
        line=line_of(row),
        yours=yours if viewer.person else None,
        waits_as=waits.claim if waits and viewer.person else "",
        position=waits.position if waits and viewer.person else 0,
        holders=holders if seen else (),
        waiters=waiters if seen else (),
        empty=_empty(post) if seen else (),
    )


def _holders(post: str, on: date) -> tuple[Holder, ...]:
    away: dict[str, list[date]] = {}
    for claim, day in (
        Absence.objects.filter(post=post, day__gte=on).order_by("day").values_list("claim", "day")
    ):
        away.setdefault(claim, []).append(day)
    stands = StandIn.objects.filter(post=post, active=True, day__gte=on)
    covers = {(row.claim, row.day): row.member for row in stands}
    rows = Claim.objects.filter(post=post, active=True).order_by("slot")
    return tuple(
        Holder(
            row.claim,
            row.member,
            row.slot,
            row.state,
            row.claimed_on,
            tuple(away.get(row.claim, ())),
            tuple(covers.get((row.claim, day), "") for day in away.get(row.claim, ())),
        )
        for row in rows
    )


def _waiters(post: str) -> tuple[Waiter, ...]:
    rows = Waiting.objects.filter(post=post).order_by("number")
    return tuple(
        Waiter(row.claim, row.member, position) for position, row in enumerate(rows, start=1)
    )


def _empty(post: str) -> tuple[tuple[date, int], ...]:
    rows = Empty.objects.filter(post=post).order_by("-on")[:PAGE]
    return tuple((row.on, row.places) for row in rows)


def suits(viewer: Viewer, on: date, *, page: Turn = 1) -> Page[Suiting]:
    """Return the posts with free places that suit the viewer, those of the own community first.

    A post suits when its skill is among the member's or it needs none, when the member can come at
    one of its times, and has no other post then; it lies in the member's town.  Raises Denied.
    """
    check(viewer, "post.claim", owner=viewer.person)
    member = Member.objects.filter(running(on), pk=viewer.person).first()
    if member is None:
        return Page(0, (), page)
    town = within(town_of(member.place), on)
    free = Post.objects.filter(town, still_open(on), taken__lt=F("wanted"))
    held = Claim.objects.filter(member=member.person, active=True).values_list("post", flat=True)
    waited = Waiting.objects.filter(member=member.person).values_list("post", flat=True)
    mine = list(Post.objects.filter(pk__in=list(held)))
    known = {*(row.post for row in mine), *waited}
    found = [
        _suiting(row, member)
        for row in free.order_by("until", "number")
        if row.post not in known
        and suits_member(row, member, on=on)
        and not clashes(row, mine)
        and not tires(row, mine)
    ]
    found.sort(key=lambda one: one.near != "community")
    lines = page_in(found, page=page, mark=lambda one: one.line.post)
    return Page(len(found), lines, page)


def suits_member(row: Post, member: Member, *, on: date) -> bool:
    """Say whether a member has the skill and the licence that a post needs, and time for it."""
    if row.skill and f" {row.skill} " not in member.skills:
        return False
    if row.skill in LICENSED:
        until = member.licence_until
        if until is None or until < max(on, row.since):
            return False
    return not member.free or bool(row.times & member.free)


def _suiting(row: Post, member: Member) -> Suiting:
    near = "community" if community_of(row.place) == member.place else "town"
    fits = (("skill",) if row.skill else ()) + (("time",) if row.times & member.free else ())
    return Suiting(line_of(row), near, fits)
