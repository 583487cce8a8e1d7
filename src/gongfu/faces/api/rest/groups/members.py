"""Members registered where they live (双报到), and what they can give."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import BeforeValidator

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Offer
from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import (
    PARTS,
    Body,
    Code,
    Day,
    Id,
    Place,
    Said,
    Time,
    WeekTime,
    mask,
    number_of,
    week,
)
from gongfu.faces.api.rest.operations import Recorded, operation, recorded
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, listed
from gongfu.faces.api.rest.problems import NothingHere

router = Router(tags=["members"])
Weekday = Annotated[int, Field(ge=0, le=6), BeforeValidator(number_of)]
Part = Literal["forenoon", "afternoon", "evening"]


class MemberOut(Schema):
    """A member and what they can give."""

    member: str = Field(description="The id of the member.")
    place: str = Field(description="The community in which they are registered.")
    sort: str = Field(description="A code of the list member-sort.")
    skills: list[str]
    languages: list[str]
    times: list[WeekTime] = Field(description="When they can usually come.")
    licence_until: date | None
    until: date | None = Field(description="The last day on the list, where it has one.")
    registered_on: date
    left_on: date | None


class GivenOut(Schema):
    """How many members can give one skill."""

    skill: str
    members: int


class ResourcesOut(Schema):
    """What the members of a place can give (资源清单), in counts."""

    members: int
    sorts: dict[str, int]
    skills: list[GivenOut]


class GiftIn(Body):
    """What a member can give."""

    sort: Code
    skills: list[Code] = Field([], max_length=12)
    languages: list[Code] = Field([], max_length=12)
    times: list[Time] = Field([], max_length=21, description="When they can usually come.")
    licence_until: Day | None = None
    until: Day | None = Field(
        None, description="The last day on the list, for who lives here for a time."
    )

    @property
    def offer(self) -> Offer:
        """Return it as the action takes it."""
        return Offer(
            self.sort,
            tuple(self.skills),
            tuple(self.languages),
            mask(self.times),
            licence_until=self.licence_until,
            until=self.until,
        )


class MemberIn(GiftIn):
    """Who registers where, with what they can give."""

    place: Place
    member: Id | None = Field(None, description="Who; without, for whom the key acts.")


class MoveIn(Body):
    """Where the member lives now."""

    place: Place


def _member(card: Any) -> dict[str, Any]:
    return {**card._asdict(), "times": week(card.times)}


@operation(router, "GET /members", "roster.cadres_and_members", Listed[MemberOut])
def list_members(
    request: HttpRequest,
    place: Place,
    sort: Annotated[Code, Said("Only of this sort.")] | None = None,
    skill: Annotated[Code, Said("Only with this skill.")] | None = None,
    weekday: Annotated[Weekday, Said("Only who can come on this day, Monday 0.")] | None = None,
    part: Annotated[Part, Said("Only who can come at this part of the day.")] | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List the members of a place in the order of registering; nobody is ranked."""
    caller, turn = caller_of(request), after(cursor, limit)
    found = queries.members_in(
        caller.viewer,
        place,
        caller.on,
        page=turn,
        sort=sort or "",
        skill=skill or "",
        time=(weekday, PARTS.index(part)) if weekday is not None and part else None,
    )
    return listed(request, found, mark=lambda one: one.member, line=_member)


@operation(router, "GET /members/{member}", "member.read", MemberOut)
def get_member(request: HttpRequest, member: Id) -> Any:
    """Read one member: oneself, or as the office."""
    card = queries.member_card(caller_of(request).viewer, member)
    if card is None:
        raise NothingHere()
    return _member(card)


@operation(router, "GET /resources", "roster.cadres_and_members", ResourcesOut)
def get_resources(request: HttpRequest, place: Place) -> Any:
    """Read in counts what the members of a place can give."""
    caller = caller_of(request)
    return queries.resources_in(caller.viewer, place, caller.on)._asdict()


@operation(router, "POST /members", "member.register")
def register_member(request: HttpRequest, body: MemberIn) -> Recorded:
    """Register where one lives, or note down a signed form as the office."""
    caller = caller_of(request)
    member = body.member or caller.person
    entry = actions.register_member(
        caller.viewer,
        member=member,
        place=body.place,
        offer=body.offer,
        at=caller.at,
        key=caller.key,
    )
    return recorded(request, entry, to=f"/members/{member}")


@operation(router, "PUT /members/{member}", "member.edit")
def change_member(request: HttpRequest, member: Id, body: GiftIn) -> Recorded:
    """Change what a member can give; the unit stays as it is."""
    caller = caller_of(request)
    entry = actions.change_member(
        caller.viewer, member=member, offer=body.offer, at=caller.at, key=caller.key
    )
    return recorded(request, entry)


@operation(router, "POST /members/{member}/move", "member.edit")
def move_member(request: HttpRequest, member: Id, body: MoveIn) -> Recorded:
    """Go over to the list of another community; places and teams are kept."""
    caller = caller_of(request)
    entry = actions.move_member(
        caller.viewer, member=member, place=body.place, at=caller.at, key=caller.key
    )
    return recorded(request, entry)


@operation(router, "POST /members/{member}/leave", "member.edit")
def leave_list(request: HttpRequest, member: Id) -> Recorded:
    """Leave the list; places are handed back, and no reason is asked."""
    caller = caller_of(request)
    entry = actions.leave_list(caller.viewer, member=member, at=caller.at, key=caller.key)
    return recorded(request, entry)
