"""The admission list (准入): open to everyone, kept by the district's officer."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.faces.web.needs import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.rights.checking import may


@page("page.public")
def kinds(request: HttpRequest) -> HttpResponse:
    """Show every kind of request: who answers for it, how fast, until when it is admitted."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    language = get_language() or "zh-hans"
    editing = may(viewer, "request.admit_kind", place=settings.GONGFU_DISTRICT)
    rows = [
        {
            "code": line.code,
            "title": line.words(language),
            "category": words.said(words.CATEGORIES, line.category),
            "limit": _limit(line.done_hours, working=line.working),
            "shown": line.shown,
            "issuer": words.said(words.ISSUERS, line.issuer) if line.issuer else "",
            "until": line.until,
            "key": new_key(),
        }
        for line in queries.kinds_in_use(on, everything=editing)
    ]
    context = {"rows": rows, "editing": editing, "issuers": words.ISSUERS.items()}
    return render(request, "needs/kinds.html", context)


def _limit(hours: int, *, working: bool) -> str:
    if working:
        return _("%(hours)s office hours") % {"hours": hours}
    return _("%(hours)s hours") % {"hours": hours}


@require_POST
@page("request.admit_kind")
def admit(request: HttpRequest, code: str) -> HttpResponse:
    """Put a kind on the admission list until a day, or take it off."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    given, district = request.POST, settings.GONGFU_DISTRICT
    if given.get("do") == "end":
        actions.end_kind(viewer, sort=code, district=district, at=at, key=key_of(request))
        say(request, _("Taken off the list. Requests already made go on."))
    else:
        actions.admit_kind(
            viewer,
            sort=code,
            issuer=given.get("issuer", ""),
            until=_day(given.get("until", "")),
            district=district,
            at=at,
            key=key_of(request),
        )
        say(request, _("On the list now."))
    return HttpResponseRedirect(reverse("kinds"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable() from None
