"""Teams: one's own, those of a place, one team with its members for those inside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongfu.domains.grids import actions, queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.grids import words
from gongfu.faces.web.grids.rows import Page
from gongfu.faces.web.keys.hours import in_hours
from gongfu.faces.web.office.forms import Field, form_page
from gongfu.faces.web.shell.downloads import every, file_of, sort_of
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.checking import may


@page("group.form")
def mine(request: HttpRequest) -> HttpResponse:
    """List one's own teams and those of one's community."""
    here = Page(request)
    place = queries.registered_at(here.viewer.person)
    around = queries.teams_in(here.viewer, place, here.on) if place else None
    context = {
        "place": tree.name_of(place) if place else "",
        "code": place,
        "teams": [here.team(line) for line in queries.teams_of(here.viewer, here.viewer.person)],
        "around": [here.team(line) for line in around.lines] if around else [],
    }
    return render(request, "grids/groups.html", context)


@page("group.read")
def groups_in(request: HttpRequest, place: str) -> HttpResponse:
    """List the teams of a place, without names."""
    check_code(place)
    here, number = Page(request), page_number(request)
    purpose = request.GET.get("purpose", "")

    def ask(page: int) -> Any:
        return queries.teams_in(here.viewer, place, here.on, page=page, purpose=purpose)

    if sort_of(request):
        return _file(request, here, every(ask))
    found = ask(number)
    choices = here.lists.choices(queries.TEAM_PURPOSE, here.on)
    context = {
        "place": tree.name_of(place),
        "purposes": [("", words.ANY, not purpose), *((c, w, c == purpose) for c, w in choices)],
        "files": files(request, found.total),
        "rows": [here.team(line) for line in found.lines],
        "total": spaced(found.total),
        **pager(request, number, found.pages),
    }
    return render(request, "grids/groups_in.html", context)


def _file(request: HttpRequest, here: Page, lines: Iterable[Any]) -> HttpResponse:
    header = (_("Purpose"), _("Where"), _("Members"), _("since"))
    fields = ("purpose", "place", "members", "formed_on")
    rows = (here.team(line) for line in lines)
    return file_of(request, "teams", header, ([row[name] for name in fields] for row in rows))


@page("group.read")
def group(request: HttpRequest, team: str) -> HttpResponse:
    """Show a team; its people to its members and the office."""
    here = Page(request)
    card = queries.team_card(here.viewer, team)
    if card is None:
        raise Http404
    labels = vault.labels(card.members)
    means = queries.team_means(here.viewer, team, at=here.at)
    office = may(here.viewer, "group.lead", place=card.line.place)
    context = {
        "id": team,
        "code": card.line.place,
        "team": here.team(card.line),
        "dissolved": card.line.dissolved_on,
        "yours": card.yours,
        "leads": card.you_lead,
        "decides": card.you_lead or office,
        "may_join": bool(here.viewer.person) and not card.yours,
        "members": [_member(here, one, card, means, labels) for one in card.members],
        "means": _means(here, means) if means else None,
        "places": [tree.name_of(code) for code in card.places],
        "place_boxes": _place_boxes(card, here) if card.you_lead or office else [],
        "key": new_key(),
        "lead_key": new_key(),
        "place_key": new_key(),
        "end_key": new_key(),
    }
    return render(request, "grids/group.html", context)


def _member(
    here: Page, member: str, card: Any, means: Any, labels: dict[str, str]
) -> dict[str, Any]:
    skills = means.each.get(member, ()) if means else ()
    return {
        "id": member,
        "label": labels.get(member, ""),
        "leads": member == card.leader,
        "skills": [here.word(queries.SKILL, code) for code in skills],
    }


def _means(here: Page, means: Any) -> dict[str, Any]:
    """Return what a team can give and carries, in words and counts."""
    parts = [
        f"{part_words} {max(means.times.get((day, part), 0) for day in range(7))}"
        for part, part_words in enumerate(words.PARTS)
    ]
    return {
        "skills": [(here.word(queries.SKILL, code), n) for code, n in means.skills.items()],
        "languages": [
            f"{here.word(queries.LANGUAGE, code)} {n}" for code, n in means.languages.items()
        ],
        "parts": parts,
        "now": spaced(means.now),
        "month": spaced(means.month),
        "hours": in_hours(means.minutes),
    }


def _place_boxes(card: Any, here: Page) -> list[tuple[str, str, bool]]:
    """Return the communities of the team's town, to tick where it serves."""
    town = card.line.place[:9].ljust(12, "0")
    spots = tree.children(town, here.on)
    return [(one.code, tree.name_of(one.code), one.code in card.places) for one in spots]


@require_POST
@page("group.lead")
def places(request: HttpRequest, team: str) -> HttpResponse:
    """Say where the team serves."""
    here = Page(request)
    chosen = request.POST.getlist("place")
    actions.place_team(here.viewer, team=team, places=chosen, at=here.at, key=key_of(request))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("group", args=[team]))


@page("group.form")
def new(request: HttpRequest) -> HttpResponse:
    """Form a team that one leads oneself."""
    here = Page(request)
    place = queries.registered_at(here.viewer.person)
    if not place:
        return HttpResponseRedirect(reverse("member-register"))

    def act(values: dict[str, str], key: str) -> str:
        entry = actions.form_team(
            here.viewer,
            leader=here.viewer.person,
            place=place,
            purpose=values["purpose"],
            at=here.at,
            key=key,
        )
        return reverse("group", args=[entry.deed.team])

    purposes = here.lists.choices(queries.TEAM_PURPOSE, here.on)
    return form_page(
        request,
        title=gettext_lazy("Form a team"),
        lead=tree.name_of(place),
        fields=[Field("purpose", gettext_lazy("What for"), options=purposes)],
        submit=gettext_lazy("Form the team"),
        act=act,
    )


@require_POST
@page("group.join")
def act(request: HttpRequest, team: str) -> HttpResponse:
    """Join, leave, let another lead, or dissolve."""
    here, key, do = Page(request), key_of(request), request.POST.get("do", "")
    me = here.viewer.person
    if do == "join":
        actions.join_team(here.viewer, team=team, member=me, at=here.at, key=key)
        messages.success(request, _("Welcome to the team."))
    elif do == "leave":
        actions.leave_team(here.viewer, team=team, member=me, at=here.at, key=key)
        messages.success(request, _("You have left the team. No reason is needed."))
    elif do == "lead":
        leader = request.POST.get("leader", "")
        actions.let_lead(here.viewer, team=team, leader=leader, at=here.at, key=key)
        messages.success(request, _("Somebody else leads the team now."))
    elif do == "dissolve":
        actions.dissolve_team(here.viewer, team=team, at=here.at, key=key)
        messages.success(request, _("The team is dissolved."))
    else:
        raise Unreadable()
    return HttpResponseRedirect(reverse("group", args=[team]))
