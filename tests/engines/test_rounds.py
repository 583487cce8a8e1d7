"""Rounds: against brute force on small days, and by properties on made-up ones."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongfu.engines.rounds import (
    Aims,
    Infeasible,
    Keeper,
    Problem,
    Second,
    Visit,
    least_walking,
    plan,
    reorder,
)

LINE = tuple(tuple(abs(a - b) * 7 for b in range(9)) for a in range(9))
SOFT = Aims(walking=1, day=0, late=1, latest=1, left_out=10**6)


def solve(visits, keepers, minutes=LINE, **options):
    return plan(
        Problem(tuple(visits), tuple(keepers), minutes), seconds=60, iterations=200, **options
    )


def grid(points):
    return tuple(tuple(abs(a - c) + abs(b - d) for c, d in points) for a, b in points)


A_FEW, SOME, HARD = st.integers(1, 3), st.integers(4, 10), Aims()


@st.composite
def days(draw, *, keepers=A_FEW, size=SOME, aims=HARD):
    """A day of visits, some of two people at once or one after the other, some for some only."""
    spots = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=10))
    team = tuple(Keeper(f"k{n}", n) for n in range(draw(keepers)))
    names = frozenset(keeper.id for keeper in team)

    def visit(number):
        stay = draw(st.sampled_from([10, 30]))
        second, allowed = None, frozenset()
        if len(team) > 1 and draw(st.booleans()):
            soonest = draw(st.sampled_from([0, 0, 15]))
            second = Second(draw(st.sampled_from([10, 30])), names, soonest, soonest * 2)
        elif draw(st.booleans()):
            allowed = frozenset({draw(st.sampled_from(sorted(names)))})
        early, late = draw(st.sampled_from([480, 600])), draw(st.sampled_from([700, 1000]))
        overdue = draw(st.integers(0, 3))
        return Visit(f"v{number}", number, stay, early, late, second, allowed, overdue)

    visits = tuple(visit(number) for number in range(len(team), draw(size)))
    return Problem(visits, team, grid(spots[:10]), aims)


def starts_of(found, visit):
    return [stop.start for route in found.routes for stop in route.stops if stop.visit == visit]


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(days(keepers=st.just(1), size=st.integers(4, 7)))
def test_walking_is_the_least_that_brute_force_finds(day):
    keeper = Keeper("k0", 0)
    visits = tuple(Visit(v.id, v.place, v.minutes) for v in day.visits)
    problem = Problem(visits, (keeper,), day.minutes)
    found = plan(problem, seconds=60, iterations=300)

    def walk(order):
        path = [0, *(visit.place for visit in order), 0]
        return sum(day.minutes[a][b] for a, b in itertools.pairwise(path))

    assert found.walking == min(walk(order) for order in itertools.permutations(visits))
    assert least_walking(problem, visits={v.id for v in visits}) <= found.walking


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(days())
def test_every_visit_is_made_once_in_its_window_or_named_as_left_out(day):
    found = plan(day, seconds=60, iterations=100)
    for visit in day.visits:
        made = starts_of(found, visit.id)
        assert len(made) == (0 if visit.id in found.left_out else visit.people)
        if len(made) == 2:
            assert visit.second.soonest <= abs(made[0] - made[1]) <= visit.second.last
    wanted = {visit.id: visit for visit in day.visits}
    for route in found.routes:
        assert len({stop.visit for stop in route.stops}) == len(route.stops)
        for stop in route.stops:
            visit = wanted[stop.visit]
            assert visit.earliest <= stop.start <= visit.latest
            assert stop.late == 0
            assert not visit.allowed or route.keeper in visit.allowed
        assert all(a.end + b.walk == b.arrive for a, b in itertools.pairwise(route.stops))
        assert all(stop.arrive <= stop.start for stop in route.stops)
        assert not route.stops or route.stops[-1].end + route.home <= 1080
    made = {visit.id for visit in day.visits} - set(found.left_out)
    assert least_walking(day, visits=made) <= found.walking


@pytest.mark.parametrize(("latest", "left_out"), [(704, ("far",)), (705, ())])
def test_the_second_of_two_must_not_begin_after_the_window_either(latest, left_out):
    pair = Second(30, frozenset({"a", "b"}), soonest=15, last=30)
    far = Visit("far", 1, 10, 480, latest, pair)
    keepers = (Keeper("a", 0, start=480), Keeper("b", 0, start=480))
    found = solve([far], keepers, ((0, 210), (210, 0)))
    assert tuple(found.left_out) == left_out


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(days(aims=SOFT))
def test_where_lateness_only_costs_nobody_is_left_out(day):
    found = plan(day, seconds=60, iterations=60)
    assert not found.left_out
    latest = {visit.id: visit.latest for visit in day.visits}
    for route in found.routes:
        for stop in route.stops:
            assert stop.late == max(0, stop.start - latest[stop.visit])


def lateness(problem, routes):
    """Return points of these routes, timed by going round until nothing moves; None: a ring."""
    visits = {visit.id: visit for visit in problem.visits}
    start = {(k, v): visits[v].earliest for k, route in routes.items() for v in route}
    for _turn in range(40):
        old = dict(start)
        for k, route in routes.items():
            at, place = 0, 0
            for v in route:
                at += problem.minutes[place][visits[v].place]
                start[k, v] = at = max(at, start[k, v])
                at, place = at + visits[v].minutes, visits[v].place
        for v, visit in visits.items():
            who = [k for k in routes if (k, v) in start]
            if visit.second and len(who) == 2:
                both = max(start[k, v] for k in who)
                for k in who:
                    start[k, v] = both
        if start == old:
            late = [max(0, at - visits[v].latest) for (_k, v), at in start.items()]
            return sum(late) + max(late)
    return None


def every_way(visits):
    """Yield every pair of ordered routes; a visit of two is on both."""
    alone = [visit.id for visit in visits if visit.second is None]
    both = [visit.id for visit in visits if visit.second]
    for split in itertools.product((0, 1), repeat=len(alone)):
        mine = [v for v, side in zip(alone, split, strict=True) if side == 0] + both
        other = [v for v, side in zip(alone, split, strict=True) if side == 1] + both
        for a in itertools.permutations(mine):
            for b in itertools.permutations(other):
                yield {"x": a, "y": b}


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.data())
def test_meetings_and_lateness_are_planned_as_well_as_all_ways_of_two_routes(data):
    spots = data.draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=6))
    windows = data.draw(st.lists(st.integers(0, 120), min_size=5, max_size=5))
    visits = tuple(
        Visit(f"v{n}", n, 20, early, early + 30, second=Second(20) if n in (1, 2) else None)
        for n, early in enumerate(windows, start=1)
    )
    keepers = (Keeper("x", 0, 0, 10**6), Keeper("y", 0, 0, 10**6))
    problem = Problem(visits, keepers, grid(spots[:6]), SOFT)
    found = plan(problem, seconds=60, iterations=400)
    place = {visit.id: visit.place for visit in visits}

    def cost(routes):
        waits = lateness(problem, routes)
        paths = [[0, *(place[v] for v in route), 0] for route in routes.values()]
        legs = [problem.minutes[a][b] for path in paths for a, b in itertools.pairwise(path)]
        return None if waits is None else sum(legs) + waits

    mine = {route.keeper: [stop.visit for stop in route.stops] for route in found.routes}
    least = min(points for way in every_way(visits) if (points := cost(way)) is not None)
    assert cost(mine) == least


def test_six_patients_with_two_simultaneous_or_sequential_services():
    """A published example and its best cost, from the Intelligent Optimization Lab of Udine."""
    minutes = (
        (0, 38, 34, 56, 7, 13, 26),
        (39, 0, 23, 22, 32, 50, 58),
        (35, 23, 0, 44, 28, 47, 43),
        (56, 22, 44, 0, 54, 59, 78),
        (7, 32, 28, 51, 0, 19, 28),
        (13, 45, 47, 59, 19, 0, 35),
        (27, 57, 42, 77, 28, 35, 0),
    )
    s1, s2, s3 = frozenset({"c1"}), frozenset({"c1", "c3"}), frozenset({"c2", "c3"})
    visits = (
        Visit("p1", 1, 30, 240, 360, allowed=s2),
        Visit("p2", 2, 20, 120, 180, allowed=s3),
        Visit("p3", 3, 45, 0, 60, allowed=s2),
        Visit("p4", 4, 30, 120, 210, Second(30, s3), s2),
        Visit("p5", 5, 15, 270, 420, Second(30, s3, 30, 45), s1),
        Visit("p6", 6, 45, 360, 420, Second(20, s3, 60, 90), s1),
    )
    keepers = tuple(Keeper(name, 0, 0, 10**6) for name in ("c1", "c2", "c3"))
    found = plan(Problem(visits, keepers, minutes, SOFT), seconds=60, iterations=500)
    late = [stop.late for route in found.routes for stop in route.stops]
    first, second = sorted(starts_of(found, "p5"))
    assert found.walking + sum(late) + max(late) == 334
    assert 30 <= second - first <= 45
    assert len(set(starts_of(found, "p4"))) == 1


def test_the_same_seed_gives_the_same_plan():
    visits = [Visit(f"v{n}", n, 30) for n in range(1, 9)]
    assert solve(visits, [Keeper("k", 0)], seed=7) == solve(visits, [Keeper("k", 0)], seed=7)


def test_both_keepers_of_a_pair_begin_at_the_same_moment():
    visits = [Visit("a", 1, 30), Visit("b", 5, 30, second=Second(30)), Visit("c", 8, 30)]
    found = solve(visits, [Keeper("x", 0), Keeper("y", 8)])
    assert len(starts_of(found, "b")) == 2
    assert len(set(starts_of(found, "b"))) == 1
    assert not found.left_out


def test_a_tight_day_of_pairs_leaves_nobody_out_who_could_be_served():
    visits = [Visit(f"v{n}", n, 60, second=Second(60)) for n in range(1, 6)]
    day = 480 + 5 * 60 + 2 * 5 * 7
    found = solve(visits, [Keeper("x", 0, 480, day), Keeper("y", 0, 480, day)])
    assert not found.left_out
    assert found.walking == 2 * 2 * 5 * 7


def test_only_those_who_may_are_sent():
    visits = [Visit(f"v{n}", n, 30, allowed=frozenset({"y"})) for n in (1, 2)]
    found = solve(visits, [Keeper("x", 1), Keeper("y", 8)])
    assert [len(route.stops) for route in found.routes] == [0, 2]


def test_the_second_of_a_pair_is_one_who_may():
    pair = Visit("a", 1, 30, second=Second(20, frozenset({"z"})), allowed=frozenset({"x", "z"}))
    found = solve([pair], [Keeper("x", 8), Keeper("y", 1), Keeper("z", 8)])
    assert [len(route.stops) for route in found.routes] == [1, 0, 1]
    first, _, second = (route.stops[:1] for route in found.routes)
    assert (first[0].end - first[0].start, second[0].end - second[0].start) == (30, 20)


def test_when_the_day_is_too_short_the_longest_overdue_come_first():
    visits = [Visit(f"v{n}", n, 100, overdue_days=n) for n in (1, 2, 3)]
    found = solve(visits, [Keeper("k", 0, 480, 480 + 2 * 100 + 60)])
    assert set(found.left_out) == {"v1"}
    assert found.left_out["v1"] == "no-time"


def test_a_keepers_own_order_says_what_comes_too_late():
    visits = (Visit("a", 1, 60, 480, 500), Visit("b", 2, 60))
    problem = Problem(visits, (Keeper("k", 0),), LINE)
    mine = reorder(problem, plan(problem), keeper="k", order=["b", "a"])
    stops = mine.routes[0].stops
    assert [stop.visit for stop in stops] == ["b", "a"]
    assert stops[1].late == stops[1].start - 500 > 0
    assert {stop.reason for stop in stops} == {"own-order"}


def test_an_order_of_other_visits_is_refused():
    problem = Problem((Visit("a", 1, 60),), (Keeper("k", 0),), LINE)
    with pytest.raises(Infeasible):
        reorder(problem, plan(problem), keeper="k", order=["a", "b"])


@pytest.mark.parametrize(
    "visit",
    [
        Visit("v", 1, 30, second=Second(30)),
        Visit("v", 99, 30),
        Visit("v", 1, 30, 600, 500),
        Visit("v", 1, 30, allowed=frozenset({"nobody"})),
        Visit("v", 1, 30, second=Second(30, soonest=20, last=10)),
        Visit("v", 1, 30, second=Second(30, frozenset({"nobody"}))),
    ],
)
def test_a_wish_that_nobody_can_grant_is_named(visit):
    with pytest.raises(Infeasible, match="v:"):
        solve([visit], [Keeper("k", 0)])


def test_a_day_without_visits_is_an_empty_plan():
    assert solve([], [Keeper("k", 0)]).walking == 0


def test_no_walking_bounds_a_day_without_visits():
    problem = Problem((), (Keeper("k", 0),), LINE)
    assert least_walking(problem, visits=()) == 0


def test_the_bound_joins_groups_that_lie_apart():
    visits = tuple(Visit(f"v{n}", n, 30) for n in (3, 4, 7, 8))
    problem = Problem(visits, (Keeper("k", 0),), LINE)
    assert least_walking(problem, visits={v.id for v in visits}) == 2 * 8 * 7
