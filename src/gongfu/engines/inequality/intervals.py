"""How far an estimate from a sample may be off: by resampling, or by each row's influence."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from gongfu.engines.inequality.groups import influence_of_mean, influence_of_ratio, mean_ratio
from gongfu.engines.inequality.measures import gini, mean, theil
from gongfu.engines.inequality.sample import BadSample, Codes, Measure, Sample, Vector

NORMAL_95 = 1.959963984540054


class Estimate(NamedTuple):
    """A measure of a sample: its value, standard error, and interval at 95 % confidence."""

    value: float
    error: float
    low: float
    high: float


def bootstrapped(sample: Sample, measure: Measure, *, replicates: int = 500, seed: int) -> Estimate:
    """Return the estimate with the interval between the 2.5 % and 97.5 % quantiles of replicates.

    Within each stratum of k clusters, k - 1 clusters are drawn with replacement and weights scaled
    by k / (k - 1), so that clusters stay whole and the variance is right.  Same seed, same numbers.
    Raises BadSample where a stratum has a single cluster.  Cost: replicates times the measure.
    Source: Rao and Wu 1988; interval by percentiles, Efron 1981.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    members = _members(sample)
    drawn = np.empty(replicates)
    for at in range(replicates):
        drawn[at] = measure(sample, sample.weights * _counts(members, len(sample), chance))
    drawn = drawn[np.isfinite(drawn)]
    if len(drawn) < 2:
        raise BadSample("no replicate gives a finite value")
    low, high = np.quantile(drawn, (0.025, 0.975))
    value = measure(sample, sample.weights)
    return Estimate(value, float(drawn.std(ddof=1)), float(low), float(high))


def _members(sample: Sample) -> list[tuple[Codes, Codes, int]]:
    """Return for each stratum its rows, the cluster of each row from 0, and how many clusters."""
    found = []
    for stratum in np.unique(sample.strata):
        rows = np.flatnonzero(sample.strata == stratum)
        names, cluster = np.unique(sample.clusters[rows], return_inverse=True)
        if len(names) < 2:
            raise BadSample("each stratum needs at least two clusters")
        found.append((rows, cluster, len(names)))
    return found


def _counts(
    members: list[tuple[Codes, Codes, int]], size: int, chance: np.random.Generator
) -> Vector:
    """Return the factor of each row's weight in one replicate."""
    factors = np.zeros(size)
    for rows, cluster, clusters in members:
        times = np.bincount(chance.integers(0, clusters, clusters - 1), minlength=clusters)
        factors[rows] = times[cluster] * (clusters / (clusters - 1))
    return factors


def linearised(sample: Sample, measure: Measure) -> Estimate:
    """Return the estimate with its interval from the influence of each cluster, without chance.

    For mean, gini, theil and mean_ratio.  Interval: 1.96 standard errors to each side.
    Raises KeyError for another measure.  Cost: O(n log n).
    Source: Deville 1999; for Gini, Kovačević and Binder 1997.
    """
    value = measure(sample, sample.weights)
    weighted = sample.weights * _INFLUENCE[measure](sample, sample.weights)
    variance = 0.0
    for rows, cluster, clusters in _members(sample):
        sums = np.bincount(cluster, weights=weighted[rows], minlength=clusters)
        variance += clusters / (clusters - 1) * float(((sums - sums.mean()) ** 2).sum())
    error = variance**0.5
    return Estimate(value, error, value - NORMAL_95 * error, value + NORMAL_95 * error)


def _influence_of_gini(sample: Sample, weights: Vector) -> Vector:
    people, level = weights.sum(), mean(sample, weights)
    index = gini(sample, weights)
    upto = np.searchsorted(sample.values, sample.values, side="right") - 1
    least = np.searchsorted(sample.values, sample.values, side="left")
    share = np.cumsum(weights)[upto] / people
    income = weights * sample.values
    above = (income.sum() - np.cumsum(income) + income)[least] / people
    spread = (share - (index + 1) / 2) * sample.values + above - level / 2 * (index + 1)
    return 2 / (people * level) * spread


def _influence_of_theil(sample: Sample, weights: Vector) -> Vector:
    people, level = weights.sum(), mean(sample, weights)
    index, relative = theil(sample, weights), sample.values / level
    logs = np.log(relative, out=np.zeros_like(relative), where=relative > 0)
    return (relative * logs - index - (index + 1) * (relative - 1)) / people


_INFLUENCE: dict[Measure, Callable[[Sample, Vector], Vector]] = {
    mean: influence_of_mean,
    gini: _influence_of_gini,
    theil: _influence_of_theil,
    mean_ratio: influence_of_ratio,
}
