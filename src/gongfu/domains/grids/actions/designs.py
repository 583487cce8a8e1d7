"""Drawing up the grids of a community: begin, propose, change by hand, take back, throw away."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from gongfu.domains.grids.actions.drafts import Change, draft_seen, put
from gongfu.domains.grids.actions.surveying import site_today
from gongfu.domains.grids.models import GridDesign
from gongfu.domains.grids.queries.designs import draft_of
from gongfu.domains.grids.rules import designs as rules
from gongfu.domains.grids.rules import sites
from gongfu.domains.grids.rules.members import check_community
from gongfu.domains.grids.rules.sites import Part, Site, Wishes
from gongfu.engines.districting import Infeasible
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people.ids import new_id
from gongfu.kernel.places import tree
from gongfu.kernel.places.rules import check_open
from gongfu.kernel.places.surveys import Survey, Way
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


def begin_design(
    viewer: Viewer,
    *,
    place: str,
    survey: Survey,
    ways: Sequence[Way] = (),
    at: datetime,
    key: str = "",
) -> str:
    """Begin a draft for a community from its buildings and lines; return its id.

    Raises Denied, MalformedCode, NotACommunity, NotOpen, DesignAtWork, OutsideCommunity,
    Many (where a grid of today is unknown), and what the engine refuses of the buildings.
    """
    check(viewer, "grid.design", place=place)
    check_community(place)
    check_open(tree.current(), place[:12], on=shanghai_day(at))
    site = site_today(place[:12], survey, ways, on=shanghai_day(at))
    wishes = sites.usual_wishes(site)
    _checked(site, wishes)
    return _begin(viewer, place[:12], site, wishes, at=at, key=key)


def _checked(site: Site, wishes: Wishes) -> None:
    try:
        site.problem(wishes).check()
    except Infeasible as problem:
        raise rules.refusal_of(problem) from None


@action("grid.design")
def _begin(
    viewer: Viewer, place: str, site: Site, wishes: Wishes, *, at: datetime, key: str
) -> str:
    check(viewer, "grid.design", place=place)
    known = GridDesign.objects.filter(place=place).exclude(state=rules.ADOPTED).first()
    if known is not None:
        if key and known.last_key == key:
            return known.design
        raise rules.DesignAtWork()
    return GridDesign.objects.create(
        design=new_id(),
        place=place,
        by=viewer.person,
        at=at,
        site=sites.site_json(site),
        wishes=dataclasses.asdict(wishes),
        last_key=key,
    ).design


def propose_parts(viewer: Viewer, change: Change, wishes: Wishes) -> None:
    """Let the engine draw up grids and micro-grids anew; changes by hand are gone with it.

    Raises Denied, NoSuchDesign, NotADraft, DraftChanged, WrongWishes, GridsUnknown, and what the
    engine refuses in words.
    """
    row = draft_seen(viewer, change)
    if row is None:
        return
    site = sites.site_from(row.site)
    rules.check_wishes(wishes, site)
    try:
        found = sites.divided(site, wishes)
    except Infeasible as problem:
        raise rules.refusal_of(problem) from None
    places = found.places()
    spots = [[1 + number for number in places[one.id]] for one in site.buildings]
    row.spots, row.told, row.moves, row.goes = spots, sites.told_of(found), [], {}
    row.wishes = dataclasses.asdict(wishes)
    put(viewer, change, row)


def move_building(
    viewer: Viewer, change: Change, *, building: int, to: Part
) -> tuple[tuple[Part, int], ...]:
    """Move a building to another micro-grid by hand; return parts that miss the wished size.

    building: its number in the list, from 0.  to: the micro-grid; number 0 opens a new one.
    Raises Denied, NoSuchDesign, NotADraft, DraftChanged, UnknownBuilding, NotBeside, CutsOff,
    LastOfGrid, TooLargeByHand, TooSmallByHand.
    """
    row = draft_seen(viewer, change)
    if row is None:
        return ()
    draft = draft_of(row)
    if not 0 <= building < len(draft.spots) or to.grid not in {one.grid for one in draft.spots}:
        raise rules.UnknownBuilding()
    was = draft.spots[building]
    if not to.micro:
        to = Part(to.grid, 1 + max(one.micro for one in draft.spots if one.grid == to.grid))
    elif to == was or to not in draft.spots:
        raise rules.UnknownBuilding()
    rules.check_move(draft, building=building, to=to)
    after = draft.moved(building, to)
    touched = (was, to, Part(was.grid), Part(to.grid))
    warned = [(part, after.size(part)) for part in rules.outside_wishes(after, touched)]
    row.spots = [list(part) for part in after.spots]
    row.moves = [*row.moves, [building, *was, *to]]
    labels = put(viewer, change, row)
    return tuple((labels.get(part, part), size) for part, size in warned)


def undo_move(viewer: Viewer, change: Change) -> None:
    """Take the last change by hand back.

    Raises Denied, NoSuchDesign, NotADraft, DraftChanged, NothingToTakeBack.
    """
    row = draft_seen(viewer, change)
    if row is None:
        return
    if not row.moves:
        raise rules.NothingToTakeBack()
    *moves, (building, grid, micro, *_to) = row.moves
    row.spots[building] = [grid, micro]
    row.moves = moves
    put(viewer, change, row)


@action("grid.design")
def drop_design(viewer: Viewer, change: Change) -> None:
    """Throw a draft away.  Raises Denied, NoSuchDesign, NotADraft, DraftChanged."""
    if draft_seen(viewer, change) is not None:
        GridDesign.objects.filter(pk=change.design).delete()
