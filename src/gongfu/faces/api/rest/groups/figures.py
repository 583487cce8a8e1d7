"""Figures: numbers with unit and definition, that can be opened down to their records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Field, Router, Schema

from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import Code, FigureCode, PeriodText, Place, Said
from gongfu.faces.api.rest.operations import operation
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, listed, whole
from gongfu.faces.web.board import items
from gongfu.faces.web.board.numbers import SmallGroup
from gongfu.figures import asking, small
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, Figure, figure_named
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.periods import months_of
from gongfu.kernel.measures.periods import period as period_named
from gongfu.kernel.places.seeing import After, Page
from gongfu.kernel.rights.viewers import Viewer

router = Router(tags=["figures"])
Where = Annotated[Place, Said("Where; without, the whole district.")]
When = Annotated[PeriodText, Said("When: 2020, 2021-H1, 2021-Q3, 2021-09; without, this year.")]


By = Annotated[Code, Said("A dimension of the figure; without, its first.")]


class FigureOut(Schema):
    """A figure of the catalogue."""

    code: str = Field(description="The code of a figure.")
    title: str = Field(description="In the asked language.")
    definition: str = Field(description="In the asked language.")
    unit: str
    unit_words: str = Field(description="In the asked language.")
    source: str = Field(description="In the asked language.")
    version: int = Field(description="Of the formula.")
    dimensions: list[str] = Field(
        description="By what else it may be listed, beside place and time."
    )


class ValueOut(Schema):
    """A number with its evidence."""

    figure: str = Field(description="The code of a figure.")
    version: int = Field(description="Of the formula.")
    place: str
    period: str
    value: Decimal | None = Field(description="In the unit; null where a share has no parts.")
    unit: str
    records: int = Field(description="How many records lie under it.")
    evidence: dict[str, int] = Field(description="How many of them by class of evidence.")
    ledger_size: int = Field(description="How many records the ledger had.")


class PartOut(Schema):
    """The number of one place or month."""

    place: str
    period: str
    value: Decimal | None = Field(description="Null where it has no parts or is withheld.")
    withheld: bool = Field(description="Whether it is about too few people to be public.")


class ItemOut(Schema):
    """The number of one code of a dimension."""

    item: str = Field(description="The code; empty where nothing states one.")
    title: str = Field(description="In the asked language.")
    value: Decimal | None = Field(description="Null where it has no parts or is withheld.")
    withheld: bool = Field(description="Whether it is about too few people to be public.")


class UnderOut(Schema):
    """A record under a number."""

    number: int = Field(description="The number of the record.")


def _question(request: HttpRequest, code: str, place: str | None, period: str | None) -> Question:
    this_year = str(caller_of(request).on.year)
    where = place or settings.GONGFU_DISTRICT
    return Question(figure_named(code), where, period_named(period or this_year))


def _figure(one: Figure) -> dict[str, Any]:
    names = ("title", "definition", "unit_words", "source")
    words = {name: str(getattr(one, name)) for name in names}
    dimensions = [dimension.name for dimension in one.dimensions]
    more = {"unit": one.unit, "version": one.version, "dimensions": dimensions}
    return {"code": one.code, **more, **words}


@operation(router, "GET /figures", "figure.read_published", Listed[FigureOut])
def list_figures(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List every figure with its definition."""
    lines = tuple(FIGURES.values())
    turn = after(cursor, limit)
    return whole(request, lines, turn, mark=lambda one: one.code, line=_figure)


_TAG = {"schema": {"type": "string"}, "description": "Changes whenever the answer could."}
_TAGGED = {
    "parameters": [
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "schema": {"type": "string", "pattern": "^[!-~]{0,80}$"},
            "description": "The ETag of an earlier answer.",
        }
    ],
    "responses": {
        200: {"headers": {"ETag": _TAG}},
        304: {"description": "The earlier answer still holds.", "headers": {"ETag": _TAG}},
    },
}


@operation(router, "GET /figures/{code}", "figure.read_published", ValueOut, more=_TAGGED)
def get_figure(
    request: HttpRequest,
    response: HttpResponse,
    code: FigureCode,
    place: Where | None = None,
    period: When | None = None,
) -> Any:
    """Read a number; it carries an ETag, so that asking again costs nothing."""
    viewer, question = caller_of(request).viewer, _question(request, code, place, period)
    tag = _tag(viewer, question)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    _check_shown(viewer, question)
    response["ETag"] = tag
    return _value(asking.ask(question))


