"""The one door to names, phones, addresses and identity numbers.

Lists: `labels` and `names` open many people with one query and are not noted down.  A phone, an
address, an identity number of one person opens through `reveal` and leaves a line that the person
can read.  Only actions write here, except for what a person changes about themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from gongfu.kernel.people import glasses, keyrings, masks, readings, rules
from gongfu.kernel.people.identity import normal_phone, read_card
from gongfu.kernel.people.ids import new_id
from gongfu.kernel.people.models import Account, DataKey, Note, Person
from gongfu.kernel.people.sealing import DataKey as Key

_CHUNK = 10_000
_SEE_NAMES = frozenset({"VOL", "KEY", "GRD", "SEC", "TRU", "COO"})
_MASKS: dict[str, Callable[[str], str]] = {
    "name": masks.mask_name,
    "phone": masks.mask_phone,
    "card": masks.mask_card,
    "address": masks.mask_address,
    "birthday": masks.mask_birthday,
}
_FIELDS = ("name", "label", "phone", "card", "address", "birthday", "sex")


class Looker(Protocol):
    """Who looks: a viewer of the rights."""

    @property
    def person(self) -> str:
        """Return the viewer's id, empty for the public."""

    @property
    def roles(self) -> frozenset[str]:
        """Return the codes of the viewer's roles."""

    def speaks_for(self, person: str, /) -> bool:
        """Say whether the viewer is that person or their proxy."""


class Granted(Protocol):
    """What a check of rights answered: the letter of the matrix."""

    @property
    def letter(self) -> str:
        """Return the letter."""


class Details(NamedTuple):
    """What a form asks about a person; empty is unknown.

    A card's number says birthday and sex, which then need not be given.  Without a label lists
    show the masked name.
    """

    name: str
    label: str = ""
    phone: str = ""
    card: str = ""
    address: str = ""
    birthday: date | None = None
    sex: str = ""


class Plain(NamedTuple):
    """The fields of one person as text, normalised."""

    name: str = ""
    label: str = ""
    phone: str = ""
    card: str = ""
    address: str = ""
    birthday: str = ""
    sex: str = ""


def normal(details: Details, *, on: date) -> Plain:
    """Return the details checked and normalised.  Raises NoName, BadPhone, BadIdNumber."""
    name = details.name.strip()
    if not name:
        raise rules.NoName()
    card = read_card(details.card, on=on) if details.card else None
    birthday = card.birthday if card else details.birthday
    return Plain(
        name=name,
        label=details.label.strip() or masks.mask_name(name),
        phone=normal_phone(details.phone) if details.phone else "",
        card=card.number if card else "",
        address=details.address.strip(),
        birthday=birthday.isoformat() if birthday else "",
        sex=card.sex.value if card else details.sex,
    )


def add_people(people: Sequence[Plain]) -> list[str]:
    """Keep new people, each sealed under a fresh key; return their ids in order."""
    keyring = keyrings.current()
    rows: list[Person] = []
    keys: list[DataKey] = []
    for plain in people:
        person = new_id()
        key, wrapped = keyring.new_data_key(person)
        rows.append(_fill(Person(id=person), plain, key))
        keys.append(DataKey(person_id=person, wrapped=wrapped))
    Person.objects.bulk_create(rows, batch_size=500)
    DataKey.objects.bulk_create(keys, batch_size=500)
    return [row.id for row in rows]


def edit(person: str, plain: Plain) -> None:
    """Replace all fields of a person.  Raises UnknownPerson."""
    row, key = _opened(person)
    _fill(row, plain, key).save()


def _fill(row: Person, plain: Plain, key: Key) -> Person:
    for field, text in zip(_FIELDS, plain, strict=True):
        setattr(row, field, key.seal_text(text, field=field))
    row.phone_hash = _hash(plain.phone, "phone")
    row.card_hash = _hash(plain.card, "card") or None
    return row


def _hash(value: str, field: str) -> str:
    return keyrings.current().find_hash(value, field=field) if value else ""


def _opened(person: str) -> tuple[Person, Key]:
    row = Person.objects.select_related("key").filter(pk=person, key__isnull=False).first()
    if row is None:
        raise rules.UnknownPerson()
    return row, keyrings.current().data_key(person, bytes(row.key.wrapped))


def plain_of(person: str) -> Plain:
    """Return all fields of a person, for an action that compares or edits; show none of it.

    Raises UnknownPerson.
    """
    row, key = _opened(person)
    return Plain(*(key.open_text(bytes(getattr(row, f)), field=f) for f in _FIELDS))


