"""Plan a day's rounds: who visits whom, in which order, at what time, and why."""

from gongfu.engines.rounds.planning import plan
from gongfu.engines.rounds.problem import Infeasible, Keeper, Plan, Problem, Route, Stop, Visit
from gongfu.engines.rounds.timing import reorder

__all__ = [
    "Infeasible",
    "Keeper",
    "Plan",
    "Problem",
    "Route",
    "Stop",
    "Visit",
    "plan",
    "reorder",
]
