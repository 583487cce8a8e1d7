"""The list of drafts, a draft as a whole, a new proposal, taking back, throwing away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Part, Wishes
from gongfu.domains.grids.queries import Card, DesignLine, PartLine
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.designs import maps, words
from gongfu.faces.web.designs.cards import card_of, change_of, head, office_place
from gongfu.faces.web.office.forms import number_in
from gongfu.faces.web.shell.downloads import csv_file
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused


@page("grid.design")
def designs(request: HttpRequest) -> HttpResponse:
    """Show the drafts of one's area, and where one could begin."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = office_place(viewer)
    lines = queries.designs_in(viewer, place)
    labels = vault.labels({line.by for line in lines})
    context = {
        "place": tree.name_of(place),
        "place_code": place,
        "rows": [_row(line, labels) for line in lines],
        "demo": settings.GONGFU_DEMO,
        "community": len(place) == 12 and not place.endswith("000"),
        "at_work": any(line.state != "adopted" for line in lines),
        "key": new_key(),
    }
    return render(request, "designs/list.html", context)


def _row(line: DesignLine, labels: dict[str, str]) -> dict[str, Any]:
    state, tag = words.STATES[line.state]
    return {
        "design": line.design,
        "place": tree.name_of(line.place),
        "state": state,
        "tag": tag,
        "by": labels.get(line.by, ""),
        "at": line.at.astimezone(SHANGHAI),
        "adopted_on": line.adopted_on,
    }


@page("grid.design")
def design(request: HttpRequest, design: str) -> HttpResponse:
    """Show a draft: map, grids, what was wished; or its buildings as a file."""
    card = card_of(request, design)
    if request.GET.get("as") == "csv":
        return _file(card)
    return whole(request, card)


def whole(
    request: HttpRequest, card: Card, wishes: Wishes | None = None, refusal: Refused | None = None
) -> HttpResponse:
    """Return the page of a draft, with what was typed and the refusal above."""
    site = card.draft.site
    sizes = [line for line in card.parts if line.part.micro]
    context = {
        **head(card, request.viewer),  # type: ignore[attr-defined]
        "households": spaced(site.households),
        "buildings": spaced(len(site.buildings)),
        "grids": len(card.grids),
        "micros": len(sizes),
        "missing": [_missed(line) for line in card.parts if not line.fits],
        "proof": _proof(card),
        "rows": [_grid_row(card, line) for line in card.grids],
        "map": maps.overview(card, href=lambda part: _href(card, part)),
        "georeferenced": site.origin is not None,
        "wishes": wishes or card.draft.wishes,
        "roads": words.ROADS.items(),
        "road": _road(wishes or card.draft.wishes),
        "may_keep": all(site.now),
        "trouble": str(card.trouble or ""),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    status = refusal.status if refusal else 200
    return render(request, "designs/design.html", context, status=status)


def _href(card: Card, part: Part) -> str:
    return reverse("design-grid", args=[card.line.design, part.grid])


def _missed(line: PartLine) -> str:
    said = _("%(part)s: %(households)s households, %(reason)s")
    return said % {
        "part": words.part_words(line.part),
        "households": line.households,
        "reason": words.REASONS[line.reason],
    }


def _proof(card: Card) -> dict[str, str]:
    """Return how good the proposal is, in words' numbers; empty before one."""
    if not card.whole:
        return {}
    cost, bound = card.whole["cost"], card.whole["bound"]
    percent = 100 * (cost - bound) / bound if bound else 0.0
    return {
        "percent": f"{percent:.1f}",
        "outside": spaced(card.whole["outside"]),
        "unavoidable": spaced(card.whole["unavoidable"]),
    }


def _grid_row(card: Card, line: PartLine) -> dict[str, Any]:
    inside = card.inside(line.part.grid)
    said, tag = words.size_words(line)
    return {
        "name": words.part_words(line.part),
        "href": _href(card, line.part),
        "households": spaced(line.households),
        "micros": len(inside),
        "smallest": min(one.households for one in inside),
        "largest": max(one.households for one in inside),
        "reason": words.REASONS[line.reason],
        "along": line.along,
        "opens": line.opens,
        "size": said,
        "tag": tag,
    }


def _road(wishes: Wishes) -> str:
    return "never" if wishes.walls else str(wishes.crossing)


def _file(card: Card) -> HttpResponse:
    """Return every building with its micro-grid as a file."""
    header = (_("Building"), _("Households"), _("Micro-grid"), _("Code"))
    codes = {line.part: line.code for line in card.parts}
    rows = [
        (one.id, one.households, spot.key, codes[spot])
        for one, spot in zip(card.draft.site.buildings, card.draft.spots, strict=False)
    ]
    return csv_file("grids", header, rows)


@require_POST
@page("grid.design")
def propose(request: HttpRequest, design: str) -> HttpResponse:
    """Draw up grids and micro-grids anew."""
    wishes = None
    try:
        change, wishes = change_of(request, design), wishes_in(request)
        actions.propose_parts(request.viewer, change, wishes)  # type: ignore[attr-defined]
    except Refused as refusal:
        return whole(request, card_of(request, design), wishes, refusal)
    say(request, _("A new proposal is drawn up."))
    return HttpResponseRedirect(reverse("design", args=[design]))


def wishes_in(request: HttpRequest) -> Wishes:
    """Return the wishes that a form holds.  Raises Unreadable."""
    given = request.POST
    road = given.get("roads", "")
    return Wishes(
        grid_low=number_in(given.get("grid_low", "")),
        grid_high=number_in(given.get("grid_high", "")),
        grids=number_in(given.get("grids", "") or "0"),
        micro_low=number_in(given.get("micro_low", "")),
        micro_high=number_in(given.get("micro_high", "")),
        crossing=Wishes().crossing if road == "never" else number_in(road),
        walls=road == "never",
        beyond=number_in(given.get("beyond", "")),
        keep=bool(given.get("keep")),
    )


@require_POST
@page("grid.design")
def undo(request: HttpRequest, design: str) -> HttpResponse:
    """Take the last change by hand back."""
    actions.undo_move(request.viewer, change_of(request, design))  # type: ignore[attr-defined]
    say(request, _("The last change is taken back."))
    return HttpResponseRedirect(reverse("design", args=[design]))


@require_POST
@page("grid.design")
def drop(request: HttpRequest, design: str) -> HttpResponse:
    """Throw a draft away."""
    actions.drop_design(request.viewer, change_of(request, design))  # type: ignore[attr-defined]
    say(request, _("The draft is thrown away."))
    return HttpResponseRedirect(reverse("designs"))
