"""Suggestions are optimal over their candidates, and one change keeps them so."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongfu.engines.assignment import Member, Need, Problem, Terms, propose, with_need, without

coordinates = st.integers(0, 2000)
skills = st.sampled_from(["", "", "law"])
TERMS = Terms(reach=1500, per_task=150, unserved=2500, candidates=8)


@st.composite
def problems(draw, needs=4, members=4):
    return Problem(
        tuple(
            Need(
                f"n{i}",
                draw(coordinates),
                draw(coordinates),
                draw(skills),
                urgency=draw(st.integers(0, 3)),
                wanted=draw(st.integers(1, 2)),
                slots=draw(st.integers(0, 7)),
                asker=draw(st.sampled_from(["", "m0", "p"])),
            )
            for i in range(draw(st.integers(1, needs)))
        ),
        tuple(
            Member(
                f"m{i}",
                draw(coordinates),
                draw(coordinates),
                frozenset({"law"} if draw(st.booleans()) else ()),
                free=draw(st.integers(0, 7)),
                capacity=draw(st.integers(0, 2)),
                load=draw(st.integers(0, 3)),
                blocks=frozenset(draw(st.sampled_from([(), ("p",)]))),
            )
            for i in range(draw(st.integers(1, members)))
        ),
        terms=TERMS,
    )


def allowed(problem, need, one):
    apart = ((need.x - one.x) ** 2 + (need.y - one.y) ** 2) ** 0.5
    return (
        apart <= problem.terms.reach
        and (not need.skill or need.skill in one.skills)
        and (not need.slots or not one.free or need.slots & one.free)
        and need.asker != one.id
        and need.asker not in one.blocks
        and (need.id, one.id) not in problem.forbidden
    )


def cost(problem, chosen):
    total, terms = 0, problem.terms
    for need in problem.needs:
        mine = [one for asked, one in chosen if asked is need]
        total += (need.wanted - len(mine)) * terms.unserved * (1 + need.urgency)
        total += sum(round(((need.x - m.x) ** 2 + (need.y - m.y) ** 2) ** 0.5) for m in mine)
    for one in problem.members:
        tasks = sum(member is one for _need, member in chosen)
        total += sum(terms.per_task * (one.load + step) for step in range(tasks))
    return total


def least(problem):
    """The least cost over all ways, by trying them."""
    pairs = [(n, m) for n in problem.needs for m in problem.members if allowed(problem, n, m)]
    best = cost(problem, [])
    for size in range(1, min(len(pairs), sum(n.wanted for n in problem.needs)) + 1):
        for chosen in itertools.combinations(pairs, size):
            if all(sum(a is n for a, _m in chosen) <= n.wanted for n in problem.needs) and all(
                sum(b is m for _n, b in chosen) <= m.capacity for m in problem.members
            ):
                best = min(best, cost(problem, chosen))
    return best


@given(problems(needs=3, members=3))
@settings(max_examples=80, deadline=None)
def test_the_plan_costs_least_of_all_ways(problem):
    plan = propose(problem)
    names = {one.id: one for one in (*problem.needs, *problem.members)}
    chosen = [(names[s.need], names[s.member]) for s in plan.suggestions()]
    assert all(allowed(problem, *pair) for pair in chosen)
    assert plan.cost == cost(problem, chosen) == least(problem)


@given(problems(needs=8, members=8), st.integers(0, 20))
@settings(max_examples=150, deadline=None)
def test_after_a_no_the_plan_is_as_good_as_a_new_one(problem, pick):
    plan = propose(problem)
    while suggested := plan.suggestions():
        one = suggested[pick % len(suggested)]
        plan = without(plan, one.need, one.member)
        assert all((s.need, s.member) not in plan.problem.forbidden for s in plan.suggestions())
        assert plan.cost == propose(plan.problem).cost


@given(
    problems(needs=8, members=8),
    st.lists(
        st.tuples(coordinates, coordinates, st.integers(1, 2), st.integers(0, 3)),
        min_size=1,
        max_size=4,
    ),
)
@settings(max_examples=150, deadline=None)
def test_a_new_need_finds_its_best_place_in_the_plan(problem, more):
    plan = propose(problem)
    for number, (x, y, wanted, urgency) in enumerate(more):
        plan = with_need(plan, Need(f"new{number}", x, y, wanted=wanted, urgency=urgency))
        assert plan.cost == propose(plan.problem).cost


def test_the_same_people_in_another_order_cost_the_same():
    needs = tuple(Need(f"n{i}", 100 * i, 0) for i in range(5))
    members = tuple(Member(f"m{i}", 90 * i, 5, capacity=2) for i in range(4))
    one, other = propose(Problem(needs, members)), propose(Problem(needs[::-1], members[::-1]))
    assert one.cost == other.cost


def test_load_is_spread_before_anyone_is_asked_twice():
    needs = (Need("a", 0, 0), Need("b", 0, 0))
    members = (Member("near", 10, 0, capacity=2, load=1), Member("far", 300, 0, capacity=2))
    assert {s.member for s in propose(Problem(needs, members)).suggestions()} == {"near", "far"}


def test_a_suggestion_says_why_and_an_unserved_need_says_why_not():
    members = (Member("m", 30, 40, frozenset({"law"}), free=1, load=2),)
    plan = propose(Problem((Need("a", 0, 0, "law"),), members))
    [one] = plan.suggestions()
    assert (one.metres, one.load, one.skill) == (50, 2, "law")
    for need, why in (
        (Need("x", 0, 0, "art"), "no-skill"),
        (Need("x", 9000, 0), "too-far"),
        (Need("x", 0, 0, slots=2), "no-time"),
        (Need("x", 0, 0, wanted=2), "all-busy"),
    ):
        [left] = propose(Problem((need,), members)).left()
        assert left.why == why


@pytest.mark.parametrize(
    "make",
    [
        lambda: Problem((Need("a", 0, 0), Need("a", 1, 1)), ()),
        lambda: Problem((Need("a", 0, 0, wanted=0),), ()),
        lambda: Problem((), (Member("m", 0, 0, capacity=-1),)),
        lambda: Problem((), (), terms=Terms(reach=0)),
        lambda: without(propose(Problem((Need("a", 0, 0),), ())), "a", "m"),
    ],
)
def test_nonsense_is_refused(make):
    with pytest.raises(ValueError):
        make()


def test_nothing_to_plan_is_a_plan():
    assert propose(Problem((), ())).suggestions() == ()
