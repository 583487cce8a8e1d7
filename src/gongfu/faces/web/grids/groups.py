"""Teams: one's own, those of a place, one team with its members for those inside."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongfu.domains.grids import actions, queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.grids.rows import Page, page_number, pager
from gongfu.faces.web.office.forms import Field, form_page
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
    found = queries.teams_in(here.viewer, place, here.on, page=number)
    context = {
        "place": tree.name_of(place),
        "rows": [here.team(line) for line in found.lines],
        "total": spaced(found.total),
        **pager(request, number, found.pages),
    }
    return render(request, "grids/groups_in.html", context)


@page("group.read")
def group(request: HttpRequest, team: str) -> HttpResponse:
    """Show a team; its people to its members and the office."""
    here = Page(request)
    card = queries.team_card(here.viewer, team)
    if card is None:
        raise Http404
    labels = vault.labels(card.members)
    office = may(here.viewer, "group.lead", place=card.line.place)
    context = {
        "id": team,
        "team": here.team(card.line),
        "dissolved": card.line.dissolved_on,
        "yours": card.yours,
        "leads": card.you_lead,
        "decides": card.you_lead or office,
        "may_join": bool(here.viewer.person) and not card.yours,
        "members": [
            (member, labels.get(member, ""), member == card.leader) for member in card.members
        ],
        "key": new_key(),
        "lead_key": new_key(),
        "end_key": new_key(),
    }
    return render(request, "grids/group.html", context)


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
