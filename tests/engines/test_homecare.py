"""The reader and checker of public home-care instances: on a small one, and on those given."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bench import homecare
from gongfu.engines.rounds import plan

SMALL = {
    "patients": [
        {
            "id": "p1",
            "time_window": [10, 20],
            "required_caregivers": [
                {"service": "s1", "duration": 5},
                {"service": "s2", "duration": 10},
            ],
            "synchronization": {"type": "sequential", "distance": [5, 8]},
        },
        {
            "id": "p2",
            "time_window": [0, 12],
            "required_caregivers": [{"service": "s2", "duration": 10}],
        },
    ],
    "caregivers": [{"id": "c1", "abilities": ["s1"]}, {"id": "c2", "abilities": ["s2"]}],
    "distances": [[0, 10, 6], [10, 0, 6], [6, 6, 0]],
}
BEST = (("c1", "p1", "s1", 14), ("c2", "p2", "s2", 6), ("c2", "p1", "s2", 22))
needs_public = pytest.mark.skipif(
    not homecare.FOLDER.exists(), reason="the public home-care instances are not here"
)


def done(*services):
    return [homecare.Service(who, of, what, Decimal(at)) for who, of, what, at in services]


def test_the_cost_is_a_third_of_travel_of_tardiness_and_of_the_greatest():
    assert homecare.check(SMALL, done(*BEST)) == Decimal(20 + 22 + 2 + 2) / 3


@pytest.mark.parametrize(
    ("services", "words"),
    [
        (BEST[:2], "once"),
        ((*BEST, BEST[1]), "once"),
        ((("c2", "p1", "s1", 14), *BEST[1:]), "cannot give"),
        ((("c1", "p1", "s1", 9), *BEST[1:]), "before the window"),
        ((("c1", "p1", "s1", 13), *BEST[1:]), "do not meet"),
        ((BEST[0], ("c2", "p2", "s2", 7), BEST[2]), "so soon"),
    ],
)
def test_what_a_solution_breaks_is_named(services, words):
    with pytest.raises(ValueError, match=words):
        homecare.check(SMALL, done(*services))


def test_our_plan_of_a_small_instance_costs_what_it_must():
    found = plan(homecare.problem(SMALL), seconds=60, iterations=50)
    ours = homecare.services(SMALL, found)
    assert homecare.check(SMALL, ours) == homecare.check(SMALL, done(*BEST))


@needs_public
@pytest.mark.parametrize("size", [10, 25, 50, 75, 100])
def test_published_solutions_cost_what_was_published(size):
    published = homecare.published()
    for path in homecare.instances(size):
        name = homecare.name_of(path)
        [solution] = homecare.FOLDER.glob(f"solutions/*HCSRP_{name}-*")
        given = homecare.services_of(homecare.read(solution))
        assert homecare.check(homecare.read(path), given) == pytest.approx(
            published[name], abs=Decimal("0.006")
        )


@needs_public
@pytest.mark.slow
def test_the_public_instances_of_ten_visits_are_planned_as_well_as_is_known():
    best = homecare.best_known()
    for path in homecare.instances(10):
        instance = homecare.read(path)
        found = plan(homecare.problem(instance), seconds=60, iterations=300)
        cost = homecare.check(instance, homecare.services(instance, found))
        assert cost == pytest.approx(best[homecare.name_of(path)], abs=Decimal("0.06"))
