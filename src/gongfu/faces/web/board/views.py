"""Home and the pages of a figure."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongfu.faces.web.board import charts, maps, numbers, tables
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, figure_named
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.measures.periods import Period, months_of, period
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.checking import Denied, check

_PAGE = 50
_HOME = ("keys.visits", "keys.service-hours", "keys.elders-visited-on-time", "keys.volunteers")


def _question(request: HttpRequest, code: str) -> Question:
    """Return what the address asks.  Raises NoSuchFigure, NotAPeriod, MalformedCode."""
    place = request.GET.get("place") or settings.GONGFU_DISTRICT
    check_code(place)
    this_year = str(shanghai_day(clock.now()).year)
    span = period(request.GET.get("period") or this_year)
    return Question(figure_named(code), place, span, request.GET.get("person", ""))


@page("page.public")
def home(request: HttpRequest) -> HttpResponse:
    """Show the district's map and its figures of this year."""
    span = period(str(shanghai_day(clock.now()).year))
    questions = [Question(figure_named(c), settings.GONGFU_DISTRICT, span) for c in _HOME]
    shown = [numbers.shown(asking.ask(question)) for question in questions]
    return render(
        request,
        "board/home.html",
        {
            "numbers": shown,
            "map": maps.of_communities(questions[0]),
            "size": numbers.spaced(reading.size()),
            "period": span.text,
        },
    )


@page("figure.read_published")
def catalogue(request: HttpRequest) -> HttpResponse:
    """List every figure with its definition."""
    span = period(str(shanghai_day(clock.now()).year))
    questions = [Question(f, settings.GONGFU_DISTRICT, span) for f in FIGURES.values()]
    return render(
        request,
        "board/catalogue.html",
        {"numbers": [numbers.shown(asking.ask(question)) for question in questions]},
    )


@page("figure.read_published")
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one figure: number, course over the months, parts by place, definition."""
    question = _question(request, code)
    _check_person(request, question)
    answer = asking.ask(question)
    context: dict[str, Any] = {
        "number": numbers.shown(answer),
        "figure": question.figure,
        "before": numbers.spaced(asking.year_before(question)),
        "chart": _chart(question),
        "rows": tables.by_place(question),
        "map": maps.of_communities(question),
        "places": tables.path_of(question),
        "periods": tables.periods_beside(question),
    }
    if "json" in request.headers.get("Accept", ""):
        return JsonResponse(tables.machine_readable(answer))
    return render(request, "board/figure.html", context)


def _check_person(request: HttpRequest, question: Question) -> None:
    """Raise Denied unless the viewer may see this one person's figure."""
    if question.person:
        viewer = request.viewer  # type: ignore[attr-defined]
        grant = check(viewer, "volunteer.hours_list", owner=question.person, place=question.place)
        if grant.sums_only:
            raise Denied()


def _chart(question: Question) -> str:
    months = list(months_of(_year_of(question.period)))
    series = asking.series(question, months)
    drawn = [_bar(question, span, value) for span, value in series]
    return charts.bars(drawn, title=_("Course over the months"))


def _bar(question: Question, span: Period, value: Any) -> charts.Bar:
    month = span.text[5:].lstrip("0")
    words = f"{span.text}: {numbers.spaced(value)} {question.figure.unit_words}"
    href = numbers.address(Question(question.figure, question.place, span, question.person))
    return charts.Bar(month, words, href, value)


def _year_of(span: Period) -> Period:
    return period(span.text[:4])


@page("figure.drill_to_records")
def records(request: HttpRequest, code: str) -> HttpResponse:
    """List the records under a figure, newest first."""
    question = _question(request, code)
    _check_person(request, question)
    after = int(request.GET.get("after") or 0)
    found = asking.evidence(question, after=after, limit=_PAGE + 1)
    lines = tables.record_lines(found[:_PAGE])
    context = {
        "number": numbers.shown(asking.ask(question)),
        "lines": lines,
        "next": found[_PAGE - 1] if len(found) > _PAGE else None,
        "first": after == 0,
    }
    template = "board/records.html#rows" if request.htmx else "board/records.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@page("figure.read_published")
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Show a place: what lies below it and its figures."""
    check_code(code)
    span = period(str(shanghai_day(clock.now()).year))
    questions = [Question(f, code, span) for f in FIGURES.values()]
    context = {
        "name": tree.name_of(code),
        "code": code,
        "numbers": [numbers.shown(asking.ask(question)) for question in questions],
        "children": tree.children(code, on=span.last_day),
        "map": maps.of_communities(questions[0]),
        "places": tables.path_of(questions[0]),
    }
    return render(request, "board/place.html", context)
