"""Household surveys: answers stay sealed, only sums leave, and whoever has them computes the same."""

from __future__ import annotations

import json
import zlib
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from gongfu.domains.statistics import actions, queries
from gongfu.domains.statistics.actions import Answers, Household, Words
from gongfu.domains.statistics.actions.surveys import opened, results_of
from gongfu.domains.statistics.deeds import ResultComputed, SurveyReceived
from gongfu.domains.statistics.models import Microdata, SurveyProposal
from gongfu.domains.statistics.rules import surveys as rules
from gongfu.domains.statistics.rules.periods import NotOver
from gongfu.domains.statistics.rules.publications import NoSuchPublication
from gongfu.domains.statistics.rules.values import OlderVintage, OwnProposal
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import figure_named
from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.ledger.models import Record
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.measures.periods import period
from gongfu.kernel.people import keyrings
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.viewers import PUBLIC
from tests.domains.statistics import worlds
from tests.domains.statistics.worlds import DISTRICT, MORNING, elsewhere, liu, shen

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEWER = Words("statistics-jiaxing", "2022年住户调查修订结果", date(2023, 5, 20))
EARLY = Words("statistics-jiaxing", "2022年住户调查快报", date(2023, 1, 20))
REVISED = moment(date(2023, 6, 20), 9)


def households(count=80, seed=1):
    """Return answers of half town, half country; town has more."""
    chance = Random(seed)
    return [
        Household(
            income=Decimal(chance.randint(20_000, 60_000) + 25_137 * (number % 2)),
            people=chance.randint(1, 5),
            weight=Decimal(chance.randint(100, 300)),
            urban=bool(number % 2),
        )
        for number in range(count)
    ]


def answers(**changes):
    values = {
        "households": households(), "area": DISTRICT, "period": "2022",
        "document": worlds.publication(worlds.BULLETIN_2022, at=worlds.LATER),
    }  # fmt: skip
    return Answers(**{**values, **changes})


def receive(viewer=shen, **changes):
    return actions.receive_survey(viewer, answers(**changes), place=DISTRICT, at=MORNING)


def test_results_are_deeds_with_interval_seed_and_method():
    survey = receive()
    results = {one.series: one for one in queries.survey_results(PUBLIC, survey)}
    assert set(results) == {
        "mean", "median", "gini", "theil", "theil-between", "theil-within", "quintile-ratio",
        "urban-rural-ratio",
    }  # fmt: skip
    for one in results.values():
        assert Decimal(one.low) <= Decimal(one.value) <= Decimal(one.high), one
        assert (one.replicates, one.seed, one.method) == (500, 20210920, "rao-wu-1")
    parts = [Decimal(results[f"theil-{part}"].value) for part in ("between", "within")]
    assert abs(sum(parts) - Decimal(results["theil"].value)) <= Decimal("0.0001")


def test_the_ratio_is_the_mean_of_people_in_town_over_those_in_the_country():
    survey = receive()
    means = []
    for urban in (True, False):
        part = [one for one in households() if one.urban is urban]
        people = sum(one.weight * one.people for one in part)
        means.append(sum(one.income * one.weight * one.people for one in part) / people)
    found = {one.series: one.value for one in queries.survey_results(PUBLIC, survey)}
    assert Decimal(found["urban-rural-ratio"]) == (means[0] / means[1]).quantize(Decimal("0.0001"))


def test_no_answer_of_a_household_is_in_the_ledger_or_readable_beside_it():
    receive()
    incomes = {str(one.income) for one in households()}
    for public in Record.objects.values_list("public", flat=True):
        shown = json.loads(public)
        assert not incomes & {str(value) for value in shown.get("codes", {}).values()}
    row = Microdata.objects.get()
    assert not any(income.encode() in bytes(row.body) for income in incomes)
    kinds = {type(one.deed) for one in reading.entries(reading.Wanted())}
    assert {SurveyReceived, ResultComputed} <= kinds


def test_whoever_has_the_answers_computes_the_same_and_the_record_commits_to_them():
    survey = receive()
    again = results_of(households())
    for one in queries.survey_results(PUBLIC, survey):
        assert Decimal(one.value) == Decimal(repr(again[one.series].value)).quantize(
            Decimal("0.0001")
        )
    assert actions.verify_survey(shen, survey, place=DISTRICT)


def test_other_microdata_than_those_committed_to_are_noticed():
    first, second = receive(), receive(period="2021", households=households(seed=2))
    kept = opened(second)
    key, wrapped = keyrings.current().new_data_key(first)
    sealed = key.seal(zlib.compress(kept), field="microdata")
    Microdata.objects.filter(pk=first).update(wrapped=wrapped, body=sealed)
    assert not actions.verify_survey(shen, first, place=DISTRICT)
    assert actions.verify_survey(shen, second, place=DISTRICT)


def test_the_same_answers_are_received_once_and_others_are_refused():
    first, size = receive(), reading.size()
    assert receive() == first and reading.size() == size
    with pytest.raises(rules.SurveyKnown):
        receive(households=households(seed=2))
    assert reading.size() == size


def test_too_few_households_and_bad_ones_are_refused_and_leave_no_trace():
    worlds.publication(worlds.BULLETIN_2022, at=worlds.LATER)
    before = reading.size()
    with pytest.raises(rules.TooFewHouseholds):
        receive(households=households(40))
    bad = households()
    bad[3] = bad[3]._replace(income=Decimal(-1))
    bad[7] = bad[7]._replace(people=0)
    with pytest.raises(Many) as found:
        receive(households=bad)
    assert [one.line for one in found.value.errors] == [4, 8]
    with pytest.raises(NoSuchPublication):
        receive(document="none")
    assert reading.size() == before and not Microdata.objects.exists()


