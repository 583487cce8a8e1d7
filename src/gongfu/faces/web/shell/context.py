"""What every template of a page may use."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongfu.faces.web.shell import clock, messages
from gongfu.faces.web.shell.keeping import is_kept
from gongfu.faces.web.shell.preferences import is_large
from gongfu.faces.web.shell.viewers import viewer_of
from gongfu.kernel.notices.reading import unread
from gongfu.kernel.places import tree
from gongfu.kernel.rights.checking import roles_hold
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

_NAMING = {"desk", "teams"}


class Link(NamedTuple):
    """A link of the main navigation."""

    words: str
    href: str
    current: bool
    fresh: int = 0


def navigation(viewer: Viewer, path: str) -> list[Link]:
    """Return the links that this viewer can use."""
    home = reverse("home")
    return [
        Link(
            words,
            href,
            path == href if href == home else path.startswith(href),
            unread(viewer.person) if name == "notices" else 0,
        )
        for words, name, href in _links(viewer.roles, get_language() or "")
    ]


@lru_cache(maxsize=256)
def _links(roles: frozenset[Role], language: str) -> tuple[tuple[str, str, str], ...]:
    """Return words, name and address of what these roles can use, in the language in use."""
    places = [
        (_("Home"), "home", "page.public"),
        (_("My day"), "day", "page.own_day"),
        (_("Ask for help"), "ask", "request.create_at_door"),
        (_("My tasks"), "tasks", "offer.accept"),
        (_("Notices"), "notices", "notice.read_own"),
        (_("Desk"), "desk", "page.office_desk"),
        (_("Requests"), "needs-board", "page.office_desk"),
        (_("Key team"), "teams", "team.read"),
        (_("Service posts"), "posts", "post.read"),
        (_("Cooperative"), "fields", "season.adopt"),
        (_("Farming"), "fields-officer", "cooperative.oversee"),
        (_("Forms"), "forms", "form.fill_and_export"),
        (_("Sheets"), "sheets", "sheet.import"),
        (_("Offices"), "offices", "role.grant"),
        (_("Audit"), "audit", "audit.read_all"),
        (_("Statistics"), "statistics", "indicator.receive"),
        (_("Figures"), "figures", "figure.read_published"),
        (_("Story"), "story", "figure.read_published"),
        (_("Verify"), "verify", "ledger.verify"),
    ]
    return tuple(
        (words, name, reverse(name))
        for words, name, permission in places
        if roles_hold(roles, permission, named=name in _NAMING)
    )


def owner_mark(viewer: Viewer) -> str:
    """Return an opaque mark of the person, by which a phone knows whose records wait on it."""
    return salted_hmac("outbox", viewer.person).hexdigest()[:16] if viewer.person else ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's values for every template."""
    viewer: Viewer = getattr(request, "viewer", None) or viewer_of(request)
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "viewer": viewer,
        "signed_in": bool(viewer.person),
        "outbox_owner": owner_mark(viewer),
        "keeping": is_kept(request),
        "toasts": SimpleLazyObject(lambda: [] if is_kept(request) else messages.toasts(request)),
        "district": tree.name_of(settings.GONGFU_DISTRICT),
        "demo": settings.GONGFU_DEMO,
        "large": is_large(request),
        "other_language": "en" if language.startswith("zh") else "zh-hans",
        "navigation": navigation(viewer, request.path),
        "today": clock.now(),
        "filing": settings.GONGFU_FILING,
        "complaints": settings.GONGFU_COMPLAINTS,
    }
