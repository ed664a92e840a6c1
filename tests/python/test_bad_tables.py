"""Bad input through a frame: one error lists every problem."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
from conftest import judge

import tieuchi as tc


def problems(error: pytest.ExceptionInfo[tc.Error]) -> pd.DataFrame:
    frame = error.value.problems
    return frame if isinstance(frame, pd.DataFrame) else frame.to_pandas()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_all_problems_at_once(province, table, library) -> None:
    table = table.rename(columns={"labour.trained_share": "labour.trianed_share"}).astype(
        {"income.per_capita": object}
    )
    table.loc[4, "income.per_capita"] = "a lot"
    table.loc[6, "unit"] = "S999"
    table.loc[9, "unit"] = "S001"
    table.loc[11, "unit"] = "Tổng cộng"
    data = (
        table if library == "pandas" else pl.from_pandas(table.astype({"income.per_capita": str}))
    )
    with pytest.raises(tc.InvalidData) as error:
        judge(province, data)
    found = problems(error)
    assert (
        set(found.id) >= {"TC-D-001", "TC-D-002", "TC-D-004", "TC-D-008"} or len(set(found.id)) >= 4
    ), found.id
    text = str(error.value)
    for word in ("labour.trianed_share", "a lot", "S999", "S001", "Tổng cộng"):
        assert word in text, text
    assert found.row.tolist().count(5) == 1  # "a lot" on the fifth row


def test_an_ambiguous_header_lists_its_candidates(province, table) -> None:
    with pytest.raises(tc.InvalidData, match=r"one of water\.clean_share, water\.hygienic_share"):
        judge(province, table.assign(**{"17.1": 5.0}))


def test_one_measure_under_two_headers(province, table) -> None:
    with pytest.raises(tc.InvalidData, match="also stands under"):
        judge(province, table.assign(**{"10": 5.0}))


def test_an_unknown_region(table) -> None:
    with pytest.raises(tc.InvalidData, match="MOON"):
        tc.assess("vn-commune-2016", table.assign(region="MOON"), on=2020)


def test_a_date_outside_the_set(province, table) -> None:
    with pytest.raises(tc.InvalidData, match="2015-12-31"):
        judge(province, table.assign(date="2015-12-31"))
    with pytest.raises(tc.InvalidData, match="2015"):
        judge(province, table, on=2015)


def test_mixed_decimal_marks(province, table) -> None:
    table = table.astype({"income.per_capita": object})
    table["income.per_capita"] = ["12,5" if i % 2 else "12.5" for i in range(len(table))]
    with pytest.raises(tc.InvalidData, match="decimal"):
        judge(province, table)


def test_impossible_numbers_are_reasons_not_errors(province, table) -> None:
    table.loc[0, "labour.trained_share"] = 140.0
    r = judge(province, table)
    assert r.explain("S001", "14.3").reason is tc.Reason.invalid


def test_errors_derive_from_natural_builtins() -> None:
    assert issubclass(tc.InvalidData, ValueError) and issubclass(tc.UnknownCode, LookupError)
    with pytest.raises(LookupError, match="vn-commune-2016"):
        tc.catalog.criteria_set("vn-commune-2061")
    with pytest.raises(tc.InvalidCriteria):
        tc.CriteriaSet.from_json("[" * 100_000)
    secret = next(
        s
        for s in map(tc.catalog.criteria_set, tc.catalog.criteria_sets())
        if s.completeness.name == "not_published"
    )
    with pytest.raises(tc.InvalidCriteria, match=secret.id):
        tc.assess(secret, pd.DataFrame({"unit": ["a"]}), on=secret.in_force.first)


def test_a_long_list_of_problems_is_cut_in_the_text_and_whole_in_the_frame(province, table) -> None:
    with pytest.raises(tc.InvalidData) as error:
        judge(
            province,
            table.astype({"income.per_capita": object}).assign(**{"income.per_capita": "?"}),
        )
    assert len(problems(error)) == 60
    assert len(str(error.value).split("\n")) == 26
    assert "chưa" in error.value.text("vi") or "không" in error.value.text("vi")


def test_a_missing_extra_is_named(monkeypatch) -> None:
    import importlib

    from tieuchi.errors import require

    def gone(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", gone)
    with pytest.raises(tc.MissingExtra, match=r"pip install 'tieuchi\[excel\]'"):
        require("openpyxl", "excel")