@pytest.mark.parametrize("viewer", [PUBLIC, liu, elsewhere])
def test_only_the_department_receives_or_verifies_a_survey(viewer):
    survey = receive()
    with pytest.raises(Denied):
        receive(viewer, period="2021")
    with pytest.raises(Denied):
        actions.verify_survey(viewer, survey, place=DISTRICT)


def test_figures_of_the_survey_open_to_their_record_and_replay_equals_live():
    receive()
    question = Question(figure_named("statistics.survey-gini"), DISTRICT, period("2022"))
    answer = asking.ask(question)
    assert answer.records == 1 and 0 < answer.value < 1
    assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]


def later(**changes):
    """Return the answers of a later vintage, out of a later bulletin."""
    values = {"households": households(seed=3), "document": worlds.publication(NEWER, at=MORNING)}
    return answers(**{**values, **changes})


def revised():
    """Let shen propose a later vintage and xu record it; return both surveys."""
    first = receive()
    actions.propose_survey(shen, first, later(), place=DISTRICT, at=MORNING)
    second = actions.record_survey_revision(worlds.xu, first, place=DISTRICT, at=REVISED)
    return first, second


def gini(**changes):
    asked = Question(figure_named("statistics.survey-gini"), DISTRICT, period("2022"), **changes)
    return asking.ask(asked).value


def test_a_later_vintage_by_two_officers_takes_the_place_of_the_earlier():
    first, second = revised()
    lines = {one.survey: one for one in queries.surveys(PUBLIC)}
    assert (lines[first].reversed_on, lines[second].reversed_by) == (REVISED.date(), None)
    results = {one.series: one.value for one in queries.survey_results(PUBLIC, second)}
    expected = results_of(households(seed=3))["gini"].value
    assert Decimal(results["gini"]) == Decimal(repr(expected)).quantize(Decimal("0.0001"))
    received = reading.entries(reading.Wanted(about=second))[0].deed
    assert (received.second, received.version) == (shen.person, 2)
    assert actions.verify_survey(shen, first, place=DISTRICT), "the earlier stays sealed"
    assert actions.verify_survey(shen, second, place=DISTRICT)
    assert not SurveyProposal.objects.exists()
    assert not replay.differences()


def test_the_figure_as_known_before_the_revision_is_the_earlier():
    first = receive()
    old = {one.series: Decimal(one.value) for one in queries.survey_results(PUBLIC, first)}
    actions.propose_survey(shen, first, later(), place=DISTRICT, at=MORNING)
    second = actions.record_survey_revision(worlds.xu, first, place=DISTRICT, at=REVISED)
    new = {one.series: Decimal(one.value) for one in queries.survey_results(PUBLIC, second)}
    assert new["gini"] != old["gini"]
    assert gini() == new["gini"]
    assert gini(known=MORNING.date()) == old["gini"]
    assert gini(known=REVISED.date()) == new["gini"]


def test_a_revision_needs_a_colleague_and_leaves_no_trace_before():
    first = receive()
    draft = later()
    size = reading.size()
    with pytest.raises(rules.NoSurveyProposal):
        actions.record_survey_revision(worlds.xu, first, place=DISTRICT, at=REVISED)
    actions.propose_survey(shen, first, draft, place=DISTRICT, at=MORNING)
    with pytest.raises(OwnProposal):
        actions.record_survey_revision(shen, first, place=DISTRICT, at=REVISED)
    for viewer in (PUBLIC, liu, elsewhere):
        with pytest.raises(Denied):
            actions.record_survey_revision(viewer, first, place=DISTRICT, at=REVISED)
        with pytest.raises(Denied):
            actions.propose_survey(viewer, first, draft, place=DISTRICT, at=MORNING)
    incomes = {str(one.income).encode() for one in households(seed=3)}
    body = bytes(SurveyProposal.objects.get().body)
    assert not any(income in body for income in incomes)
    actions.decline_survey(worlds.xu, first, place=DISTRICT)
    assert not SurveyProposal.objects.exists() and reading.size() == size


def test_what_is_no_later_vintage_is_refused():
    first = receive()
    old = worlds.publication(worlds.BULLETIN_2021, at=worlds.THEN)
    early = worlds.publication(EARLY, at=MORNING)
    wrong = (
        (later(households=households()), rules.NothingRevised),
        (later(period="2021"), rules.OtherSurvey),
        (later(area=worlds.JIAXING), rules.OtherSurvey),
        (later(document=old), NotOver),
        (later(document=early), OlderVintage),
        (later(households=households(40)), rules.TooFewHouseholds),
    )
    for draft, refusal in wrong:
        with pytest.raises(refusal):
            actions.propose_survey(shen, first, draft, place=DISTRICT, at=MORNING)
    with pytest.raises(rules.NoSuchSurvey):
        actions.propose_survey(shen, "none", later(), place=DISTRICT, at=MORNING)
    actions.propose_survey(shen, first, later(), place=DISTRICT, at=MORNING)
    actions.record_survey_revision(worlds.xu, first, place=DISTRICT, at=REVISED)
    with pytest.raises(rules.NotStandingSurvey):
        actions.propose_survey(shen, first, later(), place=DISTRICT, at=MORNING)
