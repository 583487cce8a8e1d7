"""The key team (敬老钥匙帮): visits that are due, visits made, and slips of paper."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.actions import Slip
from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import Body, Day, Id, Moment, Place, Said
from gongfu.faces.api.rest.operations import Recorded, operation, recorded
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, listed, whole

router = Router(tags=["visits"])


class DueOut(Schema):
    """An elder and how their next visit stands."""

    elder: str = Field(description="The id of the elder.")
    place: str
    state: str = Field(description="overdue, due, done or later.")
    days: int = Field(description="How many days overdue, or still to go.")
    due_on: date
    last_on: date | None = Field(description="The day of the last visit.")


class VisitOut(Schema):
    """A visit or another help to an elder."""

    number: int = Field(description="The number of the record.")
    elder: str = Field(description="The id of the elder.")
    keeper: str = Field(description="The id of the keeper.")
    place: str
    on: date
    started_at: datetime
    ended_at: datetime
    minutes: int
    hours_kind: str = Field(description="volunteer or duty.")
    sort: str = Field(description="visit or service.")
    answer: str = Field(description="well, unwell, help, no-answer, or the service.")
    evidence: str = Field(description="The class of evidence: A, B or C.")
    disputed: bool
    reversed: bool = Field(description="Whether it was taken back.")


class SlipIn(Body):
    """One paper slip of a visit, or of another help where service is given."""

    elder: Id
    keeper: Id
    started_at: Moment
    ended_at: Moment
    answer: Literal["", "well", "unwell", "help", "no-answer"] = ""
    service: Literal[
        "", "hospital", "shopping", "repair", "errand", "meal", "company", "on-call"
    ] = ""


class SlipsIn(Body):
    """Many paper slips; slips older than seven days need a second person."""

    slips: list[SlipIn] = Field(min_length=1, max_length=500)
    second: Id | None = Field(None, description="The id of who compared them with the paper.")


class SlipsOut(Schema):
    """What was recorded, in the order of the slips."""

    records: list[Recorded]


def _due(one: Any) -> dict[str, Any]:
    return {"elder": one.elder, "place": one.place, **one.standing._asdict()}


@operation(router, "GET /visits/due", "elder.read_care_card", Listed[DueOut])
def list_due_visits(
    request: HttpRequest,
    place: Place,
    upto: Annotated[Day, Said("Due by this day; without, today.")] | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List the elders of an area whose visit is due, the longest due first."""
    caller = caller_of(request)
    found = queries.dues_in(
        caller.viewer, place, caller.on, upto=upto or caller.on, page=after(cursor, limit)
    )
    return listed(request, found, mark=lambda one: one.elder, line=_due)


@operation(router, "GET /visits/day", "round.plan", Listed[DueOut])
def list_day(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List the elders whom the caller looks after, in the order of today's round."""
    caller = caller_of(request)
    lines = queries.day_of(caller.viewer, caller.person, caller.on).lines
    return whole(request, lines, after(cursor, limit), mark=lambda one: one.elder, line=_due)


@operation(router, "GET /visits/by/{keeper}", "volunteer.hours_list", Listed[VisitOut])
def list_visits_by(request: HttpRequest, keeper: Id, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List the visits of a keeper, the newest first: one's own, or as the office."""
    viewer, turn = caller_of(request).viewer, after(cursor, limit)
    found = queries.visits_by(viewer, keeper, page=turn)
    return listed(request, found, mark=lambda one: str(one.number), line=lambda one: one._asdict())


@operation(router, "POST /visits/slips", "visit.import", SlipsOut)
def import_slips(request: HttpRequest, body: SlipsIn) -> Any:
    """Enter paper slips at once; where one cannot be accepted, nothing is written."""
    caller = caller_of(request)
    slips = [Slip(**one.model_dump()) for one in body.slips]
    entries = actions.import_visits(
        caller.viewer, slips, second=body.second or "", at=caller.at, key=caller.key
    )
    return SlipsOut(records=[recorded(request, one) for one in entries])
