"""Teams: who is in one, how much each looks after; never a ranking."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys import actions, queries
from gongfu.faces.web.office.forms import Field, form_page
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.people.actions.registering import Newcomer, register_person
from gongfu.kernel.people.vault import Details
from gongfu.kernel.places import tree
from gongfu.kernel.rights.checking import may
from gongfu.kernel.rights.viewers import Viewer


def _place(viewer: Viewer) -> str:
    """Return the community of the viewer's office, or the district."""
    places = sorted((office.place for office in viewer.offices), key=len, reverse=True)
    return places[0][:12] if places else ""


@page("team.read")
def teams(request: HttpRequest) -> HttpResponse:
    """Go to the viewer's own team, or list the communities of the district."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    place = _place(viewer)
    if place and not place.endswith("000"):
        return HttpResponseRedirect(reverse("team", args=[place]))
    found = [(spot.code, tree.name_of(spot.code)) for spot in tree.current().communities(on=on)]
    return render(request, "office/teams.html", {"places": found})


@page("team.read")
def team(request: HttpRequest, place: str) -> HttpResponse:
    """Show a community's team, by name."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    members = queries.team_of(viewer, place, on)
    labels = vault.labels(member.keeper for member in members)
    rows: list[dict[str, Any]] = [
        {
            "label": labels.get(member.keeper, ""),
            "joined_on": member.joined_on,
            "elders": member.elders,
            "things": member.things,
        }
        for member in members
    ]
    context = {
        "place": tree.name_of(place),
        "code": place,
        "rows": sorted(rows, key=lambda row: row["label"]),
        "elders": sum(member.elders for member in members),
        "samples": may(viewer, "visit.sample", place=place),
        "office": may(viewer, "person.register", place=place),
    }
    return render(request, "office/team.html", context)


@page("team.join")
def join(request: HttpRequest, place: str) -> HttpResponse:
    """Enter a volunteer who asked to join the team."""
    fields = [Field("name", _("Name")), Field("phone", _("Phone"), "tel")]
    return form_page(
        request,
        title=_("Join the key team"),
        lead=tree.name_of(place),
        fields=fields,
        submit=_("Join"),
        act=lambda values, key: _join(request, place, values, key),
    )


def _join(request: HttpRequest, place: str, values: dict[str, str], key: str) -> str:
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    details = Details(values["name"], label=values["name"], phone=values["phone"])
    on = shanghai_day(at)
    person = register_person(viewer, Newcomer(details, place), on=on, at=at, key=f"{key}/person")
    actions.join_team(viewer, keeper=person.deed.person, place=place, at=at, key=key)
    return reverse("team", args=[place])
