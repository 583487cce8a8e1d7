"""What the pages of a draft share: whose area, which change, what each says first."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from gongfu.domains.grids import queries
from gongfu.domains.grids.actions import Change
from gongfu.domains.grids.queries import Card
from gongfu.faces.web.designs import words
from gongfu.faces.web.office.forms import number_in
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

_OFFICES = (Role.SEC, Role.DEP, Role.SAD)


def office_place(viewer: Viewer) -> str:
    """Return the area for which the viewer draws up grids.  Raises Http404 without one."""
    places = [office.place for office in viewer.offices if office.role in _OFFICES]
    if not places:
        raise Http404
    return places[0]


def change_of(request: HttpRequest, design: str) -> Change:
    """Return which draft a form changes, as it was seen.  Raises Unreadable."""
    seen = number_in(request.POST.get("seen", ""))
    return Change(design, seen, shanghai_day(clock.now()), key_of(request))


def card_of(request: HttpRequest, design: str) -> Card:
    """Return the draft as it stands."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    return queries.design_card(viewer, design, on)


def head(card: Card, viewer: Viewer) -> dict[str, Any]:
    """Return what every page of a draft says first."""
    line = card.line
    state, tag = words.STATES[line.state]
    labels = vault.labels({line.by, line.handed_by} - {""})
    return {
        "design": line.design,
        "place": tree.name_of(line.place),
        "place_code": line.place,
        "state": line.state,
        "state_words": state,
        "state_tag": tag,
        "by": labels.get(line.by, ""),
        "handed_by": labels.get(line.handed_by, ""),
        "adopted_on": line.adopted_on,
        "editable": line.state == "draft",
        "may_adopt": line.state == "handed-in" and queries.may_adopt(viewer, line),
        "own": line.handed_by == viewer.person,
        "seen": card.changes,
        "moves": card.moves,
        "key": new_key(),
    }
