"""Pages that a phone keeps for where there is no signal: rendered without any name.

The service worker asks for them with a header of its own and keeps nothing else.  In the place of
a person stands an element with `data-person`, the opaque id; the phone fills in the names from
what outbox.js keeps sealed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from gongfu.kernel.people import vault

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

ASKED, ANSWERED = "Gongfu-Keep", "Gongfu-Kept"


def keepable(view: View[P]) -> View[P]:
    """Mark a view that leaves out every name when it is asked for to be kept."""

    @functools.wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        keeping = request.method == "GET" and request.headers.get(ASKED) == "1"
        request.keeping = keeping  # type: ignore[attr-defined]
        found = view(request, *args, **kwargs)
        if keeping:
            found[ANSWERED] = "1"
        return found

    return answer


def is_kept(request: HttpRequest) -> bool:
    """Say whether the page is rendered to be kept on a phone."""
    return bool(getattr(request, "keeping", False))


def labels_for(request: HttpRequest, people: Iterable[str]) -> dict[str, str]:
    """Return how lists call these people; nothing at all on a page that is kept."""
    return {} if is_kept(request) else vault.labels(people)
