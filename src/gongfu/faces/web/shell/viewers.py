"""From a request to the viewer: the person signed in, with the offices held today.

Who belongs to a key team is a key keeper there, and who registered in a community is a volunteer
there: these roles follow from the deeds, and need no appointment beside them.
"""

from __future__ import annotations

import dataclasses

from django.http import HttpRequest

from gongfu.domains.grids import queries as grids
from gongfu.domains.keys import queries
from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import glasses, viewers
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

_BREAKERS = frozenset({Role.GRD, Role.SEC, Role.AUD})


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who is looking; the public when nobody is signed in."""
    return viewer_for(getattr(request.user, "person", None))


def viewer_for(person: str | None) -> Viewer:
    """Return a person with the offices held today; nobody is the public."""
    at = clock.now()
    viewer = viewers.viewer_of(person, on=shanghai_day(at))
    if not person:
        return viewer
    if viewer.roles & _BREAKERS:
        opened = frozenset(glasses.open_to(person, at=at))
        viewer = dataclasses.replace(viewer, glasses=opened)
    teams = tuple(Office(Role.KEY, place) for place in queries.teams_of(person))
    home = grids.registered_at(person)
    lists = (Office(Role.VOL, home),) if home else ()
    return dataclasses.replace(viewer, offices=viewer.offices + teams + lists)
