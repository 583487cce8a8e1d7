"""Sheets for the door: whoever scans the code asks without an account, and the place is known."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongfu.faces.web.needs.wheres import where_of
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.qr import qr_of
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import parent_of
from gongfu.kernel.rights.checking import check


@page("page.office_desk")
def sheets(request: HttpRequest, place: str) -> HttpResponse:
    """Show the sheet of a community, grid or micro-grid, ready to print; and the way to others."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    check(viewer, "page.office_desk", place=place)
    where = where_of(place, on=on)
    query = urlencode({"place": place})
    address = request.build_absolute_uri(f"{reverse('ask')}?{query}")
    context: dict[str, Any] = {
        "place": place_words(place) if where.code else tree.name_of(place),
        "town": tree.name_of(parent_of(place[:12])) if where.code else "",
        "sheet": bool(where.code),
        "others": [(code, name, code == place) for code, name in (where.spots or where.below)],
        "board": place,
        "qr": qr_of(address, error="q"),
        "address": address.partition("://")[2],
    }
    return render(request, "needs/door.html", context)
