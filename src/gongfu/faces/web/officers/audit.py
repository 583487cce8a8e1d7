"""The auditor's page: who looked at people, broken glasses, and who was asked again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from gongfu.faces.web.keys.looking import FIELDS
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.people import auditing, vault

LISTS = {
    "members": _("members"),
    "claims": _("claims of posts"),
    "requests": _("requests"),
}
MANNERS = {
    "password": _("by the password"),
    "code": _("by the second factor"),
    "reason": _("by a reason, after a wait"),
}
_SHORT = 8


@page("audit.read_all")
def audit(request: HttpRequest) -> HttpResponse:
    """List broken glasses, step-ups and all looks; the people looked at stay pseudonyms."""
    viewer = request.viewer  # type: ignore[attr-defined]
    number, reader = max(1, int(request.GET.get("page") or 1)), request.GET.get("reader", "")
    looks = auditing.looks(viewer, reader=reader, page=number)
    broken, stepped = auditing.broken_glasses(viewer), auditing.step_ups(viewer)
    readers = {line.look.reader for line in looks.lines} | {reader}
    taken = auditing.exports(viewer)
    readers |= {one.reader for one in broken} | {one.reader for one in stepped}
    readers |= {one.reader for one in taken}
    removed = auditing.removed_factors(viewer)
    readers |= {person for one in removed for person in (one.by, one.deed.second)}
    labels = vault.labels(readers - {""})

    def address(page: int) -> str:
        return f"?{urlencode({'reader': reader, 'page': page})}"

    context = {
        "broken": [_broken(one, labels) for one in broken],
        "stepped": [_stepped(one, labels) for one in stepped],
        "removed": [_removed(one, labels) for one in removed],
        "taken": [_taken(one, labels) for one in taken],
        "looks": [_look(one, labels) for one in looks.lines],
        "total": looks.total,
        "reader": labels.get(reader, "") if reader else "",
        "newer": address(number - 1) if number > 1 else "",
        "older": address(number + 1) if number < looks.pages else "",
    }
    return render(request, "officers/audit.html", context)


def _broken(one: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "at": one.at.astimezone(SHANGHAI),
        "until": one.until.astimezone(SHANGHAI),
        "reader": labels.get(one.reader, ""),
        "person": one.person,
        "short": one.person[:_SHORT],
        "reason": one.reason,
    }


def _stepped(one: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "at": one.at.astimezone(SHANGHAI),
        "reader": labels.get(one.reader, ""),
        "people": one.people,
        "manner": MANNERS.get(one.manner, one.manner),
        "reason": one.reason,
    }


def _removed(one: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "at": one.at.astimezone(SHANGHAI),
        "by": labels.get(one.by, ""),
        "second": labels.get(one.deed.second, ""),
        "short": one.deed.person[:_SHORT],
        "number": one.number,
    }


def _taken(one: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "at": one.at.astimezone(SHANGHAI),
        "reader": labels.get(one.reader, ""),
        "what": LISTS.get(one.what, one.what),
        "people": one.people,
    }


def _look(one: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "at": one.at.astimezone(SHANGHAI),
        "reader": one.look.reader,
        "label": labels.get(one.look.reader, ""),
        "person": one.look.person,
        "short": one.look.person[:_SHORT],
        "field": FIELDS.get(one.look.field, one.look.field),
        "reason": one.look.reason,
    }
