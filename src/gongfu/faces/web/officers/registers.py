"""Households and organisations of an office's area: who belongs to them, and as what."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongfu.faces.web.fields.names import household_names
from gongfu.faces.web.office.forms import Field, day_in, form_page
from gongfu.faces.web.officers.accounts import areas_served, places_served
from gongfu.faces.web.officers.words import KIN, POSITIONS, SORTS
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.listing import page_number, pager
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.phrases import listed
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.faces.web.shell.who import person_meant
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import queries, vault
from gongfu.kernel.people.actions.grouping import (
    Unit,
    form_household,
    join_group,
    leave_group,
    register_organisation,
)
from gongfu.kernel.places import tree
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_WHO = gettext_lazy("Phone number or user name, as it stands on the register.")


class _Here:
    """Who looks, when."""

    def __init__(self, request: HttpRequest) -> None:
        self.viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        self.at = clock.now()
        self.on: date = shanghai_day(self.at)

    def group(self, group: str) -> _Group:
        """Return a household or organisation of the office's area.  Raises Http404, Denied."""
        unit = queries.unit(group)
        place = unit.place if unit else queries.household_places([group]).get(group)
        if place is None:
            raise Http404
        check(self.viewer, "person.register", place=place)
        names = {group: unit.name} if unit else household_names([group], self.on, known=True)
        return _Group(unit, names[group], place)


class _Group(NamedTuple):
    """A household or organisation: what it is called, and where; unit: None for a household."""

    unit: queries.Unit | None
    name: str
    place: str

    @property
    def positions(self) -> dict[str, Any]:
        """Return what somebody may be in it."""
        return POSITIONS if self.unit else KIN


@page("person.register")
def register(request: HttpRequest) -> HttpResponse:
    """Show the organisations of the office's area, and the ways to enter more."""
    here, number = _Here(request), page_number(request)
    found = queries.organisations_in(areas_served(here.viewer), page=number)
    shown = found.lines
    led = queries.members_among([one.id for one in shown], here.on)
    heads = {
        one.id: [m.person for m in led.get(one.id, ()) if m.position == "head"] for one in shown
    }
    labels = vault.labels(person for people in heads.values() for person in people)
    rows = [
        {
            "href": reverse("group-of-people", args=[one.id]),
            "name": one.name,
            "sort": SORTS.get(one.sort, one.sort),
            "place": tree.name_of(one.place),
            "heads": listed(labels.get(person, "") for person in heads[one.id]),
        }
        for one in shown
    ]
    context = {"rows": rows, "total": found.total, **pager(request, number, found.pages)}
    return render(request, "officers/registers.html", context)


def _day(here: _Here) -> Field:
    return Field("on", _("On"), "date", value=here.on.isoformat())


