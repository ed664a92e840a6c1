"""Mixed-integer programmes on HiGHS: the extra ``highs``."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from tieuchi.errors import require


@contextlib.contextmanager
def _no_banner() -> Iterator[None]:
    """Making a solver prints a banner on the process's own stdout, before any option can turn it
    off; data may be written there.
    """
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:  # no stdout at all
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def highs(
    programme: dict[str, Any], seconds: float, gap: float
) -> tuple[str, list[float], float, float]:
    """Solve max c·x under rows and bounds: status ("optimal", "stopped", "infeasible", "failed"),
    values, bound, seconds.

    The bound holds however the search ended. Ctrl-C stops it.
    """
    highspy = require("highspy", "highs")
    started = time.perf_counter()
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(programme["objective"]), len(programme["row_lower"])
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = (
        programme["objective"],
        programme["lower"],
        programme["upper"],
    )
    lp.row_lower_, lp.row_upper_ = programme["row_lower"], programme["row_upper"]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = (
        programme["row_start"],
        programme["column"],
        programme["value"],
    )
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[int(k)] for k in programme["integer"]]
    with _no_banner():
        solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("time_limit", float(seconds)),
        ("mip_rel_gap", float(gap)),
    ):
        solver.setOptionValue(option, value)
    solver.HandleKeyboardInterrupt = True
    solver.passModel(lp)
    if len(programme["start"]):
        known = highspy.HighsSolution()
        known.col_value = list(programme["start"])
        solver.setSolution(known)
    solver.solve()
    status, info = solver.getModelStatus(), solver.getInfo()
    spent = time.perf_counter() - started
    if status in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    ):
        return "infeasible", [], -np.inf, spent
    found = list(solver.getSolution().col_value)
    has_point = (
        info.primal_solution_status == highspy.kSolutionStatusFeasible and len(found) == lp.num_col_
    )
    if not has_point and len(programme["start"]):
        # Stopped before it looked at anything: the point to begin with is a plan too.
        found, has_point = list(programme["start"]), True
    bound = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) else np.inf
    if status == highspy.HighsModelStatus.kOptimal and has_point:
        # Without integers there is no search and no bound of one: the value is its own.
        whole = bool(np.any(programme["integer"]))
        return "optimal", found, float(bound) if whole else info.objective_function_value, spent
    return ("stopped" if has_point else "failed"), found if has_point else [], float(bound), spent
