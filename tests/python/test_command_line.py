"""The command: every subcommand, its formats, its exit codes; one table gives one answer
everywhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from conftest import judge, run

import tieuchi as tc


@pytest.fixture(scope="module")
def folder(tmp_path_factory, province) -> Path:
    path = tmp_path_factory.mktemp("cli")
    province.data.to_csv(path / "data.csv", index=False)
    province.data.to_parquet(path / "data.parquet")
    (path / "registry.json").write_text(province.registry.to_json(), "utf-8")
    (path / "overlay.json").write_text(province.overlay.to_json(), "utf-8")
    return path


JUDGE = (
    "-r",
    "registry.json",
    "--overlay",
    "overlay.json",
    "--provenance",
    "allow_unverified",
    "--on",
    "2020",
)


def test_the_catalog_is_listed(folder) -> None:
    rows = json.loads(run(folder, "catalog", "--format", "json")[0])
    of_2016 = next(r for r in rows if r["id"] == "vn-commune-2016")
    assert (of_2016["verified"], of_2016["criteria"]) == (173, 19)
    assert "vn-commune-2016" in run(folder, "catalog")[0]


def test_a_parquet_file_is_read_by_the_options_and_judged_with_the_overlay(
    folder, province
) -> None:
    out = run(folder, "assess", "data.parquet", *JUDGE, "--format", "json")[0]
    dong = province.data.assign(**{"income.per_capita": province.data["income.per_capita"] * 1e6})
    dong.to_parquet(folder / "dong.parquet")
    assert "amounts_in_dong" in run(folder, "assess", "dong.parquet", *JUDGE, code=1)[1]
    assert json.loads(
        run(folder, "assess", "dong.parquet", *JUDGE, "--amounts-in-dong", "--format", "json")[0]
    ) == json.loads(out)
    assert (
        "TC-D-002"
        in run(folder, "assess", "data.parquet", *JUDGE, "--as-written", "incone", code=1)[1]
    )
    run(folder, "assess", "data.parquet", "--overlay", "no such file.json", code=1)


def test_one_table_one_answer_everywhere(folder, province, result) -> None:
    """C++ through the command's CSV reader, three frame libraries, and the workbook: the same
    bytes.
    """
    from tieuchi.workbook import read_workbook, write_template

    out = json.loads(run(folder, "assess", "data.csv", *JUDGE, "--format", "json")[0])
    assert out == json.loads(result.to_json())
    assert json.loads(run(folder, "assess", "data.parquet", *JUDGE, "--format", "json")[0]) == out
    expected = result.cells().tobytes()
    polars = pl.from_pandas(province.data)
    for data in (polars, polars.to_arrow()):
        assert judge(province, data).cells().tobytes() == expected
    import openpyxl

    write_template(province.set_id, folder / "t.xlsx", province.registry, on=2020)
    book = openpyxl.load_workbook(folder / "t.xlsx")
    rows = province.data.set_index("unit")
    for line in book.active.iter_rows(min_row=6):
        for cell in line[2:]:
            value = rows.at[line[0].value, book.active.cell(5, cell.column).value]
            cell.value = None if np.isnan(value) else float(value)
    book.save(folder / "t.xlsx")
    table = read_workbook(folder / "t.xlsx", province.set_id, province.registry, reference=2020)
    assert judge(province, table).cells().tobytes() == expected
    assert json.loads(run(folder, "assess", "t.xlsx", *JUDGE, "--format", "json")[0]) == out


def test_an_explanation_and_a_report(folder, result) -> None:
    text, _ = run(folder, "explain", "data.csv", "S001", "17.1", *JUDGE, "-l", "en")
    assert (
        text.strip() == str(result.explain("S001", "17.1")).replace("SYNTHETIC", "data.csv").strip()
    )
    run(folder, "report", "data.csv", "r.html", *JUDGE, "--programme", "vn-lang-son-2020")
    assert (folder / "r.html").read_text("utf-8").startswith("<!doctype html>")
    _, err = run(folder, "report", "data.csv", "r.html", *JUDGE, code=3)
    assert "--force" in err
    run(folder, "assess", "data.csv", *JUDGE, "-f", "xlsx", "-o", "r.xlsx")
    run(folder, "template", "t2.xlsx", "-r", "registry.json", "--within", "SD02")


def test_problems_go_to_stderr_with_exit_code_1(folder) -> None:
    text = (folder / "data.csv").read_text("utf-8").replace("S002", "S777", 1)
    (folder / "bad.csv").write_text(text, "utf-8")
    out, err = run(folder, "check", "bad.csv", "-r", "registry.json", code=1)
    assert not out and "S777" in err and "bad.csv: row 3" in err
    _, err = run(
        folder, "assess", "data.csv", "-r", "registry.json", "-c", "vn-commune-2061", code=1
    )
    assert "vn-commune-2016" in err
    run(folder, "assess", "data.csv", "-f", "xlsx", *JUDGE, code=2)
    assert "no problems" in run(folder, "check", "data.csv", "-r", "registry.json")[0]


def test_csv_on_stdout_is_clean(folder, result) -> None:
    assert run(folder, "assess", "data.csv", *JUDGE, "-f", "csv", "-l", "en")[0] == result.to_csv(
        "en"
    )
    assert tc.__version__


def test_without_the_extra_cli_the_command_names_it_and_exits_with_4() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))[
        "project"
    ]
    module, _, function = project["scripts"]["tieuchi"].partition(":")
    for absent in ("typer", "rich"):
        code = (
            f"import sys; sys.modules[{absent!r}] = None; from {module} import {function};"
            f" {function}()"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, "--help"], capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 4, done.stderr
        assert done.stderr == f"tieuchi: {absent} is not installed: pip install 'tieuchi[cli]'\n"
