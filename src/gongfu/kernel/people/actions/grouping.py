"""Households, organisations, who belongs to them, and who stands by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger.deeds import Deed, Entry
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import queries, rules
from gongfu.kernel.people.actions.acting import each_line
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
from gongfu.kernel.refusals import Many
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


class Forming(NamedTuple):
    """A household as a form or list gives it: its people with their positions, head first."""

    positions: Mapping[str, str]
    place: str
    on: date


@action("person.register")
def form_households(
    viewer: Viewer, formings: Sequence[Forming], *, at: datetime, key: str = ""
) -> Entries:
    """Form households of people who belong to none; the first deed of each names its id.

    Raises Many (Denied, FutureDay, UnknownPerson, UnknownWord, InHousehold).
    """
    form = Form(viewer.person, at, key)
    if known := form.sent_before(sum(len(one.positions) + 1 for one in formings)):
        return known
    people = {person for one in formings for person in one.positions}
    housed = set(queries.households_of(people, shanghai_day(at)))
    known_places = queries.places_of(people)

    def formed(_number: int, one: Forming) -> list[Deed]:
        rules.check_day(one.on, at=at)
        check(viewer, "person.register", place=one.place)
        for person, position in one.positions.items():
            if person not in known_places:
                raise rules.UnknownPerson()
            rules.check_word(position, among=rules.POSITIONS)
            if person in housed:
                raise rules.InHousehold()
            housed.add(person)
        return _formed(one)

    return form.append([deed for deeds in each_line(formings, formed) for deed in deeds])


def _formed(one: Forming) -> list[Deed]:
    household = new_id()
    joined = [
        MemberJoined(on=one.on, place=one.place, group=household, person=person, position=position)
        for person, position in one.positions.items()
    ]
    return [HouseholdFormed(on=one.on, place=one.place, household=household), *joined]


def form_household(
    viewer: Viewer,
    positions: Mapping[str, str],
    *,
    place: str,
    on: date,
    at: datetime,
    key: str = "",
) -> Entries:
    """Form one household; see `form_households`.  Raises the refusal itself."""
    try:
        return form_households(viewer, [Forming(positions, place, on)], at=at, key=key)
    except Many as many:
        raise many.errors[0].refusal from None


@action("person.register")
def register_organisation(
    viewer: Viewer, unit: Unit, *, on: date, at: datetime, key: str = ""
) -> Entry[Any]:
    """Register an organisation; the deed names its id.

    Raises Denied, FutureDay, NoName, UnknownWord, BadCreditCode, UnitRegistered.
    """
    rules.check_day(on, at=at)
    rules.check_word(unit.sort, among=SORTS)
    check(viewer, "person.register", place=unit.place)
    if not unit.name.strip():
        raise rules.NoName()
    needs_code = unit.sort != "team" or unit.credit_code
    form = Form(viewer.person, at, key)
    known = form.sent_before(1)
    code = normal_credit_code(unit.credit_code) if needs_code else ""
    if code and not known and queries.organisations_with(code):
        raise rules.UnitRegistered()
    deed = OrganisationRegistered(
        on=on,
        place=unit.place,
        organisation=known[0].deed.organisation if known else new_id(),
        sort=unit.sort,
        name=unit.name.strip(),
        credit_code=code,
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

    Raises Denied, FutureDay, UnknownPerson, NotSuchRecord, UnknownWord, AlreadyMember,
    InHousehold.
    """
    rules.check_day(on, at=at)
    rules.check_word(position, among=rules.POSITIONS)
    _place_of(person)
    place = _place_of_group(group)
    check(viewer, "person.register", place=place)
    form = Form(viewer.person, at, key)
    if not form.sent_before(1):
        _check_joins(person, group, on=on)
    deed = MemberJoined(on=on, place=place, group=group, person=person, position=position)
    return form.append([deed])[0]


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


def _check_joins(person: str, group: str, *, on: date) -> None:
    """Accept who belongs neither to the group nor, if it is one, to another household.

    Raises AlreadyMember, InHousehold.
    """
    if any(one.person == person for one in queries.members_of(group, on)):
        raise rules.AlreadyMember()
    if queries.household_places([group]) and queries.households_of([person], on):
        raise rules.InHousehold()


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
