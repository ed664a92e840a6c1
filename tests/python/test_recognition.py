"""Recognition asked from Python: criteria, conditions beside them, and the evidence lacking."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import tieuchi as tc
from tieuchi import cli

SET = "vn-commune-2016"
RULES = tc.catalog.criteria_set(SET)
STATES = [(1, "met"), (0, "not_met"), (None, "unknown")]
CASES = list(itertools.product(STATES, STATES, ["met", "not_met", "not_applicable", None]))
UNITS = [f"u{k:02}" for k in range(len(CASES))]
REGISTRY = tc.Registry([tc.Unit(u, strata=[("region", "MNPB")]) for u in UNITS])
WIDE = pd.DataFrame(
    {
        "unit": UNITS,
        "recognition.registered": [r[0] for r, _, _ in CASES],
        "recognition.no_arrears": [a[0] for _, a, _ in CASES],
    }
)
DECLARED = pd.DataFrame(
    [
        (u, c.number, seven if c.number == "7" else "met")
        for u, (_, _, seven) in zip(UNITS, CASES, strict=True)
        for c in RULES.criteria
    ],
    columns=["unit", "criterion", "verdict"],
)


def expected(registered: str, arrears: str, seven: str | None) -> tuple[str, str, str]:
    """By the table of assessment/recognition.hpp: verdict, failing, lacking."""
    parts = [
        ("7", "unknown" if seven is None else seven),
        ("recognition.registered", registered),
        ("recognition.no_arrears", arrears),
    ]
    failing = [n for n, v in parts if v == "not_met"]
    lacking = [n for n, v in parts if v == "unknown"]
    return (
        ("not_met" if failing else "unknown" if lacking else "met"),
        "; ".join(failing),
        "; ".join(lacking),
    )


EXPECTED = [expected(r[1], a[1], s) for r, a, s in CASES]


def recognise(data: Any, **options: Any) -> list[tuple[str, str, str]]:
    result = tc.assess(SET, data, on=2020, registry=REGISTRY, declared=DECLARED, **options)
    made = tc.frames.Frame(result.recognise())
    return list(zip(*(made.text(n) for n in ("verdict", "failing", "lacking")), strict=True))


@pytest.mark.parametrize(
    "make", [pd.DataFrame, pl.from_pandas, pa.Table.from_pandas], ids=["pandas", "polars", "arrow"]
)
def test_every_state_of_a_condition_and_a_criterion_answers_as_the_contract_says(make: Any) -> None:
    assert recognise(make(WIDE)) == EXPECTED
    assert {v for v, _, _ in EXPECTED} == {"met", "not_met", "unknown"}


def test_conditions_are_read_from_long_frames_and_under_their_names() -> None:
    long = WIDE.melt("unit", var_name="measure").dropna()
    assert (
        recognise(
            pd.concat(
                [
                    long,
                    pd.DataFrame(
                        {"unit": UNITS, "measure": "water.hygienic_share", "value": np.nan}
                    ),
                ]
            )
        )
        == EXPECTED
    )
    named = {
        code: name.vi
        for code, name in tc.catalog.recognition_rule("vn-recognition-2016").conditions
    }
    assert recognise(WIDE.rename(columns=named)) == EXPECTED
    marks = {0: "Chưa đạt", 1: "x"}
    text = WIDE.assign(
        **{c: [None if v != v else marks[v] for v in WIDE[c].tolist()] for c in WIDE.columns[1:]}
    )
    assert recognise(text) == EXPECTED


def test_without_the_evidence_recognition_is_unknown_and_says_what_is_lacking() -> None:
    result = tc.assess(SET, on=2020, registry=REGISTRY, declared=DECLARED.assign(verdict="met"))
    assert set(result.recognise().lacking) == {"recognition.registered; recognition.no_arrears"}
    assert set(result.recognise().verdict) == {"unknown"}


def test_a_rule_that_is_not_in_force_is_refused() -> None:
    registry = tc.Registry([tc.Unit("a", strata=[("region", "MNPB")])])
    result = tc.assess(
        "vn-commune-2021",
        pd.DataFrame({"unit": ["a"], "recognition.registered": [1.0]}),
        on=2022,
        registry=registry,
    )
    with pytest.raises(tc.InvalidCriteria, match="TC-C-023"):
        result.recognise()


def test_the_command_recognises_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "unit,name,region,recognition.registered,recognition.no_arrears,water.hygienic_share\n"
        "a,An,MNPB,x,x,90\nb,Ba,MNPB,x,Chưa đạt,90\nc,Ca,MNPB,Chưa đạt,,90\n",
        "utf-8",
    )

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as done:
            cli.main(lambda: cli.app(["recognise", str(path), *arguments]))
        assert done.value.code == 0
        return capsys.readouterr().out

    units = json.loads(run("-f", "json"))["units"]
    assert [u["verdict"] for u in units] == ["unknown", "not_met", "not_met"]
    assert [u["failing"] for u in units] == ["", "recognition.no_arrears", "recognition.registered"]
    assert units[2]["lacking"].endswith("recognition.no_arrears")
    assert run("-f", "csv").splitlines()[0] == "unit,name,verdict,failing,lacking"
    assert "b Ba: not_met; failing: recognition.no_arrears" in run()
