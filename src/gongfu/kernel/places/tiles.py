"""Lay out the schematic tile map: one tile a community, a block of tiles a town.

The map shows no boundaries, because none may be passed on with this program.  Blocks stand in
columns from west to east; on a narrow screen the same blocks simply follow one another.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import NamedTuple

from gongfu.kernel.places.codes import Level, level_of, parent_of

COLUMNS = 5
_LABEL_ROWS = 1


class Tile(NamedTuple):
    """One community's place in its town's block: x tiles from the left, y from the top."""

    code: str
    x: int
    y: int


class Block(NamedTuple):
    """One town: `width` tiles wide, `height` tiles high below its label."""

    code: str
    width: int
    height: int
    tiles: tuple[Tile, ...]


Columns = tuple[tuple[Block, ...], ...]


@functools.cache
def own_columns() -> dict[str, int]:
    """Return the column of each town that has one, west to east from 0, in drawing order."""
    text = resources.files(__package__).joinpath("tile_columns.csv").read_text("utf-8")
    table = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["code"]: int(row["column"]) - 1 for row in table}


def block_of(town: str, communities: Iterable[str], *, width: int) -> Block:
    """Return the town's block, filled row by row in the order of the codes."""
    ordered = sorted(communities)
    tiles = tuple(Tile(code, i % width, i // width) for i, code in enumerate(ordered))
    return Block(town, width, -(-len(ordered) // width), tiles)


def layout(
    codes: Iterable[str], *, width: int, columns: Mapping[str, int] | None = None
) -> Columns:
    """Lay out the communities among `codes` in COLUMNS columns of town blocks, west to east.

    width: tiles in a row of a block.  columns: where towns stand, 0 to COLUMNS - 1; without it the
    file beside this module.  Same codes, same map.
    """
    wanted = own_columns() if columns is None else columns
    stacks: list[list[Block]] = [[] for _column in range(COLUMNS)]
    for block in _in_drawing_order(_blocks(codes, width), wanted):
        column = wanted.get(block.code, _shortest(stacks))
        stacks[column].append(block)
    return tuple(tuple(stack) for stack in stacks if stack)


def _blocks(codes: Iterable[str], width: int) -> list[Block]:
    towns: dict[str, list[str]] = {}
    for code in codes:
        if level_of(code) is Level.COMMUNITY:
            towns.setdefault(parent_of(code), []).append(code)
    return [block_of(town, below, width=width) for town, below in sorted(towns.items())]


def _in_drawing_order(blocks: list[Block], wanted: Mapping[str, int]) -> list[Block]:
    order = {code: number for number, code in enumerate(wanted)}
    return sorted(blocks, key=lambda block: order.get(block.code, len(order)))


def _shortest(stacks: list[list[Block]]) -> int:
    heights = [sum(block.height + _LABEL_ROWS for block in stack) for stack in stacks]
    return heights.index(min(heights))
