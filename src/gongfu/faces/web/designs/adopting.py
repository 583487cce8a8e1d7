"""Handing a draft in, taking it back, and letting it stand as somebody else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.grids import actions
from gongfu.domains.grids.queries import Card
from gongfu.faces.web.designs import words
from gongfu.faces.web.designs.cards import card_of, change_of, head
from gongfu.faces.web.office.forms import day_in, number_in
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused

_GOES = "goes-"


@page("grid.design")
def hand_in(request: HttpRequest, design: str) -> HttpResponse:
    """Show what would change, and hand the draft in for a second person."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            change = change_of(request, design)
            actions.hand_in(request.viewer, change, goes=_goes(request), at=clock.now())  # type: ignore[attr-defined]
            say(request, _("Handed in. Somebody else looks at it and adopts it."))
            return HttpResponseRedirect(reverse("design", args=[design]))
        except Refused as error:
            refusal = error
    return _changes(request, design, refusal, title=_("Hand the draft in"), adopting=False)


def _goes(request: HttpRequest) -> dict[str, int]:
    """Return where grids of today go, as far as the form says it.  Raises Unreadable."""
    given = {name: request.POST.get(name, "") for name in request.POST if name.startswith(_GOES)}
    return {name.removeprefix(_GOES): number_in(text) for name, text in given.items() if text}


@page("grid.adopt")
def adopt(request: HttpRequest, design: str) -> HttpResponse:
    """Show what would change, and let the draft stand from a day on."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            at = clock.now()
            change = change_of(request, design)._replace(on=day_in(request.POST.get("on", "")))
            done = actions.adopt_design(request.viewer, change, at=at)  # type: ignore[attr-defined]
            say(request, _("Adopted: %(count)s records.") % {"count": len(done)})
            return HttpResponseRedirect(reverse("design", args=[design]))
        except Refused as error:
            refusal = error
    return _changes(request, design, refusal, title=_("Adopt the draft"), adopting=True)


def _changes(
    request: HttpRequest, design: str, refusal: Refused | None, *, title: str, adopting: bool
) -> HttpResponse:
    card = card_of(request, design)
    numbers = card.numbers
    opens = [line for line in card.parts if line.opens]
    context = {
        **head(card, request.viewer),  # type: ignore[attr-defined]
        "title": title,
        "adopting": adopting,
        "proposed": bool(card.parts),
        "trouble": str(card.trouble or ""),
        "opens": [(words.part_words(line.part), line.code) for line in opens],
        "stays": len(card.parts) - len(opens),
        "mergers": [(tree.name_of(c), c, _name(card, into)) for c, into in numbers.mergers]
        if numbers
        else [],
        "unknown": _unknown(request, card),
        "drawn": card.draft.site.origin is not None,
        "on": request.POST.get("on") or shanghai_day(clock.now()).isoformat(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    status = refusal.status if refusal else 200
    return render(request, "designs/changes.html", context, status=status)


def _name(card: Card, code: str) -> str:
    return next(words.part_words(line.part) for line in card.parts if line.code == code)


def _unknown(request: HttpRequest, card: Card) -> list[dict[str, Any]]:
    """Return a field for each grid of today of which nobody knows where it goes."""
    options = [("", _("choose"))]
    options += [(str(line.part.grid), words.part_words(line.part)) for line in card.grids]
    return [
        {
            "name": f"{_GOES}{code}",
            "label": f"{tree.name_of(code)} · {code}",
            "options": options,
            "value": request.POST.get(f"{_GOES}{code}", ""),
        }
        for code in (card.numbers.unknown if card.numbers else ())
    ]


@require_POST
@page("grid.design")
def back(request: HttpRequest, design: str) -> HttpResponse:
    """Take a draft back that was handed in, or send it back."""
    actions.take_back(request.viewer, change_of(request, design))  # type: ignore[attr-defined]
    say(request, _("It is a draft again and can be changed."))
    return HttpResponseRedirect(reverse("design", args=[design]))