def _tag(viewer: Viewer, question: Question) -> str:
    """Return what changes whenever the answer could: the ledger, the question, who asks."""
    parts = (
        reading.end(),
        question.figure.code,
        question.figure.version,
        question.place,
        question.period.text,
        small.sees_all(viewer, question),
        settings.GONGFU_SMALL_GROUP,
        get_language(),
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _check_shown(viewer: Viewer, question: Question) -> None:
    """Raise SmallGroup where the number is about too few people for this viewer."""
    if small.is_withheld(viewer, question):
        raise SmallGroup(least=settings.GONGFU_SMALL_GROUP)


def _value(answer: asking.Answer) -> dict[str, Any]:
    figure = answer.question.figure
    return {
        "figure": figure.code,
        "version": figure.version,
        "place": answer.question.place,
        "period": answer.question.period.text,
        "value": answer.value,
        "unit": figure.unit,
        "records": answer.records,
        "evidence": answer.evidence,
        "ledger_size": answer.size,
    }


@operation(router, "GET /figures/{code}/months", "figure.read_published", Listed[PartOut])
def list_months(
    request: HttpRequest,
    code: FigureCode,
    place: Where | None = None,
    period: When | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List a number month by month."""
    viewer, question = caller_of(request).viewer, _question(request, code, place, period)
    _check_shown(viewer, question)
    months = list(months_of(question.period))
    lines = [
        PartOut(place=question.place, period=span.text, value=value, withheld=kept)
        for span, value, kept in small.series_for(viewer, question, months)
    ]
    return _parts(request, lines, after(cursor, limit), mark="period")


@operation(router, "GET /figures/{code}/places", "figure.read_published", Listed[PartOut])
def list_figure_places(
    request: HttpRequest,
    code: FigureCode,
    place: Where | None = None,
    period: When | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List a number by town, or below a town by community; what is about few people is withheld."""
    viewer, question = caller_of(request).viewer, _question(request, code, place, period)
    digits = 9 if question.place.endswith("000000") else 12
    lines = [
        PartOut(place=where, period=question.period.text, value=value, withheld=kept)
        for where, value, kept in small.places_for(viewer, question, digits=digits)
    ]
    return _parts(request, lines, after(cursor, limit), mark="place")


@operation(router, "GET /figures/{code}/items", "figure.read_published", Listed[ItemOut])
def list_figure_items(
    request: HttpRequest,
    code: FigureCode,
    by: By | None = None,
    place: Where | None = None,
    period: When | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List a number by one of the figure's own dimensions; the public sees the district by year."""
    viewer, question = caller_of(request).viewer, _question(request, code, place, period)
    name = by or next((one.name for one in question.figure.dimensions), "")
    found = small.items_for(viewer, question, dimension=name) if name else ()
    named = items.words(question.figure, name)
    lines = [
        ItemOut(item=one, title=items.called(named, one), value=value, withheld=kept)
        for one, value, kept in found
    ]
    return whole(request, lines, after(cursor, limit), mark=lambda one: f"={one.item}")


def _parts(request: HttpRequest, lines: Sequence[PartOut], turn: After, *, mark: str) -> Any:
    return whole(request, lines, turn, mark=lambda one: str(getattr(one, mark)))


@operation(router, "GET /figures/{code}/records", "figure.drill_to_records", Listed[UnderOut])
def list_figure_records(
    request: HttpRequest,
    code: FigureCode,
    place: Where | None = None,
    period: When | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List the records under a number, the newest first."""
    viewer, question = caller_of(request).viewer, _question(request, code, place, period)
    _check_shown(viewer, question)
    turn = after(cursor, limit)
    before = int(turn.last) if turn.last.isascii() and turn.last.isdigit() else 0
    numbers = asking.evidence(question, after=before, limit=turn.limit)
    page = Page(asking.ask(question).records, tuple(numbers), turn)
    return listed(request, page, mark=str, line=lambda number: {"number": number})
