"""Thirty-two households of Jinxing that are helped to start up, some from far provinces."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from stdnum.cn import uscc

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import Promise
from gongfu.faces.cli.demonstration.cast import Cast
from gongfu.faces.cli.demonstration.cooperatives import JINXING, Farm
from gongfu.faces.cli.demonstration.founding import DISTRICT, FOUNDED, FOUNDED_AT, FOUNDER
from gongfu.kernel.people.actions.grouping import Unit, register_organisation
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

SUPPORTED = 32
_FIRST, _LAST = date(2019, 3, 4), date(2021, 8, 9)
_ORIGINS = ("53", "52", "51", "53", "52", "34", "36", "33", "33", "33")
_SERVER = Viewer("s" * 26, (Office(Role.SYS, DISTRICT),))
_GREENHOUSE_FEN, _LOAN_FEN = 2_000_000, 5_000_000


@dataclasses.dataclass
class Startup:
    """One household: who speaks for it, from which province, since when; its obligations."""

    household: str
    person: str
    origin: str
    agreed_on: date
    income_fen: int
    due: list[tuple[date, str]] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Parties:
    """Who promises: an office, a bank, and members who know the trade; and the households."""

    farm: Farm
    office: str
    bank: str
    teachers: list[str]
    startups: list[Startup]


def begin(farm: Farm, cast: Cast, chance: Random) -> Parties:
    """Register the parties, and draw when each household asks and what it earned before."""
    office = _unit("余新镇农业农村办公室", "unit", "11330402MB1Y00001")
    bank = _unit("余新村镇银行", "enterprise", "91330402MA2Y90001")
    entries = register_people(
        FOUNDER, [Newcomer(cast.adult(), JINXING) for _teacher in range(4)],
        on=FOUNDED, at=FOUNDED_AT,
    )  # fmt: skip
    span = (_LAST - _FIRST).days
    startups = [
        Startup(
            farm.households[index],
            farm.people[index],
            _ORIGINS[index % len(_ORIGINS)],
            _FIRST + timedelta(days=span * index // (SUPPORTED - 1)),
            chance.randint(260, 480) * 10_000,
        )
        for index in range(SUPPORTED)
    ]
    return Parties(farm, office, bank, [str(one.deed.person) for one in entries], startups)


def _unit(name: str, sort: str, stem: str) -> str:
    unit = Unit(name, sort, "330402101000", stem + uscc.calc_check_digit(stem))
    return str(register_organisation(FOUNDER, unit, on=FOUNDED, at=FOUNDED_AT).deed.organisation)


def record(parties: Parties, start: date, end: date, chance: Random, *, at: datetime) -> None:
    """Record who asked and agreed in [start, end), what came, and incomes of the year before."""
    for number, one in enumerate(parties.startups):
        if start <= one.agreed_on < end:
            _agree(parties, one, number, at)
    for one in parties.startups:
        _deliver(one, end, chance, at)
    if start.month == 2:
        _compare(parties.startups, start.year - 1, chance, at)
    actions.note_overdue(_SERVER, at=at)


def _agree(parties: Parties, one: Startup, number: int, at: datetime) -> None:
    asked: dict[str, Any] = {"household": one.household, "at": at}
    manner = "found" if number % 4 == 3 else "asked"
    actions.ask_support(FOUNDER, origin=one.origin, manner=manner, on=one.agreed_on, **asked)
    actions.state_income(FOUNDER, year=one.agreed_on.year - 1, income_fen=one.income_fen, **asked)
    promises = _promises(parties, one, number)
    actions.agree_support(FOUNDER, promises, cooperative=parties.farm.id, on=one.agreed_on, **asked)
    card = queries.agreement_of(FOUNDER, one.household, one.agreed_on)
    assert card is not None
    one.due = [(row.due_on, row.obligation) for row in card.obligations]


def _promises(parties: Parties, one: Startup, number: int) -> list[Promise]:
    def due(days: int) -> date:
        return one.agreed_on + timedelta(days=days)

    teacher = parties.teachers[number % len(parties.teachers)]
    found = [
        Promise(parties.office, "department", "greenhouse", due(60), _GREENHOUSE_FEN),
        Promise(teacher, "member", "technique", due(90)),
        Promise(parties.farm.id, "cooperative", "sale", due(180)),
    ]
    if number % 2:
        found.append(Promise(parties.bank, "bank", "loan", due(45), _LOAN_FEN))
    return found


def _deliver(one: Startup, end: date, chance: Random, at: datetime) -> None:
    """Record what came of that which is due: mostly in time, seldom late or not at all."""
    ready = [pair for pair in one.due if pair[0] < end]
    one.due = [pair for pair in one.due if pair[0] >= end]
    for day, obligation in ready:
        draw = chance.random()
        if draw < 0.02:
            actions.fail_obligation(FOUNDER, obligation=obligation, reason="withdrew", at=at)
            continue
        late = timedelta(days=chance.randint(1, 9)) if draw < 0.06 else -timedelta(days=3)
        on = min(day + late, end - timedelta(days=1))
        proof = f"BF-{on:%Y%m}-{chance.randint(100, 999)}" if draw > 0.5 else ""
        actions.deliver_obligation(FOUNDER, obligation=obligation, on=on, proof=proof, at=at)
        if draw > 0.25:
            actions.confirm_delivery(Viewer(one.person), obligation=obligation, at=at)


def _compare(startups: Sequence[Startup], year: int, chance: Random, at: datetime) -> None:
    """Let households that were supported in the year state what they earned in it."""
    for one in startups:
        if one.agreed_on.year <= year:
            years = year - one.agreed_on.year + 1
            gain = chance.randint(60, 210) * 10_000 * years
            actions.state_income(
                Viewer(one.person),
                household=one.household,
                year=year,
                income_fen=one.income_fen + gain,
                at=at,
            )
