"""A melon cooperative in Jinxing village: its head, its supervisor, two member households.

It is the morning of 2021-03-01.  Everything is set up with actions.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from stdnum.cn import uscc

from gongfu.domains.fields import actions
from gongfu.domains.fields.actions import Joining, PlotLine, SaleLine, SowingLine, WeighingLine
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import moment
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

JINXING, DISTRICT, ELSEWHERE = "330402101223", "330402000000", "330402105224"
BEGAN = date(2020, 1, 1)
TODAY = date(2021, 3, 1)
MORNING = moment(TODAY, 9)
MU, JIN, KG, YUAN = 100, 500, 1000, 100

secretary = Viewer("secretary".ljust(26, "2"), (Office(Role.SEC, JINXING),))
officer = Viewer("officer".ljust(26, "2"), (Office(Role.DEP, DISTRICT),))
stranger = Viewer("stranger".ljust(26, "2"))
server = Viewer("server".ljust(26, "2"), (Office(Role.SYS, DISTRICT),))


def at(on: date, hour: int = 9) -> datetime:
    """Return a moment of a day."""
    return moment(on, hour)


def credit_code(number: int) -> str:
    """Return a well-formed unified social credit code."""
    stem = f"93330402MA2{number:06d}"
    return stem + uscc.calc_check_digit(stem)


class Cooperative:
    """One cooperative with its people; `plot` gives it land."""

    def __init__(self, place: str = JINXING, number: int = 1, capital_fen: int = 10_000) -> None:
        """Register the cooperative, its head, its supervisor and two member households."""
        began = moment(BEGAN, 8)
        office = Viewer(secretary.person, (Office(Role.SEC, place),))
        people = [Newcomer(Details(f"人{i}", label=f"人{i}"), place) for i in range(4)]
        entries = register_people(office, people, on=BEGAN, at=began)
        head, watcher, anna, ben = (entry.deed.person for entry in entries)
        unit = Unit("金星甜瓜合作社", "cooperative", place, credit_code(number))
        entry = register_organisation(office, unit, on=BEGAN, at=began)
        self.place, self.id = place, entry.deed.organisation
        for person, position in ((head, "head"), (watcher, "supervisor")):
            join_group(office, person, group=self.id, position=position, on=BEGAN, at=began)
        coo = (Office(Role.COO, place),)
        self.head, self.watcher = Viewer(head, coo), Viewer(watcher, coo)
        self.anna, self.ben = Viewer(anna), Viewer(ben)
        self.households = [self._household(office, one) for one in (anna, ben)]
        self.first, self.second = self.households
        joinings = [Joining(one, BEGAN, capital_fen) for one in self.households]
        actions.join_households(self.head, joinings, cooperative=self.id, at=began)

    def _household(self, office: Viewer, person: str) -> str:
        formed = form_household(
            office, {person: "head"}, place=self.place, on=BEGAN, at=moment(BEGAN, 8)
        )
        return str(formed[0].deed.household)

    def plot(
        self, tag: str = "A1", mu: int = 10, *, household: str | None = None, **changes: object
    ) -> str:
        """Take a plot under cultivation; return its id."""
        owner = self.first if household is None else household
        line = PlotLine(tag, mu * MU, BEGAN, cover="greenhouse", household=owner)
        line = line._replace(**changes)
        entry = actions.register_plot(self.head, line, cooperative=self.id, at=MORNING)
        return str(entry.deed.plot)

    def sow(
        self,
        plot: str,
        crop: str = "melon",
        on: date = date(2021, 1, 15),
        *,
        sure: tuple[str, ...] = (),
        when: datetime = MORNING,
        pattern: str = "melon-late-rice",
    ) -> str:
        """Sow a crop; return its id."""
        line = SowingLine(plot, pattern, crop, on, sure)
        return str(actions.sow_crop(self.head, line, at=when).deed.sowing)

    def weigh(
        self,
        sowing: str,
        jin: int = 2000,
        on: date = TODAY,
        *,
        sure: tuple[str, ...] = (),
        when: datetime | None = None,
    ) -> str:
        """Weigh a harvest; return the batch code."""
        line = WeighingLine(sowing, jin * JIN, on, sure)
        entry = actions.weigh_harvest(self.head, line, at=when or at(on, 18))
        return str(entry.deed.batch)

    def sell(
        self,
        batch: str,
        jin: int,
        yuan: int,
        on: date = TODAY,
        *,
        sure: tuple[str, ...] = (),
        when: datetime | None = None,
    ) -> Entry:
        """Sell part of a batch."""
        line = SaleLine(batch, jin * JIN, yuan * YUAN, on, sure=sure)
        return actions.sell_batch(self.head, line, at=when or at(on, 19))

    def rule(
        self, reserve_bp: int = 1000, trade_bp: int = 6000, *, when: datetime = MORNING
    ) -> Entry:
        """Let the supervisor enter the rule of sharing, and the head confirm it."""
        parts = {"reserve_bp": reserve_bp, "trade_bp": trade_bp}
        actions.enter_rule(self.watcher, cooperative=self.id, **parts, at=when)
        return actions.confirm_rule(self.head, cooperative=self.id, at=when)

    def adopt(self, sharing: str, *, when: datetime) -> Entry:
        """Let the supervisor enter that the meeting adopted a sharing, and the head confirm it."""
        actions.enter_adoption(self.watcher, sharing=sharing, at=when)
        return actions.confirm_adoption(self.head, sharing=sharing, at=when)

    def correct(self, number: int, *, when: datetime) -> Entry:
        """Let the supervisor ask that a record be taken back, and the head confirm it."""
        actions.enter_correction(self.watcher, number=number, at=when)
        return actions.confirm_correction(self.head, number=number, at=when)


def square(west: float, south: float, side: float) -> str:
    """Return the outline of a square as GeoJSON text, by its south-west corner, in degrees."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return f'{{"type":"MultiPolygon","coordinates":[[{ring}]]}}'


def days_after(on: date, days: int) -> date:
    """Return the day so many days later."""
    return on + timedelta(days=days)
