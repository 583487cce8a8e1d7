"""The addresses of open data; everyone may read them, and they change with the ledger only."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import condition

from gongfu.faces.api.opendata import descriptions, tables
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.figures import publishing
from gongfu.figures.catalogue import FIGURES, Figure, figure_named
from gongfu.figures.publishing import Observation
from gongfu.figures.store import relations
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import BadInput

View = Callable[..., HttpResponse]


class NoSuchForm(BadInput):
    """The data is not written in that form."""

    code = "opendata.no-such-form"
    words = _("SDMX is written as 2.1, 3.0 or csv.")
    status = 404


def _unchanged(_request: HttpRequest, **_named: Any) -> str:
    size, edge = reading.end()
    return f'"{size}-{edge[-8:].hex()}-{shanghai_day(clock.now())}-{get_language()}"'


def _public(view: View) -> View:
    """Mark a view as open to everyone and to every origin, cached while the ledger stands still."""
    marked = page("figure.read_published")(condition(etag_func=_unchanged)(view))

    @functools.wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        answer = marked(request, **named)
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

    answered.permission = "figure.read_published"  # type: ignore[attr-defined]
    return answered


@relations.steady()
def _observed(figure: Figure) -> tuple[Observation, ...]:
    today = shanghai_day(clock.now())
    return publishing.observations(figure, district=settings.GONGFU_DISTRICT, today=today)


def _file(content: bytes | str, media: str, name: str) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media, headers=named)


@page("figure.read_published")
def overview(request: HttpRequest) -> HttpResponse:
    """List the figures with their files."""
    return render(
        request,
        "board/opendata.html",
        {"figures": list(FIGURES.values()), "licence": settings.GONGFU_OPEN_DATA_LICENCE},
    )


@_public
def csv(request: HttpRequest, *, code: str) -> HttpResponse:
    """Return a figure as CSV."""
    figure = figure_named(code)
    content = tables.as_csv(tables.rows(figure, _observed(figure)))
    return _file(content, "text/csv; charset=utf-8", f"{code}.csv")


@_public
@relations.steady()
def items_csv(request: HttpRequest, *, code: str, dimension: str) -> HttpResponse:
    """Return the figure of the district by one of its own dimensions as CSV."""
    figure, today = figure_named(code), shanghai_day(clock.now())
    found = publishing.item_observations(
        figure, dimension, district=settings.GONGFU_DISTRICT, today=today
    )
    content = tables.as_csv(tables.item_rows(figure, dimension, found), tables.ITEM_NAMES)
    return _file(content, "text/csv; charset=utf-8", f"{code}.{dimension}.csv")


@_public
def parquet(request: HttpRequest, *, code: str) -> HttpResponse:
    """Return a figure as Parquet."""
    figure = figure_named(code)
    content = tables.as_parquet(tables.rows(figure, _observed(figure)))
    return _file(content, "application/vnd.apache.parquet", f"{code}.parquet")


@_public
def package(request: HttpRequest, *, code: str) -> HttpResponse:
    """Return the data package of a figure."""
    return JsonResponse(
        descriptions.package(figure_named(code), absolute=request.build_absolute_uri),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


@_public
def catalogue(request: HttpRequest) -> HttpResponse:
    """Return the DCAT catalogue of all figures."""
    return JsonResponse(
        descriptions.catalogue(absolute=request.build_absolute_uri),
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


@_public
def sdmx(request: HttpRequest, *, code: str, form: str) -> HttpResponse:
    """Return a figure as SDMX data."""
    from gongfu.faces.api.opendata import sdmx_data

    figure = figure_named(code)
    if form not in sdmx_data.FORMATS:
        raise NoSuchForm()
    text = sdmx_data.message(figure, _observed(figure), form=form)
    if form == "csv":
        media, name = "application/vnd.sdmx.data+csv;version=2.0.0", f"{code}.sdmx.csv"
    else:
        media = f"application/vnd.sdmx.structurespecificdata+xml;version={form}"
        name = f"{code}.sdmx.xml"
    return _file(text, media, name)


@_public
def structure(request: HttpRequest, *, version: str) -> HttpResponse:
    """Return the structure of our SDMX data."""
    from gongfu.faces.api.opendata import sdmx_structure

    if version not in sdmx_structure.VERSIONS:
        raise NoSuchForm()
    district, today = settings.GONGFU_DISTRICT, shanghai_day(clock.now())
    towns = tree.children(district, today)
    areas = [district, *(one.code for one in towns)]
    areas += [one.code for one in tree.current().communities(on=today)]
    media = f"application/vnd.sdmx.structure+xml;version={version}"
    return _file(sdmx_structure.message(version, areas=areas), media, "structure.sdmx.xml")
