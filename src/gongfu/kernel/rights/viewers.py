"""Who is looking or acting: a person and the offices held on that day."""

from __future__ import annotations

import dataclasses

from gongfu.kernel.rights.matrix import Role


@dataclasses.dataclass(frozen=True, slots=True)
class Office:
    """A role held in a place: its code, of which the whole subtree is in scope."""

    role: Role
    place: str

    @property
    def stem(self) -> str:
        """Return the digits with which every code in the office's subtree begins."""
        return stem_of(self.place)


def stem_of(place: str) -> str:
    """Return the leading digits that a place shares with its whole subtree."""
    if len(place) > 12:
        return place
    if place[6:] == "000000":
        return place[:6]
    return place[:9] if place.endswith("000") else place


@dataclasses.dataclass(frozen=True, slots=True)
class Viewer:
    """A person with offices; the empty id is the public.

    wards: ids of the elders for whom this person speaks as a named proxy or relative.  glasses:
    ids of the people whose sealed data this person has opened, with a reason, for some hours.
    """

    person: str = ""
    offices: tuple[Office, ...] = ()
    wards: frozenset[str] = frozenset()
    glasses: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles held, with PUB for all and RES for everyone signed in."""
        basic = {Role.PUB, Role.RES} if self.person else {Role.PUB}
        return frozenset(basic | {office.role for office in self.offices})

    def has(self, role: Role) -> bool:
        """Say whether the viewer holds the role somewhere."""
        return role in self.roles

    def covers(self, place: str, role: Role) -> bool:
        """Say whether an office of that role has the place in its subtree."""
        return any(o.role is role and place.startswith(o.stem) for o in self.offices)

    def speaks_for(self, person: str) -> bool:
        """Say whether the viewer is that person, or a proxy whom that person named."""
        return bool(person) and (person == self.person or person in self.wards)


PUBLIC = Viewer()
