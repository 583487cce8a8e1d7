"""Posts, claims, members and teams as plain values for templates."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from gongfu.domains.grids import queries
from gongfu.faces.web.grids import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.places import place_words
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places import tree
from gongfu.kernel.rights.matrix import Role

_OFFICES = (Role.SEC, Role.GRD, Role.DEP, Role.AUD)


class Page:
    """What every page of this room begins with: who looks, on which day, and the words."""

    def __init__(self, request: HttpRequest) -> None:
        """Read the lists of words in the reader's language."""
        self.viewer = request.viewer  # type: ignore[attr-defined]
        self.at = clock.now()
        self.on = shanghai_day(self.at)
        self.lists = queries.lists(get_language() or "zh-hans")

    def word(self, catalogue: str, code: str) -> str:
        """Return the text of a code; empty stays empty."""
        return self.lists.text(catalogue, code) if code else ""

    def post(self, line: Any) -> dict[str, Any]:
        """Return a post as a row."""
        return {
            "id": line.post,
            "href": reverse("post", args=[line.post]),
            "title": self.word(queries.POST_SORT, line.sort),
            "skill": self.word(queries.SKILL, line.skill),
            "place": tree.name_of(line.place),
            "times": words.times_words(line.times),
            "since": line.since,
            "until": line.until,
            "begun": line.since <= self.on,
            "wanted": line.wanted,
            "taken": line.taken,
            "free": line.free,
            "waiting": line.waiting,
            "over": line.until < self.on or line.closed_on is not None,
        }

    def team(self, line: Any) -> dict[str, Any]:
        """Return a team as a row."""
        return {
            "href": reverse("group", args=[line.team]),
            "purpose": self.word(queries.TEAM_PURPOSE, line.purpose),
            "place": tree.name_of(line.place),
            "members": line.members,
            "formed_on": line.formed_on,
        }

    def member(self, card: Any, label: str, home: str) -> dict[str, Any]:
        """Return a member as a row.  home: the code of the grid of the home, where it is known."""
        return {
            "label": label,
            "place": place_words(nearest(card.place, home)),
            "sort": self.word(queries.MEMBER_SORT, card.sort),
            "skills": [self.word(queries.SKILL, code) for code in card.skills],
            "languages": [self.word(queries.LANGUAGE, code) for code in card.languages],
            "times": words.times_words(card.times),
            "licence_until": card.licence_until,
            "until": card.until,
            "registered_on": card.registered_on,
        }


def nearest(place: str, home: str) -> str:
    """Return the code of a member's home where it lies in the community, else the community's."""
    return home if home.startswith(place) else place


def office_place(here: Page) -> str:
    """Return the place of the viewer's office.  Raises Http404 without one."""
    for role in _OFFICES:
        for office in here.viewer.offices:
            if office.role is role:
                return str(office.place)
    raise Http404
