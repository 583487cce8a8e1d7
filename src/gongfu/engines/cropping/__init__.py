"""What a cooperative grows on which plot in which season: income after cost, within all limits.

Numbers in, plan out: no clock in the result, no words; seeds and limits are said.  `plan` plans;
for a what-if, `plan` a changed problem with the old plan's choices as `start`, and `changes` says
which plots differ and why.  `why_not` explains what is not in a plan.
"""

from gongfu.engines.cropping.answer import (
    Change,
    Land,
    Misfit,
    Plan,
    Progress,
    Share,
    Sown,
    Timetable,
    WhyNot,
    Worth,
)
from gongfu.engines.cropping.planning import Limits, plan
from gongfu.engines.cropping.problem import (
    Aims,
    Choice,
    Crop,
    Grown,
    Infeasible,
    Limit,
    Market,
    Pattern,
    Plot,
    Problem,
    Rotation,
    Scenario,
    Target,
)
from gongfu.engines.cropping.reasons import changes, why_not, whys_not

__all__ = [
    "Aims",
    "Change",
    "Choice",
    "Crop",
    "Grown",
    "Infeasible",
    "Land",
    "Limit",
    "Limits",
    "Market",
    "Misfit",
    "Pattern",
    "Plan",
    "Plot",
    "Problem",
    "Progress",
    "Rotation",
    "Scenario",
    "Share",
    "Sown",
    "Target",
    "Timetable",
    "WhyNot",
    "Worth",
    "changes",
    "plan",
    "why_not",
    "whys_not",
]
