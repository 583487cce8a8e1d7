"""A later vintage of a survey: all its records are taken back and new ones stated, by two people.

One officer sends the newer answers, which lie sealed; another compares what they give with the
publication and records it.  The earlier vintage stays sealed and readable by its results, so that
a figure as known on an earlier day is still what it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson

from gongfu.domains.statistics.actions import surveys
from gongfu.domains.statistics.actions.surveys import Answers
from gongfu.domains.statistics.models import Survey, SurveyProposal
from gongfu.domains.statistics.rules import periods
from gongfu.domains.statistics.rules import surveys as rules
from gongfu.domains.statistics.rules.surveys import Household
from gongfu.domains.statistics.rules.values import OlderVintage, OwnProposal
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


def propose_survey(
    viewer: Viewer, survey: str, answers: Answers, *, place: str, at: datetime
) -> None:
    """Send a later vintage of a survey; a colleague compares its results and records it.

    survey: the one that stands.  A second proposal takes the place of the first.
    Raises Denied, NoSuchSurvey, NotStandingSurvey, OtherSurvey, NothingRevised, OlderVintage, and
    as `receive_survey`.
    """
    check(viewer, "survey.receive", place=place)
    each_line(answers.households, lambda _line, one: rules.check_household(one))
    rules.check_enough(answers.households)
    results = {
        name: [str(surveys.exact(number)) for number in (one.value, one.low, one.high)]
        for name, one in surveys.results_of(answers.households).items()
    }
    _kept(viewer, survey, answers, results, place=place, at=at)


@action("survey.receive")
def _kept(
    viewer: Viewer,
    survey: str,
    answers: Answers,
    results: dict[str, list[str]],
    *,
    place: str,
    at: datetime,
) -> None:
    check(viewer, "survey.receive", place=place)
    _check_revises(_standing(survey), answers)
    wrapped, body = surveys.sealed(survey, rules.written(answers.households))
    values = {"place": place, "document": answers.document, "results": results, "at": at}
    values |= {"by": viewer.person, "households": len(answers.households)}
    values |= {"wrapped": wrapped, "body": body}
    SurveyProposal.objects.update_or_create(survey=survey, defaults=values)


def _standing(survey: str) -> Survey:
    row = Survey.objects.filter(pk=survey).first()
    if row is None:
        raise rules.NoSuchSurvey()
    if row.reversed_by is not None:
        raise rules.NotStandingSurvey()
    return row


def _check_revises(row: Survey, answers: Answers) -> periods.Span:
    """Accept a later vintage of the same survey; return its period.  Raises what is against it."""
    span = periods.span(answers.period)
    if (answers.area, span.period) != (row.place, row.period):
        raise rules.OtherSurvey()
    publication, before = surveys.published(answers.document), surveys.published(row.document)
    periods.check_over(span, published_on=publication.published_on)
    if publication.published_on < before.published_on:
        raise OlderVintage(day=before.published_on.isoformat())
    if surveys.has_answers(row.survey, answers.households):
        raise rules.NothingRevised()
    return span


def record_survey_revision(viewer: Viewer, survey: str, *, place: str, at: datetime) -> str:
    """Record the later vintage that a colleague proposed; return the id of the new survey.

    The results are computed anew before the write transaction begins.
    Raises Denied, NoSurveyProposal, OwnProposal, and as `propose_survey`.
    """
    proposal = _proposal(viewer, survey, place=place)
    answers = _answers(proposal, _standing(survey))
    estimates = surveys.results_of(answers.households)
    return _revised(viewer, proposal, answers, estimates, place=place, at=at)


def _proposal(viewer: Viewer, survey: str, *, place: str) -> SurveyProposal:
    """Return the proposal of a colleague.  Raises Denied, NoSurveyProposal, OwnProposal."""
    check(viewer, "survey.receive", place=place)
    found = SurveyProposal.objects.filter(pk=survey, place=place).first()
    if found is None:
        raise rules.NoSurveyProposal()
    if found.by == viewer.person:
        raise OwnProposal()
    check(viewer, "survey.revise", place=place, second=found.by)
    return found


def _answers(proposal: SurveyProposal, row: Survey) -> Answers:
    body = surveys.unsealed(proposal.survey, proposal.wrapped, proposal.body)
    return Answers(_households(body), row.place, row.period, proposal.document)


def _households(body: bytes) -> list[Household]:
    return [
        Household(Decimal(income), people, Decimal(weight), bool(urban))
        for income, people, weight, urban in orjson.loads(body)
    ]


@action("survey.revise")
def _revised(
    viewer: Viewer,
    proposal: SurveyProposal,
    answers: Answers,
    estimates: dict[str, Any],
    *,
    place: str,
    at: datetime,
) -> str:
    act = Act(viewer, at)
    check(viewer, "survey.revise", place=place, second=proposal.by)
    surveys.queue_for_survey(answers.area, answers.period)
    again = SurveyProposal.objects.filter(pk=proposal.survey).first()
    if again is None or bytes(again.body) != bytes(proposal.body):
        raise rules.NoSurveyProposal()
    span = _check_revises(_standing(proposal.survey), answers)
    name, draft = surveys.drafted(act, answers, span, estimates, second=proposal.by)
    back = [
        act.draft(one.deed, evidence=Evidence.C, reverses=one.number)
        for one in records_of(proposal.survey)
    ]
    append([*back, *(act.draft(one, evidence=Evidence.C) for one in draft.deeds)])
    surveys.keep(name, draft.salted)
    again.delete()
    return name


def records_of(survey: str) -> Sequence[Entry[Any]]:
    """Return the entries of a survey: its receipt and its results."""
    found = reading.entries(reading.Wanted(about=survey))
    return [one for one in found if one.reverses is None]


@action("survey.receive")
def decline_survey(viewer: Viewer, survey: str, *, place: str) -> None:
    """Drop a proposed revision with its sealed answers; nothing was recorded of it.

    Raises Denied, NoSurveyProposal.
    """
    check(viewer, "survey.receive", place=place)
    count, _by_model = SurveyProposal.objects.filter(pk=survey, place=place).delete()
    if not count:
        raise rules.NoSurveyProposal()
