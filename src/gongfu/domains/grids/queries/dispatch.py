"""Who should be asked for what in an area: suggestions with their reasons, never an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from gongfu.domains.grids.models import Member
from gongfu.domains.grids.queries.members import running
from gongfu.engines import assignment
from gongfu.engines.assignment import Problem, Terms
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.needs import queries as needs
from gongfu.kernel.needs.queries import Load, Seeking
from gongfu.kernel.people.queries import places_of
from gongfu.kernel.places.middles import Spot, spots_of
from gongfu.kernel.rights.viewers import Viewer

_AT_ONCE, _OTHERS = 2, 6
_NOTHING = Load(0, 0)


class Reason(NamedTuple):
    """Why a member comes into question.

    near: grid, community or town that both share; metres: where places are drawn, else None.
    skill: the one asked for.  month: tasks taken in thirty days.
    """

    near: str
    metres: int | None
    skill: str
    month: int


class Choice(NamedTuple):
    """A member who could be asked, and why."""

    member: str
    reason: Reason


class Proposal(NamedTuple):
    """What is suggested for one need, and who else could be asked; why: when nobody is."""

    need: Seeking
    suggested: tuple[Choice, ...]
    others: tuple[Choice, ...]
    why: str


def proposals_in(
    viewer: Viewer, place: str, *, at: datetime, need: str = ""
) -> tuple[Proposal, ...]:
    """Return a proposal for each need of the area that seeks helpers.

    Members of the whole town come into question.  Suggestions together are of least cost as the
    engine states it (see `engines.assignment`).  Raises Denied.
    """
    seeking = needs.seeking_in(viewer, place, at=at, need=need)
    if not seeking:
        return ()
    desk = _Desk(seeking, at)
    return desk.proposals()


class _Desk:
    """The members of the needs' towns, where they live, and what they have taken on."""

    def __init__(self, seeking: Sequence[Seeking], at: datetime) -> None:
        self._seeking = seeking
        rows = list(_members({one.place[:9] for one in seeking}, at))
        self._members = {row.person: row for row in rows}
        self._loads = needs.loads_of(self._members, at=at)
        homes = places_of(self._members)
        self._homes = {row.person: homes.get(row.person, row.place) for row in rows}
        self._spots = spots_of([*self._homes.values(), *(one.place for one in seeking)])

    def proposals(self) -> tuple[Proposal, ...]:
        """Solve, and word the outcome need by need."""
        plan = assignment.propose(self._problem())
        chosen: dict[str, list[str]] = {}
        for one in plan.suggestions():
            chosen.setdefault(one.need, []).append(one.member)
        whys = {left.need: left.why for left in plan.left()}
        near: dict[str, list[str]] = {}
        for at in range(len(plan.pairs.need)):
            index = plan.problem.needs[plan.pairs.need[at]].id
            near.setdefault(index, []).append(plan.problem.members[plan.pairs.member[at]].id)
        return tuple(
            Proposal(
                one,
                tuple(self._choice(one, member) for member in chosen.get(one.need, ())),
                tuple(
                    self._choice(one, member)
                    for member in near.get(one.need, ())
                    if member not in chosen.get(one.need, ())
                )[:_OTHERS],
                whys.get(one.need, ""),
            )
            for one in self._seeking
        )

    def _problem(self) -> Problem:
        asked = {(one.need, helper) for one in self._seeking for helper in one.asked}
        return Problem(
            tuple(self._need(one) for one in self._seeking),
            tuple(self._member(row) for row in self._members.values()),
            frozenset(asked),
            Terms(),
        )

    def _need(self, one: Seeking) -> assignment.Need:
        spot = self._spots[one.place]
        return assignment.Need(
            one.need,
            spot.x,
            spot.y,
            one.skill,
            urgency=one.urgency,
            wanted=one.places,
            slots=one.slots,
            asker=one.asker,
        )

    def _member(self, row: Member) -> assignment.Member:
        spot, load = self._spots[self._homes[row.person]], self._load(row.person)
        return assignment.Member(
            row.person,
            spot.x,
            spot.y,
            frozenset(row.skills.split()),
            free=row.free,
            capacity=max(0, _AT_ONCE - load.now),
            load=load.month,
        )

    def _load(self, person: str) -> Load:
        return self._loads.get(person, _NOTHING)

    def _choice(self, one: Seeking, member: str) -> Choice:
        home = self._homes[member]
        here, there = self._spots[one.place], self._spots[home]
        metres = _metres(here, there) if here.drawn and there.drawn else None
        return Choice(
            member, Reason(_shared(one.place, home), metres, one.skill, self._load(member).month)
        )


def _members(towns: set[str], at: datetime) -> Sequence[Member]:
    found: list[Member] = []
    for town in sorted(towns):
        rows = Member.objects.filter(running(shanghai_day(at)), place__startswith=town)
        found += rows.order_by("person")
    return found


def _metres(a: Spot, b: Spot) -> int:
    return round(((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5)


def _shared(one: str, other: str) -> str:
    for name, digits in (("grid", 15), ("community", 12)):
        if len(one) >= digits and one[:digits] == other[:digits]:
            return name
    return "town"
