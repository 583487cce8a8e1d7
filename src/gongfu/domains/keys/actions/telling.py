"""Whom the key team's deeds tell: the office of the community, and who speaks for an elder."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.deeds import AlarmRaised, AlarmStepTaken
from gongfu.domains.keys.models import Contact
from gongfu.domains.keys.rules.alarms import WITH_KEY
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.standing import RecordDisputed
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


def tell_of(entries: list[Entry[Any]]) -> list[Entry[Any]]:
    """Tell whom these new records concern, in the transaction that appended them; return them."""
    for entry in entries:
        deed = entry.deed
        if isinstance(deed, AlarmRaised):
            _tell_office(entry, ALARM, link=f"/keys/alarms/{deed.alarm}/", cause=deed.cause)
        elif isinstance(deed, RecordDisputed):
            _tell_office(entry, DISPUTED, link=f"/keys/visits/{deed.record}/settle/")
        elif isinstance(deed, AlarmStepTaken) and deed.step == WITH_KEY:
            _tell_family(entry)
    return entries


def _tell_office(entry: Entry[Any], kind: Kind, *, link: str, cause: str = "") -> None:
    secretaries = people.holders_over(Role.SEC, entry.deed.on, place=entry.deed.place)
    told = [held.person for held in secretaries if held.person != entry.by]
    values: dict[str, Any] = {"cause": cause} if cause else {}
    tell(told, kind.code, link=link, at=entry.at, key=str(entry.number), **values)


def _tell_family(entry: Entry[Any]) -> None:
    elder = entry.deed.elder
    rows = Contact.objects.filter(elder=elder).values_list("contact", flat=True)
    tell(list(rows), KEY_USED.code, about=elder, link="/day/", at=entry.at, key=str(entry.number))
