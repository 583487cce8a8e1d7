"""Today's round: planned over all who are due, in an order that the keeper may change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gongfu.domains.keys import actions, queries
from gongfu.faces.web.keys.day import day_line
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import vault


@page("round.plan")
def round_(request: HttpRequest) -> HttpResponse:
    """Show the keeper's round; plan it anew, or move one stop up."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    on = shanghai_day(at)
    if request.method == "POST":
        if first := request.POST.get("first"):
            _move_up(request, first)
        else:
            actions.plan_round(viewer, keeper=viewer.person, on=on, at=at)
        return HttpResponseRedirect(reverse("round"))
    day = queries.day_of(viewer, viewer.person, on)
    labels = vault.labels(line.elder for line in day.lines)
    stops = [line for line in day.lines if line.stop]
    context = {
        "planned": day.planned,
        "stops": [{**day_line(line, labels), "elder": line.elder} for line in stops],
        "walking": sum(line.stop.walk for line in stops if line.stop),
        "on": on,
    }
    return render(request, "keys/round.html", context)


def _move_up(request: HttpRequest, elder: str) -> None:
    """Put one elder's stop before the one ahead of it."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    on = shanghai_day(at)
    day = queries.day_of(viewer, viewer.person, on)
    order = [line.elder for line in day.lines if line.stop]
    if elder in order[1:]:
        place = order.index(elder)
        order[place - 1], order[place] = order[place], order[place - 1]
        actions.reorder_round(viewer, keeper=viewer.person, order=order, on=on, at=at)
