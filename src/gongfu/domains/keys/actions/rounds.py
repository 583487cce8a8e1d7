"""Planning the day's rounds; each keeper may put their own in another order.

A round is a proposal, so it is an ordinary draft and no deed.  The solver runs before the write
transaction begins, so that nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from gongfu.domains.keys.models import Care, Due, Elder, Keeper, Round, RoundStop
from gongfu.domains.keys.queries.visits import team_place
from gongfu.domains.keys.queries.walking import walking_minutes
from gongfu.domains.keys.rules.rounds import check_order
from gongfu.engines import rounds as engine
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.measures.moments import day_span, shanghai_day
from gongfu.kernel.people.queries import places_of
from gongfu.kernel.places.seeing import within
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_OPENS, _CLOSES = 480, 1200
_KEPT = timedelta(days=7)


def plan_round(viewer: Viewer, *, keeper: str, on: date, at: datetime) -> None:
    """Plan a keeper's round over those of the own elders who are due; it replaces the one before.

    For the keeper, or the office.  Read it with `queries.day_of`.  Raises Denied.
    """
    place = team_place(keeper)
    check(viewer, "round.plan", owner=keeper, place=place)
    problem = _problem({keeper: place}, on=on, start=_start(on, at))
    _keep(viewer, place=place, on=on, plan=engine.plan(problem, seconds=0.5), at=at)


def plan_rounds(viewer: Viewer, *, place: str, on: date, at: datetime) -> tuple[str, ...]:
    """Plan the rounds of all keepers of an area over all who are due; return the keepers.

    An elder goes to one of the keepers who look after them; one who needs two meets both at the
    same moment.  Raises Denied.
    """
    check(viewer, "round.plan", place=place)
    members = Keeper.objects.filter(within(place, on), left_on=None, joined_on__lte=on)
    keepers = dict(members.order_by("person", "place").values_list("person", "place"))
    problem = _problem(keepers, on=on, start=_start(on, at))
    _keep(viewer, place=place, on=on, plan=engine.plan(problem, seconds=2.0), at=at)
    return tuple(keepers)


def _start(on: date, at: datetime) -> int:
    """Return when the round begins, minutes after midnight: now, or the morning of another day."""
    if shanghai_day(at) != on:
        return _OPENS
    return max(_OPENS, (at - day_span(on)[0]) // timedelta(minutes=1))


def _problem(keepers: dict[str, str], *, on: date, start: int) -> engine.Problem:
    """Return the problem of these keepers over those of their elders who are due by that day."""
    allowed: dict[str, set[str]] = {}
    for care in rows_among(Care, keeper=keepers):
        if care.until is None:
            allowed.setdefault(care.elder, set()).add(care.keeper)
    dues = {due.elder: due for due in rows_among(Due, elder=allowed) if _is_due(due, on)}
    elders = list(rows_among(Elder, person=dues))
    visits = [
        _visit(elder, overdue_days=(on - dues[elder.person].due_on).days, allowed=allowed)
        for elder in elders
    ]
    return _on_foot(visits, keepers, places=[elder.place for elder in elders], start=start)


def _is_due(due: Due, on: date) -> bool:
    return due.due_on <= on and due.last_on != on


def _visit(elder: Elder, *, overdue_days: int, allowed: dict[str, set[str]]) -> engine.Visit:
    able = allowed[elder.person]
    met = elder.pair and len(able) > 1
    return engine.Visit(
        id=elder.person,
        place=0,
        minutes=elder.usual_minutes,
        earliest=elder.window_from,
        latest=max(elder.window_from, elder.window_to - elder.usual_minutes),
        second=engine.Second(elder.usual_minutes, allowed=frozenset(able)) if met else None,
        allowed=frozenset(able),
        overdue_days=overdue_days,
    )


def _on_foot(
    visits: Sequence[engine.Visit], keepers: dict[str, str], *, places: Sequence[str], start: int
) -> engine.Problem:
    """Return the problem with the walking times between keepers' homes and elders' places.

    A keeper whose home is not on the register sets out from the community.
    """
    homes = {**keepers, **places_of(keepers)}
    walkers = [
        engine.Keeper(id=keeper, place=row, start=start, end=max(start, _CLOSES))
        for row, keeper in enumerate(sorted(keepers))
    ]
    placed = [replace(visit, place=len(walkers) + row) for row, visit in enumerate(visits)]
    minutes = walking_minutes([*(homes[one.id] for one in walkers), *places])
    return engine.Problem(tuple(placed), tuple(walkers), tuple(tuple(row) for row in minutes))


@action("round.plan")
def _keep(viewer: Viewer, *, place: str, on: date, plan: engine.Plan, at: datetime) -> None:
    """Keep the rounds of a plan in place of earlier ones, and forget those of a week ago."""
    keepers = [route.keeper for route in plan.routes]
    check(viewer, "round.plan", place=place, owner=keepers[0] if len(keepers) == 1 else "")
    RoundStop.objects.filter(keeper__in=keepers, on__lt=on - _KEPT).delete()
    Round.objects.filter(keeper__in=keepers, on__lt=on - _KEPT).delete()
    _write(plan.routes, on=on, at=at)


def _write(
    routes: Sequence[engine.Route], *, on: date, at: datetime, reordered: bool = False
) -> None:
    keepers = [route.keeper for route in routes]
    RoundStop.objects.filter(keeper__in=keepers, on=on).delete()
    Round.objects.filter(keeper__in=keepers, on=on).delete()
    Round.objects.bulk_create(
        Round(
            keeper=one.keeper,
            on=on,
            walking_minutes=one.walking,
            planned_at=at,
            reordered=reordered,
        )
        for one in routes
    )
    RoundStop.objects.bulk_create(stop for one in routes for stop in _stops(one, on))


def _stops(route: engine.Route, on: date) -> Iterator[RoundStop]:
    for order, stop in enumerate(route.stops, start=1):
        yield RoundStop(
            keeper=route.keeper,
            on=on,
            elder=stop.visit,
            order=order,
            arrive=stop.arrive,
            start=stop.start,
            end=stop.end,
            walk=stop.walk,
            reason=stop.reason,
        )


@action("round.plan")
def reorder_round(
    viewer: Viewer, *, keeper: str, on: date, order: Sequence[str], at: datetime
) -> None:
    """Put a round into the keeper's own order of elders; the times follow.

    Raises Denied, NoRound, OtherStops.
    """
    place = team_place(keeper)
    check(viewer, "round.plan", owner=keeper, place=place)
    stops = list(RoundStop.objects.filter(keeper=keeper, on=on).order_by("order"))
    check_order(order, stops=[stop.elder for stop in stops])
    elders = list(rows_among(Elder, person=order))
    visits = [_visit(elder, overdue_days=0, allowed={elder.person: {keeper}}) for elder in elders]
    problem = _on_foot(
        visits,
        {keeper: place},
        places=[elder.place for elder in elders],
        start=stops[0].arrive - stops[0].walk,
    )
    route = engine.Route(keeper, tuple(_stop(stop) for stop in stops))
    plan = engine.reorder(problem, engine.Plan((route,), {}), keeper=keeper, order=order)
    _write(plan.routes, on=on, at=at, reordered=True)


def _stop(row: RoundStop) -> engine.Stop:
    return engine.Stop(row.elder, row.arrive, row.start, row.end, row.walk, row.reason)
