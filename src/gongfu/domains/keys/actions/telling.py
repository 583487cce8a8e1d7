"""Whom the key team's deeds tell: the office of the community, and who speaks for an elder."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.deeds import (
    AlarmRaised,
    AlarmStepTaken,
    DutyOffered,
    FamilyAnswered,
    MoneyHandled,
)
from gongfu.domains.keys.models import Contact, Keeper
from gongfu.domains.keys.queries.duties import on_call
from gongfu.domains.keys.rules.alarms import WITH_KEY
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.standing import RecordDisputed
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.people import queries as people
from gongfu.kernel.rights.matrix import Role

ALARM = declare(
    Kind(
        "keys.alarm",
        _("Alarm for an elder"),
        _("An alarm was raised for an elder in your care: %(cause)s."),
        "alarm.close",
        urgent=True,
        words={
            "cause": {
                "no-answer": _("nobody answered the door"),
                "unwell": _("the elder is unwell"),
                "help": _("help was asked for"),
                "call": _("the elder called for help"),
            }
        },
    )
)
ON_CALL = declare(
    Kind(
        "keys.alarm-on-call",
        _("Alarm while you are on call"),
        _("An alarm for an elder: %(cause)s. Please take it within %(minutes)s minutes."),
        "alarm.step",
        urgent=True,
        words=ALARM.words,
    )
)
ALARM_LATE = declare(
    Kind(
        "keys.alarm-late",
        _("Nobody has taken an alarm"),
        _("An alarm for an elder was not taken in time. Please see to it now."),
        "alarm.close",
        urgent=True,
    )
)
DUTY_OFFERED = declare(
    Kind(
        "keys.duty-offered",
        _("Who can be on call?"),
        _("Somebody of your team cannot be on call on %(day)s. One tap takes the day over."),
        "duty.take",
    )
)
DISPUTED = declare(
    Kind(
        "keys.disputed",
        _("A visit that did not happen"),
        _("Somebody says that a recorded visit did not take place. Please find out."),
        "visit.settle",
    )
)
KEY_USED = declare(
    Kind(
        "keys.key-used",
        _("The key was used"),
        _("The door was opened with the key that was entrusted to the key team, by two people."),
        "page.own_day",
        urgent=True,
    )
)


SECOND_ASKED = declare(
    Kind(
        "keys.second-asked",
        _("Were you the second person?"),
        _("You were named as the second person where %(what)s. Please confirm it, or say no."),
        "page.own_day",
        words={
            "what": {
                "key": _("a door was opened with a key"),
                "money": _("an elder's money moved"),
            }
        },
    )
)
SECOND_DENIES = declare(
    Kind(
        "keys.second-denies",
        _("A second person says no"),
        _("Somebody named as the second person says: I was not there. Please find out."),
        "visit.settle",
        urgent=True,
    )
)
FAMILY_ASKS = declare(
    Kind(
        "keys.family-asks",
        _("A family has a question"),
        _("The family of an elder has a question about the use of the key. Please call them."),
        "key.question_close",
    )
)


def tell_of(entries: list[Entry[Any]]) -> list[Entry[Any]]:
    """Tell whom these new records concern, in the transaction that appended them; return them."""
    for entry in entries:
        deed = entry.deed
        if isinstance(deed, AlarmRaised):
            _tell_alarm(entry)
        elif isinstance(deed, DutyOffered):
            _ask_team(entry)
        elif isinstance(deed, RecordDisputed) and deed.manner == "second":
            _tell_office(entry, SECOND_DENIES, link="/desk/")
        elif isinstance(deed, RecordDisputed):
            _tell_office(entry, DISPUTED, link=f"/keys/visits/{deed.record}/settle/")
        elif isinstance(deed, AlarmStepTaken) and deed.step == WITH_KEY:
            _tell_family(entry)
            _ask_second(entry, deed.second, "key")
        elif isinstance(deed, MoneyHandled):
            _ask_second(entry, deed.witness, "money")
        elif isinstance(deed, FamilyAnswered) and deed.answer == "question":
            _tell_office(entry, FAMILY_ASKS, link="/desk/")
    return entries


def _tell_alarm(entry: Entry[Any]) -> None:
    """Tell who is on call; the office at once where nobody is, or where they cannot come."""
    deed, link = entry.deed, f"/keys/alarms/{entry.deed.alarm}/"
    duty = on_call(deed.place, shanghai_day(entry.at))
    if duty is not None and duty.keeper == entry.by:
        duty = None
    if duty is not None:
        minutes = settings.GONGFU_ALARM_MINUTES
        key, told = str(entry.number), [duty.keeper]
        tell(told, ON_CALL.code, link=link, at=entry.at, key=key, cause=deed.cause, minutes=minutes)
    if duty is None or duty.offered:
        _tell_office(entry, ALARM, link=link, cause=deed.cause)


def _ask_team(entry: Entry[Any]) -> None:
    deed = entry.deed
    running = Q(left_on=None) | Q(left_on__gt=deed.day)
    rows = Keeper.objects.filter(running, place=deed.place).exclude(person=entry.by)
    told = list(rows.order_by("person").values_list("person", flat=True))
    link, day = f"/keys/teams/{deed.place}/rota/", deed.day.isoformat()
    tell(told, DUTY_OFFERED.code, link=link, at=entry.at, key=str(entry.number), day=day)


def _tell_office(entry: Entry[Any], kind: Kind, *, link: str, cause: str = "") -> None:
    secretaries = people.holders_over(Role.SEC, entry.deed.on, place=entry.deed.place)
    told = [held.person for held in secretaries if held.person != entry.by]
    values: dict[str, Any] = {"cause": cause} if cause else {}
    tell(told, kind.code, link=link, at=entry.at, key=str(entry.number), **values)


def _tell_family(entry: Entry[Any]) -> None:
    elder = entry.deed.elder
    rows = Contact.objects.filter(elder=elder).values_list("contact", flat=True)
    tell(list(rows), KEY_USED.code, about=elder, link="/day/", at=entry.at, key=str(entry.number))


def _ask_second(entry: Entry[Any], second: str, what: str) -> None:
    key = str(entry.number)
    tell([second], SECOND_ASKED.code, link="/day/", at=entry.at, key=key, what=what)