@page("person.register")
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Register an organisation, with the person who leads it."""
    here = _Here(request)
    hint = _("18 characters, on the certificate.")
    fields = [
        Field("sort", _("Kind"), options=tuple(SORTS.items())),
        Field("name", _("Name on the certificate")),
        Field("code", _("Unified social credit code"), hint=hint),
        Field("place", _("Community"), options=places_served(here.viewer)),
        Field("who", _("Who leads it"), hint=_WHO),
        _day(here),
    ]

    def act(values: dict[str, str], key: str) -> str:
        head, on = person_meant(values["who"]), day_in(values["on"])
        unit = Unit(values["name"], values["sort"], values["place"], values["code"])
        entry = register_organisation(here.viewer, unit, on=on, at=here.at, key=f"{key}/unit")
        group = str(entry.deed.organisation)
        said: dict[str, Any] = {"group": group, "position": "head", "on": on, "at": here.at}
        join_group(here.viewer, head, **said, key=f"{key}/head")
        say(request, _("Registered. Now name who else belongs to it."))
        return reverse("group-of-people", args=[group])

    return form_page(
        request,
        title=_("Register an organisation"),
        lead=_("A cooperative needs a head and a supervisor: both stand for what it decides."),
        fields=fields,
        submit=_("Register"),
        act=act,
        back=_back(),
    )


@page("person.register")
def new_household(request: HttpRequest) -> HttpResponse:
    """Form a household, with the person who stands for it."""
    here = _Here(request)
    fields = [
        Field("who", _("Head of the household"), hint=_WHO),
        Field("place", _("Community"), options=places_served(here.viewer)),
        _day(here),
    ]

    def act(values: dict[str, str], key: str) -> str:
        head, on = person_meant(values["who"]), day_in(values["on"])
        formed = form_household(
            here.viewer, {head: "head"}, place=values["place"], on=on, at=here.at, key=key
        )
        say(request, _("Formed. Now name who else lives in it."))
        return reverse("group-of-people", args=[formed[0].deed.household])

    lead = _("People who live and farm together: a cooperative has households as members.")
    title, submit = _("Form a household"), _("Form it")
    return form_page(
        request, title=title, lead=lead, fields=fields, submit=submit, act=act, back=_back()
    )


def _back() -> dict[str, str]:
    return {"href": reverse("registers"), "words": _("Households and organisations")}


@page("person.register")
def find(request: HttpRequest) -> HttpResponse:
    """Lead to the household of a person."""
    here = _Here(request)

    def act(values: dict[str, str], _key: str) -> str:
        person = person_meant(values["who"])
        groups = queries.households_of([person], here.on).get(person, ())
        return reverse("group-of-people" if groups else "household-new", args=groups[:1])

    fields = [Field("who", _("Somebody of the household"), hint=_WHO)]
    title, submit = _("Find a household"), _("Find")
    return form_page(request, title=title, fields=fields, submit=submit, act=act, back=_back())


@page("person.register")
def group(request: HttpRequest, group: str) -> HttpResponse:
    """Show who belongs to a household or organisation, and let more be named."""
    here = _Here(request)
    unit, name, place = found = here.group(group)
    members = queries.members_of(group, here.on)
    labels = vault.labels(one.person for one in members)
    context = {
        "group": group,
        "name": name,
        "sort": SORTS.get(unit.sort, "") if unit else "",
        "place": tree.name_of(place),
        "cooperative": unit is not None and unit.sort == "cooperative",
        "rows": [
            {
                "name": labels.get(one.person, ""),
                "position": found.positions.get(one.position, one.position),
                "number": one.number,
                "key": new_key(),
            }
            for one in members
        ],
    }
    return render(request, "officers/group.html", context)


@page("person.register")
def add(request: HttpRequest, group: str) -> HttpResponse:
    """Name somebody who belongs to a household or organisation."""
    here = _Here(request)
    found = here.group(group)
    words = found.positions
    fields = [
        Field("who", _("Who"), hint=_WHO),
        Field("position", _("As what"), options=tuple(words.items()), value=tuple(words)[-1]),
        _day(here),
    ]

    def act(values: dict[str, str], key: str) -> str:
        join_group(
            here.viewer,
            person_meant(values["who"]),
            group=group,
            position=values["position"],
            on=day_in(values["on"]),
            at=here.at,
            key=key,
        )
        say(request, _("Entered."))
        return reverse("group-of-people", args=[group])

    back = {"href": reverse("group-of-people", args=[group]), "words": _("Back")}
    return form_page(
        request, title=found.name, fields=fields, submit=_("Enter"), act=act, back=back
    )


@require_POST
@page("person.register")
def end(request: HttpRequest, group: str, joining: int) -> HttpResponse:
    """End that somebody belongs to it; the past stays as it was."""
    here = _Here(request)
    here.group(group)
    if all(one.number != joining for one in queries.members_of(group, here.on)):
        raise Http404
    leave_group(here.viewer, joining, on=here.on, at=here.at, key=key_of(request))
    say(request, _("Ended. The past stays as it was."))
    return HttpResponseRedirect(reverse("group-of-people", args=[group]))
