"""Measures of inequality: by hand, by brute force, by their axioms, and against R laeken."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongfu.engines.inequality import (
    BadSample,
    bootstrapped,
    gini,
    linearised,
    mean,
    mean_ratio,
    median,
    quantile,
    quintile_ratio,
    sample_of,
    theil,
    theil_between,
    theil_within,
)

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "inequality"

incomes = st.lists(st.integers(0, 10**6), min_size=2, max_size=12).filter(any)
counts = st.integers(1, 9)


@st.composite
def samples(draw, **also):
    values = draw(incomes)
    weights = draw(st.lists(counts, min_size=len(values), max_size=len(values)))
    groups = draw(st.lists(st.integers(0, 2), min_size=len(values), max_size=len(values)))
    return values, weights, groups


def of(measure, values, weights=None, **codes):
    one = sample_of(values, weights, **codes)
    return measure(one, one.weights)


def spread_out(values, weights):
    """Return each value as often as its weight says."""
    return [value for value, times in zip(values, weights, strict=True) for _ in range(times)]


def gini_by_pairs(values):
    apart = sum(abs(a - b) for a in values for b in values)
    return apart / (2 * len(values) * sum(values))


def theil_by_sum(values):
    level = sum(values) / len(values)
    return sum(v / level * np.log(v / level) for v in values if v) / len(values)


def test_small_cases_by_hand():
    assert of(gini, [1, 1, 1, 1]) == 0
    assert of(gini, [0, 0, 0, 1]) == pytest.approx(0.75, abs=1e-15)
    assert of(gini, [1, 3], [2, 2]) == pytest.approx(of(gini, [1, 1, 3, 3]), abs=1e-15)
    assert of(theil, [1, 3]) == pytest.approx((0.5 * np.log(0.5) + 1.5 * np.log(1.5)) / 2)
    assert of(theil, [0, 0, 0, 4]) == pytest.approx(np.log(4))
    assert of(mean, [1, 5], [3, 1]) == 2
    assert of(mean_ratio, [2, 4, 9], [1, 1, 2], groups=[0, 0, 1]) == 3
    assert of(quintile_ratio, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) == (9 + 10) / (1 + 2)


def test_a_quantile_is_the_first_value_beyond_the_share_and_a_mean_where_it_is_met():
    assert of(median, [1, 2, 3, 10]) == 2.5
    assert of(median, [1, 2, 10]) == 2
    assert of(lambda s, w: quantile(s, w, 0.25), [1, 2, 3, 10]) == 1.5
    assert of(median, [1, 2, 10], [5, 1, 1]) == 1
    assert of(median, [1, 2, 10], [2, 1, 1]) == 1.5
    with pytest.raises(ValueError):
        of(lambda s, w: quantile(s, w, 1.0), [1, 2])


@pytest.mark.parametrize(
    ("values", "weights"), [([], []), ([1, -2], [1, 1]), ([1, 2], [1, 0]), ([0, 0], [1, 1])]
)
def test_what_is_no_sample_is_refused(values, weights):
    with pytest.raises(BadSample):
        sample_of(values, weights)


@given(samples())
def test_weights_are_people_and_measures_equal_brute_force(sample):
    values, weights, _groups = sample
    people = spread_out(values, weights)
    assert of(gini, values, weights) == pytest.approx(gini_by_pairs(people), abs=1e-12)
    assert of(theil, values, weights) == pytest.approx(theil_by_sum(people), abs=1e-12)
    assert of(median, values, weights) == pytest.approx(float(np.median(people)))


@given(samples(), st.floats(1e-3, 1e3))
def test_measures_do_not_change_with_the_unit_or_the_size_of_the_people(sample, factor):
    values, weights, _groups = sample
    scaled = [value * factor for value in values]
    for measure in (gini, theil):
        once = of(measure, values, weights)
        assert of(measure, scaled, weights) == pytest.approx(once, abs=1e-9)
        assert of(measure, values, [w * factor for w in weights]) == pytest.approx(once, abs=1e-9)


@given(samples())
def test_gini_lies_between_nothing_and_one_and_theil_is_not_negative(sample):
    values, weights, _groups = sample
    assert 0 <= of(gini, values, weights) < 1
    assert of(theil, values, weights) > -1e-12


@given(samples())
def test_theil_is_exactly_between_plus_within(sample):
    values, weights, groups = sample
    whole = of(theil, values, weights)
    parts = [of(one, values, weights, groups=groups) for one in (theil_between, theil_within)]
    assert sum(parts) == pytest.approx(whole, abs=1e-12)
    assert min(parts) > -1e-12


@given(samples(), st.data())
def test_giving_from_a_richer_to_a_poorer_lowers_inequality(sample, data):
    values = spread_out(*sample[:2])
    values.sort()
    low = data.draw(st.integers(0, len(values) - 2))
    high = data.draw(st.integers(low + 1, len(values) - 1))
    assume(values[high] - values[low] >= 2)
    less = list(values)
    less[low] += 1
    less[high] -= 1
    assert of(gini, less) < of(gini, values)
    assert of(theil, less) < of(theil, values) + 1e-15


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_interval(seed):
    one = sample_of([1.0, 2, 3, 5, 8, 13])
    first = bootstrapped(one, gini, replicates=30, seed=seed)
    assert first == bootstrapped(one, gini, replicates=30, seed=seed)
    assert first.low <= first.high


def test_a_cluster_drawn_alone_in_its_stratum_gives_no_interval():
    one = sample_of([1.0, 2, 3], strata=[0, 0, 1])
    with pytest.raises(BadSample):
        bootstrapped(one, gini, replicates=10, seed=1)


def _drawn(chance, size):
    """A survey of households in town and country, incomes of each part log-normal."""
    urban = (chance.random(size) < 0.6).astype(int)
    incomes = np.exp(chance.normal(10 + 0.4 * urban, 0.5))
    return sample_of(incomes, chance.uniform(1, 3, size), groups=urban, strata=urban)


@pytest.mark.slow
@pytest.mark.parametrize("measure", [mean, gini, theil, mean_ratio])
def test_resampling_and_linearising_agree_on_the_error(measure):
    one = _drawn(np.random.default_rng(7), 800)
    by_chance = bootstrapped(one, measure, replicates=600, seed=20210920)
    by_formula = linearised(one, measure)
    assert by_chance.value == by_formula.value
    assert by_chance.error == pytest.approx(by_formula.error, rel=0.12)
    assert by_chance.low < by_chance.value < by_chance.high


@pytest.mark.slow
def test_nineteen_of_twenty_intervals_hold_the_true_value():
    chance = np.random.default_rng(11)
    whole = _drawn(chance, 200_000)
    truth = gini(whole, np.ones(len(whole)))
    held = 0
    for _survey in range(200):
        rows = chance.integers(0, len(whole), 300)
        estimate = linearised(sample_of(whole.values[rows]), gini)
        held += estimate.low <= truth <= estimate.high
    assert held / 200 > 0.88


def _silc():
    """Synthetic EU-SILC of Austria, persons with household income, and R laeken's results."""
    if not REFERENCE.exists():
        pytest.skip(f"no reference data at {REFERENCE}")
    with (REFERENCE / "laeken_eusilc.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (REFERENCE / "golden_laeken_R_0.5.2.csv").open(encoding="utf-8") as file:
        golden = {
            (row["measure"], row["group"]): float(row["value"]) for row in csv.DictReader(file)
        }
    return rows, golden


def _sample(rows):
    return sample_of(
        [float(row["eqIncome"]) for row in rows],
        [float(row["rb050"]) for row in rows],
        clusters=[int(row["db030"]) for row in rows],
    )


@pytest.mark.slow
def test_measures_equal_those_of_r_laeken_on_public_microdata():
    rows, golden = _silc()
    one = _sample(rows)
    assert 100 * gini(one, one.weights) == pytest.approx(golden["gini_pct", "all"], abs=5e-9)
    assert 0.6 * median(one, one.weights) == pytest.approx(golden["arpt", "all"], abs=1e-3)
    assert quintile_ratio(one, one.weights) == pytest.approx(golden["qsr", "all"], abs=5e-10)
    for region in {row["db040"] for row in rows}:
        part = _sample([row for row in rows if row["db040"] == region])
        found = 100 * gini(part, part.weights)
        assert found == pytest.approx(golden["gini_pct", region], abs=5e-7), region


@pytest.mark.slow
def test_the_error_of_the_public_microdata_is_the_same_both_ways():
    one = _sample(_silc()[0])
    by_chance = bootstrapped(one, gini, replicates=200, seed=1)
    assert by_chance.error == pytest.approx(linearised(one, gini).error, rel=0.15)
