"""The secretary's side: posts to fill, claims to decide, members and what they can give."""

from __future__ import annotations

from collections.abc import Iterable
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
from gongfu.faces.web.grids.rows import Page, page_number, pager
from gongfu.faces.web.office.forms import day_in, number_in
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.matrix import Role

_OFFICES = (Role.SEC, Role.GRD, Role.DEP, Role.AUD)


def _place(here: Page) -> str:
    """Return the place of the viewer's office.  Raises Http404 without one."""
    for role in _OFFICES:
        for office in here.viewer.offices:
            if office.role is role:
                return str(office.place)
    raise Http404


@page("claim.decide")
def desk(request: HttpRequest) -> HttpResponse:
    """Show the claims that wait for a yes, and the posts with free places."""
    here, number = Page(request), page_number(request)
    place = _place(here)
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
        **pager(request, number, to_fill.pages),
    }
    return render(request, "grids/desk.html", context)


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
    place = _place(here)

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


@page("roster.cadres_and_members")
def members(request: HttpRequest) -> HttpResponse:
    """List the members of one's area in the order of registering, by skill where asked."""
    here, number = Page(request), page_number(request)
    place, skill, sort = _place(here), request.GET.get("skill", ""), request.GET.get("sort", "")
    found = queries.members_in(here.viewer, place, here.on, page=number, skill=skill, sort=sort)
    labels = vault.labels(card.member for card in found.lines)
    context = {
        "place": tree.name_of(place),
        "rows": [here.member(card, labels.get(card.member, "")) for card in found.lines],
        "total": spaced(found.total),
        "fields": [
            _filter("sort", _("Sort"), here.lists.choices(queries.MEMBER_SORT, here.on), sort),
            _filter("skill", _("Skill"), here.lists.choices(queries.SKILL, here.on), skill),
        ],
        **pager(request, number, found.pages),
    }
    return render(request, "grids/members.html", context)


def _filter(
    name: str, label: str, choices: Iterable[tuple[str, str]], value: str
) -> dict[str, Any]:
    return {"name": name, "label": label, "options": [("", words.ANY), *choices], "value": value}


@page("roster.cadres_and_members")
def resources(request: HttpRequest) -> HttpResponse:
    """Show in counts who can give what and when (资源清单)."""
    here = Page(request)
    place = _place(here)
    found = queries.resources_in(here.viewer, place, here.on)
    columns = [(_("Skill"), False), (_("Members"), True)]
    for weekend in (_("workdays"), _("weekend")):
        columns += [
            (_("%(days)s, %(part)s") % {"days": weekend, "part": part}, True)
            for part in words.PARTS
        ]
    context = {
        "place": tree.name_of(place),
        "total": spaced(found.members),
        "sorts": [
            (here.word(queries.MEMBER_SORT, code), spaced(count))
            for code, count in found.sorts.items()
        ],
        "columns": columns,
        "rows": [_given(here, one) for one in found.skills],
    }
    return render(request, "grids/resources.html", context)


def _given(here: Page, one: Any) -> list[tuple[Any, str, str]]:
    address = f"{reverse('members')}?skill={one.skill}"
    cells: list[tuple[Any, str, str]] = [
        (here.word(queries.SKILL, one.skill), address, ""),
        (spaced(one.members), "", ""),
    ]
    for days in (range(5), range(5, 7)):
        cells += [
            (spaced(max(one.times.get((day, part), 0) for day in days)), "", "")
            for part in range(3)
        ]
    return cells
