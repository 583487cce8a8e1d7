"""Reminders of what is soon due, to helpers and to offices: one notice a person and day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.measures.moments import moment, shanghai_day
from gongfu.kernel.measures.workdays import is_working_day
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.needs.queries.boards import late, soon
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.people import queries as people
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

AHEAD, OPENS = timedelta(hours=24), (8, 30)
_COMMUNITY = 12

DUE = declare(
    Kind(
        "needs.due",
        _("A task of yours is due"),
        _("A task that you took is due within a day. If you cannot come, give it back in time."),
        "offer.accept",
    )
)

PRESSING = declare(
    Kind(
        "needs.pressing",
        _("Requests that must not wait"),
        _("Your area: %(late)s requests are late, %(soon)s will be within a day."),
        "request.review",
    )
)


@action("request.tend")
def remind_helpers(viewer: Viewer, *, at: datetime) -> int:
    """Remind who took a task that is due within a day; return how many were told.

    Raises Denied.
    """
    check(viewer, "request.tend")
    soon = Q(window_from__gt=at, window_from__lte=at + AHEAD)
    soon |= Q(window_from=None, done_by__gt=at, done_by__lte=at + AHEAD)
    needs = Need.objects.filter(soon, state__in=("accepted", "underway"))
    rows = Offer.objects.filter(state="accepted", need__in=needs.values("need"))
    people = list(rows.order_by("helper").values_list("helper", flat=True))
    return tell(people, DUE.code, link="/tasks/", at=at, key=shanghai_day(at).isoformat())


@action("request.tend")
def remind_offices(viewer: Viewer, *, at: datetime) -> int:
    """Tell each office on working mornings how many requests of its communities are or grow late.

    Return how many people were told.  Raises Denied.
    """
    check(viewer, "request.tend")
    on = shanghai_day(at)
    if not is_working_day(on) or at < moment(on, *OPENS):
        return 0
    told = 0
    for place, (n_late, n_soon) in _pressing(at).items():
        told += tell(
            _nearest(place, on),
            PRESSING.code,
            about=place,
            link="/board/needs/",
            at=at,
            key=on.isoformat(),
            late=n_late,
            soon=n_soon,
        )
    return told


def _pressing(at: datetime) -> dict[str, tuple[int, int]]:
    """Return for each community how many requests are late, and how many soon will be."""
    rows = Need.objects.filter(late(at) | soon(at))
    grouped = rows.values(area=Substr("place", 1, _COMMUNITY)).order_by("area")
    counted = grouped.annotate(
        n_late=Count("pk", filter=late(at)), n_soon=Count("pk", filter=soon(at))
    )
    return {row["area"]: (row["n_late"], row["n_soon"]) for row in counted}


def _nearest(place: str, on: date) -> list[str]:
    held = people.holders_over(Role.SEC, on, place=place)
    return [one.person for one in held if one.place == held[0].place]
