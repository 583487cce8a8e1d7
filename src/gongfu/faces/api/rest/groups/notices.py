"""Notices: what the caller was told."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router, Schema

from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import RecordNumber
from gongfu.faces.api.rest.operations import operation
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, listed
from gongfu.faces.messages import webhooks
from gongfu.kernel.notices import actions, reading

router = Router(tags=["notices"])


class NoticeOut(Schema):
    """One thing that the caller should know."""

    number: int = Field(description="The number of the notice.")
    title: str = Field(description="In the asked language.")
    sentence: str = Field(description="In the asked language, without names.")
    link: str = Field(description="The page that it is about.")
    at: datetime
    urgent: bool
    read: bool


class ReadOut(Schema):
    """A notice that was read."""

    link: str = Field(description="The page that it is about.")


class WebhookOut(Schema):
    """How what is sent to the caller's own program is signed."""

    available: bool = Field(description="Whether this system sends webhooks.")
    secret: str = Field(
        description="The secret of the signatures (HMAC-SHA256), whsec_ and base64."
    )


@operation(router, "GET /webhook", "notice.choose_own", WebhookOut)
def get_webhook(request: HttpRequest) -> Any:
    """Read the secret of the caller's webhooks; the address is chosen among the notices' ways."""
    secret = base64.b64encode(webhooks.secret_of(caller_of(request).person)).decode()
    return {"available": settings.GONGFU_WEBHOOKS, "secret": f"whsec_{secret}"}


@operation(router, "GET /notices", "notice.read_own", Listed[NoticeOut])
def list_notices(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List what the caller was told, the newest first."""
    found = reading.told(caller_of(request).viewer, page=after(cursor, limit))
    return listed(request, found, mark=lambda one: str(one.number), line=lambda one: one._asdict())


@operation(router, "POST /notices/{number}/read", "notice.read_own", ReadOut, status=200)
def read_notice(request: HttpRequest, number: RecordNumber) -> Any:
    """Mark a notice as read."""
    caller = caller_of(request)
    return {"link": actions.mark_read(caller.viewer, number, at=caller.at)}
