"""Measures of level and inequality over one weighted sample.

All take the sample, sorted by value, and the weights to use; a weight may be zero, as resampling
gives it.  Sources: the definitions of R laeken 0.5.2 (Alfons and Templ 2013), by which the tests
compare; Theil 1967.
"""

from __future__ import annotations

import numpy as np

from gongfu.engines.inequality.sample import Sample, Vector


def mean(sample: Sample, weights: Vector) -> float:
    """Return the weighted mean."""
    return float(weights @ sample.values / weights.sum())


def quantile(sample: Sample, weights: Vector, share: float) -> float:
    """Return the weighted quantile at a share strictly between 0 and 1.

    The smallest value at which the cumulated weight exceeds the share of all; where it meets the
    share exactly, the mean of that value and the next.  With equal weights this is definition 2 of
    Hyndman and Fan 1996.
    """
    if not 0 < share < 1:
        raise ValueError("share lies strictly between 0 and 1")
    held = weights > 0
    values, reached = sample.values[held], np.cumsum(weights[held])
    wanted = share * reached[-1]
    close = 1e-12 * reached[-1]
    first = int(np.searchsorted(reached, wanted - close))
    if abs(reached[first] - wanted) <= close and first + 1 < len(values):
        return float((values[first] + values[first + 1]) / 2)
    return float(values[first])


def median(sample: Sample, weights: Vector) -> float:
    """Return the weighted median, the quantile at one half."""
    return quantile(sample, weights, 0.5)


def gini(sample: Sample, weights: Vector) -> float:
    """Return the Gini coefficient, 0 (all equal) to below 1: twice the area above the Lorenz curve.

    Computed over the rows as they are, without correction for a small sample; over group means it
    is a lower bound.
    """
    income = weights * sample.values
    total, people = income.sum(), weights.sum()
    twice = 2 * (income @ np.cumsum(weights)) - income @ weights
    return float(max(twice / (people * total) - 1, 0.0))


def theil(sample: Sample, weights: Vector) -> float:
    """Return Theil's T, 0 (all equal) and more; a value of zero adds nothing."""
    relative = sample.values / mean(sample, weights)
    positive = relative > 0
    terms = relative[positive] * np.log(relative[positive])
    return float(weights[positive] @ terms / weights.sum())


def quintile_ratio(sample: Sample, weights: Vector) -> float:
    """Return S80/S20: what those above the 80 % quantile have over what those up to the 20 % have.

    Sums of income, as Eurostat defines it.  Infinite where the lowest fifth has nothing; 1 where
    nobody lies above the 80 % quantile.
    """
    low, high = quantile(sample, weights, 0.2), quantile(sample, weights, 0.8)
    income = weights * sample.values
    above = income[sample.values > high].sum()
    below = income[sample.values <= low].sum()
    if not above:
        return 1.0
    return float(above / below) if below > 0 else float("inf")
