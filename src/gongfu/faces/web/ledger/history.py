"""The history of one thing: who did what with it, when, what changed by it, and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gongfu.domains.grids import queries as grids
from gongfu.faces.web.grids import words as grid_words
from gongfu.faces.web.ledger.words import kind_name
from gongfu.faces.web.shell.downloads import file_of, sort_of
from gongfu.faces.web.shell.listing import files
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.phrases import listed
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.rights.checking import Denied, check
from gongfu.kernel.rights.viewers import Viewer

_MOST = 300
_FIELDS = {
    "sort": gettext_lazy("sort"),
    "wanted": gettext_lazy("people wanted"),
    "since": gettext_lazy("from"),
    "until": gettext_lazy("until"),
    "times": gettext_lazy("when"),
    "free": gettext_lazy("when"),
    "skill": gettext_lazy("skill needed"),
    "skills": gettext_lazy("can give"),
    "languages": gettext_lazy("speaks"),
    "licence_until": gettext_lazy("licence until"),
    "purpose": gettext_lazy("purpose"),
    "leader": gettext_lazy("leads"),
    "member": gettext_lazy("who"),
    "places": gettext_lazy("places"),
    "reason": gettext_lazy("because"),
    "day": gettext_lazy("day"),
    "minutes": gettext_lazy("minutes"),
}


@page("record.read")
def history(request: HttpRequest, about: str) -> HttpResponse:
    """Show all records about a post, a team, or a member, newest first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    entries = reading.entries(Wanted(about=about), limit=_MOST)
    if not entries:
        raise Http404
    named = _may_name(viewer, about, entries)
    told = _Telling(_labels(entries) if named else {})
    rows = [told.row(entry) for entry in entries][::-1]
    if sort_of(request):
        header = (_("When"), _("What"), _("Who"), _("Details"), _("Record"))
        return file_of(request, "history", header, ([*row.values()] for row in rows))
    context = {"rows": rows, "named": named, "files": files(request, len(rows))}
    return render(request, "ledger/history.html", context)


def _may_name(viewer: Viewer, about: str, entries: Sequence[Entry[Any]]) -> bool:
    """Say whether people may be named.  Raises Denied for the history of somebody else.

    A person's history is the person's and the office's; that of a thing is open without names.
    """
    place = entries[-1].deed.place
    whole = not check(viewer, "record.read", place=place, owner=about).pseudonymous
    person = any(_is_person(entry.deed, about) for entry in entries)
    if person and not (whole or viewer.speaks_for(about)):
        raise Denied()
    return whole


def _is_person(deed: Any, about: str) -> bool:
    """Say whether the deed is about a person."""
    people = (one for one in dataclasses.fields(deed) if one.metadata.get("person"))
    return any(getattr(deed, one.name) == about for one in people)


def _labels(entries: Sequence[Entry[Any]]) -> dict[str, str]:
    people = {entry.by for entry in entries}
    for entry in entries:
        people |= {getattr(entry.deed, name, "") for name in ("member", "leader")}
    return vault.labels(people - {""})


class _Telling:
    """How records are told one after the other: what changed is told with what it was before."""

    def __init__(self, labels: dict[str, str]) -> None:
        self._labels = labels
        self._lists = grids.lists(get_language() or "zh-hans")
        self._before: dict[str, Any] = {}

    def row(self, entry: Entry[Any]) -> dict[str, Any]:
        """Return one record as a row."""
        return {
            "at": entry.at.astimezone(SHANGHAI),
            "kind": kind_name(entry.deed.kind),
            "who": self._labels.get(entry.by, ""),
            "details": self._details(entry.deed),
            "number": entry.number,
        }

    def _details(self, deed: Any) -> str:
        told = [
            self._field(deed, name, str(head))
            for name, head in _FIELDS.items()
            if hasattr(deed, name)
        ]
        return _("; ").join(part for part in told if part)

    def _field(self, deed: Any, name: str, head: str) -> str:
        """Return what a record says of one field: of a change, only what changed."""
        now, before = getattr(deed, name), self._before.get(name)
        self._before[name] = now
        text = self._text(deed, name, now)
        if not deed.kind.endswith(".changed"):
            return f"{head}: {text}" if text else ""
        if before == now:
            return ""
        return f"{head}: {self._text(deed, name, before) or '—'} → {text or '—'}"

    def _text(self, deed: Any, name: str, value: Any) -> str:
        tell = _TOLD.get(name)
        if value is None:
            return ""
        return tell(self, deed, value) if tell else str(value)

    def person(self, _deed: Any, value: str) -> str:
        return self._labels.get(value, "")

    def sort(self, deed: Any, value: str) -> str:
        catalogue = grids.POST_SORT if ".post." in deed.kind else grids.MEMBER_SORT
        return self._lists.text(catalogue, value)

    def skill(self, _deed: Any, value: str | tuple[str, ...]) -> str:
        codes = (value,) if isinstance(value, str) else value
        return listed(self._lists.text(grids.SKILL, code) for code in codes if code)

    def languages(self, _deed: Any, value: tuple[str, ...]) -> str:
        return listed(self._lists.text(grids.LANGUAGE, code) for code in value)

    def purpose(self, _deed: Any, value: str) -> str:
        return self._lists.text(grids.TEAM_PURPOSE, value)

    def times(self, _deed: Any, value: int) -> str:
        return grid_words.times_words(grids.times_of(value))

    def places(self, _deed: Any, value: int | tuple[str, ...]) -> str:
        if isinstance(value, int):
            return str(value)
        return listed(tree.name_of(code) for code in value)

    def reason(self, _deed: Any, value: str) -> str:
        return str(grid_words.REASONS.get(value, value))

    def day(self, _deed: Any, value: date) -> str:
        return value.isoformat()


_TOLD: dict[str, Callable[[_Telling, Any, Any], str]] = {
    "sort": _Telling.sort,
    "skill": _Telling.skill,
    "skills": _Telling.skill,
    "languages": _Telling.languages,
    "purpose": _Telling.purpose,
    "times": _Telling.times,
    "free": _Telling.times,
    "leader": _Telling.person,
    "member": _Telling.person,
    "places": _Telling.places,
    "reason": _Telling.reason,
    "since": _Telling.day,
    "until": _Telling.day,
    "licence_until": _Telling.day,
    "day": _Telling.day,
}
