"""Who should be asked for what: open needs and free members, to a proven optimum.

Numbers in, plan out: no clock, no chance, no words.  `propose` solves everything, `without` and
`with_need` follow one change of a plan and give the same cost as solving everything anew.
"""

from gongfu.engines.assignment.mending import with_need, without
from gongfu.engines.assignment.planning import Left, Plan, Suggestion, propose
from gongfu.engines.assignment.problem import Member, Need, Problem, Terms

__all__ = [
    "Left",
    "Member",
    "Need",
    "Plan",
    "Problem",
    "Suggestion",
    "Terms",
    "propose",
    "with_need",
    "without",
]
