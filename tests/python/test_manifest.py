"""What results are made from, as hashes: two results are told apart, and it is said by what."""

import json
from typing import Any

import numpy as np
import pandas as pd
from typer.testing import CliRunner

import tieuchi as tc
from tieuchi.cli import app

SET = "vn-commune-2016"
CODES = [m.code for m in tc.catalog.criteria_set(SET).measures][:6]
PARTS = {"version", "set", "provisions", "registry", "panel", "options"}


def frame() -> pd.DataFrame:
    drawn = np.random.default_rng(7)
    table = pd.DataFrame({c: drawn.integers(0, 2, 40).astype(float) for c in CODES})
    table.insert(0, "unit", [f"x{k:02d}" for k in range(40)])
    table.insert(1, "region", "MNPB")
    return table


def made(table: pd.DataFrame, **options: Any) -> tc.Manifest:
    return tc.assess(SET, table, **{"on": 2020, **options}).manifest()


def test_each_part_is_sha256_and_the_function_is_the_method() -> None:
    result = tc.assess(SET, frame(), on=2020)
    parts = result.manifest().parts()
    assert set(parts) == PARTS
    assert parts.pop("version") == tc.__version__
    assert all(len(p) == 64 and set(p) <= set("0123456789abcdef") for p in parts.values())
    assert tc.manifest(result) == result.manifest()
    assert hash(tc.manifest(result)) == hash(result.manifest())


def test_threads_and_the_order_of_columns_change_nothing() -> None:
    table = frame()
    other = table[["unit", "region", *reversed(CODES)]]
    assert made(table) == made(other) == made(table, threads=2)


def test_any_cell_changes_the_panel_alone() -> None:
    before = made(frame())
    for row in range(40):
        for code in CODES:
            table = frame()
            table.loc[row, code] = 1 - table.loc[row, code]
            assert before.difference(made(table)) == ["panel"]


def test_what_else_differs_is_named() -> None:
    before = made(frame())
    assert before.difference(made(frame(), provenance="allow_unverified")) == ["options"]
    assert before.difference(made(frame(), known_on="2020-12-31")) == ["options"]
    other = frame().assign(region="DBSH")
    assert before.difference(made(other)) == ["registry"]


def test_the_command_prints_it(tmp_path: Any) -> None:
    path = tmp_path / "table.csv"
    frame().to_csv(path, index=False)
    out = CliRunner().invoke(app, ["manifest", str(path), "--format", "json"])
    assert out.exit_code == 0, out.output
    assert set(json.loads(out.stdout)) == PARTS
    assert "panel: " in CliRunner().invoke(app, ["manifest", str(path)]).stdout
