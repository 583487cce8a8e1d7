"""What everyone may see: a request by its number, its slip, and what was asked here."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.needs import words
from gongfu.faces.web.needs.cards import answer_of
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.downloads import every, file_of, sort_of
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.qr import qr_of
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.needs import actions, queries, states
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.checking import may


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
    return render(request, "needs/track.html", tracked_words(found))


def tracked_words(found: Any) -> dict[str, Any]:
    """Return where a request stands, in words; no person."""
    return {
        "number": words.number_words(found.need),
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
def slip(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the slip of a request made without an account; whoever holds it may answer."""
    found = queries.slipped(secret)
    if found is None:
        raise Http404
    if request.method == "POST":
        _answered(request, secret)
        return HttpResponseRedirect(reverse("slip", args=[secret]))
    context = {
        **tracked_words(found.course),
        "qr": code_of(request, secret),
        "rate": found.state in ("done", "unanswered"),
        "withdraw": states.possible("withdraw", found.state),
        "missing": words.MISSING.items(),
        "solved": words.SOLVED.items(),
        "key": new_key(),
    }
    return render(request, "needs/slip.html", context)


def code_of(request: HttpRequest, secret: str) -> str:
    """Return the picture of the slip's address."""
    address = request.build_absolute_uri(reverse("slip", args=[secret]))
    return qr_of(address)


def _answered(request: HttpRequest, secret: str) -> None:
    """Take the answer of the slip's holder, or their word that it is no longer needed."""
    viewer = request.viewer  # type: ignore[attr-defined]
    common: dict[str, Any] = {"slip": secret, "at": clock.now(), "key": key_of(request)}
    if request.POST.get("do") == "withdraw":
        actions.withdraw_by_slip(viewer, **common)
    else:
        actions.rate_by_slip(viewer, answer=answer_of(request.POST), **common)


@page("page.public")
def asked_here(request: HttpRequest, place: str) -> HttpResponse:
    """List what was asked in a place and what became of it, as far as it may be public."""
    check_code(place)
    viewer, now, titles = request.viewer, clock.now(), words.kinds()  # type: ignore[attr-defined]
    sort, number = request.GET.get("sort", ""), page_number(request)
    ask = partial(queries.public_in, place, shanghai_day(now), sort=sort)
    if sort_of(request):
        rows = (words.row(line, titles, {}, now) for line in every(ask))
        return file_of(request, "asked-here", words.header(), (words.cells(row) for row in rows))
    found, sums = ask(page=number), queries.public_sums(place, at=now)
    context = {
        "place": tree.name_of(place),
        "code": place,
        "rows": [words.row(line, titles, {}, now) for line in found.lines],
        "total": spaced(found.total),
        "sums": {name: spaced(value) for name, value in sums._asdict().items()},
        "roster": may(viewer, "roster.cadres_and_members", place=place),
        "fields": [_kind_filter(titles, sort)],
        "below": [(one.code, tree.name_of(one.code)) for one in _below(place, shanghai_day(now))],
        "files": files(request, found.total),
        **pager(request, number, found.pages),
    }
    return render(request, "needs/asked_here.html", context)


def _kind_filter(titles: dict[str, str], chosen: str) -> dict[str, Any]:
    options = [("", _("All kinds")), *titles.items()]
    return {"name": "sort", "label": _("Kind"), "options": options, "value": chosen}


def _below(place: str, on: date) -> tuple[Any, ...]:
    return tuple(tree.children(place, on)) if place.endswith("000") else ()
