"""Teams of a place, one team, and a member's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, Sum

from gongfu.domains.grids.models import Member, Served, Team, TeamMember
from gongfu.domains.grids.rules.times import Time, times_of
from gongfu.kernel.needs import queries as needs
from gongfu.kernel.needs.models import Need
from gongfu.kernel.places.seeing import Page, Turn, page_of, see, within
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.viewers import Viewer

_FEW = 5


class TeamLine(NamedTuple):
    """A team: what for, where, how many members; without names."""

    team: str
    place: str
    purpose: str
    members: int
    formed_on: date
    dissolved_on: date | None


class TeamCard(NamedTuple):
    """A team with its people, in the order of joining; empty for those who may not see them.

    places: where it serves.  seen: the viewer may see who belongs to it.
    """

    line: TeamLine
    leader: str
    members: tuple[str, ...]
    yours: bool
    you_lead: bool
    places: tuple[str, ...]
    seen: bool


class Means(NamedTuple):
    """What a team can give and carries, in counts: nobody stands out.

    skills, languages: how many have each.  times: how many are free at each time of the week.
    now: requests at hand; month: requests taken in thirty days; minutes: of service in thirty days.
    """

    members: int
    skills: dict[str, int]
    languages: dict[str, int]
    times: dict[Time, int]
    now: int
    month: int
    minutes: int
    each: dict[str, tuple[str, ...]]


def _counts(teams: Iterable[str]) -> dict[str, int]:
    rows: Any = TeamMember.objects.filter(team__in=list(teams), left_on=None)
    grouped = rows.values("team").annotate(people=Count("member")).order_by()
    return {row["team"]: row["people"] for row in grouped}


def _line(row: Team, members: int) -> TeamLine:
    return TeamLine(row.team, row.place, row.purpose, members, row.formed_on, row.dissolved_on)


def teams_in(
    viewer: Viewer, place: str, on: date, *, page: Turn = 1, purpose: str = ""
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
    people = _people(team)
    inside = bool(viewer.person) and viewer.person in people
    seen = may(viewer, "group.read_members", place=row.place, assigned=inside)
    return TeamCard(
        line=_line(row, len(people)),
        leader=row.leader if seen else "",
        members=people if seen else (),
        yours=inside,
        you_lead=inside and row.leader == viewer.person,
        places=tuple(row.places.split()) or (row.place,),
        seen=seen,
    )


def team_means(viewer: Viewer, team: str, *, at: datetime) -> Means | None:
    """Return what a team can give and carries, or None where it has too few for counts.

    each: the skills of each member, for those who may see the members.  Raises Denied.
    """
    card = team_card(viewer, team)
    if card is None or (not card.seen and card.line.members < _FEW):
        return None
    people = list(_people(team))
    rows = list(Member.objects.filter(pk__in=people))
    skills = Counter(skill for row in rows for skill in row.skills.split())
    languages = Counter(language for row in rows for language in row.languages.split())
    times = Counter(time for row in rows for time in times_of(row.free))
    loads = needs.loads_of(people, at=at).values()
    return Means(
        len(people),
        dict(skills.most_common()),
        dict(languages.most_common()),
        dict(times),
        sum(load.now for load in loads),
        sum(load.month for load in loads),
        _minutes(people, at),
        {row.person: tuple(row.skills.split()) for row in rows} if card.seen else {},
    )


def _people(team: str) -> tuple[str, ...]:
    rows = TeamMember.objects.filter(team=team, left_on=None).order_by("joined_on", "member")
    return tuple(rows.values_list("member", flat=True))


def asked_of_team(team: str, need: Need) -> tuple[str, ...]:
    """Return who of a team is asked for a request that a rule sends to it.

    Its registered members, without those who are kept apart from the asker or would rather not be
    asked for such a kind; nobody once the team is dissolved.
    """
    if not Team.objects.filter(pk=team, dissolved_on=None).exists():
        return ()
    people = _people(team)
    registered = Member.objects.filter(pk__in=people, left_on=None)
    known = set(registered.values_list("person", flat=True))
    apart = needs.apart_from([need.asker]).get(need.asker, set())
    unwanted = needs.unwanted_by(people)
    return tuple(
        one
        for one in people
        if one in known - apart and need.sort not in unwanted.get(one, frozenset())
    )


def _minutes(people: list[str], at: datetime) -> int:
    """Return the minutes that these people served at posts and for neighbours in thirty days."""
    since = at - timedelta(days=30)
    served = Served.objects.filter(
        member__in=people, started_at__gte=since, reversed=False, disputed=False
    )
    at_posts = served.aggregate(minutes=Sum("minutes"))["minutes"] or 0
    return int(at_posts) + needs.minutes_of(people, since=since)


def teams_of(viewer: Viewer, member: str) -> tuple[TeamLine, ...]:
    """Return the running teams of a member: own, or the office's question.  Raises Denied."""
    see(viewer, "claim.read", owner=member)
    ids = TeamMember.objects.filter(member=member, left_on=None).values_list("team", flat=True)
    rows = list(Team.objects.filter(pk__in=list(ids), dissolved_on=None).order_by("number"))
    counts = _counts(row.team for row in rows)
    return tuple(_line(row, counts.get(row.team, 0)) for row in rows)
