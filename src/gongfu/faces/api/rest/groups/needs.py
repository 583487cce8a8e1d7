"""Requests (点单): reading them, making them, and answering what was done (评单)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from gongfu.faces.api.rest.callers import Caller, caller_of
from gongfu.faces.api.rest.fields import (
    Body,
    Code,
    Id,
    Moment,
    Name,
    Phone,
    Place,
    Said,
    Track,
    Words,
)
from gongfu.faces.api.rest.operations import Recorded, operation, recorded
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, listed, whole
from gongfu.faces.api.rest.problems import NothingHere
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.needs.actions import Answer, Request
from gongfu.kernel.needs.queries import Card
from gongfu.kernel.people import notes

router = Router(tags=["needs"])
Column = Literal["called", "late", "new", "seeking", "underway", "answer", "disputed"]


class NeedOut(Schema):
    """A request in a list."""

    need: str = Field(description="The id of the request.")
    track: str = Field(description="The number by which anybody can follow it, or empty.")
    sort: str = Field(description="The code of its kind.")
    place: str = Field(description="Exact for who may read it in full, else the community.")
    state: str
    urgency: int = Field(description="0 to 3.")
    submitted_at: datetime
    done_by: datetime = Field(description="When it should be done.")
    window_from: datetime | None = Field(description="From when it suits the asker.")
    wanted: int = Field(description="How many helpers are wanted.")
    taken: int = Field(description="How many have taken it.")
    asker: str = Field(description="The id of who asked, or empty for who may not know.")


class AskedOut(Schema):
    """A request as the public may follow it."""

    track: str = Field(description="The number by which anybody can follow it.")
    sort: str = Field(description="The code of its kind.")
    place: str = Field(description="The code of the community.")
    state: str
    open: bool = Field(description="Whether it has not ended.")
    submitted_at: datetime
    changed_at: datetime | None
    done_by: datetime = Field(description="When it should be done.")


class HelperOut(Schema):
    """Somebody who was asked for a request, or took it."""

    offer: str = Field(description="The id of the task.")
    helper: str = Field(description="The id of the member.")
    state: str
    asked_at: datetime


class NeedCardOut(NeedOut):
    """One request as the caller may see it."""

    channel: str = Field(description="How it was made.")
    window_to: datetime | None = Field(description="Until when it suits the asker.")
    reviewed_at: datetime | None
    done_at: datetime | None
    ended_at: datetime | None
    called_at: datetime | None = Field(description="Since when the level above is called.")
    solved: str = Field(description="What the asker said: yes, partly, no, or empty.")
    outcome: str = Field(description="The reason of a decision, a code, or empty.")
    into: str = Field(description="The request that it follows since it was merged, or empty.")
    words: str = Field(description="The asker's words, for who may read it in full.")
    helpers: list[HelperOut] = Field(description="All for an office, else the caller's own.")
    merged: int = Field(description="How many other askers follow it.")


class CourseOut(Schema):
    """A record in the course of a request."""

    number: int = Field(description="The number of the record.")
    kind: str = Field(description="The kind of the record.")
    recorded_at: datetime


class NeedIn(Body):
    """What is asked for, where, for whom."""

    sort: Code
    place: Place
    asker: Id | None = Field(None, description="For whom; without, for whom the key acts.")
    wanted: int = Field(1, ge=1, le=50, description="How many helpers are wanted.")
    urgency: int = Field(0, ge=0, le=3, description="0 to 3.")
    window_from: Moment | None = Field(None, description="From when it suits the asker.")
    window_to: Moment | None = Field(None, description="Until when it suits the asker.")
    words: Words = ""
    every_days: int = Field(0, ge=0, le=366, description="0, or it comes again so many days after.")
    shown: bool = Field(False, description="The asker agrees that kind and place are public.")


class DoorIn(Body):
    """What is asked for, without an account."""

    sort: Code
    place: Place
    urgency: int = Field(0, ge=0, le=3, description="0 to 3.")
    words: Words = ""
    name: Name = ""
    phone: Phone = ""


class CallerIn(DoorIn):
    """What somebody asks by phone, at the desk or on a visit."""

    channel: Literal["phone", "desk", "visit"] = Field("phone", description="How it was made.")


class RhythmIn(Body):
    """After how many days it comes again."""

    every_days: int = Field(ge=0, le=366, description="0 for not any more.")


class AnswerIn(Body):
    """What the asker says of it: facts, not stars."""

    came: bool = Field(description="Whether somebody came.")
    solved: Literal["yes", "partly", "no"]
    missing: Literal[
        "", "came-late", "not-finished", "wrong-skill", "material", "manner", "other"
    ] = Field("", description="What is still missing.")
    words: Words = ""


def _line(one: Any) -> dict[str, Any]:
    return dict(one._asdict())


def _followed(one: Any) -> dict[str, Any]:
    return {**one._asdict(), "open": one.open}


@operation(router, "GET /needs", "request.read_full", Listed[NeedOut])
def list_needs(
    request: HttpRequest,
    place: Place,
    column: Annotated[Column, Said("Only what stands in this column of the board.")] | None = None,
    sort: Annotated[Code, Said("Only of this kind.")] | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List the open requests of an area, the most urgent first, as its office sees them."""
    caller, turn = caller_of(request), after(cursor, limit)
    found = queries.column_of(
        caller.viewer, place, column or "", at=caller.at, sort=sort or "", page=turn
    )
    return listed(request, found, mark=lambda one: one.need, line=_line)


