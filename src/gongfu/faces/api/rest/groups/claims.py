"""Claims of places at posts: making, deciding, handing back, and the service itself."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from gongfu.domains.grids import actions, queries
from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import Body, Day, Id, Moment, Place, RecordNumber, week
from gongfu.faces.api.rest.groups.posts import PostOut
from gongfu.faces.api.rest.operations import Recorded, operation, recorded
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, listed, whole

router = Router(tags=["claims"])


class ClaimOut(Schema):
    """A claim that the office has to decide."""

    claim: str = Field(description="The id of the claim.")
    member: str = Field(description="The id of the member.")
    claimed_on: date
    post: PostOut


class MyClaimOut(Schema):
    """A place that the caller holds or waits for."""

    claim: str = Field(description="The id of the claim.")
    state: str = Field(description="claimed, confirmed or waiting.")
    position: int = Field(description="In the waiting list, from 1, or 0.")
    days: list[date] = Field(description="The coming days of service within four weeks.")
    away: list[date] = Field(description="Those of them on which the caller cannot come.")
    post: PostOut


class ClaimIn(Body):
    """Whether one would wait where all places are taken."""

    wait: bool = True


class DeclineIn(Body):
    """Why a claim is declined; the member reads it."""

    reason: Literal["licence", "filled", "changed", "safety", "other"]


class AbsenceIn(Body):
    """A day on which one cannot come."""

    day: Day


class ServiceIn(Body):
    """From when to when one served."""

    started_at: Moment
    ended_at: Moment


def _post(line: Any) -> dict[str, Any]:
    return {**line._asdict(), "times": week(line.times)}


def _claim(one: Any) -> dict[str, Any]:
    return {**one._asdict(), "post": _post(one.post)}


@operation(router, "GET /claims", "claim.read", Listed[ClaimOut])
def list_claims(request: HttpRequest, place: Place, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List the claims of a place that wait for the office, the oldest first."""
    caller, turn = caller_of(request), after(cursor, limit)
    found = queries.claims_to_decide(caller.viewer, place, caller.on, page=turn)
    return listed(request, found, mark=lambda one: one.claim, line=_claim)


@operation(router, "GET /claims/mine", "claim.read", Listed[MyClaimOut])
def list_my_claims(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List the places that the caller holds or waits for."""
    caller = caller_of(request)
    lines = queries.claims_of(caller.viewer, caller.person, caller.on)
    turn = after(cursor, limit)
    return whole(request, lines, turn, mark=lambda one: one.claim, line=_claim)


@operation(router, "POST /posts/{post}/claims", "post.claim")
def claim_post(request: HttpRequest, post: Id, body: ClaimIn) -> Recorded:
    """Claim a place for oneself, or where it is full one on the waiting list."""
    caller = caller_of(request)
    entry = actions.claim_post(
        caller.viewer, post=post, wait=body.wait, at=caller.at, key=caller.key
    )
    return recorded(request, entry)


@operation(router, "POST /claims/{claim}/hand-back", "post.claim")
def hand_back(request: HttpRequest, claim: Id) -> Recorded:
    """Hand one's own place back, or stop waiting; no reason is asked."""
    caller = caller_of(request)
    entry = actions.hand_back(caller.viewer, claim=claim, at=caller.at, key=caller.key)
    return recorded(request, entry)


@operation(router, "POST /claims/{claim}/confirm", "claim.decide")
def confirm_claim(request: HttpRequest, claim: Id) -> Recorded:
    """Confirm a claim as the office; never one's own."""
    caller = caller_of(request)
    entry = actions.confirm_claim(caller.viewer, claim=claim, at=caller.at, key=caller.key)
    return recorded(request, entry)


@operation(router, "POST /claims/{claim}/decline", "claim.decide")
def decline_claim(request: HttpRequest, claim: Id, body: DeclineIn) -> Recorded:
    """Decline a claim as the office, for a reason that the member reads."""
    caller = caller_of(request)
    entry = actions.decline_claim(
        caller.viewer, claim=claim, reason=body.reason, at=caller.at, key=caller.key
    )
    return recorded(request, entry)


@operation(router, "POST /claims/{claim}/absences", "post.claim")
def tell_absence(request: HttpRequest, claim: Id, body: AbsenceIn) -> Recorded:
    """Say that one cannot come on a day; no reason is asked."""
    caller = caller_of(request)
    entry = actions.tell_absence(
        caller.viewer, claim=claim, day=body.day, at=caller.at, key=caller.key
    )
    return recorded(request, entry)


@operation(router, "POST /claims/{claim}/services", "post.serve")
def record_service(request: HttpRequest, claim: Id, body: ServiceIn) -> Recorded:
    """Record one's own service at a post, from when to when."""
    caller = caller_of(request)
    entry = actions.record_serving(
        caller.viewer, claim=claim, **body.model_dump(), at=caller.at, key=caller.key
    )
    return recorded(request, entry)


@operation(router, "POST /services/{number}/take-back", "post.serve")
def take_back_service(request: HttpRequest, number: RecordNumber) -> Recorded:
    """Take back one's own record of service within 24 hours."""
    caller = caller_of(request)
    entry = actions.take_back_serving(caller.viewer, number=number, at=caller.at, key=caller.key)
    return recorded(request, entry)
