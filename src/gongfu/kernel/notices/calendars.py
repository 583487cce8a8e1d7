"""A person's own calendar feed: one secret address each, which can be changed or closed."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from gongfu.kernel.notices.models import Feed
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("notice.choose_own")
def open_feed(viewer: Viewer, *, at: datetime) -> str:
    """Give the viewer's feed a new secret and return it; it cannot be shown again.

    An address given before stops working.  Raises Denied.
    """
    check(viewer, "notice.choose_own", owner=viewer.person)
    secret = secrets.token_urlsafe(24)
    values = {"digest": _digest(secret), "opened_at": at}
    Feed.objects.update_or_create(pk=viewer.person, defaults=values)
    return secret


@action("notice.choose_own")
def close_feed(viewer: Viewer) -> bool:
    """Close the viewer's feed; return whether one was open.  Raises Denied."""
    check(viewer, "notice.choose_own", owner=viewer.person)
    return bool(Feed.objects.filter(pk=viewer.person).delete()[0])


def opened_at(person: str) -> datetime | None:
    """Return since when the person's feed is open, or None."""
    return Feed.objects.filter(pk=person).values_list("opened_at", flat=True).first()


def owner_of(secret: str) -> str:
    """Return whose feed this secret opens, or an empty string."""
    rows = Feed.objects.filter(digest=_digest(secret))
    return rows.values_list("person", flat=True).first() or ""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
