"""Members who register where they live, the posts they claim, and the teams they form."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from gongfu.domains.grids import actions
from gongfu.domains.grids.actions import (
    Claiming,
    Forming,
    Offer,
    Opening,
    Registration,
    Serving,
    Terms,
    mask_of,
)
from gongfu.faces.cli.demonstration.cast import Cast
from gongfu.faces.cli.demonstration.founding import CLERK, FOUNDER
from gongfu.faces.cli.demonstration.teams import ENDS, NANYANG
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.vault import Details

_MEMBERS, _POSTS, _TEAMS = (92, 112), (24, 30), (4, 5)
_OPENED, _LASTS = date(2020, 3, 2), date(2021, 12, 31)
_SORTS = ("party-member",) * 9 + ("cadre",) * 6 + ("teacher", "doctor", "lawyer", "police", "other")
_SKILL_OF = {"teacher": "tutoring", "doctor": "medicine", "lawyer": "law", "police": "mediation"}
_SKILLS = (
    "electrics",
    "appliances",
    "computers",
    "haircut",
    "driving",
    "mediation",
    "tutoring",
    "gardening",
    "eldercare",
    "patrol",
)
_POST_SORTS = ("governance", "safety", "relief", "culture", "health", "organisation", "law")
_PURPOSES = ("elders", "repairs", "safety", "environment", "children", "policy", "culture")
_BATCH = 4000


@dataclasses.dataclass
class Local:
    """One community's members with their skills, in the order of registering."""

    community: str
    members: list[str] = dataclasses.field(default_factory=list)
    offers: list[Offer] = dataclasses.field(default_factory=list)
    joined: list[date] = dataclasses.field(default_factory=list)


def begin(grids: dict[str, list[str]], cast: Cast, chance: Random) -> list[Local]:
    """Register the members of every community; nobody is compelled, so numbers differ."""
    found = [Local(community) for community in grids]
    for start in range(0, len(found), 40):
        _register(found[start : start + 40], grids, cast, chance)
    return found


def _register(
    found: Sequence[Local], grids: dict[str, list[str]], cast: Cast, chance: Random
) -> None:
    newcomers: list[Newcomer] = []
    for local in found:
        for _number in range(chance.randint(*_MEMBERS)):
            newcomers.append(Newcomer(cast.adult(), chance.choice(grids[local.community])))
        if local.community == NANYANG:
            newcomers[-1] = newcomers[-1]._replace(details=Details("孙晓", label="孙晓", sex="f"))
    at = moment(date(2020, 1, 2), 9)
    entries = register_people(FOUNDER, newcomers, on=date(2020, 1, 2), at=at)
    by_place = {local.community: local for local in found}
    for entry in entries:
        local = by_place[entry.deed.place[:12]]
        local.members.append(entry.deed.person)
        local.offers.append(_offer(chance))
        local.joined.append(_OPENED + timedelta(days=chance.randint(0, 540)))


def _offer(chance: Random) -> Offer:
    sort = chance.choice(_SORTS)
    skill = _SKILL_OF.get(sort) or (chance.choice(_SKILLS) if chance.random() < 0.45 else "")
    licensed = skill in ("medicine", "law")
    times = [(day, part) for day in range(7) for part in range(3) if chance.random() < 0.3]
    return Offer(
        sort,
        (skill,) if skill else (),
        ("mandarin", "jiaxing") if chance.random() < 0.7 else ("mandarin",),
        mask_of(times or [(5, 0)]),
        "",
        date(2024, 12, 31) if licensed else None,
    )


def record(found: Sequence[Local], start: date, end: date, chance: Random) -> None:
    """Record who joined, claimed and formed teams in a month, and what was served at posts."""
    new = [
        (local, index)
        for local in found
        for index, on in enumerate(local.joined)
        if start <= on < end
    ]
    at = moment(end) - timedelta(hours=3)
    registrations = [
        Registration(one.members[index], one.community, one.offers[index], one.joined[index])
        for one, index in new
    ]
    if registrations:
        actions.register_members(FOUNDER, registrations, at=at)
    if end >= ENDS:
        _fill_posts(found, chance)


def _fill_posts(found: Sequence[Local], chance: Random) -> None:
    """Open the posts of this year, have them claimed, form the teams, record service."""
    on = date(2021, 9, 6)
    at = moment(on, 18)
    openings = [
        Opening(local.community, _terms(chance, on), on)
        for local in found
        for _number in range(chance.randint(*_POSTS))
    ]
    posts = actions.open_posts(FOUNDER, openings, at=at)
    claimings, formings = [], []
    by_place: dict[str, list[tuple[str, int]]] = {}
    for entry in posts:
        by_place.setdefault(entry.deed.place[:12], []).append((entry.deed.post, entry.deed.wanted))
    for local in found:
        claimings += _claims(local, by_place[local.community], on)
        formings += _formings(local, on, chance)
    claims = []
    for first in range(0, len(claimings), _BATCH):
        batch = claimings[first : first + _BATCH]
        claims += actions.claim_posts(FOUNDER, batch, confirm=True, at=at)
    actions.form_teams(FOUNDER, formings, at=at)
    _serve([entry.deed.claim for entry in claims if hasattr(entry.deed, "slot")], chance)


def _terms(chance: Random, on: date) -> Terms:
    times = mask_of([(chance.randint(0, 6), chance.randint(0, 2))])
    return Terms(chance.choice(_POST_SORTS), chance.randint(3, 5), on, _LASTS, times)


def _claims(local: Local, posts: Sequence[tuple[str, int]], on: date) -> list[Claiming]:
    """Let the members take the posts' places in turn."""
    waiting = iter(local.members)
    return [
        Claiming(post, member, on)
        for post, wanted in posts
        for member in (next(waiting, "") for _slot in range(wanted))
        if member
    ]


def _formings(local: Local, on: date, chance: Random) -> list[Forming]:
    found = []
    for number in range(chance.randint(*_TEAMS)):
        people = chance.sample(local.members, chance.randint(6, 11))
        purpose = _PURPOSES[number % len(_PURPOSES)]
        found.append(Forming(people[0], local.community, purpose, tuple(people[1:]), on))
    return found


def _serve(claims: Sequence[str], chance: Random) -> None:
    servings = []
    for claim in claims:
        if chance.random() < 0.7:
            begin = moment(date(2021, 9, chance.randint(11, 19)), chance.choice((7, 18, 19)))
            length = timedelta(minutes=chance.choice((60, 90)))
            servings.append(Serving(claim, begin, begin + length))
    at = moment(ENDS, 7)
    for first in range(0, len(servings), _BATCH):
        batch = servings[first : first + _BATCH]
        actions.record_servings(FOUNDER, batch, second=CLERK.person, at=at)
