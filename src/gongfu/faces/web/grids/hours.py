"""Recording service in two taps, and one's hours of a year."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.grids import actions, queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.grids import words
from gongfu.faces.web.grids.rows import Page, page_number, pager
from gongfu.faces.web.keys.hours import in_hours
from gongfu.faces.web.shell.messages import Undo, say
from gongfu.faces.web.shell.pages import page, wants_json
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key, recorded, span_of
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.measures.periods import period
from gongfu.kernel.refusals import Refused

_MINUTES = (30, 60, 90, 120, 180, 240)
_USUAL, _FIRST_YEAR = 60, 2019


@page("post.serve")
def serve(request: HttpRequest, claim: str) -> HttpResponse:
    """Record one's service: it has just ended, and lasted so long; an earlier end by choice."""
    here = Page(request)
    mine = queries.claims_of(here.viewer, here.viewer.person, here.on)
    found = next((one for one in mine if one.claim == claim), None)
    if found is None:
        raise Http404
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return _served(request, here, claim)
        except Refused as error:
            if wants_json(request):
                raise
            refusal = error
    context = {
        "post": here.post(found.post),
        "minutes": [(minutes, minutes == _USUAL) for minutes in _MINUTES],
        "opened_at": here.at.isoformat(),
        "day": here.on.isoformat(),
        "key": new_key(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "grids/serve.html", context, status=refusal.status if refusal else 200)


def _served(request: HttpRequest, here: Page, claim: str) -> HttpResponse:
    started_at, ended_at = _span(request)
    entry = actions.record_serving(
        here.viewer,
        claim=claim,
        started_at=started_at,
        ended_at=ended_at,
        at=here.at,
        key=key_of(request),
    )
    undo = Undo(reverse("serve-undo", args=[entry.number]), new_key())
    say(request, _("Recorded. Thank you."), undo=undo)
    return recorded(request, entry.number, to=reverse("my-posts"))


def _span(request: HttpRequest) -> tuple[datetime, datetime]:
    """Return from when to when; a day and a time of ending, where typed, come first."""
    clock_time = request.POST.get("ended", "")
    started_at, ended_at = span_of(request)
    if not clock_time:
        return started_at, ended_at
    try:
        typed = datetime.fromisoformat(f"{request.POST.get('day', '')}T{clock_time}")
    except ValueError:
        raise Unreadable() from None
    end = typed.replace(tzinfo=SHANGHAI)
    return end - (ended_at - started_at), end


@require_POST
@page("post.serve")
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take one's own record back."""
    here = Page(request)
    actions.take_back_serving(here.viewer, number=number, at=here.at, key=key_of(request))
    say(request, _("Taken back."))
    return HttpResponseRedirect(reverse("post-hours"))


@page("post.serve")
def hours(request: HttpRequest) -> HttpResponse:
    """Show one's own hours at posts of a year; voluntary time and paid time apart."""
    here = Page(request)
    span = period(request.GET.get("period") or str(here.on.year))
    found = queries.hours_of(here.viewer, here.viewer.person, span)
    number = page_number(request)
    served = queries.served_by(here.viewer, here.viewer.person, page=number)
    context = {
        "volunteer": in_hours(found.volunteer.total),
        "duty": in_hours(found.duty.total),
        "disputed": in_hours(found.disputed) if found.disputed else "",
        "services": found.services,
        "rows": [_row(here, line) for line in served.lines],
        "years": [(str(y), str(y) == span.text) for y in range(_FIRST_YEAR, here.on.year + 1)],
        **pager(request, number, served.pages),
    }
    return render(request, "grids/hours.html", context)


def _row(here: Page, line: Any) -> dict[str, Any]:
    return {
        "number": spaced(line.number),
        "href": reverse("record", args=[line.number]),
        "title": here.word(queries.POST_SORT, line.sort),
        "started_at": line.started_at,
        "minutes": line.minutes,
        "kind": words.HOURS_KINDS[line.hours_kind],
        "evidence": line.evidence,
        "disputed": line.disputed,
        "undo": reverse("serve-undo", args=[line.number])
        if here.at - line.recorded_at <= timedelta(hours=24)
        else "",
        "key": new_key(),
    }
