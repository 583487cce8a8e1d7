"""The rota of a team: a tap takes a day on call, another asks the others to take it over."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongfu.domains.keys import actions, queries
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer


@page("team.read")
def rota(request: HttpRequest, place: str) -> HttpResponse:
    """Show who answers alarms in the coming two weeks, or note what a keeper tapped."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            _note(request, place)
            return HttpResponseRedirect(request.get_full_path())
        except Refused as error:
            refusal = error
    return _show(request, place, refusal)


def _note(request: HttpRequest, place: str) -> None:
    viewer, at, key = request.viewer, clock.now(), key_of(request)  # type: ignore[attr-defined]
    verbs = {"take": actions.take_duty, "offer": actions.offer_duty}
    verb = verbs.get(request.POST.get("what", ""))
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise Unreadable() from None
    if verb is None:
        raise Unreadable()
    verb(viewer, place=place, day=day, at=at, key=key)
    messages.success(request, _("Recorded."))


def _show(request: HttpRequest, place: str, refusal: Refused | None) -> HttpResponse:
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    lines = queries.rota_of(viewer, place, on)
    labels = vault.labels({line.keeper for line in lines} - {""})
    member = _may_take(viewer, place)
    context = {
        "place": tree.name_of(place),
        "code": place,
        "days": [_row(line, labels, member) for line in lines],
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "office/rota.html", context, status=refusal.status if refusal else 200)


def _may_take(viewer: Viewer, place: str) -> bool:
    return viewer.has(Role.KEY) and place[:12] in queries.teams_of(viewer.person)


def _row(line: Any, labels: dict[str, str], member: bool) -> dict[str, Any]:
    takes = member and (not line.keeper or line.offered)
    return {
        "day": line.day,
        "keeper": labels.get(line.keeper, ""),
        "offered": line.offered,
        "yours": line.yours,
        "takes": takes,
        "offers": member and line.yours and not line.offered,
        "key": new_key(),
    }
