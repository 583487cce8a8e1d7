"""Put people on the register, and change what is known about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.writing import OtherContent
from gongfu.kernel.people import rules, vault
from gongfu.kernel.people.actions.sending import Entries, Form
from gongfu.kernel.people.deeds import PersonRegistered
from gongfu.kernel.people.models import Resident
from gongfu.kernel.people.vault import Details, Plain
from gongfu.kernel.refusals import LineError, Many, Refused
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Newcomer(NamedTuple):
    """A person to register: what is known, and where, as an exact code."""

    details: Details
    place: str


@action("person.register")
def register_people(
    viewer: Viewer, newcomers: Sequence[Newcomer], *, on: date, at: datetime, key: str = ""
) -> Entries:
    """Register people in one batch; the ids are in the deeds, in the order of the newcomers.

    Raises Denied, FutureDay, OtherContent, Many (NoName, BadPhone, BadIdNumber, AlreadyRegistered).
    """
    rules.check_day(on, at=at)
    for place in {newcomer.place for newcomer in newcomers}:
        check(viewer, "person.register", place=place)
    people = _normal(newcomers, on)
    form = Form(viewer.person, at, key)
    if known := form.sent_before(len(newcomers)):
        return _same(known, people)
    _check_unknown(people)
    ids = vault.add_people(people)
    deeds = [
        PersonRegistered(on=on, place=newcomer.place, person=person)
        for person, newcomer in zip(ids, newcomers, strict=True)
    ]
    return form.append(deeds)


def register_person(
    viewer: Viewer, newcomer: Newcomer, *, on: date, at: datetime, key: str = ""
) -> Entry[Any]:
    """Register one person.  Raises the refusal itself, otherwise as `register_people`."""
    try:
        return register_people(viewer, [newcomer], on=on, at=at, key=key)[0]
    except Many as many:
        raise many.errors[0].refusal from many


def _normal(newcomers: Iterable[Newcomer], on: date) -> list[Plain]:
    people: list[Plain] = []
    errors: list[LineError] = []
    for line, newcomer in enumerate(newcomers, start=1):
        try:
            people.append(vault.normal(newcomer.details, on=on))
        except Refused as refusal:
            errors.append(LineError(line=line, refusal=refusal))
    if errors:
        raise Many(errors)
    return people


def _check_unknown(people: Sequence[Plain]) -> None:
    seen = vault.known_cards(people)
    errors: list[LineError] = []
    for line, plain in enumerate(people, start=1):
        if plain.card and plain.card in seen:
            errors.append(LineError(line=line, refusal=rules.AlreadyRegistered()))
        seen.add(plain.card)
    if errors:
        raise Many(errors)


def _same(known: Entries, people: Sequence[Plain]) -> Entries:
    if [vault.plain_of(entry.deed.person) for entry in known] != list(people):
        raise OtherContent()
    return known


@action("person.register")
def edit_person(viewer: Viewer, person: str, details: Details, *, at: datetime) -> None:
    """Change what is known about a person on the register of the viewer's office.

    Raises UnknownPerson, Denied, NoName, BadPhone, BadIdNumber, AlreadyRegistered.
    """
    resident = Resident.objects.filter(pk=person).first()
    if resident is None:
        raise rules.UnknownPerson()
    check(viewer, "person.register", place=resident.place)
    _edit(person, details, at)


@action("person.edit_own")
def edit_own(viewer: Viewer, person: str, details: Details, *, at: datetime) -> None:
    """Change what is known about oneself, or about the person for whom one speaks.

    Raises Denied, UnknownPerson, NoName, BadPhone, BadIdNumber, AlreadyRegistered.
    """
    check(viewer, "person.edit_own", owner=person)
    _edit(person, details, at)


def _edit(person: str, details: Details, at: datetime) -> None:
    on = at.date()
    plain = vault.normal(details, on=on)
    if plain.card and vault.find_by_card(plain.card, on=on) not in (None, person):
        raise rules.AlreadyRegistered()
    vault.edit(person, plain)
