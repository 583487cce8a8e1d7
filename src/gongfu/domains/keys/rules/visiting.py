"""What a visit or service must be to be recorded, taken back, confirmed or disputed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.models import Visit
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

ANSWERS = frozenset({"well", "unwell", "help", "no-answer"})
ALARMING = ANSWERS - {"well"}
SERVICES = frozenset({"hospital", "shopping", "repair", "errand", "meal", "company", "on-call"})
LATE = timedelta(days=7)
TAKE_BACK = timedelta(hours=24)
LONGEST = timedelta(hours=24)


class NotYourElder(NotAllowed):
    """Only a keeper who looks after the elder records visits."""

    code = "keys.not-your-elder"
    words = _("You do not look after this elder, so you cannot record this. Ask your office.")


class NoTime(BadInput):
    """A visit ends at least a minute after it began, within a day."""

    code = "keys.no-time"
    words = _("The end must be at least one minute after the beginning, and within 24 hours.")


class NotYet(BadInput):
    """A visit is recorded when it is over."""

    code = "keys.not-yet"
    words = _("The visit ends in the future. Check the clock of your phone, or record it later.")


class TooLate(WrongState):
    """After seven days a second person must stand for it."""

    code = "keys.too-late"
    words = _(
        "This is more than 7 days ago. Ask your community office to enter it with a second person."
    )


class Overlapping(WrongState):
    """Nobody is in two places at once."""

    code = "keys.overlapping"
    words = _("The time overlaps another record of the same keeper. Correct one of the two.")


class NoSuchVisit(BadInput):
    """There is no such visit for this viewer."""

    code = "keys.no-such-visit"
    words = _("There is no such visit.")


class TakenBack(WrongState):
    """The visit was already taken back."""

    code = "keys.taken-back"
    words = _("This visit was already taken back.")


class TooLateToTakeBack(WrongState):
    """After a day one's own record is corrected by a second person."""

    code = "keys.too-late-to-take-back"
    words = _("More than 24 hours have passed. Ask your community office to correct it.")


class NotYours(NotAllowed):
    """One takes back only what one recorded oneself."""

    code = "keys.not-yours"
    words = _("Only the keeper who recorded this visit can take it back.")


class OwnDeed(NotAllowed):
    """Nobody confirms, disputes or settles what they did or recorded themselves."""

    code = "keys.own-deed"
    words = _("You made or recorded this visit yourself. Somebody else must decide about it.")


class AlreadyConfirmed(WrongState):
    """A confirmation of this kind is already there."""

    code = "keys.already-confirmed"
    words = _("This visit is already confirmed.")


class AlreadyDisputed(WrongState):
    """The office already looks into it."""

    code = "keys.already-disputed"
    words = _("Thank you. The office already looks into this visit.")


class NotDisputed(WrongState):
    """There is nothing to settle."""

    code = "keys.not-disputed"
    words = _("Nobody disputes this visit.")


class OtherVisit(BadInput):
    """A correction concerns the same elder, keeper and sort of record."""

    code = "keys.other-visit"
    words = _("A correction keeps the elder, the keeper and the kind. Take this one back instead.")


class Slip(NamedTuple):
    """What is said about one visit; with a service it is other help instead of a call."""

    elder: str
    keeper: str
    started_at: datetime
    ended_at: datetime
    answer: str = ""
    service: str = ""


class Span(NamedTuple):
    """A stretch of time [started_at, ended_at)."""

    started_at: datetime
    ended_at: datetime

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a moment."""
        return self.started_at < other.ended_at and other.started_at < self.ended_at


def check_time(slip: Slip, *, at: datetime) -> None:
    """Accept a minute to a day that is over.  Raises NoTime, NotYet."""
    length = slip.ended_at - slip.started_at
    if length < timedelta(minutes=1) or length > LONGEST:
        raise NoTime()
    if slip.ended_at > at:
        raise NotYet()


def check_fresh(slip: Slip, *, at: datetime, second: str = "", recorder: str = "") -> None:
    """Accept up to seven days ago, later with a second person.  Raises TooLate."""
    if at - slip.ended_at > LATE and second in ("", slip.keeper, recorder):
        raise TooLate()


def check_standing(visit: Visit) -> None:
    """Accept a visit that was not taken back.  Raises TakenBack."""
    if visit.reversed:
        raise TakenBack()


def check_can_take_back(visit: Visit, *, person: str, at: datetime) -> None:
    """Accept one's own record within 24 hours.  Raises NotYours, TooLateToTakeBack."""
    if (visit.keeper, visit.by) != (person, person):
        raise NotYours()
    if at - visit.recorded_at > TAKE_BACK:
        raise TooLateToTakeBack()


def check_same_visit(visit: Visit, slip: Slip) -> None:
    """Accept a slip for the same elder, keeper and sort.  Raises OtherVisit."""
    helps = visit.sort != "visit"
    if (visit.elder, visit.keeper, helps) != (slip.elder, slip.keeper, bool(slip.service)):
        raise OtherVisit()


def check_not_own(visit: Visit, *, person: str) -> None:
    """Accept anybody but who made or recorded it.  Raises OwnDeed."""
    if person in (visit.keeper, visit.by):
        raise OwnDeed()


def check_unconfirmed(visit: Visit, *, to: str) -> None:
    """Accept a confirmation that adds something.  Raises AlreadyConfirmed."""
    if visit.evidence >= to:
        raise AlreadyConfirmed()


def check_undisputed(visit: Visit) -> None:
    """Accept a visit that nobody disputes yet.  Raises AlreadyDisputed."""
    if visit.disputed:
        raise AlreadyDisputed()


def check_disputed(visit: Visit) -> None:
    """Accept a visit that somebody disputes.  Raises NotDisputed."""
    if not visit.disputed:
        raise NotDisputed()
