"""Who serves in which office of the demonstration district, and who may sign in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from gongfu.faces.cli.demonstration import founding
from gongfu.faces.cli.demonstration.cast import Cast
from gongfu.faces.cli.demonstration.founding import CLERK, DISTRICT, FOUNDED, FOUNDED_AT, FOUNDER
from gongfu.faces.cli.demonstration.teams import NANYANG
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people.actions.appointing import Office, appoint
from gongfu.kernel.people.actions.grouping import name_relation
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.models import Account
from gongfu.kernel.people.vault import Details
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office as Held
from gongfu.kernel.rights.viewers import Viewer

if TYPE_CHECKING:
    from gongfu.faces.cli.demonstration.building import Team
    from gongfu.faces.cli.demonstration.fields import Country
    from gongfu.faces.cli.demonstration.grids import Local

_officers: dict[str, list[tuple[str, str]]] = {}
_TOWN = "330402007000"
_DISTRICT_OFFICERS = (
    ("DEP", "沈立", DISTRICT),
    ("AUD", "顾明", DISTRICT),
    ("SEC", "陆平", _TOWN),
    ("DEP", "许知行", DISTRICT),
)


def appoint_first(cast: Cast) -> None:
    """Register secretaries, grid workers and the district's officers, and appoint them."""
    offices: list[tuple[str, str]] = []
    newcomers: list[Newcomer] = []
    for community in founding.communities():
        for role in ("SEC", "GRD"):
            offices.append((role, community.code))
            newcomers.append(Newcomer(_officer(role, community.code, cast), community.code))
    for role, name, place in _DISTRICT_OFFICERS:
        offices.append((role, place))
        newcomers.append(Newcomer(Details(name, label=name), place))
    entries = register_people(FOUNDER, newcomers, on=FOUNDED, at=FOUNDED_AT)
    _officers.clear()
    for (role, place), entry in zip(offices, entries, strict=True):
        _officers.setdefault(place, []).append((role, entry.deed.person))


def _officer(role: str, community: str, cast: Cast) -> Details:
    if community == NANYANG:
        name = {"SEC": "刘安", "GRD": "钱小禾"}[role]
        return Details(name, label=name, phone="17000999998" if role == "SEC" else "17000999997")
    return cast.adult()


def statistician() -> Viewer:
    """Return the officer who receives official values."""
    return Viewer(_officers[DISTRICT][-1][1], (Held(Role.DEP, DISTRICT),))


def renew(start: date) -> None:
    """Appoint everyone anew at the beginning of a year."""
    offices = [
        Office(person, role, place)
        for place, people in _officers.items()
        for role, person in people
    ]
    appoint(FOUNDER, *offices, on=start, second=CLERK.person, at=moment(start, 9))


def open_accounts(found: Sequence[Team], locals_: Sequence[Local]) -> None:
    """Open the accounts of the people whom a visitor may try; they have no password."""
    ours = [team for team in found if team.community == NANYANG]
    secretary, grid = (person for _role, person in _officers[NANYANG])
    officer, auditor, statistician = (person for _role, person in _officers[DISTRICT])
    elder, daughter = ours[0].elders[0], ours[0].kin[0]
    name_relation(
        FOUNDER,
        elder,
        other=daughter,
        sort="proxy",
        on=date(2021, 9, 1),
        at=moment(date(2021, 9, 20), 8),
    )
    for username, person in (
        (f"keeper-{NANYANG}", ours[0].keeper),
        (f"secretary-{NANYANG}", secretary),
        (f"elder-{NANYANG}", elder),
        (f"relative-{NANYANG}", daughter),
        (f"younger-{NANYANG}", ours[1].keeper),
        (f"grid-{NANYANG}", grid),
        (f"member-{NANYANG}", _member(locals_)),
        (f"town-{_TOWN}", _officers[_TOWN][0][1]),
        (f"officer-{DISTRICT}", officer),
        (f"auditor-{DISTRICT}", auditor),
        (f"statistics-{DISTRICT}", statistician),
    ):
        account = Account(username=username, person=person)
        account.set_unusable_password()
        account.save()


def of_town() -> Viewer:
    """Return the secretary of the town above the community of the report."""
    return Viewer(_officers[_TOWN][0][1], (Held(Role.SEC, _TOWN),))


def open_farm_accounts(country: Country) -> None:
    """Open the accounts of people of the melon cooperative; they have no password."""
    melon = country.melon
    for username, person in (
        (f"head-{melon.plan.place}", melon.head.person),
        (f"household-{melon.plan.place}", melon.people[0]),
        (f"supervisor-{melon.plan.place}", melon.watcher.person),
    ):
        account = Account(username=username, person=person)
        account.set_unusable_password()
        account.save()


def secretary_of(place: str) -> str:
    """Return the secretary of a community."""
    return next(person for role, person in _officers[place] if role == "SEC")


def _member(locals_: Sequence[Local]) -> str:
    """Return a registered member of Nanyang who has been one for a while."""
    local = next(one for one in locals_ if one.community == NANYANG)
    return min(zip(local.joined, local.members, strict=True))[1]
