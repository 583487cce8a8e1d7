"""The operations, a file for each group of things."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from ninja import Router

from gongfu.faces.api.rest.groups import (
    claims,
    dispatch,
    farms,
    figures,
    hours,
    members,
    moves,
    needs,
    notices,
    places,
    posts,
    records,
    tasks,
    teams,
    visits,
)

GROUPS: dict[str, Router] = {
    "places": places.router,
    "needs": needs.router,
    "moves": moves.router,
    "tasks": tasks.router,
    "dispatch": dispatch.router,
    "members": members.router,
    "posts": posts.router,
    "claims": claims.router,
    "teams": teams.router,
    "hours": hours.router,
    "visits": visits.router,
    "farms": farms.router,
    "notices": notices.router,
    "figures": figures.router,
    "records": records.router,
}

TITLES: dict[str, str | Promise] = {
    "places": _("Places, kinds and words"),
    "needs": _("Requests"),
    "moves": _("Decisions about requests"),
    "tasks": pgettext_lazy("programs", "Tasks"),
    "dispatch": _("Suggestions and offers"),
    "members": _("Members"),
    "posts": _("Service posts"),
    "claims": _("Claims and service"),
    "teams": _("Teams"),
    "hours": pgettext_lazy("programs", "Hours"),
    "visits": _("Visits to elders"),
    "farms": _("Cooperatives"),
    "notices": _("Notices"),
    "figures": _("Figures"),
    "records": _("Records and proofs"),
}

__all__ = ["GROUPS", "TITLES"]
