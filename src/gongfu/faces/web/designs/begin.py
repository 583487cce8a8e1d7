"""Beginning a draft: files of buildings and lines, or an invented neighbourhood to try it with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.grids import actions
from gongfu.faces.web.designs import words
from gongfu.faces.web.designs.cards import office_place
from gongfu.faces.web.designs.example import neighbourhood
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.places.frames import Frame
from gongfu.kernel.places.survey_files import read_buildings, read_ways, text_of
from gongfu.kernel.places.surveys import NotASurvey
from gongfu.kernel.refusals import Many, Refused

_SHOWN = 20


@page("grid.design")
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft from a list of buildings and, where there is one, a file of lines."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return _begin(request)
        except Refused as error:
            refusal = error
    on = shanghai_day(clock.now())
    area = office_place(request.viewer)  # type: ignore[attr-defined]
    places = tree.current().communities(on=on, place=area) or (tree.current().spot(area),)
    context = {
        "places": [(spot.code, tree.name_of(spot.code)) for spot in places],
        "place": request.POST.get("place", area),
        "frames": words.FRAMES.items(),
        "frame": request.POST.get("frame", ""),
        "errors": _errors(refusal) if refusal else [],
        "key": request.POST.get("key") or new_key(),
    }
    return render(request, "designs/new.html", context, status=refusal.status if refusal else 200)


def _errors(refusal: Refused) -> list[tuple[str, str]]:
    if not isinstance(refusal, Many):
        return [("", str(refusal))]
    lines = [
        ("", _("Line %(line)s: %(words)s") % {"line": error.line, "words": error.refusal})
        for error in refusal.errors[:_SHOWN]
    ]
    return [("", str(refusal)), *lines]


def _begin(request: HttpRequest) -> HttpResponse:
    given = request.POST
    if given.get("frame") not in words.FRAMES:
        raise Unreadable()
    frame = None if given["frame"] == "plan" else Frame(given["frame"])
    survey = read_buildings(_text(request, "buildings"), frame=frame)
    ways: tuple[Any, ...] = ()
    if "lines" in request.FILES:
        ways = read_ways(_text(request, "lines"), frame=frame, origin=survey.origin)
    return _begun(request, given.get("place", ""), survey, ways)


def _text(request: HttpRequest, name: str) -> str:
    file = request.FILES.get(name)
    if file is None:
        raise NotASurvey()
    return text_of(file.read())


def _begun(request: HttpRequest, place: str, survey: Any, ways: Any) -> HttpResponse:
    check_code(place)
    design = actions.begin_design(
        request.viewer,  # type: ignore[attr-defined]
        place=place,
        survey=survey,
        ways=ways,
        at=clock.now(),
        key=key_of(request),
    )
    said = _("%(count)s buildings are read. Draw up a proposal now.")
    say(request, said % {"count": len(survey.buildings)})
    return HttpResponseRedirect(reverse("design", args=[design]))


@require_POST
@page("grid.design")
def example(request: HttpRequest) -> HttpResponse:
    """Begin with an invented neighbourhood; outside a demonstration there is no such page."""
    if not settings.GONGFU_DEMO:
        raise Http404
    place = request.POST.get("place", "")
    check_code(place)
    grids = tuple(spot.code for spot in tree.children(place, shanghai_day(clock.now())))
    return _begun(request, place, *neighbourhood(place, grids))
