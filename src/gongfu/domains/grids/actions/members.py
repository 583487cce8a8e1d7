"""Registering where one lives (双报到), changing what one can give, moving, leaving, the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.actions.claims import give_up
from gongfu.domains.grids.actions.facts import Board
from gongfu.domains.grids.deeds import (
    MemberChanged,
    MemberLeft,
    MemberMoved,
    MemberRegistered,
    TeamLeft,
)
from gongfu.domains.grids.models import Claim, Member, Team, TeamMember, Waiting
from gongfu.domains.grids.rules import members as rules
from gongfu.domains.grids.rules import teams as team_rules
from gongfu.domains.grids.rules.members import Offer
from gongfu.domains.grids.rules.words import Words
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.fetching import chunks, locked, rows_among
from gongfu.kernel.ledger.locking import queue_for
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

ENDS = declare(
    Kind(
        "grids.registration-ends",
        _("Your registration ends soon"),
        _("You are on your community's list for 30 days at most. If you stay, one tap keeps you."),
        "member.edit",
    )
)
ENDED = declare(
    Kind(
        "grids.registration-ended",
        _("Your registration has ended"),
        _("Its last day is over and your places are handed back. You may register again."),
        "member.register",
    )
)


class Registration(NamedTuple):
    """One member to register.  on: the day, by default that of the action."""

    member: str
    place: str
    offer: Offer
    on: date | None = None


class _Lists:
    """Who is on a list already, and where these people live."""

    def __init__(self, members: Sequence[str], *, on: date) -> None:
        rows = rows_among(Member, lock=True, person=members)
        self._listed = {row.person for row in rows if row.left_on is None}
        self._homes: dict[str, str] = {}
        for chunk in chunks(members):
            self._homes.update(people.places_of(chunk))
        self._words = Words(on)

    def draw(self, act: Act, one: Registration) -> MemberRegistered:
        """Return the deed of one registration.  Raises as `register_member`."""
        rules.check_community(one.place)
        check(act.viewer, "member.register", place=one.place, owner=one.member)
        if one.member in self._listed:
            raise rules.AlreadyRegistered()
        on = one.on or act.on
        rules.check_day(on, at=act.at)
        rules.check_home(self._homes.get(one.member, ""), one.place)
        rules.check_offer(one.offer, self._words, on=on)
        self._listed.add(one.member)
        place = community_of(one.place)
        return MemberRegistered(on=on, place=place, member=one.member, **one.offer._asdict())


def class_of(act: Act, member: str) -> Evidence:
    """Return A for one's own word, C for a form that another person noted down."""
    return Evidence.A if act.by == member else Evidence.C


@action("member.register")
def register_member(
    viewer: Viewer, *, member: str, place: str, offer: Offer, at: datetime, key: str = ""
) -> Entry[Any]:
    """Register in the community where one lives; the office may note it down from a signed form.

    Raises Denied, MalformedCode, NotACommunity, AlreadyRegistered, NotYourCommunity, UnknownWord,
    TooManyWords, NoSuchTimes, EndsTooSoon.
    """
    act = Act(viewer, at, key)
    here = community_of(place)
    if sent := act.sent(MemberRegistered, place=here, member=member, **offer._asdict()):
        return sent
    queue_for(f"register {member}")
    deed = _Lists([member], on=act.on).draw(act, Registration(member, place, offer))
    return append([act.draft(deed, evidence=class_of(act, member))])[0]


