"""The mark of a page: it names its permission; what is not named is an error at start."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from gongfu.faces.web.shell.firsts import first_of_all
from gongfu.faces.web.shell.viewers import viewer_of
from gongfu.kernel.people.rules import StepUpNeeded
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights import matrix
from gongfu.kernel.rights.checking import holds_somewhere

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

PAGES: dict[str, str] = {}


def page(permission: str) -> Callable[[View[P]], View[P]]:
    """Mark a view as a page under `permission`; sets `request.viewer`; answers refusals.

    Who is not signed in and lacks it is led to the sign-in; who is signed in and could hold it in
    no case gets 404, as for a page that does not exist.  Raises UnknownPermission at import.
    """
    matrix.row(permission)

    def mark(view: View[P]) -> View[P]:
        PAGES[f"{view.__module__}.{view.__name__}"] = permission

        @functools.wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            request.viewer = viewer_of(request)  # type: ignore[attr-defined]
            if (first := first_of_all(request)) and not wants_json(request):
                return HttpResponseRedirect(reverse(first))
            if not holds_somewhere(request.viewer, permission):  # type: ignore[attr-defined]
                return _turned_away(request)
            return _unstored(request, _answer(view, request, *args, **kwargs))

        answer.permission = permission  # type: ignore[attr-defined]
        return answer

    return mark


def _answer(
    view: View[P], request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except StepUpNeeded as refusal:
        if wants_json(request) or getattr(request, "htmx", False):
            return refused(request, refusal)
        return _led_to("step-up", _again(request))
    except Refused as refusal:
        return refused(request, refusal)


def _again(request: HttpRequest) -> str:
    """Return where to go on afterwards: here, or for a form the page on which it stood."""
    if request.method == "GET":
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else ""


def _led_to(name: str, target: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': target})}")


def _unstored(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Return the answer with the word that no browser may store it, where somebody signed in."""
    if request.viewer.person:  # type: ignore[attr-defined]
        answer.headers.setdefault("Cache-Control", "private, no-store")
    return answer


def _turned_away(request: HttpRequest) -> HttpResponse:
    if request.viewer.person:  # type: ignore[attr-defined]
        raise Http404
    return _led_to("signin", request.get_full_path())


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asks, such as the outbox of a phone."""
    return request.headers.get("Accept", "").startswith("application/json")


def refused(request: HttpRequest, refusal: Refused, **context: Any) -> HttpResponse:
    """Return a refusal as JSON, as a fragment, or as a page of its own."""
    words = {"code": refusal.code, "words": str(refusal)}
    if wants_json(request):
        return JsonResponse(words, status=refusal.status)
    if getattr(request, "htmx", False):
        template = "shell/components/refusal.html"
    else:
        template = "shell/refused.html"
    return render(request, template, {"refusal": words, **context}, status=refusal.status)
