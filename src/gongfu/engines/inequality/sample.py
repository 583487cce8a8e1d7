"""A weighted sample, sorted by value once for all measures."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


class BadSample(ValueError):
    """Values, weights and codes do not make a sample; the words name why."""


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """n rows in ascending order of value.

    values: income, none negative.  weights: how many people a row stands for, above zero.
    groups: code of the group of each row, such as 0 rural and 1 urban.  clusters: code of what was
    drawn as one, such as the household.  strata: code of the part within which it was drawn.
    """

    values: Vector
    weights: Vector
    groups: Codes
    clusters: Codes
    strata: Codes

    def __len__(self) -> int:
        """Return n."""
        return len(self.values)


Measure = Callable[[Sample, Vector], float]


def sample_of(
    values: Sequence[float] | Vector,
    weights: Sequence[float] | Vector | None = None,
    *,
    groups: Sequence[int] | None = None,
    clusters: Sequence[int] | None = None,
    strata: Sequence[int] | None = None,
) -> Sample:
    """Return the sample, sorted; without weights each row counts once, each its own cluster.

    Raises BadSample when lengths differ, a value is negative or not finite, a weight is not above
    zero, or all values are zero.
    """
    given = np.asarray(values, dtype=np.float64)
    size = len(given)
    weight = np.ones(size) if weights is None else np.asarray(weights, dtype=np.float64)
    codes = [
        np.zeros(size, dtype=np.int64) if one is None else np.asarray(one, dtype=np.int64)
        for one in (groups, range(size) if clusters is None else clusters, strata)
    ]
    _check(given, weight, codes)
    order = np.argsort(given, kind="stable")
    return Sample(given[order], weight[order], *(one[order] for one in codes))


def _check(values: Vector, weights: Vector, codes: Sequence[Codes]) -> None:
    if not len(values) or any(len(one) != len(values) for one in (weights, *codes)):
        raise BadSample("values, weights and codes must be of one length, and not empty")
    if not np.isfinite(values).all() or (values < 0).any() or not values.any():
        raise BadSample("values must be finite, none negative, not all zero")
    if not np.isfinite(weights).all() or (weights <= 0).any():
        raise BadSample("weights must be finite and above zero")
