"""Nine cooperatives that do not exist, with heads, member households, land and a rule of sharing.

That the district uses these nine patterns is this demonstration's own choice: which nine the real
one uses, no source says.  Jinxing's 665 mu of melon and late rice are those of the report.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from typing import Any

from stdnum.cn import uscc

from gongfu.domains.fields import actions
from gongfu.domains.fields.actions import Joining, PlotLine
from gongfu.faces.cli.demonstration.cast import Cast
from gongfu.faces.cli.demonstration.founding import FOUNDED, FOUNDED_AT, FOUNDER
from gongfu.kernel.people.actions.grouping import (
    Unit,
    form_household,
    join_group,
    register_organisation,
)
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.vault import Details
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

JINXING = "330402101223"
BEGAN = date(2019, 9, 2)
_UNTIL = date(2029, 12, 31)
_MU = 100
_RESERVE_BP, _TRADE_BP = 1000, 6000


@dataclasses.dataclass(frozen=True)
class Plan:
    """One cooperative: where, its name, its pattern; how many households, and plots of how many mu.

    covered: the plots are greenhouses.
    """

    place: str
    name: str
    pattern: str
    households: int = 6
    plots: int = 6
    mu: int = 5
    covered: bool = True


PLANS = (
    Plan(JINXING, "金星甜瓜专业合作社", "melon-late-rice", 40, 95, 7),
    Plan("330402105224", "由桥南瓜专业合作社", "pumpkin-late-rice"),
    Plan("330402103201", "新丰生姜专业合作社", "ginger-late-rice"),
    Plan("330402105222", "倪家浜番茄专业合作社", "tomato-late-rice"),
    Plan("330402100222", "联丰草莓专业合作社", "strawberry-rice"),
    Plan("330402101203", "余新西瓜专业合作社", "watermelon-rice-mustard"),
    Plan("330402100204", "凤桥芹菜专业合作社", "celery-early-late-rice"),
    Plan("330402103202", "新丰瓜菜专业合作社", "watermelon-late-rice-cauliflower"),
    Plan("330402105205", "大桥蔬菜专业合作社", "cabbage-late-rice-greens", covered=False),
)


@dataclasses.dataclass
class Farm:
    """A cooperative with its ids.

    people: one adult of each household; plots: ids in the order of their numbers.
    """

    plan: Plan
    id: str
    head: Viewer
    watcher: Viewer
    people: list[str]
    households: list[str] = dataclasses.field(default_factory=list)
    plots: list[str] = dataclasses.field(default_factory=list)


def found_all(cast: Cast) -> list[Farm]:
    """Register the cooperatives with their people; nothing is grown yet."""
    farms = [_registered(number, plan, cast) for number, plan in enumerate(PLANS, start=1)]
    for farm in farms:
        for person in farm.people:
            formed = form_household(
                FOUNDER, {person: "head"}, place=farm.plan.place, on=FOUNDED, at=FOUNDED_AT
            )
            farm.households.append(str(formed[0].deed.household))
    return farms


def _registered(number: int, plan: Plan, cast: Cast) -> Farm:
    adults = [cast.adult() for _person in range(plan.households + 2)]
    if plan.place == JINXING:
        adults[0] = Details("许金田", label="许金田", phone="17000999996", sex="m")
    newcomers = [Newcomer(details, plan.place) for details in adults]
    entries = register_people(FOUNDER, newcomers, on=FOUNDED, at=FOUNDED_AT)
    head, watcher, *people = (str(entry.deed.person) for entry in entries)
    stem = f"93330402MA2Y{number:05d}"
    unit = Unit(plan.name, "cooperative", plan.place, stem + uscc.calc_check_digit(stem))
    entry = register_organisation(FOUNDER, unit, on=FOUNDED, at=FOUNDED_AT)
    for person, position in ((head, "head"), (watcher, "supervisor")):
        join_group(
            FOUNDER,
            person,
            group=entry.deed.organisation,
            position=position,
            on=FOUNDED,
            at=FOUNDED_AT,
        )
    leading = (Office(Role.COO, plan.place),)
    cooperative = str(entry.deed.organisation)
    return Farm(plan, cooperative, Viewer(head, leading), Viewer(watcher, leading), people)


def begin(farms: list[Farm], chance: Random, *, at: datetime) -> None:
    """Let the households join, take the land under cultivation, adopt the rule of sharing."""
    for farm in farms:
        joinings = [
            Joining(one, BEGAN, chance.choice((500_000, 800_000, 1_000_000, 2_000_000)))
            for one in farm.households
        ]
        actions.join_households(farm.head, joinings, cooperative=farm.id, at=at)
        lines = list(_plots(farm))
        entries = actions.register_plots(farm.head, lines, cooperative=farm.id, at=at)
        farm.plots = [str(entry.deed.plot) for entry in entries]
        rule: dict[str, Any] = {"reserve_bp": _RESERVE_BP, "trade_bp": _TRADE_BP}
        actions.enter_rule(farm.watcher, cooperative=farm.id, **rule, at=at)
        actions.confirm_rule(farm.head, cooperative=farm.id, at=at)


def _plots(farm: Farm) -> Iterator[PlotLine]:
    """Yield the plots in turn: two rounds for the households, the rest the cooperative's own."""
    plan = farm.plan
    for number in range(plan.plots):
        turn, index = divmod(number, plan.households)
        yield PlotLine(
            f"{'ABC'[turn]}{index + 1:02d}",
            plan.mu * _MU,
            BEGAN,
            cover="greenhouse" if plan.covered else "open",
            household=farm.households[index] if turn < 2 else "",
            until=_UNTIL,
            demo=True,
            lessor="collective" if turn else "household",
        )


def propose(farm: Farm, year: int, *, at: datetime) -> str:
    """Lay out the proceeds of a year; return the sharing."""
    entry = actions.propose_sharing(farm.head, cooperative=farm.id, year=year, at=at)
    return str(entry.deed.sharing)


def adopt(farm: Farm, sharing: str, *, at: datetime) -> None:
    """Let the members' meeting adopt a sharing, and the shares be paid out."""
    actions.enter_adoption(farm.watcher, sharing=sharing, at=at)
    entry = actions.confirm_adoption(farm.head, sharing=sharing, at=at)
    actions.pay_shares(farm.head, sharing=sharing, on=entry.deed.on, at=at)
