"""What could not be read in a request: each field with a code and a sentence, never its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from gongfu.faces.api.rest import problems
from gongfu.faces.api.rest.problems import Fault
from gongfu.kernel.refusals import Refused

_WORDS: Mapping[str, str | Promise] = {
    "missing": _("This is missing."),
    "extra_forbidden": _("There is no such field."),
    "string_pattern_mismatch": _("This has not the form that is described."),
    "string_too_long": _("This is too long."),
    "string_too_short": _("This is too short."),
    "too_long": _("These are too many."),
    "too_short": _("These are too few."),
    "greater_than_equal": _("This is too small."),
    "less_than_equal": _("This is too large."),
    "literal_error": _("Choose one of those that are described."),
}
_OTHER = _("This is not what is described.")


class StrictJson(Parser):
    """JSON in UTF-8 as RFC 8259 says: no NaN, no half characters."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the parsed body.  Raises ValueError."""
        found: dict[str, Any] = orjson.loads(request.body)
        return found


def handle_on(api: NinjaAPI) -> None:
    """Let the interface answer what it expects as problem documents; the rest rises."""
    handlers: dict[type[Exception], Callable[[Any], HttpResponse]] = {
        Refused: problems.answer,
        ValidationError: _bad_fields,
        HttpError: lambda _error: problems.answer(problems.UnreadableBody()),
        RequestDataTooBig: lambda _error: problems.answer(problems.TooBig()),
        Http404: lambda _error: problems.answer(problems.NothingHere()),
        Exception: _rise,
    }
    for expected, handler in handlers.items():
        api.add_exception_handler(expected, _without_request(handler))


def _without_request(handler: Callable[[Any], HttpResponse]) -> Any:
    return lambda _request, error: handler(error)


def _bad_fields(error: ValidationError) -> HttpResponse:
    return problems.answer(problems.BadFields(), errors=[_fault(one) for one in error.errors])


def _fault(one: Mapping[str, Any]) -> Fault:
    code = str(one["type"])
    source, *path = (str(part) for part in one["loc"])
    inside = path[1:] if source == "body" else path
    return Fault(where=".".join(inside) or source, code=code, detail=str(_WORDS.get(code, _OTHER)))


def _rise(error: Exception) -> HttpResponse:
    raise error
