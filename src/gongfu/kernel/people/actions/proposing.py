"""Two administrators for every appointment: one proposes, another confirms."""

from __future__ import annotations

from datetime import datetime

from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import rules
from gongfu.kernel.people.actions.appointing import GIVEN, Office, appoint
from gongfu.kernel.people.actions.sending import Entries
from gongfu.kernel.people.ids import new_id
from gongfu.kernel.people.models import Proposal, Resident
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import SecondNeeded, check
from gongfu.kernel.rights.viewers import Viewer

_WAITING = "waiting"


@action("role.grant")
def propose_office(viewer: Viewer, office: Office, *, at: datetime) -> Proposal:
    """Propose an appointment, which another administrator confirms.

    Raises UnknownWord, UnknownPerson, Denied.
    """
    rules.check_word(office.role, among=GIVEN)
    if not Resident.objects.filter(pk=office.person).exists():
        raise rules.UnknownPerson()
    check(viewer, "role.grant", place=office.place, second=_WAITING)
    return Proposal.objects.create(
        id=new_id(),
        person=office.person,
        role=office.role,
        place=office.place,
        by=viewer.person,
        at=at,
    )


def confirm_office(viewer: Viewer, proposal: str, *, at: datetime, key: str = "") -> Entries:
    """Appoint as proposed; whoever proposed is the second person.

    Raises NotSuchRecord, SecondNeeded for one's own proposal, and as `appoint`.
    """
    row = Proposal.objects.filter(pk=proposal).first()
    if row is None:
        raise rules.NotSuchRecord()
    if row.by == viewer.person:
        raise SecondNeeded()
    office = Office(row.person, row.role, row.place)
    entries = appoint(viewer, office, on=shanghai_day(at), second=row.by, at=at, key=key)
    row.delete()
    return entries


@action("role.grant")
def drop_proposal(viewer: Viewer, proposal: str) -> None:
    """Take a proposal off the list.  Raises NotSuchRecord, Denied."""
    row = Proposal.objects.filter(pk=proposal).first()
    if row is None:
        raise rules.NotSuchRecord()
    check(viewer, "role.grant", place=row.place, second=_WAITING)
    row.delete()
