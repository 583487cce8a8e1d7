"""Signing in and out; in a demonstration district with one click as one of its people."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.faces.web.shell.pages import page
from gongfu.kernel.people import vault
from gongfu.kernel.people.models import Account
from gongfu.kernel.places import tree

_BACKEND = "django.contrib.auth.backends.ModelBackend"


class Persona(NamedTuple):
    """Somebody of the demonstration district to sign in as."""

    username: str
    name: str
    words: str


def personas() -> list[Persona]:
    """Return the accounts of the demonstration district with their names and what they do."""
    accounts = list(Account.objects.exclude(person=None).order_by("pk")[:20])
    labels = vault.labels([str(account.person) for account in accounts])
    return [
        Persona(one.username, labels.get(str(one.person), one.username), _words(one.username))
        for one in accounts
    ]


def _words(username: str) -> str:
    role, _dash, code = username.partition("-")
    words = {
        "keeper": _("key keeper"),
        "younger": _("younger volunteer of the key team"),
        "secretary": _("community secretary"),
        "grid": _("grid worker"),
        "elder": _("elder, in large type"),
        "relative": _("daughter of an elder"),
        "member": _("Party member who registered at home"),
        "town": _("secretary of a town or subdistrict"),
        "officer": _("officer of the civil affairs department"),
        "auditor": _("auditor"),
        "statistics": _("officer of the statistics office"),
        "head": _("head of a cooperative"),
        "household": _("member household of a cooperative"),
        "supervisor": _("supervisor of a cooperative's accounts"),
        "administrator": _("administrator of the system"),
    }.get(role, role)
    return f"{words} · {tree.name_of(code)}" if code.isdigit() else words


@page("page.public")
def signin(request: HttpRequest) -> HttpResponse:
    """Show the sign-in, and in a demonstration its people."""
    context = {
        "next": safe_target(request, request.GET.get("next", "")),
        "personas": personas() if settings.GONGFU_DEMO else [],
        "sign_on": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(request, "shell/signin.html", context)


@require_POST
@page("page.public")
def signin_as(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people; elsewhere there is no such page."""
    account = Account.objects.filter(username=request.POST.get("username", "")).first()
    if not settings.GONGFU_DEMO or account is None or not account.person:
        raise Http404
    login(request, account, backend=_BACKEND)
    role = account.username.partition("-")[0]
    first = {
        "secretary": "/desk/",
        "grid": "/desk/",
        "auditor": "/figures/",
        "officer": "/figures/",
        "statistics": "/statistics/",
    }
    target = safe_target(request, request.POST.get("next", "")) or first.get(role, "/day/")
    answer = HttpResponseRedirect(target)
    if role == "elder":
        answer.set_cookie("large", "1", samesite="Lax", secure=settings.SECURE)
    return answer


@require_POST
@page("page.public")
def signout(request: HttpRequest) -> HttpResponse:
    """End the session and let the browser forget what it kept."""
    logout(request)
    answer = HttpResponseRedirect("/")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def safe_target(request: HttpRequest, target: str) -> str:
    """Return the address if it is one of ours, else nothing."""
    hosts = {request.get_host()}
    return target if url_has_allowed_host_and_scheme(target, hosts, request.is_secure()) else ""
