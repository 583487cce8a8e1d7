"""Small pages of the frame: help, service worker, token for the outbox, errors."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache

from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.context import owner_mark
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.viewers import viewer_of

ASSETS = (
    "gongfu/tokens.css",
    "gongfu/app.css",
    "gongfu/board.css",
    "gongfu/farm.css",
    "gongfu/app.js",
    "gongfu/outbox.js",
    "gongfu/icon.svg",
    "django_htmx/htmx-2.min.js",
)
_WORKER = Path(__file__).resolve().parents[1] / "static" / "gongfu" / "sw.js"


@never_cache
@page("page.public")
def token(request: HttpRequest) -> HttpResponse:
    """Return a token for a form that is sent later, the time, and a mark of who is signed in."""
    viewer = request.viewer  # type: ignore[attr-defined]
    return JsonResponse(
        {
            "token": get_token(request),
            "signed_in": bool(viewer.person),
            "owner": owner_mark(viewer),
            "now": clock.now().isoformat(),
        }
    )


@functools.cache
def _version() -> str:
    """Return a mark that changes whenever an asset of the frame does."""
    paths = [finders.find(name) for name in ASSETS]
    parts = [Path(path).read_bytes() for path in paths if isinstance(path, str)]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


@page("page.public")
def service_worker(request: HttpRequest) -> HttpResponse:
    """Send the script that keeps the day's pages on the phone, with the assets it keeps."""
    kept = json.dumps({"version": _version(), "assets": [static(name) for name in ASSETS]})
    script = f"self.KEPT = {kept};\n{_WORKER.read_text('utf-8')}"
    answer = HttpResponse(script, content_type="text/javascript")
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


def _error(status: int) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        code = 413 if isinstance(exception, RequestDataTooBig) else status
        request.viewer = viewer_of(request)  # type: ignore[attr-defined]
        return render(request, f"{code}.html", status=code)

    return answer


not_found = _error(404)
forbidden = _error(403)
bad_request = _error(400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or too old."""
    return forbidden(request)
