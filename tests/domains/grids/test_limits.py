"""What this domain must never have (国办函〔2026〕12号), and what every refusal must have."""

import re
from dataclasses import fields

import pytest
from django.apps import apps
from django.utils import translation

from gongfu.domains.grids import actions, deeds, queries
from gongfu.domains.grids.rules import members, posts, serving, teams, words
from gongfu.kernel.ledger.deeds import KINDS
from gongfu.kernel.ledger.encoding import shape
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.actions import ACTIONS
from gongfu.kernel.rights.matrix import rows

OURS = [kind for kind in KINDS.values() if kind.__module__ == deeds.__name__]
REFUSALS = sorted(
    {
        one
        for module in (members, posts, serving, teams, words)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Refused) and one.code.startswith("grids.")
    },
    key=lambda one: one.code,
)
FORBIDDEN = re.compile(
    r"clock_?in|check_?in|score|rank|points|track|latitude|longitude|online|打卡|积分|排名|轨迹"
)


def test_no_field_and_no_action_clocks_scores_ranks_or_tracks():
    names = {
        f.name for model in apps.get_app_config("grids").get_models() for f in model._meta.fields
    }
    stated = {name for kind in OURS for name in kind.__dataclass_fields__}
    found = [
        name
        for name in (*names, *stated, *actions.__all__, *queries.__all__)
        if FORBIDDEN.search(name)
    ]
    assert found == []


def test_the_public_part_holds_quantities_and_codes_that_name_nobody():
    public = {
        (kind.kind, field.name)
        for kind in OURS
        for field in (*shape(kind).quantities, *shape(kind).codes)
    }
    assert {name for _kind, name in public} == {
        "sort", "wanted", "minutes", "hours_kind", "places", "purpose",
    }  # fmt: skip


def test_a_place_that_stayed_empty_and_leaving_state_nobody_and_no_reason():
    by_kind = {kind.kind: {field.name for field in fields(kind)} for kind in OURS}
    assert by_kind["grids.absence.noted"] == {"on", "place", "post", "places"}
    assert by_kind["grids.claim.handed-back"] == {"on", "place", "member", "claim", "post"}
    assert by_kind["grids.member.left"] == {"on", "place", "member"}


def test_every_action_has_its_row_in_the_table():
    mine = {name: row for name, row in ACTIONS.items() if name.startswith("gongfu.domains.grids.")}
    assert len(mine) == 39
    assert set(mine.values()) <= set(rows())


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one.code)
def test_every_refusal_has_words_in_both_languages(refusal):
    with translation.override("en"):
        english = str(refusal.words)
    with translation.override("zh-hans"):
        chinese = str(refusal.words)
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert not FORBIDDEN.search(chinese)
    assert set(re.findall(r"%\(\w+\)s", english)) == set(re.findall(r"%\(\w+\)s", chinese))


def test_every_refusal_has_its_own_code():
    codes = [one.code for one in REFUSALS]
    assert len(codes) == len(set(codes)) > 35
