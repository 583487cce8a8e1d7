"""Filling a form in three taps: choose it, confirm, download; and what was filled before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from gongfu.faces.sheets.forms import registering, sources, using
from gongfu.faces.sheets.forms.sources import Occasion
from gongfu.faces.sheets.models import Filling, Form
from gongfu.faces.web.sheets.forms import may_fill, rows_of
from gongfu.faces.web.sheets.imports import workbook_answer
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.measures.periods import period
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import may
from gongfu.kernel.rights.viewers import Viewer

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MISSING = 60
PURPOSES = {
    "return": gettext_lazy("the return that the issuer asked for"),
    "check": gettext_lazy("checking our own numbers"),
    "meeting": gettext_lazy("a meeting"),
    "inspection": gettext_lazy("an inspection"),
}


@page("form.read")
def form(request: HttpRequest, paper: str) -> HttpResponse:
    """Show a form with its price; who may fill it sees what would be filled."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    found = registering.form_named(paper)
    context: dict[str, Any] = {
        "form": found,
        "row": rows_of([found], on)[0],
        "may_bind": may(viewer, registering.REGISTER, place=found.place),
        "fill": may_fill(viewer) and _fill(request, found),
        "fillings": using.fillings_of(viewer, found) if viewer.person else [],
    }
    return render(request, "forms/form.html", context)


def _places(viewer: Viewer) -> list[tuple[str, str]]:
    """Return where the viewer may fill forms: the offices, and the places below them."""
    on = shanghai_day(clock.now())
    own = dict.fromkeys(office.place for office in viewer.offices)
    below = [spot.code for place in own for spot in tree.children(place, on)]
    codes = [code for code in (*own, *below) if len(code) <= 12]
    return [(code, tree.name_of(code)) for code in dict.fromkeys(codes)]


def _occasion(request: HttpRequest, found: Form) -> Occasion:
    """Return for where and when the form is filled.  Raises Denied, FormOver, NotAPeriod."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    asked = request.POST or request.GET
    places = _places(viewer)
    place = asked.get("place") or (places[0][0] if places else found.place)
    text = asked.get("period", "")
    span = period(text) if text else using.usual_period(found, shanghai_day(at))
    return using.occasion_for(viewer, found, place, span, at)


def _fill(request: HttpRequest, found: Form) -> dict[str, Any]:
    """Return what would be filled, what is asked, and what stays empty with its reason."""
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        occasion = _occasion(request, found)
        work = using.preview(found, occasion)
    except Refused as refusal:
        return {
            "refusal": {"code": refusal.code, "words": str(refusal)},
            "places": _places(viewer),
            "place": request.GET.get("place", ""),
            "period": request.GET.get("period", ""),
        }
    asked = using.asked_of(found, occasion)
    labels = vault.labels({one.before.by for one in asked if one.before})
    return {
        "place": occasion.place,
        "period": occasion.period.text,
        "place_name": tree.name_of(occasion.place),
        "period_name": sources.period_words(occasion.period),
        "places": _places(viewer),
        "filled": work.filled,
        "total": work.filled + len(work.missing),
        "share": round(100 * work.filled / max(1, work.filled + len(work.missing))),
        "missing": [(one.where, one.label, one.reason) for one in work.missing[:_MISSING]],
        "left": len(work.missing),
        "people": work.people,
        "asked": [_asked(one, labels) for one in asked if one.now is None and one.mine],
        "purposes": PURPOSES.items(),
    }


def _asked(one: using.Asked, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "code": one.field.code,
        "title": one.field.title,
        "before": one.before.text if one.before else "",
        "when": one.before.period if one.before else "",
        "who": labels.get(one.before.by, "") if one.before else "",
    }


@require_POST
@page("form.fill_and_export")
def answers(request: HttpRequest, paper: str) -> HttpResponse:
    """Write what only a hand can give, or that nothing has changed."""
    found = registering.form_named(paper)
    occasion = _occasion(request, found)
    given = request.POST
    texts = {name[6:]: given.get(name, "") for name in given if name.startswith("field-")}
    count = using.answer(found, occasion, texts, same=given.get("do") == "same")
    said = ngettext("%(n)s value is noted.", "%(n)s values are noted.", count)
    say(request, said % {"n": count})
    here = reverse("form", args=[found.id])
    return HttpResponseRedirect(f"{here}?place={occasion.place}&period={occasion.period.text}")


@require_POST
@page("form.fill_and_export")
def fill(request: HttpRequest, paper: str) -> HttpResponse:
    """Fill the form and log it."""
    found = registering.form_named(paper)
    occasion = _occasion(request, found)
    purpose = PURPOSES.get(request.POST.get("purpose", ""), "")
    made = using.fill(found, occasion, purpose=str(purpose))
    return HttpResponseRedirect(reverse("filling", args=[made.id]))


@page("form.fill_and_export")
def filling(request: HttpRequest, filling: str) -> HttpResponse:
    """Show a filled form: download it, or let it out as the second person."""
    viewer = request.viewer  # type: ignore[attr-defined]
    made = using.filling_for(viewer, filling)
    context = {
        "made": made,
        "place": tree.name_of(made.place),
        "period": sources.period_words(period(made.period)),
        "share": round(100 * made.filled / max(1, made.cells)),
        "missing": made.missing[:_MISSING],
        "left": len(made.missing),
        "stands": using.may_confirm(viewer, made),
        "by": vault.labels([made.by]).get(made.by, ""),
        "kept": bool(made.body),
    }
    return render(request, "forms/filling.html", context)


@page("form.fill_and_export")
def file(request: HttpRequest, filling: str) -> HttpResponse:
    """Send the filled file to who filled it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    made = using.filling_for(viewer, filling)
    body = using.body_of(viewer, made, at=clock.now())
    name = f"{made.form.title}-{tree.name_of(made.place)}-{made.period}.{made.form.kind}"
    return workbook_answer(name, body, _DOCX if made.form.kind == "docx" else _XLSX)


@require_POST
@page("form.fill_and_export")
def confirm(request: HttpRequest, filling: str) -> HttpResponse:
    """Let a filling that names many people out, as the second person."""
    viewer = request.viewer  # type: ignore[attr-defined]
    made = using.filling_for(viewer, filling)
    using.confirm(viewer, made)
    say(request, _("It may go out now; your name stands in the log."))
    return HttpResponseRedirect(reverse("fillings"))


@page("form.fill_and_export")
def fillings(request: HttpRequest) -> HttpResponse:
    """List what the viewer filled, and what waits for them as the second person."""
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = using.fillings_of(viewer)
    context = {
        "waiting": [_line(one) for one in rows if one.by != viewer.person],
        "mine": [_line(one) for one in rows if one.by == viewer.person],
    }
    return render(request, "forms/fillings.html", context)


def _line(made: Filling) -> dict[str, Any]:
    return {
        "href": reverse("filling", args=[made.id]),
        "title": made.form.title,
        "place": tree.name_of(made.place),
        "period": sources.period_words(period(made.period)),
        "purpose": made.purpose,
        "at": made.at,
        "filled": made.filled,
        "cells": made.cells,
        "waits": made.state == "waits",
    }
