"""Entering one value by hand: few fields, the unit spelled out, and questions before it counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.statistics import actions, queries
from gongfu.domains.statistics.actions import AlreadyReceived, Doubt, Line, Words
from gongfu.domains.statistics.queries import SeriesLine
from gongfu.faces.web.office.forms import Field, day_in, form_page
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.faces.web.statistics import words
from gongfu.faces.web.statistics.rows import Here, series_address
from gongfu.kernel.refusals import Refused

Take = Callable[[Line, str], str]


@page("indicator.receive")
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the indicator of which a value is entered."""
    here = Here(request)
    document = request.GET.get("document", "")
    query = f"?document={document}" if document else ""
    links = [
        {"words": title, "href": reverse("statistic-enter", args=[code]) + query}
        for code, title in here.lists.choices()
    ]
    return render(request, "statistics/choose.html", {"links": links})


@page("indicator.receive")
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a value of one indicator from a registered publication."""
    here = Here(request)
    line = _listed(here, code)

    def take(given: Line, _key: str) -> str:
        entry = actions.receive_value(here.viewer, given, place=here.district, at=here.at)
        received = words.echo(entry.deed.value, entry.deed.unit)
        say(request, _("Received: %(value)s.") % {"value": received})
        return series_address(code, given.area)

    first = {"area": request.GET.get("area") or here.district, "unit": line.unit,
             "status": "preliminary", "document": request.GET.get("document", "")}  # fmt: skip
    return value_form(
        request, here, line, first, take=take, title=here.title(code), submit=_("Receive")
    )


def _listed(here: Here, code: str) -> SeriesLine:
    line = here.lists.series.get(code)
    if line is None:
        raise Http404
    return line


def value_form(
    request: HttpRequest,
    here: Here,
    line: SeriesLine,
    first: dict[str, str],
    *,
    take: Take,
    title: str,
    submit: str,
    **context: Any,
) -> HttpResponse:
    """Show the form of a value, or do with it what `take` does and go where it says.

    first: what stands in the fields at first.  A refusal shows the form again as it was typed; a
    question shows it with a box to tick.
    """
    refusal: Refused | None = None
    values, sure = first, request.POST.getlist("sure")
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip() for name in _asked(first)}
        values = {**first, **typed}
        try:
            return HttpResponseRedirect(take(_line(line, values, sure), key_of(request)))
        except Refused as error:
            refusal = error
    doubt = refusal if isinstance(refusal, Doubt) else None
    shown = {
        "title": title,
        "fields": _fields(here, line, values, fixed=first),
        "echo": _echo(values.get("value", ""), values.get("unit", "")),
        "submit": submit,
        "key": request.POST.get("key") or new_key(),
        "sure": sure,
        "doubt": doubt and {"about": doubt.about, "words": _question(doubt, line.unit)},
        "refusal": refusal and not doubt and {"code": refusal.code, "words": str(refusal)},
        "known": refusal.values["number"] if isinstance(refusal, AlreadyReceived) else None,
        **context,
    }
    status = refusal.status if refusal else 200
    return render(request, "statistics/enter.html", shown, status=status)


_NAMES = ("document", "area", "period", "to_date", "value", "unit", "status", "page")
_FIXED = frozenset({"area", "period", "to_date"})
_AMOUNTS = ("other", "part", "whole")


def _asked(first: dict[str, str]) -> list[str]:
    """Return the names of the fields; a revision's area and period are fixed."""
    return [name for name in _NAMES if "period" not in first or name not in _FIXED]


def _question(doubt: Doubt, unit: str) -> str:
    """Return what is asked, its amounts with their unit."""
    values = {
        name: words.amount(str(value), unit) if name in _AMOUNTS else value
        for name, value in doubt.values.items()
    }
    return str(doubt.words) % values


def _line(line: SeriesLine, values: dict[str, str], sure: list[str]) -> Line:
    return Line(
        series=line.code,
        area=values["area"],
        period=values["period"],
        value=words.number_of(values["value"]),
        unit=values["unit"],
        document=values["document"],
        status=values["status"],
        to_date=bool(values["to_date"]),
        page=values["page"],
        sure=tuple(sure),
    )


def _fields(
    here: Here, line: SeriesLine, values: dict[str, str], *, fixed: dict[str, str]
) -> list[Field]:
    cards = queries.recent_publications(here.viewer, also=values.get("document", ""))
    documents = tuple((card.document, here.named(card)) for card in cards)
    units = tuple((code, words.UNITS[code]) for code in queries.units_like(line.unit))
    when = _("2020, 2021-H1 for a half-year, 2021-Q3 for a quarter, 2021-09 for a month")
    to_date = _("From the beginning of the year until then (to date)")
    fields = [
        Field("document", _("Publication"), options=documents),
        Field("area", _("Area"), options=here.lists.areas()),
        Field("period", _("Period"), hint=when),
        Field("to_date", to_date, "checkbox"),
        Field("value", _("Value, as it is printed"), "decimal"),
        Field("unit", _("Unit, as it is printed"), "choices", units),
        Field("status", _("Status"), "choices", tuple(words.STATUSES.items())),
        Field("page", _("Page"), optional=True),
    ]
    asked = _asked(fixed)
    return [
        dataclasses.replace(one, value=values.get(one.name, ""))
        for one in fields
        if one.name in asked
    ]


def _echo(text: str, unit: str) -> str:
    """Return the value spelled out; nothing for what is no number yet."""
    try:
        return words.echo(words.number_of(text), unit) if unit in words.UNITS else ""
    except Refused:
        return ""


@page("indicator.receive")
def echo(request: HttpRequest) -> HttpResponse:
    """Answer with the value spelled out, while it is typed."""
    said = _echo(request.GET.get("value", ""), request.GET.get("unit", ""))
    return render(request, "statistics/enter.html#echo", {"echo": said})


@page("publication.register")
def register(request: HttpRequest) -> HttpResponse:
    """Enter a publication into the register."""
    here = Here(request)
    fields = [
        Field("issuer", _("Issuer"), options=here.lists.issuers()),
        Field("title", _("Title, as it is printed")),
        Field("reference", _("Official number or issue"), optional=True),
        Field("published_on", _("Day of publication"), "date"),
        Field("address", _("Address on the web"), optional=True),
    ]

    def act(values: dict[str, str], key: str) -> str:
        day = day_in(values["published_on"])
        one = Words(values["issuer"], values["title"], day, values["reference"], values["address"])
        document = actions.register_publication(
            here.viewer, one, place=here.district, at=here.at, key=key
        )
        say(request, _("The publication is on the register."))
        return reverse("publication", args=[document])

    return form_page(
        request,
        title=_("Register a publication"),
        lead=_("A document that states official figures: a bulletin, a yearbook, a report."),
        fields=fields,
        submit=_("Register"),
        act=act,
    )
