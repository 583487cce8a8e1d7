"""Parts hang together, hold every household once, keep their sizes, and cost what they must."""

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongfu.engines.districting import (
    Building,
    Infeasible,
    Limits,
    Line,
    Problem,
    Spot,
    Terms,
    divide,
    divide_nested,
    effect_of,
    neighbours,
    outlines,
    parts_beside,
    pieces,
)
from gongfu.engines.districting.assigning import Wish, cost_of, settle


def town(count=300, households=4000, seed=1, columns=20):
    """Blocks of buildings with streets between them."""
    chance = random.Random(seed)
    weights = [chance.randint(4, 24) for _one in range(count)]
    found = []
    for index, weight in enumerate(weights):
        row, column = divmod(index, columns)
        x = column * 45 + column // 5 * 40 + chance.uniform(-6, 6)
        y = row * 40 + row // 4 * 40 + chance.uniform(-6, 6)
        size = max(1, round(weight * households / sum(weights)))
        found.append(Building(f"b{index}", x, y, size))
    return tuple(found)


def row(*sizes, apart=30):
    return tuple(Building(str(at), at * apart, 0, size) for at, size in enumerate(sizes))


WALL = Line((Spot(45, -500), Spot(45, 500)), wall=True)


def graph_of(problem):
    return neighbours(problem.buildings, problem.lines, crossing=problem.terms.crossing)


def check(problem, plan):
    """Check what every plan keeps: each once, hanging together, sizes as said."""
    number = {one.id: at for at, one in enumerate(problem.buildings)}
    inside = [one for part in plan.parts for one in part.buildings]
    assert sorted(inside) == sorted(number)
    graph, missed = graph_of(problem), 0
    for part in plan.parts:
        assert part.centre in part.buildings
        assert len(pieces(graph, [number[one] for one in part.buildings])) == 1
        size = sum(problem.buildings[number[one]].households for one in part.buildings)
        assert size == part.households
        missed += max(0, size - plan.high, plan.low - size)
    assert plan.unavoidable <= plan.outside == missed
    assert plan.bound <= plan.cost


@st.composite
def problems(draw, most=14):
    spots = st.tuples(st.integers(0, 300), st.integers(0, 300))
    places = draw(st.lists(spots, min_size=2, max_size=most))
    buildings = tuple(
        Building(f"b{at}", *place, draw(st.integers(1, 30))) for at, place in enumerate(places)
    )
    lines = tuple(
        Line((Spot(*draw(spots)), Spot(*draw(spots)))) for _one in range(draw(st.integers(0, 2)))
    )
    parts = draw(st.integers(1, min(3, len(buildings))))
    return Problem(buildings, lines, Terms(low=1, high=10_000, parts=parts))


@pytest.mark.slow
@given(problems())
@settings(max_examples=60, deadline=None)
def test_every_household_is_in_one_part_that_hangs_together(problem):
    plan = divide(problem)
    check(problem, plan)
    assert len(plan.parts) == problem.terms.parts


@pytest.mark.slow
@given(problems())
@settings(max_examples=40, deadline=None)
def test_grounds_join_all_buildings_and_are_drawn_in_one_piece(problem):
    graph = graph_of(problem)
    assert len(graph.islands()) == 1
    plan = divide(problem)
    part_of = {one: at for at, part in enumerate(plan.parts) for one in part.buildings}
    drawn = outlines(problem.buildings, [part_of[one.id] for one in problem.buildings])
    spots = {(one.x, one.y) for one in problem.buildings}
    if len(spots) == len(problem.buildings):
        assert set(drawn) == set(range(len(plan.parts)))
        assert all(len(polygons) == 1 for polygons in drawn.values())
    for ring in (ring for polygons in drawn.values() for rings in polygons for ring in rings):
        assert ring[0] == ring[-1] and len(ring) > 3


def all_ways(graph, ways, centres, count):
    """Yield every way to give buildings to centres over buildings nearer to the same centre."""
    beside = graph.beside()
    for chosen in itertools.product(range(len(centres)), repeat=count):
        if all(
            ways[part, one] == 0
            or any(chosen[p] == part and ways[part, p] < ways[part, one] for p in beside[one])
            for one, part in enumerate(chosen)
        ) and all(chosen[centre] == part for part, centre in enumerate(centres)):
            yield np.asarray(chosen)


