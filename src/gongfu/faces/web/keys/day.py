"""My day: a keeper's elders of today, and what an elder or relative is asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.keys import queries
from gongfu.faces.web.keys import words
from gongfu.faces.web.needs.waiting import requests_of
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.people.masks import mask_name
from gongfu.kernel.rights.matrix import Role


@page("page.own_day")
def day(request: HttpRequest) -> HttpResponse:
    """Show what concerns the person signed in today."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    keeper = queries.day_of(viewer, viewer.person, on) if viewer.has(Role.KEY) else None
    asked = queries.to_confirm(viewer, on)
    mine = queries.elders_of(viewer)
    people = {line.elder for line in asked} | {line.keeper for line in asked} | set(mine)
    if keeper:
        people |= {line.elder for line in keeper.lines}
        people |= {line.giver for line in keeper.handed}
        people |= {line.standing.last_keeper for line in keeper.lines}
    elders = {line.elder for line in asked} | set(mine)
    elders |= {line.elder for line in keeper.lines} if keeper else set()
    labels = kept_labels(people, elders)
    context = {
        "on": on,
        "day": keeper,
        "lines": [day_line(line, labels) for line in keeper.lines] if keeper else [],
        "handed": [_handed(line, labels) for line in keeper.handed] if keeper else [],
        "offers": [_offer(line) for line in keeper.offers] if keeper else [],
        "asked": [asked_line(line, labels) for line in asked[:20]],
        "more": max(0, len(asked) - 20),
        "mine": [(elder, labels.get(elder, "")) for elder in mine],
        "requests": requests_of(viewer),
        "key": new_key(),
    }
    return render(request, "keys/day.html", context)


def kept_labels(people: set[str], elders: set[str]) -> dict[str, str]:
    """Return what a page that a phone keeps may call these people.

    Elders by how lists call them, everybody else masked: a lost phone must hold no name.
    """
    labels = vault.labels(people)
    return {who: text if who in elders else mask_name(text) for who, text in labels.items()}


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
        "giver": labels.get(line.giver, ""),
        "key": new_key(),
    }


def _offer(line: Any) -> dict[str, Any]:
    return {"ask": line.ask, "place": place_words(line.place), "key": new_key()}


def asked_line(line: Any, labels: dict[str, str]) -> dict[str, Any]:
    """Return a visit about which the elder or a relative is asked."""
    return {
        "number": line.number,
        "keeper": labels.get(line.keeper, ""),
        "elder": labels.get(line.elder, ""),
        "sort": words.said(words.SORTS, line.sort),
        "started_at": line.started_at.astimezone(SHANGHAI),
        "minutes": line.minutes,
        "key": new_key(),
    }
