"""A lost second factor: one administrator reports it, another confirms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.faces.web.shell.who import account_named
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.people import vault
from gongfu.kernel.people.actions import factors
from gongfu.kernel.people.models import Account, LostFactor
from gongfu.kernel.refusals import Refused


@page("user.remove_factor")
def lost(request: HttpRequest) -> HttpResponse:
    """Show the reports that wait, or take one."""
    viewer, now, refusal = request.viewer, clock.now(), None  # type: ignore[attr-defined]
    username = request.POST.get("username", "").strip()
    if request.method == "POST":
        try:
            person = str(account_named(username).person)
            factors.report_lost_factor(viewer, person, at=now)
            say(request, _("Noted. Another administrator confirms it within a day."))
            return HttpResponseRedirect(reverse("factors"))
        except Refused as error:
            refusal = error
    rows = list(factors.waiting(now))
    names = dict(
        Account.objects.filter(person__in=[one.person for one in rows]).values_list(
            "person", "username"
        )
    )
    labels = vault.labels({one.by for one in rows})
    context = {
        "waiting": [_row(one, names, labels, viewer.person) for one in rows],
        "username": username,
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(
        request, "officers/factors.html", context, status=refusal.status if refusal else 200
    )


def _row(one: LostFactor, names: dict[Any, str], labels: dict[str, str], me: str) -> dict[str, Any]:
    return {
        "person": one.person,
        "username": names.get(one.person, ""),
        "by": labels.get(one.by, ""),
        "at": one.at.astimezone(SHANGHAI),
        "mine": one.by == me,
        "key": new_key(),
    }


@require_POST
@page("user.remove_factor")
def decide(request: HttpRequest, person: str) -> HttpResponse:
    """Take the second factor off as reported, or take the report off the list."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.POST.get("do") == "drop":
        factors.drop_lost_factor(viewer, person)
        say(request, _("Taken off the list."))
    else:
        factors.remove_factor(viewer, person, at=clock.now(), key=key_of(request))
        say(request, _("The second factor is off. At the next sign-in another one is set up."))
    return HttpResponseRedirect(reverse("factors"))
