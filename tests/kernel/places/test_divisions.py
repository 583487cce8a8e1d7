"""The published divisions of Nanhu District."""

from __future__ import annotations

from collections import Counter

from gongfu.kernel.places.codes import level_of, parent_of
from gongfu.kernel.places.divisions import first_in, of_vintage, read_divisions

DIVISIONS = read_divisions()
BY_CODE = {division.code: division for division in DIVISIONS}


def test_the_district_has_13_towns_and_142_then_143_communities() -> None:
    for vintage, communities in (("2021", 142), ("2023", 143)):
        counted = Counter(division.level for division in of_vintage(DIVISIONS, vintage))
        assert counted == {"district": 1, "town": 13, "community": communities}


def test_jianan_community_is_the_one_new_division_of_2023() -> None:
    assert [division.name for division in first_in(DIVISIONS, "2023")] == ["嘉南社区"]


def test_each_division_stands_below_another_of_the_list() -> None:
    assert all(parent_of(code) in {*BY_CODE, ""} for code in BY_CODE)
    assert all(level_of(code) == division.level for code, division in BY_CODE.items())


def test_each_division_has_a_chinese_and_an_english_name() -> None:
    assert BY_CODE["330402007032"][:3] == ("330402007032", "南杨社区", "Nanyang Community")
    assert BY_CODE["330402007000"].name_en == "Jianshe Subdistrict"
    assert BY_CODE["330402101223"][1:3] == ("金星村", "Jinxing Village")
    for division in DIVISIONS:
        assert division.name
        assert division.name_en.replace("ü", "u").isascii()
        assert not division.name.endswith("委会")


def test_communities_are_urban_and_villages_rural() -> None:
    urban = {division.kind: set[str]() for division in DIVISIONS}
    for division in DIVISIONS:
        urban[division.kind].add(division.urban)
    assert urban["community"] == {"111", "121"}
    assert urban["village"] == {"220"}
    assert urban["town"] == urban["subdistrict"] == urban["district"] == {""}
