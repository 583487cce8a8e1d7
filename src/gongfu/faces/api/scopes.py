"""What a key may be for: each scope opens a group of permissions, of which the table decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.rights import matrix


class Scope(NamedTuple):
    """A group of permissions; words: what a person allows with it."""

    words: str | Promise
    permissions: frozenset[str]


def _scope(words: str | Promise, *permissions: str) -> Scope:
    for one in permissions:
        matrix.row(one)
    return Scope(words, frozenset(permissions))


SCOPES: dict[str, Scope] = {
    "public.read": _scope(
        _("Read what is public: places, posts, teams, figures, records"),
        "page.public",
        "figure.read_published",
        "figure.drill_to_records",
        "record.read",
        "deed.receipt_and_proof",
        "request.track",
        "post.read",
        "group.read",
        "pattern.read",
        "batch.trace",
    ),
    "open311": _scope(_("Make requests without an account"), "request.create_at_door"),
    "needs.read": _scope(_("Read requests"), "request.read_open", "request.read_full"),
    "needs.ask": _scope(
        _("Make, withdraw and answer requests"),
        "request.create",
        "request.create_at_door",
        "request.withdraw",
        "request.reopen",
        "request.repeat",
        "service.rate",
    ),
    "needs.decide": _scope(
        _("Decide about requests"),
        "request.review",
        "request.escalate",
        "request.answer_call",
        "request.call_back",
        "request.reopen",
        "request.repeat",
        "request.withdraw",
        "request.close",
    ),
    "tasks": _scope(_("Take tasks and say how they went"), "offer.accept", "request.serve"),
    "dispatch": _scope(_("See suggestions and ask helpers"), "offer.send"),
    "members.read": _scope(
        _("Read the members of an area"), "member.read", "roster.cadres_and_members"
    ),
    "members.write": _scope(_("Register and change members"), "member.register", "member.edit"),
    "posts.write": _scope(_("Open and change service posts"), "post.open", "absence.note"),
    "claims.read": _scope(_("Read who holds a place at a post"), "claim.read"),
    "claims.write": _scope(
        _("Claim places at posts and record service"), "post.claim", "post.serve"
    ),
    "claims.decide": _scope(_("Confirm or decline claims"), "claim.decide"),
    "teams.read": _scope(_("Read who belongs to a team"), "group.read_members"),
    "teams.write": _scope(
        _("Form, join, leave and lead teams"), "group.form", "group.join", "group.lead"
    ),
    "hours.read": _scope(_("Read hours of service"), "volunteer.hours_list"),
    "notices.read": _scope(_("Read notices and mark them read"), "notice.read_own"),
    "webhooks": _scope(_("Read the secret of one's webhooks"), "notice.choose_own"),
    "visits.read": _scope(
        _("Read which elders are to be visited"), "round.plan", "elder.read_care_card"
    ),
    "farms.read": _scope(_("Read plots and harvests"), "plot_and_harvest.read"),
    "farms.write": _scope(
        _("Record plots, harvests and sales"), "land.change", "field.work", "crop.sell"
    ),
    "visits.import": _scope(_("Enter paper slips of visits"), "visit.import"),
}


def scopes_for(permission: str) -> tuple[str, ...]:
    """Return the scopes that open a permission."""
    return tuple(name for name, one in SCOPES.items() if permission in one.permissions)


def opens(scopes: Iterable[str], permission: str) -> bool:
    """Say whether one of the scopes opens the permission."""
    return any(permission in SCOPES[name].permissions for name in scopes if name in SCOPES)
