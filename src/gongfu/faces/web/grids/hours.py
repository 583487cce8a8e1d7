"""Recording service in two taps, and one's hours of a year."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.grids import actions, queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.grids import words
from gongfu.faces.web.grids.rows import Page
from gongfu.faces.web.keys.hours import in_hours
from gongfu.faces.web.needs import words as need_words
from gongfu.faces.web.shell.downloads import every, file_of, sort_of
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.messages import Undo, say
from gongfu.faces.web.shell.pages import page, wants_json
from gongfu.faces.web.shell.qr import qr_of
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key, recorded, span_of
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.measures.periods import period
from gongfu.kernel.needs import queries as needs
from gongfu.kernel.people import vault
from gongfu.kernel.refusals import Refused

_MINUTES = (30, 60, 90, 120, 180, 240)
_USUAL, _FIRST_YEAR = 60, 2019


@page("post.serve")
def serve(request: HttpRequest, claim: str) -> HttpResponse:
    """Record one's service: it has just ended, and lasted so long; an earlier end by choice."""
    here = Page(request)
    found = _mine(here, claim)
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
        "post": here.post(found),
        "minutes": [(minutes, minutes == _USUAL) for minutes in _MINUTES],
        "opened_at": here.at.isoformat(),
        "day": here.on.isoformat(),
        "key": new_key(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "grids/serve.html", context, status=refusal.status if refusal else 200)


def _mine(here: Page, claim: str) -> Any:
    """Return the post of one's own place, or of a day on which one stands in, or None."""
    me = here.viewer.person
    held = {one.claim: one.post for one in queries.claims_of(here.viewer, me, here.on)}
    stands = queries.stand_ins_of(here.viewer, me, here.on)
    return {**held, **{one.stand: one.post for one in stands}}.get(claim)


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
    """Show one's own hours of a year, at posts and for neighbours; paid time apart."""
    here = Page(request)
    me, number = here.viewer.person, page_number(request)
    span = period(request.GET.get("period") or str(here.on.year))
    if sort_of(request):
        return _file(request, here)
    found = queries.hours_account(here.viewer, me, span)
    served = queries.served_by(here.viewer, me, page=number)
    tasks = needs.worked_by(here.viewer, me, page=number)
    context = {
        "volunteer": in_hours(found.volunteer.total),
        "confirmed": in_hours(found.volunteer.b + found.volunteer.c),
        "duty": in_hours(found.duty.total),
        "disputed": in_hours(found.disputed) if found.disputed else "",
        "services": found.services,
        "tasks": found.tasks,
        "rows": [_row(here, line) for line in served.lines],
        "task_rows": [_task(line) for line in tasks.lines],
        "years": [(str(y), str(y) == span.text) for y in range(_FIRST_YEAR, here.on.year + 1)],
        "period": span.text,
        "records": queries.hours_records_of(here.viewer, me),
        "files": files(request, served.total + tasks.total),
        "key": new_key(),
        **pager(request, number, max(served.pages, tasks.pages)),
    }
    return render(request, "grids/hours.html", context)


def _row(here: Page, line: Any) -> dict[str, Any]:
    return {
        **_common(line),
        "title": here.word(queries.POST_SORT, line.sort),
        "undo": reverse("serve-undo", args=[line.number])
        if here.at - line.recorded_at <= timedelta(hours=24)
        else "",
        "key": new_key(),
    }


def _task(line: Any) -> dict[str, Any]:
    return {**_common(line), "title": need_words.kinds().get(line.sort, line.sort)}


def _common(line: Any) -> dict[str, Any]:
    return {
        "number": spaced(line.number),
        "href": reverse("record", args=[line.number]),
        "started_at": line.started_at,
        "minutes": line.minutes,
        "kind": words.HOURS_KINDS.get(line.hours_kind, line.hours_kind),
        "evidence": line.evidence,
        "disputed": line.disputed,
    }


def _file(request: HttpRequest, here: Page) -> HttpResponse:
    """Return all one's service as a file, at posts and for neighbours, newest first."""
    me = here.viewer.person
    rows = [_row(here, line) for line in every(partial(queries.served_by, here.viewer, me))]
    rows += [_task(line) for line in every(partial(needs.worked_by, here.viewer, me))]
    rows.sort(key=lambda row: row["started_at"], reverse=True)
    header = (_("When"), _("What"), _("Minutes"), _("Kind"), _("Evidence"), _("Record"))
    fields = ("started_at", "title", "minutes", "kind", "evidence", "number")
    return file_of(request, "hours", header, ([row[name] for name in fields] for row in rows))


@require_POST
@page("service_record.issue")
def issue(request: HttpRequest) -> HttpResponse:
    """Issue a record of one's hours of a year, with a code that anyone can verify."""
    here = Page(request)
    span = period(request.POST.get("period", ""))
    me, key = here.viewer.person, key_of(request)
    code = actions.issue_hours_record(here.viewer, member=me, period=span, at=here.at, key=key)
    return HttpResponseRedirect(reverse("hours-record", args=[code]))


@page("certificate.verify")
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a code on paper stands for; with the holder's name to the holder alone."""
    here = Page(request)
    found = queries.hours_record(here.viewer, code)
    if found is None:
        raise Http404
    me = here.viewer.person
    own = queries.hours_records_of(here.viewer, me) if me else ()
    mine = any(one.code == found.code for one in own)
    address = request.build_absolute_uri()
    context = {
        "code": found.code,
        "content": found.content,
        "issued_at": found.issued_at.astimezone(SHANGHAI),
        "name": vault.labels([me]).get(me, "") if mine else "",
        "qr": qr_of(address),
        "hours": {
            name: in_hours(found.content[name])
            for name in ("volunteer_minutes", "confirmed_minutes", "duty_minutes")
        },
    }
    return render(request, "grids/hours_record.html", context)
