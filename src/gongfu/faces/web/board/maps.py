"""The schematic map of the district: one tile a community, towns as groups.  No boundaries."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from gongfu.faces.web.board.numbers import address, spaced
from gongfu.figures import small
from gongfu.figures.asking import Question
from gongfu.kernel.ledger.remembering import by_ledger
from gongfu.kernel.places import tiles, tree
from gongfu.kernel.places.outlines import has_outlines
from gongfu.kernel.rights.viewers import Viewer

_STEPS = 5
_WIDTH = 4
_SHORT = 2


class Tile(NamedTuple):
    """One community: its name and short name, value, shade from 0 (none) to 5, link."""

    name: str
    short: str
    value: str
    step: int
    href: str
    current: bool


class Town(NamedTuple):
    """One town's group of tiles."""

    name: str
    href: str
    tiles: tuple[Tile, ...]


class Map(NamedTuple):
    """Towns in columns from west to east, and what the shades mean.

    real: where the map with the deployment's own outlines comes from; empty without outlines.
    """

    columns: tuple[tuple[Town, ...], ...]
    title: str
    unit: str
    steps: tuple[tuple[int, str], ...]
    real: dict[str, str]


def of_communities(viewer: Viewer, question: Question) -> Map:
    """Return the map of the whole district for a figure and period, as the viewer may see it."""
    schematic = _schematic(viewer, question, get_language() or "")
    return schematic._replace(real=real_map_of(question))


@by_ledger
def _schematic(viewer: Viewer, question: Question, language: str) -> Map:
    """Return the map without the way to the real one, in the language in use."""
    drawing, codes = _drawing(viewer, question)
    columns = tiles.layout(codes, width=_WIDTH)
    return Map(
        tuple(tuple(drawing.town(block) for block in column) for column in columns),
        str(question.figure.title),
        str(question.figure.unit_words),
        tuple((step, spaced(bound)) for step, bound in enumerate(drawing.bounds, start=1)),
        {},
    )


def tiles_of(viewer: Viewer, question: Question) -> dict[str, Tile]:
    """Return the tile of every community by its code, as the viewer may see it."""
    drawing, codes = _drawing(viewer, question)
    return {code: drawing.tile(code) for code in codes}


def _drawing(viewer: Viewer, question: Question) -> tuple[_Drawing, list[str]]:
    everywhere = dataclasses.replace(question, place=question.place[:6].ljust(12, "0"))
    found = small.places_for(viewer, everywhere, digits=12)
    values = {code: value for code, value, kept in found if not kept}
    bounds = _bounds([value for value in values.values() if value])
    codes = [spot.code for spot in tree.current().communities(on=question.period.last_day)]
    return _Drawing(question, values, bounds), codes


def real_map_of(question: Question) -> dict[str, str]:
    """Return where a page gets its real map from; nothing without outlines or for one person."""
    if question.person or not has_outlines():
        return {}
    query = urlencode({"place": question.place, "period": question.period.text})
    return {
        "areas": f"{reverse('figure-areas', args=[question.figure.code])}?{query}",
        "tiles": settings.GONGFU_MAP_TILES,
        "credit": settings.GONGFU_MAP_CREDIT,
    }


def _bounds(values: list[Decimal]) -> list[Decimal]:
    """Return the upper bounds of the shades, each shade holding about as many communities."""
    ordered = sorted(values)
    last = len(ordered) - 1
    cuts = {ordered[last * step // _STEPS] for step in range(1, _STEPS + 1)} if ordered else set()
    return sorted(cuts)


@dataclasses.dataclass(frozen=True)
class _Drawing:
    question: Question
    values: dict[str, Decimal | None]
    bounds: list[Decimal]

    def town(self, block: tiles.Block) -> Town:
        inside = dataclasses.replace(self.question, place=block.code)
        found = tuple(self.tile(one.code) for one in block.tiles)
        return Town(tree.name_of(block.code), address(inside), found)

    def tile(self, code: str) -> Tile:
        value = self.values.get(code)
        name = tree.name_of(code)
        step = bisect_left(self.bounds, value) + 1 if value else 0
        inside = dataclasses.replace(self.question, place=code)
        return Tile(
            name,
            name[:_SHORT] if not name.isascii() else name.split()[0],
            spaced(value) if value is not None else "",
            step,
            address(inside),
            code == self.question.place,
        )
