"""What anyone may see: the newest values, the course of one series, and publications."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongfu.domains.statistics import queries
from gongfu.domains.statistics.queries import PublicationCard, Vintage
from gongfu.faces.web.shell.listing import page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.statistics.rows import Here, series_address
from gongfu.figures.catalogue import FIGURES


def _area(request: HttpRequest, here: Here) -> str:
    return request.GET.get("area") or here.district


def _areas(here: Here, current: str, address: Any, *, series: str = "") -> list[dict[str, Any]]:
    """Return the areas of which values are known, as links; that of the page is always there."""
    codes = {current, here.district, *queries.areas_with_values(here.viewer, series=series)}
    ordered = sorted(codes, key=lambda code: (code != here.district, code))
    return [
        {
            "code": code,
            "words": here.lists.area(code),
            "href": address(code),
            "current": code == current,
        }
        for code in ordered
    ]


@page("figure.read_published")
def newest(request: HttpRequest) -> HttpResponse:
    """List the indicators of an area with the newest value of each."""
    here = Here(request)
    area = _area(request, here)
    found = {one.series: one for one in queries.newest(here.viewer, area)}
    ordered = [found.pop(code) for code in here.lists.series if code in found]
    context = {
        "area": here.lists.area(area),
        "areas": _areas(here, area, lambda code: f"{reverse('statistics')}?area={code}"),
        "rows": [here.value(one) for one in [*ordered, *found.values()]],
        "officer": here.is_officer,
        "waiting": len(queries.proposals(here.viewer, here.district)) if here.is_officer else 0,
    }
    return render(request, "statistics/newest.html", context)


@page("figure.read_published")
def series(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was received of one indicator for an area, also as known on a past day."""
    here = Here(request)
    area = _area(request, here)
    slots = queries.course(here.viewer, code, area)
    if not slots and code not in here.lists.series:
        raise Http404
    known = _known(request.GET.get("known", ""))
    cards = queries.cards_of({one.document for slot in slots for one in slot.vintages})
    shown = [
        _row(here, one, cards)
        for slot in slots
        for one in slot.vintages
        if known is None or one.known_on(known)
    ]
    figure = FIGURES.get(f"statistics.{code}")
    context = {
        "title": here.title(code),
        "code": code,
        "area": here.lists.area(area),
        "area_code": area,
        "areas": _areas(here, area, lambda one: series_address(code, one), series=code),
        "rows": shown,
        "latest": next((row for row in shown if row["stands"] or known), None),
        "known": known.isoformat() if known else "",
        "figure": figure and {"title": figure.title, "definition": figure.definition,
                              "href": reverse("figure", args=[figure.code])},
        "officer": here.is_officer,
    }  # fmt: skip
    return render(request, "statistics/series.html", context)


def _known(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _row(here: Here, one: Vintage, cards: dict[str, PublicationCard]) -> dict[str, Any]:
    card = cards.get(one.document)
    return {**here.value(one), "publication": card.title if card else ""}


@page("figure.read_published")
def publications(request: HttpRequest) -> HttpResponse:
    """List the register of publications, the newest first."""
    here, number = Here(request), page_number(request)
    found = queries.publications(here.viewer, page=number)
    context = {
        "rows": [here.publication(card) for card in found.lines],
        "total": found.total,
        "officer": here.is_officer,
        **pager(request, number, found.pages),
    }
    return render(request, "statistics/publications.html", context)


@page("figure.read_published")
def publication(request: HttpRequest, document: str) -> HttpResponse:
    """Show one publication and what was received from it."""
    here = Here(request)
    card = queries.publication_card(here.viewer, document)
    if card is None:
        raise Http404
    context = {
        "one": here.publication(card),
        "rows": [here.value(one) for one in queries.values_of(here.viewer, document)],
        "officer": here.is_officer,
    }
    return render(request, "statistics/publication.html", context)