@action("member.register")
def register_members(
    viewer: Viewer, registrations: Sequence[Registration], *, at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Note down many signed forms at once.  Raises Many; then nothing is written."""
    act = Act(viewer, at, key)
    if sent := act.sent_lines((MemberRegistered,), registrations, "member"):
        return sent
    lists = _Lists([one.member for one in registrations], on=act.on)

    def draw(line: int, one: Registration) -> Draft:
        deed = lists.draw(act, one)
        return act.draft(deed, evidence=class_of(act, one.member), key=act.line_key(line))

    return append(each_line(registrations, draw))


def _member_row(member: str, *, on: date) -> Member:
    row = locked(Member, member)
    rules.check_member(row, on=on)
    assert row is not None
    return row


@action("member.edit")
def change_member(
    viewer: Viewer, *, member: str, offer: Offer, at: datetime, key: str = ""
) -> Entry[Any]:
    """Change what a member can give.

    Raises Denied, NotRegistered, UnknownWord, TooManyWords, NoSuchTimes, EndsTooSoon.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(MemberChanged, member=member, **offer._asdict()):
        return sent
    row = _member_row(member, on=act.on)
    check(viewer, "member.edit", place=row.place, owner=member)
    rules.check_offer(offer, Words(act.on), on=act.on)
    deed = MemberChanged(on=act.on, place=row.place, member=member, **offer._asdict())
    return append([act.draft(deed)])[0]


@action("member.edit")
def move_member(
    viewer: Viewer, *, member: str, place: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Go over to the list of another community; places and teams are kept.

    Raises Denied, NotRegistered, MalformedCode, NotACommunity, NotYourCommunity, StillThere.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(MemberMoved, member=member, place=community_of(place)):
        return sent
    rules.check_community(place)
    row = _member_row(member, on=act.on)
    check(viewer, "member.edit", place=place, owner=member)
    rules.check_home(people.places_of([member]).get(member, ""), place)
    if row.place == community_of(place):
        raise rules.StillThere()
    deed = MemberMoved(on=act.on, place=community_of(place), member=member, from_place=row.place)
    return append([act.draft(deed)])[0]


@action("member.edit")
def leave_list(viewer: Viewer, *, member: str, at: datetime, key: str = "") -> Entry[Any]:
    """Leave the list; no reason is asked.  Places are handed back, teams left.

    Raises Denied, NotRegistered, StillLeads.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(MemberLeft, member=member):
        return sent
    board = _board_of([member])
    row = _member_row(member, on=act.on)
    check(viewer, "member.edit", place=row.place, owner=member)
    if Team.objects.filter(leader=member, dissolved_on=None).exists():
        raise team_rules.StillLeads()
    return append(_leavings(act, board, [(row, act.on)]))[0]


@action("request.tend")
def end_registrations(viewer: Viewer, *, at: datetime, most: int = 200) -> int:
    """Take those off the list whose last day is over; return how many.  Raises Denied.

    Who still leads a team stays until it is handed over.
    """
    check(viewer, "request.tend")
    act = Act(viewer, at)
    leading = Team.objects.filter(dissolved_on=None).values("leader")
    over = Member.objects.filter(until__lt=act.on, left_on=None).exclude(person__in=leading)
    people = list(over.order_by("until", "person").values_list("person", flat=True)[:most])
    board = _board_of(people)
    rows = list(over.filter(person__in=people).order_by("person"))
    if rows:
        append(_leavings(act, board, [(row, _day_after(row)) for row in rows]))
        tell([row.person for row in rows], ENDED.code, link="/posts/mine/", at=at, key=str(act.on))
    return len(rows)


@action("request.tend")
def remind_ending(viewer: Viewer, *, at: datetime) -> int:
    """Remind, once, who is on the list for 30 days more; return how many.  Raises Denied."""
    check(viewer, "request.tend")
    today = shanghai_day(at)
    soon = Member.objects.filter(until__range=(today, today + rules.SOON), left_on=None)
    days: dict[str, list[str]] = defaultdict(list)
    for person, until in soon.order_by("person").values_list("person", "until"):
        days[str(until)].append(person)
    return sum(
        tell(people, ENDS.code, link="/posts/mine/", at=at, key=day)
        for day, people in sorted(days.items())
    )


def _board_of(members: Sequence[str]) -> Board:
    """Lock the members and the posts at which they have a place or wait for one."""
    claims = Claim.objects.filter(member__in=members, active=True).values_list("post", flat=True)
    waiting = Waiting.objects.filter(member__in=members).values_list("post", flat=True)
    return Board(posts=[*claims, *waiting], members=members)


def _day_after(row: Member) -> date:
    assert row.until is not None
    return row.until + timedelta(days=1)


def _leavings(act: Act, board: Board, ends: Sequence[tuple[Member, date]]) -> list[Draft]:
    """Return the drafts of leavings, first these themselves; places go back, teams are left.

    Waiting lists are left before places are handed back: nobody who leaves is given one.
    """
    people = [row.person for row, _on in ends]
    waiting = Waiting.objects.filter(member__in=people).order_by("number")
    held = Claim.objects.filter(member__in=people, active=True).order_by("number")
    places: list[Claim | Waiting] = [*waiting, *held]
    handed = [draft for claim in places for draft in give_up(act, board, claim)]
    left = [act.draft(MemberLeft(on=on, place=row.place, member=row.person)) for row, on in ends]
    return [*left, *handed, *_team_leavings(act, people)]


def _team_leavings(act: Act, people: Sequence[str]) -> list[Draft]:
    rows = TeamMember.objects.filter(member__in=people, left_on=None).order_by("member", "team")
    found = list(rows.values_list("member", "team"))
    teams = Team.objects.filter(dissolved_on=None).in_bulk([team for _member, team in found])
    return [
        act.also(TeamLeft(on=act.on, place=teams[team].place, team=team, member=member))
        for member, team in found
        if team in teams
    ]
