"""Who can be chosen in a form: the keepers of a community, and the people of its office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongfu.domains.keys import queries
from gongfu.kernel.people import queries as people
from gongfu.kernel.people import vault
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

Choices = tuple[tuple[str, str], ...]


def choices(ids: Iterable[str]) -> Choices:
    """Return people with how lists call them, by that."""
    return tuple(sorted(vault.labels(ids).items(), key=lambda pair: pair[1]))


def keepers_in(viewer: Viewer, place: str, on: date) -> Choices:
    """Return the members of the place's key team."""
    return choices(member.keeper for member in queries.team_of(viewer, place[:12], on))


def beside(viewer: Viewer, place: str, on: date, *, but: Iterable[str] = ()) -> Choices:
    """Return who can stand beside the viewer: the team and the office of the community."""
    team = [member.keeper for member in queries.team_of(viewer, place[:12], on)]
    office = [
        held.person
        for role in (Role.GRD, Role.SEC)
        for held in people.holders(role, on, place=place[:12])
    ]
    return choices({*team, *office} - {viewer.person, *but})
