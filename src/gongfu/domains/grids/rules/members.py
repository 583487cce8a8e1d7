"""Who may be on the list of a community, with what."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.models import Member
from gongfu.domains.grids.rules import words
from gongfu.domains.grids.rules.times import WEEK
from gongfu.domains.grids.rules.words import Words
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places.codes import Level, check_code, level_of
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

_MOST = 12
SOON = timedelta(days=30)
IN_SERVICE = frozenset({"cadre", "police", "prosecutor", "judge"})


class Offer(NamedTuple):
    """What a member can give; see `deeds.MemberRegistered`."""

    sort: str
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    free: int = 0
    unit: str = ""
    licence_until: date | None = None
    until: date | None = None


class NotRegistered(WrongState):
    """Only who is on a community's list claims posts and joins teams."""

    code = "grids.not-registered"
    words = _("Please register in your community first. It takes one short form.")


class AlreadyRegistered(WrongState):
    """A member is on one community's list."""

    code = "grids.already-registered"
    words = _("You are already registered. To change community, choose “I have moved”.")


class NotYourCommunity(NotAllowed):
    """One registers where one lives."""

    code = "grids.not-your-community"
    words = _(
        "You register in the community where you live. Ask your community office if it moved."
    )


class NotACommunity(BadInput):
    """Members, posts and teams belong to a community or village."""

    code = "grids.not-a-community"
    words = _("Choose a community or village.")


class NoSuchTimes(BadInput):
    """Times lie within one week."""

    code = "grids.no-such-times"
    words = _("Choose times within the week: mornings, afternoons or evenings.")


class TooManyWords(BadInput):
    """A member names up to twelve skills and languages."""

    code = "grids.too-many-words"
    words = _("Choose at most 12 skills and 12 languages, those that you like to give most.")


class EndsTooSoon(BadInput):
    """A registration with an end ends after it began."""

    code = "grids.ends-too-soon"
    words = _("The last day on the list must lie ahead. Leave it empty if you live here for good.")


class StillThere(WrongState):
    """Nobody moves to where they are."""

    code = "grids.still-there"
    words = _("You are registered in this community already.")


class FutureDay(BadInput):
    """A deed happens today or happened before."""

    code = "grids.future-day"
    words = _("The day %(day)s has not come yet.")


class SameLine(BadInput):
    """A list names each case once."""

    code = "grids.same-line"
    words = _("This line stands in the list twice. Remove one of the two.")


def check_day(on: date, *, at: datetime) -> None:
    """Accept a day up to today.  Raises FutureDay."""
    if on > shanghai_day(at):
        raise FutureDay(day=on.isoformat())


def check_community(place: str) -> None:
    """Accept a community's code or a nearer one.  Raises MalformedCode, NotACommunity."""
    check_code(place)
    if level_of(place) in (Level.DISTRICT, Level.TOWN):
        raise NotACommunity()


def check_offer(offer: Offer, known: Words, *, on: date) -> None:
    """Accept words that are on offer, times, and a last day after the day of the deed.

    Raises UnknownWord, TooManyWords, NoSuchTimes, EndsTooSoon.
    """
    known.check(words.MEMBER_SORT, offer.sort)
    if max(len(offer.skills), len(offer.languages)) > _MOST:
        raise TooManyWords()
    known.check(words.SKILL, *offer.skills)
    known.check(words.LANGUAGE, *offer.languages)
    if not 0 <= offer.free <= WEEK:
        raise NoSuchTimes()
    if offer.until is not None and offer.until <= on:
        raise EndsTooSoon()


def check_home(home: str, place: str) -> None:
    """Accept the community in which the person lives, as far as it is known.

    Raises NotYourCommunity.
    """
    if home and home[:12] != place[:12]:
        raise NotYourCommunity()


def is_member(row: Member | None, *, on: date) -> bool:
    """Say whether the person is on a list on that day."""
    return row is not None and row.registered_on <= on and (row.left_on is None or on < row.left_on)


def check_member(row: Member | None, *, on: date) -> None:
    """Accept a member on that day.  Raises NotRegistered."""
    if not is_member(row, on=on):
        raise NotRegistered()
