"""How deeds become residents, households, memberships, appointments and relations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet

from gongfu.kernel.ledger.deeds import Batch, Entry, projects
from gongfu.kernel.ledger.state import Rows, State
from gongfu.kernel.people.deeds import (
    AppointmentEnded,
    AppointmentMade,
    HouseholdFormed,
    MemberJoined,
    MemberLeft,
    OrganisationRegistered,
    PersonErased,
    PersonRegistered,
    RelationEnded,
    RelationNamed,
)
from gongfu.kernel.people.models import (
    Appointment,
    Household,
    Membership,
    Organisation,
    Relation,
    Resident,
)

S = TypeVar("S", bound=State)


@projects(PersonRegistered, owns=(Resident,))
def register(batch: Batch) -> None:
    """Fold registrations: the newest says where a person is."""
    rows = Rows(Resident, [entry.deed.person for entry in batch])
    for entry in batch:
        _set(rows, entry.deed.person, entry, place=entry.deed.place, since=entry.deed.on)
    rows.save()


@projects(HouseholdFormed, owns=(Household,))
def form(batch: Batch) -> None:
    """Fold the forming of households."""
    rows = Rows(Household, [entry.deed.household for entry in batch])
    for entry in batch:
        _set(rows, entry.deed.household, entry, place=entry.deed.place, since=entry.deed.on)
    rows.save()


@projects(OrganisationRegistered, owns=(Organisation,))
def found(batch: Batch) -> None:
    """Fold the registration of organisations."""
    rows = Rows(Organisation, [entry.deed.organisation for entry in batch])
    for entry in batch:
        deed: OrganisationRegistered = entry.deed
        _set(
            rows,
            deed.organisation,
            entry,
            sort=deed.sort,
            name=deed.name,
            credit_code=deed.credit_code,
            place=deed.place,
            since=deed.on,
        )
    rows.save()


def _set(rows: Rows[S], key: str, entry: Entry[Any], **values: Any) -> None:
    if entry.sign > 0:
        rows.new(key, **values)
    else:
        rows.drop(key)


@projects(MemberJoined, MemberLeft, owns=(Membership,))
def join(batch: Batch) -> None:
    """Fold joining and leaving."""
    rows = Rows(Membership, _keys(batch, "joining"))
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, MemberLeft):
            rows[deed.joining].until = _day(entry)
        elif entry.sign < 0:
            rows.drop(entry.reverses)
        else:
            rows.new(
                entry.number,
                group=deed.group,
                person=deed.person,
                position=deed.position,
                since=deed.on,
            )
    rows.save()


@projects(AppointmentMade, AppointmentEnded, owns=(Appointment,))
def appoint(batch: Batch) -> None:
    """Fold appointments and their early ends."""
    rows = Rows(Appointment, _keys(batch, "appointment"))
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, AppointmentEnded):
            rows[deed.appointment].ended_on = _day(entry)
        elif entry.sign < 0:
            rows.drop(entry.reverses)
        else:
            rows.new(
                entry.number,
                person=deed.person,
                role=deed.role,
                place=deed.place,
                since=deed.on,
                until=deed.until,
            )
    rows.save()


@projects(RelationNamed, RelationEnded, owns=(Relation,))
def relate(batch: Batch) -> None:
    """Fold the naming and ending of relations."""
    rows = Rows(Relation, _keys(batch, "relation"))
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, RelationEnded):
            rows[deed.relation].until = _day(entry)
        elif entry.sign < 0:
            rows.drop(entry.reverses)
        else:
            rows.new(
                entry.number,
                person=deed.person,
                other=deed.other,
                sort=deed.sort,
                rank=deed.rank,
                since=deed.on,
            )
    rows.save()


@projects(PersonErased, owns=(Resident, Membership, Appointment, Relation))
def forget(batch: Batch) -> None:
    """Remove what the state still says of erased people."""
    gone = {entry.deed.person for entry in batch}
    for model in (Resident, Membership, Appointment, Relation):
        rows: QuerySet[Any] = model._default_manager.all()
        rows.filter(person__in=gone).delete()
    Relation.objects.filter(other__in=gone).delete()


def _keys(batch: Batch, field: str) -> Iterable[int]:
    """Return the keys of the rows that ends and reversals in the batch concern."""
    for entry in batch:
        if entry.reverses is not None:
            yield entry.reverses
        if hasattr(entry.deed, field):
            yield getattr(entry.deed, field)


def _day(entry: Entry[Any]) -> date | None:
    return entry.deed.on if entry.sign > 0 else None
