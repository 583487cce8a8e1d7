"""The plots of a cooperative drawn on the server: outlines where there are any, tiles elsewhere.

North is up.  Up to some hundred plots each is a link; of more, plots of one state are one path and
squares over them lead nearer, so that the page stays light.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from gongfu.domains.fields.queries import PlotLine

MOST_LINKED, MOST_TILES = 160, 160
_SIDE, _ZONES = 1000, 6
Ring = list[tuple[float, float]]


class Box(NamedTuple):
    """A part of the plane in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, rings: Sequence[Ring]) -> bool:
        """Say whether the first corner of an outline lies in it."""
        x, y = rings[0][0]
        return self.west <= x <= self.east and self.south <= y <= self.north

    def zone(self, name: str) -> Box:
        """Return one of its squares, named by column and row such as 2-3; itself for another."""
        try:
            column, row = (int(part) for part in name.split("-"))
        except ValueError:
            return self
        if not (0 <= column < _ZONES and 0 <= row < _ZONES):
            return self
        width, height = (self.east - self.west) / _ZONES, (self.north - self.south) / _ZONES
        west, south = self.west + column * width, self.south + row * height
        return Box(west, south, west + width, south + height)


def sort_of(line: PlotLine) -> str:
    """Return by what a plot is coloured: what stands on it, or that it is free."""
    if line.crop in ("late-rice", "mid-rice", "early-rice", "wheat"):
        return "grain"
    if line.crop:
        return "cash"
    return "free"


def drawn(
    lines: Sequence[PlotLine],
    outlines: Mapping[str, str],
    *,
    zone: str,
    href: Callable[[PlotLine], str],
    words: Callable[[PlotLine], str],
) -> str:
    """Return the map as SVG, or nothing where no plot has an outline."""
    shapes = {line.plot: _rings(outlines[line.plot]) for line in lines if line.plot in outlines}
    if not shapes:
        return ""
    whole = _box(shapes.values())
    shown = whole.zone(zone) if zone else whole
    inside = [one for one in lines if one.plot in shapes and shown.holds(shapes[one.plot])]
    if not inside:
        shown, inside = whole, [one for one in lines if one.plot in shapes]
    frame = _Frame(_box(shapes[one.plot] for one in inside))
    if len(inside) <= MOST_LINKED:
        parts = [_linked(frame, one, shapes[one.plot], href(one), words(one)) for one in inside]
    else:
        parts = [*_merged(frame, inside, shapes), *_zones(frame, whole, inside, shapes)]
    return frame.svg(_("Map of the plots"), parts)


class _Frame:
    """Lays degrees on a drawing `_SIDE` wide."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._east = math.cos(math.radians((box.south + box.north) / 2))
        width = max((box.east - box.west) * self._east, 1e-9)
        self._scale = _SIDE / max(width, box.north - box.south, 1e-9)
        self._size = (width * self._scale, (box.north - box.south) * self._scale)

    def spot(self, x: float, y: float) -> tuple[int, int]:
        """Return a point of the drawing."""
        right = (x - self._box.west) * self._east * self._scale
        return round(right), round((self._box.north - y) * self._scale)

    def path(self, rings: Sequence[Ring]) -> str:
        """Return outlines as a path in whole units, each step from the one before."""
        return "".join(_steps([self.spot(*one) for one in ring[:-1]]) for ring in rings)

    def rectangle(self, box: Box) -> str:
        """Return a rectangle's attributes."""
        left, top = self.spot(box.west, box.north)
        right, bottom = self.spot(box.east, box.south)
        return f'x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'

    def svg(self, title: str, parts: Sequence[str]) -> str:
        """Return the drawing."""
        width, height = (round(one) for one in self._size)
        return (
            f'<svg class="plots" viewBox="-8 -8 {width + 16} {height + 16}" role="group"'
            f" aria-label={quoteattr(title)}>{''.join(parts)}</svg>"
        )


def _steps(spots: list[tuple[int, int]]) -> str:
    (x, y), *rest = spots
    text = f"M{x} {y}l"
    for right, down in rest:
        text += f"{right - x} {down - y} "
        x, y = right, down
    return f"{text.strip()}z"


def _rings(text: str) -> list[Ring]:
    return [ring for polygon in json.loads(text)["coordinates"] for ring in polygon]


def _box(shapes: Iterable[list[Ring]]) -> Box:
    spots = list(chain.from_iterable(chain.from_iterable(shapes)))
    eastings, northings = [x for x, _y in spots], [y for _x, y in spots]
    return Box(min(eastings), min(northings), max(eastings), max(northings))


def _linked(frame: _Frame, line: PlotLine, rings: list[Ring], href: str, words: str) -> str:
    return (
        f"<a href={quoteattr(href)}><title>{escape(words)}</title>"
        f'<path class="{sort_of(line)}" d="{frame.path(rings)}"/></a>'
    )


def _merged(
    frame: _Frame, lines: Sequence[PlotLine], shapes: Mapping[str, list[Ring]]
) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(sort_of(line), []).append(frame.path(shapes[line.plot]))
    for sort, paths in found.items():
        yield f'<path class="{sort}" d="{"".join(paths)}"/>'


def _zones(
    frame: _Frame, whole: Box, lines: Sequence[PlotLine], shapes: Mapping[str, list[Ring]]
) -> Iterator[str]:
    for column in range(_ZONES):
        for row in range(_ZONES):
            zone = whole.zone(f"{column}-{row}")
            count = sum(zone.holds(shapes[line.plot]) for line in lines)
            if count:
                words = _("%(count)s plots: look nearer") % {"count": count}
                yield (
                    f'<a href="?zone={column}-{row}#map"><title>{escape(words)}</title>'
                    f'<rect class="zone" {frame.rectangle(zone)}/></a>'
                )
