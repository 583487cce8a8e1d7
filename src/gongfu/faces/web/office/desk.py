"""The morning of a secretary or grid worker: due, overdue, alarms, disputes, keys on their way."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongfu.domains.keys import queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.keys import words as key_words
from gongfu.faces.web.keys.day import asked_line, due_words
from gongfu.faces.web.keys.duties import waiting_row
from gongfu.faces.web.keys.pairs import pair_row, people_in
from gongfu.faces.web.office import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.rights.checking import may
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

_OFFICES = (Role.SEC, Role.GRD)


def office_of(viewer: Viewer) -> str:
    """Return the place of the viewer's office.  Raises Http404 without one."""
    places = [office.place for office in viewer.offices if office.role in _OFFICES]
    if not places:
        raise Http404
    return places[0]


@page("page.office_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the office this morning."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    place = office_of(viewer)
    found = queries.desk_of(viewer, place, on)
    pairs = queries.pairs_to_settle(viewer, place, on)
    noted = queries.noted(viewer, found.disputed.lines)
    labels = vault.labels(_people(found) | people_in(pairs))
    parts = queries.parts_of(viewer, place, on, digits=15)
    context = {
        "place": tree.name_of(place),
        "on": on,
        "elders": spaced(found.elders),
        "visited": spaced(found.visited),
        "overdue": [_due(line, labels) for line in found.overdue.lines],
        "overdue_total": found.overdue.total,
        "due": [_due(line, labels) for line in found.due.lines],
        "due_total": found.due.total,
        "alarms": [alarm_row(line, labels) for line in found.alarms.lines],
        "disputed": [asked_line(line, labels, noted) for line in found.disputed.lines],
        "denied": [pair_row(line, labels) for line in pairs if line.state == "denied"],
        "questions": [pair_row(line, labels) for line in pairs if line.family == "question"],
        "handed": [thing_row(line, labels) for line in found.handed.lines],
        "lost": [thing_row(line, labels) for line in found.lost.lines],
        "grids": [_grid(part) for part in parts if part.elders],
        "team": place[:12],
        "uncounted": queries.uncounted_in(place, on),
        "may_design": may(viewer, "grid.design", place=place),
    }
    return render(request, "office/desk.html", context)


def _people(found: Any) -> set[str]:
    people = {line.elder for line in (*found.due.lines, *found.overdue.lines)}
    people |= {line.standing.last_keeper for line in (*found.due.lines, *found.overdue.lines)}
    people |= {line.elder for line in found.alarms.lines}
    people |= {one for line in found.alarms.lines for one in (line.raised_by, line.taken_by)}
    people |= {one for line in found.disputed.lines for one in (line.elder, line.keeper)}
    things = (*found.handed.lines, *found.lost.lines)
    return people | {one for line in things for one in (line.holder, line.offered_to)} - {""}


def _due(line: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "elder": line.elder,
        "label": labels.get(line.elder, ""),
        "place": place_words(line.place),
        "state": line.standing.state,
        "due": due_words(line.standing.state, line.standing.days),
        "last": line.standing.last_on,
        "last_keeper": labels.get(line.standing.last_keeper, ""),
    }


def alarm_row(line: Any, labels: dict[str, str]) -> dict[str, Any]:
    """Return an alarm as plain values."""
    return {
        **waiting_row(line, labels),
        "alarm": line.alarm,
        "label": labels.get(line.elder, ""),
        "elder": line.elder,
        "place": place_words(line.place),
        "cause": key_words.said(key_words.CAUSES, line.cause),
        "raised_at": line.raised_at.astimezone(SHANGHAI),
        "raised_by": labels.get(line.raised_by, ""),
        "last": key_words.said(words.STEPS, line.last_step) if line.last_step else "",
        "next": key_words.said(words.STEPS, line.next_step) if line.next_step else "",
        "closed_at": line.closed_at and line.closed_at.astimezone(SHANGHAI),
        "outcome": key_words.said(words.OUTCOMES, line.outcome) if line.outcome else "",
    }


def thing_row(line: Any, labels: dict[str, str]) -> dict[str, Any]:
    """Return a thing of the custody register as plain values, without whose it is."""
    return {
        "item": line.item,
        "sort": key_words.said(key_words.THINGS, line.sort),
        "state": key_words.said(words.STATES, line.state),
        "code": line.state,
        "holder": labels.get(line.holder, ""),
        "offered_to": labels.get(line.offered_to, ""),
        "since": line.since.astimezone(SHANGHAI),
        "counted_on": line.counted_on,
    }


def _grid(part: Any) -> dict[str, Any]:
    step = 0 if not part.elders else min(5, -(-part.overdue * 10 // part.elders))
    return {
        "name": tree.name_of(part.place),
        "elders": part.elders,
        "due": part.due,
        "overdue": part.overdue,
        "alarms": part.alarms,
        "step": step,
    }
