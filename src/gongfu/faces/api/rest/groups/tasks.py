"""What a member is asked for and took (接单): yes, no, begun, done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import Body, Id, Moment, Said, Words
from gongfu.faces.api.rest.groups.needs import NeedOut
from gongfu.faces.api.rest.operations import Recorded, operation, recorded
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, whole
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.needs.actions import Result

router = Router(tags=["tasks"])
State = Literal["asked", "accepted", "begun", "done"]


class TaskOut(Schema):
    """One's own offer or task."""

    offer: str = Field(description="The id of the task.")
    state: str
    lapses_at: datetime | None = Field(description="When an offer without an answer lapses.")
    need: NeedOut
    why: list[str] = Field(description="Why the caller was asked: coded reasons.")


class WorkIn(Body):
    """From when to when one worked, and what was done."""

    started_at: Moment
    ended_at: Moment
    words: Words = ""


@operation(router, "GET /tasks", "offer.accept", Listed[TaskOut])
def list_tasks(
    request: HttpRequest,
    state: Annotated[State, Said("Only in this state.")] | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List what the caller is asked for and has taken, the most urgent first."""
    states = (state,) if state else ("asked", "accepted", "begun")
    lines = queries.my_tasks(caller_of(request).viewer, states=states)
    return whole(
        request,
        lines,
        after(cursor, limit),
        mark=lambda one: one.offer,
        line=lambda one: {**one._asdict(), "need": one.need._asdict()},
    )


def _done(request: HttpRequest, act: Callable[..., Any], offer: str, **values: Any) -> Recorded:
    caller = caller_of(request)
    entry = act(caller.viewer, offer=offer, **values, at=caller.at, key=caller.key)
    return recorded(request, entry)


@operation(router, "POST /needs/{need}/take", "offer.accept")
def take_need(request: HttpRequest, need: Id) -> Recorded:
    """Take an open request without having been asked."""
    caller = caller_of(request)
    entry = actions.take_need(caller.viewer, need=need, at=caller.at, key=caller.key)
    return recorded(request, entry)


@operation(router, "POST /tasks/{offer}/accept", "offer.accept")
def accept_offer(request: HttpRequest, offer: Id) -> Recorded:
    """Say yes to an offer."""
    return _done(request, actions.accept_offer, offer)


@operation(router, "POST /tasks/{offer}/decline", "offer.accept")
def decline_offer(request: HttpRequest, offer: Id) -> Recorded:
    """Say no to an offer; nobody asks why."""
    return _done(request, actions.decline_offer, offer)


@operation(router, "POST /tasks/{offer}/return", "offer.accept")
def return_task(request: HttpRequest, offer: Id) -> Recorded:
    """Say that one cannot come after all."""
    return _done(request, actions.return_task, offer)


@operation(router, "POST /tasks/{offer}/begin", "request.serve")
def begin_task(request: HttpRequest, offer: Id) -> Recorded:
    """Say that one is on the way or at it."""
    return _done(request, actions.begin_task, offer)


@operation(router, "POST /tasks/{offer}/finish", "request.serve")
def finish_task(request: HttpRequest, offer: Id, body: WorkIn) -> Recorded:
    """Say that one's part is done, from when to when; the words are sealed with the asker's key."""
    worked = {"started_at": body.started_at, "ended_at": body.ended_at}
    return _done(request, actions.finish_task, offer, **worked, result=Result(body.words))
