"""Who looked at one's own data, and at that of those for whom one speaks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys import queries
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.people import readings, vault
from gongfu.kernel.rights.checking import check

FIELDS = {
    "name": _("name"),
    "phone": _("phone number"),
    "card": _("identity number"),
    "address": _("address"),
    "birthday": _("birthday"),
    "sex": _("sex"),
    "words": _("words of a visit"),
    "photo": _("photo"),
}


@page("elder.who_looked")
def who_looked(request: HttpRequest) -> HttpResponse:
    """List every reading of a phone, an address, an identity number or a note."""
    viewer = request.viewer  # type: ignore[attr-defined]
    people = dict.fromkeys([viewer.person, *queries.elders_of(viewer)])
    found = []
    for person in people:
        check(viewer, "elder.who_looked", owner=person)
        found += readings.who_looked(person)
    labels = vault.labels({*people, *(one.look.reader for one in found)})
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
    return render(request, "keys/who_looked.html", {"lines": lines})
