"""From a request to the viewer: the person signed in, the offices held today, the wards."""

from __future__ import annotations

from django.http import HttpRequest

from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import queries
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who is looking; the public when nobody is signed in."""
    person = getattr(request.user, "person", None)
    if not person:
        return PUBLIC
    on = shanghai_day(clock.now())
    offices = tuple(Office(Role(one.role), one.place) for one in queries.offices_of(person, on))
    return Viewer(person, offices, queries.wards_of(person, on))
