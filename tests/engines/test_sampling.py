"""Samples by lot and exact bounds: checked against every possible draw."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from gongfu.engines.sampling import drawn, least_among, share_between


def chance(whole, size, among, found):
    return Fraction(comb(among, found) * comb(whole - among, size - found), comb(whole, size))


@pytest.mark.parametrize(("whole", "size"), [(1, 1), (9, 4), (12, 5), (12, 12), (30, 8), (60, 20)])
def test_the_interval_holds_the_truth_in_95_of_100_draws_whatever_the_truth(whole, size):
    for among in range(whole + 1):
        held = Fraction(0)
        for found in range(max(0, size - (whole - among)), min(size, among) + 1):
            low = least_among(whole, size, found)
            high = whole - least_among(whole, size, size - found)
            held += chance(whole, size, among, found) * (low <= among <= high)
        assert held >= Fraction(95, 100), among


@pytest.mark.parametrize(("whole", "size", "found"), [(50, 10, 9), (50, 10, 1), (400, 20, 20)])
def test_the_bound_is_the_least_that_is_not_too_rare(whole, size, found):
    least = least_among(whole, size, found)

    def tail(among):
        return sum(chance(whole, size, among, n) for n in range(found, min(size, among) + 1))

    assert tail(least) > Fraction(1, 40) >= tail(least - 1)


def test_a_whole_that_was_asked_wholly_leaves_no_doubt():
    assert share_between(20, 20, yes=17, no=3) == (17 / 20, 17 / 20)


def test_silence_counts_against_the_one_bound_and_for_the_other():
    assert share_between(100, 20, yes=0, no=0) == (0.0, 1.0)
    asked, silent = share_between(100, 20, yes=18, no=2), share_between(100, 20, yes=10, no=2)
    assert silent.low < asked.low and silent.high == asked.high


@pytest.mark.parametrize("bad", [(0, 0, 0, 0), (5, 6, 0, 0), (5, 3, 2, 2), (5, 3, -1, 0)])
def test_what_cannot_be_is_refused(bad):
    whole, size, yes, no = bad
    with pytest.raises(ValueError):
        share_between(whole, size, yes=yes, no=no)


def test_a_lot_draws_the_same_again_and_moves_nobody_else():
    numbers = list(range(1, 200))
    first = drawn(numbers, seed=b"a", size=20)
    assert (
        first == drawn(reversed(numbers), seed=b"a", size=20) != drawn(numbers, seed=b"b", size=20)
    )
    left = drawn([n for n in numbers if n != first[3]], seed=b"a", size=20)
    assert left[:-1] == [n for n in first if n != first[3]]


def test_each_number_is_drawn_as_often_as_any_other():
    counts = dict.fromkeys(range(40), 0)
    for seed in range(2000):
        for number in drawn(range(40), seed=seed.to_bytes(4, "big"), size=10):
            counts[number] += 1
    chi2 = sum((count - 500) ** 2 / 500 for count in counts.values())
    assert chi2 < 73, "the 99.9 % point of 39 degrees of freedom"
