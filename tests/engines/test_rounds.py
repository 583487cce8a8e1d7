"""Rounds: against brute force on small days, and by properties on made-up ones."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongfu.engines.rounds import Infeasible, Keeper, Problem, Visit, plan, reorder

LINE = tuple(tuple(abs(a - b) * 7 for b in range(9)) for a in range(9))


def solve(visits, keepers, minutes=LINE, **options):
    return plan(
        Problem(tuple(visits), tuple(keepers), minutes), seconds=20, iterations=200, **options
    )


@st.composite
def days(draw, *, pairs=True):
    size = draw(st.integers(4, 9))
    points = [(draw(st.integers(0, 30)), draw(st.integers(0, 30))) for _ in range(size)]
    minutes = tuple(tuple(abs(a - c) + abs(b - d) for c, d in points) for a, b in points)
    keepers = tuple(Keeper(f"k{n}", n) for n in range(draw(st.integers(1, 2))))
    visits = tuple(
        Visit(
            f"v{n}",
            n,
            draw(st.sampled_from([10, 30])),
            draw(st.sampled_from([480, 600])),
            draw(st.sampled_from([700, 1000])),
            people=draw(st.sampled_from([1, 2])) if pairs and len(keepers) == 2 else 1,
            overdue_days=draw(st.integers(0, 3)),
        )
        for n in range(len(keepers), size)
    )
    return Problem(visits, keepers, minutes)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(days(pairs=False))
def test_walking_is_the_least_that_brute_force_finds(day):
    keeper = Keeper("k0", 0)
    visits = tuple(Visit(v.id, v.place, v.minutes) for v in day.visits[:6])
    found = plan(Problem(visits, (keeper,), day.minutes), seconds=20, iterations=300)

    def walk(order):
        path = [0, *(visit.place for visit in order), 0]
        return sum(day.minutes[a][b] for a, b in itertools.pairwise(path))

    assert found.walking == min(walk(order) for order in itertools.permutations(visits))
    assert found.bound <= found.walking


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(days())
def test_every_visit_is_made_once_in_its_window_or_named_as_left_out(day):
    found = plan(day, seconds=20, iterations=100)
    stops = [stop for route in found.routes for stop in route.stops]
    wanted = {visit.id: visit for visit in day.visits}
    for visit in day.visits:
        made = [stop for stop in stops if stop.visit == visit.id]
        assert len(made) == (0 if visit.id in found.left_out else visit.people)
        assert len({stop.start for stop in made}) <= 1
    for stop in stops:
        assert wanted[stop.visit].earliest <= stop.start <= wanted[stop.visit].latest
        assert stop.late == 0
    for route in found.routes:
        assert all(a.end + b.walk == b.arrive for a, b in itertools.pairwise(route.stops))
        assert all(stop.end <= 1080 for stop in route.stops)


def test_the_same_seed_gives_the_same_plan():
    visits = [Visit(f"v{n}", n, 30) for n in range(1, 9)]
    assert solve(visits, [Keeper("k", 0)], seed=7) == solve(visits, [Keeper("k", 0)], seed=7)


def test_both_keepers_of_a_pair_begin_at_the_same_moment():
    visits = [Visit("a", 1, 30), Visit("b", 5, 30, people=2), Visit("c", 8, 30)]
    found = solve(visits, [Keeper("x", 0), Keeper("y", 8)])
    starts = [s.start for route in found.routes for s in route.stops if s.visit == "b"]
    assert len(starts) == 2
    assert len(set(starts)) == 1
    assert not found.left_out


def test_only_those_who_may_are_sent():
    visits = [Visit(f"v{n}", n, 30, allowed=frozenset({"y"})) for n in (1, 2)]
    found = solve(visits, [Keeper("x", 1), Keeper("y", 8)])
    assert [len(route.stops) for route in found.routes] == [0, 2]


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
        Visit("v", 1, 30, people=2),
        Visit("v", 99, 30),
        Visit("v", 1, 30, 600, 500),
        Visit("v", 1, 30, allowed=frozenset({"nobody"})),
    ],
)
def test_a_wish_that_nobody_can_grant_is_named(visit):
    with pytest.raises(Infeasible, match="v:"):
        solve([visit], [Keeper("k", 0)])


def test_a_day_without_visits_is_an_empty_plan():
    assert solve([], [Keeper("k", 0)]).walking == 0
