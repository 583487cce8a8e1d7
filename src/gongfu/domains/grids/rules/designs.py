"""What a draft of grids may become, by the engine and by hand.  Each check raises a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.models import GridDesign
from gongfu.domains.grids.rules.sites import Part, Site, Wishes
from gongfu.engines.districting import Graph, Infeasible, effect_of
from gongfu.kernel.refusals import BadInput, Refused, WrongState

DRAFT, HANDED_IN, ADOPTED = "draft", "handed-in", "adopted"
_SHOWN = 6


class NoSuchDesign(BadInput):
    """There is no such draft."""

    code = "grids.no-such-design"
    words = _("There is no such draft of grids.")
    status = 404


class DesignAtWork(WrongState):
    """A community has one draft at a time."""

    code = "grids.design-at-work"
    words = _("There is a draft for this community already. Go on with it, or throw it away.")


class NotADraft(WrongState):
    """Only a draft is changed."""

    code = "grids.not-a-draft"
    words = _("The draft was handed in. Take it back before you change it.")


class NotHandedIn(WrongState):
    """Only what was handed in can be adopted or sent back."""

    code = "grids.not-handed-in"
    words = _("This draft is not handed in.")


class DraftChanged(WrongState):
    """The form was made from an older state of the draft."""

    code = "grids.draft-changed"
    words = _("The draft was changed in the meantime. Look again, then decide.")


class NothingToTakeBack(WrongState):
    """No change by hand is left."""

    code = "grids.nothing-to-take-back"
    words = _("There is no change by hand to take back.")


class NotProposed(WrongState):
    """There are no parts yet."""

    code = "grids.not-proposed"
    words = _("There are no grids in this draft yet. Draw up a proposal first.")


class WrongWishes(BadInput):
    """The sizes or weights of a form cannot be."""

    code = "grids.wrong-wishes"
    words = _("Sizes are whole numbers, from smaller to larger; a way across a road up to 1,000 m.")


class GridsUnknown(BadInput):
    """Grids stay only when each building says in which it lies."""

    code = "grids.grids-unknown"
    words = _(
        "The grids of today cannot stay as they are: the list does not say in which each building "
        "lies. Add the column “grid”."
    )


class OutsideCommunity(BadInput):
    """Buildings lie outside the community's boundary."""

    code = "grids.outside-community"
    words = _("%(buildings)s: outside %(place)s. Check the file and its frame of reference.")


class TooManyBuildings(BadInput):
    """More buildings than the engine takes."""

    code = "grids.too-many-buildings"
    words = _("%(count)s buildings are more than the %(most)s that one draft can hold.")


class BuildingTwice(BadInput):
    """A building stands in the list twice."""

    code = "grids.building-twice"
    words = _("%(buildings)s: more than once in the list. Give each building a name of its own.")


class SizesUpsideDown(BadInput):
    """The smallest size is above the largest."""

    code = "grids.sizes-upside-down"
    words = _("From %(low)s to %(high)s households cannot be.")


class TooFewHouseholds(BadInput):
    """There are not enough households for one part."""

    code = "grids.too-few-households"
    words = _("There are %(households)s households, and one part needs %(low)s. Wish smaller ones.")


class TooManyParts(BadInput):
    """More parts than buildings."""

    code = "grids.too-many-parts"
    words = _("%(parts)s parts cannot be made of %(buildings)s buildings.")


class TooFar(BadInput):
    """A building lies far from all others."""

    code = "grids.building-too-far"
    words = _("%(buildings)s: %(metres)s m from the others. Check the columns and the frame.")


class CutOffByLines(BadInput):
    """Lines cut off too few households for a part of their own."""

    code = "grids.cut-off-by-lines"
    words = _(
        "Lines cut off %(buildings)s, with too few households for a part of their own (%(low)s). "
        "Let roads be crossed, wish smaller parts, or take out that line."
    )


class TooFewParts(BadInput):
    """Lines divide the community into more pieces than parts are wanted."""

    code = "grids.too-few-parts"
    words = _("Lines divide the community into %(islands)s pieces; %(parts)s parts are too few.")


_INFEASIBLE: Mapping[str, type[Refused]] = {
    "too-many": TooManyBuildings,
    "twice": BuildingTwice,
    "wrong-size": SizesUpsideDown,
    "too-few": TooFewHouseholds,
    "too-many-parts": TooManyParts,
    "too-far": TooFar,
    "cut-off": CutOffByLines,
    "too-few-parts": TooFewParts,
}


class UnknownBuilding(BadInput):
    """A form names a building or part that the draft does not have."""

    code = "grids.unknown-building"
    words = _("The draft has no such building or micro-grid. Open the page again.")


class NotBeside(BadInput):
    """A building would lie apart from the part that it goes to."""

    code = "grids.not-beside"
    words = _("%(building)s is no neighbour of micro-grid %(part)s. A part hangs together.")


class CutsOff(BadInput):
    """Without the building, others would be cut off from their part."""

    code = "grids.cuts-off"
    words = _(
        "Without %(building)s, these would be cut off from the rest of part %(part)s: "
        "%(buildings)s. Move them first."
    )


