"""The same people everywhere: 朱水源 the keeper, 刘勇 the office, an elder, and those around them.

It is the morning of Thursday 2021-09-16; Saturday the 18th is a working day, the 19th to the 21st
are the Mid-Autumn holiday.  Everything is set up with actions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gongfu.domains.keys import actions
from gongfu.domains.keys.actions import Needs, Registration
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people import keyrings
from gongfu.kernel.people.models import DataKey, Person
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

NANYANG, GRID = "330402007032", "330402007032004"
ELSEWHERE = "330402101223"
TODAY = date(2021, 9, 16)
MORNING = moment(TODAY, 9)
NEXT_YEAR = date(2022, 9, 1)


def person(name: str) -> str:
    """Return an id that can be read in a failing test."""
    return name.ljust(26, "2")


ZHU, LIN = person("zhushuiyuan"), person("lin")
LIU, CHEN = person("liuyong"), person("chen")
ZHOU, WU = person("elderzhou"), person("elderwu")
DAUGHTER, SON = person("daughter"), person("son")
NEIGHBOUR, STRANGER = person("neighbour"), person("stranger")


def in_the_vault(who: str, name: str = "周桂英", label: str = "周奶奶", **fields: str) -> None:
    """Give one of these people a key and sealed fields, so that words about them can be kept."""
    key, wrapped = keyrings.current().new_data_key(who)
    known = {"name": name, "label": label, **fields}
    sealed = {field: key.seal_text(text, field=field) for field, text in known.items()}
    Person.objects.create(id=who, **sealed)
    DataKey.objects.create(person_id=who, wrapped=wrapped)


def keeper(who: str, place: str = NANYANG) -> Viewer:
    """Return a volunteer of the key team."""
    return Viewer(who, (Office(Role.KEY, place), Office(Role.VOL, place)))


def secretary(who: str, place: str = NANYANG) -> Viewer:
    """Return a community secretary."""
    return Viewer(who, (Office(Role.SEC, place),))


def relative(who: str, *elders: str) -> Viewer:
    """Return who speaks for these elders."""
    return Viewer(who, wards=frozenset(elders))


zhu, lin = keeper(ZHU), keeper(LIN)
liu, chen = secretary(LIU), secretary(CHEN)
zhou, wu = Viewer(ZHOU), Viewer(WU)
daughter, son = relative(DAUGHTER, ZHOU), relative(SON, WU)
neighbour, stranger = Viewer(NEIGHBOUR), Viewer(STRANGER)
outside = secretary(person("outside"), ELSEWHERE)


@dataclass
class Clock:
    """The moment of acting, which moves on when told."""

    now: datetime = MORNING

    def later(self, **span: float) -> datetime:
        """Move on and return the moment."""
        self.now += timedelta(**span)
        return self.now


def registration(elder: str = ZHOU, contact: str = DAUGHTER, **changes: object) -> Registration:
    """Return an elder who lives alone in grid 4, with all consents and one contact."""
    one = Registration(
        elder=elder,
        place=GRID,
        needs=Needs(rhythm_days=3, living="alone"),
        consents_until=NEXT_YEAR,
        consents=("visits", "keys"),
        contacts=((contact, "child"),),
    )
    return one._replace(**changes)


def register(elder: str = ZHOU, contact: str = DAUGHTER, *, at: datetime = MORNING) -> None:
    """Let the secretary register an elder."""
    actions.register_elder(liu, registration(elder, contact), at=at)


def assign(
    who: Viewer = zhu, elder: str = ZHOU, kin: str = DAUGHTER, *, at: datetime = MORNING
) -> None:
    """Let a keeper sign for an elder and look after them."""
    actions.sign_agreement(liu, elder=elder, keeper=who.person, kin=kin, until=NEXT_YEAR, at=at)
    actions.assign_keeper(liu, elder=elder, keeper=who.person, at=at)


def team(*, at: datetime = MORNING) -> None:
    """Let two keepers join, two elders be registered, and 朱水源 look after both."""
    for one in (zhu, lin):
        actions.join_team(one, keeper=one.person, place=NANYANG, at=at)
    register(ZHOU, DAUGHTER, at=at)
    register(WU, SON, at=at)
    assign(zhu, ZHOU, DAUGHTER, at=at)
    assign(zhu, WU, SON, at=at)


def entrust_key(tag: str = "K-381", *, at: datetime = MORNING) -> str:
    """Let an elder's key go to 朱水源 and return its tag."""
    actions.entrust_item(liu, elder=ZHOU, sort="key", tag=tag, at=at)
    actions.hand_over(liu, item=tag, taker=ZHU, at=at)
    actions.accept_item(zhu, item=tag, at=at)
    return tag


def visit(
    who: Viewer = zhu,
    elder: str = ZHOU,
    answer: str = "well",
    *,
    ended_at: datetime = MORNING,
    minutes: int = 30,
    at: datetime | None = None,
    key: str = "",
):
    """Let a keeper record a visit that has just ended; return its entry."""
    return actions.record_visit(
        who,
        elder=elder,
        answer=answer,
        started_at=ended_at - timedelta(minutes=minutes),
        ended_at=ended_at,
        at=at or ended_at,
        key=key,
    )
