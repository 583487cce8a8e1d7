"""How one wishes to be told outside the product: nothing is sent until somebody asks for it."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable
from gongfu.kernel.notices import actions, channels, reading
from gongfu.kernel.notices.channels import EMAIL, WEBHOOK
from gongfu.kernel.notices.kinds import KINDS
from gongfu.kernel.notices.reading import EVENING, MORNING, Wishes
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import check, holds_somewhere
from gongfu.kernel.rights.viewers import Viewer


@page("notice.choose_own")
def wishes(request: HttpRequest) -> HttpResponse:
    """Show the settings of one's notices, or keep what was chosen."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    check(viewer, "notice.choose_own", owner=viewer.person)
    held = reading.wishes_of(viewer.person)
    if request.method != "POST":
        return render(request, "notices/wishes.html", _shown(viewer, held))
    try:
        held = _typed(request.POST, viewer)
        given = {name: request.POST.get(f"to-{name}", "") for name in channels.available()}
        actions.choose(viewer, held, given)
    except Refused as error:
        refusal = {"code": error.code, "words": str(error)}
        context = {**_shown(viewer, held), "refusal": refusal}
        return render(request, "notices/wishes.html", context, status=error.status)
    return HttpResponseRedirect(reverse("notices"))


def _typed(form: QueryDict, viewer: Viewer) -> Wishes:
    """Return the wishes that a form holds.  Raises Unreadable."""
    quiet = _span(form) if form.get("quiet") else None
    sent = set(form.getlist("kind"))
    muted = frozenset(code for code in _kinds(viewer) if code not in sent)
    chosen = frozenset(form.getlist("channel"))
    language = form.get("language", settings.LANGUAGE_CODE)
    return Wishes(language, quiet, form.get("daily") == "1", muted, chosen)


def _span(form: QueryDict) -> tuple[time, time]:
    try:
        first, last = (time.fromisoformat(form.get(name, "")) for name in ("from", "until"))
    except ValueError:
        raise Unreadable() from None
    if first.tzinfo or last.tzinfo:
        raise Unreadable()
    return first, last


def _kinds(viewer: Viewer) -> list[str]:
    return [code for code, kind in KINDS.items() if holds_somewhere(viewer, kind.permission)]


def _shown(viewer: Viewer, held: Wishes) -> dict[str, Any]:
    begins, ends = held.quiet or (EVENING, MORNING)
    return {
        "ways": [_way(channel, held) for channel in channels.available().values()],
        "kinds": [
            {"code": code, "kind": KINDS[code], "on": code not in held.muted}
            for code in _kinds(viewer)
        ],
        "quiet": held.quiet is not None,
        "begins": begins.isoformat("minutes"),
        "ends": ends.isoformat("minutes"),
        "daily": "1" if held.daily else "0",
        "language": held.language,
        "languages": settings.LANGUAGES,
    }


def _words(name: str) -> str:
    ours = {EMAIL: _("E-mail"), WEBHOOK: _("a program of mine (webhook)")}
    return ours.get(name, name)


def _way(channel: channels.Channel, held: Wishes) -> dict[str, Any]:
    return {
        "name": channel.name,
        "words": _words(channel.name),
        "personal": channel.personal,
        "on": channel.name in held.channels,
    }
