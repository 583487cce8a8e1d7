"""The story page, on paper, and inside another page."""

from __future__ import annotations

from datetime import date
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable
from gongfu.faces.web.story import paper
from gongfu.faces.web.story.telling import Teller
from gongfu.figures.store import relations
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code


@page("figure.read_published")
def story(request: HttpRequest) -> HttpResponse:
    """Tell the report of a district from the ledger as it is."""
    return render(request, "story/story.html", _told(request))


@xframe_options_exempt
@csp_update({"frame-ancestors": settings.GONGFU_STORY_EMBEDDED_BY})
@page("figure.read_published")
def embedded(request: HttpRequest) -> HttpResponse:
    """Tell it without the frame of the site, for the pages that the settings name."""
    return render(request, "story/embedded.html", _told(request))


@page("figure.read_published")
def printed(request: HttpRequest) -> HttpResponse:
    """Return the story as a PDF."""
    told = _told(request)
    answer = HttpResponse(paper.pdf(told), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="gongfu-story-{told["on"]}.pdf"'
    return answer


@relations.steady()
def _told(request: HttpRequest) -> dict[str, Any]:
    place = request.GET.get("place") or settings.GONGFU_DISTRICT
    check_code(place)
    viewer = request.viewer  # type: ignore[attr-defined]
    on = _day(request.GET.get("day", "")) or shanghai_day(clock.now())
    return {
        "place": tree.name_of(place),
        "code": place,
        "on": on.isoformat(),
        "size": spaced(reading.size()),
        "chapters": Teller(viewer, place, on).chapters(),
        "here": request.build_absolute_uri("/").rstrip("/"),
    }


def _day(text: str) -> date | None:
    """Return the day of an address, None where it names none.  Raises Unreadable."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Unreadable() from None
