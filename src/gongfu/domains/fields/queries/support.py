"""Supported households, their agreements, and what parties still owe."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from gongfu.domains.fields.models import Agreement, Income, Obligation, Support
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.rules.support import OPEN
from gongfu.kernel.ledger import standing
from gongfu.kernel.people import queries as people
from gongfu.kernel.places.seeing import PAGE, Page, Turn, page_of, within
from gongfu.kernel.rights.checking import Grant, check
from gongfu.kernel.rights.viewers import Viewer


class SupportLine(NamedTuple):
    """A household: asked, supported, or left; how many obligations are kept, open and missed.

    origin: two digits of a province.
    """

    household: str
    place: str
    origin: str
    manner: str
    asked_on: date
    agreed_on: date | None
    left_on: date | None
    kept: int
    waiting: int
    missed: int


class AgreementCard(NamedTuple):
    """An agreement with what each party promised, by the day when it is due."""

    row: Agreement
    obligations: tuple[Obligation, ...]


class DueLine(NamedTuple):
    """What a party owes to a household.  row: the obligation; days: until it is due, below 0 late.

    confirmed: the party itself stands by the promise.  received: the household confirmed it.
    """

    row: Obligation
    days: int
    confirmed: bool
    received: bool

    @property
    def is_open(self) -> bool:
        """Say whether it has not ended, be it late or not."""
        return self.row.state in OPEN


class IncomeLine(NamedTuple):
    """What a household earned in a year; gain_fen: above that before support, or None."""

    year: int
    income_fen: int
    gain_fen: int | None


def supports_in(
    viewer: Viewer, place: str, on: date, *, page: Turn = 1, state: str = ""
) -> Page[SupportLine]:
    """Return the households of a place, by the day on which they asked.

    state: asked, supported or left; empty: all.  Raises Denied.
    """
    check(viewer, "support.read", place=place)
    found = Support.objects.filter(within(place, on), *_states(state))
    total, shown = page_of(found.order_by("asked_on", "household"), page=page)
    counts = _counts(row.agreement for row in shown if row.agreement)
    lines = (_line(row, counts.get(row.agreement, (0, 0, 0))) for row in shown)
    return Page(total, tuple(lines), page)


def support_of(viewer: Viewer, household: str, on: date) -> SupportLine | None:
    """Return how a household is supported, or None; for itself and the office.  Raises Denied."""
    row = Support.objects.filter(pk=household).first()
    if row is None:
        return None
    _check_household(viewer, "support.read", row, on)
    return _line(row, _counts([row.agreement]).get(row.agreement, (0, 0, 0)))


def promises_to(viewer: Viewer, household: str, on: date) -> tuple[DueLine, ...] | None:
    """Return what a household that asked or is supported was promised, by day; None for another.

    Raises Denied.
    """
    row = Support.objects.filter(pk=household, left_on=None).first()
    if row is None:
        return None
    _check_household(viewer, "support.read", row, on)
    found = Obligation.objects.filter(agreement=row.agreement, household=household)
    return due_lines(found.order_by("due_on", "number"), on)


def candidates_in(viewer: Viewer, place: str, on: date, *, page: int = 1) -> Page[str]:
    """Return the households of a place that neither asked nor are supported.  Raises Denied."""
    check(viewer, "support.ask", place=place)
    running = set(Support.objects.filter(left_on=None).values_list("household", flat=True))
    found = [one for one in people.households_within(place) if one not in running]
    start = (max(page, 1) - 1) * PAGE
    return Page(len(found), tuple(found[start : start + PAGE]), page)


def due_in(viewer: Viewer, place: str, on: date, *, page: Turn = 1) -> Page[DueLine]:
    """Return what is still owed to the households of a place, what is late or due next first.

    Raises Denied.
    """
    found = _owed_in(viewer, place, on).order_by("due_on", "number")
    total, shown = page_of(found, page=page)
    return Page(total, due_lines(shown, on), page)


def late_in(viewer: Viewer, place: str, on: date) -> int:
    """Return how much is owed past its day to the households of a place.  Raises Denied."""
    return _owed_in(viewer, place, on).filter(due_on__lt=on).count()


def _owed_in(viewer: Viewer, place: str, on: date) -> QuerySet[Obligation]:
    check(viewer, "support.read", place=place)
    return Obligation.objects.filter(within(place, on), state__in=OPEN)


def due_lines(obligations: Iterable[Obligation], on: date) -> tuple[DueLine, ...]:
    """Return obligations with the days until they are due, and whether each was confirmed."""
    found = list(obligations)
    numbers = {row.number for row in found} | {row.ended_by or row.number for row in found}
    stands = standing.of(sorted(numbers))
    confirmed = {number for number, stand in stands.items() if stand.evidence > "A"}
    return tuple(
        DueLine(row, (row.due_on - on).days, row.number in confirmed, row.ended_by in confirmed)
        for row in found
    )


def _states(state: str) -> tuple[Q, ...]:
    return {
        "asked": (Q(agreement=""), Q(left_on=None)),
        "supported": (~Q(agreement=""), Q(left_on=None)),
        "left": (~Q(left_on=None),),
    }.get(state, ())


def _line(row: Support, counts: tuple[int, int, int]) -> SupportLine:
    return SupportLine(
        row.household,
        row.place,
        row.origin,
        row.manner,
        row.asked_on,
        row.agreed_on,
        row.left_on,
        *counts,
    )


def _counts(agreements: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    found = Obligation.objects.filter(agreement__in=list(agreements)).values_list("agreement")
    counted = found.annotate(
        kept=Count("pk", filter=Q(state="kept")),
        waiting=Count("pk", filter=Q(state="open")),
        missed=Count("pk", filter=Q(state__in=("late", "failed", "overdue"))),
    )
    return {row[0]: row[1:] for row in counted}


def _check_household(viewer: Viewer, permission: str, row: Support, on: date) -> Grant:
    own = viewer.person if rows.belongs(row.household, viewer.person, on) else ""
    return check(viewer, permission, place=row.place, owner=own)


def agreement_of(viewer: Viewer, household: str, on: date) -> AgreementCard | None:
    """Return a household's newest agreement, or None.  Raises Denied."""
    support = Support.objects.filter(pk=household).first()
    if support is None:
        return None
    _check_household(viewer, "support.read", support, on)
    row = Agreement.objects.filter(household=household).order_by("-agreed_on", "agreement").first()
    if row is None:
        return None
    found = Obligation.objects.filter(agreement=row.agreement).order_by("due_on", "number")
    return AgreementCard(row, tuple(found))


def owed_by(viewer: Viewer, on: date, *, page: Turn = 1) -> Page[Obligation]:
    """Return what the viewer, or an organisation of the viewer's, promised and still owes."""
    groups = [one.group for one in people.groups_of(viewer.person, on)] if viewer.person else []
    found = Obligation.objects.filter(
        party__in=[viewer.person, *groups] if viewer.person else [], state__in=OPEN
    )
    total, shown = page_of(found.order_by("due_on", "number"), page=page)
    return Page(total, tuple(shown), page)


def incomes_of(viewer: Viewer, household: str, on: date) -> tuple[IncomeLine, ...]:
    """Return the incomes that a household stated, by year; for the household alone.

    Others see sums only: an empty answer.  Raises Denied.
    """
    support = Support.objects.filter(pk=household).first()
    if support is None:
        return ()
    if _check_household(viewer, "household.read_income", support, on).letter != "o":
        return ()
    found = Income.objects.filter(household=household).order_by("year")
    return tuple(IncomeLine(row.year, row.income_fen, row.gain_fen) for row in found)
