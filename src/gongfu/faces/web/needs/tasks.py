"""What a helper is asked, what they took, and what else seeks somebody nearby."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.grids import queries as grids
from gongfu.faces.web.needs import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.listing import page_number, pager
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.papers import paper_of
from gongfu.faces.web.shell.photos import photo_of
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.needs.actions import Result
from gongfu.kernel.people import queries as people
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.rights.viewers import Viewer

_MINUTES = ("15", "30", "45", "60", "90", "120", "180")


@page("offer.accept")
def tasks(request: HttpRequest) -> HttpResponse:
    """Show offers to answer, tasks to do, and open requests of one's community."""
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    mine = queries.my_tasks(viewer)
    place, number = community_of(viewer), page_number(request)
    everything = request.GET.get("all") == "1"
    suiting = None if everything else grids.kinds_suiting(viewer)
    near = queries.open_for(viewer, place, sorts=suiting, page=number) if place else None
    labels = vault.labels({line.need.asker for line in mine} - {""})
    titles = words.kinds()
    context = {
        "asked": [task_row(line, titles, labels, now) for line in mine if line.state == "asked"],
        "mine": [task_row(line, titles, labels, now) for line in mine if line.state != "asked"],
        "near": [words.row(line, titles, {}, now) for line in near.lines] if near else [],
        "near_total": near.total if near else 0,
        "everything": everything,
        "community": tree.name_of(place) if place else "",
        "minutes": _MINUTES,
        "key": new_key(),
        **pager(request, number, near.pages if near else 1),
    }
    return render(request, "needs/tasks.html", context)


def community_of(viewer: Viewer) -> str:
    """Return the community where the person serves, else lives, or nothing."""
    for office in viewer.offices:
        if len(office.place) >= 12 and not office.place.endswith("000"):
            return office.place[:12]
    return people.places_of([viewer.person]).get(viewer.person, "")[:12]


def task_row(line: Any, titles: dict[str, str], labels: dict[str, str], now: Any) -> dict[str, Any]:
    """Return an offer or a task with its request as plain values."""
    return {
        **words.row(line.need, titles, labels, now),
        "offer": line.offer,
        "begun": line.state == "begun",
        "key": new_key(),
        "answer_by": words.limit_words(line.lapses_at, now) if line.lapses_at else "",
        "why": words.why(line.why, skills=words.skills()) if line.state == "asked" else "",
    }


@require_POST
@page("offer.accept")
def move(request: HttpRequest, offer: str, move: str) -> HttpResponse:
    """Answer an offer, begin, finish or hand back a task."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    common: dict[str, Any] = {"offer": offer, "at": at, "key": key_of(request)}
    if move == "accept":
        actions.accept_offer(viewer, **common)
        say(request, _("It is yours now. Thank you."))
    elif move == "decline":
        actions.decline_offer(viewer, **common)
        say(request, _("Noted. Nobody asks why."))
    elif move == "return":
        actions.return_task(viewer, **common)
        say(request, _("The place is free again; the office has been told. Nobody asks why."))
    elif move == "begin":
        actions.begin_task(viewer, **common)
        say(request, _("Good luck."))
    elif move == "finish":
        started_at = at - timedelta(minutes=_minutes(request.POST.get("minutes", "")))
        actions.finish_task(
            viewer, **common, started_at=started_at, ended_at=at, result=_result(request)
        )
        say(request, _("Done. The asker is asked whether it is solved."))
    else:
        raise Unreadable()
    back = "day" if request.POST.get("from") == "day" else "tasks"
    return HttpResponseRedirect(reverse(back))


def _result(request: HttpRequest) -> Result:
    """Return what shows the work.  Raises PhotoTooLarge, NoPhoto, TooBigPaper, NoPaper."""
    return Result(request.POST.get("words", ""), photo_of(request), paper_of(request))


def _minutes(text: str) -> int:
    if text not in _MINUTES:
        raise Unreadable()
    return int(text)
