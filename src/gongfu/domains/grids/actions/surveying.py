"""From a survey to the site of a draft: in which place each building lies today, and checks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from gongfu.domains.grids.queries.designs import last_codes
from gongfu.domains.grids.rules.designs import OutsideCommunity, listed
from gongfu.domains.grids.rules.sites import Site, site_of
from gongfu.kernel.people.actions.acting import each_line
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import grid_code, microgrid_code
from gongfu.kernel.places.frames import Point
from gongfu.kernel.places.middles import box_of
from gongfu.kernel.places.rules import check_open
from gongfu.kernel.places.snapshot import UnknownPlace
from gongfu.kernel.places.surveys import Survey, Surveyed, Way, metres_from

_WRITTEN = re.compile(r"\D*(\d{1,3})(?:\D+(\d{1,3}))?\D*")
_BEYOND_M = 500


def site_today(place: str, survey: Survey, ways: Sequence[Way], *, on: date) -> Site:
    """Return the site of a community's survey.

    A building's grid of today is what the list says, else what it was adopted as.  Raises Many
    (UnknownPlace, NotOpen), OutsideCommunity.
    """
    _check_inside(place, survey)
    standing = tree.current()
    known = {name: c for name, c in last_codes(place).items() if standing.is_open(c, on)}
    nows = each_line(survey.buildings, lambda _line, one: _now(place, one, known, on))
    return site_of(survey.origin, zip(survey.buildings, nows, strict=True), ways)


def _now(place: str, one: Surveyed, known: Mapping[str, str], on: date) -> str:
    if not one.now:
        return known.get(one.label, "")
    code = _code(place, one.now)
    check_open(tree.current(), code, on=on)
    return code


def _code(place: str, written: str) -> str:
    """Return the code that a list means by a code, by `2`, `2-3` or 第2网格3号微网格."""
    if written.startswith(place) and written.isdigit() and len(written) in (15, 18):
        return written
    found = _WRITTEN.fullmatch(written)
    if found is None or not int(found[1]):
        raise UnknownPlace(given=written)
    grid = grid_code(place, number=int(found[1]))
    return microgrid_code(grid, number=int(found[2])) if found[2] else grid


def _check_inside(place: str, survey: Survey) -> None:
    """Raise OutsideCommunity where buildings lie outside the box around the community's outline."""
    box = box_of(place)
    if box is None or survey.origin is None:
        return
    corners = (metres_from(survey.origin, Point(*corner)) for corner in box)
    (west, south), (east, north) = corners
    outside = [
        one.label
        for one in survey.buildings
        if not (west - _BEYOND_M <= one.x <= east + _BEYOND_M)
        or not (south - _BEYOND_M <= one.y <= north + _BEYOND_M)
    ]
    if outside:
        raise OutsideCommunity(buildings=listed(outside), place=tree.name_of(place))
