"""Household surveys and their results; no answer of a household leaves."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from gongfu.domains.statistics.models import Result, Survey, SurveyProposal
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class SurveyLine(NamedTuple):
    """A survey; see `models.Survey`."""

    survey: str
    number: int
    place: str
    period: str
    document: str
    households: int
    urban: int
    rural: int
    commitment: str
    received_on: date
    reversed_by: int | None
    reversed_on: date | None


class ProposedSurvey(NamedTuple):
    """A proposed revision of a survey: from which publication, what it would give, by whom, when.

    results: value, low and high of each measure, as they would be recorded.
    """

    survey: str
    document: str
    households: int
    results: dict[str, list[str]]
    by: str
    at: datetime


class ResultLine(NamedTuple):
    """A result with its standard error and its interval at 95 %; see `models.Result`."""

    number: int
    series: str
    value: str
    unit: str
    error: str
    low: str
    high: str
    replicates: int
    seed: int
    method: str


def surveys(viewer: Viewer) -> tuple[SurveyLine, ...]:
    """Return all surveys, the newest first.  Raises Denied."""
    check(viewer, "figure.read_published")
    rows = Survey.objects.order_by("-period", "place")
    return tuple(SurveyLine(*row) for row in rows.values_list(*SurveyLine._fields))


def proposed_survey(viewer: Viewer, survey: str, *, place: str) -> ProposedSurvey | None:
    """Return the revision of a survey that waits for a second officer, or None.  Raises Denied."""
    check(viewer, "survey.receive", place=place)
    row = SurveyProposal.objects.filter(pk=survey, place=place).first()
    if row is None:
        return None
    return ProposedSurvey(row.survey, row.document, row.households, row.results, row.by, row.at)


def survey_results(viewer: Viewer, survey: str) -> tuple[ResultLine, ...]:
    """Return the results of a survey in the order of computing.  Raises Denied."""
    check(viewer, "figure.read_published")
    rows = Result.objects.filter(survey=survey).order_by("number")
    return tuple(ResultLine(*row) for row in rows.values_list(*ResultLine._fields))
