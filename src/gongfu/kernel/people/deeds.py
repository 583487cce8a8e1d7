"""Deeds of people: opaque ids in the private part, and in public only what could be anyone.

An organisation's name and credit code are private too: those of a one-man business name a person.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import ClassVar

from gongfu.kernel.ledger.deeds import Deed, person, private, public


@dataclasses.dataclass(frozen=True, kw_only=True)
class _OfPerson(Deed, abstract=True):
    """Base of the deeds about one person."""

    person: str = person()

    @property
    def about(self) -> str:
        """Return the person's id."""
        return self.person


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonRegistered(_OfPerson):
    """A person is on the district's register, at this place."""

    kind: ClassVar[str] = "people.person.registered"


@dataclasses.dataclass(frozen=True, kw_only=True)
class HouseholdFormed(Deed):
    """A household is at this place.  household: its opaque id."""

    kind: ClassVar[str] = "people.household.formed"
    household: str = private()

    @property
    def about(self) -> str:
        """Return the household's id."""
        return self.household


@dataclasses.dataclass(frozen=True, kw_only=True)
class OrganisationRegistered(Deed):
    """An organisation is at this place.

    sort: unit, enterprise, cooperative, charity, team.  credit_code: empty for a team.
    """

    kind: ClassVar[str] = "people.organisation.registered"
    organisation: str = private()
    sort: str = public()
    name: str = private()
    credit_code: str = private(default="")

    @property
    def about(self) -> str:
        """Return the organisation's id."""
        return self.organisation


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberJoined(_OfPerson):
    """A person belongs to a household or organisation, as head, spouse, member and so on."""

    kind: ClassVar[str] = "people.member.joined"
    group: str = private()
    position: str = private(default="member")


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberLeft(_OfPerson):
    """A person belongs there no longer.  joining: number of the record of joining."""

    kind: ClassVar[str] = "people.member.left"
    joining: int = private()


@dataclasses.dataclass(frozen=True, kw_only=True)
class AppointmentMade(_OfPerson):
    """A person holds a role at this place from the day of the deed until a day, without it.

    role: a code of the permission matrix.  Without being renewed it ends by itself.
    """

    kind: ClassVar[str] = "people.appointment.made"
    role: str = public()
    until: date = private()


@dataclasses.dataclass(frozen=True, kw_only=True)
class AppointmentEnded(_OfPerson):
    """An appointment ended before its day.  appointment: number of the record that made it."""

    kind: ClassVar[str] = "people.appointment.ended"
    role: str = public()
    appointment: int = private()


@dataclasses.dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(_OfPerson):
    """A lost second factor was taken off an account by two administrators.

    second: who proposed it.  Whoever signs in next with the account sets up another.
    """

    kind: ClassVar[str] = "people.second-factor.removed"
    second: str = person()


@dataclasses.dataclass(frozen=True, kw_only=True)
class RelationNamed(_OfPerson):
    """A person named who stands by them.  sort: kin, contact, proxy.  rank: 1 is called first."""

    kind: ClassVar[str] = "people.relation.named"
    other: str = person()
    sort: str = private()
    rank: int = private(default=1)


@dataclasses.dataclass(frozen=True, kw_only=True)
class RelationEnded(_OfPerson):
    """A named relation ended.  relation: number of the record that named it."""

    kind: ClassVar[str] = "people.relation.ended"
    relation: int = private()


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonErased(_OfPerson):
    """A person's data was erased; here too the id is then another that belongs to nobody.

    ground: wish, died, moved, retention.
    """

    kind: ClassVar[str] = "people.person.erased"
    ground: str = public()
