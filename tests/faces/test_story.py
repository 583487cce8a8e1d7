"""The story: its numbers are the figures, each with its way to the records; gaps are said."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import translation

from gongfu.faces.web.story import paper
from gongfu.faces.web.story.chapters import CHAPTERS
from gongfu.faces.web.story.telling import Teller, change_words
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import figure_named
from gongfu.kernel.measures.periods import period
from gongfu.kernel.rights.viewers import PUBLIC
from tests import worlds
from tests.figures.test_asking import visit, write
from tests.kernel.needs.conftest import DISTRICT, officer

_NAMED = re.compile(r"%\((\w+)\)s")
_PLAIN = {"place", "year", "last_year", "half"}


def test_every_sentence_names_its_figures_in_both_languages():
    for chapter in CHAPTERS:
        for sentence in chapter.sentences:
            for language in ("en", "zh-hans"):
                with translation.override(language):
                    named = set(_NAMED.findall(str(sentence.words)))
                assert named - _PLAIN == set(sentence.figures)


def test_the_numbers_are_the_figures_and_lead_to_their_records(team, looked_at_by):
    client = looked_at_by(worlds.liu)
    page = client.get("/story/").content.decode()
    held = asking.ask(
        Question(figure_named("keys.keys-held"), worlds.NANYANG, period(worlds.TODAY.isoformat()))
    )
    assert held.value == 1 and "1 把" in page
    (link,) = re.findall(r'href="(/figures/keys.keys-held/records/[^"]+)"', page)
    assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_the_public_is_told_that_a_number_about_few_people_is_kept(team, looked_at_by):
    page = looked_at_by(PUBLIC).get("/story/").content.decode()
    assert "1 把" not in page and "不到 5 人，不公布" in page
    assert not re.findall(r'href="(/figures/keys.keys-held/records/[^"]+)"', page)


def test_what_is_not_counted_and_what_has_no_evidence_is_said(team, looked_at_by):
    chapters = {one.name: one for one in Teller(PUBLIC, DISTRICT, worlds.TODAY).chapters()}
    assert chapters["renewal"].silent and not chapters["keys"].silent
    states = {one.code: one.state for one in chapters["grids"].numbers}
    assert set(states.values()) == {"empty"}
    page = looked_at_by(PUBLIC).get("/story/").content.decode()
    assert "暂无记录为证" in page and "本版本还没有统计" in page


def test_a_year_before_about_few_people_is_kept_where_the_last_year_is_told(db):
    write(*[visit(date(2020, 3, 2), elder=elder * 26) for elder in "abcdef"])
    write(*[visit(date(2019, 3, 2), elder=elder * 26) for elder in "ab"])

    def told(viewer):
        chapters = Teller(viewer, DISTRICT, worlds.TODAY).chapters()
        (keys,) = [one for one in chapters if one.name == "keys"]
        visits = next(one for one in keys.numbers if one.code == "keys.visits")
        return visits.state, visits.before, visits.change

    assert told(PUBLIC) == ("counted", "", "")
    assert told(officer) == ("counted", "2 次", "+200.0%")


def test_another_district_has_no_places_of_this_one(db):
    (keys,) = [
        c for c in Teller(PUBLIC, "330411000000", worlds.TODAY).chapters() if c.name == "keys"
    ]
    assert len(keys.sentences) == 1


@pytest.mark.parametrize("address", ["/story/?day=soon", "/story/?place=x"])
def test_an_address_that_names_nothing_is_refused_in_words(db, looked_at_by, address):
    answer = looked_at_by(PUBLIC).get(address)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()


def test_it_prints_and_may_stand_in_pages_that_the_settings_name(team, looked_at_by, settings):
    client = looked_at_by(PUBLIC)
    printed = client.get("/story/story.pdf")
    assert printed["Content-Type"] == "application/pdf" and printed.content[:5] == b"%PDF-"
    framed = client.get("/story/embedded/")
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors 'none'" in framed["Content-Security-Policy"]


def test_signs_of_the_typesetter_stay_text(team):
    told = {"place": "#let x = [*]", "on": "2021", "size": "1", "here": "", "chapters": ()}
    assert r"\#let x \= \[\*\]" in paper.source(told)


def test_a_share_changes_by_points_and_the_rest_in_percent():
    share, count = figure_named("grids.satisfaction"), figure_named("keys.visits")
    with translation.override("en"):
        assert change_words(80, 78, share) == "+2.0 points"
        assert change_words(110, 100, count) == "+10.0%"
        assert change_words(110, 0, count) == ""