class LastOfGrid(BadInput):
    """A grid keeps one building at least."""

    code = "grids.last-of-grid"
    words = _("%(building)s is the last building of grid %(part)s. Wish fewer grids instead.")


class TooLargeByHand(BadInput):
    """A part would grow far beyond what was wished."""

    code = "grids.too-large-by-hand"
    words = _("Part %(part)s would have %(households)s households; at most %(most)s can be.")


class TooSmallByHand(BadInput):
    """A part would shrink far below what was wished."""

    code = "grids.too-small-by-hand"
    words = _("Part %(part)s would have %(households)s households; at least %(least)s must stay.")


def listed(names: Sequence[str]) -> str:
    """Return the first few names, for a sentence."""
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def refusal_of(problem: Infeasible) -> Refused:
    """Return what the engine says as a refusal in words."""
    return _INFEASIBLE[problem.reason](**{"buildings": listed(problem.ids), **problem.numbers})


def check_wishes(wishes: Wishes, site: Site) -> None:
    """Accept sizes and weights that can be.  Raises WrongWishes, GridsUnknown."""
    sizes = (
        (1, wishes.grid_low, wishes.grid_high, 5000),
        (1, wishes.micro_low, wishes.micro_high, 5000),
        (0, wishes.grids, 200, 200),
        (0, wishes.crossing, 1000, 1000),
        (0, wishes.beyond, 100, 100),
    )
    if any(list(row) != sorted(row) for row in sizes):
        raise WrongWishes()
    if wishes.keep and not all(site.now):
        raise GridsUnknown()


def check_state(design: GridDesign, *, state: str, seen: int) -> None:
    """Accept a change in that state, as it was seen.

    Raises NotADraft, NotHandedIn, DraftChanged.
    """
    if design.state != state:
        raise NotADraft() if state == DRAFT else NotHandedIn()
    if design.changes != seen:
        raise DraftChanged()


class Draft(NamedTuple):
    """A draft as it is judged: buildings, wishes, neighbours, and the part of each building."""

    site: Site
    wishes: Wishes
    graph: Graph
    spots: tuple[Part, ...]

    def size(self, part: Part) -> int:
        """Return the households of a grid or micro-grid."""
        return sum(
            one.households
            for one, spot in zip(self.site.buildings, self.spots, strict=True)
            if part in (spot, Part(spot.grid))
        )

    def moved(self, building: int, to: Part) -> Draft:
        """Return the draft with a building in another micro-grid."""
        spots = [to if at == building else spot for at, spot in enumerate(self.spots)]
        return self._replace(spots=tuple(spots))


def check_proposed(draft: Draft) -> None:
    """Accept a draft whose buildings have parts.  Raises NotProposed."""
    if not draft.spots:
        raise NotProposed()


def check_move(draft: Draft, *, building: int, to: Part) -> None:
    """Accept moving a building to another micro-grid, which may be a new one of its grid.

    Raises NotBeside, CutsOff, LastOfGrid, TooLargeByHand, TooSmallByHand.
    """
    was = draft.spots[building]
    _check_hanging(draft, building, dict(enumerate(draft.spots)), to=to)
    if was.grid != to.grid:
        grids = {at: Part(spot.grid) for at, spot in enumerate(draft.spots)}
        _check_hanging(draft, building, grids, to=Part(to.grid))
    after = draft.moved(building, to)
    pairs = [(was, to), (Part(was.grid), Part(to.grid))]
    for left, joined in pairs if was.grid != to.grid else pairs[:1]:
        _check_size(draft, after, left)
        _check_size(draft, after, joined)


def _check_hanging(draft: Draft, building: int, parts: Mapping[int, Part], *, to: Part) -> None:
    name, was = draft.site.buildings[building].id, parts[building]
    effect = effect_of(draft.graph, parts, building=building, to=to)
    if effect.emptied and not was.micro:
        raise LastOfGrid(building=name, part=was.key)
    if effect.apart:
        raise NotBeside(building=name, part=to.key)
    if effect.cut_off:
        others = [draft.site.buildings[one].id for one in effect.cut_off]
        raise CutsOff(building=name, part=was.key, buildings=listed(others))


def _check_size(before: Draft, after: Draft, part: Part) -> None:
    """Accept a part within the limits, empty, or nearer to them than before."""
    least, most = before.wishes.limits_of(part)
    was, households = before.size(part), after.size(part)
    if households > most and households > was:
        raise TooLargeByHand(part=part.key, households=households, most=most)
    if 0 < households < least and (households < was or not was):
        raise TooSmallByHand(part=part.key, households=households, least=least)


def outside_wishes(draft: Draft, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return those of the parts that are not of the wished size, though it is allowed."""
    found = []
    for part in dict.fromkeys(parts):
        low, high = draft.wishes.range_of(part)
        size = draft.size(part)
        if size and not low <= size <= high:
            found.append(part)
    return tuple(found)
