"""What is published of a figure as data: its value by place and period, small groups left out.

Every form of publication (CSV, Parquet, SDMX, JSON) is written from these observations, and they
are the answers that the pages show, so that no two of them can disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gongfu.figures import asking, counting, selecting, small
from gongfu.figures.catalogue import Figure
from gongfu.figures.questions import Question
from gongfu.figures.store import relations
from gongfu.kernel.measures.periods import Period, grain_of, period
from gongfu.kernel.rights.viewers import PUBLIC, Viewer

_LEVELS = (9, 12)
_PARTS = ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4")


class Observation(NamedTuple):
    """One value.  place: 12 digits.  value: in the figure's unit.

    withheld: there is a value, but it is about too few people to be public.
    """

    place: str
    period: Period
    value: Decimal | None
    withheld: bool = False


def observations(
    figure: Figure, *, district: str, today: date, viewer: Viewer = PUBLIC
) -> tuple[Observation, ...]:
    """Return what the viewer may know of a figure: district, towns and communities by period.

    Periods are the years, halves and quarters that have begun; empty without any record.
    """
    columns = relations.current()
    name = ("published", figure.code, district, today.isoformat(), viewer.person)
    return columns.remembered(name, lambda: _observations(figure, district, today, viewer))


def _observations(
    figure: Figure, district: str, today: date, viewer: Viewer
) -> tuple[Observation, ...]:
    year = period(str(today.year))
    first = _first_day(Question(figure, district, year))
    spans = _periods(figure, first, today) if first else []
    question = Question(figure, district, year)
    for digits in _LEVELS if spans else ():
        asking.prepare_places(question, spans, digits=digits)
    if spans and not small.sees_all(viewer, question):
        small.prepare(question, spans, digits=max(_LEVELS))
    return tuple(
        one for span in spans for one in _of_period(Question(figure, district, span), viewer)
    )


class ItemObservation(NamedTuple):
    """One value of a breakdown of the district, by year.  item: a code of the dimension."""

    item: str
    period: Period
    value: Decimal | None
    withheld: bool = False


def item_observations(
    figure: Figure, dimension: str, *, district: str, today: date, viewer: Viewer = PUBLIC
) -> tuple[ItemObservation, ...]:
    """Return what the viewer may know of a figure by one of its own dimensions.

    For the years that have begun; empty without any record.  Raises NoSuchDimension.
    """
    figure.dimension(dimension)
    first = _first_day(Question(figure, district, period(str(today.year))))
    years = range(first.year, today.year + 1) if first else ()
    questions = [Question(figure, district, period(str(year))) for year in years]
    return tuple(one for asked in questions for one in _of_items(asked, dimension, viewer))


def _of_items(question: Question, dimension: str, viewer: Viewer) -> Iterator[ItemObservation]:
    for code, value, kept in small.items_for(viewer, question, dimension=dimension):
        yield ItemObservation(code, question.period, value, kept)


def _first_day(question: Question) -> date | None:
    """Return the first day of the parts of a figure; a received value counts in its period."""
    columns = relations.current()
    days = [counting.first_day(leaf, columns) for leaf in selecting.leaves(question)]
    return min((day for day in days if day), default=None)


def _periods(figure: Figure, first: date, last: date) -> list[Period]:
    texts = [f"{year}{part}" for year in range(first.year, last.year + 1) for part in _PARTS]
    spans = [period(text) for text in texts]
    begun = [span for span in spans if span.end > first and span.start <= last]
    return [span for span in begun if grain_of(span) in figure.grains]


def _of_period(question: Question, viewer: Viewer) -> Iterator[Observation]:
    whole = asking.ask(question)
    if not whole.records:
        return
    kept = small.is_withheld(viewer, question)
    yield Observation(question.place, question.period, None if kept else whole.value, kept)
    for digits in _LEVELS:
        for place, value, kept in small.places_for(viewer, question, digits=digits):
            if place != question.place:
                yield Observation(place, question.period, value, kept)
