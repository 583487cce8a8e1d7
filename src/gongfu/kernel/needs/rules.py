"""When a need can make a move.  Each check raises a refusal or returns nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.needs import states
from gongfu.kernel.needs.models import Admission, Kind, Need, Offer
from gongfu.kernel.places.codes import Level, level_of
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

CHANNELS = ("self", "desk", "phone", "visit", "door", "slip", "open311", "import")
WITHOUT_ACCOUNT = ("desk", "phone", "visit", "door", "slip", "open311", "import")
REASONS = ("unclear", "unlawful", "private-matter", "business", "no-longer", "repeated")
WHERE = ("police", "utility", "property-management", "court", "hospital", "town", "other-district")
PAUSES = ("weather", "material", "asker-away", "other-office")
FINDINGS = ("done-after-all", "not-possible", "asker-content", "elsewhere")
BY_RULE = ("review", "escalate", "escalate-late", "team")
DECISIONS = ("sends-people", "sends-money", "takes-over", "advises", "returns")
MISSING = ("", "came-late", "not-finished", "wrong-skill", "material", "manner", "other")
ACTIVE = ("asked", "accepted", "begun")
SOLVED = ("yes", "partly", "no")
ISSUERS = (
    "district",
    "civil-affairs",
    "politics-law",
    "housing",
    "public-security",
    "justice",
    "health",
    "education",
    "environment",
)
LEVELS = {18: "micro-grid", 15: "grid", 12: "community", 9: "town", 6: "district"}
ANSWER_DAYS, RATE_DAYS = 7, 14
_KIND_CODE, _YEAR_HOURS = re.compile(r"[a-z][a-z0-9-]{1,23}"), 8760
_MOST_RHYTHM = 366
_GRID, _CALLING = 15, (Role.GRD, Role.SEC, Role.DEP)
_MOST_WANTED, _LONGEST, _SLACK = 50, timedelta(hours=16), timedelta(minutes=5)


class NoSuchNeed(BadInput):
    """The address or form names a need that does not exist."""

    code = "needs.no-such-need"
    words = _("There is no such request. Check the number, or ask your community office.")
    status = 404


class NoSuchKind(BadInput):
    """The catalogue has no such kind in use."""

    code = "needs.no-such-kind"
    words = _("Choose what it is about from the list.")


class NotAdmitted(WrongState):
    """Tasks outside the admission list are put on nobody (准入)."""

    code = "needs.not-admitted"
    words = _(
        "“%(kind)s” is not on the district's admission list, so it cannot be put on grids or teams."
    )


class NotNow(WrongState):
    """The need cannot make this move in its state."""

    code = "needs.not-now"
    words = _("This request has moved on since the page was opened. Load the page again.")


class Taken(WrongState):
    """All places of the need are taken."""

    code = "needs.taken"
    words = _("Others were faster: all places are taken. Thank you for being willing.")


class AlreadyAsked(WrongState):
    """A helper is asked once at a time."""

    code = "needs.already-asked"
    words = _("This helper is asked already, or has already taken it.")


class NoSuchOffer(WrongState):
    """The offer is not open any more, or not one's own."""

    code = "needs.no-such-offer"
    words = _("This offer is no longer open.")


class OwnNeed(BadInput):
    """Nobody serves their own request."""

    code = "needs.own-need"
    words = _("You cannot take your own request.")


class BadTime(BadInput):
    """Work has a start before its end, in the past, and of a day's length at most."""

    code = "needs.bad-time"
    words = _("Check the times: the start comes before the end, and neither lies in the future.")


class FewerThanTaken(WrongState):
    """Who took a place keeps it."""

    code = "needs.fewer-than-taken"
    words = _("%(held)s helpers have taken it. Ask for at least as many.")


class BadCount(BadInput):
    """So many helpers cannot be meant."""

    code = "needs.bad-count"
    words = _("Ask for one to %(most)s helpers.")


class UnknownChoice(BadInput):
    """The form holds a choice that does not exist."""

    code = "needs.unknown-choice"
    words = _("Choose one of the answers on the page.")


