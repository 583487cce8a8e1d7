"""The outlines that a deployment imported, for drawing: in the frame of the map they lie on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gongfu.kernel.places.frames import Frame, Point, to_gcj02
from gongfu.kernel.places.models import Outline, Place


def outlines_of(codes: Iterable[str], *, frame: Frame = Frame.CGCS2000) -> dict[str, Any]:
    """Return by code the GeoJSON geometry of those places that have an outline.

    frame: of the map beneath; GCJ-02 moves every point some 500 m, CGCS2000 and WGS-84 none.
    """
    rows = Place.objects.filter(pk__in=list(codes)).exclude(outline="")
    digests = dict(rows.values_list("code", "outline"))
    texts = dict(Outline.objects.filter(pk__in=set(digests.values())).values_list("digest", "text"))
    found = {code: json.loads(texts[digest]) for code, digest in digests.items()}
    if frame is Frame.GCJ02:
        for geometry in found.values():
            geometry["coordinates"] = _moved(geometry["coordinates"])
    return found


def has_outlines() -> bool:
    """Say whether the deployment has imported any outline."""
    return Place.objects.exclude(outline="").exists()


def _moved(nested: list[Any]) -> list[Any]:
    if not isinstance(nested[0], list):
        moved = to_gcj02(Point(nested[0], nested[1]))
        return [round(moved.longitude, 7), round(moved.latitude, 7)]
    return [_moved(one) for one in nested]
