"""HiGHS: linear and mixed-integer programmes, one thread, a fixed seed (Huangfu and Hall 2018)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import highspy
import numpy as np

from gongfu.engines.cropping.options import Real
from gongfu.engines.cropping.programme import Programme


class Stop(NamedTuple):
    """When a search ends: after seconds, or at a gap (a share of the value)."""

    seconds: float
    gap: float = 0.0
    seed: int = 1


class Solved(NamedTuple):
    """What a solver found: columns, none where there are none, the bound, and prices of rows.

    ended: by itself; with no columns it then proved that there are none.  prices: of linear
    programmes only.
    """

    columns: Real | None
    value: float
    bound: float
    ended: bool
    prices: Real | None = None


Watch = Callable[[float, float], bool]


def linear(programme: Programme, stop: Stop) -> Solved:
    """Solve with divisible plots."""
    solver = _solver(programme, stop)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        solution, value = solver.getSolution(), solver.getInfo().objective_function_value
        prices = np.array(solution.row_dual)
        return Solved(np.array(solution.col_value), value, value, True, prices)
    return Solved(None, -np.inf, np.inf, status in _NONE)


def whole(
    programme: Programme, stop: Stop, *, start: Real | None = None, watch: Watch | None = None
) -> Solved:
    """Solve with whole plots, from the shares of `start` if given.

    watch: called with the best value and bound at times; where it returns True the search ends.
    """
    solver = _solver(programme, stop)
    kinds = np.zeros(len(programme.cost), dtype=np.uint8)
    kinds[: programme.size] = 1
    every = np.arange(programme.size, dtype=np.int32)
    solver.changeColsIntegrality(len(every), every, kinds[: programme.size])
    solver.setOptionValue("mip_rel_gap", stop.gap)
    if start is not None:
        solver.setSolution(len(every), every, start[: programme.size])
    if watch is not None:
        _listen(solver, watch)
    solver.run()
    info, status = solver.getInfo(), solver.getModelStatus()
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        columns = np.array(solver.getSolution().col_value)
        if start is not None and _torn(programme, columns, info.objective_function_value):
            return whole(programme, stop, watch=watch)
        done = status == highspy.HighsModelStatus.kOptimal
        return Solved(columns, info.objective_function_value, info.mip_dual_bound, done)
    return Solved(None, -np.inf, info.mip_dual_bound, status in _NONE)


def _torn(programme: Programme, columns: Real, value: float) -> bool:
    """Return whether columns are not those of the value.

    HiGHS 1.16 gives the start back, with the value of a better plan, where reducing the programme
    turns the one into the other.
    """
    return abs(float(programme.cost @ columns) - value) > 1e-6 * max(1.0, abs(value))


_NONE = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


def _listen(solver: highspy.Highs, watch: Watch) -> None:
    def heard(event: highspy.highs.HighsCallbackEvent) -> None:
        if watch(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound):
            event.interrupt()

    solver.cbMipInterrupt.subscribe(heard)


def _solver(programme: Programme, stop: Stop) -> highspy.Highs:
    solver = highspy.Highs()
    for name, value in (
        ("output_flag", False), ("log_to_console", False), ("threads", 1), ("parallel", "off"),
        ("random_seed", stop.seed), ("time_limit", max(0.01, stop.seconds)),
    ):  # fmt: skip
        solver.setOptionValue(name, value)
    solver.passModel(_model(programme))
    return solver


def _model(programme: Programme) -> highspy.HighsLp:
    model = highspy.HighsLp()
    matrix = programme.matrix
    model.num_row_, model.num_col_ = matrix.shape
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = programme.cost
    model.col_lower_, model.col_upper_ = programme.lower, programme.upper
    model.row_lower_, model.row_upper_ = programme.low, programme.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr
    model.a_matrix_.index_ = matrix.indices
    model.a_matrix_.value_ = matrix.data
    return model
