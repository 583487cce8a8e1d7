"""Teams of a place, one team, and a member's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q

from gongfu.domains.grids.models import Team, TeamMember
from gongfu.kernel.places.seeing import Page, page_of, see, within
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.viewers import Viewer


class TeamLine(NamedTuple):
    """A team: what for, where, how many members; without names."""

    team: str
    place: str
    purpose: str
    members: int
    formed_on: date
    dissolved_on: date | None


class TeamCard(NamedTuple):
    """A team with its people, in the order of joining; empty for those who may not see them."""

    line: TeamLine
    leader: str
    members: tuple[str, ...]
    yours: bool
    you_lead: bool


def _counts(teams: Iterable[str]) -> dict[str, int]:
    rows: Any = TeamMember.objects.filter(team__in=list(teams), left_on=None)
    grouped = rows.values("team").annotate(people=Count("member")).order_by()
    return {row["team"]: row["people"] for row in grouped}


def _line(row: Team, members: int) -> TeamLine:
    return TeamLine(row.team, row.place, row.purpose, members, row.formed_on, row.dissolved_on)


def teams_in(
    viewer: Viewer, place: str, on: date, *, page: int = 1, purpose: str = ""
) -> Page[TeamLine]:
    """Return the teams of a place in the order of forming; nobody is ranked.  Raises Denied."""
    check(viewer, "group.read", place=place)
    still = Q(dissolved_on=None) | Q(dissolved_on__gt=on)
    rows = Team.objects.filter(within(place, on), still, formed_on__lte=on)
    if purpose:
        rows = rows.filter(purpose=purpose)
    total, found = page_of(rows.order_by("place", "number"), page=page)
    counts = _counts(row.team for row in found)
    return Page(total, tuple(_line(row, counts.get(row.team, 0)) for row in found), page)


def team_card(viewer: Viewer, team: str) -> TeamCard | None:
    """Return a team, or None.  Raises Denied."""
    check(viewer, "group.read")
    row = Team.objects.filter(pk=team).first()
    if row is None:
        return None
    rows = TeamMember.objects.filter(team=team, left_on=None).order_by("joined_on", "member")
    people = tuple(rows.values_list("member", flat=True))
    inside = bool(viewer.person) and viewer.person in people
    seen = may(viewer, "group.read_members", place=row.place, assigned=inside)
    return TeamCard(
        line=_line(row, len(people)),
        leader=row.leader if seen else "",
        members=people if seen else (),
        yours=inside,
        you_lead=inside and row.leader == viewer.person,
    )


def teams_of(viewer: Viewer, member: str) -> tuple[TeamLine, ...]:
    """Return the running teams of a member: own, or the office's question.  Raises Denied."""
    see(viewer, "claim.read", owner=member)
    ids = TeamMember.objects.filter(member=member, left_on=None).values_list("team", flat=True)
    rows = list(Team.objects.filter(pk__in=list(ids), dissolved_on=None).order_by("number"))
    counts = _counts(row.team for row in rows)
    return tuple(_line(row, counts.get(row.team, 0)) for row in rows)
