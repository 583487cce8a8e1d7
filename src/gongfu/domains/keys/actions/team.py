"""Joining and leaving the key team of a community; nobody is compelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.domains.keys.actions.rows import Register
from gongfu.domains.keys.deeds import KeeperJoined, KeeperLeft
from gongfu.domains.keys.models import Care, Elder, Item
from gongfu.domains.keys.rules import registering, team
from gongfu.domains.keys.rules.custody import OUT
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Joining(NamedTuple):
    """One volunteer who joins the team of a community.  on: by default the day of the action."""

    keeper: str
    place: str
    on: date | None = None


@action("team.join")
def join_team(
    viewer: Viewer, *, keeper: str, place: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Join the key team of a community; the secretary may note it down from a signed form.

    Raises Denied, MalformedCode, AlreadyInTeam.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(KeeperJoined, keeper=keeper):
        return sent
    return append(
        [
            act.draft(
                _joined(act, Joining(keeper, place), Register(keepers=[keeper])),
                evidence=_class(act, keeper),
            )
        ]
    )[0]


@action("team.join")
def join_teams(
    viewer: Viewer, joinings: Sequence[Joining], *, at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Note down many signed forms of joining at once.  Raises Many; then nothing is written."""
    act = Act(viewer, at, key)
    if sent := act.sent_lines((KeeperJoined,), joinings, "keeper"):
        return sent
    register = Register(keepers=[one.keeper for one in joinings])
    seen: set[Joining] = set()

    def draw(line: int, one: Joining) -> Draft:
        team.check_new(one, seen)
        deed = _joined(act, one, register)
        return act.draft(deed, evidence=Evidence.C, key=act.line_key(line))

    return append(each_line(joinings, draw))


def _class(act: Act, keeper: str) -> Evidence:
    """Return A for one's own word, C for a form that another person noted down."""
    return Evidence.A if act.by == keeper else Evidence.C


def _joined(act: Act, one: Joining, register: Register) -> KeeperJoined:
    check_code(one.place)
    check(act.viewer, "team.join", place=one.place, owner=one.keeper)
    on = one.on or act.on
    registering.check_day(on, at=act.at)
    if team.is_member(register.member(one.keeper, one.place), on=on):
        raise team.AlreadyInTeam()
    return KeeperJoined(on=on, place=community_of(one.place), keeper=one.keeper)


@action("team.join")
def leave_team(
    viewer: Viewer, *, keeper: str, place: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Leave the key team of a community, once elders and things are in other hands.

    Raises Denied, MalformedCode, NotInTeam, StillInCare, StillHolding.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(KeeperLeft, keeper=keeper):
        return sent
    check_code(place)
    check(viewer, "team.join", place=place, owner=keeper)
    team.check_member(Register(keepers=[keeper]).member(keeper, place), on=act.on)
    community = community_of(place)
    here = Elder.objects.filter(place__startswith=community).values("person")
    team.check_free_of_care(Care.objects.filter(keeper=keeper, until=None, elder__in=here).count())
    team.check_free_of_things(
        Item.objects.filter(holder=keeper, place=community, state__in=OUT).count()
    )
    return append([act.draft(KeeperLeft(on=act.on, place=community, keeper=keeper))])[0]
