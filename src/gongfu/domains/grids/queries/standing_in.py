"""Days on which somebody is looked for, and days on which one stands in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from gongfu.domains.grids.models import Absence, Claim, Member, Post, StandIn
from gongfu.domains.grids.queries.members import running
from gongfu.domains.grids.queries.posts import PostLine, line_of, suits_member
from gongfu.domains.grids.rules.posts import last_day
from gongfu.kernel.ledger.encoding import town_of
from gongfu.kernel.places.seeing import see, within
from gongfu.kernel.rights.viewers import Viewer

_AHEAD, _MOST = timedelta(days=14), 10


class OpenDay(NamedTuple):
    """A place at a post that is empty on a day, because its member cannot come."""

    claim: str
    post: PostLine
    day: date


class Standing(NamedTuple):
    """A day on which a member stands in.  stand: under which its service is recorded."""

    stand: str
    post: PostLine
    day: date


def stand_ins_of(viewer: Viewer, member: str, on: date) -> tuple[Standing, ...]:
    """Return the days on which a member stands in, from a week ago on.  Raises Denied."""
    see(viewer, "claim.read", owner=member)
    since = on - timedelta(days=7)
    rows = StandIn.objects.filter(member=member, active=True, day__gte=since).order_by("day")
    found = list(rows)
    posts = {row.post: row for row in Post.objects.filter(pk__in={row.post for row in found})}
    return tuple(Standing(row.stand, line_of(posts[row.post]), row.day) for row in found)


def days_looked_for(viewer: Viewer, on: date) -> tuple[OpenDay, ...]:
    """Return the coming days in the viewer's town on which a post they suit needs a stand-in.

    Their own absences and the posts at which they serve anyway are left out.  Raises Denied.
    """
    see(viewer, "claim.read", owner=viewer.person)
    member = Member.objects.filter(running(on), pk=viewer.person).first()
    if member is None:
        return ()
    days = Absence.objects.filter(day__gte=on, day__lte=on + _AHEAD).order_by("day", "claim")
    found = list(days)
    town = Post.objects.filter(within(town_of(member.place), on))
    posts = {row.post: row for row in town.filter(pk__in={one.post for one in found})}
    mine = _own_posts(member.person)
    covered = set(
        StandIn.objects.filter(active=True, claim__in={one.claim for one in found}).values_list(
            "claim", "day"
        )
    )
    held = set(
        Claim.objects.filter(pk__in={one.claim for one in found}, active=True).values_list(
            "claim", flat=True
        )
    )
    lines = [
        OpenDay(one.claim, line_of(posts[one.post]), one.day)
        for one in found
        if one.post in posts
        and one.post not in mine
        and one.claim in held
        and (one.claim, one.day) not in covered
        and one.day <= last_day(posts[one.post])
        and suits_member(posts[one.post], member, on=one.day)
    ]
    return tuple(lines[:_MOST])


def _own_posts(member: str) -> set[str]:
    rows = Claim.objects.filter(member=member, active=True)
    return set(rows.values_list("post", flat=True))
