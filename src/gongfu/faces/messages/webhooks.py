"""Signed webhooks: a person's own program is told what the person is told, without any name.

The head follows Standard Webhooks: `webhook-id`, `webhook-timestamp`, and `webhook-signature`, an
HMAC-SHA256 over `id.timestamp.body` under a secret that the person reads over the interface.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import socket
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from gongfu.faces.messages import outgoing
from gongfu.faces.messages.gateways import Outcome
from gongfu.kernel.notices.models import Notice
from gongfu.kernel.notices.outbox import Claimed
from gongfu.kernel.people.ids import is_id

_NEVER = (outgoing.Forbidden, ConnectionRefusedError, socket.gaierror)


def secret_of(person: str) -> bytes:
    """Return the secret under which what is sent for this person is signed."""
    words = f"webhook {person}".encode()
    return hmac.digest(settings.GONGFU_MASTER_KEY.encode(), words, hashlib.sha256)


def deliver(claimed: Claimed, *, to: str, at: datetime) -> Outcome:
    """Send what a person was told to the address of their program."""
    body = json.dumps({"notices": [_line(one) for one in claimed.notices]}).encode()
    stamp = str(int(at.timestamp()))
    signed = b".".join([claimed.mark.encode(), stamp.encode(), body])
    mac = hmac.digest(secret_of(claimed.person), signed, hashlib.sha256)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": claimed.mark,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }
    try:
        status = outgoing.post(to, body, headers)
    except _NEVER:
        return Outcome.REFUSED
    except (OSError, http.client.HTTPException, ValueError):
        return Outcome.UNSURE
    return Outcome.TAKEN if 200 <= status < 300 else Outcome.REFUSED


def _line(notice: Notice) -> dict[str, str]:
    found = {
        "number": str(notice.pk),
        "kind": notice.kind,
        "at": notice.at.isoformat(),
        "link": f"{settings.GONGFU_URL}{reverse('notice', args=[notice.pk])}",
    }
    of_need = notice.kind.startswith("needs.") and is_id(notice.about)
    return {**found, "need": notice.about} if of_need else found
