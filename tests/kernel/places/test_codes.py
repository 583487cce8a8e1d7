"""Place codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.kernel.places.codes import (
    Level,
    MalformedCode,
    ancestors_of,
    community_of,
    grid_code,
    is_within,
    level_of,
    microgrid_code,
    parent_of,
    subtree,
)
from gongfu.kernel.places.divisions import read_divisions

MICROGRID = "330402007032004011"
CODES = [division.code for division in read_divisions()]


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("330402000000", Level.DISTRICT),
        ("330402007000", Level.TOWN),
        ("330402007032", Level.COMMUNITY),
        ("330402007032004", Level.GRID),
        (MICROGRID, Level.MICROGRID),
    ],
)
def test_the_level_is_read_from_the_digits(code: str, level: Level) -> None:
    assert level_of(code) is level


@pytest.mark.parametrize(
    "code",
    [
        "",
        "330402",
        "33040200703",
        "3304020070321",
        "33040200703a",
        "３３０４０２００７０３２",
        "330402000032",
        "330402007000004",
        "330402007032000",
        "330402007032000011",
        "330402007032004000",
        "030402007032",
        "330400000000",
        "330402007032\n",
        "3304020070320040110",
    ],
)
def test_a_malformed_code_is_refused_in_words(code: str) -> None:
    with pytest.raises(MalformedCode, match="12"):
        level_of(code)


def test_each_place_lies_in_the_range_of_all_above_it() -> None:
    for above in (MICROGRID, *ancestors_of(MICROGRID)):
        assert subtree(above).holds(MICROGRID)
        assert is_within(MICROGRID, of=above)


def test_ancestors_come_nearest_first() -> None:
    assert ancestors_of(MICROGRID) == (
        "330402007032004",
        "330402007032",
        "330402007000",
        "330402000000",
    )
    assert parent_of("330402000000") == ""


def test_a_grid_extends_its_community_and_a_microgrid_its_grid() -> None:
    grid = grid_code("330402007032", number=4)
    assert microgrid_code(grid, number=11) == MICROGRID
    assert community_of(MICROGRID) == "330402007032"


@pytest.mark.parametrize("number", [0, 1000, -1])
def test_a_grid_number_has_three_digits_and_is_not_zero(number: int) -> None:
    with pytest.raises(MalformedCode):
        grid_code("330402007032", number=number)


def test_only_a_community_has_grids() -> None:
    with pytest.raises(MalformedCode):
        grid_code("330402007000", number=1)


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_a_range_holds_a_code_exactly_when_the_place_is_above_it(above: str, code: str) -> None:
    expected = above == code or above in ancestors_of(code)
    assert subtree(above).holds(code) is expected
    assert is_within(code, of=above) is expected
