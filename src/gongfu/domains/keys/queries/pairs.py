"""Acts of two people: what waits for the second, what the family is told, what the office hears."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q

from gongfu.domains.keys.models import Alarm, Keeper, PairedAct
from gongfu.kernel.places.seeing import see, within
from gongfu.kernel.rights.viewers import Viewer

KEEPER, OFFICE = "keeper", "office"
_TELL_WITHIN = timedelta(days=35)
_MOST = 20


class PairLine(NamedTuple):
    """An act of two people.

    sort: key or money.  by_role, second_role: keeper or office.  why: the alarm's cause, or the
    money's purpose.  state: waiting, confirmed, denied, settled or taken-back.  family: known,
    question, closed, or empty.
    """

    number: int
    elder: str
    sort: str
    by: str
    by_role: str
    second: str
    second_role: str
    at: datetime
    why: str
    amount_fen: int
    state: str
    family: str


def state_of(row: PairedAct) -> str:
    """Return how the act stands between the two."""
    if row.reversed:
        return "taken-back"
    if row.second_said == "no":
        return "settled" if row.settled else "denied"
    return "confirmed" if row.second_said else "waiting"


def pair_states(numbers: Iterable[int]) -> dict[int, str]:
    """Return how acts of two stand, by record; records of one person are missing."""
    return {row.number: state_of(row) for row in PairedAct.objects.filter(pk__in=list(numbers))}


def to_answer(viewer: Viewer) -> tuple[PairLine, ...]:
    """Return the acts in which the viewer was named as the second person and has not answered."""
    rows = PairedAct.objects.filter(second=viewer.person or "-", second_said="", reversed=False)
    return _lines(rows.order_by("at", "number")[:_MOST])


def keys_used(viewer: Viewer, on: date) -> tuple[PairLine, ...]:
    """Return the uses of keys of the viewer or whom the viewer speaks for, newest first.

    Those of the last five weeks that nobody of the family knows of yet, or asks about.
    """
    people = [one for one in (viewer.person, *sorted(viewer.wards)) if one]
    rows = PairedAct.objects.filter(elder__in=people, sort="key", family_said__in=("", "question"))
    recent = [row for row in rows.order_by("-at", "-number")[:_MOST] if _is_recent(row, on)]
    return _lines(recent)


def _is_recent(row: PairedAct, on: date) -> bool:
    return row.at.date() > on - _TELL_WITHIN


def pairs_to_settle(viewer: Viewer, place: str, on: date) -> tuple[PairLine, ...]:
    """Return the acts of a place that a second person denies or a family asks about, oldest first.

    Raises Denied.
    """
    see(viewer, "visit.dispute", place=place)
    denied = Q(second_said="no", settled=False, reversed=False)
    rows = PairedAct.objects.filter(within(place, on), denied | Q(family_said="question"))
    return _lines(rows.order_by("at", "number")[:_MOST])


def money_of(viewer: Viewer, elder: str, place: str, *, assigned: bool) -> tuple[PairLine, ...]:
    """Return when an elder's money moved, newest first, to whom may see the card.

    Raises Denied.
    """
    see(viewer, "elder.read_care_card", owner=elder, place=place, assigned=assigned)
    rows = PairedAct.objects.filter(elder=elder, sort="money")
    return _lines(rows.order_by("-at", "-number")[:_MOST])


def _lines(rows: Iterable[PairedAct]) -> tuple[PairLine, ...]:
    found = list(rows)
    causes = (
        dict(
            Alarm.objects.filter(pk__in=[row.alarm for row in found]).values_list("alarm", "cause")
        )
        if found
        else {}
    )
    keepers = _keepers(found)
    return tuple(
        PairLine(
            number=row.number,
            elder=row.elder,
            sort=row.sort,
            by=row.by,
            by_role=KEEPER if row.by in keepers else OFFICE,
            second=row.second,
            second_role=KEEPER if row.second in keepers else OFFICE,
            at=row.at,
            why=row.why or causes.get(row.alarm, ""),
            amount_fen=row.amount_fen,
            state=state_of(row),
            family=row.family_said,
        )
        for row in found
    )


def _keepers(rows: Sequence[PairedAct]) -> set[str]:
    people = {one for row in rows for one in (row.by, row.second)}
    if not people:
        return set()
    return set(Keeper.objects.filter(person__in=people).values_list("person", flat=True))
