"""The rota of a team: keepers take days on call; an untaken alarm rises to the office."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from gongfu.domains.keys.actions.rows import Register, alarm_row
from gongfu.domains.keys.actions.telling import ALARM_LATE, tell_of
from gongfu.domains.keys.deeds import AlarmTaken, DutyOffered, DutyTaken
from gongfu.domains.keys.models import Alarm
from gongfu.domains.keys.queries.duties import answers, on_call
from gongfu.domains.keys.rules import alarms, duties, team
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.locking import queue_for
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer


@action("duty.take")
def take_duty(viewer: Viewer, *, place: str, day: date, at: datetime, key: str = "") -> Entry[Any]:
    """Be on call on a day that nobody has, or that its keeper asks another to take.

    Raises Denied, MalformedCode, NotInTeam, NoSuchDay, OtherOnCall.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(DutyTaken, day=day):
        return sent
    _check_member(act, place, day)
    duties.check_free(on_call(place, day))
    deed = DutyTaken(on=act.on, place=community_of(place), keeper=act.by, day=day)
    return append([act.draft(deed)])[0]


@action("duty.take")
def offer_duty(viewer: Viewer, *, place: str, day: date, at: datetime, key: str = "") -> Entry[Any]:
    """Ask the others to take over one's day, without a reason; they are told.

    Raises Denied, MalformedCode, NotInTeam, NoSuchDay, NotYourDuty, AlreadyAsked.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(DutyOffered, day=day):
        return sent
    _check_member(act, place, day)
    duties.check_yours(on_call(place, day), by=act.by)
    deed = DutyOffered(on=act.on, place=community_of(place), keeper=act.by, day=day)
    return tell_of(append([act.draft(deed)]))[0]


def _check_member(act: Act, place: str, day: date) -> None:
    check_code(place)
    check(act.viewer, "duty.take", owner=act.by, place=place)
    duties.check_ahead(day, on=act.on)
    queue_for(f"duty {community_of(place)} {day}")
    team.check_member(Register(keepers=[act.by]).member(act.by, place), on=day)


@action("alarm.step")
def take_alarm(viewer: Viewer, *, alarm: str, at: datetime, key: str = "") -> Entry[Any]:
    """Say that one sees to an alarm: who is on call, a keeper of the elder, or the office.

    Raises Denied, NoSuchAlarm, AlarmOver, AlreadyTaken.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(AlarmTaken, alarm=alarm):
        return sent
    row = alarm_row(alarm)
    check_may_step(act, row)
    alarms.check_waiting(row)
    minutes = max(at - row.raised_at, timedelta()) // timedelta(minutes=1)
    deed = AlarmTaken(on=act.on, place=row.place, elder=row.elder, alarm=alarm, minutes=minutes)
    return append([act.draft(deed)])[0]


def check_may_step(act: Act, alarm: Alarm) -> None:
    """Accept who looks after the elder, who is on call, and the office.  Raises Denied."""
    keeps = team.looks_after(Register(elders=[alarm.elder]).care(alarm.elder, act.by))
    assigned = keeps or answers(alarm, act.by)
    check(act.viewer, "alarm.step", place=alarm.place, assigned=assigned)


@action("request.tend")
def tell_late_alarms(viewer: Viewer, *, at: datetime) -> int:
    """Tell the office of each alarm that nobody has taken in time; return how many were told.

    Raises Denied.
    """
    check(viewer, "request.tend")
    rows = Alarm.objects.filter(closed_at=None, taken_at=None, steps=0, raised_at__lte=at)
    recent = rows.filter(raised_at__gt=at - timedelta(days=1)).order_by("number")
    late = [row for row in recent if alarms.take_by(row.raised_at) <= at]
    return sum(_tell_late(row, at=at) for row in late)


def _tell_late(alarm: Alarm, *, at: datetime) -> int:
    held = people.holders_over(Role.SEC, shanghai_day(at), place=alarm.place)
    return tell(
        [one.person for one in held],
        ALARM_LATE.code,
        link=f"/keys/alarms/{alarm.alarm}/",
        at=at,
        key=str(alarm.number),
    )
