"""Home and the pages of a figure."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongfu.faces.web.board import boards, charts, items, maps, numbers, tables
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.figures import asking, checking, small
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, ORIGIN_WORDS, figure_named
from gongfu.figures.store import relations
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.measures.periods import Period, months_of, period, year_of
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.checking import Denied, check
from gongfu.kernel.rights.viewers import Viewer

_PAGE = 50
_HOME = ("keys.visits", "keys.service-hours", "keys.elders-visited-on-time", "keys.volunteers")


def question_of(request: HttpRequest, code: str) -> Question:
    """Return what the address asks.  Raises NoSuchFigure, NotAPeriod, MalformedCode."""
    place = request.GET.get("place") or settings.GONGFU_DISTRICT
    check_code(place)
    this_year = str(shanghai_day(clock.now()).year)
    span = period(request.GET.get("period") or this_year)
    known = request.GET.get("known")
    as_of = period(known).last_day if known else None
    one, asked = figure_named(code), request.GET
    among = tuple((d.name, asked[d.name]) for d in one.dimensions if d.name in asked)
    return Question(one, place, span, asked.get("person", ""), as_of, among)


@page("page.public")
@relations.steady()
def home(request: HttpRequest) -> HttpResponse:
    """Show the district's map and its figures of this year."""
    span = period(str(shanghai_day(clock.now()).year))
    questions = [Question(figure_named(c), settings.GONGFU_DISTRICT, span) for c in _HOME]
    viewer = request.viewer  # type: ignore[attr-defined]
    shown = [numbers.for_viewer(viewer, question) for question in questions]
    return render(
        request,
        "board/home.html",
        {
            "numbers": shown,
            "map": maps.of_communities(viewer, questions[0]),
            "size": numbers.spaced(reading.size()),
            "period": span.text,
        },
    )


@page("figure.read_published")
@relations.steady()
def catalogue(request: HttpRequest) -> HttpResponse:
    """List every figure with its definition and what it is at a place, the district if unnamed."""
    code = request.GET.get("place") or settings.GONGFU_DISTRICT
    check_code(code)
    span = period(str(shanghai_day(clock.now()).year))
    questions = [Question(figure, code, span) for figure in FIGURES.values()]
    viewer = request.viewer  # type: ignore[attr-defined]
    return render(
        request,
        "board/catalogue.html",
        {
            "numbers": [numbers.for_viewer(viewer, question) for question in questions],
            "checked": checking.last_check(),
            "place": tree.name_of(code) if request.GET.get("place") else "",
            "places": tables.places_of(code),
        },
    )


@page("figure.read_published")
@relations.steady()
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one figure: number, course over the months, parts by place, definition."""
    question = question_of(request, code)
    _check_person(request, question)
    viewer = request.viewer  # type: ignore[attr-defined]
    number = numbers.for_viewer(viewer, question)
    if "json" in request.headers.get("Accept", ""):
        _check_small(number)
        return JsonResponse(tables.machine_readable(asking.ask(question)))
    context: dict[str, Any] = {
        "number": number,
        "figure": question.figure,
        "origin": ORIGIN_WORDS[question.figure.origin],
        "operands": numbers.operands(viewer, question),
        "targets": () if number.withheld else numbers.targets(asking.ask(question)),
        "before": "" if number.withheld else numbers.spaced(small.year_before(viewer, question)),
        "chart": "" if number.withheld else course(viewer, question),
        "query": request.GET.urlencode(),
        "rows": tables.by_place(viewer, question),
        "narrowed": items.narrowed(question),
        "breakdowns": items.breakdowns(viewer, question),
        "map": maps.of_communities(viewer, question),
        "places": tables.path_of(question),
        "periods": tables.periods_beside(question),
    }
    return render(request, "board/figure.html", context)


def _check_person(request: HttpRequest, question: Question) -> None:
    """Raise Denied unless the viewer may see this one person's figure."""
    if question.person:
        viewer = request.viewer  # type: ignore[attr-defined]
        grant = check(viewer, "volunteer.hours_list", owner=question.person, place=question.place)
        if grant.sums_only:
            raise Denied()


def check_seen(request: HttpRequest, question: Question) -> None:
    """Raise Denied or SmallGroup where the viewer may not see this number."""
    _check_person(request, question)
    _check_small(numbers.for_viewer(request.viewer, question))  # type: ignore[attr-defined]


def _check_small(number: numbers.Shown) -> None:
    """Raise SmallGroup where the number is about too few people for this viewer."""
    if number.withheld:
        raise numbers.SmallGroup(least=settings.GONGFU_SMALL_GROUP)


def months(viewer: Viewer, question: Question) -> list[tuple[Period, Decimal | None, bool]]:
    """Return each month of the year with its value and whether the viewer may not see it."""
    return small.series_for(viewer, question, list(months_of(year_of(question.period))))


def course(viewer: Viewer, question: Question) -> str:
    """Return the months as a drawing whose bars lead to each month."""
    drawn = [_bar(question, *month) for month in months(viewer, question)]
    return charts.bars(drawn, title=_("Course over the months"))


def _bar(question: Question, span: Period, value: Decimal | None, kept: bool) -> charts.Bar:
    month = span.text[5:].lstrip("0")
    words = f"{span.text}: {numbers.with_unit(value, question.figure, kept=kept)}"
    href = numbers.address(dataclasses.replace(question, period=span))
    return charts.Bar(month, words, href, value)


@page("figure.drill_to_records")
@relations.steady()
def records(request: HttpRequest, code: str) -> HttpResponse:
    """List the records under a figure, newest first."""
    question = question_of(request, code)
    _check_person(request, question)
    viewer = request.viewer  # type: ignore[attr-defined]
    number = numbers.for_viewer(viewer, question)
    _check_small(number)
    after = int(request.GET.get("after") or 0)
    found = asking.evidence(question, after=after, limit=_PAGE + 1)
    near = bool(question.person) or small.sees_all(viewer, question)
    lines = tables.record_lines(found[:_PAGE], near=near)
    context = {
        "number": number,
        "lines": lines,
        "next": found[_PAGE - 1] if len(found) > _PAGE else None,
        "first": after == 0,
    }
    template = "board/records.html#rows" if request.htmx else "board/records.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@page("figure.read_published")
@relations.steady()
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Show a place: what lies below it and the figures that matter most."""
    check_code(code)
    span = period(str(shanghai_day(clock.now()).year))
    questions = [Question(FIGURES[one], code, span) for one in boards.USUAL]
    viewer = request.viewer  # type: ignore[attr-defined]
    context = {
        "name": tree.name_of(code),
        "code": code,
        "numbers": [numbers.for_viewer(viewer, question) for question in questions],
        "children": [
            (spot.code, tree.name_of(spot.code)) for spot in tree.children(code, on=span.last_day)
        ],
        "map": maps.of_communities(viewer, questions[0]),
        "places": tables.places_of(code),
    }
    return render(request, "board/place.html", context)
