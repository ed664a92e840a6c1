"""Money and other numbers of tables that are no panels: one grammar, never a silent factor of a
thousand.
"""

from __future__ import annotations

import decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import tieuchi as tc
from tieuchi import cli

#: text → amount, or nothing where it is asked about or refused
AMOUNTS: dict[str, float | None] = {
    "500000": 500_000.0,
    " 1500000 ": 1_500_000.0,
    "1.500.000": 1_500_000.0,
    "1,500,000": 1_500_000.0,
    "1.500.000,5": 1_500_000.5,
    "60e9": 60e9,
    "1,5e9": 1.5e9,
    "1.5E+10": 1.5e10,
    "0.125": 0.125,
    "12,5": 12.5,
    "500.000": None,
    "60,000": None,
    "1.500e9": None,
    "1_000": None,
    "5,,5": None,
    "1.50.000": None,
    "1.500.00": None,
    "1,5.5,5": None,
    "nan": None,
    "inf": None,
    "nhiều": None,
    "0x10": None,
    "1 000": None,
    "-": None,
    "1e999": None,
    "5 tỷ": None,
    "-5": None,
}


def _by_works(text: str) -> float:
    works = pd.DataFrame({"unit": ["a"], "criterion": ["1"], "cost_vnd": [text]})
    return tc.prioritise(works=works, budget_vnd=1e12).cost_vnd


def _by_mapping(text: str) -> float:
    past = tc.history(pd.DataFrame({"unit": ["a"], "year": [2019], "1": [0]}))
    return _by_works(tc.works(past, {"1": text}, library="pandas").cost_vnd[0])


def _by_costs(text: str) -> float:
    past = tc.history(pd.DataFrame({"unit": ["a"], "year": [2019], "1": [0]}))
    return _by_works(
        tc.works(
            past, pd.DataFrame({"criterion": ["1"], "cost_vnd": [text]}), library="pandas"
        ).cost_vnd[0]
    )


def _by_budget(text: str) -> float:
    works = pd.DataFrame({"unit": ["a"], "criterion": ["1"], "cost_vnd": [0.0]})
    return tc.prioritise(works=works, budget_vnd=text).asked["budget_vnd"]


def _by_command(text: str) -> float:
    import typer

    try:
        return cli._amount(text, "--budget-vnd")
    except typer.BadParameter as error:
        raise tc.InvalidData(str(error)) from None


@pytest.mark.parametrize("door", [_by_works, _by_mapping, _by_costs, _by_budget, _by_command])
@pytest.mark.parametrize("text", AMOUNTS)
def test_an_amount_is_read_in_one_way_through_every_door(door: Any, text: str) -> None:
    if AMOUNTS[text] is None:
        with pytest.raises(tc.InvalidData):
            door(text)
    else:
        assert door(text) == AMOUNTS[text]


@pytest.mark.parametrize(
    "value",
    [500_000, 500_000.0, np.int64(500_000), np.float32(500_000), decimal.Decimal("500000.000")],
)
def test_a_number_that_is_typed_is_never_asked_about(value: Any) -> None:
    assert _by_works(value) == _by_mapping(value) == _by_budget(value) == 500_000


@pytest.mark.parametrize("value", [True, np.False_, 10**400, [5], b"5"])
def test_what_is_no_number_is_no_money(value: Any) -> None:
    for door in (_by_works, _by_mapping, _by_budget):
        with pytest.raises(tc.InvalidData):
            door(value)


def test_a_column_decides_its_own_ambiguous_amounts_and_no_other_column_does() -> None:
    works = pd.DataFrame(
        {"unit": ["a", "b"], "criterion": ["1", "1"], "cost_vnd": ["500.000", "1.500.000"]}
    )
    assert tc.prioritise(works=works, budget_vnd=1e12).cost_vnd == 2_000_000
    with pytest.raises(
        tc.InvalidData, match="TC-D-010"
    ):  # 500 đồng or half a million: a chance of 0.5 does not say
        tc.prioritise(
            works=works.assign(cost_vnd=["500.000", "700"], chance=["0.5", "0.5"]), budget_vnd=1e12
        )
    with pytest.raises(tc.InvalidData, match="TC-D-005"):
        tc.prioritise(works=works.assign(chance=["0.5", "0.5"]), budget_vnd=1e12)


def test_an_ambiguous_cost_names_its_row_and_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "works.csv"
    path.write_text("unit,criterion,cost_vnd\nA,1,7\nB,2,500.000\n", "utf-8")
    for budgets, code, words in (
        (["1e9"], 1, "works.csv: row 3: column cost_vnd"),
        (["60.000"], 2, "60.000"),
        (["2021=1e9", "2021=2e9"], 2, "two budgets of 2021"),
    ):
        with pytest.raises(SystemExit) as done:
            cli.main(
                lambda b=budgets: cli.app(
                    ["prioritise", str(path), *(x for a in b for x in ("--budget-vnd", a))]
                )
            )
        assert done.value.code == code
        assert words in capsys.readouterr().err


def test_no_works_are_an_empty_plan_for_one_budget_and_for_budgets_by_year() -> None:
    none = pd.DataFrame({"unit": [], "criterion": [], "cost_vnd": []})
    for budget in (1e9, {2021: 1e9, 2022: 1e9}):
        plan = tc.prioritise(works=none, budget_vnd=budget)
        assert (plan.cost_vnd, plan.criteria, plan.proved, len(plan.to_frame("pandas"))) == (
            0,
            0,
            True,
            0,
        )
    assert len(plan.roadmap().to_frame("pandas")) == 0
