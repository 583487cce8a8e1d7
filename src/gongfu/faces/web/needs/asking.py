"""我要点单: one page for everyone, with or without an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongfu.faces.web.needs import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page, refused, wants_json
from gongfu.faces.web.shell.photos import photo_of
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key, recorded
from gongfu.kernel.measures.moments import moment, shanghai_day
from gongfu.kernel.needs import actions
from gongfu.kernel.needs.actions import Request
from gongfu.kernel.needs.queries import kinds_in_use
from gongfu.kernel.people import queries as people
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

_OFFICES = (Role.SEC, Role.GRD)
_AT = {"morning": (8, 12), "afternoon": (13, 17), "evening": (18, 21)}


@page("request.create_at_door")
def ask(request: HttpRequest) -> HttpResponse:
    """Show what may be asked for, or take a request."""
    if request.method != "POST":
        return _form(request)
    try:
        entry = _raise(request)
    except Refused as refusal:
        if wants_json(request):
            return refused(request, refusal)
        return _form(request, refusal=refusal)
    guest = not request.viewer.person  # type: ignore[attr-defined]
    to = reverse("slip" if guest else "need", args=[entry.deed.need])
    return recorded(request, entry.number, to=to)


def _form(request: HttpRequest, *, refusal: Refused | None = None) -> HttpResponse:
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    given = request.POST if request.method == "POST" else request.GET
    language = get_language() or "zh-hans"
    context: dict[str, Any] = {
        "kinds": [
            (line.code, line.words(language), line.code == given.get("sort"))
            for line in kinds_in_use(on)
        ],
        "for_whom": _for_whom(viewer, given.get("asker", "")),
        "place_fixed": _home_words(viewer) if not _office(viewer) else "",
        "place": _place_field(viewer, given.get("place", "")),
        "words": given.get("words", ""),
        "day": given.get("day", ""),
        "part": given.get("part", ""),
        "urgency": given.get("urgency", "0"),
        "urgencies": [(c, w, c == given.get("urgency", "0")) for c, w in words.URGENCIES.items()],
        "guest": not viewer.person,
        "office": bool(_office(viewer)),
        "key": given.get("key") or new_key(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "needs/ask.html", context, status=refusal.status if refusal else 200)


def _office(viewer: Viewer) -> str:
    places = [office.place for office in viewer.offices if office.role in _OFFICES]
    return places[0] if places else ""


def _home(viewer: Viewer) -> str:
    return people.places_of([viewer.person]).get(viewer.person, "") if viewer.person else ""


def _home_words(viewer: Viewer) -> str:
    home = _home(viewer)
    return place_words(home) if home else ""


def _for_whom(viewer: Viewer, chosen: str) -> list[tuple[str, str, bool]]:
    """Return for whom this person may ask: oneself, and those for whom one speaks."""
    if not viewer.wards:
        return []
    labels = vault.labels(viewer.wards)
    listed = [(viewer.person, _("Myself")), *sorted(labels.items(), key=lambda one: one[1])]
    return [(person, label, person == chosen) for person, label in listed]


def _place_field(viewer: Viewer, chosen: str) -> dict[str, Any]:
    office, on = _office(viewer), shanghai_day(clock.now())
    if office and len(office.rstrip("0")) > 9:
        inside = [office, *(spot.code for spot in tree.children(office, on))]
        options = [(code, place_words(code)) for code in inside]
    else:
        spots = tree.current().communities(on=on)
        options = [
            (spot.code, f"{tree.name_of(spot.code[:9].ljust(12, '0'))} {tree.name_of(spot.code)}")
            for spot in spots
        ]
    first = [("", _("Choose your community"))] if not office else []
    return {
        "name": "place",
        "label": _("Where"),
        "options": [*first, *options],
        "value": chosen,
    }


def _raise(request: HttpRequest) -> Any:
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    given = request.POST
    asker = given.get("asker") or viewer.person
    home = people.places_of([asker]).get(asker, "") if asker else ""
    window_from, window_to = _window(given.get("day", ""), given.get("part", ""))
    wish = Request(
        sort=given.get("sort", ""),
        place=given.get("place") or home or settings.GONGFU_DISTRICT,
        asker=asker,
        urgency=_urgency(given.get("urgency", "0")),
        window_from=window_from,
        window_to=window_to,
        words=given.get("words", ""),
        photo=photo_of(request),
        shown=given.get("shown") == "1",
        channel="door" if not viewer.person else "self",
    )
    if viewer.person and not (_office(viewer) and given.get("for") == "guest"):
        return actions.raise_need(viewer, wish, at=at, key=key_of(request))
    channel = given.get("channel", "door") if viewer.person else "door"
    return actions.raise_at_door(viewer, wish._replace(channel=channel), at=at, key=key_of(request))


def _urgency(text: str) -> int:
    if text not in words.URGENCIES:
        raise Unreadable()
    return int(text)


def _window(day: str, part: str) -> tuple[datetime | None, datetime | None]:
    """Return between which moments it suits.  Raises Unreadable."""
    if not day:
        return None, None
    try:
        on = datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        raise Unreadable() from None
    begin, end = _AT.get(part, (8, 21))
    return moment(on, begin), moment(on, end)
