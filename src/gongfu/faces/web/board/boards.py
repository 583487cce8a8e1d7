"""Boards: the handful of figures that matter at a place, or those that somebody chose.

A board is its address: place, period, figures and the one on the map, so it is shared by link.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongfu.faces.web.board import maps, panels, tables
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.figures.catalogue import FIGURES, figure_named
from gongfu.figures.questions import Question
from gongfu.figures.store import relations
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.measures.periods import Period, period
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.refusals import BadInput
from gongfu.kernel.rights.viewers import Viewer

USUAL = (
    "grids.needs-raised",
    "grids.needs-done-in-time",
    "grids.satisfaction",
    "keys.visits",
    "keys.elders-visited-on-time",
    "keys.service-hours",
)
_MOST = 12


class TooMany(BadInput):
    """A board that nobody can read is no board."""

    code = "board.too-many"
    words = _("A board holds at most %(most)s figures; you chose %(chosen)s.")


class Board(NamedTuple):
    """What a board's address says."""

    place: str
    period: Period
    codes: tuple[str, ...]

    def address(self, **more: str) -> str:
        """Return the board's address, with `more` in it."""
        values = [("place", self.place), ("period", self.period.text)]
        values += [("f", code) for code in self.codes]
        return f"{reverse('board')}?{urlencode([*values, *more.items()])}"


def _board(request: HttpRequest) -> Board:
    """Read the address.  Raises MalformedCode, NotAPeriod, NoSuchFigure, TooMany."""
    given = request.GET
    place = given.get("place") or _own_place(request.viewer)  # type: ignore[attr-defined]
    check_code(place)
    text = given.get("period") or str(shanghai_day(clock.now()).year)
    chosen = tuple(dict.fromkeys(given.getlist("f"))) or USUAL
    if len(chosen) > _MOST:
        raise TooMany(most=_MOST, chosen=len(chosen))
    return Board(place, period(text), tuple(figure_named(code).code for code in chosen))


def _own_place(viewer: Viewer) -> str:
    """Return the nearest community, town or district of the viewer's office."""
    places = [office.place for office in viewer.offices if office.place]
    return max(places, key=len)[:12] if places else str(settings.GONGFU_DISTRICT)


@page("figure.read_published")
@relations.steady()
def board(request: HttpRequest) -> HttpResponse:
    """Show a board."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked, today = _board(request), shanghai_day(clock.now())
    questions = [Question(FIGURES[code], asked.place, asked.period) for code in asked.codes]
    shown = [
        panels.panel(viewer, one, today=today, map_href=asked.address(map=one.figure.code) + "#map")
        for one in questions
    ]
    mapped = figure_named(request.GET["map"]) if request.GET.get("map") else None
    context = {
        "name": tree.name_of(asked.place),
        "period": asked.period.text,
        "panels": shown,
        "uneven": panels.most_uneven(shown),
        "mapped": mapped,
        "map": mapped and maps.of_communities(viewer, Question(mapped, asked.place, asked.period)),
        "places": _path(asked),
        "periods": _periods(asked, today.year),
        "here": request.build_absolute_uri(asked.address()),
        "compose": asked.address().replace(reverse("board"), reverse("board-compose"), 1),
    }
    return render(request, "board/board.html", context)


def _path(asked: Board) -> list[tables.Link]:
    code = asked.place
    above = dict.fromkeys([code[:6].ljust(12, "0"), code[:9].ljust(12, "0"), code])
    return [
        tables.Link(tree.name_of(one), asked._replace(place=one).address(), one == code)
        for one in above
    ]


def _periods(asked: Board, year: int) -> list[tables.Link]:
    years = [period(str(one)) for one in range(year - 2, year + 1)]
    return [
        tables.Link(one.text, asked._replace(period=one).address(), one == asked.period)
        for one in years
    ]


@page("figure.read_published")
def compose(request: HttpRequest) -> HttpResponse:
    """Let anybody choose the figures, the place and the period of a board."""
    asked = _board(request)
    today = shanghai_day(clock.now())
    district = str(settings.GONGFU_DISTRICT)
    towns = tree.children(district, today)
    context = {
        "asked": asked,
        "figures": FIGURES.values(),
        "towns": [(town.code, tree.name_of(town.code), _communities(town.code)) for town in towns],
        "district": (district, tree.name_of(district)),
        "most": _MOST,
    }
    return render(request, "board/compose.html", context)


def _communities(town: str) -> list[tuple[str, str]]:
    today = shanghai_day(clock.now())
    return [(one.code, tree.name_of(one.code)) for one in tree.children(town, today)]
