"""The map of a draft as SVG, drawn on the server: grounds are links, no script and no style.

One unit is a metre, north is up.  Colours tell neighbours apart only; every part has its number.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import scipy
from django.utils.translation import gettext as _

from gongfu.domains.grids import queries
from gongfu.domains.grids.actions import Part
from gongfu.domains.grids.queries import Card
from gongfu.engines.districting import Polygon, Ring
from gongfu.faces.web.designs.words import part_words

_TINTS, _MOST_PARTS, _NAMED = 6, 120, 60
_MARGIN, _SHARE, _LATTICE = 20, 34, 14

Shapes = Mapping[Part, tuple[Polygon, ...]]


class Frame(NamedTuple):
    """What part of the plane is shown, in metres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def unit(self) -> float:
        """Return the height of a letter."""
        return max(self.east - self.west, (self.north - self.south) * 1.2) / _SHARE

    @property
    def view_box(self) -> str:
        """Return the frame as an SVG shows it."""
        width, height = self.east - self.west, self.north - self.south
        return f"{self.west:.0f} {-self.north:.0f} {width:.0f} {height:.0f}"


@dataclasses.dataclass(frozen=True)
class _Drawing:
    """A card with its outlines, and where a part leads to."""

    card: Card
    shapes: Shapes
    frame: Frame
    href: Callable[[Part], str]

    def ground(self, part: Part, sort: str, words: str) -> str:
        """Return a part as a link."""
        return (
            f"<a href={quoteattr(self.href(part))}><title>{escape(words)}</title>"
            f'<path class="{sort}" d="{_path(self.shapes.get(part, ()))}"/></a>'
        )

    def border(self, part: Part) -> str:
        """Return the outline of a grid."""
        return f'<path class="border" d="{_path(self.shapes.get(part, ()))}"/>'

    def label(self, part: Part, text: str, size: float) -> str:
        """Return the number of a part where it has most room."""
        x, y = self._room(part)
        unit = self.frame.unit * size
        return f'<text x="{x:.0f}" y="{unit / 3 - y:.0f}" font-size="{unit:.1f}">{text}</text>'

    def _room(self, part: Part) -> tuple[float, float]:
        """Return the spot of a part that is farthest from its border and from buildings."""
        rings = [ring for polygon in self.shapes.get(part, ()) for ring in polygon]
        rim = np.asarray([spot for ring in rings for spot in ring])
        if not len(rim):
            one = self.card.draft.site.buildings[self.card.draft.spots.index(part)]
            return one.x, one.y
        low, high = rim.min(axis=0), rim.max(axis=0)
        axes = (np.linspace(a, b, _LATTICE + 2)[1:-1] for a, b in zip(low, high, strict=True))
        lattice = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
        inside = np.asarray([sum(_holds(ring, *spot) for ring in rings) % 2 for spot in lattice])
        houses = np.asarray([(one.x, one.y) for one in self.card.draft.site.buildings])
        edge = scipy.spatial.cKDTree(np.concatenate([_dense(np.asarray(ring)) for ring in rings]))
        room = np.minimum(
            edge.query(lattice)[0], 2 * scipy.spatial.cKDTree(houses).query(lattice)[0]
        )
        x, y = lattice[int(np.argmax(np.where(inside, room, -1)))]
        return float(x), float(y)


def _dense(ring: Any) -> Any:
    """Return points along a ring, eight a side."""
    steps = np.linspace(0, 1, 8, endpoint=False)[:, None, None]
    return (ring[:-1] + steps * (ring[1:] - ring[:-1])).reshape(-1, 2)


def _holds(ring: Ring, x: float, y: float) -> bool:
    inside = False
    for a, b in pairwise(ring):
        if (a.y > y) != (b.y > y):
            inside ^= x < a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y)
    return inside


def overview(card: Card, *, href: Callable[[Part], str]) -> str:
    """Return the whole community: every grid leads to its page."""
    site = card.draft.site
    if not card.draft.spots:
        frame = _frame((one.x, one.y) for one in site.buildings)
        return _svg(frame, _("The buildings"), [_lines(card), _dots(card, frame, set())])
    drawing = _drawing(card, None, href)
    grids = [line.part for line in card.grids]
    tints = _tints(card, grids, of=_of)
    micros = [line.part for line in card.parts if line.part.micro]
    shown = micros if len(micros) <= _MOST_PARTS else grids
    parts = [
        drawing.ground(part, f"ground tint-{tints[_of(part)]}", _words(card, part))
        for part in shown
    ]
    parts += [_lines(card), _dots(card, drawing.frame, set(range(len(site.buildings))))]
    parts += [drawing.border(part) for part in grids]
    parts += [drawing.label(part, str(part.grid), 1.6) for part in grids]
    return _svg(drawing.frame, _("Map of the grids"), parts)


