"""A cooperative's home: today's work, its plots, what lies in store."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongfu.domains.fields import queries
from gongfu.domains.fields.queries import Overview, PlotLine
from gongfu.faces.web.fields import landmap, words
from gongfu.faces.web.fields.correcting import asked_in
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.recording import grouped
from gongfu.faces.web.fields.stock import product_row
from gongfu.faces.web.fields.units import AREAS, WEIGHTS
from gongfu.faces.web.fields.work import task_groups
from gongfu.faces.web.shell.pages import page


@page("plot_and_harvest.read")
def home(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Show a cooperative to its head, staff, members and office; each what is theirs to see."""
    here = Here(request)
    found = queries.overview(here.viewer, cooperative, here.on)
    context = {
        **here.head_of(found.sight),
        "groups": task_groups(here, cooperative, found.tasks),
        "products": [
            product_row(here, cooperative, crop, n, left) for crop, (n, left) in found.stock.items()
        ],
        "asked": asked_in(here, found.sight),
        "weights": WEIGHTS.items(),
        "areas": AREAS.items(),
        **land(request, here, found),
    }
    return render(request, "fields/home.html", context)


def land(request: HttpRequest, here: Here, found: Overview) -> dict[str, Any]:
    """Return the plots as map and tiles, with their sums."""
    zone, plots, outlines = request.GET.get("zone", ""), found.plots, found.outlines
    cooperative = found.sight.unit.id

    def href(line: PlotLine) -> str:
        return reverse("farm-plot", args=[cooperative, line.plot])

    def said(line: PlotLine) -> str:
        crop = here.lists.crop(line.crop) if line.crop else words.said(words.COVERS, line.cover)
        return f"{line.tag} {here.units.measured(line.area)} {crop}"

    bare = [one for one in plots if one.plot not in outlines]
    return {
        "map": landmap.drawn(plots, outlines, zone=zone, href=href, words=said),
        "zone": zone,
        "tiles": [(one.tag, landmap.sort_of(one), href(one), said(one)) for one in bare]
        if len(bare) <= landmap.MOST_TILES
        else [],
        "many": _many(bare) if len(bare) > landmap.MOST_TILES else [],
        "count": len(plots),
        "area": here.units.measured(sum(one.area for one in plots)),
        "covered": here.units.measured(sum(x.area for x in plots if x.cover == "greenhouse")),
        "standing": [
            (here.lists.crop(crop), len(same), here.units.measured(sum(x.area for x in same)))
            for (crop,), same in grouped((x for x in plots if x.crop), "crop").items()
        ],
        "ends_soon": sum(one.ends_soon for one in plots),
    }


def _many(plots: list[PlotLine]) -> list[tuple[str, int]]:
    """Return plots together by the beginning of their number."""
    found: dict[str, int] = {}
    for one in plots:
        start = one.tag.rstrip("0123456789") or one.tag[:1]
        found[start] = found.get(start, 0) + 1
    return sorted(found.items())
