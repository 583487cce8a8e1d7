"""How far a figure is from its targets."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from gongfu.figures.asking import Answer
from gongfu.figures.catalogue import Target


class Reach(NamedTuple):
    """A target and what lacks: how much more or less the value would have to be, 0 when reached."""

    target: Target
    lacking: Decimal
    reached: bool


def reach(answer: Answer) -> tuple[Reach, ...]:
    """Return each target of the figure with its distance; none where there is no value."""
    if answer.value is None:
        return ()
    return tuple(_reach(answer.value, target) for target in answer.question.figure.targets)


def _reach(value: Decimal, target: Target) -> Reach:
    lacking = target.value - value if target.upwards else value - target.value
    reached = lacking < 0 if target.strict else lacking <= 0
    return Reach(target, max(lacking, Decimal(0)), reached)
