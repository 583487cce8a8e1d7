"""Where a batch grew, for whoever has its code; and the label with the code, ready to print."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.fields import queries
from gongfu.faces.web.fields import words
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.qr import qr_of
from gongfu.kernel.places import tree

_CODES = {"treated": words.TREATMENTS, "graded": words.GRADES}


@page("batch.trace")
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the code on a label."""
    code = request.GET.get("code", "").strip().upper()
    viewer = request.viewer  # type: ignore[attr-defined]
    if code and queries.trace_of(viewer, code) is not None:
        return HttpResponseRedirect(reverse("trace", args=[code]))
    return render(request, "fields/trace_find.html", {"code": code}, status=404 if code else 200)


@page("batch.trace")
def trace(request: HttpRequest, batch: str) -> HttpResponse:
    """Show where a batch grew and what was done to it, each with its record and proof."""
    here = Here(request)
    found = queries.trace_of(here.viewer, batch)
    if found is None:
        return render(request, "fields/trace_find.html", {"code": batch}, status=404)
    steps = [_step(here, one) for one in found.steps]
    context = {**_head(here, found), "steps": steps, "safe": _safe(found)}
    return render(request, "fields/trace.html", context)


def _head(here: Here, found: Any) -> dict[str, Any]:
    return {
        "batch": found.batch,
        "crop": here.lists.crop(found.crop),
        "pattern": here.lists.pattern(found.pattern),
        "village": tree.name_of(found.place),
        "town": tree.name_of(found.place[:9] + "000"),
        "cooperative": found.cooperative,
        "weighed_on": found.weighed_on,
        "weight": here.units.weighed(found.grams),
    }


def _step(here: Here, one: Any) -> dict[str, Any]:
    return {
        "what": words.said(words.WORK, one.sort),
        "code": words.said(_CODES[one.sort], one.code) if one.sort in _CODES else "",
        "on": one.on,
        "weight": here.units.weighed(one.grams) if one.grams else "",
        "until": one.withdrawal_until,
        "record": reverse("record", args=[one.number]),
        "receipt": reverse("receipt", args=[one.number]),
        "number": one.number,
    }


def _safe(found: Any) -> str:
    """Say whether every withdrawal time had passed at harvest, or that nothing was treated."""
    days = [one.withdrawal_until for one in found.steps if one.withdrawal_until]
    if not any(one.sort == "treated" for one in found.steps):
        return _("No treatment was recorded for this crop before the harvest.")
    if all(day <= found.weighed_on for day in days):
        return _("Every withdrawal time was over before the harvest.")
    return _("A withdrawal time was not over at harvest. Ask the cooperative about this batch.")


@page("batch.trace")
def label(request: HttpRequest, batch: str) -> HttpResponse:
    """Show the label of a batch, ready to print and stick on the box."""
    here = Here(request)
    found = queries.trace_of(here.viewer, batch)
    if found is None:
        raise Http404
    address = request.build_absolute_uri(reverse("trace", args=[found.batch]))
    context = {
        **_head(here, found),
        "qr": qr_of(address, error="q"),
        "address": address.partition("://")[2],
    }
    return render(request, "fields/trace_label.html", context)
