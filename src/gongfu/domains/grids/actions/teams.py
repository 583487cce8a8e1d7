"""Forming, joining, leading, leaving and dissolving teams (组团)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.domains.grids.actions.members import class_of
from gongfu.domains.grids.deeds import (
    TeamDissolved,
    TeamFormed,
    TeamJoined,
    TeamLed,
    TeamLeft,
    TeamPlaced,
)
from gongfu.domains.grids.models import Member, Team, TeamMember
from gongfu.domains.grids.rules import members, words
from gongfu.domains.grids.rules import teams as rules
from gongfu.domains.grids.rules.words import Words
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.fetching import locked, rows_among
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Forming(NamedTuple):
    """One team to form.  members: beside the leader.  on: by default the day of the action."""

    leader: str
    place: str
    purpose: str
    members: tuple[str, ...] = ()
    on: date | None = None


class _Register:
    """The members concerned, and the words, read once for many teams."""

    def __init__(self, people: Sequence[str], *, on: date) -> None:
        self._rows = {row.person: row for row in rows_among(Member, person=people)}
        self._words = Words(on)

    def draw(self, act: Act, one: Forming, *, key: str) -> list[Draft]:
        """Return the drafts of one team.  Raises as `form_team`."""
        members.check_community(one.place)
        check(act.viewer, "group.form", place=one.place, owner=one.leader)
        on = one.on or act.on
        members.check_day(on, at=act.at)
        self._words.check(words.TEAM_PURPOSE, one.purpose)
        self._check_people(one, on=on)
        team = act._replace(key=key).id_for("team")
        here: dict[str, Any] = {"on": on, "place": community_of(one.place), "team": team}
        formed = TeamFormed(**here, purpose=one.purpose, leader=one.leader)
        joined = (TeamJoined(**here, member=member) for member in one.members)
        return [
            act.draft(formed, evidence=class_of(act, one.leader), key=key),
            *(act.also(deed, evidence=class_of(act, deed.member)) for deed in joined),
        ]

    def _check_people(self, one: Forming, *, on: date) -> None:
        everyone = (one.leader, *one.members)
        if len(set(everyone)) < len(everyone):
            raise members.SameLine()
        for person in everyone:
            members.check_member(self._rows.get(person), on=on)


@action("group.form")
def form_team(
    viewer: Viewer, *, leader: str, place: str, purpose: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Form a team that one leads oneself; the office may note it down from a signed form.

    Raises Denied, MalformedCode, NotACommunity, UnknownWord, NotRegistered.
    """
    act = Act(viewer, at, key)
    here = community_of(place)
    if sent := act.sent(TeamFormed, place=here, leader=leader, purpose=purpose):
        return sent
    register = _Register([leader], on=act.on)
    return append(register.draw(act, Forming(leader, place, purpose), key=key))[0]


@action("group.form")
def form_teams(
    viewer: Viewer, formings: Sequence[Forming], *, at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Note down many signed forms with their members; return the entries of the forming, in order.

    Only the office may name members.  Raises Many; then nothing is written.
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((TeamFormed,), formings, "leader", "purpose"):
        return sent
    people = [person for one in formings for person in (one.leader, *one.members)]
    register = _Register(people, on=act.on)

    def draw(line: int, one: Forming) -> list[Draft]:
        for member in one.members:
            check(act.viewer, "group.join", place=one.place, owner=member)
        return register.draw(act, one, key=act.line_key(line))

    drafts = [draft for drawn in each_line(formings, draw) for draft in drawn]
    return [entry for entry in append(drafts) if isinstance(entry.deed, TeamFormed)]


def _team(team: str) -> Team:
    return rules.check_running(locked(Team, team))


@action("group.join")
def join_team(viewer: Viewer, *, team: str, member: str, at: datetime, key: str = "") -> Entry[Any]:
    """Join a team; the office may note it down from a signed form.

    Raises Denied, NoSuchTeam, NotRegistered, AlreadyInTeam.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(TeamJoined, team=team, member=member):
        return sent
    row = _team(team)
    check(viewer, "group.join", place=row.place, owner=member)
    members.check_member(Member.objects.filter(pk=member).first(), on=act.on)
    if rules.is_in(locked(TeamMember, (team, member))):
        raise rules.AlreadyInTeam()
    deed = TeamJoined(on=act.on, place=row.place, team=team, member=member)
    return append([act.draft(deed, evidence=class_of(act, member))])[0]


@action("group.join")
def leave_team(
    viewer: Viewer, *, team: str, member: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Leave a team; no reason is asked.  Raises Denied, NoSuchTeam, NotInTeam, StillLeads."""
    act = Act(viewer, at, key)
    if sent := act.sent(TeamLeft, team=team, member=member):
        return sent
    row = _team(team)
    check(viewer, "group.join", place=row.place, owner=member)
    rules.check_in(locked(TeamMember, (team, member)))
    rules.check_not_leader(row, person=member)
    return append([act.draft(TeamLeft(on=act.on, place=row.place, team=team, member=member))])[0]


@action("group.lead")
def let_lead(viewer: Viewer, *, team: str, leader: str, at: datetime, key: str = "") -> Entry[Any]:
    """Let another member of the team lead it: its leader or the office decides.

    Raises Denied, NoSuchTeam, NotInTeam, AlreadyLeads.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(TeamLed, team=team, leader=leader):
        return sent
    row = _team(team)
    check(viewer, "group.lead", place=row.place, owner=row.leader)
    rules.check_in(locked(TeamMember, (team, leader)))
    if row.leader == leader:
        raise rules.AlreadyLeads()
    return append([act.draft(TeamLed(on=act.on, place=row.place, team=team, leader=leader))])[0]


@action("group.lead")
def place_team(
    viewer: Viewer, *, team: str, places: Sequence[str], at: datetime, key: str = ""
) -> Entry[Any]:
    """Say where a team serves, beside or instead of its community: its leader or the office.

    Raises Denied, NoSuchTeam, TooManyPlaces, MalformedCode, NotACommunity.
    """
    act = Act(viewer, at, key)
    chosen = tuple(sorted(set(places)))
    if sent := act.sent(TeamPlaced, team=team, places=chosen):
        return sent
    row = _team(team)
    check(viewer, "group.lead", place=row.place, owner=row.leader)
    rules.check_places(chosen)
    return append([act.draft(TeamPlaced(on=act.on, place=row.place, team=team, places=chosen))])[0]


@action("group.lead")
def dissolve_team(viewer: Viewer, *, team: str, at: datetime, key: str = "") -> Entry[Any]:
    """Dissolve a team: its leader or the office decides.  Raises Denied, NoSuchTeam."""
    act = Act(viewer, at, key)
    if sent := act.sent(TeamDissolved, team=team):
        return sent
    row = _team(team)
    check(viewer, "group.lead", place=row.place, owner=row.leader)
    return append([act.draft(TeamDissolved(on=act.on, place=row.place, team=team))])[0]
