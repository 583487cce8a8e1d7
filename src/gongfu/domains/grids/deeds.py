"""Deeds of grids and teams (网格连心·组团服务).

Members register where they live (双报到); communities open service posts (认领服务岗), which
members claim, serve and hand back; teams form around a purpose.  Serving is voluntary: no deed
states a reason for handing back or leaving, and a place that stayed empty names nobody.

Times are a whole number of 21 bits: bit 3 * weekday + part, Monday 0; morning 0, afternoon 1,
evening 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from gongfu.kernel.ledger.deeds import Deed, person, private, public


@dataclass(frozen=True, kw_only=True)
class _OfMember(Deed, abstract=True):
    """Base of the deeds about one member.  place: the community."""

    member: str = person()

    @property
    def about(self) -> str:
        """Return the member's id."""
        return self.member


@dataclass(frozen=True, kw_only=True)
class _Offer(_OfMember, abstract=True):
    """What a member can give.

    sort, skills, languages: codes of the word lists.  free: the times at which the member can
    usually come.  unit: id of the organisation of employment.  licence_until: the day on which a
    professional licence ends.  until: the last day on the list, for who lives here for a time.
    """

    sort: str = public()
    skills: tuple[str, ...] = private(default=())
    languages: tuple[str, ...] = private(default=())
    free: int = private(default=0)
    unit: str = private(default="")
    licence_until: date | None = private(default=None)
    until: date | None = private(default=None)


@dataclass(frozen=True, kw_only=True)
class MemberRegistered(_Offer):
    """A Party member, cadre or professional registered in the community of residence (双报到)."""

    kind: ClassVar[str] = "grids.member.registered"


@dataclass(frozen=True, kw_only=True)
class MemberChanged(_Offer):
    """What a member can give has changed."""

    kind: ClassVar[str] = "grids.member.changed"


@dataclass(frozen=True, kw_only=True)
class MemberMoved(_OfMember):
    """A member left one community's list and entered another's.  place: the new community."""

    kind: ClassVar[str] = "grids.member.moved"
    from_place: str = private()


@dataclass(frozen=True, kw_only=True)
class MemberLeft(_OfMember):
    """A member is on no community's list any more."""

    kind: ClassVar[str] = "grids.member.left"


@dataclass(frozen=True, kw_only=True)
class _OfPost(Deed, abstract=True):
    """Base of the deeds about one post."""

    post: str = private()

    @property
    def about(self) -> str:
        """Return the post's id."""
        return self.post


@dataclass(frozen=True, kw_only=True)
class _PostTerms(_OfPost, abstract=True):
    """What a post asks for.

    sort: its class, a code of the word list.  wanted: how many places.  since, until: its first
    and last day.  times: when.  skill: the one needed, or empty.
    """

    sort: str = public()
    wanted: int = public(unit="1")
    since: date = private()
    until: date = private()
    times: int = private()
    skill: str = private(default="")


@dataclass(frozen=True, kw_only=True)
class PostOpened(_PostTerms):
    """A community opened a service post."""

    kind: ClassVar[str] = "grids.post.opened"


@dataclass(frozen=True, kw_only=True)
class PostChanged(_PostTerms):
    """What a post asks for has changed."""

    kind: ClassVar[str] = "grids.post.changed"


@dataclass(frozen=True, kw_only=True)
class PostClosed(_OfPost):
    """A post takes nobody any more, and its claims end with it."""

    kind: ClassVar[str] = "grids.post.closed"


@dataclass(frozen=True, kw_only=True)
class _OfClaim(_OfMember, abstract=True):
    """Base of the deeds about one claim of a member to a post."""

    claim: str = private()
    post: str = private()


@dataclass(frozen=True, kw_only=True)
class PostClaimed(_OfClaim):
    """A member claimed a place at a post, or got it from the waiting list.  slot: from 1."""

    kind: ClassVar[str] = "grids.post.claimed"
    slot: int = private()


