"""Household surveys: results with their intervals, and sending in the microdata as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongfu.domains.statistics import actions, queries
from gongfu.domains.statistics.actions import Answers, Household
from gongfu.domains.statistics.queries import ResultLine, SurveyLine
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.office.forms import Field
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import new_key
from gongfu.faces.web.statistics import words
from gongfu.faces.web.statistics.rows import Here
from gongfu.kernel.people import vault
from gongfu.kernel.people.actions.acting import each_line
from gongfu.kernel.refusals import BadInput, Many, Refused

MEASURES = {
    "mean": gettext_lazy("Mean income per head"),
    "median": gettext_lazy("Median income per head"),
    "gini": gettext_lazy("Gini coefficient"),
    "theil": gettext_lazy("Theil index"),
    "theil-between": gettext_lazy("of which between town and country"),
    "theil-within": gettext_lazy("of which within town and country"),
    "quintile-ratio": gettext_lazy("Highest fifth over lowest fifth"),
    "urban-rural-ratio": gettext_lazy("Town over country"),
}
_COLUMNS = {
    "income": ("income", "人均可支配收入", "收入"),
    "people": ("people", "人口", "家庭人口"),
    "weight": ("weight", "权数", "权重"),
    "urban": ("urban", "城乡", "城乡类型"),
}
_URBAN = {
    "1": True,
    "urban": True,
    "城镇": True,
    "0": False,
    "rural": False,
    "农村": False,
    "乡村": False,
}
_LARGEST, _SHOWN = 4_000_000, 30


class NotASurvey(BadInput):
    """The file is no CSV file with the columns that a survey needs."""

    code = "statistics.not-a-survey"
    words = gettext_lazy(
        "Send a CSV file in UTF-8, up to 4 MB, whose first line names the columns income, people,"
        " weight and urban."
    )


class NotAnAnswer(BadInput):
    """A line of the file cannot be read."""

    code = "statistics.not-an-answer"
    words = gettext_lazy("Income and weight are numbers, people is a whole one, urban is 1 or 0.")


@page("figure.read_published")
def surveys(request: HttpRequest) -> HttpResponse:
    """List the household surveys."""
    here = Here(request)
    context = {
        "rows": [_row(here, one) for one in queries.surveys(here.viewer)],
        "officer": here.is_officer,
    }
    return render(request, "statistics/surveys.html", context)


@page("figure.read_published")
def survey(request: HttpRequest, survey: str) -> HttpResponse:
    """Show the results of one survey with their intervals; no answer of a household."""
    here = Here(request)
    line = next((o for o in queries.surveys(here.viewer) if o.survey == survey), None)
    if line is None:
        raise Http404
    results = queries.survey_results(here.viewer, survey)
    waiting = _waiting(here, survey, results) if here.is_officer else None
    cards = queries.cards_of([line.document, *([waiting["document"]] if waiting else [])])
    context = {
        "one": _row(here, line),
        "commitment": line.commitment,
        "publication": cards.get(line.document),
        "results": [_result(one) for one in results],
        "method": results[0] if results else None,
        "officer": here.is_officer,
        "waiting": waiting,
        "waiting_publication": cards.get(waiting["document"]) if waiting else None,
        "newer": _newer(here, line),
    }
    return render(request, "statistics/survey.html", context)


def _newer(here: Here, line: SurveyLine) -> str:
    """Return the address of the survey that stands instead of a revised one."""
    if line.reversed_by is None:
        return ""
    same = (line.place, line.period)
    found = [o for o in queries.surveys(here.viewer) if (o.place, o.period) == same]
    return next((reverse("survey", args=[o.survey]) for o in found if not o.reversed_by), "")


def _waiting(here: Here, survey: str, results: Iterable[ResultLine]) -> dict[str, Any] | None:
    """Return what a proposed revision would give, each measure beside what stands."""
    found = queries.proposed_survey(here.viewer, survey, place=here.district)
    if found is None:
        return None
    return {
        "document": found.document,
        "households": spaced(found.households),
        "rows": [_compared(one, found.results[one.series]) for one in results],
        "by": vault.labels([found.by]).get(found.by, ""),
        "at": found.at,
        "own": found.by == here.viewer.person,
    }


def _compared(one: ResultLine, later: list[str]) -> dict[str, Any]:
    value, low, high = later
    new = one._replace(value=value, low=low, high=high)
    return {**_result(new), "before": _result(one)["value"]}


def _row(here: Here, line: SurveyLine) -> dict[str, Any]:
    return {
        "href": reverse("survey", args=[line.survey]),
        "number": line.number,
        "area": here.lists.area(line.place),
        "period": words.period_words(line.period, "year"),
        "households": spaced(line.households),
        "urban": spaced(line.urban),
        "rural": spaced(line.rural),
        "received_on": line.received_on,
        "reversed_on": line.reversed_on,
    }


def _result(one: ResultLine) -> dict[str, Any]:
    digits = Decimal(1) if one.unit == "yuan-per-head" else Decimal("0.0001")
    value, low, high, error = (
        spaced(Decimal(number).quantize(digits))
        for number in (one.value, one.low, one.high, one.error)
    )
    unit = words.UNITS[one.unit] if one.unit != "ratio" else ""
    return {
        "number": one.number,
        "title": MEASURES.get(one.series, one.series),
        "value": f"{value} {unit}".strip(),
        "span": f"{low} – {high}",
        "error": error,
    }


@page("survey.receive")
def revise(request: HttpRequest, survey: str) -> HttpResponse:
    """Send in a later vintage of a survey, which a colleague compares and records."""
    here = Here(request)
    line = next((o for o in queries.surveys(here.viewer) if o.survey == survey), None)
    if line is None or line.reversed_by is not None:
        raise Http404

    def propose(answers: Answers) -> str:
        same = answers._replace(area=line.place, period=line.period)
        actions.propose_survey(here.viewer, survey, same, place=here.district, at=here.at)
        say(request, _("Proposed. A colleague compares it with the publication and records it."))
        return reverse("survey", args=[survey])

    return _sending(request, here, propose, revised=_row(here, line))


@require_POST
@page("survey.revise")
def record(request: HttpRequest, survey: str) -> HttpResponse:
    """Record the later vintage that a colleague sent."""
    here = Here(request)
    name = actions.record_survey_revision(here.viewer, survey, place=here.district, at=here.at)
    say(request, _("Recorded. The old value stays visible with its days."))
    return HttpResponseRedirect(reverse("survey", args=[name]))


@require_POST
@page("survey.receive")
def decline(request: HttpRequest, survey: str) -> HttpResponse:
    """Drop a proposed revision with its sealed answers."""
    here = Here(request)
    actions.decline_survey(here.viewer, survey, place=here.district)
    say(request, _("Dropped. Nothing was recorded."))
    return HttpResponseRedirect(reverse("survey", args=[survey]))


@page("survey.receive")
def send(request: HttpRequest) -> HttpResponse:
    """Send in the microdata of a survey; they are sealed, and only sums leave."""
    here = Here(request)

    def receive(answers: Answers) -> str:
        name = actions.receive_survey(here.viewer, answers, place=here.district, at=here.at)
        say(request, _("The answers are sealed, and the results are recorded."))
        return reverse("survey", args=[name])

    return _sending(request, here, receive)


def _sending(
    request: HttpRequest,
    here: Here,
    send_on: Callable[[Answers], str],
    revised: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, or hand its answers on.  revised: the survey of which a later one is sent."""
    errors: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            return HttpResponseRedirect(send_on(_answers(request)))
        except Many as many:
            errors = [
                _("Line %(line)s: %(words)s") % {"line": one.line + 1, "words": one.refusal}
                for one in many.errors[:_SHOWN]
            ]
            status = many.status
        except Refused as refusal:
            errors, status = [str(refusal)], refusal.status
    context = {
        "fields": _fields(here, request.POST)[: 1 if revised else None],
        "revised": revised,
        "errors": [("", words) for words in errors],
        "key": new_key(),
    }
    return render(request, "statistics/survey_new.html", context, status=status)


