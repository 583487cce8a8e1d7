"""What may be asked about people's standing: ids and codes, never names.  Nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from gongfu.kernel.ledger.fetching import chunks
from gongfu.kernel.people.models import (
    Appointment,
    Household,
    Membership,
    Organisation,
    Relation,
    Resident,
)
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import subtree
from gongfu.kernel.places.seeing import Page, Turn, page_of, within


class Held(NamedTuple):
    """An appointment: the record that made it, who holds which role where, and until when."""

    number: int
    person: str
    role: str
    place: str
    since: date
    until: date


class Stands(NamedTuple):
    """A relation: the record that named it, to whom, of which sort, 1 called first."""

    number: int
    other: str
    sort: str
    rank: int


class Member(NamedTuple):
    """A membership: the record of joining, who, in which group, in which position."""

    number: int
    person: str
    group: str
    position: str


def _held(on: date) -> QuerySet[Appointment]:
    early = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    return Appointment.objects.filter(early, since__lte=on, until__gt=on).order_by("number")


def offices_of(person: str, on: date) -> tuple[Held, ...]:
    """Return the appointments that the person holds on that day."""
    rows = _held(on).filter(person=person).values_list(*Held._fields)
    return tuple(Held(*row) for row in rows)


def running_offices(on: date, *, page: int, size: int) -> tuple[int, list[Appointment]]:
    """Return how many appointments run on that day, and one page of them, by place."""
    rows = _held(on).order_by("place", "role", "number")
    return rows.count(), list(rows[(page - 1) * size : page * size])


def holders(role: str, on: date, *, place: str) -> tuple[Held, ...]:
    """Return who holds a role in the place's subtree on that day, as the tree is then."""
    rows = _held(on).filter(within(place, on), role=role)
    return tuple(Held(*row) for row in rows.values_list(*Held._fields))


def holders_over(role: str, on: date, *, place: str) -> tuple[Held, ...]:
    """Return who holds a role in the place or above it on that day, nearest first."""
    found = [
        Held(*row)
        for row in _held(on)
        .filter(role=role, place__startswith=place[:6])
        .values_list(*Held._fields)
        if subtree(tree.current().successor(row[3], on)).holds(place)
    ]
    return tuple(sorted(found, key=lambda held: (-len(held.place.rstrip("0")), held.number)))


def residents(place: str) -> tuple[str, ...]:
    """Return the ids of the people registered in the place's subtree."""
    low, high = subtree(place)
    rows = Resident.objects.filter(place__gte=low, place__lt=high).order_by("person")
    return tuple(rows.values_list("person", flat=True))


def places_of(people: Iterable[str]) -> dict[str, str]:
    """Return where these people are registered; unknown and erased ones are missing."""
    return dict(Resident.objects.filter(pk__in=list(people)).values_list("person", "place"))


def relations_of(person: str, on: date, *, sort: str = "") -> tuple[Stands, ...]:
    """Return who stands by a person on that day, in the order in which to call them."""
    running = Q(until__isnull=True) | Q(until__gt=on)
    rows = Relation.objects.filter(running, person=person, since__lte=on)
    rows = rows.filter(sort=sort) if sort else rows
    columns = rows.order_by("rank", "number").values_list(*Stands._fields)
    return tuple(Stands(*row) for row in columns)


def wards_of(person: str, on: date) -> frozenset[str]:
    """Return for whom this person speaks as a named proxy on that day."""
    running = Q(until__isnull=True) | Q(until__gt=on)
    rows = Relation.objects.filter(running, other=person, sort="proxy", since__lte=on)
    return frozenset(rows.values_list("person", flat=True))


def members_of(group: str, on: date) -> tuple[Member, ...]:
    """Return who belongs to a household or organisation on that day, in the order of joining."""
    running = Q(until__isnull=True) | Q(until__gt=on)
    rows = Membership.objects.filter(running, group=group, since__lte=on).order_by("number")
    return tuple(Member(*row) for row in rows.values_list(*Member._fields))


