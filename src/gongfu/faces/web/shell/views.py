"""Small pages of the frame: help, service worker, token for the outbox, errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.viewers import viewer_of

_STATIC = Path(__file__).resolve().parents[1] / "static" / "gongfu"


@never_cache
@page("page.public")
def token(request: HttpRequest) -> HttpResponse:
    """Return a token for a form that is sent later, the time, and whether anybody is signed in."""
    viewer = request.viewer  # type: ignore[attr-defined]
    return JsonResponse(
        {
            "token": get_token(request),
            "signed_in": bool(viewer.person),
            "now": clock.now().isoformat(),
        }
    )


@page("page.public")
def service_worker(request: HttpRequest) -> HttpResponse:
    """Send the script that keeps the day's pages on the phone."""
    answer = HttpResponse((_STATIC / "sw.js").read_text("utf-8"), content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@page("page.public")
def offline(request: HttpRequest) -> HttpResponse:
    """Show what works without a network."""
    return render(request, "shell/offline.html")


@page("page.public")
def help_page(request: HttpRequest) -> HttpResponse:
    """Explain the pages in a few sentences, and where to complain."""
    return render(request, "shell/help.html")


def _error(status: int) -> Any:
    def answer(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        request.viewer = viewer_of(request)  # type: ignore[attr-defined]
        return render(request, f"{status}.html", status=status)

    return answer


not_found = _error(404)
forbidden = _error(403)
bad_request = _error(400)
