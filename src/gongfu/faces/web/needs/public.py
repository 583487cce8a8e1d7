"""What everyone may see: a request by its number, its slip, and what was asked here."""

from __future__ import annotations

from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from gongfu.faces.web.needs import words
from gongfu.faces.web.needs.cards import answer_of
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code


def number_words(need: str) -> str:
    """Return the tracking number as people read it aloud: ABCDE-FGHIJ."""
    return f"{need[:5]}-{need[5:10]}".upper()


@page("request.track")
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the number on a slip."""
    code = request.GET.get("code", "").strip()
    if code and queries.tracked(code):
        return HttpResponseRedirect(reverse("track", args=[code]))
    return render(request, "needs/find.html", {"code": code}, status=404 if code else 200)


@page("request.track")
def track(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a request stands, without any person."""
    found = queries.tracked(code)
    if found is None:
        raise Http404
    return render(request, "needs/track.html", _tracked(found))


def _tracked(found: Any) -> dict[str, Any]:
    return {
        "number": number_words(found.need),
        "title": words.kinds().get(found.sort, found.sort),
        "place": tree.name_of(found.place),
        "state": words.said(words.STATES, found.state),
        "tag": words.TAGS.get(found.state, ""),
        "code": found.state,
        "outcome": words.said(words.WHERE, found.outcome) if found.outcome else "",
        "at": found.submitted_at.astimezone(SHANGHAI),
        "done_by": found.done_by.astimezone(SHANGHAI),
        "helpers": found.helpers,
    }


@page("request.rate_by_code")
def slip(request: HttpRequest, need: str) -> HttpResponse:
    """Show the slip of a request made without an account; whoever holds it may answer."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    found = queries.tracked(need)
    if found is None or len(need) != 26 or found.need != need:
        raise Http404
    if request.method == "POST":
        answer = answer_of(request.POST)
        key = key_of(request)
        actions.rate_need(viewer, need=need, answer=answer, manner="code", at=at, key=key)
        return HttpResponseRedirect(reverse("slip", args=[need]))
    address = request.build_absolute_uri()
    svg = segno.make(address, error="m").svg_inline(scale=4, border=2, lineclass=None)
    context = {
        **_tracked(found),
        "qr": mark_safe(svg),  # noqa: S308 - drawn here
        "rate": found.state in ("done", "unanswered"),
        "missing": words.MISSING.items(),
        "solved": words.SOLVED.items(),
        "key": new_key(),
    }
    return render(request, "needs/slip.html", context)


@page("page.public")
def asked_here(request: HttpRequest, place: str) -> HttpResponse:
    """List what was asked in a place and may be public."""
    check_code(place)
    now = clock.now()
    number = max(1, int(request.GET.get("page") or 1))
    found = queries.public_in(place, shanghai_day(now), page=number)
    titles = words.kinds()
    context = {
        "place": tree.name_of(place),
        "rows": [words.row(line, titles, {}, now) for line in found.lines],
        "newer": f"?page={number - 1}" if number > 1 else "",
        "older": f"?page={number + 1}" if number < found.pages else "",
    }
    return render(request, "needs/asked_here.html", context)
