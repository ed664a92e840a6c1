"""Planning and mergers in the tools a user would pick instead, side by side in one run. SYNTHETIC
works, outlooks and units.

Answers are compared before anything is timed; each pair is run in turns, medians with least and
most are printed.

Usage: python benchmarks/peers/planning.py [ROUNDS]   (needs numpy, pandas, highspy, scipy)
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import highspy
import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

import tieuchi as tc
from tieuchi import _core, solving
from tieuchi.planning import work_list

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
WORTH = 3.0


def timed(name: str, runs: dict[str, Callable[[], Any]], rounds: int = ROUNDS) -> None:
    spent: dict[str, list[float]] = {k: [] for k in runs}
    for _ in range(rounds):
        for key, run in runs.items():
            start = time.perf_counter()
            run()
            spent[key].append(1000 * (time.perf_counter() - start))
    first = statistics.median(next(iter(spent.values())))
    for key, values in spent.items():
        middle = statistics.median(values)
        print(
            f"{name:44} {key:34} {middle:10.2f} ms ({min(values):.2f}–{max(values):.2f}) "
            f" {middle / first:8.1f} ×",
            flush=True,
        )


def make_works(communes: int, seed: int = 7) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    unit, criterion = np.nonzero(draw.random((communes, 19)) < 5.4 / 19)
    cost = np.floor(1000 + 8000 * draw.random(len(unit))) * np.where(
        draw.random(len(unit)) < 0.2, 5, 1
    )
    return pd.DataFrame(
        {
            "unit": [f"U{u:05}" for u in unit],
            "criterion": [str(c + 1) for c in criterion],
            "cost_vnd": cost,
            "district": [f"D{u % 10}" for u in unit],
        }
    )


def cheapest_k(works: pd.DataFrame, budget: float) -> float:
    """The best formulation known to us: of a unit one buys the k cheapest works, so one binary a
    unit and k.
    """
    value, cost, unit = [], [], []
    for u, (_, group) in enumerate(works.groupby("unit")):
        spent = np.cumsum(np.sort(group.cost_vnd.to_numpy()))
        for k in range(1, len(spent) + 1):
            value.append(k + (WORTH if k == len(spent) else 0))
            cost.append(spent[k - 1])
            unit.append(u)
    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    h.setOptionValue("mip_rel_gap", 1e-9)
    lp = highspy.HighsLp()
    n, units = len(value), unit[-1] + 1
    lp.num_col_, lp.num_row_ = n, units + 1
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = value, np.zeros(n), np.ones(n)
    lp.row_lower_, lp.row_upper_ = (
        np.full(units + 1, -np.inf),
        np.concatenate([np.ones(units), [budget]]),
    )
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.arange(0, 2 * n + 1, 2)
    lp.a_matrix_.index_ = np.column_stack([unit, np.full(n, units)]).ravel()
    lp.a_matrix_.value_ = np.column_stack([np.ones(n), cost]).ravel()
    lp.integrality_ = [highspy.HighsVarType.kInteger] * n
    h.passModel(lp)
    h.run()
    return float(h.getInfo().objective_function_value)


def budgets() -> None:
    works = make_works(1000)
    made = work_list(works)
    for share in (10, 30, 60):
        budget = float(works.cost_vnd.sum() * share / 100)
        plan = _core.prioritise(made, budget, WORTH, 1e-9, 200_000)
        assert plan["gap"] <= 1e-6 and abs(plan["value"] - cheapest_k(works, budget)) < 1e-6, (
            plan["value"],
            cheapest_k(works, budget),
        )
        timed(
            f"one budget of {share} %, {len(works)} works",
            {
                "tieuchi": lambda b=budget: _core.prioritise(made, b, WORTH, 1e-9, 200_000),
                "HiGHS, k cheapest of a unit": lambda b=budget: cheapest_k(works, b),
            },
        )


def curve() -> None:
    works = make_works(11_000)
    made = work_list(works)
    found = _core.marginal_benefit(made, WORTH)
    budget = float(works.cost_vnd.sum() * 0.3)
    assert (
        _core.prioritise(made, budget, WORTH, 1e-9, 200_000)["value"]
        <= np.interp(budget, found["cost"], found["value"]) + 1e-6
    )
    print(f"curve of 11,000 communes: {len(found['unit'])} steps")
    timed(
        "marginal-benefit curve, 11,000 communes",
        {
            "tieuchi, all break points": lambda: _core.marginal_benefit(made, WORTH),
            "HiGHS, one point": lambda: cheapest_k(works, budget),
        },
        3,
    )


def five_years() -> None:
    works = make_works(200, 3).assign(
        lead_years=lambda f: (f.criterion.astype(int) % 5 == 0).astype(int)
    )
    made = work_list(works)
    yearly = float(works.cost_vnd.sum() * 0.09)
    caps = [("", "", y, yearly) for y in range(2021, 2026)] + [
        (f"D{d}", "", None, yearly * 0.6) for d in range(10)
    ]
    kept: dict[str, Any] = {}

    def ours() -> None:
        kept["plan"] = _core.schedule(
            made, 2021, 2025, caps, WORTH, 0.01, [], 0.0, 60.0, 0.01, solving.highs
        )

    programme: dict[str, Any] = {}

    def capture(
        p: dict[str, Any], seconds: float, gap: float
    ) -> tuple[str, list[float], float, float]:
        programme.update(p)
        return "failed", [], np.inf, 0.0

    with contextlib.suppress(tc.Infeasible):
        _core.schedule(made, 2021, 2025, caps, WORTH, 0.01, [], 0.0, 60.0, 0.01, capture)
    rows = np.repeat(np.arange(len(programme["row_lower"])), np.diff(programme["row_start"]))
    matrix = coo_array(
        (programme["value"], (rows, programme["column"])),
        shape=(len(programme["row_lower"]), len(programme["objective"])),
    ).tocsr()

    def scipy() -> None:
        kept["scipy"] = milp(
            -programme["objective"],
            constraints=LinearConstraint(matrix, programme["row_lower"], programme["row_upper"]),
            integrality=programme["integer"],
            bounds=Bounds(programme["lower"], programme["upper"]),
            options={"mip_rel_gap": 0.01, "time_limit": 60.0},
        )

    ours()
    scipy()
    print(
        f"five years: value {kept['plan']['value']:.2f}, bound {kept['plan']['bound']:.2f}; SciPy"
        f" {-kept['scipy'].fun:.2f}, bound {-kept['scipy'].mip_dual_bound:.2f}"
    )
    assert kept["plan"]["gap"] <= 0.011
    timed(
        f"five years, 200 communes, {len(works)} works, caps",
        {"tieuchi on HiGHS": ours, "HiGHS as called by SciPy": scipy},
        3,
    )


def joint() -> None:
    past = tc.history(tc.datasets.synthetic_history(200, districts=10, seed=1, library="pandas"))
    outlook = tc.project(tc.fit(past), until=2021, draws=4000, seed=1)
    states = outlook.cells(2021)
    cohort = np.arange(200) % 9 == 0

    def numpy() -> float:
        count = states.sum(1)
        whole = (count == 19).sum(1)
        held = (
            (count.mean(1) >= 12)
            & (whole >= 70)
            & (count.min(1) >= 3)
            & (((count >= 15) & (count <= 19)).sum(1) >= 80)
            & ((count < 5).sum(1) <= 10)
        )
        held &= (
            (states[:, 3].mean(1) >= 0.5)
            & (count[:, cohort].mean(1) >= 8)
            & (count[:, 40:60].min(1) >= 4)
        )
        return float(held.mean())

    some = ", ".join(f'"{outlook._core.units[i]}"' for i in np.flatnonzero(cohort))
    middle = ", ".join(f'"{u}"' for u in outlook._core.units[40:60])
    asked = [
        ("mean_criteria", '"at_least": 12', ""),
        ("units_in_band", '"at_least": 70, "band": {"least": 19, "most": 19}', ""),
        ("least_criteria", '"at_least": 3', ""),
        ("units_in_band", '"at_least": 80, "band": {"least": 15, "most": 19}', ""),
        ("units_in_band", '"at_most": 10, "band": {"least": 0, "most": 4}', ""),
        ("criterion_share", '"criterion": "4", "at_least": 50', ""),
        ("mean_criteria", '"at_least": 8', some),
        ("least_criteria", '"at_least": 4', middle),
    ]
    targets = ", ".join(
        f'{{"code": "t{k}", "metric": "{m}", "by": "2021-12-31", {promise}, "name": {{"vi": "",'
        ' "en": ""}, "source": "SYNTHETIC", "population": {"vi": "", "en":'
        f' ""{f", {chr(34)}units{chr(34)}: [{who}]" if who else ""}}}}}'
        for k, (m, promise, who) in enumerate(asked)
    )
    plan = tc.Programme.from_json(
        '{"format": "tieuchi-programme", "version": 1, "id": "b", "title": {"vi": "", "en":'
        f' ""}}, "targets": [{targets}]}}'
    )

    def ours() -> float:
        return _core.answer(outlook._core, plan, None, {}, tc.Level.commune, None).joint([])[0]

    assert abs(ours() - numpy()) < 1e-12, (ours(), numpy())
    print(f"joint chance of 8 targets: {ours():.4f} by both")
    timed("joint chance of 8 targets, 4,000 draws", {"tieuchi": ours, "NumPy on the cells": numpy})


def reorganise() -> None:
    n, m, k = 11_000, 3_300, 49
    draw = np.random.default_rng(2)
    values = np.asfortranarray(100 * draw.random((n, k)))
    weight = 1000.0 + draw.integers(0, 5000, n)
    into = np.arange(n) % m
    old, new = [f"C{i}" for i in range(n)], [f"N{i}" for i in range(m)]
    registry = _core.Registry([_core.Unit(u) for u in [*old, *new]])
    day = tc.reorganising.frames.day(2024)
    columns = [_core.Column(f"m{c}", day, values[:, c]) for c in range(k)] + [
        _core.Column("weight", day, weight)
    ]
    panel = _core.Panel(columns, np.arange(n, dtype=np.uint32))
    graph = _core.Reorganisation(
        [
            (old[i], new[into[i]], tc.reorganising.frames.day("2025-07-01"), 1.0, "")
            for i in range(n)
        ],
        [],
        None,
    )
    rules = _core.CarryRules()
    for c in range(k):
        rules.set(f"m{c}", _core.Carry.weighted_mean, "weight")
    rules.set("weight", _core.Carry.sum)
    frame = pd.DataFrame(values, columns=[f"m{c}" for c in range(k)]).assign(
        unit=old, weight=weight
    )
    links = pd.DataFrame({"unit": old, "to": [new[i] for i in into]})

    def ours() -> Any:
        return _core.carry(
            panel, registry, graph.descent(old, day, tc.reorganising.frames.day(2025)), rules
        )

    def pandas() -> pd.DataFrame:
        joined = frame.merge(links, on="unit")
        names = [f"m{c}" for c in range(k)]
        joined[names] = joined[names].mul(joined.weight, axis=0)
        total = joined.groupby("to")[[*names, "weight"]].sum()
        total[names] = total[names].div(total.weight, axis=0)
        return total

    units, carried, _ = ours()
    codes = registry.codes()
    expected = pandas().loc[[codes[u] for u in units.tolist()]]
    assert np.allclose(carried[5].values, expected["m5"].to_numpy()) and len(units) == m
    timed(
        "11,000 communes become 3,300, 49 measures",
        {"tieuchi": ours, "pandas merge and groupby": pandas},
    )


if __name__ == "__main__":
    print(
        f"tieuchi {tc.__version__}, HiGHS {highspy.Highs().version()}, pandas {pd.__version__},"
        f" NumPy {np.__version__}"
    )
    budgets()
    curve()
    five_years()
    joint()
    reorganise()
