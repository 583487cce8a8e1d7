"""Drafts of grids: what the office may look at, part by part, and what adopting would change."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from gongfu.domains.grids.models import GridDesign
from gongfu.domains.grids.rules import designs as rules
from gongfu.domains.grids.rules import sites
from gongfu.domains.grids.rules.designs import Draft
from gongfu.domains.grids.rules.numbering import MicrogridUnknown, Numbered, numbered
from gongfu.domains.grids.rules.sites import Json, Part, Wishes
from gongfu.engines.districting import Polygon, outlines, parts_beside
from gongfu.kernel.places.codes import community_of, is_within
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.viewers import Viewer


class DesignLine(NamedTuple):
    """One draft of a list."""

    design: str
    place: str
    state: str
    by: str
    at: datetime
    handed_by: str
    adopted_on: date | None


class PartLine(NamedTuple):
    """One grid or micro-grid of a draft.

    code: what it is or becomes, empty when that is not known yet.  opens: the code is new.
    reason, metres, farthest, along: as the engine said; by-hand and zeros where it was changed.
    low, high: the wished size; least, most: the limits by hand.
    """

    part: Part
    code: str
    opens: bool
    households: int
    buildings: tuple[int, ...]
    reason: str
    metres: int
    farthest: int
    along: int
    low: int
    high: int

    @property
    def fits(self) -> bool:
        """Say whether the part is of the wished size."""
        return self.low <= self.households <= self.high


class Card(NamedTuple):
    """A draft with its parts.

    whole: what the engine said of the whole.  numbers: codes and mergers, None before a proposal or
    where trouble says why not.
    """

    line: DesignLine
    changes: int
    draft: Draft
    parts: tuple[PartLine, ...]
    whole: Json
    moves: int
    numbers: Numbered | None
    trouble: Refused | None

    def inside(self, grid: int) -> tuple[PartLine, ...]:
        """Return the micro-grids of a grid."""
        return tuple(one for one in self.parts if one.part.grid == grid and one.part.micro)

    @property
    def grids(self) -> tuple[PartLine, ...]:
        """Return the grids."""
        return tuple(one for one in self.parts if not one.part.micro)


def designs_in(viewer: Viewer, place: str) -> tuple[DesignLine, ...]:
    """Return the drafts of an area, at work first, then what was adopted, newest first.

    Raises Denied.
    """
    check(viewer, "grid.design", place=place)
    fields = DesignLine._fields
    rows = GridDesign.objects.order_by("-adopted_on", "-at").values_list(*fields)
    lines = (DesignLine(*row) for row in rows)
    inside = [line for line in lines if is_within(line.place, of=place)]
    return tuple(sorted(inside, key=lambda line: line.state == rules.ADOPTED))


def design_card(viewer: Viewer, design: str, on: date) -> Card:
    """Return a draft with its parts and numbers on the tree of that day.

    Raises NoSuchDesign, Denied.
    """
    row = GridDesign.objects.filter(pk=design).first()
    if row is None:
        raise rules.NoSuchDesign()
    check(viewer, "grid.design", place=row.place)
    draft = draft_of(row)
    numbers, trouble = _numbers(row, draft, on)
    codes = {sites.part_named(key): code for key, code in row.codes.items()}
    codes = codes or (numbers.codes if numbers else {})
    line = DesignLine(*(getattr(row, name) for name in DesignLine._fields))
    parts = _parts(row, draft, codes, numbers.new if numbers else frozenset())
    whole = row.told.get("whole", {})
    return Card(line, row.changes, draft, parts, whole, len(row.moves), numbers, trouble)


def may_adopt(viewer: Viewer, line: DesignLine) -> bool:
    """Say whether the viewer could let the draft stand: not who handed it in."""
    second = line.handed_by
    return bool(second) and may(viewer, "grid.adopt", place=line.place, second=second)


def draft_of(row: GridDesign) -> Draft:
    """Return a draft as it is judged."""
    site, wishes = sites.site_from(row.site), Wishes(**row.wishes)
    return Draft(site, wishes, site.graph(wishes), tuple(Part(*spot) for spot in row.spots))


def _numbers(row: GridDesign, draft: Draft, on: date) -> tuple[Numbered | None, Refused | None]:
    if row.state == rules.ADOPTED or not draft.spots:
        return None, None
    try:
        return numbered(row.place, draft.site, draft.spots, chosen=row.goes, on=on), None
    except MicrogridUnknown as trouble:
        return None, trouble


def _parts(
    row: GridDesign, draft: Draft, codes: dict[Part, str], new: frozenset[str]
) -> tuple[PartLine, ...]:
    changed = {part for move in row.moves for part in _touched(move)}
    said = row.told.get("parts", {})
    found = []
    for part in sorted({*draft.spots, *(Part(spot.grid) for spot in draft.spots)}):
        inside = [at for at, spot in enumerate(draft.spots) if part in (spot, Part(spot.grid))]
        told = said.get(part.key) if part not in changed else None
        reason, metres, farthest, along = told or (_untold(part in changed), 0, 0, 0)
        low, high = draft.wishes.range_of(part)
        code = codes.get(part, "")
        found.append(
            PartLine(
                part, code, code in new, draft.size(part), tuple(inside),
                reason, metres, farthest, along, low, high,
            )
        )  # fmt: skip
    return tuple(found)


def _untold(changed: bool) -> str:
    return "by-hand" if changed else "today"


def _touched(move: list[int]) -> set[Part]:
    """Return the parts that a change by hand changed; a grid only when the building left it."""
    _building, grid, micro, to_grid, to_micro = move
    micros = {Part(grid, micro), Part(to_grid, to_micro)}
    return micros if grid == to_grid else micros | {Part(grid), Part(to_grid)}


def ways_to_go(card: Card, building: int) -> tuple[Part, ...]:
    """Return the micro-grids beside a building, to which it could go."""
    parts = dict(enumerate(card.draft.spots))
    return tuple(sorted(parts_beside(card.draft.graph, parts, building)))


class Choice(NamedTuple):
    """Where a building could go: its households then, and why not, or None.

    fits: both parts would be of the wished size.
    """

    part: Part
    households: int
    refusal: Refused | None
    fits: bool


def choices_for(card: Card, building: int) -> tuple[Choice, ...]:
    """Return the micro-grids beside a building, and a new one of its own, each with what is so."""
    draft = card.draft
    was = draft.spots[building]
    fresh = Part(was.grid, 1 + max(one.micro for one in draft.spots if one.grid == was.grid))
    return tuple(_choice(draft, building, part) for part in (*ways_to_go(card, building), fresh))


def _choice(draft: Draft, building: int, to: Part) -> Choice:
    after, was = draft.moved(building, to), draft.spots[building]
    fits = not rules.outside_wishes(after, (was, to, Part(was.grid), Part(to.grid)))
    try:
        rules.check_move(draft, building=building, to=to)
    except Refused as refusal:
        return Choice(to, after.size(to), refusal, fits)
    return Choice(to, after.size(to), None, fits)


def drawn(draft: Draft) -> dict[Part, tuple[Polygon, ...]]:
    """Return the outlines of all grids and micro-grids in metres."""
    found: dict[Part, tuple[Polygon, ...]] = {}
    for labels in (draft.spots, tuple(Part(spot.grid) for spot in draft.spots)):
        parts = sorted(set(labels))
        number = {part: at for at, part in enumerate(parts)}
        shapes = outlines(draft.site.buildings, [number[part] for part in labels])
        found |= {parts[at]: polygons for at, polygons in shapes.items()}
    return found


def last_codes(place: str) -> dict[str, str]:
    """Return the code that each building of a community got when a draft was last adopted."""
    done = GridDesign.objects.filter(place=community_of(place), state=rules.ADOPTED)
    row = done.order_by("-adopted_on", "-at").first()
    if row is None:
        return {}
    names = [one.id for one in sites.site_from(row.site).buildings]
    codes = (row.codes.get(Part(*spot).key, "") for spot in row.spots)
    return dict(zip(names, codes, strict=True))
