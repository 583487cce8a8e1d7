"""Who looked at one's own data, and at that of those for whom one speaks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys import queries
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.people import glasses, readings, vault
from gongfu.kernel.places.seeing import see

FIELDS = {
    "name": _("name"),
    "phone": _("phone number"),
    "card": _("identity number"),
    "address": _("address"),
    "birthday": _("birthday"),
    "sex": _("sex"),
    "words": _("words of a visit"),
    "photo": _("photo"),
    "paper": _("document"),
    "health": _("health note"),
}


@page("elder.who_looked")
def who_looked(request: HttpRequest, elder: str = "") -> HttpResponse:
    """List every look at oneself and those for whom one speaks, or at one elder of one's area."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = queries.elder_card(viewer, elder, shanghai_day(clock.now())).place if elder else ""
    own = dict.fromkeys([viewer.person, *queries.elders_of(viewer)])
    people = [elder] if elder else list(own)
    found = []
    for person in people:
        see(viewer, "elder.who_looked", owner=person, place=place)
        found += readings.who_looked(person)
    opened = glasses.opened_of(people)
    readers = {one.look.reader for one in found} | {one.reader for one in opened}
    labels = vault.labels({*people, *readers})
    lines = [
        {
            "at": one.at.astimezone(SHANGHAI),
            "reader": labels.get(one.look.reader, ""),
            "person": labels.get(one.look.person, ""),
            "field": FIELDS.get(one.look.field, one.look.field),
            "reason": one.look.reason,
        }
        for one in sorted(found, key=lambda one: one.at, reverse=True)
    ]
    label = labels.get(elder, "") if elder else ""
    context = {"lines": lines, "elder": label, "opened": [_opened(one, labels) for one in opened]}
    return render(request, "keys/who_looked.html", context)


def _opened(one: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "at": one.at.astimezone(SHANGHAI),
        "until": one.until.astimezone(SHANGHAI),
        "reader": labels.get(one.reader, ""),
        "person": labels.get(one.person, ""),
        "reason": one.reason,
    }
