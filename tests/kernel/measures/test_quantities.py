"""Weights, areas and money are kept exactly, or refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from gongfu.kernel.measures import quantities
from gongfu.kernel.measures.quantities import TooFine, UnknownUnit, fen, grams, mu_hundredths


@pytest.mark.parametrize(
    ("function", "value", "unit", "whole"),
    [
        (grams, "1", "jin", 500),
        (grams, "1.002", "jin", 501),
        (grams, "0.001", "kg", 1),
        (grams, "2.5", "t", 2_500_000),
        (mu_hundredths, "665", "mu", 66_500),
        (mu_hundredths, "0.01", "ha", 15),
        (mu_hundredths, "2000", "m2", 300),
        (fen, "0.01", "yuan", 1),
        (fen, "800", "10k-yuan", 800_000_000),
    ],
)
def test_what_people_write_is_kept_in_whole_numbers(function, value, unit, whole):
    assert function(Decimal(value), unit) == whole


@pytest.mark.parametrize(
    ("function", "value", "unit"),
    [
        (grams, "0.001", "jin"),
        (grams, "0.0001", "kg"),
        (mu_hundredths, "0.001", "mu"),
        (mu_hundredths, "0.0001", "ha"),
        (mu_hundredths, "1", "m2"),
        (fen, "0.001", "yuan"),
        (grams, "1e20", "kg"),
    ],
)
def test_what_is_finer_or_larger_is_refused_and_never_rounded(function, value, unit):
    with pytest.raises(TooFine):
        function(Decimal(value), unit)


def test_a_refusal_names_the_unit_in_the_readers_language():
    with pytest.raises(TooFine) as refused:
        fen(Decimal("12.345"))
    for language, words in (("zh-hans", "12.345 元 "), ("en", "12.345 yuan ")):
        with translation.override(language):
            assert str(refused.value).startswith(words)


def test_units_do_not_cross_from_one_measure_to_another():
    for function, unit in ((grams, "mu"), (mu_hundredths, "kg"), (fen, "jin"), (grams, "pound")):
        with pytest.raises(UnknownUnit):
            function(1, unit)
    with pytest.raises(UnknownUnit):
        quantities.in_unit(1, "pound")


@given(st.integers(0, 10**9))
def test_there_and_back_is_the_same(whole):
    for unit in ("jin", "kg", "mu", "ha", "yuan"):
        value = quantities.in_unit(whole, unit)
        assert value * quantities.in_unit(1, unit) ** -1 == Fraction(whole)