def members_among(groups: Iterable[str], on: date) -> dict[str, tuple[Member, ...]]:
    """Return who belongs to each of these groups on that day, in the order of joining."""
    running = Q(until__isnull=True) | Q(until__gt=on)
    rows = Membership.objects.filter(running, group__in=list(groups), since__lte=on)
    found: dict[str, tuple[Member, ...]] = {}
    for row in rows.order_by("number").values_list(*Member._fields):
        found[row[2]] = (*found.get(row[2], ()), Member(*row))
    return found


def groups_of(person: str, on: date) -> tuple[Member, ...]:
    """Return the memberships of a person on that day, in the order of joining."""
    running = Q(until__isnull=True) | Q(until__gt=on)
    rows = Membership.objects.filter(running, person=person, since__lte=on).order_by("number")
    return tuple(Member(*row) for row in rows.values_list(*Member._fields))


def heads_of(groups: Iterable[str], on: date) -> dict[str, str]:
    """Return who of each group joined first of those who belong to it on that day."""
    running = Q(until__isnull=True) | Q(until__gt=on)
    rows = Membership.objects.filter(running, group__in=list(groups), since__lte=on)
    found: dict[str, str] = {}
    for group, person in rows.order_by("number").values_list("group", "person"):
        found.setdefault(group, person)
    return found


def organisations_with(credit_code: str) -> tuple[str, ...]:
    """Return the ids of the organisations registered under a unified social credit code."""
    rows = Organisation.objects.filter(credit_code=credit_code).order_by("id")
    return tuple(rows.values_list("id", flat=True))


class Unit(NamedTuple):
    """An organisation: its id, sort, name and exact place."""

    id: str
    sort: str
    name: str
    place: str


def unit(organisation: str) -> Unit | None:
    """Return an organisation, or None."""
    row = Organisation.objects.filter(pk=organisation).values_list(*Unit._fields).first()
    return None if row is None else Unit(*row)


def units_among(organisations: Iterable[str]) -> dict[str, Unit]:
    """Return organisations by id; unknown ones are missing."""
    rows = Organisation.objects.filter(pk__in=list(organisations)).values_list(*Unit._fields)
    return {row[0]: Unit(*row) for row in rows}


def units_within(sort: str, place: str) -> tuple[Unit, ...]:
    """Return the organisations of a sort in the place's subtree, by place and name."""
    low, high = subtree(place)
    rows = Organisation.objects.filter(sort=sort, place__gte=low, place__lt=high)
    columns = rows.order_by("place", "name", "id").values_list(*Unit._fields)
    return tuple(Unit(*row) for row in columns)


def organisations_in(areas: Iterable[str], *, page: Turn = 1) -> Page[Unit]:
    """Return the organisations in the subtrees of these places, by place and name."""
    where = Q(pk__in=())
    for low, high in map(subtree, areas):
        where |= Q(place__gte=low, place__lt=high)
    rows = Organisation.objects.filter(where).exclude(sort="team")
    total, found = page_of(rows.order_by("place", "name", "id"), page=page)
    units = (Unit(row.id, row.sort, row.name, row.place) for row in found)
    return Page(total, tuple(units), page)


def households_within(place: str) -> tuple[str, ...]:
    """Return the ids of the households in the place's subtree, by place and id."""
    low, high = subtree(place)
    rows = Household.objects.filter(place__gte=low, place__lt=high).order_by("place", "id")
    return tuple(rows.values_list("id", flat=True))


def households_of(people: Iterable[str], on: date) -> dict[str, tuple[str, ...]]:
    """Return the households of each of these people on that day, in the order of joining.

    Who belongs to none is missing.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for chunk in chunks(people):
        running = Q(until__isnull=True) | Q(until__gt=on)
        rows = Membership.objects.filter(
            running, person__in=chunk, since__lte=on, group__in=Household.objects.values("id")
        )
        for person, group in rows.order_by("number").values_list("person", "group"):
            found[person].append(group)
    return {person: tuple(households) for person, households in found.items()}


def household_places(households: Iterable[str]) -> dict[str, str]:
    """Return where these households are; unknown ones are missing."""
    return dict(Household.objects.filter(pk__in=list(households)).values_list("id", "place"))
