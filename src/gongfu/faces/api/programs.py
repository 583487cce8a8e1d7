"""Programs that act for me: their keys, what each may do, and the word that allows or ends them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongfu.faces.api import keys
from gongfu.faces.api.keys import Wanted
from gongfu.faces.api.models import ApiKey
from gongfu.faces.api.scopes import SCOPES
from gongfu.faces.web.officers.offices import ROLES
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import holds_somewhere
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

_DAYS = {
    "30": gettext_lazy("a month"),
    "90": gettext_lazy("three months"),
    "365": gettext_lazy("a year"),
}


@page("machine.allow_own")
def programs(request: HttpRequest) -> HttpResponse:
    """Show the keys that act for the reader, or make one and show it this once."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            context = {"key": keys.make_own(viewer, _wanted(request), at=clock.now())}
        except Refused as refusal:
            context = {"refusal": {"code": refusal.code, "words": str(refusal)}}
    on = shanghai_day(clock.now())
    rows = [_row(row) for row in keys.listed(viewer.person) if not row.until or row.until >= on]
    shown = {**context, **_form(request, viewer), "rows": rows}
    return render(request, "api/programs.html", shown, status=422 if "refusal" in context else 200)


def _wanted(request: HttpRequest) -> Wanted:
    given = request.POST
    role, _blank, place = given.get("office", "").partition(" ")
    days = given.get("days", "")
    return Wanted(
        given.get("name", "").strip(),
        tuple(given.getlist("scope")),
        role=role,
        place=place,
        days=int(days) if days in _DAYS else 0,
    )


def _form(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    given = request.POST
    ticked = set(given.getlist("scope"))
    return {
        "name": given.get("name", ""),
        "scopes": [(code, one.words, code in ticked) for code, one in _of_use(viewer)],
        "office": {
            "name": "office",
            "label": _("In which office"),
            "options": [("", _("in all that I hold")), *map(_office, viewer.offices)],
            "value": given.get("office", ""),
        },
        "days": {
            "name": "days",
            "label": _("How long"),
            "options": list(_DAYS.items()),
            "value": given.get("days", "90"),
        },
    }


def _of_use(viewer: Viewer) -> list[tuple[str, Any]]:
    """Return the scopes with which this person's program could do something."""
    return [
        (code, scope)
        for code, scope in SCOPES.items()
        if any(holds_somewhere(viewer, permission) for permission in scope.permissions)
    ]


def _office(one: Office) -> tuple[str, str]:
    words = ROLES.get(one.role.value, one.role.value)
    return f"{one.role.value} {one.place}", f"{words} · {tree.name_of(one.place)}"


def _row(row: ApiKey) -> dict[str, Any]:
    return {
        "name": row.name,
        "scopes": [SCOPES[code].words for code in row.scopes.split() if code in SCOPES],
        "office": _office(Office(Role(row.role), row.place))[1] if row.role else "",
        "until": row.until,
        "used_on": row.used_on,
        "waits": row.allowed_at is None,
    }


@require_POST
@page("machine.allow_own")
def decide(request: HttpRequest) -> HttpResponse:
    """Allow, refuse or revoke a key of one's own."""
    viewer, given = request.viewer, request.POST  # type: ignore[attr-defined]
    if given.get("decision") == "allow":
        keys.allow_own(viewer, given.get("name", ""), at=clock.now())
        say(request, _("It may act for you now."))
    else:
        keys.revoke_own(viewer, given.get("name", ""), at=clock.now())
        say(request, _("It opens nothing any more."))
    return HttpResponseRedirect(reverse("programs"))
