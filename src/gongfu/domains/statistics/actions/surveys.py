"""Receiving a household survey: microdata sealed beside the ledger, results as deeds."""

from __future__ import annotations

import hmac
import os
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from gongfu.domains.statistics.deeds import ResultComputed, SurveyReceived
from gongfu.domains.statistics.models import Microdata, Publication, Survey
from gongfu.domains.statistics.rules import periods
from gongfu.domains.statistics.rules import surveys as rules
from gongfu.domains.statistics.rules.lists import check_area
from gongfu.domains.statistics.rules.publications import NoSuchPublication
from gongfu.domains.statistics.rules.surveys import Household
from gongfu.engines import inequality as engine
from gongfu.engines.inequality import Estimate, Measure, Sample
from gongfu.kernel.ledger.deeds import Evidence
from gongfu.kernel.ledger.locking import queue_for
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people import keyrings
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

REPLICATES, SEED, METHOD = 500, 20210920, "rao-wu-1"
Kept = bytes | memoryview
_PLACES, _SALT = Decimal("0.0001"), 32
MEASURES: dict[str, tuple[Measure, str]] = {
    "mean": (engine.mean, "yuan-per-head"),
    "median": (engine.median, "yuan-per-head"),
    "gini": (engine.gini, "ratio"),
    "theil": (engine.theil, "ratio"),
    "theil-between": (engine.theil_between, "ratio"),
    "theil-within": (engine.theil_within, "ratio"),
    "quintile-ratio": (engine.quintile_ratio, "ratio"),
    "urban-rural-ratio": (engine.mean_ratio, "ratio"),
}


class Answers(NamedTuple):
    """A survey to be received: its answers, the area and year they are of, and the document."""

    households: Sequence[Household]
    area: str
    period: str
    document: str


def receive_survey(viewer: Viewer, answers: Answers, *, place: str, at: datetime) -> str:
    """Seal the microdata, record their commitment and every result; return the survey's id.

    The same answers again give the id of the first time.  The results are computed before the
    write transaction begins.  place: the district that receives.
    Raises Denied, UnknownArea, NotAPeriod, NotOver, NoSuchPublication, TooFewHouseholds,
    TooManyHouseholds, SurveyKnown; Many with one LineError a household that cannot be.
    """
    check(viewer, "survey.receive", place=place)
    each_line(answers.households, lambda _line, one: rules.check_household(one))
    rules.check_enough(answers.households)
    estimates = results_of(answers.households)
    return _recorded(viewer, answers, estimates, place=place, at=at)


def sample_of(households: Sequence[Household]) -> Sample:
    """Return the engine's sample: a household is a cluster, town and country are strata."""
    urban = [int(one.urban) for one in households]
    return engine.sample_of(
        [float(one.income) for one in households],
        [float(one.weight * one.people) for one in households],
        groups=urban,
        strata=urban,
    )


def results_of(
    households: Sequence[Household], *, tell: Callable[[str], None] = lambda _name: None
) -> dict[str, Estimate]:
    """Return every measure with its error and interval; people are counted, not households."""
    sample, found = sample_of(households), {}
    for name, (measure, _unit) in MEASURES.items():
        found[name] = engine.bootstrapped(sample, measure, replicates=REPLICATES, seed=SEED)
        tell(name)
    return found


@action("survey.receive")
def _recorded(
    viewer: Viewer, answers: Answers, estimates: dict[str, Estimate], *, place: str, at: datetime
) -> str:
    act = Act(viewer, at)
    check(viewer, "survey.receive", place=place)
    check_area(answers.area)
    publication = published(answers.document)
    span = periods.span(answers.period)
    periods.check_over(span, published_on=publication.published_on)
    queue_for_survey(answers.area, span.period)
    known = standing(answers.area, span.period)
    if known is not None:
        return _same(known, answers)
    name, draft = drafted(act, answers, span, estimates)
    append([act.draft(one, evidence=Evidence.C) for one in draft.deeds])
    keep(name, draft.salted)
    return name


def published(document: str) -> Publication:
    """Return a registered publication.  Raises NoSuchPublication."""
    found = Publication.objects.filter(pk=document).first()
    if found is None:
        raise NoSuchPublication()
    return found


