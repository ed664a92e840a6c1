"""The same facts through every way in: the same values, or the same questions."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import tieuchi as tc
from tieuchi import _core, frames
from tieuchi.workbook import read_workbook

SET = "vn-commune-2016"
INCOME, WATER, PLAN = "income.per_capita", "water.hygienic_share", "planning.master_plan_published"
Rows = list[list[Any]]


def registry(*codes: str, **names: str) -> tc.Registry:
    return tc.Registry(
        [tc.Unit(c, names=[names.get(c, "A")], strata=[("region", "MNPB")]) for c in codes]
    )


def options(**more: Any) -> dict[str, Any]:
    given = {
        "file": "t",
        "reference": datetime.date(2020, 12, 31),
        "evidence": _core.Evidence.self_assessed,
        "source": "",
        "unit_column": "unit",
        "columns": {},
        "decimal_mark": "",
        "shares_are_fractions": False,
        "amounts_in_dong": False,
        "as_written": [],
        "skip_total_rows": False,
        "blank_marks": "ask",
    }
    return given | more


def by_csv(
    header: list[str], rows: Rows, people: tc.Registry, tmp: Path, **more: Any
) -> frames.Table:
    lines = [",".join(f'"{"" if x is None else x}"' for x in row) for row in [header, *rows]]
    reading = _core.ReadOptions(**options(**more))
    return frames.Table(
        *_core.read_csv("\n".join(lines) + "\n", tc.catalog.criteria_set(SET), people, reading)
    )


def by_workbook(
    header: list[str], rows: Rows, people: tc.Registry, tmp: Path, **more: Any
) -> frames.Table:
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    book.save(tmp / "t.xlsx")
    return read_workbook(tmp / "t.xlsx", SET, people, reference=2020, **more)


def wide(make: Callable[[dict[str, list[Any]]], Any]) -> Callable[..., frames.Table]:
    def by_frame(
        header: list[str], rows: Rows, people: tc.Registry, tmp: Path, **more: Any
    ) -> frames.Table:
        frame = make({h: [row[i] for row in rows] for i, h in enumerate(header)})
        return frames.read(frame, tc.catalog.criteria_set(SET), people, options(**more))

    return by_frame


def by_long(make: Callable[[dict[str, list[Any]]], Any]) -> Callable[..., frames.Table]:
    def by_frame(
        header: list[str], rows: Rows, people: tc.Registry, tmp: Path, **more: Any
    ) -> frames.Table:
        places = [i for i, h in enumerate(header) if h in ("unit", "name")]
        cells = [
            (row, header[i], row[i]) for row in rows for i in range(len(header)) if i not in places
        ]
        columns = {header[i]: [row[i] for row, _, _ in cells] for i in places}
        data = columns | {"measure": [m for _, m, _ in cells], "value": [v for _, _, v in cells]}
        return frames.read(make(data), tc.catalog.criteria_set(SET), people, options(**more))

    return by_frame


WAYS_OF_TEXT = {
    "csv": by_csv,
    "workbook": by_workbook,
    "pandas": wide(pd.DataFrame),
    "polars": wide(pl.DataFrame),
    "arrow": wide(pa.table),
}
WAYS_OF_NUMBERS = {
    "csv": by_csv,
    "workbook": by_workbook,
    "pandas": wide(pd.DataFrame),
    "polars": wide(pl.DataFrame),
    "arrow": wide(pa.table),
    "long pandas": by_long(pd.DataFrame),
    "long polars": by_long(pl.DataFrame),
    "long arrow": by_long(pa.table),
}
of_text = pytest.mark.parametrize("read", WAYS_OF_TEXT.values(), ids=WAYS_OF_TEXT)
of_numbers = pytest.mark.parametrize("read", WAYS_OF_NUMBERS.values(), ids=WAYS_OF_NUMBERS)


def cells(table: frames.Table, measure: str) -> list[float | str]:
    """Values of a measure in the order of the units; a cell without one says its state."""
    column = next(c for c in table.columns if c.measure == measure)
    states = [0] * len(table.units) if column.states is None else column.states.tolist()
    order = np.argsort(table.units)
    said = [
        v if s == 0 else ("n/a" if s == 6 else "missing")
        for v, s in zip(column.values.tolist(), states, strict=True)
    ]
    return [said[i] for i in order]


def refused(call: Callable[[], object]) -> list[dict[str, Any]]:
    with pytest.raises(tc.InvalidData) as error:
        call()
    return error.value.records


# --- words ---------------------------------------------------------------------------------------


@of_text
@pytest.mark.parametrize(
    "marker", ["NA", "N/A", "n/a", "NaN", "NaT", "null", "None", "#N/A", "<NA>", "", " "]
)
def test_a_marker_of_missing_data_is_missing_and_never_not_applicable(
    read, marker, tmp_path
) -> None:
    people = registry("06001", "06004")
    for measure, other in ((INCOME, "40"), (WATER, "90"), (PLAN, "Chưa đạt")):
        table = read(["unit", measure], [["06001", marker], ["06004", other]], people, tmp_path)
        assert cells(table, measure)[0] == "missing", measure
        assert cells(table, measure)[1] != "missing", measure


@of_text
@pytest.mark.parametrize("word", ["không xét", "Không xét", "not applicable"])
def test_words_of_the_law_are_not_applicable(read, word, tmp_path) -> None:
    table = read(
        ["unit", INCOME], [["06001", word], ["06004", "40"]], registry("06001", "06004"), tmp_path
    )
    assert cells(table, INCOME) == ["n/a", 40]


def test_a_missing_cell_never_counts_as_met() -> None:
    people = registry("06001")
    r = tc.assess(
        SET,
        pd.DataFrame({"unit": ["06001"], INCOME: ["NA"]}),
        on=2020,
        registry=people,
        provenance="allow_unverified",
    )
    assert r.verdict("06001", "10") is tc.Verdict.unknown
    assert r.roll_up("commune", na_count="deem_met").total["met_least"] == 0


@pytest.mark.parametrize(
    "marker", ["NA", "N/A", "nan", "null", "None", "", None, float("nan"), pd.NA, pd.NaT]
)
def test_a_missing_verdict_is_declared_by_nobody(marker) -> None:
    people = registry("06001", "06004")
    declared = {
        "unit": ["06001", "06004"],
        "criterion": ["10", "10"],
        "verdict": [marker, "không xét"],
    }
    r = tc.assess(
        SET,
        declared=pd.DataFrame(declared),
        on=2020,
        registry=people,
        provenance="allow_unverified",
    )
    assert [r.verdict(u, "10") for u in ("06001", "06004")] == [
        tc.Verdict.unknown,
        tc.Verdict.not_applicable,
    ]
    rows = {
        "unit": ["a", "a", "b", "b"],
        "year": [2018, 2019] * 2,
        "10": ["met", marker, "met", "not applicable"],
    }
    plain = rows | {"10": ["met", "unknown", "met", "not_applicable"]}
    assert (
        tc.history(pd.DataFrame(rows)).fingerprint()
        == tc.history(pd.DataFrame(plain)).fingerprint()
    )


# --- texts ---------------------------------------------------------------------------------------

LETTERS = [
    unicodedata.normalize("NFC", case(shape + tone))
    for case in (str.lower, str.upper)
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    for shape in ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
] + ["đ", "Đ", "µ", "²", "°", "±"]


@pytest.mark.parametrize(
    "read", [by_csv, *map(wide, (pd.DataFrame, pl.DataFrame))], ids=["csv", "pandas", "polars"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_letter_at_an_end_of_a_text_comes_back_as_it_went_in(read, form, tmp_path) -> None:
    for letter in LETTERS:
        for text in (f"S{letter}", f"{letter}n", letter):
            kept, given = unicodedata.normalize("NFC", text), unicodedata.normalize(form, text)
            table = read(
                ["unit", "name", INCOME, given],
                [[given, given, "40", given]],
                registry(kept),
                tmp_path,
                columns={given: ""},
            )
            assert cells(table, INCOME) == [40], text
            found = refused(
                lambda: read(
                    ["unit", INCOME, given], [["06001", given, 5]], registry("06001"), tmp_path
                )
            )
            assert sorted(p["found"] for p in found) == [kept, kept], text


def test_a_header_that_ends_in_a_grave_is_found(province, table) -> None:
    table = table.assign(**{"Số nhà": 12})
    with pytest.raises(tc.InvalidData, match="Số nhà"):
        tc.assess("vn-commune-2016", table, on=2020)
    for name in ("Số nhà", unicodedata.normalize("NFD", "Số nhà")):
        assert len(tc.assess("vn-commune-2016", table, on=2020, columns={name: None})) == len(table)


@of_text
def test_a_long_text_hides_no_other_problem(read, tmp_path) -> None:
    rows = [["06001", "a" + "Đ" * 120], ["06004", "xyz"]]
    found = refused(lambda: read(["unit", WATER], rows, registry("06001", "06004"), tmp_path))
    assert [p["found"] for p in found] == ["a" + "Đ" * 79 + "…", "xyz"]


# --- totals --------------------------------------------------------------------------------------

NAMES = ["Cộng Hòa", "Cộng Hoà", "Cộng Lạc", "Cộng Hiền", "Tổng Cọt", "Tổng cộng"]


@of_numbers
@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("numbers", [True, False])
def test_a_registered_unit_is_never_a_total_row(read, skip, numbers, tmp_path) -> None:
    codes = [f"0600{i}" for i in range(len(NAMES))]
    if not numbers and "by_long" in read.__qualname__:
        numbers = True
    rows = [[c, n, 90.0 if numbers else "90"] for c, n in zip(codes, NAMES, strict=True)]
    table = read(["unit", "name", WATER], rows, registry(*codes), tmp_path, skip_total_rows=skip)
    assert cells(table, WATER) == [90] * len(NAMES)


@of_numbers
@pytest.mark.parametrize(
    "total",
    [[None, "Tổng cộng"], ["Tổng cộng", None], [None, "Cộng"], ["TỔNG SỐ", ""], [None, "Total"]],
)
@pytest.mark.parametrize("text", [False, True])
def test_a_total_row_is_refused_or_left_out_with_a_note(read, total, text, tmp_path) -> None:
    people = registry("06001", "06004")
    header, rows = (
        ["unit", "name", WATER],
        [["06001", "A", 90.0], ["06004", "B", 80.0], [*total, 95.0]],
    )
    if text and "by_long" not in read.__qualname__:
        header, rows = (
            [*header, PLAN],
            [[*row, word] for row, word in zip(rows, ("Đạt", "K", None), strict=True)],
        )
    found = refused(lambda: read(header, rows, people, tmp_path))
    assert {p["id"] for p in found} == {"TC-D-008"}
    table = read(header, rows, people, tmp_path, skip_total_rows=True)
    assert cells(table, WATER) == [90, 80]
    assert any("total row" in note for note in table.notes)


def test_a_row_without_code_that_names_a_commune_is_no_total(tmp_path) -> None:
    people = registry("06001", "06799", **{"06799": "Cộng Hòa"})
    rows = [["06001", "A", 80.0], ["", "Cộng Hòa", 90.0]]
    for read in (by_csv, by_workbook, wide(pd.DataFrame), by_long(pd.DataFrame)):
        found = refused(
            lambda: read(["unit", "name", WATER], rows, people, tmp_path, skip_total_rows=True)
        )
        assert [p["id"] for p in found] == ["TC-D-001"]


def test_a_total_row_is_no_unit_of_a_table_that_says_itself_who_the_units_are() -> None:
    for total in (("Tổng cộng", ""), ("", "Tổng cộng")):
        data = {
            "unit": ["06001", total[0]],
            "name": ["A", total[1]],
            "region": ["MNPB", "MNPB"],
            WATER: [90.0, 90.0],
        }
        assert {p["id"] for p in refused(lambda: tc.assess(SET, pd.DataFrame(data), on=2020))} == {
            "TC-D-008"
        }
        assert tc.assess(SET, pd.DataFrame(data), on=2020, skip_total_rows=True).units == ["06001"]


# --- units of numbers ----------------------------------------------------------------------------


@of_numbers
def test_options_are_honoured_whatever_the_type_of_the_column(read, tmp_path) -> None:
    people = registry("06001", "06004")
    header = ["unit", INCOME, WATER]
    table = read(
        header,
        [["06001", 30e6, 0.85], ["06004", 40e6, 1.0]],
        people,
        tmp_path,
        shares_are_fractions=True,
        amounts_in_dong=True,
    )
    assert cells(table, INCOME) == [30, 40] and cells(table, WATER) == [85, 100]
    table = read(
        header,
        [["06001", 40.0, 0.85], ["06004", 50.0, 0.5]],
        people,
        tmp_path,
        shares_are_fractions=True,
        as_written=[WATER],
    )
    assert cells(table, WATER) == [0.85, 0.5]


@of_numbers
def test_numbers_that_look_as_if_they_were_in_another_unit_are_asked_about(read, tmp_path) -> None:
    people = registry("06001", "06004")
    rows = [["06001", 40.0, 0.85], ["06004", 35e6, 0.5]]
    found = refused(lambda: read(["unit", INCOME, WATER], rows, people, tmp_path))
    assert sorted(p["id"] for p in found) == ["TC-D-017", "TC-D-028"]
    text = "\n".join(p["text"] for p in found)
    assert "amounts_in_dong" in text and "shares_are_fractions" in text and "as_written" in text
    table = read(["unit", INCOME, WATER], rows, people, tmp_path, as_written=[INCOME, WATER])
    assert cells(table, INCOME) == [40, 35e6] and cells(table, WATER) == [0.85, 0.5]
    assert "wrong.code" in str(
        refused(
            lambda: read(
                ["unit", WATER], [["06001", 5.0]], people, tmp_path, as_written=["wrong.code"]
            )
        )
    )


@of_numbers
def test_money_of_less_than_a_hundred_thresholds_is_not_asked_about(read, tmp_path) -> None:
    largest = max(
        float(n)
        for i in tc.catalog.criteria_set(SET).indicators
        if INCOME in i.measures
        for c in i.cells
        for n in c.numbers
    )
    people = registry("06001", "06004")
    assert (
        cells(
            read(["unit", INCOME], [["06001", 99 * largest], ["06004", 1.0]], people, tmp_path),
            INCOME,
        )[0]
        == 99 * largest
    )
    found = refused(
        lambda: read(["unit", INCOME], [["06001", 100 * largest], ["06004", 1.0]], people, tmp_path)
    )
    assert [p["id"] for p in found] == ["TC-D-028"]


def test_all_questions_of_a_mixed_frame_come_at_once(tmp_path) -> None:
    rows = [["06001", 35e6, 0.5, "a lot"]]
    found = refused(
        lambda: wide(pd.DataFrame)(
            ["unit", INCOME, WATER, "water.clean_share"], rows, registry("06001"), tmp_path
        )
    )
    assert sorted(p["id"] for p in found) == ["TC-D-003", "TC-D-017", "TC-D-028"]


@pytest.mark.parametrize("other", [{}, {WATER: ["90,5", None]}])
def test_a_decimal_is_a_number_whatever_a_text_writes_next_to_it(other) -> None:
    people = registry("06001", "06004")
    exact = [Decimal("38.500"), None]
    typed = pa.array(exact, pa.decimal128(9, 3))
    for frame in (
        pd.DataFrame({"unit": ["06001", "06004"], INCOME: exact, **other}),
        pd.DataFrame(
            {
                "unit": ["06001", "06004"],
                INCOME: pd.Series(typed, dtype=pd.ArrowDtype(typed.type)),
                **other,
            }
        ),
        pl.DataFrame({"unit": ["06001", "06004"], INCOME: exact, **other}),
        pa.table(
            {
                "unit": ["06001", "06004"],
                INCOME: typed,
                **{k: pa.array(v, pa.string()) for k, v in other.items()},
            }
        ),
    ):
        table = frames.read(frame, tc.catalog.criteria_set(SET), people, options())
        assert cells(table, INCOME) == [38.5, "missing"], type(frame)
    long = pa.table({"unit": ["06001", "06004"], "measure": [INCOME] * 2, "value": typed})
    assert cells(frames.read(long, tc.catalog.criteria_set(SET), people, options()), INCOME) == [
        38.5,
        "missing",
    ]


def test_marks_kept_as_truth_values_read_back(tmp_path) -> None:
    people = registry("06001", "06004")
    table = by_csv(["unit", PLAN], [["06001", "True"], ["06004", "False"]], people, tmp_path)
    assert cells(table, PLAN) == [1, 0]
    for frame in (pd.DataFrame, pl.DataFrame, pa.table):
        assert cells(
            wide(frame)(["unit", PLAN], [["06001", True], ["06004", None]], people, tmp_path), PLAN
        ) == [1, "missing"]
