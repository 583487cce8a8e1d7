"""Every component on one page, to look at; there is no such page outside a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _

from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.shell.messages import Toast, Undo
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.qr import qr_of
from gongfu.kernel.places import tree

_DISTRICT, _TOWN, _COMMUNITY = "330402000000", "330402007000", "330402007032"


@page("page.public")
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with made-up content."""
    if not (settings.DEBUG or settings.GONGFU_DEMO):
        raise Http404
    context = {**_numbers(), **_lists(), **_forms(), **_messages()}
    return render(request, "shell/gallery.html", context)


def _numbers() -> dict[str, Any]:
    shares = (
        ("A", 8, _("stated by the doer")),
        ("B", 64, _("confirmed by the receiver")),
        ("C", 28, _("confirmed by a third party")),
    )
    number = {
        "title": _("Visit to an elder"),
        "value": spaced(1284),
        "unit": _("minutes"),
        "shares": shares,
        "place": tree.name_of(_COMMUNITY),
        "period": "2021",
        "records": spaced(1284),
        "size": spaced(73894),
        "href": "#",
        "records_href": "#",
    }
    part = {"name": tree.name_of(_TOWN), "value": spaced(1284), "href": "#"}
    tiles = [_tile(step) for step in range(6)]
    town = {"name": tree.name_of(_TOWN), "href": "#", "tiles": tiles * 2}
    return {
        "numbers": [number, {**number, "value": spaced(30895)}, {**number, "shares": ()}],
        "panel": {
            "number": number,
            "map_href": "#",
            "change": {"month": "2021-08", "before": "2021-07", "words": "+12", "parts": (part,)},
        },
        "files": [("CSV", "#")],
        "address": static("gongfu/icon.svg"),
        "parts": {
            "head": _("Place"),
            "unit": _("minutes"),
            "rows": [
                {"name": tree.name_of(_COMMUNITY), "value": "400", "percent": 100, "href": "#"},
                {"name": tree.name_of(_TOWN), "withheld": "—"},
            ],
        },
        "map": {
            "columns": [[town, town]],
            "steps": [(s, spaced(s * 400)) for s in range(1, 6)],
            "unit": _("minutes"),
        },
    }


def _tile(step: int) -> dict[str, Any]:
    name = tree.name_of(_COMMUNITY)
    value = spaced(step * 400) if step else ""
    return {
        "name": name,
        "short": name[:2] if not name.isascii() else name.split()[0],
        "value": value,
        "step": step,
        "href": "#",
        "current": step == 3,
    }


def _lists() -> dict[str, Any]:
    row = [("08:05", "#", ""), (_("Visit to an elder"), "", ""), ("30", "", ""), ("B", "", "B")]
    return {
        "links": [
            {"words": tree.name_of(code), "href": "#", "current": code == _COMMUNITY}
            for code in (_DISTRICT, _TOWN, _COMMUNITY)
        ],
        "columns": [
            (_("Day"), False),
            (_("What happened"), False),
            (_("minutes"), True),
            (_("Evidence"), False),
        ],
        "rows": [row, row, row],
        "events": [
            (_("Hand-over stated"), "09:20", ""),
            (_("Hand-over accepted"), "09:26", "#"),
            (_("Thing reported lost"), "10:00", "#"),
        ],
        "steps": [
            (_("Elder registered"), "done"),
            (_("Agreement signed"), "now"),
            (_("Thing entered into the custody register"), "later"),
        ],
        "tags": [
            (_("Day"), ""),
            (_("Record confirmed"), "done"),
            (_("As of"), "due"),
            (_("disputed"), "overdue"),
            ("A", "A"),
            ("B", "B"),
            ("C", "C"),
        ],
    }


def _forms() -> dict[str, Any]:
    years = [("2021", "2021"), ("2020", "2020")]
    text = {"name": "name", "label": _("User name"), "hint": _("Code and version")}
    error = {**text, "name": "wrong", "error": _("Please look at this again"), "value": "?"}
    minutes = {
        "name": "minutes",
        "label": _("duration"),
        "sort": "number",
        "value": "30",
        "unit": _("minutes"),
    }
    words = {"name": "words", "label": _("What happened"), "sort": "textarea", "optional": True}
    period = {"name": "period", "label": _("Periods"), "options": years, "value": "2021"}
    choices = {**period, "name": "choice", "sort": "choices", "value": ""}
    agreed = {"name": "agreed", "label": _("Consent given"), "sort": "checkbox"}
    place = {
        "name": "place",
        "label": _("Place"),
        "options": [(_TOWN, tree.name_of(_TOWN))],
        "value": "",
    }
    return {
        "fields": [text, error, minutes, period, choices, words, agreed],
        "filters": [period | {"name": "f-period"}, place],
        "errors": [("wrong", _("Please look at this again"))],
        "hidden": [("key", "0")],
    }


def _messages() -> dict[str, Any]:
    undo = Undo("#", "0", seconds=600)
    return {
        "shown": [
            Toast(_("Record confirmed"), "success", undo),
            Toast(_("No network"), "warning", None),
        ],
        "refusal": {"code": "gallery", "words": _("You may not see this page")},
        "svg": qr_of("https://example.org/service/abcdef"),
    }
