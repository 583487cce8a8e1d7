"""What rows can become: declared with words in both languages, handed to one batch action."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest
from django.utils import translation

from gongfu.domains.grids.models import Member, Post
from gongfu.domains.keys.models import Item, Visit
from gongfu.faces.sheets import targets
from gongfu.faces.sheets.targets import TARGETS, Sort
from gongfu.kernel.ledger import reading
from gongfu.kernel.refusals import Many
from tests import worlds

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("code", sorted(TARGETS))
def test_a_target_is_worded_in_both_languages_and_its_columns_can_be_recognised(code):
    target = TARGETS[code]
    names = [column.name for column in target.columns]
    assert len(set(names)) == len(names)
    for words in (target.title, target.about, *(column.title for column in target.columns)):
        with translation.override("zh-hans"):
            assert CHINESE.search(str(words))
        with translation.override("en"):
            assert str(words) and not CHINESE.search(str(words))
    for column in target.columns:
        assert column.synonyms or not column.required
        assert (column.choices is not None) == (column.sort in (Sort.CHOICE, Sort.CHOICES))


def test_each_role_is_offered_what_it_may_import(db):
    assert {one.code for one in targets.targets_of(worlds.liu)} >= {"visits", "posts", "people"}
    assert targets.targets_of(worlds.stranger) == ()
    with pytest.raises(targets.NoSuchTarget):
        targets.target_named("visits", worlds.neighbour)


def slip(**changes):
    row = {"elder": worlds.ZHOU, "keeper": worlds.ZHU, "on": date(2021, 9, 16)}
    return {**row, "begins": time(8), "ends": time(8, 30), "answer": "well", **changes}


def take(code, *rows, second=""):
    at = worlds.MORNING + timedelta(hours=1)
    return TARGETS[code].take(worlds.liu, rows, at=at, key=f"sheet-{code}", second=second)


def test_slips_become_visits_and_half_said_ones_are_refused_by_line(db):
    worlds.team()
    with pytest.raises(Many) as found:
        take("visits", slip(), slip(answer=None), slip(ends=None), slip(service="meal"))
    assert [(one.line, one.refusal.code) for one in found.value.errors] == [
        (2, "sheets.visit-or-service"), (3, "sheets.no-end"), (4, "sheets.visit-or-service"),
    ]  # fmt: skip
    assert Visit.objects.count() == 0
    [entry] = take("visits", slip(ends=None, minutes=45))
    assert entry.deed.minutes == 45
    assert take("visits", slip(ends=None, minutes=45))[0].number == entry.number


def test_a_paper_register_needs_its_second_person(db):
    worlds.team()
    row = {"elder": worlds.ZHOU, "item": "K-9", "sort": "key", "taker": worlds.ZHU}
    with pytest.raises(Many) as found:
        take("custody", row)
    assert found.value.errors[0].refusal.code == "rights.second-needed"
    take("custody", row, second=worlds.CHEN)
    assert Item.objects.get(pk="K-9").holder == worlds.ZHU


def test_posts_are_opened_members_registered_and_a_claim_finds_the_only_post(db):
    post = {"place": worlds.NANYANG, "sort": "governance", "wanted": 2, "times": ("5-0",)}
    post |= {"since": date(2021, 9, 1), "until": date(2021, 12, 31)}
    member = {"member": worlds.NEIGHBOUR, "place": worlds.NANYANG, "sort": "party-member"}
    take("posts", post)
    take("members", {**member, "skills": ("electrics",), "free": ("5-0", "6-2")})
    assert Member.objects.get(pk=worlds.NEIGHBOUR).skills == " electrics "
    take("claims", member | {"sort": "governance"})
    assert Post.objects.get().taken == 1
    before = reading.size()
    with pytest.raises(Many) as found:
        take("claims", member | {"sort": "safety"})
    assert found.value.errors[0].refusal.code == "sheets.no-one-post"
    assert reading.size() == before