def labels(ids: Iterable[str]) -> dict[str, str]:
    """Return how lists call these people (周奶奶); erased ones are missing."""
    return _column("label", ids)


def names(viewer: Looker, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of these people: whole to colleagues and to themselves, else masked."""
    full = _column("name", ids)
    if _SEE_NAMES & viewer.roles:
        return full
    return {i: n if viewer.speaks_for(i) else masks.mask_name(n) for i, n in full.items()}


def masked(field: str, ids: Iterable[str]) -> dict[str, str]:
    """Return a field of these people masked: 138****1234, ···· 002X, a year of birth."""
    mask = _MASKS[field]
    return {person: mask(text) for person, text in _column(field, ids).items()}


def birthdays(ids: Iterable[str]) -> dict[str, date]:
    """Return the birthdays of these people for counting ages; pages show ages, not birthdays."""
    known = _column("birthday", ids).items()
    return {person: date.fromisoformat(text) for person, text in known if text}


def _column(field: str, ids: Iterable[str]) -> dict[str, str]:
    keyring = keyrings.current()
    wanted = list(dict.fromkeys(ids))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = Person.objects.filter(pk__in=wanted[start : start + _CHUNK], key__isnull=False)
        for person, sealed, wrapped in rows.values_list("id", field, "key__wrapped"):
            key = keyring.data_key(person, bytes(wrapped))
            found[person] = key.open_text(bytes(sealed), field=field)
    return found


def reveal(
    viewer: Looker, person: str, field: str, *, grant: Granted, at: datetime, reason: str = ""
) -> str:
    """Return one field of one person as the grant allows, and note down who looked.

    field: name, phone, card, address, birthday, sex.  grant: the answer of `rights.check`; the
    letter m shows it masked, b asks for a reason: by default that of the broken glass.
    Raises NotShown, ReasonMissing, UnknownPerson, StepUpNeeded.
    """
    reason = reason or glasses.reason_of(grant.letter, viewer.person, person, at=at)
    rules.check_reason(grant.letter, reason)
    row, key = _opened(person)
    readings.note(readings.Look(viewer.person, person, field, grant.letter, reason.strip()), at=at)
    text = key.open_text(bytes(getattr(row, field)), field=field)
    return _MASKS[field](text) if grant.letter == "m" else text


def find_by_phone(phone: str) -> list[str]:
    """Return the ids of the people with this phone: a household may share one.  Raises BadPhone."""
    digest = _hash(normal_phone(phone), "phone")
    found = Person.objects.filter(phone_hash=digest).order_by("id")
    return list(found.values_list("id", flat=True))


def find_by_card(card: str, *, on: date) -> str | None:
    """Return the id of the person with this identity number, or None.  Raises BadIdNumber."""
    digest = _hash(read_card(card, on=on).number, "card")
    return Person.objects.filter(card_hash=digest).values_list("id", flat=True).first()


def known_cards(people: Iterable[Plain]) -> set[str]:
    """Return those identity numbers of the people that are on the register already."""
    digests = {_hash(plain.card, "card"): plain.card for plain in people if plain.card}
    wanted = list(digests)
    found: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        rows = Person.objects.filter(card_hash__in=wanted[start : start + _CHUNK])
        found.update(
            digests[digest] for digest in rows.values_list("card_hash", flat=True) if digest
        )
    return found


def erase(person: str) -> bool:
    """Delete a person's fields, key, notes and account; return whether there was anything.

    Notes that the person wrote about others stay, without a writer.
    """
    Note.objects.filter(by=person).update(by="")
    accounts, _by_model = Account.objects.filter(person=person).delete()
    people, _by_model = Person.objects.filter(pk=person).delete()
    return bool(accounts or people)


def rewrap_all(*, batch: int = 1000) -> int:
    """Wrap every data key under the current wrapping key; return how many were under another."""
    keyring = keyrings.current()
    done, after = 0, ""
    while True:
        rows = list(DataKey.objects.filter(pk__gt=after).order_by("pk")[:batch])
        if not rows:
            return done
        old = [row for row in rows if bytes(row.wrapped)[1] != keyring.current]
        for row in old:
            row.wrapped = keyring.rewrapped(row.person_id, bytes(row.wrapped))
        DataKey.objects.bulk_update(old, ["wrapped"])
        done, after = done + len(old), rows[-1].pk
