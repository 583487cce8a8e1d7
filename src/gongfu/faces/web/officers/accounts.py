"""Accounts: an office registers a person and gives a password that is good for one sign-in."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongfu.faces.web.office.forms import Field, form_page
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.who import account_named
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people.actions.accounts import open_account, renew_password
from gongfu.kernel.people.actions.registering import Newcomer, register_person
from gongfu.kernel.people.vault import Details
from gongfu.kernel.places import tree
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

_OFFICES = (Role.SEC, Role.GRD)


@page("user.create_in_scope")
def accounts(request: HttpRequest) -> HttpResponse:
    """Show what can be done, and once the password that was just given."""
    given = request.session.pop("given", None)
    return render(request, "officers/accounts.html", {"given": given})


def areas_served(viewer: Viewer) -> list[str]:
    """Return the places whose people the viewer's offices register; the district for others."""
    held = [office.place for office in viewer.offices if office.role in _OFFICES]
    return held or [settings.GONGFU_DISTRICT]


def places_served(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Return the communities and grids in which the viewer's office registers people."""
    on = shanghai_day(clock.now())
    found: dict[str, str] = {}
    for place in areas_served(viewer):
        spots = [spot.code for spot in tree.current().communities(on=on, place=place)]
        spots += [place] if len(place.rstrip("0")) > 9 else []
        for code in spots:
            found[code] = place_words(code)
    return tuple(sorted(found.items()))


@page("person.register")
def new(request: HttpRequest) -> HttpResponse:
    """Register a person and open an account."""
    viewer = request.viewer  # type: ignore[attr-defined]
    fields = [
        Field("name", _("Name")),
        Field("phone", _("Phone"), "tel", optional=True),
        Field("place", _("Community"), options=places_served(viewer)),
        Field(
            "username", _("User name"), hint=_("Letters and digits; the person signs in with it")
        ),
    ]
    return form_page(
        request,
        title=_("Register a person and open an account"),
        fields=fields,
        submit=_("Open the account"),
        act=lambda values, key: _new(request, values, key),
    )


def _new(request: HttpRequest, values: dict[str, str], key: str) -> str:
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    details = Details(values["name"], label=values["name"], phone=values["phone"])
    newcomer = Newcomer(details, values["place"])
    on = shanghai_day(at)
    person = register_person(viewer, newcomer, on=on, at=at, key=f"{key}/person").deed.person
    password = secrets.token_urlsafe(9)
    open_account(viewer, person, username=values["username"], password=password, once=True)
    request.session["given"] = {"username": values["username"], "password": password}
    return reverse("accounts")


@page("user.create_in_scope")
def renew(request: HttpRequest) -> HttpResponse:
    """Give a new password to somebody who forgot theirs."""
    return form_page(
        request,
        title=_("Give a new password"),
        lead=_("Only after you have made sure who stands before you."),
        fields=[Field("username", _("User name"))],
        submit=_("Give a new password"),
        act=lambda values, _key: _renew(request, values),
    )


def _renew(request: HttpRequest, values: dict[str, str]) -> str:
    account = account_named(values["username"])
    password = secrets.token_urlsafe(9)
    viewer = request.viewer  # type: ignore[attr-defined]
    renew_password(viewer, str(account.person), password=password)
    request.session["given"] = {"username": account.username, "password": password}
    return reverse("accounts")
