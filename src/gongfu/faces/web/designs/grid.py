"""One grid of a draft: its map and micro-grids, and moving a building to another by hand."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Part
from gongfu.domains.grids.queries import Card, PartLine
from gongfu.faces.web.designs import maps, words
from gongfu.faces.web.designs.cards import card_of, change_of, head
from gongfu.faces.web.office.forms import number_in
from gongfu.faces.web.shell.messages import say, warn
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.refusals import Refused


@page("grid.design")
def grid(request: HttpRequest, design: str, grid: int) -> HttpResponse:
    """Show one grid; choose a building and move it to another micro-grid."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return _move(request, design)
        except Refused as error:
            refusal = error
    card = card_of(request, design)
    if not any(line.part.grid == grid for line in card.parts):
        raise Http404
    given = request.POST if refusal else request.GET
    chosen = _chosen(card, given.get("building", ""))
    context = {
        **head(card, request.viewer),  # type: ignore[attr-defined]
        "grid": grid,
        "name": words.part_words(Part(grid)),
        "others": [
            (words.part_words(one.part), _href(design, one.part), one.part.grid == grid)
            for one in card.grids
        ],
        "rows": [_micro_row(card, line) for line in card.inside(grid)],
        "map": maps.of_grid(
            card, grid, chosen=chosen, building_href=lambda at: f"?building={at}#move"
        ),
        "chosen": chosen,
        "building": "" if chosen is None else card.draft.site.buildings[chosen].id,
        "choices": [] if chosen is None else _choices(card, chosen),
        "options": [
            (at, f"{one.id} · {spot.key}", at == chosen)
            for at, (one, spot) in enumerate(
                zip(card.draft.site.buildings, card.draft.spots, strict=True)
            )
            if spot.grid == grid
        ],
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "designs/grid.html", context, status=refusal.status if refusal else 200)


def _href(design: str, part: Part) -> str:
    return reverse("design-grid", args=[design, part.grid])


def _chosen(card: Card, text: str) -> int | None:
    if not (text.isascii() and text.isdigit()) or card.line.state != "draft":
        return None
    return int(text) if int(text) < len(card.draft.spots) else None


def _micro_row(card: Card, line: PartLine) -> dict[str, Any]:
    buildings = card.draft.site.buildings
    said, tag = words.size_words(line)
    return {
        "key": line.part.key,
        "name": words.part_words(line.part),
        "households": line.households,
        "buildings": [(at, buildings[at].id, buildings[at].households) for at in line.buildings],
        "reason": words.REASONS[line.reason],
        "farthest": line.farthest,
        "opens": line.opens,
        "code": line.code,
        "size": said,
        "tag": tag,
    }


def _choices(card: Card, chosen: int) -> list[dict[str, Any]]:
    known = set(card.draft.spots)
    return [
        {
            "key": one.part.key if one.part in known else f"{one.part.grid}-0",
            "name": words.part_words(one.part) if one.part in known else _("a new micro-grid"),
            "households": one.households,
            "fits": one.fits,
            "refusal": str(one.refusal or ""),
        }
        for one in queries.choices_for(card, chosen)
    ]


def _move(request: HttpRequest, design: str) -> HttpResponse:
    given = request.POST
    grid, _dash, micro = given.get("to", "").partition("-")
    to = Part(number_in(grid), number_in(micro))
    building = number_in(given.get("building", ""))
    viewer, change = request.viewer, change_of(request, design)  # type: ignore[attr-defined]
    missed = actions.move_building(viewer, change, building=building, to=to)
    say(request, _("Moved."))
    for part, households in missed:
        said = _("%(part)s has %(households)s households now, other than wished.")
        warn(request, said % {"part": words.part_words(part), "households": households})
    spot = card_of(request, design).draft.spots[building]
    return HttpResponseRedirect(reverse("design-grid", args=[design, spot.grid]))
