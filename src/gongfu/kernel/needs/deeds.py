"""Deeds of a need: one for each move that it can make (see `states`).

happened_at: the moment of the move, which an imported register states earlier than its recording.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from gongfu.kernel.ledger.deeds import Deed, person, private, public, upcast


@dataclass(frozen=True, kw_only=True)
class KindAdmitted(Deed):
    """A kind of task may be put on grids and teams (准入): by whom, and until which day."""

    kind: ClassVar[str] = "needs.kind.admitted"
    sort: str = public()
    issuer: str = public()
    until: date = private()

    @property
    def about(self) -> str:
        """Return the code of the kind of task."""
        return self.sort


@dataclass(frozen=True, kw_only=True)
class KindEnded(Deed):
    """A kind of task left the admission list."""

    kind: ClassVar[str] = "needs.kind.ended"
    sort: str = public()

    @property
    def about(self) -> str:
        """Return the code of the kind of task."""
        return self.sort


@dataclass(frozen=True, kw_only=True)
class RuleMade(Deed):
    """An office decided what happens by itself with new requests of its area.

    sort: empty for any kind.  urgency: the least that it is for.  do: review, escalate,
    escalate-late, or team.  team: whose members are then asked, else empty.
    """

    kind: ClassVar[str] = "needs.rule.made"
    version: ClassVar[int] = 2
    sort: str = public(default="")
    do: str = public()
    rule: str = private()
    urgency: int = private(default=0)
    until: date = private()
    team: str = private(default="")

    @property
    def about(self) -> str:
        """Return the id of the rule."""
        return self.rule


@dataclass(frozen=True, kw_only=True)
class RuleEnded(Deed):
    """A rule was taken back before its day."""

    kind: ClassVar[str] = "needs.rule.ended"
    rule: str = private()

    @property
    def about(self) -> str:
        """Return the id of the rule."""
        return self.rule


@dataclass(frozen=True, kw_only=True)
class _OfNeed(Deed, abstract=True):
    """Base of the deeds that concern one need."""

    need: str = private()
    happened_at: datetime = private()

    @property
    def about(self) -> str:
        """Return the id of the need."""
        return self.need


@dataclass(frozen=True, kw_only=True)
class NeedSubmitted(_OfNeed):
    """Somebody asked for something (点单).

    sort: the kind of task.  channel: self, desk, phone, visit, door, slip, open311 or import.
    wanted: how many helpers.  urgency: 0 to 3.  review_by, done_by: the limits of its kind.
    sealed: id of the asker's words.  every_days: 0, or it comes again so many days after its end.
    after: the need that it follows.  shown: the asker agrees that kind and place are public.
    slip: the digest of the secret with which who has no account answers (see `slips`).
    """

    kind: ClassVar[str] = "needs.need.submitted"
    version: ClassVar[int] = 2
    sort: str = public()
    channel: str = public()
    wanted: int = public(unit="1", default=1)
    urgency: int = private(default=0)
    asker: str = person()
    review_by: datetime = private()
    done_by: datetime = private()
    window_from: datetime | None = private(default=None)
    window_to: datetime | None = private(default=None)
    sealed: str = private(default="")
    photo: str = private(default="")
    every_days: int = private(default=0)
    after: str = private(default="")
    shown: bool = private(default=False)
    slip: str = private(default="")


@dataclass(frozen=True, kw_only=True)
class SlipPrinted(_OfNeed):
    """The office printed a new slip for who asked without an account; the last one is void."""

    kind: ClassVar[str] = "needs.slip.printed"
    slip: str = private()


@dataclass(frozen=True, kw_only=True)
class NeedReviewed(_OfNeed):
    """The office accepts it for service, as this kind and for so many helpers."""

    kind: ClassVar[str] = "needs.need.reviewed"
    sort: str = public()
    wanted: int = public(unit="1", default=1)


@dataclass(frozen=True, kw_only=True)
class NeedRefused(_OfNeed):
    """The office refuses it; the asker alone reads why.  reason: a code; sealed: id of words."""

    kind: ClassVar[str] = "needs.need.refused"
    reason: str = public()
    sealed: str = private(default="")


@dataclass(frozen=True, kw_only=True)
class NeedReferred(_OfNeed):
    """It is outside our remit.  where: who is in charge, a code; sealed: id of the way there."""

    kind: ClassVar[str] = "needs.need.referred"
    version: ClassVar[int] = 2
    where: str = public()
    sealed: str = private(default="")


@dataclass(frozen=True, kw_only=True)
class NeedMerged(_OfNeed):
    """It asks for the same as another need, whose course its asker now follows."""

    kind: ClassVar[str] = "needs.need.merged"
    into: str = private()


@dataclass(frozen=True, kw_only=True)
class NeedOffered(_OfNeed):
    """A helper is asked (派单); no answer is a no once the offer lapses.

    why: coded reasons, the fact after a colon: near:grid, metres:300, skill:law, month:2, team.
    """

    kind: ClassVar[str] = "needs.need.offered"
    version: ClassVar[int] = 2
    offer: str = private()
    helper: str = person()
    lapses_at: datetime = private()
    why: tuple[str, ...] = private(default=())


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(_OfNeed):
    """A helper takes the need (接单), asked or not.  slot: which of the places, from 1."""

    kind: ClassVar[str] = "needs.offer.accepted"
    offer: str = private()
    helper: str = person()
    slot: int = private()


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(_OfNeed):
    """A helper says no; nobody asks why."""

    kind: ClassVar[str] = "needs.offer.declined"
    offer: str = private()


@dataclass(frozen=True, kw_only=True)
class OfferLapsed(_OfNeed):
    """An offer was not answered in time, or is no longer needed."""

    kind: ClassVar[str] = "needs.offer.lapsed"
    offer: str = private()


@dataclass(frozen=True, kw_only=True)
class TaskReturned(_OfNeed):
    """A helper cannot come after all; the place is free again."""

    kind: ClassVar[str] = "needs.task.returned"
    offer: str = private()


@dataclass(frozen=True, kw_only=True)
class TaskBegun(_OfNeed):
    """A helper is on the way or at it."""

    kind: ClassVar[str] = "needs.task.begun"
    offer: str = private()


@dataclass(frozen=True, kw_only=True)
class TaskDone(_OfNeed):
    """A helper's part is done.

    lead_minutes: from submission to the end of this part.  in_time: 1 when within the limit of
    its kind, else 0.  last: 1 when the whole need is done by it, else 0.  sealed, photo, paper:
    ids of what the helper wrote of it, and of a photo and a document that show it.
    """

    kind: ClassVar[str] = "needs.task.done"
    version: ClassVar[int] = 2
    sort: str = public()
    minutes: int = public(unit="min")
    lead_minutes: int = public(unit="min")
    in_time: int = public(unit="1")
    last: int = public(unit="1")
    hours_kind: str = public()
    offer: str = private()
    helper: str = person()
    started_at: datetime = private()
    ended_at: datetime = private()
    photo: str = private(default="")
    sealed: str = private(default="")
    paper: str = private(default="")


@dataclass(frozen=True, kw_only=True)
class _Answered(_OfNeed, abstract=True):
    """Base of the asker's answers (评单): facts, not stars.

    came: 1 yes, 0 no.  solved: yes, partly or no.  missing: what is still missing, a code.
    manner: self, relative, code (of the printed slip) or call (the office called back).
    """

    came: int = public(unit="1")
    solved: str = public()
    missing: str = private(default="")
    sealed: str = private(default="")
    manner: str = private(default="self")


@dataclass(frozen=True, kw_only=True)
class NeedConfirmed(_Answered):
    """The asker says that helpers came and that it is solved."""

    kind: ClassVar[str] = "needs.need.confirmed"


@dataclass(frozen=True, kw_only=True)
class NeedDisputed(_Answered):
    """The asker says that nobody came, or that it is not solved or not wholly."""

    kind: ClassVar[str] = "needs.need.disputed"


@dataclass(frozen=True, kw_only=True)
class NeedUnanswered(_OfNeed):
    """The asker did not answer in time; this is never counted as satisfied."""

    kind: ClassVar[str] = "needs.need.unanswered"


@dataclass(frozen=True, kw_only=True)
class NeedReopened(_OfNeed):
    """It goes back to be served again: disputed, or not solved after all."""

    kind: ClassVar[str] = "needs.need.reopened"


@dataclass(frozen=True, kw_only=True)
class NeedClosed(_OfNeed):
    """The office looked into a disputed need and ends it.  finding: a code."""

    kind: ClassVar[str] = "needs.need.closed"
    finding: str = public()


@dataclass(frozen=True, kw_only=True)
class NeedPaused(_OfNeed):
    """It waits for something outside.  reason: a code."""

    kind: ClassVar[str] = "needs.need.paused"
    reason: str = private()


@dataclass(frozen=True, kw_only=True)
class NeedResumed(_OfNeed):
    """It goes on."""

    kind: ClassVar[str] = "needs.need.resumed"


@dataclass(frozen=True, kw_only=True)
class NeedEscalated(_OfNeed):
    """A level calls the next one for help (吹哨).  level: who must answer, by name."""

    kind: ClassVar[str] = "needs.need.escalated"
    level: str = public()


@dataclass(frozen=True, kw_only=True)
class EscalationAnswered(_OfNeed):
    """The level that was called reported in (报到).  decision: a code."""

    kind: ClassVar[str] = "needs.escalation.answered"
    decision: str = public()


@dataclass(frozen=True, kw_only=True)
class NeedWithdrawn(_OfNeed):
    """The asker no longer needs it."""

    kind: ClassVar[str] = "needs.need.withdrawn"


@dataclass(frozen=True, kw_only=True)
class RhythmSet(_OfNeed):
    """How often it comes again was settled anew.  every_days: 0 for not any more."""

    kind: ClassVar[str] = "needs.rhythm.set"
    every_days: int = private()


@dataclass(frozen=True, kw_only=True)
class NeedRouted(_OfNeed):
    """A rule of the office caught it: the move recorded next is the server's, by that rule."""

    kind: ClassVar[str] = "needs.need.routed"
    rule: str = private()


@upcast("needs.need.referred", 1)
@upcast("needs.rule.made", 1)
@upcast("needs.need.offered", 1)
@upcast("needs.need.submitted", 1)
@upcast("needs.task.done", 1)
def _with_what_came_later_empty(values: dict[str, Any]) -> dict[str, Any]:
    return values
