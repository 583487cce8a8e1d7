"""The alarm path: call, contact, open the door with two, call the services; closed by another."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from gongfu.domains.keys.actions.duties import check_may_step
from gongfu.domains.keys.actions.rows import Register, alarm_row
from gongfu.domains.keys.actions.telling import tell_of
from gongfu.domains.keys.deeds import AlarmClosed, AlarmRaised, AlarmStepTaken
from gongfu.domains.keys.models import Alarm, Item
from gongfu.domains.keys.rules import alarms as rules
from gongfu.domains.keys.rules.registering import check_word
from gongfu.domains.keys.rules.team import looks_after
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("alarm.raise")
def raise_alarm(
    viewer: Viewer, *, elder: str, cause: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Raise the alarm for an elder; the entry's deed names it as `alarm`.

    Raises Denied, NoSuchElder, UnknownWord, AlreadyRaised.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(AlarmRaised, elder=elder, cause=cause):
        return sent
    register = Register(elders=[elder])
    row = register.elder(elder)
    keeps = looks_after(register.care(elder, act.by))
    check(viewer, "alarm.raise", place=row.place, assigned=keeps)
    check_word(cause, rules.CAUSES)
    if Alarm.objects.filter(elder=elder, closed_at=None).exists():
        raise rules.AlreadyRaised()
    deed = AlarmRaised(
        on=act.on,
        place=row.place,
        elder=elder,
        alarm=act.id_for("alarm"),
        cause=cause,
        keeper=act.by if keeps else "",
    )
    return tell_of(append([act.draft(deed)]))[0]


@action("alarm.step")
def take_alarm_step(
    viewer: Viewer,
    *,
    alarm: str,
    step: str,
    outcome: str,
    second: str = "",
    item: str = "",
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Take a step of the alarm path.

    step: called-elder, called-contact, opened-with-key (with a second person and the elder's own
    key as item), called-services.  Use of a key shows at once on the family's page.
    Raises Denied, NoSuchAlarm, AlarmOver, UnknownWord, SecondAtTheDoor, NoKeyInHand.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(AlarmStepTaken, alarm=alarm, step=step, outcome=outcome):
        return sent
    row = alarm_row(alarm)
    check_may_step(act, row)
    rules.check_open(row)
    check_word(step, rules.STEPS)
    check_word(outcome, rules.STEP_OUTCOMES)
    if step == rules.WITH_KEY:
        item = item or _key_of(row.elder, (act.by, second))
        rules.check_door(row, Item.objects.filter(pk=item).first(), people=(act.by, second))
    deed = AlarmStepTaken(
        on=act.on,
        place=row.place,
        elder=row.elder,
        alarm=alarm,
        step=step,
        outcome=outcome,
        second=second,
        item=item,
    )
    return tell_of(append([act.draft(deed)]))[0]


def _key_of(elder: str, people: tuple[str, str]) -> str:
    """Return the number of the elder's key in the hands of one of the two, or nothing."""
    keys = Item.objects.filter(elder=elder, sort="key", state="held", holder__in=people)
    return keys.order_by("item").values_list("item", flat=True).first() or ""


@action("alarm.close")
def close_alarm(
    viewer: Viewer, *, alarm: str, outcome: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Close an alarm, by somebody at the office who did not raise it.

    Raises Denied, NoSuchAlarm, AlarmOver, OwnAlarm, UnknownWord.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(AlarmClosed, alarm=alarm, outcome=outcome):
        return sent
    row = alarm_row(alarm)
    check(viewer, "alarm.close", place=row.place)
    rules.check_open(row)
    rules.check_not_raiser(row, person=act.by)
    check_word(outcome, rules.OUTCOMES)
    deed = AlarmClosed(
        on=act.on,
        place=row.place,
        elder=row.elder,
        alarm=alarm,
        outcome=outcome,
        minutes=max(at - row.raised_at, timedelta()) // timedelta(minutes=1),
    )
    return append([act.draft(deed)])[0]
