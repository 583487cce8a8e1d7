"""One's own calendar feed: made with one tap, shown once, changed or closed at any time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.notices import calendars
from gongfu.kernel.rights.checking import check


@page("notice.choose_own")
def calendar(request: HttpRequest) -> HttpResponse:
    """Say what the feed is and whether it is open; open, change or close it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    check(viewer, "notice.choose_own", owner=viewer.person)
    address = ""
    if request.method == "POST" and request.POST.get("close"):
        calendars.close_feed(viewer)
        return HttpResponseRedirect(reverse("calendar"))
    if request.method == "POST":
        secret = calendars.open_feed(viewer, at=clock.now())
        address = request.build_absolute_uri(reverse("feed", args=[secret]))
    context = {"address": address, "since": calendars.opened_at(viewer.person)}
    return render(request, "notices/calendar.html", context)
