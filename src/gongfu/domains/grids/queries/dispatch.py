"""Who should be asked for what in an area: suggestions with their reasons, never an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from gongfu.domains.grids.models import Member
from gongfu.domains.grids.queries.members import running
from gongfu.engines import assignment
from gongfu.engines.assignment import Problem, Terms
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.needs import queries as needs
from gongfu.kernel.needs.models import Kind
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

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the reason as a deed keeps it; see `needs.deeds.NeedOffered`."""
        near = f"near:{self.near}" if self.metres is None else f"metres:{self.metres}"
        skill = (f"skill:{self.skill}",) if self.skill else ()
        return (near, *skill, f"month:{self.month}")


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


def kinds_suiting(viewer: Viewer) -> list[str]:
    """Return the kinds of request that suit the viewer: without a skill, or with one they have.

    What they would rather not be asked for is left out.
    """
    row = Member.objects.filter(pk=viewer.person).first()
    skills = {"", *(row.skills.split() if row else ())}
    unwanted = needs.unwanted_by([viewer.person]).get(viewer.person, set())
    kinds = Kind.objects.filter(skill__in=skills).exclude(code__in=unwanted)
    return list(kinds.values_list("code", flat=True))


def reasons_of(
    viewer: Viewer, askings: Sequence[tuple[str, str]], *, at: datetime
) -> dict[tuple[str, str], Reason]:
    """Return why each member comes into question for a need, for those the viewer may ask for.

    askings: need and member.  Needs that seek nobody are missing.
    """
    found = {one.need: one for one in needs.seeking_these(viewer, {need for need, _who in askings})}
    rows = {row.person: row for row in rows_among(Member, person=[who for _need, who in askings])}
    desk = _Desk(tuple(found.values()), at, members=list(rows.values()))
    return {
        (need, who): desk.reason(found[need], who)
        for need, who in askings
        if need in found and who in rows
    }


class _Desk:
    """The members of the needs' towns, where they live, and what they have taken on."""

    def __init__(
        self, seeking: Sequence[Seeking], at: datetime, *, members: Sequence[Member] | None = None
    ) -> None:
        self._seeking = seeking
        rows = _members({one.place[:9] for one in seeking}, at) if members is None else members
        self._members = {row.person: row for row in rows}
        self._loads = needs.loads_of(self._members, at=at)
        self._apart = needs.apart_from(self._members)
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
        unwanted = needs.unwanted_by(self._members)
        asked |= {
            (one.need, member)
            for member, sorts in unwanted.items()
            for one in self._seeking
            if one.sort in sorts
        }
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
            blocks=frozenset(self._apart.get(row.person, ())),
        )

    def _load(self, person: str) -> Load:
        return self._loads.get(person, _NOTHING)

    def _choice(self, one: Seeking, member: str) -> Choice:
        return Choice(member, self.reason(one, member))

    def reason(self, one: Seeking, member: str) -> Reason:
        """Return why a member comes into question; a skill counts where the member has it."""
        home = self._homes[member]
        here, there = self._spots[one.place], self._spots[home]
        metres = _metres(here, there) if here.drawn and there.drawn else None
        skill = one.skill if one.skill in self._members[member].skills.split() else ""
        return Reason(_shared(one.place, home), metres, skill, self._load(member).month)


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
