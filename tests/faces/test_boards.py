"""Boards: composed by their address, honest about change and spread, within the budget."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.faces.web.shell import clock
from gongfu.kernel.rights.viewers import PUBLIC
from tests import worlds


@pytest.fixture
def reader(team, looked_at_by, settings):
    settings.GONGFU_SMALL_GROUP = 1
    return looked_at_by(PUBLIC)


def test_a_board_shows_the_chosen_figures_with_their_records(reader):
    page = reader.get("/boards/?f=keys.visits&f=keys.keys-held&period=2021").content.decode()
    assert page.count("<article") == 2
    assert "/figures/keys.visits/records/?" in page and "/figures/keys.keys-held/?" in page


def test_the_address_that_is_shared_opens_the_same_board(reader):
    def main_part(address):
        return reader.get(address).content.decode().split("<main", 1)[1].split("</main", 1)[0]

    first = main_part("/boards/?f=keys.visits&place=330402007000&period=2021-Q3")
    shared = first.split('readonly value="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert "2021-Q3" in shared and main_part(shared.removeprefix("http://testserver")) == first


def test_an_office_sees_its_own_community_first(team, looked_at_by):
    page = looked_at_by(worlds.liu).get("/boards/").content.decode()
    assert f"place={worlds.NANYANG}" in page


def test_the_map_comes_when_it_is_asked_for(reader):
    assert 'id="map"' not in reader.get("/boards/").content.decode()
    assert 'id="map"' in reader.get("/boards/?map=keys.visits").content.decode()


@pytest.mark.parametrize(
    "query",
    ["f=nothing.here", "place=12", "period=lately", "&".join(f"f=a.b{n}" for n in range(13))],
)
def test_nonsense_in_an_address_is_refused_in_words(reader, query):
    assert reader.get(f"/boards/?{query}").status_code in (404, 422)


def test_a_board_stays_within_the_budget(reader):
    reader.get("/boards/")
    with CaptureQueriesContext(connection) as asked:
        answer = reader.get("/boards/")
    assert len(asked) <= 10 and len(answer.content) <= 60_000


@pytest.mark.parametrize(
    ("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", b"figure,place,period")]
)
def test_a_chart_is_taken_along_as_picture_and_as_data(reader, form, start):
    answer = reader.get(reverse("figure-course", args=["keys.visits", form]), {"period": "2021"})
    assert answer.status_code == 200 and answer.content.startswith(start)


def test_a_chart_of_few_people_is_not_taken_along(team, looked_at_by):
    answer = looked_at_by(PUBLIC).get(reverse("figure-course", args=["keys.visits", "csv"]))
    assert answer.status_code == 403


def test_a_month_of_few_people_is_kept_where_the_year_is_shown(
    team, looked_at_by, settings, monkeypatch
):
    settings.GONGFU_SMALL_GROUP = 2
    later = worlds.MORNING + timedelta(days=30)
    worlds.visit(elder=worlds.WU, ended_at=later)
    public = looked_at_by(PUBLIC)
    monkeypatch.setattr(clock, "now", lambda: later)
    address = reverse("figure-course", args=["keys.visits", "csv"])
    lines = public.get(address, {"period": "2021"}).content.decode().splitlines()
    values = {line.split(",")[2]: line.split(",")[3] for line in lines[1:]}
    assert values["2021-09"] == values["2021-10"] == ""
    page = public.get(reverse("figure", args=["keys.visits"]), {"period": "2021"})
    assert page.context["number"].value == "2" and "不到 2 人" in page.content.decode()


def test_a_place_leads_to_its_board_and_to_all_its_figures(reader):
    page = reader.get(reverse("place", args=[worlds.NANYANG])).content.decode()
    assert f"/boards/?place={worlds.NANYANG}" in page
    listed = reader.get(reverse("figures"), {"place": worlds.NANYANG})
    assert {one.place_code for one in listed.context["numbers"]} == {worlds.NANYANG}
    assert reader.get(reverse("figures"), {"place": "33"}).status_code == 422
