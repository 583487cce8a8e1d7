"""Households, organisations, who belongs to them, and who stands by a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.people import rules
from gongfu.kernel.people.actions.sending import Entries, Form
from gongfu.kernel.people.deeds import (
    HouseholdFormed,
    MemberJoined,
    MemberLeft,
    OrganisationRegistered,
    RelationEnded,
    RelationNamed,
)
from gongfu.kernel.people.identity import normal_credit_code
from gongfu.kernel.people.ids import new_id
from gongfu.kernel.people.models import Household, Membership, Organisation, Relation, Resident
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

SORTS = ("unit", "enterprise", "cooperative", "charity", "team")


class Unit(NamedTuple):
    """An organisation as a form gives it; only a team goes without a credit code."""

    name: str
    sort: str
    place: str
    credit_code: str = ""


@action("person.register")
def form_household(
    viewer: Viewer,
    positions: Mapping[str, str],
    *,
    place: str,
    on: date,
    at: datetime,
    key: str = "",
) -> Entries:
    """Form a household of people, each with a position; the first deed names its id.

    Raises Denied, FutureDay, UnknownPerson.
    """
    rules.check_day(on, at=at)
    check(viewer, "person.register", place=place)
    form = Form(viewer.person, at, key)
    if known := form.sent_before(len(positions) + 1):
        return known
    for person in positions:
        _place_of(person)
    household = new_id()
    joined = [
        MemberJoined(on=on, place=place, group=household, person=person, position=position)
        for person, position in positions.items()
    ]
    return form.append([HouseholdFormed(on=on, place=place, household=household), *joined])


@action("person.register")
def register_organisation(
    viewer: Viewer, unit: Unit, *, on: date, at: datetime, key: str = ""
) -> Entry[Any]:
    """Register an organisation; the deed names its id.

    Raises Denied, FutureDay, NoName, UnknownWord, BadCreditCode.
    """
    rules.check_day(on, at=at)
    rules.check_word(unit.sort, among=SORTS)
    check(viewer, "person.register", place=unit.place)
    if not unit.name.strip():
        raise rules.NoName()
    needs_code = unit.sort != "team" or unit.credit_code
    form = Form(viewer.person, at, key)
    known = form.sent_before(1)
    deed = OrganisationRegistered(
        on=on,
        place=unit.place,
        organisation=known[0].deed.organisation if known else new_id(),
        sort=unit.sort,
        name=unit.name.strip(),
        credit_code=normal_credit_code(unit.credit_code) if needs_code else "",
    )
    return form.append([deed])[0]


@action("person.register")
def join_group(
    viewer: Viewer,
    person: str,
    *,
    group: str,
    position: str = "member",
    on: date,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record that a person joined a household or organisation.

    Raises Denied, FutureDay, UnknownPerson, NotSuchRecord.
    """
    rules.check_day(on, at=at)
    _place_of(person)
    place = _place_of_group(group)
    check(viewer, "person.register", place=place)
    deed = MemberJoined(on=on, place=place, group=group, person=person, position=position)
    return Form(viewer.person, at, key).append([deed])[0]


@action("person.register")
def leave_group(
    viewer: Viewer, joining: int, *, on: date, at: datetime, key: str = ""
) -> Entry[Any]:
    """Record that a membership, named by the record of joining, ended.

    Raises Denied, FutureDay, NotSuchRecord, AlreadyEnded.
    """
    rules.check_day(on, at=at)
    membership = Membership.objects.filter(pk=joining).first()
    if membership is None:
        raise rules.NotSuchRecord()
    form = Form(viewer.person, at, key)
    if not form.sent_before(1):
        rules.check_running(membership.until, on=on)
    place = _place_of_group(membership.group)
    check(viewer, "person.register", place=place)
    return form.append([MemberLeft(on=on, place=place, person=membership.person, joining=joining)])[
        0
    ]


@action("person.register")
def name_relation(
    viewer: Viewer,
    person: str,
    *,
    other: str,
    sort: str,
    on: date,
    at: datetime,
    rank: int = 1,
    key: str = "",
) -> Entry[Any]:
    """Record whom a person named as kin, contact or proxy.

    Raises Denied, FutureDay, UnknownPerson, Oneself, UnknownWord.
    """
    rules.check_day(on, at=at)
    rules.check_word(sort, among=rules.RELATIONS)
    if person == other:
        raise rules.Oneself()
    place = _place_of(person)
    _place_of(other)
    check(viewer, "person.register", place=place)
    deed = RelationNamed(on=on, place=place, person=person, other=other, sort=sort, rank=rank)
    return Form(viewer.person, at, key).append([deed])[0]


@action("person.register")
def end_relation(
    viewer: Viewer, relation: int, *, on: date, at: datetime, key: str = ""
) -> Entry[Any]:
    """Record that a relation, named by its record, ended.

    Raises Denied, FutureDay, NotSuchRecord, AlreadyEnded.
    """
    rules.check_day(on, at=at)
    named = Relation.objects.filter(pk=relation).first()
    if named is None:
        raise rules.NotSuchRecord()
    form = Form(viewer.person, at, key)
    if not form.sent_before(1):
        rules.check_running(named.until, on=on)
    place = _place_of(named.person)
    check(viewer, "person.register", place=place)
    return form.append([RelationEnded(on=on, place=place, person=named.person, relation=relation)])[
        0
    ]


def _place_of(person: str) -> str:
    place = Resident.objects.filter(pk=person).values_list("place", flat=True).first()
    if place is None:
        raise rules.UnknownPerson()
    return place


def _place_of_group(group: str) -> str:
    for model in (Household, Organisation):
        found: Any = model._default_manager.filter(pk=group).first()
        if found is not None:
            return str(found.place)
    raise rules.NotSuchRecord()
