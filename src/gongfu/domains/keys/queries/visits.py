"""Visits as lists: to an elder, by a keeper, waiting for confirmation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from gongfu.domains.keys.models import Care, Elder, Keeper, Visit
from gongfu.domains.keys.rules.visiting import NoSuchVisit
from gongfu.kernel.measures.periods import Period
from gongfu.kernel.people import notes
from gongfu.kernel.places.seeing import Page, Turn, page_of, see, within
from gongfu.kernel.rights.checking import Grant, may
from gongfu.kernel.rights.viewers import Viewer

_ASK_WITHIN = timedelta(days=35)


class VisitLine(NamedTuple):
    """One visit or service as it stands; number is that of its record."""

    number: int
    elder: str
    keeper: str
    place: str
    on: date
    started_at: datetime
    ended_at: datetime
    minutes: int
    hours_kind: str
    sort: str
    answer: str
    manner: str
    by: str
    recorded_at: datetime
    evidence: str
    disputed: bool
    reversed: bool


class Confirmations(NamedTuple):
    """How visits of a period were answered; who did not answer said nothing.

    unanswered: neither confirmed nor disputed, and never counted as satisfied.
    """

    confirmed: int
    disputed: int
    unanswered: int

    @property
    def answered(self) -> int:
        """Return how many were answered."""
        return self.confirmed + self.disputed

    @property
    def made(self) -> int:
        """Return how many visits there were."""
        return self.answered + self.unanswered


def _page(rows: QuerySet[Visit], page: Turn) -> Page[VisitLine]:
    total, found = page_of(rows.order_by("-started_at", "-number"), page=page)
    return Page(total, tuple(visit_line(row) for row in found), page)


def visit_line(row: Visit) -> VisitLine:
    """Return the line of a visit."""
    return VisitLine(*(getattr(row, name) for name in VisitLine._fields))


def visits_to(viewer: Viewer, elder: str, *, page: Turn = 1) -> Page[VisitLine]:
    """Return the visits and services to an elder, newest first.

    For the elder, who speaks for them, the keepers and the office.  Raises Denied.
    """
    place = Elder.objects.filter(pk=elder).values_list("place", flat=True).first() or ""
    keeps = Care.objects.filter(pk=(elder, viewer.person), until=None).exists()
    see(viewer, "elder.read_care_card", owner=elder, place=place, assigned=keeps)
    return _page(Visit.objects.filter(elder=elder), page)


def visits_by(viewer: Viewer, keeper: str, *, page: Turn = 1) -> Page[VisitLine]:
    """Return the visits and services of a keeper, newest first: own, or the office's.

    Raises Denied.
    """
    see(viewer, "volunteer.hours_list", owner=keeper, place=team_place(keeper))
    return _page(Visit.objects.filter(keeper=keeper), page)


def team_place(keeper: str) -> str:
    """Return the community of the keeper's newest team, or an empty string."""
    rows = Keeper.objects.filter(person=keeper).order_by("-joined_on", "place")
    return rows.values_list("place", flat=True).first() or ""


def visit_card(viewer: Viewer, number: int) -> VisitLine:
    """Return one visit to whom it concerns.  Raises Denied, NoSuchVisit."""
    row = Visit.objects.filter(pk=number).first()
    if row is None:
        see(viewer, "visit.dispute")
        raise NoSuchVisit()
    if row.keeper != viewer.person:
        see(viewer, "visit.dispute", owner=row.elder, place=row.place)
    return visit_line(row)


class VisitNotes(NamedTuple):
    """What was written at a visit: its line, the ids of words and photo, the grant to read them."""

    line: VisitLine
    kept: notes.Kept
    grant: Grant


def visit_notes(viewer: Viewer, number: int) -> VisitNotes:
    """Return the words and photo of a visit for the elder, the family, their writer, the office.

    Raises Denied, NoSuchVisit.
    """
    row = Visit.objects.filter(pk=number).first()
    if row is None:
        see(viewer, "visit.read_note")
        raise NoSuchVisit()
    line = visit_line(row)
    grant = see(viewer, "visit.read_note", **_note_case(viewer, line))
    return VisitNotes(line, notes.kept([number]).get(number, notes.Kept()), grant)


def _note_case(viewer: Viewer, line: VisitLine) -> dict[str, Any]:
    wrote = bool(viewer.person) and line.keeper == viewer.person
    return {"owner": line.elder, "place": line.place, "assigned": wrote}


def noted(viewer: Viewer, lines: Iterable[VisitLine]) -> frozenset[int]:
    """Return those visits at which something was written that the viewer may read."""
    found = {line.number: line for line in lines}
    return frozenset(
        number
        for number in notes.kept(found)
        if may(viewer, "visit.read_note", **_note_case(viewer, found[number]))
    )


def to_confirm(viewer: Viewer, on: date) -> tuple[VisitLine, ...]:
    """Return the visits of the last five weeks that wait for the viewer's word, newest first.

    Those to the viewer or to whom the viewer speaks for, made by another.
    """
    people = [one for one in (viewer.person, *sorted(viewer.wards)) if one]
    rows = Visit.objects.filter(elder__in=people, on__gt=on - _ASK_WITHIN, on__lte=on)
    waiting = rows.filter(evidence="A", disputed=False, reversed=False).exclude(
        keeper=viewer.person
    )
    return tuple(visit_line(row) for row in waiting.order_by("-started_at", "-number"))


def disputed_in(viewer: Viewer, place: str, on: date, *, page: Turn = 1) -> Page[VisitLine]:
    """Return the visits of a place that somebody disputes, oldest first.  Raises Denied."""
    see(viewer, "visit.dispute", place=place)
    rows = Visit.objects.filter(within(place, on), disputed=True, reversed=False)
    total, found = page_of(rows.order_by("number"), page=page)
    return Page(total, tuple(visit_line(row) for row in found), page)


def confirmations_in(viewer: Viewer, place: str, period: Period) -> Confirmations:
    """Return how the visits of a place and period were answered.  Raises Denied."""
    see(viewer, "visit.confirm", place=place)
    rows = Visit.objects.filter(
        within(place, period.last_day), on__gte=period.start, on__lt=period.end, reversed=False
    )
    counted = rows.aggregate(
        made=Count("number"),
        denied=Count("number", filter=Q(disputed=True)),
        unanswered=Count("number", filter=Q(disputed=False, evidence="A")),
    )
    confirmed = counted["made"] - counted["denied"] - counted["unanswered"]
    return Confirmations(confirmed, counted["denied"], counted["unanswered"])
