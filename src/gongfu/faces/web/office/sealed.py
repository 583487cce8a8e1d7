"""What lies sealed about an elder: shown one by one, each look noted down; breaking the glass."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from gongfu.domains.keys import actions, queries
from gongfu.faces.web.office.forms import Field, form_page
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.people import glasses, notes, vault
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.viewers import Viewer

SHOWN = {
    "address": "elder.read_address",
    "phone": "elder.call",
    "card": "elder.read_id_number",
    "health": "elder.read_health_note",
}


def sealed_of(
    viewer: Viewer, elder: str, *, place: str, keeps: bool, at: datetime
) -> dict[str, Any]:
    """Return what of an elder's data the viewer may open now, and whether by breaking the glass."""
    case = {"owner": elder, "place": place}
    opened = glasses.open_to(viewer.person, at=at).get(elder) if viewer.glasses else None
    return {
        "card": may(viewer, SHOWN["card"], **case),
        "health": may(viewer, SHOWN["health"], **case),
        "calls": may(viewer, SHOWN["phone"], **case, assigned=keeps),
        "looked": bool(place) and may(viewer, "elder.who_looked", place=place),
        "writes": may(viewer, "elder.edit", **case),
        "breaks": not opened and may(viewer, "break_glass.open", place=place, glass=True),
        "until": opened and opened.until.astimezone(SHANGHAI),
        "reason": opened and opened.reason,
    }


@require_POST
@page("elder.read_address")
def reveal(request: HttpRequest, elder: str) -> HttpResponse:
    """Show an address, a number or the health note once; the look is noted down for the person."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    card = queries.elder_card(viewer, elder, shanghai_day(at))
    field = request.POST.get("field", "")
    field = field if field in SHOWN else "address"
    person = request.POST.get("person") or elder
    known = {elder, *(line.contact for line in card.contacts)} if field == "phone" else {elder}
    keeps = card.answers or any(line.keeper == viewer.person for line in card.keepers)
    grant = check(viewer, SHOWN[field], owner=elder, place=card.place, assigned=keeps)
    shown = ""
    if field == "health":
        shown = notes.health(viewer, elder, grant=grant, at=at)
    elif person in known:
        shown = vault.reveal(viewer, person, field, grant=grant, at=at)
    label = vault.labels([person]).get(person, "")
    context = {"label": label, "shown": shown, "phone": field == "phone", "elder": elder}
    return render(request, "office/revealed.html", context)


@page("break_glass.open")
def glass(request: HttpRequest, elder: str) -> HttpResponse:
    """Open what is sealed about an elder for some hours, for a reason that the elder reads."""
    viewer = request.viewer  # type: ignore[attr-defined]

    def act(values: dict[str, str], _key: str) -> str:
        actions.break_glass(viewer, elder=elder, reason=values["reason"], at=clock.now())
        say(request, str(_("Open. The person and the auditor have been told.")))
        return reverse("elder", args=[elder])

    return form_page(
        request,
        title=_("Open what is sealed"),
        lead=_("What is sealed opens to you alone, for %(hours)s hours. The person and the auditor "
               "are told at once and read your reason.") % {"hours": settings.GONGFU_GLASS_HOURS},
        fields=[Field("reason", _("Why must you see it now?"), "textarea")],
        submit=_("Open it"),
        act=act,
    )  # fmt: skip


@page("elder.edit")
def health(request: HttpRequest, elder: str) -> HttpResponse:
    """Write the health note anew, as the elder says it; what stood there is not shown."""
    viewer = request.viewer  # type: ignore[attr-defined]
    queries.elder_card(viewer, elder, shanghai_day(clock.now()))

    def act(values: dict[str, str], _key: str) -> str:
        actions.note_health(viewer, elder=elder, text=values["text"], at=clock.now())
        say(request, str(_("Sealed.") if values["text"] else _("The health note is forgotten.")))
        return reverse("elder", args=[elder])

    return form_page(
        request,
        title=_("Health note"),
        lead=vault.labels([elder]).get(elder, ""),
        fields=[Field("text", _("What the elder wants known"), "textarea",
                      hint=_("It takes the place of what stood there; empty forgets it."))],
        submit=_("Seal it"),
        act=act,
    )  # fmt: skip
