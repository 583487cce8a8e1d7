"""What a figure is made of: expressions over deeds that give the number and its evidence alike.

Each expression over deeds yields one relation of *parts*: number (of the record), start, end (days
between which the part counts; a flow counts on its start), place, person, amount (an integer, or
for received values a decimal), evidence (the class under which it was recorded).  The value, the
series, the breakdown and the list of records are all sums or selections of these parts, so a
figure cannot disagree with its evidence.  No record lies in two parts.  A derived expression names
other figures instead, its operands.
"""

from gongfu.figures.formula.derived import Derived, Growth, PerHead, Ratio
from gongfu.figures.formula.dimensions import Dimension
from gongfu.figures.formula.dues import Dues
from gongfu.figures.formula.flows import Count, Distinct, Sum, Surveyed
from gongfu.figures.formula.imported import Received
from gongfu.figures.formula.parts import Formula, Of
from gongfu.figures.formula.stocks import Last, Step, Stock

__all__ = [
    "Count",
    "Derived",
    "Dimension",
    "Distinct",
    "Dues",
    "Formula",
    "Growth",
    "Last",
    "Of",
    "PerHead",
    "Ratio",
    "Received",
    "Step",
    "Stock",
    "Sum",
    "Surveyed",
]
