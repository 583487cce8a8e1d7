"""Inequality of incomes in a weighted household survey: Gini, Theil, quintiles, urban over rural.

Pure numpy; numbers in, numbers out.  Each measure is a function of a sample and of weights, so that
the same code gives the estimate and, under resampled weights, its interval.
"""

from gongfu.engines.inequality.groups import mean_ratio, theil_between, theil_within
from gongfu.engines.inequality.intervals import Estimate, bootstrapped, linearised
from gongfu.engines.inequality.measures import (
    gini,
    mean,
    median,
    quantile,
    quintile_ratio,
    theil,
)
from gongfu.engines.inequality.sample import BadSample, Measure, Sample, sample_of

__all__ = [
    "BadSample",
    "Estimate",
    "Measure",
    "Sample",
    "bootstrapped",
    "gini",
    "linearised",
    "mean",
    "mean_ratio",
    "median",
    "quantile",
    "quintile_ratio",
    "sample_of",
    "theil",
    "theil_between",
    "theil_within",
]
