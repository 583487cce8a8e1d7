"""我要点单: one page for everyone: at home, in large type, at the door, at the office's phone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongfu.faces.web.needs import words
from gongfu.faces.web.needs.wheres import where_of
from gongfu.faces.web.office.forms import number_in
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.keeping import is_kept, keepable, labels_for
from gongfu.faces.web.shell.pages import page, refused, wants_json
from gongfu.faces.web.shell.photos import photo_of
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key, recorded
from gongfu.kernel.measures.moments import moment, shanghai_day
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.needs.actions import Request
from gongfu.kernel.people import queries as people
from gongfu.kernel.people import vault
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import may
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

_OFFICES = (Role.SEC, Role.GRD)
_AT = {"morning": (8, 12), "afternoon": (13, 17), "evening": (18, 21)}
_HELP = ("help", "consult")
_USUAL = 8
OWN = "self"


@page("request.create_at_door")
@keepable
def ask(request: HttpRequest) -> HttpResponse:
    """Show what may be asked for, go down the tree of places, or take a request."""
    given = request.POST
    if request.method != "POST" or given.get("at"):
        return _form(request)
    try:
        wish = _request(request)
        if not given.get("seen") and not wants_json(request) and _alike(request):
            return _form(request)
        number, to = _raise(request, wish)
    except Refused as refusal:
        if wants_json(request):
            return refused(request, refusal)
        return _form(request, refusal=refusal)
    return recorded(request, number, to=to)


@page("request.create_at_door")
def alike(request: HttpRequest) -> HttpResponse:
    """Show what already asks for the same, while somebody is writing."""
    return render(request, "needs/alike.html", {"alike": _alike(request)})


def _alike(request: HttpRequest) -> list[dict[str, Any]]:
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    given = request.POST if request.method == "POST" else request.GET
    place = given.get("place") or _home(viewer)
    if not place or not given.get("sort"):
        return []
    found = queries.alike(place, given["sort"], at=now, own=viewer.person)
    titles = words.kinds()
    return [words.row(line, titles, {}, now) for line in found]


def _form(request: HttpRequest, *, refusal: Refused | None = None) -> HttpResponse:
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    if is_kept(request) and not _keeps(viewer):
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    office = _office(viewer)
    context: dict[str, Any] = {
        **_kinds(given.get("sort", ""), on),
        **_about_whom(request, given),
        "where": where_of(
            given.get("at") or given.get("place", "") or office,
            home="" if office else _home(viewer),
            top=office,
            on=on,
        ),
        "words": given.get("words", ""),
        "day": given.get("day", ""),
        "name": given.get("name", ""),
        "phone": given.get("phone", ""),
        "parts": _choices(words.PARTS, given.get("part", "")),
        "rhythms": _choices(words.RHYTHMS, given.get("every_days", "0")),
        "urgencies": _choices(words.URGENCIES, given.get("urgency", "0")),
        "alike": _alike(request) if request.method == "POST" else [],
        "guest": not viewer.person,
        "office": bool(office),
        "more": any(given.get(name) for name in ("day", "part", "every_days")),
        "key": given.get("key") or new_key(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "needs/ask.html", context, status=refusal.status if refusal else 200)


def _choices(among: Any, chosen: str) -> list[tuple[str, Any, bool]]:
    return [(str(code), words_, str(code) == chosen) for code, words_ in among.items()]


def _kinds(chosen: str, on: date) -> dict[str, Any]:
    """Return the kinds that may be asked for: help first, then what is reported or proposed."""
    language = get_language() or "zh-hans"
    groups: dict[bool, list[tuple[str, str, bool]]] = {True: [], False: []}
    for line in queries.kinds_in_use(on):
        one = (line.code, line.words(language), line.code == chosen)
        groups[line.category in _HELP].append(one)
    usual, rest = groups[True][:_USUAL], [*groups[True][_USUAL:], *groups[False]]
    return {
        "helps": groups[True],
        "reports": groups[False],
        "usual": usual,
        "rest": rest,
        "rest_chosen": any(chosen for _code, _words, chosen in rest),
    }


def _about_whom(request: HttpRequest, given: Any) -> dict[str, Any]:
    """Return for whom it is asked: oneself, a ward, or as the office for a resident or a caller."""
    viewer, chosen = request.viewer, given.get("asker", "")  # type: ignore[attr-defined]
    wards = labels_for(request, viewer.wards) if viewer.wards else {}
    own = [(viewer.person, _("Myself"), chosen in ("", viewer.person))] if viewer.wards else []
    listed = [(one, wards.get(one, _("a relative")), one == chosen) for one in sorted(viewer.wards)]
    resident = _resident(viewer, chosen)
    return {
        "for_whom": [*own, *listed],
        "resident": resident,
        "resident_label": vault.labels([resident]).get(resident, "") if resident else "",
        "channels": _choices(words.DESK_CHANNELS, given.get("channel", "phone")),
        "keeps": _keeps(viewer),
        "hide_home": is_kept(request),
    }


def _keeps(viewer: Viewer) -> bool:
    """Say whether a phone may keep the form: somebody of whom it is known where they live."""
    return bool(_home(viewer)) and not _office(viewer)


def _resident(viewer: Viewer, asker: str) -> str:
    """Return the resident whom the office asks for, where it may."""
    home = people.places_of([asker]).get(asker, "") if asker and _office(viewer) else ""
    allowed = home and may(viewer, "request.create", owner=asker, place=home)
    return asker if allowed else ""


def _office(viewer: Viewer) -> str:
    places = [office.place for office in viewer.offices if office.role in _OFFICES]
    return places[0] if places else ""


def _home(viewer: Viewer) -> str:
    return people.places_of([viewer.person]).get(viewer.person, "") if viewer.person else ""


def _raise(request: HttpRequest, wish: Request) -> tuple[int, str]:
    """Take the request; return the number of its record and the page that shows it."""
    if not request.viewer.person:  # type: ignore[attr-defined]
        door, terms = wish._replace(channel="door"), _terms(request)
        asked = actions.raise_at_door(request.viewer, door, **terms)  # type: ignore[attr-defined]
        return asked.entry.number, reverse("slip", args=[asked.slip])
    entry = _known(request, wish)
    return entry.number, reverse("need", args=[entry.deed.need])


def _terms(request: HttpRequest) -> dict[str, Any]:
    return {"at": clock.now(), "key": key_of(request)}


def _known(request: HttpRequest, wish: Request) -> Any:
    """Take a request of somebody with an account: for themselves, a ward, or as the office."""
    viewer, given = request.viewer, request.POST  # type: ignore[attr-defined]
    common = _terms(request)
    if not _office(viewer) or given.get("channel") == OWN or wish.asker:
        own = not _office(viewer) or given.get("channel") == OWN
        asker = wish.asker or viewer.person
        channel = OWN if own else wish.channel
        return actions.raise_need(viewer, wish._replace(asker=asker, channel=channel), **common)
    return actions.raise_for_caller(viewer, wish, **common)


def _request(request: HttpRequest) -> Request:
    """Return what the form asks for.  Raises Unreadable, PhotoTooLarge, NoPhoto."""
    given, viewer = request.POST, request.viewer  # type: ignore[attr-defined]
    asker = given.get("asker", "")
    home = people.places_of([asker or viewer.person]).get(asker or viewer.person, "")
    window_from, window_to = _window(given.get("day", ""), given.get("part", ""))
    return Request(
        sort=given.get("sort", ""),
        place=given.get("place") or home,
        asker=asker,
        urgency=_urgency(given.get("urgency", "0")),
        window_from=window_from,
        window_to=window_to,
        words=given.get("words", ""),
        photo=photo_of(request),
        every_days=number_in(given.get("every_days") or "0"),
        shown=given.get("shown") == "1",
        channel=given.get("channel", "phone"),
        name=given.get("name", ""),
        phone=given.get("phone", ""),
    )


def _urgency(text: str) -> int:
    if text not in words.URGENCIES:
        raise Unreadable()
    return int(text)


def _window(day: str, part: str) -> tuple[datetime | None, datetime | None]:
    """Return between which moments it suits.  Raises Unreadable."""
    if not day:
        return None, None
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Unreadable() from None
    begin, end = _AT.get(part, (8, 21))
    return moment(on, begin), moment(on, end)
