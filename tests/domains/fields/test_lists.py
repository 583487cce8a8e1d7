"""Editing the lists of families, crops and patterns: what is refused leaves the lists as they were."""

from __future__ import annotations

import pytest

from gongfu.domains.fields.actions.lists import (
    FamilyLine,
    PatternLine,
    StepLine,
    put_crop,
    put_family,
    put_pattern,
)
from gongfu.domains.fields.models import Crop, Family, Pattern, PatternCrop
from gongfu.domains.fields.rules.lists import BadListing, UnknownCrop
from gongfu.kernel.rights.checking import Denied
from tests.domains.fields.worlds import DISTRICT, officer, secretary, stranger

pytestmark = pytest.mark.django_db
STEP = StepLine("melon", True, 1, 3, 13, 18, 120, 1, 2, 3, 10, 20, 30)
LINE = PatternLine("melon-only", "甜瓜单种", "Melon alone")
FAMILY = FamilyLine("cactus", "仙人掌科", "Cactus family", running=1, gap_years=2)
CROP = {"code": "dragon-fruit", "zh": "火龙果", "en": "Dragon fruit", "family": "cucurbit"}


def state():
    """Return all lines of all lists."""
    return [list(one.objects.order_by("pk").values()) for one in
            (Family, Crop, Pattern, PatternCrop)]  # fmt: skip


@pytest.fixture
def before(db):
    return state()


def put(line=LINE, *steps, viewer=officer):
    put_pattern(viewer, place=DISTRICT, line=line, steps=steps or (STEP,))


def test_a_pattern_is_added_and_changed_with_its_crops_in_order(db):
    put(LINE, STEP, STEP._replace(crop="late-rice", sow_from=18, sow_to=19, harvest_to=33))
    put(LINE._replace(en="Melon by itself"))
    assert Pattern.objects.get(code="melon-only").en == "Melon by itself"
    assert [one.crop for one in PatternCrop.objects.filter(pattern="melon-only")] == ["melon"]


@pytest.mark.parametrize(
    "changes",
    [
        {"code": ""},
        {"code": "Melon"},
        {"code": "甜瓜"},
        {"code": "m" * 41},
        {"zh": " "},
        {"en": ""},
    ],
)
def test_a_pattern_without_code_or_words_is_refused(before, changes):
    with pytest.raises(BadListing):
        put(LINE._replace(**changes))
    assert state() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"sow_from": 4},
        {"sow_from": -36},
        {"harvest_to": 37},
        {"harvest_to": 2},
        {"days": 0},
        {"yield_low": 3, "yield_usual": 2},
        {"yield_usual": None, "yield_low": 4},
        {"price_high": 19},
    ],
)
def test_a_crop_of_a_pattern_with_crossed_spans_or_numbers_is_refused(before, changes):
    with pytest.raises(BadListing):
        put(LINE, STEP._replace(**changes))
    assert state() == before


@pytest.mark.parametrize("count", [0, 7])
def test_a_pattern_of_no_crop_or_of_seven_is_refused(before, count):
    with pytest.raises(BadListing):
        put_pattern(officer, place=DISTRICT, line=LINE, steps=[STEP] * count)
    assert state() == before


def test_a_pattern_keeps_its_crops_when_one_of_the_new_ones_is_unknown(db):
    put(LINE)
    before = state()
    with pytest.raises(UnknownCrop):
        put(LINE._replace(en="Other"), STEP, STEP._replace(crop="dragon-fruit"))
    assert state() == before


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"code": "Dragon"}, BadListing),
        ({"zh": ""}, BadListing),
        ({"en": "  "}, BadListing),
        ({"family": "cactus"}, UnknownCrop),
        ({"family": ""}, UnknownCrop),
    ],
)
def test_a_crop_without_words_or_of_an_unknown_family_is_refused(before, changes, refusal):
    with pytest.raises(refusal):
        put_crop(officer, place=DISTRICT, **(CROP | changes))
    assert state() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "-cactus"},
        {"zh": ""},
        {"running": -1},
        {"gap_years": 21},
        {"gap_dry_years": -1},
    ],
)
def test_a_family_without_words_or_with_impossible_years_is_refused(before, changes):
    with pytest.raises(BadListing):
        put_family(officer, place=DISTRICT, line=FAMILY._replace(**changes))
    assert state() == before


def test_a_family_and_its_crop_are_added_and_changed(db):
    put_family(officer, place=DISTRICT, line=FAMILY)
    put_crop(officer, place=DISTRICT, **(CROP | {"family": "cactus", "zh": " 火龙果 "}))
    put_family(officer, place=DISTRICT, line=FAMILY._replace(gap_years=3))
    assert Crop.objects.get(pk="dragon-fruit").zh == "火龙果"
    assert Family.objects.get(pk="cactus").gap_years == 3


@pytest.mark.parametrize("viewer", [stranger, secretary])
def test_only_the_departments_office_edits_the_lists(before, viewer):
    with pytest.raises(Denied):
        put(viewer=viewer)
    with pytest.raises(Denied):
        put_crop(viewer, place=DISTRICT, **CROP)
    with pytest.raises(Denied):
        put_family(viewer, place=DISTRICT, line=FAMILY)
    assert state() == before
