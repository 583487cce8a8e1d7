"""Who a signed-in person is to the rights: offices held and people spoken for on that day."""

from __future__ import annotations

from datetime import date

from gongfu.kernel.people import queries
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer


def viewer_of(person: str | None, *, on: date) -> Viewer:
    """Return the viewer for a person, with two queries; nobody and an empty id are the public."""
    if not person:
        return PUBLIC
    offices = tuple(Office(Role(h.role), h.place) for h in queries.offices_of(person, on))
    return Viewer(person, offices, queries.wards_of(person, on))
