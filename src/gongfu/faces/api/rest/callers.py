"""Who asks: by a key, or as the public; within which scopes, and how often."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import NamedTuple

from django.http import HttpRequest
from ninja.security import HttpBearer

from gongfu.faces.api import keys
from gongfu.faces.api.keys import Holder
from gongfu.faces.api.limits import count_address, count_key
from gongfu.faces.api.rest.fields import IDEMPOTENCY_KEY
from gongfu.faces.api.rest.problems import BadFields, KeyNeeded, KeyUnknown, OutsideScope
from gongfu.faces.api.scopes import opens, scopes_for
from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.rights import matrix
from gongfu.kernel.rights.checking import Denied, holds_somewhere
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Viewer

HEADER = "Idempotency-Key"
_SPACE = uuid.UUID("6a1d6f0c-6d0b-4b6e-9f55-1b1f6d1c8f1e")


class Caller(NamedTuple):
    """Who asks and when.  key: the ledger's idempotency key for this request, or empty."""

    viewer: Viewer
    at: datetime
    key: str = ""

    @property
    def on(self) -> date:
        """Return the Shanghai day."""
        return shanghai_day(self.at)

    @property
    def person(self) -> str:
        """Return the id of the person for whom is asked, empty for the public."""
        return self.viewer.person


class Key(HttpBearer):
    """A key whose scopes open the operation's permission; what is public needs none."""

    def __init__(self, permission: str, *, public: bool) -> None:
        """Guard one operation.  public: it may be asked without a key."""
        super().__init__()
        self._permission = permission
        self._public = public

    def __call__(self, request: HttpRequest) -> Caller:
        """Return who asks.

        Raises KeyNeeded, KeyUnknown, TooMany, OutsideScope, Denied, BadFields.
        """
        if "Authorization" not in request.headers:
            return self._nobody(request)
        found = super().__call__(request)
        if found is None:
            raise KeyUnknown()
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return who asks with this key."""
        at = clock.now()
        holder = keys.holder_of(token, on=shanghai_day(at))
        if holder is None:
            count_address(request)
            raise KeyUnknown()
        count_key(holder)
        if not opens(holder.scopes, self._permission):
            raise OutsideScope(scopes=" / ".join(scopes_for(self._permission)))
        viewer = holder.viewer
        if not holds_somewhere(viewer, self._permission):
            raise Denied()
        return Caller(viewer, at, _idempotency(request, holder))

    def _nobody(self, request: HttpRequest) -> Caller:
        count_address(request)
        if not self._public:
            raise KeyNeeded()
        return Caller(PUBLIC, clock.now())


def is_public(permission: str, method: str) -> bool:
    """Say whether an operation needs no key: reading what the table gives to everybody."""
    return method == "GET" and matrix.row(permission).cells[Role.PUB] != "-"


def _idempotency(request: HttpRequest, holder: Holder) -> str:
    """Return the ledger's key of what this caller sends under this header; each has their own."""
    given = request.headers.get(HEADER, "")
    if not given:
        return ""
    if not IDEMPOTENCY_KEY.fullmatch(given):
        raise BadFields()
    return str(uuid.uuid5(_SPACE, f"{holder.person or holder.name} {given}"))


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks, as the guard of the operation has found."""
    found: Caller = request.auth  # type: ignore[attr-defined]
    return found
