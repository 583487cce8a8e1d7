"""My day: a keeper's elders of today, and what an elder or relative is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.keys import queries
from gongfu.faces.web.keys import words
from gongfu.faces.web.keys.duties import own_alarm
from gongfu.faces.web.keys.pairs import pair_row, people_in
from gongfu.faces.web.needs.waiting import requests_of
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.keeping import is_kept, keepable
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer


@page("page.own_day")
@keepable
def day(request: HttpRequest) -> HttpResponse:
    """Show what concerns the person signed in today; to be kept, only whom a keeper visits."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    keeper = queries.day_of(viewer, viewer.person, on) if viewer.has(Role.KEY) else None
    context = {"on": on, "day": keeper, "key": new_key()}
    if is_kept(request):
        numbers = queries.own_numbers(viewer)
        lines = [{**day_line(x, {}), "no": numbers.get(x.elder)} for x in _own(keeper)]
        return render(request, "keys/day.html", {**context, "lines": lines})
    return render(request, "keys/day.html", {**context, **_with_names(viewer, keeper, on)})


def _own(keeper: Any) -> tuple[Any, ...]:
    return keeper.lines if keeper else ()


def _with_names(viewer: Viewer, keeper: Any, on: date) -> dict[str, Any]:
    """Return what my day shows while there is a network: lists with the names of people."""
    asked = queries.to_confirm(viewer, on)
    noted = queries.noted(viewer, asked[:20])
    mine = queries.elders_of(viewer)
    people = {line.elder for line in asked} | {line.keeper for line in asked} | set(mine)
    people |= {one for x in _own(keeper) for one in (x.elder, x.standing.last_keeper)}
    answer, used = queries.to_answer(viewer), queries.keys_used(viewer, on)
    people |= people_in((*answer, *used))
    alarms = queries.alarms_for(viewer, on) if keeper else ()
    people |= {one for x in alarms for one in (x.elder, x.raised_by, x.taken_by)}
    handed = queries.handed_to(viewer)
    people |= {line.holder for line in handed}
    labels = vault.labels(people - {""})
    return {
        "lines": [day_line(line, labels) for line in _own(keeper)],
        "alarms": [own_alarm(x, labels) for x in alarms],
        "duties": queries.own_duties(viewer, on) if keeper else (),
        "handed": [_handed(line, labels) for line in handed],
        "offers": [_offer(line) for line in keeper.offers] if keeper else [],
        "asked": [asked_line(line, labels, noted) for line in asked[:20]],
        "used": [pair_row(line, labels) for line in used],
        "pairs": [pair_row(line, labels) for line in answer],
        "more": max(0, len(asked) - 20),
        "mine": [(elder, labels.get(elder, "")) for elder in mine],
        "requests": requests_of(viewer),
    }


def due_words(state: str, days: int) -> str:
    """Return how the next visit stands, in words."""
    return {
        "overdue": _("%(days)s days overdue") % {"days": days},
        "due": _("due today"),
        "done": _("visited today"),
        "later": _("in %(days)s days") % {"days": days},
    }[state]


def clock_words(minutes: int) -> str:
    """Return minutes after midnight as 08:05."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def day_line(line: Any, labels: dict[str, str]) -> dict[str, Any]:
    """Return one elder of a keeper's day as plain values."""
    standing = line.standing
    return {
        "elder": line.elder,
        "label": labels.get(line.elder, ""),
        "place": place_words(line.place),
        "state": standing.state,
        "due": due_words(standing.state, standing.days),
        "last": standing.last_on,
        "last_keeper": labels.get(standing.last_keeper, ""),
        "window": f"{clock_words(line.window[0])}–{clock_words(line.window[1])}",
        "stop": line.stop and clock_words(line.stop.start),
        "walk": line.stop and line.stop.walk,
        "why": line.stop and words.said(words.REASONS, line.stop.reason),
        "pair": line.pair,
        "alarm": reverse("alarm", args=[line.alarm]) if line.alarm else "",
        "href": reverse("visit", args=[line.elder]),
        "answer": line.visit and words.said(words.ANSWERS, line.visit.answer),
    }


def _handed(line: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "item": line.item,
        "sort": words.said(words.THINGS, line.sort),
        "giver": labels.get(line.holder, ""),
        "key": new_key(),
    }


def _offer(line: Any) -> dict[str, Any]:
    return {"ask": line.ask, "place": place_words(line.place), "key": new_key()}


def asked_line(
    line: Any, labels: dict[str, str], noted: frozenset[int] = frozenset()
) -> dict[str, Any]:
    """Return a visit about which somebody is asked.  noted: visits with words or photo."""
    return {
        "number": line.number,
        "keeper": labels.get(line.keeper, ""),
        "elder": labels.get(line.elder, ""),
        "sort": words.said(words.SORTS, line.sort),
        "started_at": line.started_at.astimezone(SHANGHAI),
        "minutes": line.minutes,
        "notes": reverse("visit-notes", args=[line.number]) if line.number in noted else "",
        "key": new_key(),
    }
