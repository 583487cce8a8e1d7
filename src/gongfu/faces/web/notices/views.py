"""One's notices: unread first, each marked read with one tap."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable
from gongfu.kernel.notices import actions, reading
from gongfu.kernel.rights.checking import check


@page("notice.read_own")
def notices(request: HttpRequest) -> HttpResponse:
    """List the viewer's notices."""
    viewer = request.viewer  # type: ignore[attr-defined]
    check(viewer, "notice.read_own", owner=viewer.person)
    lines = reading.newest(viewer.person)
    context = {
        "lines": lines,
        "unread": reading.unread(viewer.person),
        "newest": max((line.number for line in lines), default=0),
    }
    return render(request, "notices/notices.html", context)


@page("notice.read_own")
def notice(request: HttpRequest, number: int) -> HttpResponse:
    """Mark a notice as read and go where it leads, or back to the list where the form says so."""
    viewer = request.viewer  # type: ignore[attr-defined]
    target = actions.mark_read(viewer, number, at=clock.now())
    return HttpResponseRedirect(reverse("notices") if request.POST.get("stay") else target)


@require_POST
@page("notice.read_own")
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark as read what the list showed."""
    try:
        up_to = int(request.POST.get("up_to", ""))
    except ValueError:
        raise Unreadable() from None
    actions.mark_all_read(request.viewer, up_to=up_to, at=clock.now())  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("notices"))
