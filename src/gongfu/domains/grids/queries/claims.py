"""A member's own posts, and what waits for the office's yes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from gongfu.domains.grids.models import Absence, Claim, Post, Waiting
from gongfu.domains.grids.queries.posts import PostLine, line_of
from gongfu.domains.grids.rules.posts import last_day
from gongfu.domains.grids.rules.times import on_weekday
from gongfu.kernel.places.seeing import PAGE, Page, Turn, page_of, see, within
from gongfu.kernel.rights.viewers import Viewer

_AHEAD_DAYS = 28


class MyClaim(NamedTuple):
    """A place that a member holds or waits for.

    state: claimed, confirmed, or waiting (at `position`, from 1).  runs: the post can still be
    served.  days: the coming days of service within four weeks; away: those of them on which the
    member cannot come.
    """

    claim: str
    post: PostLine
    state: str
    position: int
    runs: bool
    days: tuple[date, ...] = ()
    away: tuple[date, ...] = ()


class Declined(NamedTuple):
    """A claim that the office declined, and why."""

    post: PostLine
    reason: str
    on: date | None


class ClaimLine(NamedTuple):
    """A claim that the office has to decide."""

    claim: str
    post: PostLine
    member: str
    claimed_on: date


def claims_of(viewer: Viewer, member: str, on: date) -> tuple[MyClaim, ...]:
    """Return the places that a member holds or waits for, those that run first.  Raises Denied."""
    see(viewer, "claim.read", owner=member)
    claims = list(Claim.objects.filter(member=member, active=True).order_by("number"))
    waiting = list(Waiting.objects.filter(member=member).order_by("number"))
    posts = _posts([row.post for row in claims] + [row.post for row in waiting])
    away = _away([row.claim for row in claims], on)
    before = _queue_of([row.post for row in waiting])
    lines = [_held(row, posts[row.post], away[row.claim], on=on) for row in claims]
    lines += [
        MyClaim(
            row.claim,
            line_of(posts[row.post]),
            "waiting",
            before[row.post].index(row.number) + 1,
            last_day(posts[row.post]) >= on,
        )
        for row in waiting
    ]
    return tuple(sorted(lines, key=lambda one: not one.runs))


def _posts(ids: Iterable[str]) -> dict[str, Post]:
    return {row.post: row for row in Post.objects.filter(pk__in=list(ids))}


def _away(claims: list[str], on: date) -> dict[str, list[date]]:
    found: dict[str, list[date]] = defaultdict(list)
    rows = Absence.objects.filter(claim__in=claims, day__gte=on).order_by("day")
    for claim, day in rows.values_list("claim", "day"):
        found[claim].append(day)
    return found


def _queue_of(posts: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    rows = Waiting.objects.filter(post__in=posts).order_by("number")
    for post, number in rows.values_list("post", "number"):
        found[post].append(number)
    return found


def _held(row: Claim, post: Post, away: list[date], *, on: date) -> MyClaim:
    return MyClaim(
        row.claim,
        line_of(post),
        row.state,
        0,
        last_day(post) >= on,
        _coming(post, on),
        tuple(away),
    )


def _coming(post: Post, on: date) -> tuple[date, ...]:
    first = max(on, post.since)
    last = min(last_day(post).toordinal(), on.toordinal() + _AHEAD_DAYS)
    days = (date.fromordinal(day) for day in range(first.toordinal(), last + 1))
    return tuple(day for day in days if on_weekday(post.times, day))


def declined_of(viewer: Viewer, member: str, on: date) -> tuple[Declined, ...]:
    """Return the member's claims that were declined within four weeks.  Raises Denied."""
    see(viewer, "claim.read", owner=member)
    since = on - timedelta(days=_AHEAD_DAYS)
    rows = Claim.objects.filter(member=member, state="declined", ended_on__gt=since)
    found = list(rows.order_by("-number")[:PAGE])
    posts = _posts(row.post for row in found)
    return tuple(Declined(line_of(posts[row.post]), row.reason, row.ended_on) for row in found)


def claims_to_decide(viewer: Viewer, place: str, on: date, *, page: Turn = 1) -> Page[ClaimLine]:
    """Return the claims of a place that wait for the office, oldest first.  Raises Denied."""
    see(viewer, "claim.read", place=place)
    rows = Claim.objects.filter(within(place, on), state="claimed").order_by("number")
    total, found = page_of(rows, page=page)
    posts = _posts(row.post for row in found)
    lines = (
        ClaimLine(row.claim, line_of(posts[row.post]), row.member, row.claimed_on) for row in found
    )
    return Page(total, tuple(lines), page)