@operation(router, "GET /needs/mine", "request.read_open", Listed[NeedOut])
def list_my_needs(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List what the caller, or for whom the caller speaks, asked for, the newest first."""
    found = queries.my_needs(caller_of(request).viewer, page=after(cursor, limit))
    return listed(request, found, mark=lambda one: one.need, line=_line)


@operation(router, "GET /needs/open", "request.read_open", Listed[NeedOut])
def list_open_needs(
    request: HttpRequest,
    place: Place,
    sort: Annotated[Code, Said("Only of this kind.")] | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List the requests of a place that seek helpers, without who asked."""
    sorts = [sort] if sort else None
    found = queries.open_for(
        caller_of(request).viewer, place, sorts=sorts, page=after(cursor, limit)
    )
    return listed(request, found, mark=lambda one: one.need, line=_line)


@operation(router, "GET /needs/asked", "page.public", Listed[AskedOut])
def list_asked(
    request: HttpRequest,
    place: Place,
    sort: Annotated[Code, Said("Only of this kind.")] | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List what was asked in a place and may be public, the newest first."""
    on = caller_of(request).on
    found = queries.followed_in(place, on, sort=sort or "", page=after(cursor, limit))
    return listed(request, found, mark=lambda one: one.track, line=_followed)


@operation(router, "POST /needs/at-door", "request.create_at_door")
def raise_need_at_door(request: HttpRequest, body: DoorIn) -> Recorded:
    """Ask for something without an account; it is followed by its number."""
    caller = caller_of(request)
    wish = Request(**body.model_dump(), asker="", channel="door")
    asked = actions.raise_at_door(caller.viewer, wish, at=caller.at, key=caller.key)
    answer = recorded(request, asked.entry, to=f"/tracked/{asked.entry.deed.need[:10]}")
    answer.slip = asked.slip
    return answer


@operation(router, "POST /needs/for-caller", "request.create")
def raise_need_for_caller(request: HttpRequest, body: CallerIn) -> Recorded:
    """Enter as the office what somebody asks by phone, at the desk or on a visit."""
    caller = caller_of(request)
    wish = Request(**body.model_dump(), asker="")
    entry = actions.raise_for_caller(caller.viewer, wish, at=caller.at, key=caller.key)
    return recorded(request, entry, to=f"/needs/{entry.deed.need}")


@operation(router, "GET /tracked/{track}", "request.track", AskedOut)
def get_tracked(request: HttpRequest, track: Track) -> Any:
    """Read where a request stands, by the number on its slip."""
    ids = [track.replace("-", "").lower()]
    found = queries.followed(ids=ids, at=caller_of(request).at, shown_only=False)
    if not found:
        raise NothingHere()
    return _followed(found[0])


@operation(router, "GET /needs/{need}", "request.read_open", NeedCardOut)
def get_need(request: HttpRequest, need: Id) -> Any:
    """Read one request as the caller may see it; its words count as a look at the asker."""
    caller = caller_of(request)
    card = queries.need_card(caller.viewer, need)
    return {**_card(card), "words": _words(caller, card)}


def _card(card: Card) -> dict[str, Any]:
    row, full = card.need, card.full
    names = (name for name in NeedCardOut.model_fields if hasattr(row, name))
    mine = (card.mine,) if card.mine else ()
    return {
        **{name: getattr(row, name) for name in names},
        "place": row.place if full else row.place[:12],
        "asker": row.asker if full else "",
        "track": row.track if full else "",
        "taken": row.taken + row.finished,
        "helpers": [_helper(one) for one in card.offers or mine],
        "merged": card.merged,
    }


def _helper(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in HelperOut.model_fields}


def _words(caller: Caller, card: Card) -> str:
    note = card.need.note
    if not note or not card.full or card.grant is None:
        return ""
    return notes.words(caller.viewer, [note], grant=card.grant, at=caller.at).get(note, "")


@operation(router, "GET /needs/{need}/records", "request.read_full", Listed[CourseOut])
def list_need_records(
    request: HttpRequest, need: Id, cursor: Cursor = "", limit: Limit = 20
) -> Any:
    """List the records in the course of a request, in their order."""
    card = queries.need_card(caller_of(request).viewer, need)
    lines = queries.course_of(need) if card.full else []
    return whole(
        request,
        lines,
        after(cursor, limit),
        mark=lambda one: str(one.number),
        line=lambda one: {"number": one.number, "kind": one.deed.kind, "recorded_at": one.at},
    )


@operation(router, "POST /needs", "request.create")
def raise_need(request: HttpRequest, body: NeedIn) -> Recorded:
    """Ask for something for oneself, or as an office for somebody of its area."""
    caller = caller_of(request)
    given = {**body.model_dump(), "asker": body.asker or caller.person}
    entry = actions.raise_need(caller.viewer, Request(**given), at=caller.at, key=caller.key)
    return recorded(request, entry, to=f"/needs/{entry.deed.need}")


@operation(router, "POST /needs/{need}/answer", "service.rate")
def answer_need(request: HttpRequest, need: Id, body: AnswerIn) -> Recorded:
    """Say as the asker whether somebody came, and whether it is solved."""
    return _rated(request, need, body, manner="self")


@operation(router, "POST /needs/{need}/rhythm", "request.repeat")
def set_rhythm(request: HttpRequest, need: Id, body: RhythmIn) -> Recorded:
    """Settle after how many days a request comes again: as its asker or its office."""
    caller = caller_of(request)
    entry = actions.set_rhythm(
        caller.viewer, need=need, every_days=body.every_days, at=caller.at, key=caller.key
    )
    return recorded(request, entry)


@operation(router, "POST /needs/{need}/call-back", "request.call_back")
def call_back(request: HttpRequest, need: Id, body: AnswerIn) -> Recorded:
    """Note down as the office what the asker said on the phone."""
    return _rated(request, need, body, manner="call")


def _rated(request: HttpRequest, need: str, body: AnswerIn, *, manner: str) -> Recorded:
    caller, answer = caller_of(request), Answer(**body.model_dump())
    entry = actions.rate_need(
        caller.viewer, need=need, answer=answer, manner=manner, at=caller.at, key=caller.key
    )
    return recorded(request, entry)
