"""Planning: numbers of the literature, brute force against the solver, bad input, scenarios, road
maps.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import tieuchi as tc
from tieuchi import cli, solving

#: Missing works A{3,5} B{2,2,9} C{4} D{1,6,7}, in billions.
FOUR = pd.DataFrame(
    [
        (u, str(j + 1), c * 1e9)
        for u, costs in {"A": (3, 5), "B": (2, 2, 9), "C": (4,), "D": (1, 6, 7)}.items()
        for j, c in enumerate(costs)
    ],
    columns=["unit", "criterion", "cost_vnd"],
)


@pytest.fixture(scope="module")
def past() -> Any:
    return tc.history(tc.datasets.synthetic_history(80, seed=5, library="pandas"))


@pytest.fixture(scope="module")
def outlook(past: Any) -> tc.Outlook:
    return tc.project(tc.fit(past), until=2021, draws=600, seed=3)


@pytest.fixture(scope="module")
def lacking(past: Any) -> Any:
    return tc.works(past, tc.datasets.synthetic_costs(), library="pandas")


def test_known_budgets_and_least_costs() -> None:
    for worth, value in ((0, 5), (3, 9), (10, 23)):
        plan = tc.prioritise(works=FOUR, budget_vnd=12e9, recognition_worth=worth)
        assert (plan.value, plan.bound, plan.gap, plan.proved) == (value, value, 0, True)
    for n, cost in ((1, 4), (2, 12), (3, 25), (4, 39)):
        assert tc.least_cost(works=FOUR, recognised=n).cost_vnd == cost * 1e9
    assert tc.least_cost(works=FOUR, recognised=2, criteria=5).cost_vnd == 15e9
    assert list(tc.least_cost(works=FOUR, recognised=1).to_frame("pandas")["unit"]) == ["C"]


def test_the_curve_bounds_every_plan() -> None:
    curve = tc.marginal_benefit(works=FOUR, recognition_worth=3, library="pandas")
    for budget in (0, 3e9, 7e9, 12e9, 20e9, 39e9):
        assert (
            tc.prioritise(works=FOUR, budget_vnd=budget, recognition_worth=3).value
            <= np.interp(budget, curve.cost_vnd, curve.value) + 1e-9
        )


def _best_by_hand(
    works: pd.DataFrame, years: range, caps: list[dict[str, Any]], worth: float, gamma: float
) -> float:
    """The best value by trying every year for every work; robust caps by their definition."""
    rows = works.to_dict("records")
    best = 0.0
    for choice in itertools.product([0, *years], repeat=len(rows)):
        good = True
        for cap in caps:
            inside = [
                r
                for r, y in zip(rows, choice, strict=True)
                if y
                and cap.get("year") in (None, y)
                and cap.get("district", "") in ("", r["district"])
            ]
            spent = sum(r["cost_vnd"] for r in inside)
            extra = sorted((r["cost_spread_vnd"] for r in inside), reverse=True)
            whole = int(gamma)
            spent += sum(extra[:whole]) + (gamma - whole) * (
                extra[whole] if len(extra) > whole else 0
            )
            good &= spent <= cap["amount_vnd"] + 1e-6
        if not good:
            continue
        value = sum(1 + 0.01 * (years[-1] - y) for y in choice if y)
        for unit in dict.fromkeys(r["unit"] for r in rows):
            ready = max(
                y if y else 9999 for r, y in zip(rows, choice, strict=True) if r["unit"] == unit
            )
            value += worth * sum(1 if t == years[-1] else 0.01 for t in years if ready <= t)
        best = max(best, value)
    return best


def test_highs_agrees_with_brute_force_with_and_without_robust_costs() -> None:
    draw = np.random.default_rng(4)
    for instance in range(500):
        n = int(draw.integers(2, 5))
        works = pd.DataFrame(
            {
                "unit": [f"U{k % 2}" for k in range(n)],
                "criterion": [str(k + 1) for k in range(n)],
                "cost_vnd": draw.integers(1, 9, n) * 1e9,
                "cost_spread_vnd": draw.integers(0, 4, n) * 1e9,
                "district": [f"D{k % 2}" for k in range(n)],
            }
        )
        caps: list[dict[str, Any]] = [
            {"amount_vnd": float(draw.integers(3, 20)) * 1e9},
            {"year": 2021, "amount_vnd": float(draw.integers(2, 10)) * 1e9},
        ]
        if instance % 3 == 0:
            caps.append({"district": "D1", "amount_vnd": 6e9})
        gamma = float(draw.choice([0, 1, 1.5]))
        plan = tc.prioritise(
            works=works,
            caps=caps,
            years=(2021, 2022),
            recognition_worth=3,
            robust_works=gamma,
            gap=1e-9,
        )
        best = _best_by_hand(works, range(2021, 2023), caps, 3, gamma)
        assert plan.value == pytest.approx(best, abs=1e-6), instance
        assert plan.bound >= best - 1e-6


def test_a_plan_over_years_keeps_order_lead_time_and_targets() -> None:
    works = FOUR.assign(
        code=[f"w{k}" for k in range(len(FOUR))],
        after=["w1", *[""] * 8],
        lead_years=[0, 1, *[0] * 7],
    )
    plan = tc.prioritise(
        works=works,
        budget_vnd={2021: 9e9, 2022: 9e9, 2023: 9e9},
        recognition_worth=10,
        targets=[{"count": "recognised", "at_least": 1, "units": ["A"], "by": 2023}],
    )
    of = plan.to_frame("pandas").set_index("code").year
    assert of["w1"] + 1 < of["w0"]
    assert (plan.to_frame("pandas").groupby("year").cost_vnd.sum() <= 9e9 + 1).all()
    with pytest.raises(tc.Infeasible, match="at most 0") as error:
        tc.prioritise(
            works=works,
            budget_vnd={2021: 5e9, 2022: 0},
            targets=[{"code": "two", "at_least": 1, "units": ["B"], "by": 2022}],
        )
    assert error.value.records[0]["id"] == "TC-I-001"


def test_bad_works_are_told_all_at_once_with_their_rows() -> None:
    bad = FOUR.assign(cost_vnd=FOUR.cost_vnd.astype(object)).copy()
    bad.loc[0, "cost_vnd"], bad.loc[3, "cost_vnd"] = None, "nhiều"
    with pytest.raises(tc.InvalidData) as error:
        tc.prioritise(works=bad, budget_vnd=1e9)
    assert [(p["id"], p["row"], p["code"]) for p in error.value.records] == [
        ("TC-D-032", 1, "A/1"),
        ("TC-D-032", 4, "B/2"),
    ]
    with pytest.raises(tc.InvalidData, match="TC-D-033"):
        tc.prioritise(
            works=FOUR.assign(code=[f"w{k}" for k in range(9)], after=["w1", "w0", *[""] * 7]),
            budget_vnd=1e9,
        )
    with pytest.raises(tc.InvalidData, match="TC-D-032"):
        tc.prioritise(works=FOUR.assign(cost_vnd=-1.0), budget_vnd=1e9)
    with pytest.raises(tc.InvalidData, match="cost_vnd"):
        tc.prioritise(works=FOUR.drop(columns="cost_vnd"), budget_vnd=1e9)
    with pytest.raises(ValueError, match="years"):
        tc.prioritise(works=FOUR, budget_vnd=1e9, robust_works=1)
    with pytest.raises(tc.Infeasible, match="TC-I-002") as short:
        tc.least_cost(works=FOUR, recognised=3, budget_vnd=20e9)
    assert any("at most 2" in p["expected"] for p in short.value.records)


def test_a_missing_solver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(tc.MissingExtra, match=r"tieuchi\[highs\]"):
        tc.prioritise(works=FOUR, budget_vnd={2021: 5e9})


def test_a_limit_returns_the_best_plan_with_its_bound(lacking: Any) -> None:
    caps = [
        {"year": y, "district": d, "amount_vnd": 4e9}
        for y in (2020, 2021, 2022)
        for d in lacking.district.unique()
    ]
    plan = tc.prioritise(works=lacking, caps=caps, years=(2020, 2022), seconds=0.5, gap=0)
    assert plan.bound >= plan.value > 0
    assert plan.proved or "stopped at its limit" in repr(plan)
    at_once = tc.prioritise(works=lacking, caps=caps, years=(2020, 2022), seconds=0, gap=0)
    assert at_once.bound >= at_once.value > 0


def test_the_solver_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    programme = {
        "objective": np.array([1.0]),
        "lower": np.zeros(1),
        "upper": np.ones(1),
        "integer": np.ones(1, np.uint8),
        "row_lower": np.zeros(0),
        "row_upper": np.zeros(0),
        "row_start": np.zeros(1, np.int32),
        "column": np.zeros(0, np.int32),
        "value": np.zeros(0),
        "start": np.zeros(0),
    }
    assert solving.highs(programme, 5, 0)[:3] == ("optimal", [1.0], 1.0)
    assert capfd.readouterr().out == ""


def test_works_that_would_happen_anyway_earn_little(outlook: tc.Outlook, lacking: Any) -> None:
    plan = tc.prioritise(outlook, works=lacking, budget_vnd=40e9)
    assert plan.criteria < tc.prioritise(works=lacking, budget_vnd=40e9).criteria
    chosen = plan.to_frame("pandas")
    assert (chosen.chance >= chosen.chance_without).all()


def test_a_chance_plan_keeps_its_promise_in_other_draws(
    past: Any, outlook: tc.Outlook, lacking: Any
) -> None:
    lacking = lacking.drop(
        columns="lead_years"
    )  # roads funded in 2020 would be done a year too late
    plan = tc.chance_plan(outlook, works=lacking, at_least=12, chance=0.9, year=2020)
    assert plan.chance is not None and plan.chance >= 0.9
    again = tc.project(
        tc.fit(past), until=2020, draws=600, seed=99, works=plan.scenario(year=2020).fund
    )
    assert float((again.draws_of("newly_recognised", 2020) >= 12).mean()) > 0.8
    with pytest.raises(tc.Infeasible, match="with all works done"):
        tc.chance_plan(outlook, works=lacking.head(3), at_least=70, chance=0.9)


def test_scenarios_are_paired_and_funding_more_never_hurts(
    outlook: tc.Outlook, lacking: Any
) -> None:
    plan = tc.prioritise(outlook, works=lacking, budget_vnd=20e9)
    table = tc.what_if(
        outlook, [plan.scenario("fund", 2020)], programme="vn-lang-son-2020"
    ).to_frame("pandas")
    mean = table[(table.scenario == "fund") & (table.target == "mean")].iloc[0]
    base = table[(table.scenario == "base") & (table.target == "mean")].iloc[0]
    assert mean.difference == pytest.approx(mean.probability - base.probability)
    assert mean.difference >= 0
    assert table[table.target == "model"].probability.isna().all()
    with pytest.raises(tc.InvalidData):
        tc.what_if(
            outlook,
            [tc.Scenario("x", delay=[("SYNTHETIC-001", "1", 1)])],
            programme="vn-lang-son-2020",
        )
    with pytest.raises(tc.InvalidData, match="nobody"):
        tc.what_if(
            outlook, [tc.Scenario("x", fund=[("nobody", "1", 2020)])], programme="vn-lang-son-2020"
        )


def test_a_road_map_is_a_frame_a_workbook_a_page_and_a_plot(
    result: tc.Result, tmp_path: Path
) -> None:
    lacking = tc.works(result, tc.datasets.synthetic_costs(), library="pandas")
    budgets = {2021: 20e9, 2022: 20e9}
    easy = tc.roadmap(result, works=lacking, budget_vnd=budgets)
    best = tc.roadmap(result, works=lacking, budget_vnd=budgets, order="recognitions_first")
    beside = easy.gives_up(best, "pandas")
    assert beside.criteria_given_up.iloc[-1] < 0 < beside.recognised_given_up.iloc[-1] + 1
    assert beside.recognised_given_up.iloc[-1] >= 0
    frame = best.to_frame("pandas")
    assert list(frame.columns[:6]) == ["year", "done", "district", "unit", "name", "criterion"]
    assert frame.groupby("year").cost_vnd.sum().max() <= 20e9
    assert best.sums("pandas").cost_vnd.sum() == pytest.approx(frame.cost_vnd.sum())
    # A task names the clauses that fail and by how much.
    one = frame[frame.gap != ""].iloc[0]
    assert one.clause.split(", ")[0] in one.gap
    assert one.criterion == one.clause.split(".")[0].split(",")[0]
    easy.write(tmp_path / "map.xlsx")
    easy.write(tmp_path / "map.html", title="Lộ trình")
    with pytest.raises(FileExistsError):
        easy.write(tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text("utf-8")
    assert "SỐ LIỆU GIẢ LẬP" in page and "ít tốn kém" in page
    book = pd.read_excel(tmp_path / "map.xlsx", sheet_name=None, header=None)
    assert list(book) == ["Danh mục việc", "Từng năm", "Theo huyện, nguồn vốn"]
    assert len(book["Danh mục việc"]) == len(easy) + 2
    assert easy.plot().get_title().endswith("SỐ LIỆU GIẢ LẬP")
    assert "SYNTHETIC" in easy._repr_html_()


def test_the_command_prints_a_plan_as_text_json_csv_and_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "works.csv"
    FOUR.to_csv(path, index=False)

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as done:
            cli.main(lambda: cli.app(["prioritise", str(path), *arguments]))
        assert done.value.code == 0
        return capsys.readouterr().out

    found = json.loads(run("--budget-vnd", "12e9", "--recognition-worth", "10", "-f", "json"))
    assert (found["plan"]["value"], found["plan"]["proved"], len(found["tasks"])) == (23, True, 3)
    assert run("--budget-vnd", "12e9", "--recognition-worth", "10").splitlines()[1:] == [
        "  A 1: 3",
        "  A 2: 5",
        "  C 1: 4",
    ]
    text = run(
        "--budget-vnd",
        "2021=6e9",
        "--budget-vnd",
        "2022=6e9",
        "--order",
        "easiest_first",
        "-f",
        "csv",
    )
    assert text.splitlines()[0].startswith("year,done,district,unit")
    run("--budget-vnd", "2021=6e9", "-f", "xlsx", "-o", str(tmp_path / "map.xlsx"))
    assert (tmp_path / "map.xlsx").exists()
    path.write_text("unit,criterion,cost_vnd\nA,1,\nB,2,nhiều\n", "utf-8")
    with pytest.raises(SystemExit) as failed:
        cli.main(lambda: cli.app(["prioritise", str(path), "--budget-vnd", "1e9"]))
    assert failed.value.code == 1
    told = capsys.readouterr().err
    assert (
        "works.csv: row 2: column cost_vnd: [TC-D-032]" in told
        and "works.csv: row 3" in told
        and "nhiều" in told
    )
    for wrong in (
        ["--budget-vnd", "much"],
        ["--budget-vnd", "1e9", "--cap", "D=1"],
        ["--budget-vnd", "1e9", "--order", "worst"],
    ):
        with pytest.raises(SystemExit) as failed:
            cli.main(lambda wrong=wrong: cli.app(["prioritise", str(path), *wrong]))
        assert failed.value.code == 2
        capsys.readouterr()


def test_decimal_money_and_caps_hold_to_the_last_unit() -> None:
    tenths = {"unit": ["A", "B", "C"], "criterion": ["1"] * 3, "cost_vnd": [0.1, 0.2, 9.0]}
    both = tc.prioritise(works=tenths, budget_vnd=0.3, recognition_worth=0)
    assert both.criteria == 2 and both.cost_vnd == 0.3 and both.proved
    far = {"unit": ["A", "B"], "criterion": ["1", "1"], "cost_vnd": [1e15, 1.0]}
    for caps in ([{"amount_vnd": 0.5, "year": 2021}], [{"amount_vnd": 0.5}]):
        none = tc.prioritise(works=far, caps=caps, years=(2021, 2021))
        assert none.cost_vnd == 0 and none.proved
    dear = {"unit": ["A", "B"], "criterion": ["1", "1"], "cost_vnd": [7e11, 600_005.0]}
    later = tc.prioritise(works=dear, budget_vnd={2021: 0, 2022: 1e12})
    assert set(later.to_frame("pandas").year) == {2022}
    for wrong in ({"gap": float("nan")}, {"seconds": float("nan")}, {"gap": -1.0}):
        with pytest.raises(tc.InvalidData):
            tc.prioritise(works=FOUR, budget_vnd={2021: 5e9}, **wrong)
    with pytest.raises(tc.InvalidData):
        tc.prioritise(works=FOUR, budget_vnd=5e9, gap=float("nan"))


def test_schedules_of_random_mixed_scales_are_optimal_and_keep_every_cap() -> None:
    random = np.random.default_rng(5)
    for instance in range(25):
        # Whole đồng from one to 10^14, capped at sums of some of them or one đồng less.
        cost = (1 + random.random(6) * 10.0 ** random.integers(0, 15, 6)).astype(np.int64)
        frame = {"unit": list("ABCDEF"), "criterion": ["1"] * 6, "cost_vnd": cost.astype(float)}
        caps = [
            int((cost * (random.random(6) < 0.5)).sum()) - int(random.random() < 0.5)
            for _ in range(2)
        ]
        caps = [max(c, 0) for c in caps]
        plan = tc.prioritise(
            works=frame,
            budget_vnd=dict(zip((2021, 2022), caps, strict=True)),
            recognition_worth=0,
            earlier=0,
            gap=0.0,
        )
        spent = (
            plan.to_frame("pandas")
            .groupby("year")
            .cost_vnd.agg(lambda x: sum(int(v) for v in x))
            .to_dict()
        )
        assert all(spent.get(y, 0) <= c for y, c in zip((2021, 2022), caps, strict=True)), instance
        best = 0
        for code in range(3**6):
            years = [code // 3**k % 3 for k in range(6)]
            if all(
                sum(int(c) for c, y in zip(cost, years, strict=True) if y == k + 1) <= caps[k]
                for k in range(2)
            ):
                best = max(best, sum(y > 0 for y in years))
        assert plan.criteria == best if plan.proved else plan.criteria <= best, instance
        assert plan.proved, instance