@pytest.mark.slow
@given(problems(most=7), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_around_given_centres_no_way_costs_less(problem, chance):
    graph, count = graph_of(problem), len(problem.buildings)
    centres = sorted(chance.sample(range(count), problem.terms.parts))
    sizes = np.asarray([one.households for one in problem.buildings])
    ways = graph.ways()[centres]
    mean = int(sizes.sum()) // len(centres)
    wish = Wish(sizes, int(mean * 0.9), int(mean * 1.1) + 1, missing=1000)
    least = min(cost_of(wish, ways, one) for one in all_ways(graph, ways, centres, count))
    found = settle(wish, graph, ways, nodes=2000, seconds=20)
    assert found.proven
    assert found.bound <= least <= found.cost <= least * 1.006


def test_the_same_seed_gives_the_same_plan():
    problem = Problem(town(60, 800, columns=10), terms=Terms(150, 250))
    assert divide(problem) == divide(problem)
    check(problem, divide(problem, limits=Limits(seed=7)))


@pytest.mark.slow
def test_four_thousand_households_become_grids_and_micro_grids():
    streets = (
        Line((Spot(240, -100), Spot(240, 900))), Line((Spot(-100, 175), Spot(1300, 175))),
    )  # fmt: skip
    problem = Problem(town(), streets, Terms(200, 300))
    found = divide_nested(problem, Terms(50, 80))
    check(problem, found.outer)
    assert len(found.outer.parts) == 16
    assert found.outer.outside == 0 and found.outer.proven and found.outer.gap < 0.01
    sizes = [part.households for plan in found.inner for part in plan.parts]
    assert all(50 <= size <= 80 for size in sizes)
    assert len(found.places()) == 300
    assert sum(part.along for part in found.outer.parts) > 0


def test_lines_are_followed_when_crossing_costs():
    buildings = row(10, 10, 10, 10, 10, 10)
    street = Line((Spot(105, -500), Spot(105, 500)))
    terms = Terms(low=20, high=40, parts=2, tolerance=40, crossing=500)
    followed = divide(Problem(buildings, (street,), terms))
    assert [part.buildings for part in followed.parts] == [("0", "1", "2", "3"), ("4", "5")]
    assert {part.reason for part in followed.parts} == {"lines"}
    ignored = divide(Problem(buildings, (street,), Terms(20, 40, 2, 40, crossing=0)))
    assert [part.households for part in ignored.parts] == [30, 30]


def test_a_wall_is_never_crossed():
    plan = divide(Problem(row(10, 15, 20, 20, 20, 20), (WALL,), Terms(20, 45)))
    assert [part.buildings for part in plan.parts] == [("0", "1"), ("2", "3"), ("4", "5")]
    assert [part.reason for part in plan.parts] == ["cut", "lines", "near"]


def test_a_building_larger_than_a_part_stands_alone():
    plan = divide(Problem(row(30, 30, 200, 30, 30), terms=Terms(50, 80, parts=3)))
    alone = next(part for part in plan.parts if "2" in part.buildings)
    assert alone.buildings == ("2",) and alone.reason == "one-building"
    assert plan.unavoidable >= 200 - plan.high


@pytest.mark.parametrize(
    ("problem", "reason", "ids"),
    [
        (Problem(()), "none", ()),
        (Problem(row(*[1] * 2001), terms=Terms(1, 2)), "too-many", ()),
        (Problem((Building("a", 0, 0, 9), Building("a", 9, 0, 90))), "twice", ("a",)),
        (Problem(row(60, 0)), "no-households", ("1",)),
        (Problem(row(60), terms=Terms(80, 50)), "wrong-size", ()),
        (Problem(row(20, 20)), "too-few", ()),
        (Problem(row(60, 60), terms=Terms(parts=3)), "too-many-parts", ()),
        (Problem((*row(60, 60), Building("far", 50_000, 0, 60))), "too-far", ("far",)),
        (Problem(row(60, 60, 9), (WALL,)), "cut-off", ("2",)),
        (Problem(row(60, 60, 60), (WALL,), Terms(parts=1)), "too-few-parts", ()),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_with_its_reason(problem, reason, ids):
    with pytest.raises(Infeasible) as refused:
        divide(problem)
    assert (refused.value.reason, refused.value.ids) == (reason, ids)


def test_regions_that_stay_are_divided_within():
    problem = Problem(row(30, 30, 30, 30), terms=Terms(50, 130))
    found = divide_nested(problem, Terms(20, 40), regions=[("0", "1", "2"), ("3",)])
    assert found.outer is None
    assert [len(plan.parts) for plan in found.inner] == [3, 1]
    assert found.places()["3"] == (1, 0)
    with pytest.raises(Infeasible, match="not-once"):
        divide_nested(problem, Terms(20, 40), regions=[("0", "1"), ("3",)])


def test_a_move_says_whom_it_would_cut_off():
    problem = Problem(row(10, 10, 10, 10, 10, 10))
    graph, part_of = graph_of(problem), {0: "a", 1: "a", 2: "a", 3: "b", 4: "b", 5: "c"}
    assert effect_of(graph, part_of, building=2, to="b") == ((), False, False)
    assert effect_of(graph, part_of, building=1, to="b") == ((2,), True, False)
    assert effect_of(graph, part_of, building=0, to="c").apart
    assert effect_of(graph, part_of, building=5, to="b").emptied
    assert parts_beside(graph, part_of, 2) == {"b"}


def test_a_part_around_another_has_a_hole():
    buildings = tuple(
        Building(f"{x}{y}", 30 * x, 30 * y, 1) for x, y in itertools.product(range(3), range(3))
    )
    drawn = outlines(buildings, [int(one.id == "11") for one in buildings])
    ((rim, hole),) = drawn[0]
    ((own,),) = drawn[1]
    assert {(round(s.x), round(s.y)) for s in hole} == {(15, 15), (45, 15), (45, 45), (15, 45)}
    assert {(round(s.x), round(s.y)) for s in own} == {(round(s.x), round(s.y)) for s in hole}
    assert min(spot.x for spot in rim) < 0 < 60 < max(spot.x for spot in rim)
