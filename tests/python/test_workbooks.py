"""Workbooks as offices send them, made here: each is read right, or refused with the right cells
named.
"""

from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from conftest import judge
from openpyxl.styles import Font

import tieuchi as tc
from tieuchi.workbook import read_workbook, write_template, write_workbook

CODES = {
    "income": "income.per_capita",
    "trained": "labour.trained_share",
    "plan": "planning.master_plan_published",
}


@pytest.fixture(scope="module")
def registry() -> tc.Registry:
    names = ("Hùng Sơn", "Kháng Chiến", "Đại Đồng", "Chi Lăng")
    units = [
        tc.Unit(f"0600{i}", names=[n], strata=[("region", "MNPB")])
        for i, n in enumerate(names, start=1)
    ]
    return tc.Registry(units)


def save(
    rows: list[list[object]], path: Path, title: str = "Sheet1", merge: tuple[str, ...] = ()
) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    book.save(path)
    return book


def values(table: object, code: str) -> list[float | None]:
    column = next(c for c in table.columns if c.measure == code)
    return [
        None if s else v
        for v, s in zip(column.values.tolist(), column.states.tolist(), strict=True)
    ]


def refused(path: Path, registry: tc.Registry, **options: object) -> str:
    with pytest.raises(tc.InvalidData) as error:
        read_workbook(path, "vn-commune-2016", registry, reference=2019, **options)
    assert all(p["column"] for p in error.value.records)
    return str(error.value)


def test_titles_two_row_headers_lost_zeros_commas_and_marks(tmp_path, registry) -> None:
    """Workbook 1: everything an office does to a table that still can be read."""
    nfd = unicodedata.normalize("NFD", "Tên xã")
    path = tmp_path / "one.xlsx"
    save(
        [
            ["ỦY BAN NHÂN DÂN HUYỆN TRÀNG ĐỊNH"],
            ["Biểu tổng hợp kết quả năm 2019"],
            [],
            ["STT", "Mã xã", nfd, "Quy hoạch", "Kinh tế", None],
            [None, None, None, CODES["plan"], "10", "14.3"],
            [1, 6001, "Hùng Sơn", "x", "36,5", 45],
            [2, 6002, "Kháng Chiến", "Chưa đạt", 30.25, "41,5"],
            [3, "06003", unicodedata.normalize("NFD", "Đại Đồng"), "Đ", None, None],
            [],
            ["Người lập biểu"],
        ],
        path,
        merge=("A1:F1", "A4:A5", "B4:B5", "C4:C5", "E4:F4"),
    )
    table = read_workbook(path, "vn-commune-2016", registry, reference=2019)
    assert table.units.tolist() == [0, 1, 2]
    assert values(table, CODES["income"]) == [36.5, 30.25, None]
    assert values(table, CODES["trained"]) == [45, 41.5, None]
    assert values(table, CODES["plan"]) == [1, 0, 1]
    notes = "\n".join(table.notes)
    assert (
        "header found on row 5" in notes
        and "6001 read as 06001" in notes
        and "'10' read as income.per_capita" in notes
    )


def test_per_cent_cells_dates_and_a_sheet_named_by_its_year(tmp_path, registry) -> None:
    """Workbook 2: formats that only Excel knows, and several sheets."""
    path = tmp_path / "two.xlsx"
    book = save([["Mã", CODES["trained"]], ["06001", 0.455], ["06002", 0.3]], path, "2018")
    for row in (2, 3):
        book["2018"].cell(row, 2).number_format = "0.0%"
    other = book.create_sheet("Năm nay")
    for line in (
        ["unit", "Ngày", CODES["trained"]],
        ["06001", datetime.datetime(2019, 12, 31), 50],
        ["06003", "31/12/2019", 60],
    ):
        other.append(line)
    book.create_sheet("Ghi chú").append(["không có bảng"])
    book.save(path)
    table = read_workbook(path, "vn-commune-2016", registry, reference=2019)
    dated = {c.reference.year: c for c in table.columns}
    assert table.units.tolist() == [0, 1, 2]
    assert dated[2018].values.tolist()[:2] == [45.5, 30] and dated[2018].states.tolist() == [
        0,
        0,
        1,
    ]
    assert dated[2019].values.tolist()[::2] == [50, 60]


def test_text_cells_totals_and_unknown_codes_are_named_by_their_cells(tmp_path, registry) -> None:
    """Workbook 3: four faults, four cells."""
    path = tmp_path / "three.xlsx"
    save(
        [
            ["unit", CODES["income"], CODES["trained"]],
            ["06001", "khoảng 30", 45],
            ["06009", 30, 40],
            ["06002", 31, 140],
            ["Tổng cộng", 61, 225],
        ],
        path,
    )
    text = refused(path, registry)
    for place in ("Sheet1!B2", "Sheet1!A3", "Sheet1!C4", "Sheet1!5"):
        assert place in text, text
    assert "three.xlsx" in text


def test_float_numbers_names_without_codes_and_broken_cells(tmp_path, registry) -> None:
    """Workbook 4: an indicator number typed as a number, a name without code, #DIV/0!."""
    path = tmp_path / "four.xlsx"
    save(
        [
            ["unit", "name", 14.3, CODES["income"]],
            ["06001", "Hùng Sơn", 45, 30],
            [None, "Đại Đồng", 41, 35],
            ["06002", "Kháng Chiến", 40, "#DIV/0!"],
        ],
        path,
    )
    text = refused(path, registry)
    assert "Sheet1!C1" in text and "numbers as text" in text
    assert "Sheet1!A3" in text and "06003 (same name)" in text
    assert "Sheet1!D4" in text