class TooLateToAnswer(WrongState):
    """Answers are taken for two weeks after the work."""

    code = "needs.too-late-to-answer"
    words = _("Answers are taken for %(days)s days. If something is wrong, make a new request.")


class ReporterAnswers(NotAllowed):
    """Who reports does not close (报办分离), and helpers do not answer for whom they helped."""

    code = "needs.reporter-answers"
    words = _("Whoever reported or served a request cannot also close it. Ask a colleague.")


class NotByCode(NotAllowed):
    """Only requests made without an account have a slip."""

    code = "needs.not-by-code"
    words = _("Who has an account needs no slip: they sign in and answer there.")


class ListedTwice(BadInput):
    """A list says one thing once."""

    code = "needs.listed-twice"
    words = _("This stands in the list already.")


class NoPlace(BadInput):
    """A request lies in a community, or nearer."""

    code = "needs.no-place"
    words = _("Choose where it is: a community at least.")


class BadRhythm(BadInput):
    """A request comes again after a day to a year, or not at all."""

    code = "needs.bad-rhythm"
    words = _("A request comes again after one day to a year, or not at all.")


class SameNeed(BadInput):
    """A need is merged into another open one of the same place."""

    code = "needs.same-need"
    words = _("Choose another open request of the same community.")


class HighestLevel(WrongState):
    """There is nobody above the district to call."""

    code = "needs.highest-level"
    words = _("It is at the district already.")


class NotCalled(WrongState):
    """Nobody was called for this need, or they have answered."""

    code = "needs.not-called"
    words = _("Nobody is called for this request at present.")


class AdmissionOver(BadInput):
    """An admission ends on a day to come, within three years."""

    code = "needs.admission-over"
    words = _("The admission needs an end date: after today and within three years.")


class BadKind(BadInput):
    """A kind has a code, both titles, and limits of one hour to a year."""

    code = "needs.bad-kind"
    words = _(
        "A kind needs a short code, a title in both languages, and limits of 1 to 8,760 hours."
    )


class NoTeamNamed(BadInput):
    """A rule that asks a team names one, and no other rule does."""

    code = "needs.no-team-named"
    words = _("Choose the team whose members are to be asked.")


class NoSuchRule(BadInput):
    """The rule has ended, or never was."""

    code = "needs.no-such-rule"
    words = _("This rule no longer stands. Load the page again.")
    status = 404


def check_choice(given: str, among: Collection[str]) -> None:
    """Accept one of the choices.  Raises UnknownChoice."""
    if given not in among:
        raise UnknownChoice()


def check_move(need: Need, move: str) -> None:
    """Accept a move that the need's state allows.  Raises NotNow."""
    if not states.possible(move, need.state):
        raise NotNow()


def check_kind(kind: Kind | None, admission: Admission | None, *, on: date) -> None:
    """Accept a kind in use that is on the admission list.  Raises NoSuchKind, NotAdmitted."""
    if kind is None or not kind.active:
        raise NoSuchKind()
    if admission is None or not admission.since <= on <= admission.until:
        raise NotAdmitted(kind=kind.zh)


def check_wanted(wanted: int) -> None:
    """Accept a number of helpers.  Raises BadCount."""
    if not 1 <= wanted <= _MOST_WANTED:
        raise BadCount(most=_MOST_WANTED)


def check_places(need: Need, wanted: int) -> None:
    """Accept as many places as were taken, or more.  Raises FewerThanTaken."""
    held = need.taken + need.finished
    if wanted < held:
        raise FewerThanTaken(held=held)


def check_described(code: str, values: Mapping[str, object]) -> None:
    """Accept what describes a kind.  Raises BadKind."""
    hours = [values[name] for name in ("review_hours", "done_hours") if name in values]
    titles = [str(values[name]).strip() for name in ("zh", "en") if name in values]
    whole = all(isinstance(one, int) and 1 <= one <= _YEAR_HOURS for one in hours)
    if not (_KIND_CODE.fullmatch(code) and whole and all(titles)):
        raise BadKind()


