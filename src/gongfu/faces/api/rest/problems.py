"""Errors as RFC 9457 says: `application/problem+json` with our stable code and a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from gongfu.faces.api.limits import TooMany
from gongfu.kernel.refusals import BadInput, Many, NotAllowed, Refused

MEDIA = "application/problem+json"
PROBLEMS = "/api/v1/problems/"


class Fault(Schema):
    """One of several things that were wrong."""

    where: str = Field(description="Where: a field by its path, or a line by its number, from 1.")
    code: str = Field(description="A stable code.")
    detail: str = Field(description="What is wrong, in the asked language.")


class Problem(Schema):
    """Why a request was not carried out."""

    type: str = Field(description="The address of a page about problems of this kind.")
    title: str = Field(description="The kind of problem, in the asked language.")
    status: int = Field(description="The HTTP status.")
    code: str = Field(description="A stable code.")
    detail: str = Field(description="What is wrong and what to do, in the asked language.")
    errors: list[Fault] = Field([], description="Each thing that was wrong, where there are more.")


class KeyNeeded(NotAllowed):
    """The operation is not for the public."""

    code = "api.key-needed"
    words = _("This needs a key: send it as “Authorization: Bearer KEY”.")
    status = 401


class KeyUnknown(NotAllowed):
    """The key is unknown, has ended, was revoked, or waits for its person's word."""

    code = "api.key-unknown"
    words = _("This key opens nothing: it is unknown, over, revoked, or not yet allowed.")
    status = 401


class OutsideScope(NotAllowed):
    """The key was not made for this."""

    code = "api.outside-scope"
    words = _("This key was not made for this. Ask for one with the scope %(scopes)s.")


class NothingHere(BadInput):
    """No operation or thing has this address."""

    code = "api.nothing-here"
    words = _("There is nothing at this address.")
    status = 404


class WrongMethod(BadInput):
    """The address takes other methods."""

    code = "api.wrong-method"
    words = _("This address does not take that method.")
    status = 405


class UnreadableBody(BadInput):
    """The body is no JSON in UTF-8."""

    code = "api.unreadable-body"
    words = _("The body of the request is not JSON in UTF-8.")
    status = 400


class TooBig(BadInput):
    """The body is too big to be meant."""

    code = "api.too-big"
    words = _("The body of the request is too big.")
    status = 413


class BadFields(BadInput):
    """Fields are missing or not as described."""

    code = "api.bad-fields"
    words = _("The request is not as described: see the errors.")


_TITLES: Mapping[int, str | Promise] = {
    400: _("Unreadable"),
    401: _("Key needed"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Wrong method"),
    413: _("Too big"),
    422: _("Not possible"),
    429: _("Too many requests"),
    507: _("No room"),
}


STATUSES = tuple(_TITLES)


def title_of(status: int) -> str:
    """Return what problems of a status are called, in the reader's language."""
    return str(_TITLES.get(status, HTTPStatus(status).phrase))


def answer(refusal: Refused, *, errors: Iterable[Fault] = ()) -> HttpResponse:
    """Return a refusal as a problem document."""
    lines = [*errors, *(_line_faults(refusal) if isinstance(refusal, Many) else ())]
    body: dict[str, Any] = {
        "type": f"{settings.GONGFU_URL}{PROBLEMS}#{refusal.code}",
        "title": title_of(refusal.status),
        "status": refusal.status,
        "code": refusal.code,
        "detail": str(refusal),
    }
    if lines:
        body["errors"] = [line.model_dump() for line in lines]
    text = json.dumps(body, ensure_ascii=False).encode()
    found = HttpResponse(text, status=refusal.status, content_type=MEDIA)
    if refusal.status == 401:
        found["WWW-Authenticate"] = 'Bearer realm="gongfu"'
    if isinstance(refusal, TooMany):
        found["Retry-After"] = str(refusal.values["seconds"])
    return found


def _line_faults(many: Many) -> list[Fault]:
    return [
        Fault(where=str(error.line), code=error.refusal.code, detail=str(error.refusal))
        for error in many.errors
    ]
