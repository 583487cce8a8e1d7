"""What is asked of the planner and what it answers; whole minutes after midnight throughout."""

from __future__ import annotations

import dataclasses

Matrix = tuple[tuple[int, ...], ...]


class Infeasible(ValueError):
    """Something in the problem itself clashes; the words name it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Second:
    """The second person of a visit of two.

    minutes: on site.  allowed: ids of keepers who may; empty: all.  soonest, last: how long after
    the first person this one begins, at least and at most; both 0: at the same moment.
    """

    minutes: int
    allowed: frozenset[str] = frozenset()
    soonest: int = 0
    last: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Visit:
    """A visit that is wished for.

    place: row of the matrix.  minutes: on site.  earliest, latest: when each person may begin.
    allowed: ids of keepers who may; empty: all.  second: who else must come, another keeper than
    the first.  overdue_days: how long it has been due; such visits are left out last.
    """

    id: str
    place: int
    minutes: int
    earliest: int = 0
    latest: int = 1439
    second: Second | None = None
    allowed: frozenset[str] = frozenset()
    overdue_days: int = 0

    @property
    def people(self) -> int:
        """Return how many keepers are needed, 1 or 2."""
        return 1 if self.second is None else 2


@dataclasses.dataclass(frozen=True, slots=True)
class Keeper:
    """A keeper: where the day begins and ends, and from when to when."""

    id: str
    place: int
    start: int = 480
    end: int = 1080


@dataclasses.dataclass(frozen=True, slots=True)
class Aims:
    """What a plan weighs: one unit of each, in whole points.

    walking: a minute on foot.  day: a minute between a keeper's start and coming home.  late: a
    minute that a visit begins after its latest; None: none may.  latest: a minute of the greatest
    lateness of the day.  left_out, overdue: a visit that is not made, and each day (up to 10) for
    which it has been due.
    """

    walking: int = 4
    day: int = 1
    late: int | None = None
    latest: int = 0
    left_out: int = 10_000
    overdue: int = 500


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """A day.  minutes: n x n walking times between places, whole, none negative."""

    visits: tuple[Visit, ...]
    keepers: tuple[Keeper, ...]
    minutes: Matrix
    aims: Aims = Aims()

    def check(self) -> None:
        """Raise Infeasible for a matrix that is not square or a wish that nobody can grant."""
        size = len(self.minutes)
        if any(len(row) != size or min(row) < 0 for row in self.minutes):
            raise Infeasible("minutes must be square and not negative")
        places = [(one.id, one.place) for one in self.visits]
        places += [(one.id, one.place) for one in self.keepers]
        for name, place in places:
            if not 0 <= place < size:
                raise Infeasible(f"{name}: no such place")
        for visit in self.visits:
            self._check(visit)

    def _check(self, visit: Visit) -> None:
        parts = (visit,) if visit.second is None else (visit, visit.second)
        able = [self._able(part.allowed) for part in parts]
        anyone = frozenset().union(*able)
        if not all(able) or len(anyone) < visit.people:
            raise Infeasible(f"{visit.id}: {visit.people} keepers are needed, {len(anyone)} may")
        if visit.earliest > visit.latest:
            raise Infeasible(f"{visit.id}: the window ends before it begins")
        if visit.second is not None and not 0 <= visit.second.soonest <= visit.second.last:
            raise Infeasible(f"{visit.id}: the second would have to come before the first")

    def _able(self, allowed: frozenset[str]) -> frozenset[str]:
        known = frozenset(keeper.id for keeper in self.keepers)
        return allowed & known if allowed else known


@dataclasses.dataclass(frozen=True, slots=True)
class Stop:
    """One visit of a route: arrival, beginning and end, minutes on foot before it, and why here.

    reason: overdue, pair, only-you, window, nearest, way or own-order.  late: minutes that it
    begins after the visit's latest.
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
    """The routes, and what was left out with its reason: no-time (no keeper's day has room)."""

    routes: tuple[Route, ...]
    left_out: dict[str, str]

    @property
    def walking(self) -> int:
        """Return all minutes on foot of all routes."""
        return sum(route.walking for route in self.routes)
