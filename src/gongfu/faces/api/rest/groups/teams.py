"""Teams (组团): what for, where, who leads; joining and leaving are free."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from gongfu.domains.grids import actions, queries
from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import Body, Code, Id, Place, Said
from gongfu.faces.api.rest.operations import Recorded, operation, recorded
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, listed, whole
from gongfu.faces.api.rest.problems import NothingHere

router = Router(tags=["teams"])


class TeamOut(Schema):
    """A team, without names."""

    team: str = Field(description="The id of the team.")
    place: str
    purpose: str = Field(description="A code of the list team-purpose.")
    members: int = Field(description="How many belong to it.")
    formed_on: date
    dissolved_on: date | None


class TeamCardOut(TeamOut):
    """One team; its people only for its members and its office."""

    leader: str = Field(description="The id of who leads it, or empty.")
    people: list[str] = Field(description="The ids of its members, in the order of joining.")


class TeamProjectOut(Schema):
    """The teams of one purpose."""

    purpose: str = Field(description="A code of the list team-purpose.")
    teams: int
    members: int


class PostProjectOut(Schema):
    """The posts of one sort."""

    sort: str = Field(description="A code of the list post-sort.")
    posts: int
    wanted: int = Field(description="How many people are wanted.")
    taken: int = Field(description="How many have a place.")
    waiting: int = Field(description="How many wait for one.")


class ProjectsOut(Schema):
    """What goes on in a place (项目清单), in counts."""

    posts: list[PostProjectOut]
    teams: list[TeamProjectOut]


class TeamIn(Body):
    """A team to form."""

    place: Place
    purpose: Code
    leader: Id | None = Field(None, description="Who leads; without, for whom the key acts.")


class WhoIn(Body):
    """Who joins or leaves; without, for whom the key acts."""

    member: Id | None = None


class LeaderIn(Body):
    """Who leads from now on."""

    leader: Id


@operation(router, "GET /teams", "group.read", Listed[TeamOut])
def list_teams(
    request: HttpRequest,
    place: Place,
    purpose: Annotated[Code, Said("Only of this purpose.")] | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List the teams of a place in the order of forming; nobody is ranked."""
    caller, turn = caller_of(request), after(cursor, limit)
    found = queries.teams_in(caller.viewer, place, caller.on, page=turn, purpose=purpose or "")
    return listed(request, found, mark=lambda one: one.team, line=lambda one: one._asdict())


@operation(router, "GET /teams/mine", "group.read_members", Listed[TeamOut])
def list_my_teams(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List the teams to which the caller belongs."""
    caller = caller_of(request)
    lines = queries.teams_of(caller.viewer, caller.person)
    return whole(
        request,
        lines,
        after(cursor, limit),
        mark=lambda one: one.team,
        line=lambda one: one._asdict(),
    )


@operation(router, "GET /teams/{team}", "group.read", TeamCardOut)
def get_team(request: HttpRequest, team: Id) -> Any:
    """Read one team."""
    card = queries.team_card(caller_of(request).viewer, team)
    if card is None:
        raise NothingHere()
    return {**card.line._asdict(), "leader": card.leader, "people": card.members}


@operation(router, "GET /projects", "post.read", ProjectsOut)
def get_projects(request: HttpRequest, place: Place) -> Any:
    """Read in counts what goes on in a place."""
    caller = caller_of(request)
    found = queries.projects_in(caller.viewer, place, caller.on)
    return {
        "posts": [one._asdict() for one in found.posts],
        "teams": [one._asdict() for one in found.teams],
    }


@operation(router, "POST /teams", "group.form")
def form_team(request: HttpRequest, body: TeamIn) -> Recorded:
    """Form a team that one leads oneself, or note down a signed form as the office."""
    caller = caller_of(request)
    given = {**body.model_dump(), "leader": body.leader or caller.person}
    entry = actions.form_team(caller.viewer, **given, at=caller.at, key=caller.key)
    return recorded(request, entry, to=f"/teams/{entry.deed.team}")


@operation(router, "POST /teams/{team}/join", "group.join")
def join_team(request: HttpRequest, team: Id, body: WhoIn) -> Recorded:
    """Join a team; nobody is put into one."""
    caller = caller_of(request)
    entry = actions.join_team(
        caller.viewer,
        team=team,
        member=body.member or caller.person,
        at=caller.at,
        key=caller.key,
    )
    return recorded(request, entry)


@operation(router, "POST /teams/{team}/leave", "group.join")
def leave_team(request: HttpRequest, team: Id, body: WhoIn) -> Recorded:
    """Leave a team; no reason is asked."""
    caller = caller_of(request)
    entry = actions.leave_team(
        caller.viewer,
        team=team,
        member=body.member or caller.person,
        at=caller.at,
        key=caller.key,
    )
    return recorded(request, entry)


@operation(router, "POST /teams/{team}/leader", "group.lead")
def let_lead(request: HttpRequest, team: Id, body: LeaderIn) -> Recorded:
    """Let another member lead: as who leads now, or as the office."""
    caller = caller_of(request)
    entry = actions.let_lead(
        caller.viewer, team=team, leader=body.leader, at=caller.at, key=caller.key
    )
    return recorded(request, entry)


@operation(router, "POST /teams/{team}/dissolve", "group.lead")
def dissolve_team(request: HttpRequest, team: Id) -> Recorded:
    """Dissolve a team: as who leads it, or as the office."""
    caller = caller_of(request)
    entry = actions.dissolve_team(caller.viewer, team=team, at=caller.at, key=caller.key)
    return recorded(request, entry)
