"""Suggestions and offers (派单): who could be asked for what, with reasons; nobody is compelled."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from gongfu.domains.grids import actions, queries
from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import Body, Id, Place, Said
from gongfu.faces.api.rest.operations import Recorded, operation, recorded
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, whole
from gongfu.faces.api.rest.problems import Fault
from gongfu.kernel.needs.actions import Asking
from gongfu.kernel.refusals import Many

router = Router(tags=["dispatch"])


class ReasonOut(Schema):
    """Why a member comes into question."""

    near: str = Field(description="What both share: grid, community or town.")
    metres: int | None = Field(description="How far away, where places are drawn.")
    skill: str = Field(description="The skill that is asked for, or empty.")
    month: int = Field(description="Tasks taken in thirty days.")


class ChoiceOut(Schema):
    """A member who could be asked."""

    member: str = Field(description="The id of the member.")
    reason: ReasonOut


class SuggestionOut(Schema):
    """What is suggested for one request."""

    need: str = Field(description="The id of the request.")
    sort: str = Field(description="The code of its kind.")
    place: str
    urgency: int = Field(description="0 to 3.")
    done_by: datetime = Field(description="When it should be done.")
    places: int = Field(description="How many helpers are still wanted.")
    suggested: list[ChoiceOut] = Field(description="Who should be asked.")
    others: list[ChoiceOut] = Field(description="Who else could be asked.")
    why: str = Field(description="Why nobody is suggested, a code, or empty.")


class AskingIn(Body):
    """One member to be asked for one request."""

    need: Id
    helper: Id


class OffersIn(Body):
    """Whom to ask for what."""

    askings: list[AskingIn] = Field(min_length=1, max_length=500)


class OffersOut(Schema):
    """Which offers went out, and which lines had changed since they were suggested."""

    records: list[Recorded]
    refused: list[Fault] = Field(description="The lines that were refused; the others went out.")


@operation(router, "GET /dispatch/suggestions", "offer.send", Listed[SuggestionOut])
def list_suggestions(
    request: HttpRequest,
    place: Place,
    need: Annotated[Id, Said("Only for this request.")] | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List whom to ask for the requests of an area, with the reason for each."""
    caller = caller_of(request)
    lines = queries.proposals_in(caller.viewer, place, at=caller.at, need=need or "")
    return whole(
        request, lines, after(cursor, limit), mark=lambda one: one.need.need, line=_suggestion
    )


def _suggestion(one: Any) -> dict[str, Any]:
    names = ("need", "sort", "place", "urgency", "done_by", "places")
    return {
        **{name: getattr(one.need, name) for name in names},
        "suggested": [_choice(choice) for choice in one.suggested],
        "others": [_choice(choice) for choice in one.others],
        "why": one.why,
    }


def _choice(one: Any) -> dict[str, Any]:
    return {"member": one.member, "reason": one.reason._asdict()}


@operation(router, "POST /dispatch/offers", "offer.send", OffersOut)
def send_offers(request: HttpRequest, body: OffersIn) -> Any:
    """Ask members for requests; lines that changed meanwhile are refused alone."""
    caller = caller_of(request)
    askings = [Asking(one.need, one.helper) for one in body.askings]
    sent = actions.send_offers(caller.viewer, askings, at=caller.at, key=caller.key)
    if not sent.entries:
        raise Many(sent.refused)
    refused = [
        Fault(where=str(one.line), code=one.refusal.code, detail=str(one.refusal))
        for one in sent.refused
    ]
    return OffersOut(records=[recorded(request, one) for one in sent.entries], refused=refused)
