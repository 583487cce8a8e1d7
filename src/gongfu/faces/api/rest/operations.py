"""The mark of an operation: it names its permission, and with it who may ask for it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status

from gongfu.faces.api.rest.callers import HEADER, Key, is_public
from gongfu.faces.api.rest.paging import link
from gongfu.faces.api.rest.problems import Problem
from gongfu.faces.api.scopes import scopes_for
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.rights import matrix

ROOT = "/api/v1"
_IDS = ("need", "offer", "post", "claim", "team", "member", "elder", "alarm")

View = Callable[..., Any]


class Operation(NamedTuple):
    """One operation.  scopes: any of them opens it.  public: reading it needs no key."""

    name: str
    method: str
    path: str
    permission: str
    scopes: tuple[str, ...]
    public: bool
    view: View


OPERATIONS: dict[str, Operation] = {}


class Recorded(Schema):
    """What was recorded, the same however often the same request is sent under the same key."""

    number: int = Field(description="The number of the record.")
    kind: str = Field(description="The kind of the record.")
    recorded_at: str = Field(
        description="When it was recorded.", json_schema_extra={"format": "date-time"}
    )
    need: str | None = Field(None, description="The id of the request.")
    track: str | None = Field(None, description="The number by which anybody can follow it.")
    slip: str | None = Field(
        None, description="The secret of its slip, for who asked alone: with it they answer."
    )
    offer: str | None = Field(None, description="The id of the task.")
    post: str | None = Field(None, description="The id of the post.")
    claim: str | None = Field(None, description="The id of the claim.")
    team: str | None = Field(None, description="The id of the team.")
    member: str | None = Field(None, description="The id of the member.")
    elder: str | None = Field(None, description="The id of the elder.")
    alarm: str | None = Field(None, description="The id of the alarm.")


def operation(
    router: Router,
    call: str,
    permission: str,
    answers: Any = Recorded,
    *,
    status: int = 0,
    more: dict[str, Any] | None = None,
) -> Callable[[View], View]:
    """Mark a function as the operation `call`, such as `GET /posts`, under `permission`.

    answers: what it returns.  status: by default 200 for reading, 201 for what is recorded.
    more: what its description says beside.  Raises UnknownPermission at import, ValueError where
    no scope opens it.
    """
    matrix.row(permission)
    method, path = call.split()
    public, scopes = is_public(permission, method), scopes_for(permission)
    if not scopes:
        raise ValueError(f"no scope opens {permission}")
    codes = [401, 403, 404, 422, 429] + ([] if method == "GET" else [400, 413, 507])
    done = status or (200 if method == "GET" else 201)

    def mark(view: View) -> View:
        name = view.__name__
        OPERATIONS[name] = Operation(name, method, path, permission, scopes, public, view)
        marked: View = router.api_operation(
            [method],
            path,
            auth=Key(permission, public=public),
            response={done: answers, frozenset(codes): Problem},
            operation_id=name,
            url_name=name,
            exclude_none=answers is Recorded,
            openapi_extra={
                "parameters": [] if method == "GET" else [dict(_IDEMPOTENCY)],
                "x-permission": permission,
                "x-scopes": list(scopes),
                **(more or {}),
            },
        )(_answering(view, done))
        return marked

    return mark


def _answering(view: View, status: int) -> View:
    """Return the view, its answer under the status that its description names."""

    @functools.wraps(view)
    def answered(request: HttpRequest, **given: Any) -> Any:
        found = view(request, **given)
        return found if isinstance(found, HttpResponse) else Status(status, found)

    answered.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
    return answered


_IDEMPOTENCY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
    "description": "The same request under the same key is carried out once.",
}


def recorded(request: HttpRequest, entry: Entry[Any], *, to: str = "") -> Recorded:
    """Return what an entry says of itself; to: where the new thing is read, below the root."""
    deed = entry.deed
    ids = {name: getattr(deed, name) for name in _IDS if hasattr(deed, name)}
    link(request, "location", f"{ROOT}{to or f'/records/{entry.number}'}")
    return Recorded(
        number=entry.number,
        kind=deed.kind,
        recorded_at=entry.at.isoformat(),
        track=ids["need"][:10] if ids.get("need") else None,
        **ids,
    )
