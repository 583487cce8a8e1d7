"""The secretary's side: posts to fill, claims to decide, members and what they can give."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Terms
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.grids import words
from gongfu.faces.web.grids.members import times_choices, times_in
from gongfu.faces.web.grids.public import post_cells, post_header
from gongfu.faces.web.grids.rows import Page, office_place
from gongfu.faces.web.office.forms import day_in, number_in
from gongfu.faces.web.shell.downloads import every, file_of, named, sort_of, who
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused


@page("claim.decide")
def desk(request: HttpRequest) -> HttpResponse:
    """Show the claims that wait for a yes, and the posts with free places."""
    here, number = Page(request), page_number(request)
    place = office_place(here)
    if sort_of(request):
        return _file(request, here, place)
    waiting = queries.claims_to_decide(here.viewer, place, here.on)
    to_fill = queries.posts_to_fill(here.viewer, place, here.on, page=number)
    labels = vault.labels(line.member for line in waiting.lines)
    context = {
        "code": place,
        "place": tree.name_of(place),
        "claims": [_to_decide(here, line, labels) for line in waiting.lines],
        "claims_total": waiting.total,
        "reasons": words.REASONS.items(),
        "rows": [here.post(line) for line in to_fill.lines],
        "total": spaced(to_fill.total),
        "files": files(request, to_fill.total),
        "claim_files": files(request, waiting.total, list="claims"),
        **pager(request, number, to_fill.pages),
    }
    return render(request, "grids/desk.html", context)


def _file(request: HttpRequest, here: Page, place: str) -> HttpResponse:
    """Return the posts to fill as a file, or the claims to decide where these are asked for."""
    if request.GET.get("list") != "claims":
        found = every(partial(queries.posts_to_fill, here.viewer, place, here.on))
        rows = (post_cells(here.post(line)) for line in found)
        return file_of(request, "posts-to-fill", post_header(), rows)
    lines = list(every(partial(queries.claims_to_decide, here.viewer, place, here.on)))
    people = [line.member for line in lines]
    labels = named(request, "claims", people)
    header = (who(_("Name"), people), _("Claimed"), *post_header())
    return file_of(
        request,
        "claims",
        header,
        (
            [labels.get(line.member, ""), line.claimed_on, *post_cells(here.post(line.post))]
            for line in lines
        ),
    )


def _to_decide(here: Page, line: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "claim": line.claim,
        "label": labels.get(line.member, ""),
        "own": line.member == here.viewer.person,
        "post": here.post(line.post),
        "claimed_on": line.claimed_on,
        "key": new_key(),
    }


@require_POST
@page("claim.decide")
def decide(request: HttpRequest, claim: str) -> HttpResponse:
    """Say yes or no to a claim; a no has a reason that the member can read."""
    here, key = Page(request), key_of(request)
    reason = request.POST.get("reason", "")
    if reason:
        actions.decline_claim(here.viewer, claim=claim, reason=reason, at=here.at, key=key)
        messages.info(request, _("Declined. Who waits first has the place now."))
    else:
        actions.confirm_claim(here.viewer, claim=claim, at=here.at, key=key)
        messages.success(request, _("Confirmed."))
    return HttpResponseRedirect(reverse("posts-desk"))


@page("post.open")
def new(request: HttpRequest) -> HttpResponse:
    """Open a post in one's own community."""
    here = Page(request)
    place = office_place(here)

    def act(terms: Terms, key: str) -> str:
        entry = actions.open_post(here.viewer, place=place, terms=terms, at=here.at, key=key)
        return str(entry.deed.post)

    terms = Terms("governance", 1, here.on, here.on.replace(month=12, day=31), 0)
    return _form(request, here, terms, act=act, title=_("Open a post"), submit=_("Open"))


@page("post.open")
def change(request: HttpRequest, post: str) -> HttpResponse:
    """Change what a post asks for."""
    here = Page(request)
    card = queries.post_card(here.viewer, post, here.on)
    if card is None:
        raise Http404
    line = card.line

    def act(terms: Terms, key: str) -> str:
        actions.change_post(here.viewer, post=post, terms=terms, at=here.at, key=key)
        return post

    terms = Terms(line.sort, line.wanted, line.since, line.until, line.mask, line.skill)
    return _form(request, here, terms, act=act, title=_("Change the post"), submit=_("Save"))


def _form(
    request: HttpRequest, here: Page, terms: Terms, *, act: Any, title: str, submit: str
) -> HttpResponse:
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            terms = _terms(request)
            return HttpResponseRedirect(reverse("post", args=[act(terms, key_of(request))]))
        except Refused as error:
            refusal = error
    context = {
        "title": title,
        "submit": submit,
        "fields": _fields(here, terms),
        "times": times_choices(terms.times),
        "key": request.POST.get("key") or new_key(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(
        request, "grids/post_form.html", context, status=refusal.status if refusal else 200
    )


def _terms(request: HttpRequest) -> Terms:
    values = request.POST
    return Terms(
        sort=values.get("sort", ""),
        wanted=number_in(values.get("wanted", "")),
        since=day_in(values.get("since", "")),
        until=day_in(values.get("until", "")),
        times=times_in(request),
        skill=values.get("skill", ""),
    )


def _fields(here: Page, terms: Terms) -> list[dict[str, Any]]:
    skills = [("", _("none in particular")), *here.lists.choices(queries.SKILL, here.on)]
    sorts = here.lists.choices(queries.POST_SORT, here.on)
    return [
        {"name": "sort", "label": _("What for"), "options": sorts, "value": terms.sort},
        {"name": "skill", "label": _("Skill needed"), "options": skills, "value": terms.skill},
        {"name": "wanted", "label": _("How many people"), "sort": "number", "value": terms.wanted},
        {"name": "since", "label": _("From"), "sort": "date", "value": terms.since.isoformat()},
        {"name": "until", "label": _("Until"), "sort": "date", "value": terms.until.isoformat()},
    ]


@require_POST
@page("post.open")
def close(request: HttpRequest, post: str) -> HttpResponse:
    """Close a post."""
    here = Page(request)
    actions.close_post(here.viewer, post=post, at=here.at, key=key_of(request))
    messages.success(request, _("The post is closed."))
    return HttpResponseRedirect(reverse("posts-desk"))


@require_POST
@page("absence.note")
def empty(request: HttpRequest, post: str) -> HttpResponse:
    """Note how many places stayed empty on a day; it names nobody."""
    here = Page(request)
    actions.note_empty_places(
        here.viewer,
        post=post,
        on=day_in(request.POST.get("day", "")),
        places=number_in(request.POST.get("places", "")),
        at=here.at,
        key=key_of(request),
    )
    messages.success(request, _("Noted. It says nothing about anybody."))
    return HttpResponseRedirect(reverse("post", args=[post]))
