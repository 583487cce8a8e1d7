"""From a request to the viewer: the person signed in, with the offices held today.

Who belongs to a key team is a key keeper there, and who registered in a community is a volunteer
there; who is head, staff or supervisor of a cooperative acts for it where it is.  These roles
follow from the deeds, and need no appointment beside them.
"""

from __future__ import annotations

import dataclasses
from datetime import date

from django.http import HttpRequest

from gongfu.domains.fields import queries as fields
from gongfu.domains.grids import queries as grids
from gongfu.domains.keys import queries
from gongfu.faces.web.shell import clock
from gongfu.kernel.ledger.remembering import by_ledger
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import glasses, viewers
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer

_BREAKERS = frozenset({Role.GRD, Role.SEC, Role.AUD})


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who is looking; the public when nobody is signed in."""
    return viewer_for(getattr(request.user, "person", None))


def viewer_for(person: str | None) -> Viewer:
    """Return a person with the offices held today; nobody is the public."""
    if not person:
        return PUBLIC
    at = clock.now()
    viewer = _standing(person, shanghai_day(at))
    if not viewer.roles & _BREAKERS:
        return viewer
    return dataclasses.replace(viewer, glasses=frozenset(glasses.open_to(person, at=at)))


@by_ledger
def _standing(person: str, on: date) -> Viewer:
    """Return a person with the offices of that day, and no seal broken."""
    viewer = viewers.viewer_of(person, on=on)
    teams = tuple(Office(Role.KEY, place) for place in queries.teams_of(person))
    home = grids.registered_at(person)
    lists = (Office(Role.VOL, home),) if home else ()
    led = tuple(Office(Role.COO, place) for place in fields.led_at(person, on))
    return dataclasses.replace(viewer, offices=viewer.offices + teams + lists + led)
