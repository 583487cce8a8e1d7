"""The rota: who of a team answers alarms on which day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongfu.domains.keys.models import Alarm, Duty, Keeper
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places.seeing import see
from gongfu.kernel.rights.viewers import Viewer


class DutyLine(NamedTuple):
    """A day of a team's rota.  keeper: empty where nobody is on call.  offered: asks another."""

    day: date
    keeper: str
    offered: bool
    yours: bool


class OwnDuty(NamedTuple):
    """A day on which the viewer is on call."""

    place: str
    day: date
    offered: bool


def standing_duties() -> QuerySet[Duty]:
    """Return the days of those who belong to the team on the day."""
    running = Q(left_on=None) | Q(left_on__gt=OuterRef("day"))
    member = Keeper.objects.filter(running, person=OuterRef("keeper"), place=OuterRef("place"))
    return Duty.objects.filter(Exists(member))


def on_call(place: str, day: date) -> Duty | None:
    """Return who of the community's team is on call that day, or None."""
    return standing_duties().filter(place=community_of(place), day=day).first()


def answers(alarm: Alarm, person: str) -> bool:
    """Say whether a person sees to an open alarm: who took it, or who was on call that day."""
    if alarm.closed_at is not None or not person:
        return False
    if alarm.taken_by == person:
        return True
    duty = on_call(alarm.place, shanghai_day(alarm.raised_at))
    return duty is not None and duty.keeper == person


def rota_of(viewer: Viewer, place: str, on: date, *, days: int = 14) -> tuple[DutyLine, ...]:
    """Return the coming days of a team's rota, also those without anybody.  Raises Denied."""
    see(viewer, "team.read", place=place)
    last = on + timedelta(days=days)
    rows = standing_duties().filter(place=community_of(place), day__gte=on, day__lt=last)
    taken = {row.day: row for row in rows}
    return tuple(
        _line(on + timedelta(days=n), taken.get(on + timedelta(days=n)), viewer)
        for n in range(days)
    )


def _line(day: date, duty: Duty | None, viewer: Viewer) -> DutyLine:
    if duty is None:
        return DutyLine(day, "", False, False)
    return DutyLine(day, duty.keeper, duty.offered, viewer.speaks_for(duty.keeper))


def own_duties(viewer: Viewer, on: date) -> tuple[OwnDuty, ...]:
    """Return the next days on which the viewer is on call, at most five."""
    rows = standing_duties().filter(keeper=viewer.person or "-", day__gte=on)
    found = rows.order_by("day", "place").values_list("place", "day", "offered")[:5]
    return tuple(OwnDuty(*row) for row in found)
