"""What a post may ask for, and who may claim it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.models import Claim, Member, Post
from gongfu.domains.grids.rules import words
from gongfu.domains.grids.rules.times import WEEK, within_days
from gongfu.domains.grids.rules.words import LICENSED, Words
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

REASONS = frozenset({"licence", "filled", "changed", "safety", "other"})
_MOST, _LONGEST_DAYS = 999, 1100


class Terms(NamedTuple):
    """What a post asks for; see `deeds.PostOpened`."""

    sort: str
    wanted: int
    since: date
    until: date
    times: int
    skill: str = ""


class NoSuchPost(BadInput):
    """The register holds no such post."""

    code = "grids.no-such-post"
    words = _("There is no such post.")
    status = 404


class NoSuchClaim(BadInput):
    """There is no such claim, or it has ended."""

    code = "grids.no-such-claim"
    words = _("There is no such claim, or it has ended.")


class WantedOutOfRange(BadInput):
    """A post has 1 to 999 places."""

    code = "grids.wanted-out-of-range"
    words = _("Say how many people are wanted, from 1 to 999.")


class DaysUpsideDown(BadInput):
    """A post ends after it begins, within three years."""

    code = "grids.days-upside-down"
    words = _("The last day must not be before the first, nor more than three years after it.")


class NoTimes(BadInput):
    """A post says when it is served, on weekdays that occur."""

    code = "grids.no-times"
    words = _("Choose at least one time of the week that lies between the first and the last day.")


class StillTaken(WrongState):
    """Nobody is put out by making a post smaller."""

    code = "grids.still-taken"
    words = _("%(count)s people hold a place here. A post cannot want fewer than that.")


class PostOver(WrongState):
    """The last day of the post has passed."""

    code = "grids.post-over"
    words = _("This post is over. Thank you for wanting to help; here are others that suit you.")


class PostIsClosed(WrongState):
    """The community closed the post."""

    code = "grids.post-closed"
    words = _("The community has closed this post. There are others that may suit you.")


class PostFull(WrongState):
    """All places are taken."""

    code = "grids.post-full"
    words = _("All places here are taken. You may wait for one: who waits first gets the next.")


class AlreadyYours(WrongState):
    """A member holds one place at a post."""

    code = "grids.already-yours"
    words = _("You already have a place at this post.")


class AlreadyWaiting(WrongState):
    """A member waits once for a post."""

    code = "grids.already-waiting"
    words = _("You are already on the waiting list of this post.")


class Clashing(WrongState):
    """Nobody is at two posts at the same time."""

    code = "grids.clashing"
    words = _(
        "You have another post at the same time. Hand that one back first, or choose another."
    )


class LicenceMissing(WrongState):
    """Some help needs a professional licence (志愿服务条例)."""

    code = "grids.licence-missing"
    words = _("This post needs a professional licence. Enter until when yours is valid.")


class LicenceExpired(WrongState):
    """The licence ends before the post can be served."""

    code = "grids.licence-expired"
    words = _("Your professional licence ended on %(day)s. Enter the new date once it is renewed.")


class NotYourClaim(NotAllowed):
    """Only who holds a place hands it back, serves it, or says not to come."""

    code = "grids.not-your-claim"
    words = _("This place belongs to somebody else.")


class OwnClaim(NotAllowed):
    """Nobody confirms or declines their own claim."""

    code = "grids.own-claim"
    words = _("This is your own claim. A colleague must decide about it.")


class AlreadyDecided(WrongState):
    """A claim is confirmed once."""

    code = "grids.already-decided"
    words = _("This claim is already decided.")


class UnknownReason(BadInput):
    """A claim is declined for one of the reasons on the list."""

    code = "grids.unknown-reason"
    words = _("Choose a reason from the list; the member can read it.")


def check_terms(terms: Terms, known: Words) -> None:
    """Accept sensible terms.

    Raises UnknownWord, WantedOutOfRange, DaysUpsideDown, NoTimes.
    """
    known.check(words.POST_SORT, terms.sort)
    if terms.skill:
        known.check(words.SKILL, terms.skill)
    if not 1 <= terms.wanted <= _MOST:
        raise WantedOutOfRange()
    if not 0 <= (terms.until - terms.since).days <= _LONGEST_DAYS:
        raise DaysUpsideDown()
    known_times = 0 <= terms.times <= WEEK
    if not known_times or not within_days(terms.times, terms.since, terms.until):
        raise NoTimes()


def check_room(taken: int, wanted: int) -> None:
    """Accept at least as many places as are taken.  Raises StillTaken."""
    if wanted < taken:
        raise StillTaken(count=taken)


def check_open(post: Post, *, on: date) -> None:
    """Accept a post that runs or will run.  Raises PostIsClosed, PostOver."""
    if post.closed_on is not None and post.closed_on <= on:
        raise PostIsClosed()
    if post.until < on:
        raise PostOver()


def check_licence(post: Post, member: Member, *, on: date) -> None:
    """Accept who holds the licence that the post needs.  Raises LicenceMissing, LicenceExpired."""
    if post.skill not in LICENSED:
        return
    if member.licence_until is None:
        raise LicenceMissing()
    if member.licence_until < max(on, post.since):
        raise LicenceExpired(day=member.licence_until.isoformat())


def check_free(post: Post, others: Iterable[Post]) -> None:
    """Accept a post at whose times none of the others is served.  Raises Clashing."""
    if clashes(post, others):
        raise Clashing()


def clashes(post: Post, others: Iterable[Post]) -> bool:
    """Say whether one of the other posts is served at the same day and part of the day."""
    return any(_clash(post, other) for other in others if other.post != post.post)


def _clash(one: Post, other: Post) -> bool:
    first = max(one.since, other.since)
    last = min(last_day(one), last_day(other))
    return first <= last and bool(within_days(one.times & other.times, first, last))


def last_day(post: Post) -> date:
    """Return the last day on which the post may be served."""
    return min(post.until, post.closed_on or post.until)


def free_slot(taken: set[int], wanted: int) -> int | None:
    """Return the lowest number of a place that nobody holds, or None."""
    if len(taken) >= wanted:
        return None
    return next(slot for slot in range(1, wanted + 1) if slot not in taken)


def check_claimant(claim: Claim, *, person: str) -> None:
    """Accept the member of the claim.  Raises NotYourClaim."""
    if claim.member != person:
        raise NotYourClaim()


def check_decides(claim: Claim, *, person: str) -> None:
    """Accept a claim of somebody else that nobody decided yet.

    Raises OwnClaim, AlreadyDecided, NoSuchClaim.
    """
    if claim.member == person:
        raise OwnClaim()
    if claim.state == "confirmed":
        raise AlreadyDecided()
    if not claim.active:
        raise NoSuchClaim()


def check_reason(reason: str) -> None:
    """Accept a reason on the list.  Raises UnknownReason."""
    if reason not in REASONS:
        raise UnknownReason()


def check_running(post: Post) -> None:
    """Accept a post that was not closed.  Raises PostIsClosed."""
    if post.closed_on is not None:
        raise PostIsClosed()
