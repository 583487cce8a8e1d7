"""The mark of an endpoint: it names its permission, its formats, and answers refusals."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from gongfu.faces.api import keys
from gongfu.faces.api.limits import TooMany, count_address, count_key
from gongfu.faces.api.open311.writing import FORMATS, error
from gongfu.faces.api.scopes import opens
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import PAGES
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights import matrix
from gongfu.kernel.rights.viewers import PUBLIC

View = Callable[..., HttpResponse]


def endpoint(permission: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Mark a view of the interface under `permission`; everyone here is the public.

    Its last argument is the format.  Writing needs a key with the scope open311.
    """
    matrix.row(permission)

    def mark(view: View) -> View:
        PAGES[f"{view.__module__}.{view.__name__}"] = permission

        @csrf_exempt
        @functools.wraps(view)
        def answered(request: HttpRequest, *, form: str, **named: Any) -> HttpResponse:
            request.viewer = PUBLIC  # type: ignore[attr-defined]
            try:
                if fault := _fault(request, form, methods):
                    return error(form, *fault)
                return view(request, form=form, **named)
            except TooMany as refusal:
                found = error(form, 429, str(refusal))
                found["Retry-After"] = str(refusal.values["seconds"])
                return found
            except Refused as refusal:
                status = 404 if refusal.status == 404 else 400
                return error(form, status, str(refusal))

        answered.permission = permission  # type: ignore[attr-defined]
        return answered

    return mark


def _fault(request: HttpRequest, form: str, methods: tuple[str, ...]) -> tuple[int, str] | None:
    given = request.GET if request.method == "GET" else request.POST
    place = given.get("jurisdiction_id", "")
    if form not in FORMATS:
        return 404, _("The formats are json and xml.")
    if request.method not in methods:
        return 405, _("This address does not take that method.")
    if place and place not in (settings.GONGFU_DISTRICT, settings.GONGFU_ORIGIN):
        return 404, _("We serve another jurisdiction; leave jurisdiction_id out.")
    key = given.get("api_key") or request.headers.get("X-Api-Key", "")
    holder = keys.holder_of(key, on=shanghai_day(clock.now())) if key else None
    if holder is None:
        count_address(request)
    else:
        count_key(holder)
    writes = holder is not None and opens(holder.scopes, "request.create_at_door")
    if request.method == "POST" and not writes:
        return 403, _("Writing needs a valid api_key; ask the district for one.")
    return None
