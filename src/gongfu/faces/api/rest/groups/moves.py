"""What an office or the asker decides about a request: one operation for each move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router

from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import Body, Code, Id, Words
from gongfu.faces.api.rest.operations import Recorded, operation, recorded
from gongfu.kernel.needs import actions

router = Router(tags=["moves"])


class ReviewIn(Body):
    """As what it is accepted; without, as it was asked."""

    sort: Code | None = Field(None, description="The code of its kind.")
    wanted: int | None = Field(None, ge=1, le=50, description="How many helpers are wanted.")


class RefusalIn(Body):
    """Why it is refused."""

    reason: Literal["unclear", "unlawful", "private-matter", "business", "no-longer", "repeated"]
    words: Words = ""


class ReferralIn(Body):
    """Who is in charge instead."""

    where: Literal[
        "police",
        "utility",
        "property-management",
        "court",
        "hospital",
        "town",
        "other-district",
    ]


class MergerIn(Body):
    """The request that asks for the same."""

    into: Id


class PauseIn(Body):
    """What it waits for."""

    reason: Literal["weather", "material", "asker-away", "other-office"]


class DecisionIn(Body):
    """What the level that was called will do."""

    decision: Literal["sends-people", "sends-money", "takes-over", "advises", "returns"]


class FindingIn(Body):
    """What the office found out."""

    finding: Literal["done-after-all", "not-possible", "asker-content", "elsewhere"]


def _moved(
    request: HttpRequest, act: Callable[..., Any], need: str, body: Body | None = None
) -> Recorded:
    caller, given = caller_of(request), body.model_dump(exclude_none=True) if body else {}
    entry = act(caller.viewer, need=need, **given, at=caller.at, key=caller.key)
    return recorded(request, entry)


@operation(router, "POST /needs/{need}/review", "request.review")
def review_need(request: HttpRequest, need: Id, body: ReviewIn) -> Recorded:
    """Accept a request for service."""
    return _moved(request, actions.review_need, need, body)


@operation(router, "POST /needs/{need}/refuse", "request.review")
def refuse_need(request: HttpRequest, need: Id, body: RefusalIn) -> Recorded:
    """Refuse a request with a reason that its asker reads."""
    return _moved(request, actions.refuse_need, need, body)


@operation(router, "POST /needs/{need}/refer", "request.review")
def refer_need(request: HttpRequest, need: Id, body: ReferralIn) -> Recorded:
    """Tell the asker who is in charge."""
    return _moved(request, actions.refer_need, need, body)


@operation(router, "POST /needs/{need}/merge", "request.review")
def merge_need(request: HttpRequest, need: Id, body: MergerIn) -> Recorded:
    """Let a request follow another that asks for the same."""
    return _moved(request, actions.merge_need, need, body)


@operation(router, "POST /needs/{need}/pause", "request.review")
def pause_need(request: HttpRequest, need: Id, body: PauseIn) -> Recorded:
    """Let a request wait for something outside."""
    return _moved(request, actions.pause_need, need, body)


@operation(router, "POST /needs/{need}/resume", "request.review")
def resume_need(request: HttpRequest, need: Id) -> Recorded:
    """Let a paused request go on."""
    return _moved(request, actions.resume_need, need)


@operation(router, "POST /needs/{need}/escalate", "request.escalate")
def escalate_need(request: HttpRequest, need: Id) -> Recorded:
    """Call the level above for help (吹哨)."""
    return _moved(request, actions.escalate_need, need)


@operation(router, "POST /needs/{need}/answer-call", "request.answer_call")
def answer_call(request: HttpRequest, need: Id, body: DecisionIn) -> Recorded:
    """Report in as the level that was called (报到)."""
    return _moved(request, actions.answer_escalation, need, body)


@operation(router, "POST /needs/{need}/withdraw", "request.withdraw")
def withdraw_need(request: HttpRequest, need: Id) -> Recorded:
    """Say that it is no longer needed."""
    return _moved(request, actions.withdraw_need, need)


@operation(router, "POST /needs/{need}/reopen", "request.reopen")
def reopen_need(request: HttpRequest, need: Id) -> Recorded:
    """Have a request served again, within two weeks after the work."""
    return _moved(request, actions.reopen_need, need)


@operation(router, "POST /needs/{need}/close", "request.close")
def close_need(request: HttpRequest, need: Id, body: FindingIn) -> Recorded:
    """End a disputed request; never by who reported or served it (报办分离)."""
    return _moved(request, actions.close_need, need, body)
