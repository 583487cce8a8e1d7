"""The board of an office, from the community to the district."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.needs import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.needs import queries
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

_OFFICES = (Role.SEC, Role.GRD, Role.DEP, Role.AUD)


def place_of(request: HttpRequest) -> str:
    """Return the area asked for, by default that of the office.  Raises Http404, MalformedCode."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if asked := request.GET.get("place"):
        check_code(asked)
        return asked
    places = [office.place for office in viewer.offices if office.role in _OFFICES]
    if not places:
        raise Http404
    return places[0]


@page("page.office_desk")
def board(request: HttpRequest) -> HttpResponse:
    """Show an area's requests by what has to be done next."""
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    place = place_of(request)
    columns = queries.board_of(viewer, place, at=now)
    lines = [line for column in columns for line in column.page.lines]
    labels, titles = vault.labels({line.asker for line in lines}), words.kinds()
    context = {
        "place": tree.name_of(place),
        "columns": [_column(one, place, titles, labels, now) for one in columns],
        "parts": _parts(viewer, place, now),
        "total": spaced(
            sum(one.page.total for one in columns if one.name not in ("late", "called"))
        ),
        "key": new_key(),
    }
    return render(request, "needs/board.html", context)


def _column(column: Any, place: str, titles: Any, labels: Any, now: Any) -> dict[str, Any]:
    query = urlencode({"place": place, "column": column.name})
    return {
        "name": column.name,
        "title": words.said(words.COLUMNS, column.name),
        "total": spaced(column.page.total),
        "rows": [words.row(line, titles, labels, now) for line in column.page.lines],
        "more": f"{reverse('needs-list')}?{query}" if column.page.total else "",
        "urgent": column.name in ("late", "called", "disputed") and column.page.total,
    }


def _parts(viewer: Viewer, place: str, now: Any) -> list[dict[str, Any]]:
    """Return where requests pile up: by town, by community, or by grid."""
    significant = len(place.rstrip("0")) if len(place) == 12 else len(place)
    digits = 9 if significant <= 6 else 12 if significant <= 9 else 15
    found = queries.parts_of(viewer, place, at=now, digits=digits)
    most = max((part.open for part in found), default=0)
    return [
        {
            "name": tree.name_of(part.place),
            "open": spaced(part.open),
            "late": spaced(part.late),
            "new": spaced(part.new),
            "called": spaced(part.called),
            "step": -(-part.open * 5 // most) if most else 0,
            "href": f"?{urlencode({'place': part.place})}" if digits < 15 else "",
        }
        for part in found
    ]


@page("page.office_desk")
def listed(request: HttpRequest) -> HttpResponse:
    """List one column of the board, in pages and by kind."""
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    place, column = place_of(request), request.GET.get("column", "")
    sort, number = request.GET.get("sort", ""), max(1, int(request.GET.get("page") or 1))
    found = queries.column_of(viewer, place, column, at=now, sort=sort, page=number)
    labels, titles = vault.labels({line.asker for line in found.lines}), words.kinds()

    def address(page: int) -> str:
        return f"?{urlencode({'place': place, 'column': column, 'sort': sort, 'page': page})}"

    context = {
        "title": words.said(words.COLUMNS, column) if column else "",
        "place": tree.name_of(place),
        "place_code": place,
        "column": column,
        "rows": [words.row(line, titles, labels, now) for line in found.lines],
        "total": spaced(found.total),
        "kinds": [(code, title, code == sort) for code, title in titles.items()],
        "newer": address(number - 1) if number > 1 else "",
        "older": address(number + 1) if number < found.pages else "",
    }
    return render(request, "needs/list.html", context)
