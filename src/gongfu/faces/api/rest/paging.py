"""Lists in steps: a cursor that marks the last line, and a link to what follows (RFC 8288)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest
from ninja import Field, Schema
from pydantic import BeforeValidator

from gongfu.faces.api.rest.fields import Said, number_of
from gongfu.kernel.places.seeing import After, CursorOver, Page, page_in

T = TypeVar("T")
L = TypeVar("L")

Cursor = Annotated[
    str,
    Field(pattern=r"^([A-Za-z0-9_-]{2,118}={0,2})?$"),
    Said("Where to go on: from the “next” of the answer before."),
]
Limit = Annotated[
    int,
    Field(ge=1, le=100),
    BeforeValidator(lambda given: given if isinstance(given, int) else number_of(given)),
    Said("How many lines at most."),
]


class Listed(Schema, Generic[T]):
    """Some lines of a list."""

    items: list[T]
    total: int = Field(description="How many lines the whole list has.")
    next: str | None = Field(None, description="The address of what follows; null at the end.")


def after(cursor: str, limit: int) -> After:
    """Return which lines are asked for, one more than wanted.  Raises CursorOver."""
    try:
        last = base64.urlsafe_b64decode(cursor.encode()).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise CursorOver() from None
    if not last.isprintable():
        raise CursorOver()
    return After(last, limit + 1)


def listed(
    request: HttpRequest,
    page: Page[L],
    *,
    mark: Callable[[L], str],
    line: Callable[[L], Any] | None = None,
) -> dict[str, Any]:
    """Return lines with the address of what follows, which also goes into a Link header.

    mark: what tells a line from the others.  line: how it is shown, by default as it is.
    """
    wanted = page.page.limit - 1 if isinstance(page.page, After) else len(page.lines)
    lines = page.lines[:wanted]
    following = _next(request, mark(lines[-1])) if len(page.lines) > wanted else None
    shown = [line(one) for one in lines] if line else list(lines)
    return {"items": shown, "total": page.total, "next": following}


def whole(
    request: HttpRequest,
    lines: Sequence[L],
    turn: After,
    *,
    mark: Callable[[L], str],
    line: Callable[[L], Any] | None = None,
) -> dict[str, Any]:
    """Return some lines of a list that is in memory.  Raises CursorOver."""
    page = Page(len(lines), page_in(lines, page=turn, mark=mark), turn)
    return listed(request, page, mark=mark, line=line)


def _next(request: HttpRequest, last: str) -> str:
    query = request.GET.copy()
    query["cursor"] = base64.urlsafe_b64encode(last.encode()).decode()
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    link(request, "next", address)
    return address


def link(request: HttpRequest, relation: str, address: str) -> None:
    """Let the answer carry a link."""
    links: dict[str, str] = request.__dict__.setdefault("links", {})
    links[relation] = address