def check_where(place: str) -> None:
    """Accept a community or a place within one.  Raises MalformedCode, NoPlace."""
    if level_of(place) in (Level.DISTRICT, Level.TOWN):
        raise NoPlace()


def check_rhythm(every_days: int) -> None:
    """Accept so many days between one and the next, or 0 for none.  Raises BadRhythm."""
    if not 0 <= every_days <= _MOST_RHYTHM:
        raise BadRhythm()


def check_span(begin: datetime | None, end: datetime | None) -> None:
    """Accept no span or one whose start comes first.  Raises BadTime."""
    if begin is not None and end is not None and begin >= end:
        raise BadTime()


def check_worked(begin: datetime, end: datetime, *, at: datetime) -> None:
    """Accept a span of work that is over.  Raises BadTime."""
    if not begin < end <= at + _SLACK or end - begin > _LONGEST:
        raise BadTime()


def check_order(moments: Sequence[datetime | None], *, at: datetime) -> None:
    """Accept moments that follow one another without a gap, none in the future.  Raises BadTime."""
    known = [one for one in moments if one is not None]
    if known != sorted(known) or known[-1] > at + _SLACK or list(moments[: len(known)]) != known:
        raise BadTime()


def check_free_place(need: Need, used: Collection[int]) -> int:
    """Return the first free place.  Raises Taken."""
    for slot in range(1, need.wanted + 1):
        if slot not in used:
            return slot
    raise Taken()


def check_room(need: Need) -> None:
    """Accept a need that still seeks helpers.  Raises Taken."""
    if need.taken + need.finished >= need.wanted:
        raise Taken()


def check_offer(offer: Offer | None, *, states: Collection[str], helper: str) -> Offer:
    """Return the helper's own offer in one of the states.  Raises NoSuchOffer."""
    if offer is None or offer.state not in states or offer.helper != helper:
        raise NoSuchOffer()
    return offer


def check_other(need: Need, helper: str) -> None:
    """Accept a helper who is not the asker.  Raises OwnNeed."""
    if helper == need.asker:
        raise OwnNeed()


def check_answerable(need: Need, *, at: datetime) -> None:
    """Accept an answer within two weeks after the work.  Raises TooLateToAnswer."""
    if need.done_at is None or at - need.done_at > timedelta(days=RATE_DAYS):
        raise TooLateToAnswer(days=RATE_DAYS)


def check_by_code(need: Need) -> None:
    """Accept a request that was made without an account.  Raises NotByCode."""
    if need.channel not in WITHOUT_ACCOUNT:
        raise NotByCode()


def check_apart(need: Need, helpers: Collection[str], *, by: str) -> None:
    """Accept somebody who neither reported nor served the need.  Raises ReporterAnswers."""
    reported = by == need.by and need.by != need.asker
    if reported or by in helpers:
        raise ReporterAnswers()


def check_lasts(until: date, *, on: date) -> None:
    """Accept an end within three years.  Raises AdmissionOver."""
    if not on < until <= on + timedelta(days=3 * 366):
        raise AdmissionOver()


def check_once(what: Hashable, seen: set[Any]) -> None:
    """Accept what a list has not said yet, and remember it.  Raises ListedTwice."""
    if what in seen:
        raise ListedTwice()
    seen.add(what)


def next_level(need: Need, *, own: int = 18) -> str:
    """Return the level above the one at which the need is handled, and above one's own.

    own: the digits of the level of who calls.  Raises HighestLevel.
    """
    above = [digits for digits in LEVELS if digits < min(need.level, own)]
    if not above:
        raise HighestLevel()
    return LEVELS[max(above)]


def own_level(viewer: Viewer, place: str) -> int:
    """Return the digits of the highest level at which the viewer's office has the place.

    A grid worker answers for grids, wherever appointed.
    """
    held = [office for office in viewer.offices if place.startswith(office.stem)]
    digits = [
        max(len(office.stem), _GRID) if office.role is Role.GRD else len(office.stem)
        for office in held
        if office.role in _CALLING
    ]
    return min(digits, default=max(LEVELS))