@dataclass(frozen=True, kw_only=True)
class ClaimQueued(_OfClaim):
    """A post was full, and a member waits for a place."""

    kind: ClassVar[str] = "grids.claim.queued"


@dataclass(frozen=True, kw_only=True)
class ClaimConfirmed(_OfClaim):
    """The office confirmed a claim."""

    kind: ClassVar[str] = "grids.claim.confirmed"


@dataclass(frozen=True, kw_only=True)
class ClaimDeclined(_OfClaim):
    """The office declined a claim.  reason: licence, filled, changed, safety, other."""

    kind: ClassVar[str] = "grids.claim.declined"
    reason: str = private()


@dataclass(frozen=True, kw_only=True)
class ClaimHandedBack(_OfClaim):
    """A member handed a place back, or left the waiting list; no reason is asked."""

    kind: ClassVar[str] = "grids.claim.handed-back"


@dataclass(frozen=True, kw_only=True)
class PostServed(_OfClaim):
    """A member served at a post, from start to end.

    hours_kind: volunteer, or duty when inside the member's paid time.
    """

    kind: ClassVar[str] = "grids.post.served"
    minutes: int = public(unit="min")
    hours_kind: str = public()
    started_at: datetime = private()
    ended_at: datetime = private()


@dataclass(frozen=True, kw_only=True)
class AbsenceTold(_OfClaim):
    """A member said beforehand not to be able to come on one day."""

    kind: ClassVar[str] = "grids.absence.told"
    day: date = private()


@dataclass(frozen=True, kw_only=True)
class StandInFound(_OfClaim):
    """A member stands in for another's place on one day (替班).

    claim: the absent member's place.  stand: id under which the service of that day is recorded.
    """

    kind: ClassVar[str] = "grids.stand-in.found"
    stand: str = private()
    day: date = private()


@dataclass(frozen=True, kw_only=True)
class StandInGivenBack(_OfClaim):
    """Who stood in cannot come either; the day is open again."""

    kind: ClassVar[str] = "grids.stand-in.given-back"
    stand: str = private()
    day: date = private()


@dataclass(frozen=True, kw_only=True)
class AbsenceNoted(_OfPost):
    """Some places at a post stayed empty on a day.  It says nothing about anybody."""

    kind: ClassVar[str] = "grids.absence.noted"
    places: int = public(unit="1")


@dataclass(frozen=True, kw_only=True)
class _OfTeam(Deed, abstract=True):
    """Base of the deeds about one team."""

    team: str = private()

    @property
    def about(self) -> str:
        """Return the team's id."""
        return self.team


@dataclass(frozen=True, kw_only=True)
class TeamFormed(_OfTeam):
    """A team formed around a purpose, a code of the word list, with its leader as a member."""

    kind: ClassVar[str] = "grids.team.formed"
    purpose: str = public()
    leader: str = person()


@dataclass(frozen=True, kw_only=True)
class TeamJoined(_OfTeam):
    """A member joined a team."""

    kind: ClassVar[str] = "grids.team.joined"
    member: str = person()


@dataclass(frozen=True, kw_only=True)
class TeamLeft(_OfTeam):
    """A member left a team."""

    kind: ClassVar[str] = "grids.team.left"
    member: str = person()


@dataclass(frozen=True, kw_only=True)
class TeamLed(_OfTeam):
    """Another member leads a team from now on."""

    kind: ClassVar[str] = "grids.team.led"
    leader: str = person()


@dataclass(frozen=True, kw_only=True)
class TeamPlaced(_OfTeam):
    """A team said where it serves.  places: codes of communities or nearer, none for its own."""

    kind: ClassVar[str] = "grids.team.placed"
    places: tuple[str, ...] = private(default=())


@dataclass(frozen=True, kw_only=True)
class TeamDissolved(_OfTeam):
    """A team ended, with all its memberships."""

    kind: ClassVar[str] = "grids.team.dissolved"
