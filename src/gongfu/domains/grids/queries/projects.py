"""The list of projects (项目清单): what needs and resources have become, in counts."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Sum

from gongfu.domains.grids.models import Post, Team, TeamMember
from gongfu.kernel.places.seeing import within
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class PostProject(NamedTuple):
    """The posts of one class that run: how many people they want, have, and let wait."""

    sort: str
    posts: int
    wanted: int
    taken: int
    waiting: int


class TeamProject(NamedTuple):
    """The teams of one purpose and how many people belong to them."""

    purpose: str
    teams: int
    members: int


class Projects(NamedTuple):
    """What goes on in a place."""

    posts: tuple[PostProject, ...]
    teams: tuple[TeamProject, ...]


def projects_in(viewer: Viewer, place: str, on: date) -> Projects:
    """Return what goes on in a place, by class and purpose, in four queries.  Raises Denied."""
    check(viewer, "post.read", place=place)
    posts = Post.objects.filter(within(place, on), since__lte=on, until__gte=on, closed_on=None)
    grouped = posts.values("sort").order_by("sort")
    counted = grouped.annotate(
        posts=Count("post"), wants=Sum("wanted"), has=Sum("taken"), waits=Sum("waiting")
    )
    teams = Team.objects.filter(within(place, on), formed_on__lte=on, dissolved_on=None)
    purposes = dict(teams.values_list("purpose").annotate(n=Count("team")).order_by("purpose"))
    running = TeamMember.objects.filter(left_on=None, team__in=teams.values("team"))
    people: dict[str, int] = dict.fromkeys(purposes, 0)
    of = dict(teams.values_list("team", "purpose"))
    for team, members in running.values_list("team").annotate(n=Count("member")).order_by():
        people[of[team]] += members
    return Projects(
        tuple(
            PostProject(row["sort"], row["posts"], row["wants"], row["has"], row["waits"])
            for row in counted
        ),
        tuple(TeamProject(name, count, people[name]) for name, count in purposes.items()),
    )
