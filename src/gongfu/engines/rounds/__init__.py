"""Plan a day's rounds: who visits whom, in which order, at what time, and why."""

from gongfu.engines.rounds.bound import least_walking
from gongfu.engines.rounds.planning import plan
from gongfu.engines.rounds.problem import (
    Aims,
    Infeasible,
    Keeper,
    Plan,
    Problem,
    Route,
    Second,
    Stop,
    Visit,
)
from gongfu.engines.rounds.timing import reorder

__all__ = [
    "Aims",
    "Infeasible",
    "Keeper",
    "Plan",
    "Problem",
    "Route",
    "Second",
    "Stop",
    "Visit",
    "least_walking",
    "plan",
    "reorder",
]
