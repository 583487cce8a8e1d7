"""Measures between groups: Theil's exact split, and the ratio of two groups' means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from gongfu.engines.inequality.measures import mean
from gongfu.engines.inequality.sample import Sample, Vector


class _Part(NamedTuple):
    """One group: its share of all income, its mean over that of all, its own Theil T."""

    share: float
    relative: float
    theil: float


def _parts(sample: Sample, weights: Vector) -> Iterator[_Part]:
    people, total = weights.sum(), weights @ sample.values
    for code in np.unique(sample.groups):
        inside = (sample.groups == code) & (weights > 0)
        values, held = sample.values[inside], weights[inside]
        income = held @ values
        if income > 0:
            own = values / (income / held.sum())
            logs = np.log(own, out=np.zeros_like(own), where=own > 0)
            relative = (income / held.sum()) / (total / people)
            yield _Part(income / total, relative, held @ (own * logs) / held.sum())


def theil_between(sample: Sample, weights: Vector) -> float:
    """Return the part of Theil's T that lies between the groups' means.

    With `theil_within` it adds up to `theil` exactly (to rounding, 1e-12).
    Source: Shorrocks 1980; each group weighs by its share of all income.
    """
    return float(sum(part.share * np.log(part.relative) for part in _parts(sample, weights)))


def theil_within(sample: Sample, weights: Vector) -> float:
    """Return the part of Theil's T that lies within the groups."""
    return float(sum(part.share * part.theil for part in _parts(sample, weights)))


def mean_ratio(sample: Sample, weights: Vector, *, over: int = 0, of: int = 1) -> float:
    """Return the mean of group `of` over that of group `over`: urban (1) over rural (0).

    Infinite where one of the groups is empty or the lower one has nothing.
    """
    return _ratio(*(_mean_of(sample, weights, code) for code in (of, over)))


def _mean_of(sample: Sample, weights: Vector, code: int) -> float:
    inside = sample.groups == code
    held = weights[inside]
    return float(held @ sample.values[inside] / held.sum()) if held.any() else float("nan")


def _ratio(above: float, below: float) -> float:
    return above / below if below > 0 and np.isfinite(above) else float("inf")


def influence_of_ratio(sample: Sample, weights: Vector, *, over: int = 0, of: int = 1) -> Vector:
    """Return each row's influence on `mean_ratio`: n numbers whose weighted sum is about zero."""
    ratio = mean_ratio(sample, weights, over=over, of=of)
    influence = np.zeros(len(sample))
    below = _mean_of(sample, weights, over)
    for code, sign in ((of, 1.0), (over, -ratio)):
        inside = sample.groups == code
        apart = sample.values[inside] - _mean_of(sample, weights, code)
        influence[inside] = sign * apart / (below * weights[inside].sum())
    return influence


def influence_of_mean(sample: Sample, weights: Vector) -> Vector:
    """Return each row's influence on `mean`."""
    return (sample.values - mean(sample, weights)) / weights.sum()
