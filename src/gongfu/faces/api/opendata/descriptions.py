"""Descriptions for machines: a data package a figure (Frictionless), and one DCAT catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongfu.faces.api.opendata.tables import FIELDS, ITEM_FIELDS
from gongfu.figures.catalogue import FIGURES, Figure
from gongfu.kernel.places import tree

Absolute = Callable[[str], str]
_SDMX = "application/vnd.sdmx.structurespecificdata+xml;version=2.1"
_FORMS = (
    ("opendata-csv", (), "text/csv", "CSV"),
    ("opendata-parquet", (), "application/vnd.apache.parquet", "Parquet"),
    ("opendata-sdmx", ("2.1",), _SDMX, "SDMX-ML 2.1"),
)


def package(figure: Figure, *, absolute: Absolute) -> dict[str, Any]:
    """Return the data package (Frictionless, version 1) of one figure."""
    fields = [
        {"name": name, "type": sort, "description": str(words)}
        for name, sort, _arrow, words in FIELDS
    ]
    schema = {"fields": fields, "primaryKey": ["figure", "place", "period"]}
    return {
        "name": name_of(figure),
        "title": str(figure.title),
        "description": str(figure.definition),
        "homepage": absolute(reverse("figure", args=[figure.code])),
        "licenses": [
            {"title": str(_("Licence of the data")), "path": settings.GONGFU_OPEN_DATA_LICENCE}
        ],
        "sources": [{"title": str(figure.source)}],
        "resources": [
            _resource(name_of(figure), "data.csv", schema),
            *(_breakdown(figure, one.name) for one in figure.dimensions),
        ],
    }


def _breakdown(figure: Figure, dimension: str) -> dict[str, Any]:
    fields = [
        {"name": name, "type": sort, "description": str(words)} for name, sort, words in ITEM_FIELDS
    ]
    schema = {"fields": fields, "primaryKey": ["figure", "dimension", "item", "period"]}
    return _resource(f"{name_of(figure)}-by-{dimension}", f"by-{dimension}.csv", schema)


def _resource(name: str, path: str, schema: dict[str, Any]) -> dict[str, Any]:
    form = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    return {"name": name, "path": path, **form, "schema": schema}


def _licence() -> str:
    return str(settings.GONGFU_OPEN_DATA_LICENCE)


def name_of(figure: Figure) -> str:
    """Return the figure's code as file names may hold it."""
    return figure.code.replace(".", "-")


def catalogue(*, absolute: Absolute) -> dict[str, Any]:
    """Return all figures as a DCAT 3 catalogue in JSON-LD, worded in both languages."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": absolute(reverse("opendata")),
        "@type": "dcat:Catalog",
        "dct:title": _both(lambda: f"{tree.name_of(settings.GONGFU_DISTRICT)} · gongfu 共富"),
        "dct:publisher": {
            "@type": "foaf:Agent",
            "foaf:name": tree.name_of(settings.GONGFU_DISTRICT, "zh-hans"),
        },
        "dcat:dataset": [_dataset(figure, absolute) for figure in FIGURES.values()],
    }


def _dataset(figure: Figure, absolute: Absolute) -> dict[str, Any]:
    return {
        "@id": absolute(reverse("figure", args=[figure.code])),
        "@type": "dcat:Dataset",
        "dct:identifier": figure.code,
        "dct:title": _both(lambda: str(figure.title)),
        "dct:description": _both(lambda: str(figure.definition)),
        "dct:license": {"@id": _licence()},
        "dcat:distribution": [_distribution(figure, form, absolute) for form in _FORMS],
    }


def _distribution(
    figure: Figure, form: tuple[str, tuple[str, ...], str, str], absolute: Absolute
) -> dict[str, Any]:
    name, more, media, title = form
    address = absolute(reverse(name, args=[figure.code, *more]))
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:mediaType": media,
        "dcat:downloadURL": {"@id": address},
    }


def _both(say: Callable[[], str]) -> list[dict[str, str]]:
    found = []
    for language, tag in (("zh-hans", "zh"), ("en", "en")):
        with override(language):
            found.append({"@value": say(), "@language": tag})
    return found
