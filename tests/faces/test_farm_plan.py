"""The season plan on the page: wishes, a plan with its proof, clashes, what-ifs, adoption."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.domains.fields.models import Draft, Planned, Plot, Season
from gongfu.kernel.ledger import reading
from tests.domains.fields.worlds import Cooperative, at

YEAR = 2022
WISHES = {"year": str(YEAR), "rice": "900", "takings": "10000", "aversion": "0", "floor": "0"}


@pytest.fixture
def farm(looked_at_by):
    """Four greenhouses and two open plots, planned in September for the next year."""
    found = Cooperative()
    for number in range(4):
        found.plot(f"A{number}", mu=8, household=found.households[number % 2])
    for number in range(2):
        found.plot(f"B{number}", mu=5, household="", cover="open")
    found.client = looked_at_by(found.head)
    return found


def post(farm, name, **values):
    values.setdefault("key", str(uuid.uuid4()))
    return farm.client.post(reverse(name, args=[farm.id]), values)


def read(farm, name="farm-plan", **query):
    answer = farm.client.get(reverse(name, args=[farm.id]), {"year": YEAR, **query})
    assert answer.status_code == 200
    return answer.content.decode()


def drawn(farm, **changes):
    answer = post(farm, "farm-plan", **{**WISHES, **changes})
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.get()


def patterns(draft):
    return set(draft.found["choices"].values())


def test_a_plan_says_income_proof_and_what_more_would_be_worth(farm):
    before = reading.size()
    draft = drawn(farm)
    assert reading.size() == before, "a draft is no record"
    assert draft.found["gap_ppm"] <= 2000 and len(draft.found["choices"]) == 6
    body = read(farm)
    assert "已证明" in body and "多 1 亩大棚，一季值" in body
    assert body.count('<li class="ends">') == 6
    with CaptureQueriesContext(connection) as asked:
        read(farm)
    assert len(asked) <= 25


def test_open_plots_get_no_greenhouse_pattern_and_the_sums_are_those_of_the_plots(farm):
    draft = drawn(farm)
    covered = {"single-late-rice", "wheat-early-rice-soybean", "rape-early-rice-celery",
               "celery-early-late-rice"}  # fmt: skip
    plots = {one.plot: one for one in Plot.objects.all()}
    choices = draft.found["choices"].items()
    opened = {pattern for plot, pattern in choices if plots[plot].cover == "open"}
    assert opened and opened <= covered
    mu = draft.found["mu"]
    takings = sum(mu[pattern][0] * plots[plot].area for plot, pattern in choices) // 100
    assert draft.found["takings_fen"] == takings


def test_a_market_limit_and_few_hands_change_the_plan(farm):
    assert "celery-early-late-rice" in patterns(drawn(farm))
    income = int(Draft.objects.get().found["income"])
    limited = drawn(farm, **{"market-celery": "0"})
    assert "celery-early-late-rice" not in patterns(limited)
    assert int(limited.found["income"]) < income
    assert 'value="0"' in read(farm)
    few = drawn(farm, workers="1", rice="0", takings="0")
    assert int(few.found["income"]) <= income
    assert any(one[0] == "labour" for one in few.found["worths"])
    assert read(farm).count("人手") >= 1


def test_wishes_that_clash_are_named_in_words_and_kept_as_typed(farm):
    answer = post(farm, "farm-plan", **{**WISHES, "rice": "5000"})
    body = answer.content.decode()
    assert answer.status_code == 409 or answer.status_code == 422
    assert "每亩稻谷" in body[body.index('role="alert"') :]
    assert 'value="5000"' in body and not Draft.objects.exists()
    wrong = post(farm, "farm-plan", **{**WISHES, "rice": "many"})
    assert wrong.status_code == 422
    assert post(farm, "farm-plan", **{**WISHES, "year": "2030"}).status_code == 422


def test_a_bad_year_weighs_and_is_shown(farm):
    drawn(farm, aversion="70")
    body = read(farm)
    assert "台风年景" in body and "价格低的年景" in body


def test_a_lower_price_of_rice_says_what_it_costs_and_what_would_grow(farm):
    drawn(farm, **{"takings": "0", "market-celery": "0", "market-tomato": "0"})
    assert read(farm, "farm-what-if", rice="0").count("扣除成本后的收入") == 0
    body = read(farm, "farm-what-if", rice="-10")
    more = re.search(r"<strong>([-+][^<]+)</strong>", body)[1]
    assert more.startswith("-")
    body = read(farm, "farm-what-if", cash="-50")
    assert "改种情况" in body and "→" in body and "逐块变化和原因" in body


def test_two_more_hands_are_worth_something_where_hands_are_few(farm):
    drawn(farm, workers="2", rice="0", takings="0")
    body = read(farm, "farm-what-if", workers="2")
    assert re.search(r"<strong>\+[1-9]", body)


def test_the_plan_is_adopted_as_deeds_and_the_work_follows_from_it(farm):
    draft = drawn(farm)
    assert post(farm, "farm-plan-adopt", year=str(YEAR)).status_code == 302
    season = Season.objects.get()
    assert (season.method, season.plots) == ("cropping", 6)
    assert season.takings_fen == draft.found["takings_fen"]
    planned = dict(Planned.objects.values_list("plot", "pattern"))
    assert planned == draft.found["choices"]
    assert "采用这份计划" not in read(farm)
    assert post(farm, "farm-plan-on", year=str(YEAR)).status_code == 302


def test_each_plot_says_why_it_bears_this_and_not_something_else(farm, looked_at_by):
    drawn(farm)
    open_plot, covered = Plot.objects.get(tag="B0"), Plot.objects.get(tag="A0")

    def whys(plot, client=farm.client):
        address = reverse("farm-plan-whys", args=[farm.id, plot.pk])
        return client.get(address, {"year": YEAR})

    body = whys(open_plot).content.decode()
    assert "需要大棚，这块地没有。" in body
    body = whys(covered).content.decode()
    assert "需要大棚" not in body and re.search("每亩少 [0-9\u202f]+ 元，主要因为：", body)
    assert reverse("farm-plan-whys", args=[farm.id, covered.pk]) in read(farm)
    assert looked_at_by(farm.anna).get(
        reverse("farm-plan-whys", args=[farm.id, covered.pk])
    ).status_code in (403, 404)
    address = reverse("farm-plan-whys", args=[farm.id, "none"])
    assert farm.client.get(address, {"year": YEAR}).status_code == 404


def test_without_a_draft_nothing_is_adopted_and_no_what_if_asked(farm):
    assert post(farm, "farm-plan-adopt", year=str(YEAR)).status_code == 404
    assert post(farm, "farm-plan-on", year=str(YEAR)).status_code == 404
    assert "请先做一份计划" in read(farm, "farm-what-if", rice="-10")


def test_only_who_leads_plans(farm, looked_at_by):
    farm.client = looked_at_by(farm.anna)
    for name in ("farm-plan", "farm-what-if"):
        assert farm.client.get(reverse(name, args=[farm.id])).status_code in (403, 404)
    assert post(farm, "farm-plan", **WISHES).status_code in (403, 404)


def test_a_plot_on_which_rice_still_stands_gets_no_autumn_crop(farm):
    plot = farm.plot("C1", mu=3, household="", cover="greenhouse")
    sown = date(2021, 6, 26)
    farm.sow(plot, "late-rice", sown, when=at(sown, 12))
    draft = drawn(farm, **{"market-celery": "0"})
    assert draft.found["choices"][plot] != "tomato-late-rice"
    others = {one for name, one in draft.found["choices"].items() if name != plot}
    assert "tomato-late-rice" in others
