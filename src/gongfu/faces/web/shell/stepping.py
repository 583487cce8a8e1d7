"""Show again who one is, after having looked at many people within an hour."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as passwords
from allauth.core import ratelimit
from allauth.mfa.base import forms as codes
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.signing import safe_target
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.people import readings
from gongfu.kernel.people.actions import stepping
from gongfu.kernel.people.models import Account
from gongfu.kernel.refusals import BadInput, Refused

_PROOFS: dict[str, Any] = {
    "password": passwords.ReauthenticateForm,
    "code": codes.ReauthenticateForm,
}


class NotProven(BadInput):
    """The password or code does not fit."""

    code = "web.not-proven"
    words = _("This does not fit. Please try again.")


class TooManyTries(BadInput):
    """Somebody tries passwords or codes."""

    code = "web.too-many-tries"
    words = _("That was tried too often. Please wait some minutes.")
    status = 429


def way_of(account: Account | AnonymousUser) -> str:
    """Return how this account shows who uses it: a code, a password, or a reason and a wait."""
    if is_mfa_enabled(account):
        return "code"
    known = isinstance(account, Account) and account.has_usable_password()
    return "password" if known else "reason"


@page("page.own_day")
def step_up(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor or the password, or for a reason, and go on from there."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    way = way_of(request.user)
    target = safe_target(request, request.GET.get("next", "")) or "/day/"
    opens_at, refusal = readings.waiting_until(viewer.person, at=at), None
    if request.method == "POST":
        try:
            _prove(request, way)
            reason = request.POST.get("reason", "")
            opens_at = stepping.step_up(viewer, manner=way, reason=reason, at=at)
            if opens_at <= at:
                return HttpResponseRedirect(target)
        except Refused as error:
            refusal = error
    context = {
        "way": way,
        "next": target,
        "opens_at": opens_at and opens_at.astimezone(SHANGHAI),
        "measure": settings.GONGFU_READINGS_AN_HOUR,
        "reason": request.POST.get("reason", ""),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    status = refusal.status if refusal else 200
    return render(request, "shell/step_up.html", context, status=status)


def _prove(request: HttpRequest, way: str) -> None:
    """Verify what was typed.  Raises NotProven, TooManyTries."""
    if way not in _PROOFS:
        return
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise TooManyTries()
    form = _PROOFS[way](user=request.user, data={way: request.POST.get("proof", "").strip()})
    if not form.is_valid():
        raise NotProven()
