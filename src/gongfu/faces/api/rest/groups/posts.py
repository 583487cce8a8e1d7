"""Service posts (服务岗): what is open, what suits, opening and changing them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Terms
from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import (
    Body,
    Code,
    Day,
    Flag,
    Id,
    Place,
    Said,
    Time,
    WeekTime,
    mask,
    week,
)
from gongfu.faces.api.rest.operations import Recorded, operation, recorded
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, listed
from gongfu.faces.api.rest.problems import NothingHere

router = Router(tags=["posts"])


class PostOut(Schema):
    """A post and how many places are taken."""

    post: str = Field(description="The id of the post.")
    place: str
    sort: str = Field(description="A code of the list post-sort.")
    skill: str = Field(description="The skill that it needs, or empty.")
    wanted: int = Field(description="How many people are wanted.")
    taken: int = Field(description="How many have a place.")
    waiting: int = Field(description="How many wait for one.")
    times: list[WeekTime]
    since: date = Field(description="The first day.")
    until: date = Field(description="The last day.")
    closed_on: date | None


class HolderOut(Schema):
    """Who holds a place."""

    claim: str = Field(description="The id of the claim.")
    member: str = Field(description="The id of the member.")
    state: str
    claimed_on: date
    away: list[date] = Field(description="The coming days on which they cannot come.")


class WaiterOut(Schema):
    """Who waits for a place."""

    claim: str = Field(description="The id of the claim.")
    member: str = Field(description="The id of the member.")
    position: int = Field(description="From 1.")


class PostCardOut(PostOut):
    """One post; who holds a place or waits only for its office."""

    holders: list[HolderOut]
    waiters: list[WaiterOut]
    yours: HolderOut | None = Field(description="The caller's own place.")
    position: int = Field(description="The caller's place in the waiting list, or 0.")


class SuitingOut(PostOut):
    """A post that suits the caller."""

    near: str = Field(description="community or town.")
    fits: list[str] = Field(description="What fits: skill, time.")


class PostIn(Body):
    """What a post asks for."""

    sort: Code
    wanted: int = Field(ge=1, le=999, description="How many people are wanted.")
    since: Day = Field(description="The first day.")
    until: Day = Field(description="The last day.")
    times: list[Time] = Field(min_length=1, max_length=21)
    skill: Code | None = Field(None, description="The skill that it needs, or empty.")

    @property
    def terms(self) -> Terms:
        """Return it as the action takes it."""
        return Terms(
            self.sort, self.wanted, self.since, self.until, mask(self.times), self.skill or ""
        )


class OpeningIn(PostIn):
    """A post and where it is."""

    place: Place


class EmptyIn(Body):
    """How many places stayed empty on a day."""

    on: Day
    places: int = Field(ge=1, le=999)


def _post(line: Any) -> dict[str, Any]:
    return {**line._asdict(), "times": week(line.times)}


@operation(router, "GET /posts", "post.read", Listed[PostOut])
def list_posts(
    request: HttpRequest,
    place: Place,
    sort: Annotated[Code, Said("Only of this sort.")] | None = None,
    free: Annotated[Flag, Said("Only with free places.")] = False,
    over: Annotated[Flag, Said("Those that are over instead.")] = False,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List the posts of a place that run or will run."""
    caller, turn = caller_of(request), after(cursor, limit)
    found = queries.posts_in(
        caller.viewer, place, caller.on, page=turn, sort=sort or "", free_only=free, over=over
    )
    return listed(request, found, mark=lambda one: one.post, line=_post)


@operation(router, "GET /posts/suiting", "post.claim", Listed[SuitingOut])
def list_suiting_posts(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List the posts with free places that suit the caller, the near ones first."""
    caller = caller_of(request)
    found = queries.suits(caller.viewer, caller.on, page=after(cursor, limit))
    return listed(
        request,
        found,
        mark=lambda one: one.line.post,
        line=lambda one: {**_post(one.line), "near": one.near, "fits": one.fits},
    )


@operation(router, "GET /posts/{post}", "post.read", PostCardOut)
def get_post(request: HttpRequest, post: Id) -> Any:
    """Read one post."""
    caller = caller_of(request)
    card = queries.post_card(caller.viewer, post, caller.on)
    if card is None:
        raise NothingHere()
    return {
        **_post(card.line),
        "holders": [one._asdict() for one in card.holders],
        "waiters": [one._asdict() for one in card.waiters],
        "yours": card.yours and card.yours._asdict(),
        "position": card.position,
    }


@operation(router, "POST /posts", "post.open")
def open_post(request: HttpRequest, body: OpeningIn) -> Recorded:
    """Open a post."""
    caller = caller_of(request)
    entry = actions.open_post(
        caller.viewer, place=body.place, terms=body.terms, at=caller.at, key=caller.key
    )
    return recorded(request, entry, to=f"/posts/{entry.deed.post}")


@operation(router, "PUT /posts/{post}", "post.open")
def change_post(request: HttpRequest, post: Id, body: PostIn) -> Recorded:
    """Change what a post asks for; who waits takes the places that are added."""
    caller = caller_of(request)
    entry = actions.change_post(
        caller.viewer, post=post, terms=body.terms, at=caller.at, key=caller.key
    )
    return recorded(request, entry)


@operation(router, "POST /posts/{post}/close", "post.open")
def close_post(request: HttpRequest, post: Id) -> Recorded:
    """Close a post; its claims end with it."""
    caller = caller_of(request)
    entry = actions.close_post(caller.viewer, post=post, at=caller.at, key=caller.key)
    return recorded(request, entry)


@operation(router, "POST /posts/{post}/empty-places", "absence.note")
def note_empty_places(request: HttpRequest, post: Id, body: EmptyIn) -> Recorded:
    """Note how many places stayed empty on a day; it names nobody."""
    caller = caller_of(request)
    entry = actions.note_empty_places(
        caller.viewer, post=post, on=body.on, places=body.places, at=caller.at, key=caller.key
    )
    return recorded(request, entry)
