"""A member's page: my posts, what suits me, my teams; or the way to register."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gongfu.domains.grids import queries
from gongfu.faces.web.grids import words
from gongfu.faces.web.grids.rows import Page
from gongfu.faces.web.shell.listing import page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.people.rules import year_later
from gongfu.kernel.rights.checking import holds_somewhere


@page("post.read")
def begin(request: HttpRequest) -> HttpResponse:
    """Go to the office's posts, to one's own, or to those of the whole district."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if holds_somewhere(viewer, "claim.decide"):
        return HttpResponseRedirect(reverse("posts-desk"))
    if holds_somewhere(viewer, "post.claim"):
        return HttpResponseRedirect(reverse("my-posts"))
    return HttpResponseRedirect(reverse("posts-in", args=[settings.GONGFU_DISTRICT]))


@page("post.claim")
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's own posts and the posts that suit one."""
    here = Page(request)
    me = here.viewer.person
    card = queries.member_card(here.viewer, me)
    place = card.place if card is not None and card.left_on is None else ""
    number = page_number(request)
    suiting = queries.suits(here.viewer, here.on, page=number)
    claims = queries.claims_of(here.viewer, me, here.on)
    context = {
        "place": place,
        **(_ending(here, card) if card is not None and card.ends_soon(here.on) else {}),
        "claims": [_claim(here, one) for one in claims if one.runs],
        "stands": [_stand(here, one) for one in queries.stand_ins_of(here.viewer, me, here.on)],
        "looked_for": [
            _open_day(here, one) for one in queries.days_looked_for(here.viewer, here.on)
        ],
        "declined": [_declined(here, one) for one in _declined_of(here)],
        "suiting": [_suiting(here, one) for one in suiting.lines],
        "total": suiting.total,
        "teams": [here.team(line) for line in queries.teams_of(here.viewer, me)],
        **pager(request, number, suiting.pages),
    }
    return render(request, "grids/mine.html", context)


def _ending(here: Page, card: Any) -> dict[str, Any]:
    """Return the last day on the list, and until when one stays by one tap."""
    stays = year_later(max(card.until, here.on))
    return {"ends": card.until, "stays": stays, "stay_key": new_key()}


def _claim(here: Page, one: Any) -> dict[str, Any]:
    days = [(day, day in one.away) for day in one.days[:8]]
    return {
        "claim": one.claim,
        "post": here.post(one.post),
        "state": one.state,
        "words": words.STATES[one.state],
        "position": one.position,
        "serve": one.state == "confirmed" and one.post.since <= here.on,
        "next": one.days[0] if one.days else None,
        "days": [day for day, away in days if not away],
        "away": [day for day, away in days if away],
        "key": new_key(),
        "absent_key": new_key(),
    }


def _stand(here: Page, one: Any) -> dict[str, Any]:
    return {
        "stand": one.stand,
        "post": here.post(one.post),
        "day": one.day,
        "serve": one.day <= here.on,
        "key": new_key(),
    }


def _open_day(here: Page, one: Any) -> dict[str, Any]:
    return {"claim": one.claim, "post": here.post(one.post), "day": one.day, "key": new_key()}


def _declined_of(here: Page) -> Any:
    return queries.declined_of(here.viewer, here.viewer.person, here.on)


def _declined(here: Page, one: Any) -> dict[str, Any]:
    return {"post": here.post(one.post), "reason": words.REASONS.get(one.reason, one.reason)}


def _suiting(here: Page, one: Any) -> dict[str, Any]:
    return {"post": here.post(one.line), "near": words.NEAR[one.near], "key": new_key()}
