"""What is asked of the planner and what it answers; whole minutes after midnight throughout."""

from __future__ import annotations

import dataclasses

Matrix = tuple[tuple[int, ...], ...]


class Infeasible(ValueError):
    """Something in the problem itself clashes; the words name it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Visit:
    """A visit that is wished for.

    place: row of the matrix.  minutes: on site.  earliest, latest: when it may begin.  people:
    how many keepers must be there at the same moment, 1 or 2.  allowed: ids of keepers who may;
    empty: all.  overdue_days: how long it has been due; such visits are left out last.
    """

    id: str
    place: int
    minutes: int
    earliest: int = 0
    latest: int = 1439
    people: int = 1
    allowed: frozenset[str] = frozenset()
    overdue_days: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Keeper:
    """A keeper: where the day begins and ends, and from when to when."""

    id: str
    place: int
    start: int = 480
    end: int = 1080


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """A day.  minutes: n x n walking times between places, whole, none negative."""

    visits: tuple[Visit, ...]
    keepers: tuple[Keeper, ...]
    minutes: Matrix

    def check(self) -> None:
        """Raise Infeasible for a matrix that is not square or a wish that nobody can grant."""
        size = len(self.minutes)
        if any(len(row) != size or min(row) < 0 for row in self.minutes):
            raise Infeasible("minutes must be square and not negative")
        known = {keeper.id for keeper in self.keepers}
        places = [(one.id, one.place) for one in self.visits]
        places += [(one.id, one.place) for one in self.keepers]
        for name, place in places:
            if not 0 <= place < size:
                raise Infeasible(f"{name}: no such place")
        for visit in self.visits:
            able = visit.allowed & known if visit.allowed else known
            if visit.people not in (1, 2) or len(able) < visit.people:
                raise Infeasible(f"{visit.id}: {visit.people} keepers are needed, {len(able)} may")
            if visit.earliest > visit.latest:
                raise Infeasible(f"{visit.id}: the window ends before it begins")


@dataclasses.dataclass(frozen=True, slots=True)
class Stop:
    """One visit of a route: arrival, beginning and end, minutes on foot before it, and why here.

    reason: overdue, pair, only-you, window, nearest or own-order.
    """

    visit: str
    arrive: int
    start: int
    end: int
    walk: int
    reason: str
    late: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Route:
    """A keeper's stops in order, and the walk home after the last."""

    keeper: str
    stops: tuple[Stop, ...]
    home: int = 0

    @property
    def walking(self) -> int:
        """Return all minutes on foot."""
        return sum(stop.walk for stop in self.stops) + self.home


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """The routes, what was left out with its reason, and how good the walking is.

    left_out: visit id to no-time (no keeper's day has room) .  bound: no plan with these visits
    walks less.
    """

    routes: tuple[Route, ...]
    left_out: dict[str, str]
    bound: int

    @property
    def walking(self) -> int:
        """Return all minutes on foot of all routes."""
        return sum(route.walking for route in self.routes)

    @property
    def gap(self) -> float:
        """Return how far the walking may be above the least possible, as a share of the bound."""
        return (self.walking - self.bound) / self.bound if self.bound else 0.0
