"""The description of the interface: as JSON, and as pages that work without any other server."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongfu.faces.api.rest import document, outline
from gongfu.faces.api.rest.groups import GROUPS, TITLES
from gongfu.faces.api.scopes import SCOPES
from gongfu.faces.web.board.tables import Link
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.refusals import Refused

_GENERAL = "general"


def _language() -> str:
    return get_language() or "zh-hans"


@page("page.public")
def openapi(request: HttpRequest) -> HttpResponse:
    """Return the description (OpenAPI 3.1) in the reader's language."""
    text = document.text_of(_language())
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@page("page.public")
def docs(request: HttpRequest) -> HttpResponse:
    """Show how to begin, and every operation in one line."""
    rows = outline.operations(_language())
    by_group: dict[str, list[outline.OperationRow]] = {group: [] for group in GROUPS}
    for row, one in zip(rows, _tags(), strict=True):
        by_group[one].append(row)
    context = {
        "groups": [(code, TITLES[code], rows) for code, rows in by_group.items()],
        "scopes": [(code, scope.words) for code, scope in SCOPES.items()],
        "root": request.build_absolute_uri("/api/v1"),
    }
    return render(request, "api/docs.html", context)


def _tags() -> Iterator[str]:
    for methods in document.document(_language())["paths"].values():
        yield from (one["tags"][0] for one in methods.values())


@page("page.public")
def docs_group(request: HttpRequest, group: str) -> HttpResponse:
    """Show the operations of one group with their fields."""
    if group not in GROUPS:
        raise Http404
    context = {
        "title": TITLES[group],
        "way_down": _way_down(request, str(TITLES[group])),
        "rows": outline.operations(_language(), group),
        "others": [(code, title, code == group) for code, title in TITLES.items()],
    }
    return render(request, "api/group.html", context)


@page("page.public")
def problems(request: HttpRequest) -> HttpResponse:
    """List the codes under which requests are refused; those of one area with their sentences.

    of: the area, which is what stands before the point of a code.  Raises Http404 for an unknown.
    """
    found = {one.code: one for one in _refusals(Refused)}
    areas: dict[str, list[str]] = {}
    for code in sorted(found):
        areas.setdefault(code.rpartition(".")[0] or _GENERAL, []).append(code)
    area = request.GET.get("of", "")
    if area and area not in areas:
        raise Http404
    rows = [(code, found[code].status, str(found[code].words)) for code in areas.get(area, ())]
    context = {
        "areas": [] if area else list(areas.items()),
        "area": area,
        "rows": rows,
        "way_down": _way_down(request, _("Codes of refusals")),
    }
    return render(request, "api/problems.html", context)


def _way_down(request: HttpRequest, title: str) -> list[Link]:
    whole = Link(_("For programs"), reverse("api-docs"), False)
    return [whole, Link(title, request.path, True)]


def _refusals(kind: type[Refused]) -> Iterator[type[Refused]]:
    for one in kind.__subclasses__():
        yield one
        yield from _refusals(one)