def test_marks_with_blanks_and_fractions_ask_which_option_answers(tmp_path, registry) -> None:
    """Workbook 5: what only the office can know."""
    path = tmp_path / "five.xlsx"
    save(
        [
            ["unit", CODES["plan"], CODES["trained"]],
            ["06001", "x", 0.45],
            ["06002", None, 0.4],
            ["06003", "x", 0.35],
        ],
        path,
    )
    text = refused(path, registry)
    assert (
        "blank_marks" in text
        and "shares_are_fractions" in text
        and "Sheet1!B" in text
        and "Sheet1!C" in text
    )
    table = read_workbook(
        path,
        "vn-commune-2016",
        registry,
        reference=2019,
        blank_marks="not_attained",
        shares_are_fractions=True,
    )
    assert values(table, CODES["plan"]) == [1, 0, 1]
    assert values(table, CODES["trained"]) == pytest.approx([45, 40, 35])


def test_a_formula_that_was_never_computed_is_refused(tmp_path, registry) -> None:
    path = tmp_path / "six.xlsx"
    save([["unit", CODES["income"]], ["06001", "=15+20"]], path)
    assert "Sheet1!B2" in refused(path, registry)


def test_what_is_not_a_workbook_is_refused(tmp_path, registry) -> None:
    path = tmp_path / "no.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(tc.InvalidData, match="an Excel workbook"):
        read_workbook(path, "vn-commune-2016", registry, reference=2019)


def test_a_filled_template_reads_back_without_a_map(tmp_path, province, result) -> None:
    path = tmp_path / "template.xlsx"
    write_template(province.set_id, path, province.registry, on=2020)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    kinds = {m.code: m.kind.name for m in result.criteria.measures}
    rows = province.data.set_index("unit")
    for line in sheet.iter_rows(min_row=6):
        for cell in line[2:]:
            code = sheet.cell(5, cell.column).value
            value = rows.at[line[0].value, code]
            if value == value:
                cell.value = (
                    ("Đạt" if value else "Chưa đạt") if kinds[code] == "attained" else float(value)
                )
    book.save(path)
    table = read_workbook(
        path, province.set_id, province.registry, reference=2020, source="SYNTHETIC"
    )
    assert judge(province, table).hash() == result.hash()
    with pytest.raises(FileExistsError, match="force"):
        write_template(province.set_id, path, province.registry, on=2020)
    write_template(province.set_id, path, province.registry, on=2020, within="SD01", force=True)
    assert openpyxl.load_workbook(path).active.max_row == 5 + 12


def test_what_is_written_says_what_was_judged(tmp_path) -> None:
    registry = tc.Registry([tc.Unit("a", names=["=1+1"], strata=[("region", "MNPB")])])
    r = tc.assess(
        "vn-commune-2016",
        {"unit": ["a"], "labour.trained_share": [10.0]},
        on=2020,
        registry=registry,
        provenance="allow_unverified",
    )
    path = tmp_path / "out.xlsx"
    write_workbook(r, path, language="en")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Summary", "Commune × criterion", "Gaps", "Sources"]
    matrix = list(book["Commune × criterion"].iter_rows(values_only=True))
    assert matrix[1][:3] == ("a", "=1+1", r.count_text("a"))
    assert book["Commune × criterion"]["B2"].data_type == "s"  # a text, not a formula
    assert (
        book["Commune × criterion"]["D1"].font == Font(bold=True)
        or book["Commune × criterion"]["D1"].font.b
    )
    symbols = dict(zip([c.number for c in r.criteria.criteria], matrix[1][3:], strict=True))
    assert symbols["14"] == "✗" and symbols["1"] == "?"
    gaps = list(book["Gaps"].iter_rows(values_only=True))
    assert (gaps[1][0], gaps[1][2]) == ("a", "14.3") and gaps[1][6] == r.gaps(
        language="en"
    ).gap.iloc[0]
    assert (
        any(
            "SYNTHETIC" in str(c)
            for row in book["Summary"].iter_rows(values_only=True)
            for c in row
        )
        is r.synthetic
    )


def test_nothing_half_written_stays(tmp_path, result, monkeypatch) -> None:
    path = tmp_path / "out.xlsx"
    path.write_text("before")
    monkeypatch.setattr(
        "tieuchi.workbook._sources", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt())
    )
    with pytest.raises(KeyboardInterrupt):
        write_workbook(result, path, force=True)
    assert path.read_text() == "before" and [p.name for p in tmp_path.iterdir()] == ["out.xlsx"]


def test_a_sheet_asked_for_must_hold_a_table(tmp_path, registry) -> None:
    path = tmp_path / "notes.xlsx"
    save([["không có bảng"]], path, "Ghi chú")
    assert "notes.xlsx: Ghi chú: [TC-" in refused(path, registry, sheets=["Ghi chú"])
    with pytest.raises(KeyError, match="Ghi chú"):
        read_workbook(path, "vn-commune-2016", registry, reference=2019, sheets=["2019"])
