"""Give a role to a person for a year at most, and end it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.people import rules
from gongfu.kernel.people.actions.sending import Entries, Form
from gongfu.kernel.people.deeds import AppointmentEnded, AppointmentMade
from gongfu.kernel.people.models import Appointment, Resident
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

GIVEN = tuple(role.value for role in Role if role not in (Role.PUB, Role.RES))


class Office(NamedTuple):
    """An appointment as a form gives it; without a day of end it lasts twelve months."""

    person: str
    role: str
    place: str
    until: date | None = None


@action("role.grant")
def appoint(
    viewer: Viewer, *offices: Office, on: date, second: str, at: datetime, key: str = ""
) -> Entries:
    """Appoint people from a day on.

    Raises Denied, SecondNeeded, FutureDay, UnknownWord, UnknownPerson, TooLong.
    """
    rules.check_day(on, at=at)
    _check_known([office.person for office in offices])
    return Form(viewer.person, at, key).append(
        [_appointed(viewer, office, on, second) for office in offices]
    )


def _check_known(people: list[str]) -> None:
    found = Resident.objects.filter(pk__in=people).count()
    if found != len(set(people)):
        raise rules.UnknownPerson()


def _appointed(viewer: Viewer, office: Office, on: date, second: str) -> AppointmentMade:
    rules.check_word(office.role, among=GIVEN)
    check(viewer, "role.grant", place=office.place, second=second)
    until = office.until or rules.year_later(on)
    rules.check_term(on, until)
    return AppointmentMade(
        on=on, place=office.place, person=office.person, role=office.role, until=until
    )


@action("role.grant")
def end_appointment(
    viewer: Viewer, appointment: int, *, on: date, second: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """End an appointment, named by its record, before its day.

    Raises Denied, SecondNeeded, FutureDay, NotSuchRecord, AlreadyEnded.
    """
    rules.check_day(on, at=at)
    held = Appointment.objects.filter(pk=appointment).first()
    if held is None:
        raise rules.NotSuchRecord()
    check(viewer, "role.grant", place=held.place, second=second)
    form = Form(viewer.person, at, key)
    if not form.sent_before(1):
        rules.check_running(held.ended_on or held.until, on=on)
    deed = AppointmentEnded(
        on=on, place=held.place, person=held.person, role=held.role, appointment=appointment
    )
    return form.append([deed])[0]
