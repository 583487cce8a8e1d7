"""Plots as files: CSV and Excel as every list, GeoJSON with the outlines; both taken in again."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from gongfu.domains.fields import queries
from gongfu.domains.fields.actions import PlotLine as Line
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.units import area_in
from gongfu.faces.web.shell.downloads import file_of
from gongfu.kernel.refusals import BadInput

COLUMNS = ("tag", "area_mu", "cover", "soil", "household", "since", "until", "demo", "lessor")
_MOST, _LARGEST = 5000, 10_000_000


class NotPlots(BadInput):
    """The file holds no plots as they are written here."""

    code = "web.not-plots"
    words = gettext_lazy(
        "This file holds no plots. Take the list as a file, change it, and send it back: CSV with"
        " its header, or GeoJSON with the same names as properties."
    )


class NotAnOutline(BadInput):
    """The text is no outline."""

    code = "web.not-an-outline"
    words = gettext_lazy("The outline must be a polygon in GeoJSON, in degrees of CGCS2000.")


def file(request: HttpRequest, here: Here, cooperative: str) -> HttpResponse:
    """Return all plots that the viewer sees as CSV, Excel or GeoJSON; households by id."""
    lines = queries.plots_in(here.viewer, cooperative, here.on, page=0).lines
    rows = [_row(one) for one in lines]
    if request.GET.get("as") != "geojson":
        return file_of(request, "plots", COLUMNS, rows)
    outlines = queries.outlines_in(here.viewer, cooperative, here.on)
    features = [
        {
            "type": "Feature",
            "properties": dict(zip(COLUMNS, row, strict=True)),
            "geometry": json.loads(outlines[one.plot]) if one.plot in outlines else None,
        }
        for one, row in zip(lines, rows, strict=True)
    ]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    answer = HttpResponse(body, content_type="application/geo+json")
    answer["Content-Disposition"] = 'attachment; filename="plots.geojson"'
    return answer


def _row(line: Any) -> tuple[Any, ...]:
    return (
        line.tag,
        f"{Decimal(line.area) / 100:.2f}",
        line.cover,
        line.soil,
        line.household,
        line.since.isoformat(),
        line.until.isoformat() if line.until else "",
        int(line.demo),
        line.lessor,
    )


def lines_in(request: HttpRequest, here: Here, cooperative: str) -> list[Line]:
    """Return the plots of the file in a form, but those already registered under their number.

    Raises NotPlots, NotAnOutline, NotANumber, TooFine.
    """
    found = request.FILES.get("file")
    if found is None or (found.size or 0) > _LARGEST:
        raise NotPlots()
    try:
        text = found.read().decode("utf-8-sig")
        rows = _features(text) if text.lstrip().startswith("{") else _records(text)
        known = {
            one.tag for one in queries.plots_in(here.viewer, cooperative, here.on, page=0).lines
        }
        lines = [_line(row, here.on) for row in rows if str(row.get("tag")) not in known]
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, csv.Error):
        raise NotPlots() from None
    if not lines or len(lines) > _MOST:
        raise NotPlots()
    return lines


def _records(text: str) -> list[dict[str, Any]]:
    return [dict(row) for row in csv.DictReader(io.StringIO(text))]


def _features(text: str) -> list[dict[str, Any]]:
    return [
        {**one["properties"], "outline": json.dumps(one["geometry"]) if one.get("geometry") else ""}
        for one in json.loads(text)["features"]
    ]


def _line(row: dict[str, Any], today: date) -> Line:
    since, until = row.get("since") or "", row.get("until") or ""
    return Line(
        tag=str(row["tag"]).strip(),
        area=area_in(str(row["area_mu"]), "mu"),
        since=date.fromisoformat(since) if since else today,
        cover=row.get("cover") or "open",
        soil=row.get("soil") or "paddy",
        household=row.get("household") or "",
        until=date.fromisoformat(until) if until else None,
        demo=str(row.get("demo") or "0") == "1",
        lessor=row.get("lessor") or "",
        outline=outline_in(row.get("outline", "")),
    )


def outline_in(text: str) -> str:
    """Return an outline as the ledger names it: a multipolygon's GeoJSON text, or nothing.

    Raises NotAnOutline.
    """
    if not text.strip():
        return ""
    try:
        given = json.loads(text)
        given = given.get("geometry", given)
        shapes = {"Polygon": [given["coordinates"]], "MultiPolygon": given["coordinates"]}
        parts = [
            [[[round(float(x), 7), round(float(y), 7)] for x, y, *_z in ring] for ring in polygon]
            for polygon in shapes[given["type"]]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotAnOutline() from None
    if not parts or any(not _ring(ring) for polygon in parts for ring in polygon):
        raise NotAnOutline()
    return json.dumps({"type": "MultiPolygon", "coordinates": parts}, separators=(",", ":"))


def _ring(ring: list[list[float]]) -> bool:
    near = all(73 <= x <= 136 and 3 <= y <= 54 for x, y in ring)
    return len(ring) >= 4 and ring[0] == ring[-1] and near
