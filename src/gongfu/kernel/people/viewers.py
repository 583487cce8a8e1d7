"""Who a signed-in person is to the rights: offices held and people spoken for on that day."""

from __future__ import annotations

from datetime import date

from gongfu.kernel.people import queries
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import Level, level_of
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer

_DEPTHS = tuple(Level)


def _places(place: str, on: date) -> tuple[str, ...]:
    """Return where an office stands on a day: its place, and that into which it was merged.

    The old code stays, for the records of before lie under it.  An office never grows by a level:
    whose place has no successor of its own is appointed anew.
    """
    now = tree.current().successor(place, on)
    higher = _DEPTHS.index(level_of(now)) < _DEPTHS.index(level_of(place))
    return (place,) if now == place or higher else (now, place)


def viewer_of(person: str | None, *, on: date) -> Viewer:
    """Return the viewer for a person, with two queries; nobody and an empty id are the public."""
    if not person:
        return PUBLIC
    held = queries.offices_of(person, on)
    places = [(one.role, place) for one in held for place in _places(one.place, on)]
    offices = tuple(Office(Role(role), place) for role, place in dict.fromkeys(places))
    return Viewer(person, offices, queries.wards_of(person, on))
