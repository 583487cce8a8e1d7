"""The sampling audit: visits by lot, whom to call about each, and what the answers tell."""

from __future__ import annotations

import math
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongfu.domains.keys import actions, queries
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.measures.periods import Period, months_after, period
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused


@page("visit.sample")
def samples(request: HttpRequest) -> HttpResponse:
    """List the communities of the district, each with its sample."""
    on = shanghai_day(clock.now())
    found = [(spot.code, tree.name_of(spot.code)) for spot in tree.current().communities(on=on)]
    return render(request, "office/samples.html", {"places": found})


@page("visit.sample")
def sample(request: HttpRequest, place: str) -> HttpResponse:
    """Show the sample of a community and month, or note what the elder or family said by phone."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            _note(request)
            return HttpResponseRedirect(request.get_full_path())
        except Refused as error:
            refusal = error
    return _show(request, place[:12], refusal)


def _note(request: HttpRequest) -> None:
    viewer, at, key = request.viewer, clock.now(), key_of(request)  # type: ignore[attr-defined]
    verbs = {"came": actions.confirm_visit, "nobody": actions.dispute_visit}
    verb, number = verbs.get(request.POST.get("what", "")), request.POST.get("number", "")
    if verb is None or not (number.isascii() and number.isdigit() and len(number) < 16):
        raise Unreadable()
    verb(viewer, number=int(number), manner="call", at=at, key=key)
    messages.success(request, _("Recorded."))


def _month(request: HttpRequest) -> Period:
    """Return the month that is asked for, by default the last one.  Raises NotAPeriod."""
    last = months_after(shanghai_day(clock.now()), -1)
    return period(request.GET.get("month") or f"{last:%Y-%m}")


def _show(request: HttpRequest, place: str, refusal: Refused | None) -> HttpResponse:
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    month = _month(request)
    found = queries.sample_of(viewer, place, month, on)
    visits = [line.visit for line in found.lines if line.visit]
    labels = vault.labels({one for visit in visits for one in (visit.elder, visit.keeper)})
    later = months_after(month.start, 1)
    context = {
        "place": tree.name_of(place),
        "code": place,
        "month": month.text,
        "earlier": f"{months_after(month.start, -1):%Y-%m}",
        "later": f"{later:%Y-%m}" if months_after(later, 1) <= on else "",
        "whole": found.whole,
        "at": found.at,
        "drawn": len(found.lines),
        "confirmed": found.confirmed,
        "denied": found.denied,
        "open": len(found.lines) - found.confirmed - found.denied,
        "low": math.floor(round(found.low * 100, 6)),
        "high": math.ceil(round(found.high * 100, 6)),
        "lines": [_row(line, labels, viewer.person) for line in found.lines],
        "named": bool(visits),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "office/sample.html", context, status=refusal.status if refusal else 200)


def _row(line: Any, labels: dict[str, str], person: str) -> dict[str, Any]:
    row = {"number": line.number, "state": line.state, "key": new_key()}
    if line.visit is None:
        return row
    return {
        **row,
        "elder": line.visit.elder,
        "label": labels.get(line.visit.elder, ""),
        "keeper": labels.get(line.visit.keeper, ""),
        "at": line.visit.started_at.astimezone(SHANGHAI),
        "minutes": line.visit.minutes,
        "asks": line.state == "open" and person not in (line.visit.keeper, line.visit.by),
    }
