"""What comes in arrives or is told: nothing is lost, and no number is read as another one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import tieuchi as tc
from tieuchi import cli, statements

SET = "vn-commune-2016"
REGISTRY = tc.registry(
    pd.DataFrame({"unit": ["06001", "06004"], "region": ["MNPB"] * 2}), dimensions=["region"]
)
DATA = pd.DataFrame({"unit": ["06001"], "water.hygienic_share": [90.0]})


def judge(data: Any = None, **options: Any) -> tc.Result:
    return tc.assess(
        SET, data, **{"on": 2020, "registry": REGISTRY, "provenance": "allow_unverified"} | options
    )


def declared(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit", "criterion", "verdict"])


def counts(*rows: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit", "least"])


@pytest.mark.parametrize("library", [pd.DataFrame, pl.from_pandas], ids=["pandas", "polars"])
@pytest.mark.parametrize(
    ("door", "table"),
    [
        ("declared", declared(("06001", "17", "met"), ("Tổng cộng", "60", "x y"))),
        ("counts", counts(("06001", 12), ("Tổng cộng", 400))),
    ],
    ids=["declared", "counts"],
)
@pytest.mark.parametrize("data", [DATA, None], ids=["beside measures", "alone"])
def test_total_rows_of_statements_are_refused_or_left_out(
    library: Any, door: str, table: pd.DataFrame, data: Any
) -> None:
    with pytest.raises(tc.InvalidData, match="skip_total_rows"):
        judge(data, **{door: library(table)})
    result = judge(data, **{door: library(table)}, skip_total_rows=True)
    assert result.units == ["06001"]
    assert result.notes == [f"{door}: row 2: left out as a total row: Tổng cộng"]


def test_a_problem_after_a_total_row_names_its_own_row() -> None:
    table = declared(("Tổng cộng", "17", "met"), ("06001", "17", "perhaps"), ("6009", "17", "met"))
    with pytest.raises(tc.InvalidData) as caught:
        judge(DATA, declared=table, skip_total_rows=True)
    assert sorted(r["row"] for r in caught.value.records) == [2, 3]


@pytest.mark.parametrize(
    ("door", "table"),
    [
        ("declared", declared(("06001", "17", "met"), ("06004", "17", "met"))),
        ("counts", counts(("06001", 12), ("06004", 13))),
    ],
    ids=["declared", "counts"],
)
def test_a_statement_of_a_unit_without_data_is_told(door: str, table: pd.DataFrame) -> None:
    result = judge(DATA, **{door: table})
    assert result.units == ["06001"]
    assert result.notes == [
        f"{door}: row 2: left out, the data have no row of its unit: 06004",
    ]


def test_every_unit_that_anything_is_declared_of_is_judged() -> None:
    result = judge(declared=declared(("06001", "17", "met")), counts=counts(("06004", 19)))
    assert result.units == ["06001", "06004"]
    assert result.notes == []


def test_a_table_that_was_read_keeps_its_notes() -> None:
    table = tc.frames.Table(np.array([0], np.uint32))
    for _ in range(2):
        assert len(judge(table, declared=declared(("06004", "17", "met"))).notes) == 1
    assert table.notes == []


@pytest.mark.parametrize("argument", ["on", "known_on", "reference"])
@pytest.mark.parametrize("value", [pd.NaT, pd.NA, float("nan")], ids=["NaT", "NA", "nan"])
def test_a_missing_day_is_no_day(argument: str, value: Any) -> None:
    with pytest.raises(TypeError, match=argument):
        judge(DATA, **{argument: value})


@pytest.mark.parametrize("year", [2018.07, 2018.06, np.float32(2018.5), "2018.07"])
def test_a_month_is_no_year_of_a_history(year: Any) -> None:
    frame = pd.DataFrame({"unit": ["a"], "year": pd.Series([year]), "1": [1]})
    with pytest.raises(tc.InvalidData, match=r"row 1: column year: .* a year of four digits"):
        tc.history(frame)


@pytest.mark.parametrize("year", [2018, 2018.0, "2018", " 2018 ", "2018.0", np.float32(2018)])
def test_a_whole_number_is_a_year_of_a_history(year: Any) -> None:
    frame = pd.DataFrame({"unit": ["a"], "year": pd.Series([year]), "1": [1]})
    assert tc.history(frame).years == [2018]


@pytest.mark.parametrize("marker", ["NA", "N/A", "n/a", "null", "#N/A", "NaN"])
def test_a_marker_of_missing_data_is_no_value_of_any_table(marker: str) -> None:
    assert statements.numbers({"cost": [marker, "1.5"]}) == {"cost": [None, 1.5]}
    places = tc.registry(
        pd.DataFrame(
            {
                "unit": ["a", "b"],
                "name": ["Na", "An"],
                "region": ["MNPB", marker],
                "district": ["d", marker],
                "cohorts": ["border", marker],
            }
        ),
        dimensions=["region"],
    )
    assert places.codes() == ["a", "b", "d"]
    assert places.strata("region", tc.frames.day(2020))[:2] == ["MNPB", None]
    assert places.names(tc.frames.day(2020))[0] == "Na"
    said = pd.DataFrame({"unit": ["06001"], "measure": ["water.hygienic_share"], "value": [90.0]})
    assert judge(said.assign(region=marker, district=marker)).units == ["06001"]


INCOMES = {
    "nghìn đồng": [12000.0, 45000.0],
    "tỷ đồng": [0.012, 0.045],
}


def carriers(values: list[float], folder: Path) -> dict[str, Any]:
    """The same incomes through each carrier; a callable each."""
    units, measure = ["06001", "06004"], "income.per_capita"
    wide = pd.DataFrame({"unit": units, measure: values})
    text = wide.assign(**{measure: [f"{v}".replace(".", ",") for v in values]})
    long = pd.DataFrame({"unit": units, "measure": measure, "value": values})
    wide.to_excel(folder / "t.xlsx", index=False)
    wide.to_csv(folder / "t.csv", index=False)
    rules = tc.catalog.criteria_set(SET)

    def terminal(name: str, **options: Any) -> Any:
        reading = cli._options(False, ".", False, False, None, "ask") | options
        return cli._table(folder / name, rules, REGISTRY, "2020", reading)

    return {
        "wide": lambda **o: judge(wide, **o),
        "polars": lambda **o: judge(pl.from_pandas(wide), **o),
        "texts": lambda **o: judge(text, decimal_mark=",", **o),
        "long": lambda **o: judge(long, **o),
        "workbook": lambda **o: judge(terminal("t.xlsx", **o)),
        "csv": lambda **o: judge(terminal("t.csv", **o)),
    }


@pytest.mark.parametrize("door", ["wide", "polars", "texts", "long", "workbook", "csv"])
@pytest.mark.parametrize("unit", list(INCOMES))
def test_incomes_a_thousand_times_off_are_asked_about(unit: str, door: str, tmp_path: Path) -> None:
    read = carriers(INCOMES[unit], tmp_path)[door]
    with pytest.raises(tc.InvalidData, match=r"as_written with income\.per_capita"):
        read()
    assert len(read(as_written=["income.per_capita"])) == 2


@pytest.mark.parametrize("door", ["wide", "polars", "texts", "long", "workbook", "csv"])
def test_incomes_in_their_unit_are_not_asked_about(door: str, tmp_path: Path) -> None:
    assert len(carriers([0.4, 60.5], tmp_path)[door]()) == 2  # one poor unit beside others
    assert len(carriers([12.5, 360.5], tmp_path)[door]()) == 2


def test_incomes_in_trieu_under_the_option_for_dong_are_asked_about(tmp_path: Path) -> None:
    for read in carriers([12.5, 45.5], tmp_path).values():
        with pytest.raises(tc.InvalidData, match="without amounts_in_dong"):
            read(amounts_in_dong=True)


@pytest.mark.parametrize("data_table", [False, True], ids=["array", "data table"])
def test_an_array_formula_that_was_not_computed_is_refused(
    data_table: bool, tmp_path: Path
) -> None:
    import openpyxl
    from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["unit", "water.hygienic_share"], ["06001", 0], ["06004", None]):
        sheet.append(row)
    sheet["B2"] = (
        DataTableFormula("B2:B3", dt2D=False, r1="D1")
        if data_table
        else ArrayFormula("B2:B3", "=SUM(40,50)")
    )
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(tc.InvalidData) as caught:
        tc.workbook.read_workbook(tmp_path / "t.xlsx", SET, REGISTRY, reference=2020)
    told = str(caught.value)
    assert "Sheet!B2" in told and "Sheet!B3" in told  # the whole range that it fills


@pytest.mark.parametrize("tag", [b"<f\n>1+1</f>", b"<x:f>1+1</x:f>", b"<f/>"])
@pytest.mark.parametrize("part", ["xl/worksheets/data.xml", "xl/sheet.XML"])
def test_formulas_are_seen_however_they_are_spelt(tag: bytes, part: str, tmp_path: Path) -> None:
    import zipfile

    from tieuchi.workbook import _has_formulas

    with zipfile.ZipFile(tmp_path / "t.xlsx", "w") as archive:
        archive.writestr(part, b"<c>" + tag + b"</c>")
    assert _has_formulas(tmp_path / "t.xlsx")


@pytest.mark.parametrize("code", ["Tổng cộng", "NA", "null"])
def test_what_is_no_code_is_no_unit(code: str) -> None:
    with pytest.raises(tc.InvalidData, match="places: row 2: column unit"):
        tc.registry(pd.DataFrame({"unit": ["a", code]}))
    with pytest.raises(tc.InvalidData, match="row 2: column unit"):
        tc.history(pd.DataFrame({"unit": ["a", code], "year": [2018, 2018], "1": [1, 0]}))


@pytest.mark.parametrize("numbers", [np.float64, np.float32, np.int64])
def test_codes_that_are_numbers_are_whole_ones(numbers: Any) -> None:
    codes = pd.Series([16001, 16004], dtype=numbers)
    places = tc.registry(pd.DataFrame({"unit": codes}))
    assert places.codes() == ["16001", "16004"]
    table = pd.DataFrame({"unit": codes, "criterion": codes * 0 + 17, "verdict": "met"})
    assert judge(declared=table, registry=places).verdict("16004", "17") is tc.Verdict.met


def test_rows_below_the_line_of_the_separator_keep_their_numbers(tmp_path: Path) -> None:
    people = tc.registry(pd.DataFrame({"unit": ["06001", "06004"], "district": ["d1", "d2"]}))
    file = tmp_path / "t.csv"
    file.write_text("sep=;\nunit;district;water.hygienic_share\n06001;d2;90\n", "utf-8")
    rules = tc.catalog.criteria_set(SET)
    options = cli._options(False, "", False, False, None, "ask")
    with pytest.raises(tc.InvalidData, match="row 3: column district"):
        cli._table(file, rules, people, "2020", options)
