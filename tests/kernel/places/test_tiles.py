"""The layout of the schematic tile map."""

from __future__ import annotations

from gongfu.kernel.places.divisions import read_divisions
from gongfu.kernel.places.tiles import COLUMNS, Block, layout, own_columns

DIVISIONS = read_divisions()
CODES = [division.code for division in DIVISIONS]
MAP = layout(CODES, width=4)


def _blocks() -> list[Block]:
    return [block for column in MAP for block in column]


def test_each_community_has_one_tile_in_its_own_town() -> None:
    drawn = [tile.code for block in _blocks() for tile in block.tiles]
    assert sorted(drawn) == sorted(d.code for d in DIVISIONS if d.level == "community")
    assert all(t.code.startswith(block.code[:9]) for block in _blocks() for t in block.tiles)


def test_no_two_tiles_overlap_and_none_leaves_its_block() -> None:
    for block in _blocks():
        seats = {(tile.x, tile.y) for tile in block.tiles}
        assert len(seats) == len(block.tiles)
        assert all(0 <= x < block.width and 0 <= y < block.height for x, y in seats)


def test_each_town_of_the_district_has_a_seat() -> None:
    assert set(own_columns()) == {d.code for d in DIVISIONS if d.level == "town"}


def test_columns_are_of_like_height() -> None:
    heights = [sum(block.height + 1 for block in column) for column in MAP]
    assert len(heights) == COLUMNS
    assert max(heights) <= 2 * min(heights)


def test_towns_without_a_seat_fill_the_shortest_column() -> None:
    free = layout(CODES, width=4, columns={})
    heights = [sum(block.height + 1 for block in column) for column in free]
    assert len([block for column in free for block in column]) == 13
    assert max(heights) - min(heights) <= 7


def test_the_same_codes_give_the_same_map_in_any_order() -> None:
    assert layout(reversed(CODES), width=4) == MAP
