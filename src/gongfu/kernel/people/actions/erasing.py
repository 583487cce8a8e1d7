"""Erase a person: data, keys, notes and account go; sums and the tree stay."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongfu.kernel.ledger import erasing, reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.people import rules, vault
from gongfu.kernel.people.actions.sending import Form
from gongfu.kernel.people.deeds import PersonErased
from gongfu.kernel.people.models import Resident
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("subject.erase")
def erase_person(
    viewer: Viewer, person: str, *, ground: str, on: date, second: str, at: datetime
) -> Entry[Any]:
    """Erase a person at their own wish, or by two people; return the record of the erasure.

    ground: wish, died, moved, retention.  Afterwards no table and no record holds the id, and what
    the person's key had sealed opens nowhere, backups included once their keys have expired.
    Raises Denied, SecondNeeded, FutureDay, UnknownWord, UnknownPerson.
    """
    rules.check_day(on, at=at)
    rules.check_word(ground, among=rules.GROUNDS)
    resident = Resident.objects.filter(pk=person).first()
    if resident is None:
        raise rules.UnknownPerson()
    town = f"{resident.place[:9]}000"
    check(viewer, "subject.erase", place=town, owner=person, second=second)
    deed = PersonErased(on=on, place=town, person=person, ground=ground)
    number = Form(viewer.person, at).append([deed])[0].number
    erasing.forget(person, numbers=erasing.numbers_naming(person), erasure=number)
    vault.erase(person)
    (entry,) = reading.numbered([number])
    return entry
