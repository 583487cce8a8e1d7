"""From a request to the viewer: the person signed in, with the offices held today."""

from __future__ import annotations

from django.http import HttpRequest

from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import viewers
from gongfu.kernel.rights.viewers import Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who is looking; the public when nobody is signed in."""
    person = getattr(request.user, "person", None)
    return viewers.viewer_of(person, on=shanghai_day(clock.now()))