def of_grid(
    card: Card, grid: int, *, chosen: int | None, building_href: Callable[[int], str]
) -> str:
    """Return one grid with what is around it: every building leads to where it could go."""
    drawing = _drawing(card, grid, lambda part: f"#part-{part.key}")
    micros = [line.part for line in card.parts if line.part.micro]
    tints = _tints(card, micros, of=lambda part: part)
    parts = [
        drawing.ground(
            part,
            f"ground tint-{tints[part]}" if part.grid == grid else "ground around",
            _words(card, part),
        )
        if part.grid == grid
        else f'<path class="ground around" d="{_path(drawing.shapes.get(part, ()))}"/>'
        for part in micros
    ]
    parts += [_lines(card), drawing.border(Part(grid))]
    inside = [at for at, spot in enumerate(card.draft.spots) if spot.grid == grid]
    parts += [_house(card, drawing.frame, at, chosen, building_href, len(inside)) for at in inside]
    parts += [drawing.label(part, str(part.micro), 1.5) for part in micros if part.grid == grid]
    return _svg(drawing.frame, part_words(Part(grid)), parts)


def _of(part: Part) -> Part:
    return Part(part.grid)


def _words(card: Card, part: Part) -> str:
    line = next(one for one in card.parts if one.part == part)
    said = _("%(part)s: %(households)s households")
    return said % {"part": part_words(part), "households": line.households}


def _drawing(card: Card, grid: int | None, href: Callable[[Part], str]) -> _Drawing:
    shapes = queries.drawn(card.draft)
    shown = [
        spot
        for part, polygons in shapes.items()
        if not part.micro and grid in (None, part.grid)
        for polygon in polygons
        for ring in polygon
        for spot in ring
    ]
    return _Drawing(card, shapes, _frame(shown), href)


def _frame(spots: Iterable[tuple[float, float]]) -> Frame:
    eastings, northings = zip(*spots, strict=True)
    return Frame(
        min(eastings) - _MARGIN, min(northings) - _MARGIN,
        max(eastings) + _MARGIN, max(northings) + _MARGIN,
    )  # fmt: skip


def _svg(frame: Frame, title: str, parts: Iterable[str]) -> str:
    return (
        f'<svg class="plan" viewBox="{frame.view_box}" role="group"'
        f" aria-label={quoteattr(title)}>{''.join(parts)}</svg>"
    )


def _path(shapes: Iterable[Polygon]) -> str:
    rings = (ring for polygon in shapes for ring in polygon)
    return "".join(
        "M" + "L".join(f"{x:.0f} {-y:.0f}" for x, y in ring[:-1]) + "z" for ring in rings
    )


def _lines(card: Card) -> str:
    return "".join(
        f'<path class="{"river" if line.wall else "road"}" d="M'
        + "L".join(f"{spot.x:.0f} {-spot.y:.0f}" for spot in line.points)
        + '"/>'
        for line in card.draft.site.lines
    )


def _dots(card: Card, frame: Frame, placed: set[int]) -> str:
    """Return all buildings as dots in three sizes, each size one path."""
    sizes: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for one in card.draft.site.buildings:
        step = 0 if one.households < 12 else 1 if one.households < 40 else 2
        sizes[step].append(f"M{one.x:.0f} {-one.y:.0f}h0")
    sort = "dots" if placed else "dots alone"
    return "".join(
        f'<path class="{sort}" stroke-width="{frame.unit * (0.3 + 0.2 * step):.1f}"'
        f' d="{"".join(spots)}"/>'
        for step, spots in sizes.items()
        if spots
    )


def _house(
    card: Card,
    frame: Frame,
    at: int,
    chosen: int | None,
    href: Callable[[int], str],
    count: int,
) -> str:
    """Return a building as a link, with its name where there is room for names."""
    one, unit = card.draft.site.buildings[at], frame.unit
    words = _("%(building)s: %(households)s households")
    said = words % {"building": one.id, "households": one.households}
    radius = unit * (0.35 + 0.03 * min(20, one.households**0.5))
    name = (
        f'<text class="name" x="{one.x:.0f}" y="{unit * 1.15 - one.y:.0f}"'
        f' font-size="{unit * 0.55:.1f}">{escape(one.id)}</text>'
        if count <= _NAMED
        else ""
    )
    current = ' aria-current="true"' if at == chosen else ""
    return (
        f'<a class="house" href={quoteattr(href(at))}{current}><title>{escape(said)}</title>'
        f'<circle cx="{one.x:.0f}" cy="{-one.y:.0f}" r="{radius:.1f}"/>{name}</a>'
    )


def _tints(card: Card, parts: list[Part], *, of: Callable[[Part], Part]) -> dict[Part, int]:
    """Return a tint for each part, so that neighbours differ as far as six tints allow."""
    spots = card.draft.spots
    beside: dict[Part, set[Part]] = {part: set() for part in parts}
    graph = card.draft.graph
    for first, second in (*graph.pairs.tolist(), *graph.walled.tolist()):
        one, other = of(spots[first]), of(spots[second])
        if one != other:
            beside[one].add(other)
            beside[other].add(one)
    found: dict[Part, int] = {}
    for number, part in enumerate(parts):
        taken = {found[other] for other in beside[part] if other in found}
        free = [tint for tint in range(_TINTS) if tint not in taken]
        found[part] = free[number % len(free)] if free else number % _TINTS
    return found
