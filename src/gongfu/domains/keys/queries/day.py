"""My day: whom a keeper visits today, in the order of the round, and what waits for an answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.domains.keys.models import (
    Alarm,
    Care,
    CareOffer,
    Due,
    Elder,
    Item,
    Keeper,
    Round,
    RoundStop,
    Visit,
)
from gongfu.domains.keys.queries.dues import Standing, standing_of
from gongfu.kernel.places.seeing import see
from gongfu.kernel.rights.viewers import Viewer

_ORDER = {"overdue": 0, "due": 1, "later": 2, "done": 3}


class Stop(NamedTuple):
    """An elder's place in the round: minutes after midnight, minutes to walk there, and why."""

    arrive: int
    start: int
    end: int
    walk: int
    reason: str


class Today(NamedTuple):
    """Today's newest visit of this keeper to an elder, which can be taken back for a while."""

    number: int
    answer: str
    recorded_at: datetime


class DayLine(NamedTuple):
    """One elder of a keeper's day.  alarm: id of an open alarm, or empty."""

    elder: str
    place: str
    standing: Standing
    usual_minutes: int
    window: tuple[int, int]
    pair: bool
    stop: Stop | None
    visit: Today | None
    alarm: str


class OfferLine(NamedTuple):
    """A question whether the keeper looks after one more elder; the place, not yet the person."""

    ask: str
    place: str
    asked_by: str
    asked_at: datetime


class HandedLine(NamedTuple):
    """A thing that waits for the keeper to accept it."""

    item: str
    sort: str
    giver: str


class Day(NamedTuple):
    """A keeper's day.  walking_minutes, reordered: of the round, where one is planned."""

    keeper: str
    on: date
    planned: bool
    lines: tuple[DayLine, ...]
    offers: tuple[OfferLine, ...]
    handed: tuple[HandedLine, ...]
    walking_minutes: int = 0
    reordered: bool = False


def day_of(viewer: Viewer, keeper: str, on: date) -> Day:
    """Return the day of a keeper: own elders with how each stands, in the order of the round.

    Without a round the overdue come first, then by the time at which visits are welcome.
    Raises Denied.
    """
    teams = list(Keeper.objects.filter(person=keeper, left_on=None).order_by("joined_on"))
    see(viewer, "round.plan", owner=keeper, place=teams[0].place if teams else "")
    care = Care.objects.filter(keeper=keeper, until=None, since__lte=on)
    elders = Elder.objects.filter(pk__in=care.values("elder"), left_on=None).in_bulk()
    planned = Round.objects.filter(pk=(keeper, on)).first()
    lines = _lines(elders, on=on, keeper=keeper)
    return Day(
        keeper=keeper,
        on=on,
        planned=planned is not None,
        lines=lines,
        offers=_offers(keeper),
        handed=_handed(keeper),
        walking_minutes=planned.walking_minutes if planned else 0,
        reordered=planned.reordered if planned else False,
    )


def own_numbers(viewer: Viewer) -> dict[str, int]:
    """Return the number of each elder on the viewer's own list, by when the care began.

    It stays the same from morning to evening, so that a page without names can use it.
    """
    rows = Care.objects.filter(keeper=viewer.person, until=None).order_by("since", "elder")
    return {e: n for n, e in enumerate(rows.values_list("elder", flat=True), start=1)}


def _lines(elders: dict[str, Elder], *, on: date, keeper: str) -> tuple[DayLine, ...]:
    dues = Due.objects.in_bulk(list(elders))
    alarms = dict(
        Alarm.objects.filter(elder__in=list(elders), closed_at=None).values_list("elder", "alarm")
    )
    visits = _visits(keeper, on)
    stops = _stops(keeper, on)
    order = {elder: number for number, elder in enumerate(stops)}
    lines = [
        DayLine(
            elder=elder,
            place=row.place,
            standing=standing_of(dues[elder], on=on),
            usual_minutes=row.usual_minutes,
            window=(row.window_from, row.window_to),
            pair=row.pair,
            stop=stops.get(elder),
            visit=visits.get(elder),
            alarm=alarms.get(elder, ""),
        )
        for elder, row in elders.items()
    ]
    return tuple(sorted(lines, key=lambda line: _rank(line, order)))


def _rank(line: DayLine, order: dict[str, int]) -> tuple[Any, ...]:
    standing = line.standing
    first = _ORDER[standing.state]
    planned = order.get(line.elder, len(order))
    late = -standing.days if standing.state == "overdue" else standing.days
    return (first == _ORDER["done"], planned, first, late, line.window, line.elder)


def _stops(keeper: str, on: date) -> dict[str, Stop]:
    rows = RoundStop.objects.filter(keeper=keeper, on=on).order_by("order")
    return {row.elder: Stop(row.arrive, row.start, row.end, row.walk, row.reason) for row in rows}


def _visits(keeper: str, on: date) -> dict[str, Today]:
    rows = Visit.objects.filter(keeper=keeper, on=on, sort="visit", reversed=False)
    return {
        row.elder: Today(row.number, row.answer, row.recorded_at) for row in rows.order_by("number")
    }


def _offers(keeper: str) -> tuple[OfferLine, ...]:
    rows = CareOffer.objects.filter(keeper=keeper).order_by("asked_at", "ask")
    return tuple(OfferLine(*row) for row in rows.values_list(*OfferLine._fields))


def _handed(keeper: str) -> tuple[HandedLine, ...]:
    rows = Item.objects.filter(offered_to=keeper, state="offered").order_by("item")
    return tuple(HandedLine(*row) for row in rows.values_list("item", "sort", "holder"))
