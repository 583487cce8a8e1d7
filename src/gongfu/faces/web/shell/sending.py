"""What every form of the key team sends: its key, the moment it speaks of, its answer."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import wants_json
from gongfu.kernel.refusals import BadInput

_LONGEST = 24 * 60


class Unreadable(BadInput):
    """A form came with something that no page of ours sends."""

    code = "web.unreadable"
    words = _("This form could not be read. Open the page again and fill it anew.")


def new_key() -> str:
    """Return a fresh idempotency key for a form."""
    return str(uuid.uuid4())


def key_of(request: HttpRequest) -> str:
    """Return the form's idempotency key.  Raises Unreadable."""
    try:
        return str(uuid.UUID(request.POST.get("key", "")))
    except ValueError:
        raise Unreadable() from None


def span_of(request: HttpRequest) -> tuple[datetime, datetime]:
    """Return from when to when: the phone says when it ended, else the page's opening counts.

    Raises Unreadable.
    """
    ended_at = _moment(request.POST.get("ended_at") or request.POST.get("opened_at") or "")
    try:
        minutes = int(request.POST.get("minutes", ""))
    except ValueError:
        raise Unreadable() from None
    if not 0 < minutes <= _LONGEST:
        raise Unreadable()
    return ended_at - timedelta(minutes=minutes), ended_at


def _moment(text: str) -> datetime:
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Unreadable()
    found = found.replace(microsecond=0)
    now = clock.now()
    return now.replace(microsecond=0) if now < found < now + timedelta(minutes=2) else found


def recorded(request: HttpRequest, number: int, *, to: str) -> HttpResponse:
    """Return the answer to a recorded form: JSON for the outbox, else a redirect."""
    if wants_json(request):
        return JsonResponse({"number": number, "next": to}, status=201)
    return HttpResponseRedirect(to)