def _fields(here: Here, typed: Mapping[str, str]) -> list[Field]:
    cards = queries.recent_publications(here.viewer, also=typed.get("document", ""))
    documents = tuple((card.document, here.named(card)) for card in cards)
    return [
        Field("document", _("Publication"), options=documents, value=typed.get("document", "")),
        Field(
            "area", _("Area"), options=here.lists.areas(), value=typed.get("area", here.district)
        ),
        Field("period", _("Year of the incomes"), value=typed.get("period", "")),
    ]


def _answers(request: HttpRequest) -> Answers:
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > _LARGEST:
        raise NotASurvey()
    return Answers(
        read(file.read()),
        request.POST.get("area", ""),
        request.POST.get("period", "").strip(),
        request.POST.get("document", ""),
    )


def read(body: bytes) -> list[Household]:
    """Return the households of a CSV file.

    Raises NotASurvey; Many with one LineError a line that cannot be read.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise NotASurvey() from None
    names = _named(rows[0].keys() if rows else ())
    return each_line(rows, lambda _line, row: _household(row, names))


def _named(given: Iterable[str | None]) -> dict[str, str]:
    headings = {(one or "").strip().lower(): one or "" for one in given}
    found = {
        name: next((headings[one] for one in spellings if one in headings), "")
        for name, spellings in _COLUMNS.items()
    }
    if not all(found.values()):
        raise NotASurvey()
    return found


def _household(row: Mapping[str, Any], names: Mapping[str, str]) -> Household:
    said = {name: str(row.get(column) or "").strip() for name, column in names.items()}
    try:
        return Household(
            income=words.number_of(said["income"]),
            people=int(said["people"]),
            weight=words.number_of(said["weight"]),
            urban=_URBAN[said["urban"].lower()],
        )
    except (ValueError, KeyError, words.NotANumber):
        raise NotAnAnswer() from None
