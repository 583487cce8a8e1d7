"""Saying where a request is: one's home, or down the tree of places, without typing an address."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.conf import settings

from gongfu.faces.web.shell.places import place_words
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import Level, ancestors_of, level_of, parent_of

_NEAR = (Level.COMMUNITY, Level.GRID, Level.MICROGRID)


class Where(NamedTuple):
    """What the form shows of the place.

    code: the place chosen, empty while it is a town or more.  home: one's own place, or empty.
    way: from the top down to where the tree stands.  below: the places to go down to.
    spots: a community and its grids, to choose from at once.  moved: another place than home.
    """

    code: str
    home: str
    home_words: str
    way: tuple[tuple[str, str], ...]
    below: tuple[tuple[str, str], ...]
    spots: tuple[tuple[str, str], ...]
    moved: bool


def where_of(code: str, *, home: str = "", top: str = "", on: date) -> Where:
    """Return the place part of the form for what was chosen so far.

    top: where the tree begins, by default the district.  Raises MalformedCode.
    """
    top = top or settings.GONGFU_DISTRICT
    chosen = code or home or top
    near = level_of(chosen) in _NEAR
    stands = chosen[:12] if near else chosen
    return Where(
        code=chosen if near else "",
        home=home,
        home_words=place_words(home) if home else "",
        way=_way(stands, top),
        below=() if near else _named(spot.code for spot in tree.children(stands, on)),
        spots=_spots(stands, chosen, on) if near else (),
        moved=bool(home) and chosen != home,
    )


def _way(code: str, top: str) -> tuple[tuple[str, str], ...]:
    above = [one for one in reversed(ancestors_of(code)) if len(one.rstrip("0")) >= len(_stem(top))]
    return _named([*above, code])


def _stem(code: str) -> str:
    return code.rstrip("0") if len(code) == 12 else code


def _named(codes: object) -> tuple[tuple[str, str], ...]:
    return tuple((code, tree.name_of(code)) for code in codes)  # type: ignore[attr-defined]


def _spots(community: str, chosen: str, on: date) -> tuple[tuple[str, str], ...]:
    """Return the community itself, its grids, and the chosen place where it is nearer."""
    codes = [community, *(spot.code for spot in tree.children(community, on))]
    if chosen not in codes:
        codes.append(chosen)
        codes.sort(key=lambda one: (parent_of(one)[:15], one))
    return _named(sorted(set(codes)))
