"""Members of an office's area, and what they can give, as lists and as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.grids import queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.grids import words
from gongfu.faces.web.grids.rows import Page, office_place
from gongfu.faces.web.shell.downloads import every, file_of, named, sort_of, who
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.phrases import listed
from gongfu.kernel.people import vault
from gongfu.kernel.people.queries import places_of
from gongfu.kernel.places import tree


@page("roster.cadres_and_members")
def members(request: HttpRequest) -> HttpResponse:
    """List the members of one's area in the order of registering, by skill where asked."""
    here, number = Page(request), page_number(request)
    place = office_place(here)
    skill, sort = request.GET.get("skill", ""), request.GET.get("sort", "")

    def ask(page: int) -> Any:
        return queries.members_in(here.viewer, place, here.on, page=page, skill=skill, sort=sort)

    if sort_of(request):
        return _file(request, here, every(ask))
    found = ask(number)
    labels = vault.labels(card.member for card in found.lines)
    context = {
        "place": tree.name_of(place),
        "rows": _rows(here, found.lines, labels),
        "total": spaced(found.total),
        "fields": [
            _filter("sort", _("Sort"), here.lists.choices(queries.MEMBER_SORT, here.on), sort),
            _filter("skill", _("Skill"), here.lists.choices(queries.SKILL, here.on), skill),
        ],
        "files": files(request, found.total),
        **pager(request, number, found.pages),
    }
    return render(request, "grids/members.html", context)


def _filter(
    name: str, label: str, choices: Iterable[tuple[str, str]], value: str
) -> dict[str, Any]:
    return {"name": name, "label": label, "options": [("", words.ANY), *choices], "value": value}


def _file(request: HttpRequest, here: Page, cards: Iterable[Any]) -> HttpResponse:
    chosen = list(cards)
    people = [card.member for card in chosen]
    labels = named(request, "members", people)
    header = (who(_("Name"), people), _("Sort"), _("Can give"), _("When"),
              _("Community"), _("Since"), _("On the list until"))  # fmt: skip
    rows = _rows(here, chosen, labels)
    return file_of(request, "members", header, (_cells(row) for row in rows))


def _rows(here: Page, cards: Sequence[Any], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    homes = places_of(card.member for card in cards)
    return [
        here.member(card, labels.get(card.member, ""), homes.get(card.member, "")) for card in cards
    ]


def _cells(row: dict[str, Any]) -> list[Any]:
    skills = listed(row["skills"])
    days = [row["registered_on"], row["until"]]
    return [row["label"], row["sort"], skills, row["times"], row["place"], *days]


@page("roster.cadres_and_members")
def resources(request: HttpRequest) -> HttpResponse:
    """Show in counts who can give what and when (资源清单)."""
    here = Page(request)
    place = office_place(here)
    found = queries.resources_in(here.viewer, place, here.on)
    columns = _columns()
    if sort_of(request):
        rows = ([words, *counts] for words, _href, counts in map(_given(here), found.skills))
        return file_of(request, "resources", [words for words, _num in columns], rows)
    context = {
        "place": tree.name_of(place),
        "code": place,
        "total": spaced(found.members),
        "sorts": [
            (here.word(queries.MEMBER_SORT, code), spaced(count))
            for code, count in found.sorts.items()
        ],
        "columns": columns,
        "rows": [
            [(words, href, ""), *((spaced(count), "", "") for count in counts)]
            for words, href, counts in map(_given(here), found.skills)
        ],
        "files": files(request, len(found.skills)),
    }
    return render(request, "grids/resources.html", context)


def _columns() -> list[tuple[str, bool]]:
    columns = [(_("Skill"), False), (_("Members"), True)]
    for weekend in (_("workdays"), _("weekend")):
        columns += [
            (_("%(days)s, %(part)s") % {"days": weekend, "part": part}, True)
            for part in words.PARTS
        ]
    return columns


def _given(here: Page) -> Any:
    """Return a function that words one skill: its name, its members' address, its counts."""

    def worded(one: Any) -> tuple[str, str, list[int]]:
        address = f"{reverse('members')}?skill={one.skill}"
        free = [
            max(one.times.get((day, part), 0) for day in days)
            for days in (range(5), range(5, 7))
            for part in range(3)
        ]
        return here.word(queries.SKILL, one.skill), address, [one.members, *free]

    return worded
