"""What can be recorded as served, taken back, or told beforehand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.models import Claim, Post, Served
from gongfu.domains.grids.rules.posts import last_day
from gongfu.domains.grids.rules.times import on_weekday
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

LATE = timedelta(days=7)
LONGEST = timedelta(hours=24)
TAKE_BACK = timedelta(hours=24)


class NotConfirmed(WrongState):
    """The office has not confirmed the claim yet."""

    code = "grids.not-confirmed"
    words = _("Your community has not confirmed this place yet. Ask it to; then record your time.")


class NotThatDay(BadInput):
    """A place is served on a day of the post on which one held it."""

    code = "grids.not-that-day"
    words = _("The post is not served on this day, or you did not hold a place then.")


class NoTime(BadInput):
    """A service ends at least a minute after it began, within a day."""

    code = "grids.no-time"
    words = _("The end must be at least one minute after the beginning, and within 24 hours.")


class NotYet(BadInput):
    """A service is recorded when it is over."""

    code = "grids.not-yet"
    words = _("This ends in the future. Check the clock of your phone, or record it later.")


class TooLate(WrongState):
    """After seven days a second person must stand for it."""

    code = "grids.too-late"
    words = _(
        "This is more than 7 days ago. Ask your community office to enter it with a second person."
    )


class Overlapping(WrongState):
    """Nobody is in two places at once."""

    code = "grids.overlapping"
    words = _("The time overlaps another record of the same member. Correct one of the two.")


class NoSuchService(BadInput):
    """There is no such record for this viewer, or it was taken back."""

    code = "grids.no-such-service"
    words = _("There is no such record of service, or it was already taken back.")


class NotYourService(NotAllowed):
    """One takes back only what one recorded oneself, within a day."""

    code = "grids.not-your-service"
    words = _(
        "You can take back your own record within 24 hours. After that, ask your community office."
    )


class OwnSlip(NotAllowed):
    """Nobody enters their own paper at the office."""

    code = "grids.own-slip"
    words = _("This is your own service. Record it yourself, or let a colleague enter the paper.")


class DayOver(BadInput):
    """One says beforehand not to be able to come."""

    code = "grids.day-over"
    words = _("This day is over. Nothing needs to be said about it.")


class AlreadyTold(WrongState):
    """Once is enough."""

    code = "grids.already-told"
    words = _("Thank you, your community already knows that you cannot come on this day.")


class NothingServed(WrongState):
    """A record of hours states some service."""

    code = "grids.nothing-served"
    words = _("There is no service in this year yet.")


class NobodyAbsent(WrongState):
    """One stands in where somebody said not to come."""

    code = "grids.nobody-absent"
    words = _("Nobody is looked for on this day. Thank you for wanting to stand in.")


class AlreadyCovered(WrongState):
    """One member stands in for a place on a day."""

    code = "grids.already-covered"
    words = _("Somebody else stands in already. Thank you for wanting to.")


class NoSuchStandIn(BadInput):
    """There is no such day on which one stands in, or it was given back."""

    code = "grids.no-such-stand-in"
    words = _("You do not stand in on this day any more.")


class NobodyMissing(BadInput):
    """At least one place stayed empty, and at most all of them."""

    code = "grids.nobody-missing"
    words = _("Say how many places stayed empty: at least 1, and at most as many as are wanted.")


class Serving(NamedTuple):
    """What is said about one service: which claim, from when to when."""

    claim: str
    started_at: datetime
    ended_at: datetime


class Span(NamedTuple):
    """A stretch of time [started_at, ended_at)."""

    started_at: datetime
    ended_at: datetime

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a moment."""
        return self.started_at < other.ended_at and other.started_at < self.ended_at


def check_held(claim: Claim, post: Post, *, on: date) -> None:
    """Accept a day on which the post ran and the place was held and confirmed.

    Raises NotConfirmed, NotThatDay.
    """
    if claim.state == "claimed":
        raise NotConfirmed()
    held = claim.claimed_on <= on and (claim.ended_on is None or on <= claim.ended_on)
    if claim.state == "declined" or not held or not post.since <= on <= last_day(post):
        raise NotThatDay()


def check_time(one: Serving, *, at: datetime) -> None:
    """Accept a minute to a day that is over.  Raises NoTime, NotYet."""
    length = one.ended_at - one.started_at
    if length < timedelta(minutes=1) or length > LONGEST:
        raise NoTime()
    if one.ended_at > at:
        raise NotYet()


def check_fresh(one: Serving, *, at: datetime, second: str = "", others: tuple[str, ...]) -> None:
    """Accept up to seven days ago, later with a second person beside the others.

    Raises TooLate.
    """
    if at - one.ended_at > LATE and second in ("", *others):
        raise TooLate()


def check_can_take_back(row: Served, *, person: str, at: datetime) -> None:
    """Accept one's own record within 24 hours.  Raises NoSuchService, NotYourService."""
    if row.reversed:
        raise NoSuchService()
    if (row.member, row.by) != (person, person) or at - row.recorded_at > TAKE_BACK:
        raise NotYourService()


def check_coming_day(post: Post, day: date, *, at: datetime) -> None:
    """Accept a day from today on which the post is served.  Raises DayOver, NotThatDay."""
    if day < shanghai_day(at):
        raise DayOver()
    check_served_on(post, day)


def check_served_on(post: Post, day: date) -> None:
    """Accept a day on which the post is served.  Raises NotThatDay."""
    if not post.since <= day <= last_day(post) or not on_weekday(post.times, day):
        raise NotThatDay()


def check_empty(places: int, wanted: int) -> None:
    """Accept 1 to all places.  Raises NobodyMissing."""
    if not 1 <= places <= wanted:
        raise NobodyMissing()
