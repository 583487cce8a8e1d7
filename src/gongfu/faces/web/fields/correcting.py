"""An older record of work is taken back by two: one asks, another confirms."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.queries import Sight
from gongfu.faces.web.fields import words
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.names import entered
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of


@require_POST
@page("deed.correct")
def correct(request: HttpRequest, cooperative: str, number: int) -> HttpResponse:
    """Ask that a record be taken back, confirm that somebody asked so, or leave it as it is."""
    here, do = Here(request), request.POST.get("do", "")
    row = queries.record_card(here.viewer, number, here.on)
    if row is None or row.cooperative != cooperative:
        raise Http404
    if do == "ask":
        actions.enter_correction(here.viewer, number=number, at=here.at)
        say(request, _("Asked. It counts until a second person confirms."))
    elif do == "confirm":
        actions.confirm_correction(here.viewer, number=number, at=here.at, key=key_of(request))
        say(request, _("Taken back. It counts nowhere any more."))
    elif do == "drop":
        actions.drop_correction(here.viewer, number=number, at=here.at)
        say(request, _("The record stays as it is."))
    else:
        raise Unreadable()
    return HttpResponseRedirect(reverse("farm-record", args=[cooperative, number]))


def of_record(here: Here, row: Any) -> dict[str, Any]:
    """Return what a record's page says of taking it back: who asked, and whether one may ask."""
    sight = here.sight(row.cooperative)
    found = queries.corrections_seen(sight)
    asked = next((one.motion for one in found if one.work.number == row.number), None)
    return {
        "asked": asked and entered(asked, here.viewer.person),
        "may_ask": sight.corrects and not row.reversed,
    }


def asked_in(here: Here, sight: Sight) -> list[dict[str, Any]]:
    """Return the records that wait for a second person, as links."""
    return [
        {
            "words": words.said(words.WORK, one.work.sort),
            "crop": here.lists.crop(one.work.crop) if one.work.crop else "",
            "own": one.motion.by == here.viewer.person,
            "day": one.work.on,
            "href": reverse("farm-record", args=[sight.unit.id, one.work.number]),
        }
        for one in queries.corrections_seen(sight)
    ]
