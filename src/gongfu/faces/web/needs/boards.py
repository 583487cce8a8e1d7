"""The board of an office, from the community to the district."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.needs import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.downloads import every, file_of, named, sort_of, who
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.needs import queries
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.checking import holds_somewhere, may
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

_OFFICES = (Role.SEC, Role.GRD, Role.DEP, Role.AUD)
_PRESSING = ("called", "late", "disputed")


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
    """Show an area's requests by what has to be done next, and where they pile up."""
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    place = place_of(request)
    parts = _parts(viewer, place, now)
    if sort_of(request):
        return file_of(request, "areas", _parts_header(), (_counts(part) for part in parts))
    columns = queries.board_of(viewer, place, at=now)
    lines = [line for column in columns for line in column.page.lines]
    labels, titles = vault.labels({line.asker for line in lines}), words.kinds()
    context = {
        "place": tree.name_of(place),
        "place_code": place,
        "may_rule": may(viewer, "request.make_rules", place=place),
        "may_design": may(viewer, "grid.design", place=place),
        "columns": [_column(one, place, titles, labels, now) for one in columns],
        "areas": {
            "parts": parts,
            "columns": [(head, number > 0) for number, head in enumerate(_parts_header())],
            "rows": [_part_row(part) for part in parts],
            "files": files(request, len(parts)),
        },
        "total": spaced(
            sum(one.page.total for one in columns if one.name not in ("late", "soon", "called"))
        ),
        "sends": holds_somewhere(viewer, "offer.send"),
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
        "pressing": bool(column.name in _PRESSING and column.page.total),
        "mixed": column.name in ("called", "late", "soon", "underway"),
    }


def _parts(viewer: Viewer, place: str, now: Any) -> list[dict[str, Any]]:
    """Return where requests pile up: by town, by community, or by grid."""
    significant = len(place.rstrip("0")) if len(place) == 12 else len(place)
    digits = 9 if significant <= 6 else 12 if significant <= 9 else 15
    found = queries.parts_of(viewer, place, at=now, digits=digits)
    most = max((part.open for part in found), default=0)
    return [
        {
            **part._asdict(),
            "name": tree.name_of(part.place),
            "step": -(-part.open * 5 // most) if most else 0,
            "href": f"?{urlencode({'place': part.place})}" if digits < 15 else "",
        }
        for part in found
    ]


def _parts_header() -> tuple[str, ...]:
    return (_("Area"), _("Not done yet"), _("New"), _("Soon late"), _("Late"), _("Called upon"))


def _counts(part: dict[str, Any]) -> list[Any]:
    return [part[name] for name in ("name", "open", "new", "soon", "late", "called")]


def _part_row(part: dict[str, Any]) -> list[tuple[str, str, str]]:
    name, *counts = _counts(part)
    pressing = {3: "due", 4: "overdue", 5: "overdue"}
    cells = [
        (spaced(count), "", pressing.get(at, "") if count else "")
        for at, count in enumerate(counts, start=1)
    ]
    return [(name, part["href"], ""), *cells]


@page("page.office_desk")
def listed(request: HttpRequest) -> HttpResponse:
    """List one column of the board, in pages and by kind."""
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    place, column = place_of(request), request.GET.get("column", "")
    sort, number = request.GET.get("sort", ""), page_number(request)
    ask = partial(queries.column_of, viewer, place, column, at=now, sort=sort)
    if sort_of(request):
        return _file(request, list(every(ask)), now)
    found = ask(page=number)
    labels, titles = vault.labels({line.asker for line in found.lines}), words.kinds()
    context = {
        "title": words.said(words.COLUMNS, column) if column else "",
        "place": tree.name_of(place),
        "place_code": place,
        "column": column,
        "rows": [words.row(line, titles, labels, now) for line in found.lines],
        "total": spaced(found.total),
        "kinds": [(code, title, code == sort) for code, title in titles.items()],
        "files": files(request, found.total),
        **pager(request, number, found.pages),
    }
    return render(request, "needs/list.html", context)


def _file(request: HttpRequest, lines: list[Any], now: Any) -> HttpResponse:
    titles, people = words.kinds(), [line.asker for line in lines]
    labels = named(request, "requests", people)
    rows = (words.row(line, titles, labels, now) for line in lines)
    header = (*words.header(), who(_("Who asks"), people))
    return file_of(request, "requests", header, ([*words.cells(r), r["label"]] for r in rows))
