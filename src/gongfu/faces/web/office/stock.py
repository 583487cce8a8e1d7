"""The stock-take of a team: a tap for each thing that is there, a tap for one that is missing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongfu.domains.keys import actions, queries
from gongfu.faces.web.office.desk import thing_row
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.listing import page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused


@page("key.stock_take")
def stock(request: HttpRequest, place: str) -> HttpResponse:
    """Show what the keepers have, or note that a thing was seen or is missing."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            _note(request)
            return HttpResponseRedirect(request.get_full_path())
        except Refused as error:
            refusal = error
    return _show(request, place, refusal)


def _note(request: HttpRequest) -> None:
    verbs = {"seen": actions.see_item, "lost": actions.report_lost}
    verb = verbs.get(request.POST.get("what", ""))
    if verb is None:
        raise Unreadable()
    item = request.POST.get("item", "")
    verb(request.viewer, item=item, at=clock.now(), key=key_of(request))  # type: ignore[attr-defined]
    messages.success(request, _("Recorded: %(item)s.") % {"item": item})


def _show(request: HttpRequest, place: str, refusal: Refused | None) -> HttpResponse:
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    only_due, number = "due" in request.GET, page_number(request)
    found = queries.stock_of(viewer, place, on, only_due=only_due, page=number)
    labels = vault.labels({line.thing.holder for line in found.things.lines})
    context = {
        "place": tree.name_of(place),
        "code": place,
        "due": found.due,
        "last": found.last,
        "total": found.things.total,
        "only_due": only_due,
        "things": [_row(line, labels, on) for line in found.things.lines],
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
        **pager(request, number, found.things.pages),
    }
    return render(request, "office/stock.html", context, status=refusal.status if refusal else 200)


def _row(line: Any, labels: dict[str, str], on: Any) -> dict[str, Any]:
    thing = line.thing
    seen_today = thing.counted_on == on
    return {
        **thing_row(thing, labels),
        "due": line.due,
        "seen_today": seen_today,
        "asks": not thing.yours and not seen_today,
        "yours": thing.yours,
        "key": new_key(),
    }
