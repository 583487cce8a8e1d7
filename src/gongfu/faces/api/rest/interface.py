"""The interface: its groups, how every answer is dressed, and what lies at its addresses."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from gongfu.faces.api.rest import problems
from gongfu.faces.api.rest.groups import GROUPS
from gongfu.faces.api.rest.operations import OPERATIONS
from gongfu.faces.api.rest.reading import StrictJson, handle_on
from gongfu.faces.web.shell.pages import page

View = Callable[..., HttpResponse]
VERSION = "1.0"


class Readable(JSONRenderer):
    """JSON whose Chinese can be read."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="gongfu",
    version=VERSION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
    parser=StrictJson(),
    renderer=Readable(),
)
handle_on(api)
for _name, _router in GROUPS.items():
    api.add_router("", _router)


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Return the addresses of all operations, each dressed as `dressed` says."""
    patterns, app, space = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = dressed(pattern.callback)
    known = [one for one in patterns if isinstance(one, URLPattern) and one.name in OPERATIONS]
    return list(known), app, space


def dressed(view: View) -> View:
    """Return the view with HEAD, problem documents for wrong methods, links and cache rules."""

    @functools.wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        found = _problem_for(view(request, **named))
        _dress(request, found)
        return _without_body(found) if head else found

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def _problem_for(found: HttpResponse) -> HttpResponse:
    if found.status_code != 405:
        return found
    refused = problems.answer(problems.WrongMethod())
    allowed = {one.strip() for one in found["Allow"].split(",")}
    refused["Allow"] = ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set())))
    return refused


def _dress(request: HttpRequest, found: HttpResponse) -> None:
    links: dict[str, str] = request.__dict__.get("links", {})
    if "location" in links and found.status_code == 201:
        found["Location"] = links["location"]
    if "next" in links and found.status_code == 200:
        found["Link"] = f'<{links["next"]}>; rel="next"'
    found.headers.setdefault("Cache-Control", "private, no-store")
    found.headers.setdefault("Content-Language", get_language() or "")
    patch_vary_headers(found, ("Authorization", "Accept-Language"))


def _without_body(found: HttpResponse) -> HttpResponse:
    found["Content-Length"] = str(len(found.content))
    found.content = b""
    return found


@page("page.public")
@dressed
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return problems.answer(problems.NothingHere())
