"""Divide a community's buildings into grids and micro-grids, draw them, and check changes by hand.

Numbers in, plan out: no clock, no words; seeds and limits are said.  `divide` makes parts on one
level, `divide_nested` on two; `effect_of` says what a change by hand would do.
"""

from gongfu.engines.districting.moving import Effect, effect_of, parts_beside, pieces
from gongfu.engines.districting.neighbours import Graph, neighbours
from gongfu.engines.districting.nesting import Nested, divide_nested
from gongfu.engines.districting.outlines import Polygon, Ring, outlines
from gongfu.engines.districting.planning import Limits, divide
from gongfu.engines.districting.problem import (
    MOST_BUILDINGS,
    Building,
    Infeasible,
    Line,
    Part,
    Plan,
    Problem,
    Spot,
    Terms,
)

__all__ = [
    "MOST_BUILDINGS",
    "Building",
    "Effect",
    "Graph",
    "Infeasible",
    "Limits",
    "Line",
    "Nested",
    "Part",
    "Plan",
    "Polygon",
    "Problem",
    "Ring",
    "Spot",
    "Terms",
    "divide",
    "divide_nested",
    "effect_of",
    "neighbours",
    "outlines",
    "parts_beside",
    "pieces",
]