def queue_for_survey(area: str, period: str) -> None:
    """Let one at a time receive or revise the survey of an area and period."""
    queue_for(f"statistics.survey {area} {period}")


def standing(area: str, period: str) -> Survey | None:
    """Return the survey that stands for an area and period, or None."""
    return Survey.objects.filter(place=area, period=period, reversed_by=None).first()


def _same(known: Survey, answers: Answers) -> str:
    """Return the id of a survey with the same answers.  Raises SurveyKnown."""
    if not has_answers(known.survey, answers.households):
        raise rules.SurveyKnown()
    return known.survey


def has_answers(survey: str, households: Sequence[Household]) -> bool:
    """Say whether these are the sealed answers of a survey."""
    kept = opened(survey)
    return kept is not None and kept[_SALT:] == rules.written(households)


class Drafted(NamedTuple):
    """The deeds of a survey, the first its receipt; salt and microdata that it commits to."""

    deeds: tuple[SurveyReceived | ResultComputed, ...]
    salted: bytes


def drafted(
    act: Act,
    answers: Answers,
    span: periods.Span,
    estimates: dict[str, Estimate],
    *,
    second: str = "",
) -> tuple[str, Drafted]:
    """Return the id of a new survey and its deeds, which nothing has recorded yet.

    second: who proposed it, where it revises another.
    """
    name, salt = act.id_for("survey"), os.urandom(_SALT)
    body = rules.written(answers.households)
    urban = sum(one.urban for one in answers.households)
    received = SurveyReceived(
        on=act.on,
        place=answers.area,
        survey=name,
        period=span.period,
        document=answers.document,
        households=len(answers.households),
        urban=urban,
        rural=len(answers.households) - urban,
        commitment=hmac.digest(salt, body, "sha256").hex(),
        second=second,
    )
    results = (_result(received, span, series, one) for series, one in estimates.items())
    return name, Drafted((received, *results), salt + body)


def keep(name: str, salted: bytes) -> None:
    """Seal the salt and the microdata of a survey beside the ledger."""
    wrapped, body = sealed(name, salted)
    Microdata.objects.create(survey=name, wrapped=wrapped, body=body)


def sealed(name: str, body: bytes) -> tuple[bytes, bytes]:
    """Return a fresh wrapped key and what it seals.  name: of the survey or the proposal."""
    key, wrapped = keyrings.current().new_data_key(name)
    return wrapped, key.seal(zlib.compress(body), field="microdata")


def _result(
    received: SurveyReceived, span: periods.Span, series: str, one: Estimate
) -> ResultComputed:
    return ResultComputed(
        on=received.on,
        place=received.place,
        survey=received.survey,
        series=series,
        period=span.period,
        basis=span.basis,
        value=exact(one.value),
        unit=MEASURES[series][1],
        error=exact(one.error),
        low=exact(one.low),
        high=exact(one.high),
        replicates=REPLICATES,
        seed=SEED,
        method=METHOD,
    )


def exact(value: float) -> Decimal:
    """Return a result as it is recorded, with four decimals."""
    return Decimal(repr(float(value))).quantize(_PLACES)


def opened(survey: str) -> bytes | None:
    """Return the salt and the microdata of a survey, unsealed; None where they were removed."""
    row = Microdata.objects.filter(pk=survey).first()
    return None if row is None else unsealed(survey, row.wrapped, row.body)


def unsealed(name: str, wrapped: Kept, body: Kept) -> bytes:
    """Return what `sealed` sealed under this name.  Raises Unreadable."""
    key = keyrings.current().data_key(name, bytes(wrapped))
    return zlib.decompress(key.open(bytes(body), field="microdata"))


@action("survey.receive")
def verify_survey(viewer: Viewer, survey: str, *, place: str) -> bool:
    """Say whether the sealed microdata are those that the survey's record commits to.

    Raises Denied, NoSuchSurvey.
    """
    check(viewer, "survey.receive", place=place)
    row, kept = Survey.objects.filter(pk=survey).first(), opened(survey)
    if row is None or kept is None:
        raise rules.NoSuchSurvey()
    found = hmac.digest(kept[:_SALT], kept[_SALT:], "sha256").hex()
    return hmac.compare_digest(found, row.commitment)
