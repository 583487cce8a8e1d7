"""The areas of a figure as GeoJSON: outline, name, number, shade and link of each community."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from gongfu.faces.web.board import maps
from gongfu.faces.web.board.views import question_of
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.places.frames import Frame
from gongfu.kernel.places.outlines import outlines_of
from gongfu.kernel.rights.checking import Denied


@page("figure.read_published")
def areas(request: HttpRequest, code: str) -> HttpResponse:
    """Send the communities that have an outline, shaded as the tiles are."""
    question = question_of(request, code)
    if question.person:
        raise Denied()
    tiles = maps.tiles_of(request.viewer, question)  # type: ignore[attr-defined]
    frame = Frame(settings.GONGFU_MAP_TILES_FRAME) if settings.GONGFU_MAP_TILES else Frame.CGCS2000
    features = [
        {"type": "Feature", "geometry": geometry, "properties": _said(tiles[code])}
        for code, geometry in outlines_of(tiles, frame=frame).items()
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _said(tile: maps.Tile) -> dict[str, Any]:
    return {"name": tile.name, "value": tile.value, "step": tile.step, "href": tile.href}
