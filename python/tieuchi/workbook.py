"""Excel workbooks: what offices send, what they print, and templates to fill in.

Reading finds the table of each sheet by itself (titles above it, merged and two-row headers) and
notes every interpretation it makes; what it cannot know it asks for, naming the cell.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from tieuchi import _core, frames
from tieuchi._core import Language, ProblemCode
from tieuchi.errors import InvalidData, require
from tieuchi.judging import VERDICT_OF_BYTE, Result, criteria_set, language_of
from tieuchi.output import track, whole_file
from tieuchi.roadmaps import COLUMNS, Roadmap

#: Headers of a column of unit codes, folded.
_UNIT_HEADERS = (
    "unit",
    "code",
    "mã",
    "mã xã",
    "mã đơn vị",
    "mã đvhc",
    "mã hành chính",
    "unit code",
    "commune code",
)
_NAME_HEADERS = (
    "name",
    "xã",
    "tên xã",
    "tên đơn vị",
    "đơn vị",
    "commune",
    "tên",
    "xã, thị trấn",
    "xã thị trấn",
)
_ORDER_HEADERS = ("stt", "tt", "no", "no.", "số tt")
_PLACE_HEADERS = ("district", "huyện", "province", "tỉnh", "ghi chú", "note", "notes")
_DATE_HEADERS = ("date", "ngày", "ngày báo cáo", "thời điểm")


def _fold(text: Any) -> str:
    return " ".join(_core.fold(str(text)).split())


_FOLDED = {
    kind: {_fold(h) for h in headers}
    for kind, headers in (
        ("unit", _UNIT_HEADERS),
        ("name", _NAME_HEADERS),
        ("order", _ORDER_HEADERS),
        ("place", _PLACE_HEADERS),
        ("date", _DATE_HEADERS),
    )
}


def read_workbook(
    path: str | os.PathLike[str],
    criteria: str | _core.CriteriaSet,
    registry: _core.Registry,
    *,
    reference: Any,
    sheets: Sequence[str] | None = None,
    columns: Mapping[str, str | None] | None = None,
    evidence: _core.Evidence = _core.Evidence.self_assessed,
    source: str = "",
    decimal_mark: str = "",
    shares_are_fractions: bool = False,
    amounts_in_dong: bool = False,
    as_written: Iterable[str] = (),
    skip_total_rows: bool = False,
    blank_marks: str = "ask",
) -> frames.Table:
    """Read every sheet that holds a table of units; hand the result to ``assess`` as ``data``.

    Accepts titles above the table, merged and two-row headers, codes that lost their leading zeros,
    decimal commas, marks (x, Đ, K), NFD text, dates and cells formatted as per cent. A sheet named
    as a year ("2019") is of the end of that year. ``notes`` of the result lists every
    interpretation.

    Raises
    ------
    InvalidData
        With every problem of every sheet: file, ``Sheet1!C14``, header, what was found and
        expected.
    """
    openpyxl = require("openpyxl", "excel")
    path = Path(path)
    rules = criteria_set(criteria)
    when = frames.day(reference, "reference")
    _guard(path)
    try:
        with path.open("rb") as file:  # openpyxl leaves open what it could not read
            book = openpyxl.load_workbook(file, data_only=True)
    except Exception as error:  # and lets through whatever its parsers raise
        _refuse(
            path,
            ProblemCode.unreadable_file,
            type(error).__name__,
            "an Excel workbook (.xlsx)",
            error,
        )
    with path.open("rb") as file:
        formulas = openpyxl.load_workbook(file) if _has_formulas(path) else None
    options = {
        "evidence": evidence,
        "source": source or path.name,
        "columns": frames.said(columns),
        "decimal_mark": decimal_mark,
        "shares_are_fractions": shares_are_fractions,
        "amounts_in_dong": amounts_in_dong,
        "as_written": list(as_written),
        "skip_total_rows": skip_total_rows,
        "blank_marks": blank_marks,
    }
    if sheets is not None:
        unknown = [s for s in sheets if s not in book.sheetnames]
        if unknown:
            raise KeyError(
                f"{path.name} has no sheet {unknown[0]!r}; it has {', '.join(book.sheetnames)}"
            )
    problems: list[dict[str, Any]] = []
    tables: list[frames.Table] = []
    for sheet in book.worksheets:
        if sheets is not None and sheet.title not in sheets:
            continue
        if sheet.sheet_state != "visible" and sheets is None:
            continue
        reader = _Sheet(
            path.name, sheet, formulas[sheet.title] if formulas else None, rules, options
        )
        if not reader.has_table:
            if sheets is not None:
                problems += reader.no_table()
            continue
        try:
            tables.append(reader.read(registry, when))
        except InvalidData as error:
            problems += error.records
    if problems:
        raise InvalidData("\n".join(p["text"] for p in problems), problems)
    if not tables:
        frames.raise_all(
            [
                {
                    "what": ProblemCode.missing_field,
                    "file": path.name,
                    "found": f"no table on {', '.join(book.sheetnames)}",
                    "expected": f"a header with unit codes and measures of {rules.id}",
                }
            ]
        )
    return _join(tables)


def _refuse(
    path: Path, what: ProblemCode, found: str, expected: str, cause: Exception | None = None
) -> NoReturn:
    try:
        frames.raise_all([{"what": what, "file": str(path), "found": found, "expected": expected}])
    except InvalidData as error:
        raise error from cause
    raise AssertionError("raise_all raises")


#: Where a cell or a merged area ends, in the XML of a sheet.
_PLACE = re.compile(rb'\b(?:r|ref)="(?:[A-Z]+[0-9]+:)?([A-Z]{1,3})([0-9]{1,7})"')


def _guard(path: Path) -> None:
    """Refuse unopened what would take more memory than its size explains: openpyxl fills every cell
    up to the last.
    """
    try:
        packed = path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > 100 * packed + (16 << 20):
                _refuse(
                    path,
                    ProblemCode.too_large,
                    f"{size} bytes unpacked",
                    f"at most 100 times its {packed} bytes",
                )
            most = max(1_000_000, size)  # a cell takes ten bytes and more
            for name in archive.namelist():
                if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                    continue
                width = height = merged = 0
                for found in _PLACE.finditer(archive.read(name)):
                    column = 0
                    for letter in found[1]:
                        column = 26 * column + letter - 64
                    width, height = max(width, column), max(height, int(found[2]))
                    merged += column * int(found[2]) if found[0].startswith(b"ref") else 0
                if width * height > most or merged > 100 * most:
                    _refuse(
                        path,
                        ProblemCode.too_large,
                        f"{name}: {width * height} cells",
                        f"at most {most}, as the file is small",
                    )
    except InvalidData:
        raise
    except Exception as error:
        _refuse(
            path,
            ProblemCode.unreadable_file,
            type(error).__name__,
            "an Excel workbook (.xlsx)",
            error,
        )


# The tag of a formula: with attributes or none, a line break inside it, a prefix before it.
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")


def _has_formulas(path: Path) -> bool:
    """Whether a part may hold formulas. Sheets may have any name, and UTF-16 hides every tag."""
    with zipfile.ZipFile(path) as archive:
        return any(_may_hold_formulas(archive, n) for n in archive.namelist())


def _may_hold_formulas(archive: zipfile.ZipFile, name: str) -> bool:
    if name.lower().endswith(("/sharedstrings.xml", "/styles.xml")):
        return False
    try:
        part = archive.read(name)
    except Exception:  # openpyxl has read the sheets: this part is none
        return False
    return bool(_FORMULA.search(part)) or part.startswith((b"\xff\xfe", b"\xfe\xff"))


def _formula(sheet: Any, arrays: list[tuple[Any, str]], row: int, column: int) -> str:
    """The formula that a cell holds, or that fills it from another cell; empty for none."""
    value = sheet.cell(row, column).value
    if isinstance(value, str):
        return value if value.startswith("=") else ""
    if value is not None and hasattr(value, "ref"):
        return _text_of(value)
    for (left, top, right, bottom), text in arrays:
        if value is None and left <= column <= right and top <= row <= bottom:
            return text
    return ""


def _text_of(formula: Any) -> str:
    """The text of an array formula, or a name for a data table, which has none."""
    return str(getattr(formula, "text", None) or "a data table")


def _arrays(sheet: Any) -> list[tuple[Any, str]]:
    """Array formulas and data tables of a sheet: bounds and text."""
    from openpyxl.utils import range_boundaries

    return [
        (range_boundaries(cell.value.ref), _text_of(cell.value))
        for row in sheet.iter_rows()
        for cell in row
        if hasattr(cell.value, "ref")
    ]


def _join(tables: list[frames.Table]) -> frames.Table:
    if len(tables) == 1:
        return tables[0]
    units = np.array(list(dict.fromkeys(u for t in tables for u in t.units.tolist())), np.uint32)
    place = {u: r for r, u in enumerate(units.tolist())}
    joined = frames.Table(units, notes=[n for t in tables for n in t.notes])
    for table in tables:
        rows = [place[u] for u in table.units.tolist()]
        for c in table.columns:
            values, states = np.zeros(len(units)), np.ones(len(units), np.uint8)
            values[rows] = c.values
            states[rows] = 0 if c.states is None else c.states
            joined.columns.append(
                _core.Column(
                    c.measure,
                    c.reference,
                    values,
                    states,
                    evidence=c.evidence,
                    recorded=c.recorded,
                    source=c.source,
                )
            )
    return joined


class _Sheet:
    """One sheet: where its table is, and what its cells say."""

    def __init__(
        self,
        file: str,
        sheet: Any,
        formulas: Any,
        rules: _core.CriteriaSet,
        options: dict[str, Any],
    ) -> None:
        self.file, self.sheet, self.formulas, self.rules, self.options = (
            file,
            sheet,
            formulas,
            rules,
            options,
        )
        self.title = sheet.title
        self.notes: list[str] = []
        self.cells = [list(row) for row in sheet.iter_rows()]
        self.merged: dict[tuple[int, int], Any] = {}
        for area in sheet.merged_cells.ranges:
            for r in range(area.min_row, area.max_row + 1):
                for c in range(area.min_col, area.max_col + 1):
                    self.merged[r, c] = sheet.cell(area.min_row, area.min_col)
        self.header_row, self.header, self.kinds = self._find_header()
        self.has_table = self.header_row > 0

    def no_table(self) -> list[dict[str, Any]]:
        """The problem of a sheet that was asked for and holds no table."""
        expected = f"a header with unit codes and measures of {self.rules.id}"
        return [self._problem(self.title, "", ProblemCode.missing_field, "no table", expected)]

    def _value(self, row: int, column: int) -> Any:
        """The value of a cell, counted from 1; of its merged area where it is in one."""
        cell = self.merged.get((row, column))
        if cell is None:
            cell = self.cells[row - 1][column - 1]
        return cell.value

    def _kind(self, text: str) -> tuple[str, str]:
        """What a header is: (kind, measure); kind is empty where it says nothing."""
        if not text:
            return "", ""
        said = self.options["columns"].get(text)
        if said is not None:
            if said in ("", "unit", "date", "name"):
                return said or "left_out", ""
            text = said
        folded = _fold(text)
        for kind, headers in _FOLDED.items():
            if folded in headers:
                return ("left_out" if kind in ("order", "place") else kind), ""
        if self.rules.dimension and text == self.rules.dimension:
            return "stratum", ""
        options = _core.ReadOptions(self.file, datetime.date(2000, 1, 1), unit_column="\0unit")
        try:
            return "measure", _core.meanings(["\0unit", text], self.rules, options)[1][1]
        except InvalidData as error:
            return "several", error.records[0]["expected"]

    def _find_header(self) -> tuple[int, list[str], list[tuple[str, str]]]:
        best: tuple[int, int, list[str], list[tuple[str, str]]] = (0, 0, [], [])
        width = self.sheet.max_column
        cache: dict[str, tuple[str, str]] = {}
        above: list[tuple[str, tuple[str, str]]] = []
        for row in range(1, min(len(self.cells), 40) + 1):
            current: list[tuple[str, tuple[str, str]]] = []
            for column in range(1, width + 1):
                text = _core.compose(self._text_of_header(self._value(row, column)))
                if text not in cache:
                    cache[text] = self._kind(text)
                current.append((text, cache[text]))
            # The lower row of a two-row header decides, the upper one where the lower is silent. A
            # row with something else below the header of the codes is a row of data.
            below = list(zip(above, current, strict=True)) if above else []
            data = any(
                up[1][0] == "unit" and own[0] and own[0] != up[0] and own[1][0] != "unit"
                for up, own in below
            )
            merged = [
                (
                    up
                    if own[1][0] in ("", "several") and up[1][0] not in ("", "several") and not data
                    else own
                )
                for up, own in below
            ] or current
            above = current
            own_measures = sum(kind == "measure" for _, (kind, _) in current)
            measures = sum(kind == "measure" for _, (kind, _) in merged)
            if data or not own_measures or not any(kind == "unit" for _, (kind, _) in merged):
                continue
            if measures >= best[0]:
                best = (measures, row, [text for text, _ in merged], [kind for _, kind in merged])
        return best[1], best[2], best[3]

    @staticmethod
    def _text_of_header(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, float) and value == int(value):
            return str(int(value))
        return " ".join(str(value).split())

    def read(self, registry: _core.Registry, when: datetime.date) -> frames.Table:
        from openpyxl.utils import get_column_letter

        problems: list[dict[str, Any]] = []
        if re.fullmatch(r"(19|20)\d\d", self.title.strip()):
            when = datetime.date(int(self.title), 12, 31)
            self.notes.append(f"{self.title}: the sheet's name is a year: its values are of {when}")
        if self.header_row > 1:
            self.notes.append(f"{self.title}: header found on row {self.header_row}")
        taken = [
            c for c, (kind, _) in enumerate(self.kinds) if kind not in ("", "left_out", "several")
        ]
        for c, (kind, expected) in enumerate(self.kinds):
            where = f"{self.title}!{get_column_letter(c + 1)}{self.header_row}"
            if isinstance(self._value(self.header_row, c + 1), float) and kind == "measure":
                value = self._value(self.header_row, c + 1)
                if value != int(value):
                    problems.append(
                        self._problem(
                            where,
                            self.header[c],
                            ProblemCode.number_is_float,
                            str(value),
                            "numbers as text: 17.1 and 17.10 are two indicators",
                        )
                    )
            if kind == "several":
                problems.append(
                    self._problem(
                        where, self.header[c], ProblemCode.unknown_column, self.header[c], expected
                    )
                )
            if kind == "left_out":
                self.notes.append(f"{where}: column {self.header[c]!r} left out")
        header = ["unit" if self.kinds[c][0] == "unit" else self.header[c] for c in taken]
        columns = dict(self.options["columns"])
        for c in taken:
            kind, measure = self.kinds[c]
            if kind == "measure":
                columns[self.header[c]] = measure
                if self.header[c] != measure:
                    self.notes.append(
                        f"{self.title}!{get_column_letter(c + 1)}{self.header_row}:"
                        f" {self.header[c]!r} read as {measure}"
                    )
            elif kind in ("date", "name"):
                columns[self.header[c]] = kind
        shares = {m.code for m in self.rules.measures if m.kind == _core.MeasureKind.share}
        rows: list[list[str]] = []
        typed: list[list[int]] = []
        lines: list[int] = []
        unit_at = next(i for i, c in enumerate(taken) if self.kinds[c][0] == "unit")
        arrays = _arrays(self.formulas) if self.formulas is not None else []
        body = range(self.header_row + 1, len(self.cells) + 1)
        for r in track(body, self.title, len(body)):
            texts: list[str] = []
            flags: list[int] = []
            for c in taken:
                cell = self.cells[r - 1][c]
                text, number = frames.cell(cell.value)
                if self.formulas is not None and cell.value is None:
                    formula = _formula(self.formulas, arrays, r, c + 1)
                    if formula:
                        problems.append(
                            self._problem(
                                f"{self.title}!{cell.coordinate}",
                                self.header[c],
                                ProblemCode.spreadsheet_error,
                                formula[:40],
                                "a computed value; open the file in Excel and save it",
                            )
                        )
                if number and "%" in str(cell.number_format) and self.kinds[c][1] in shares:
                    text = frames.number(round(float(cell.value) * 100, 9)) + "%"
                texts.append(text)
                flags.append(int(number))
            written = [i for i, t in enumerate(texts) if t.strip()]
            if not written:
                continue
            names = [i for i, c in enumerate(taken) if self.kinds[c][0] == "name"]
            if not texts[unit_at].strip() and not any(frames.is_total(t) for t in texts):
                values = [i for i in written if self.kinds[taken[i]][0] == "measure" and flags[i]]
                if not values:
                    self.notes.append(
                        f"{self.title}: row {r} is not of a unit and was left out:"
                        f" {texts[written[0]][:40]}"
                    )
                    continue
                near = [
                    m for i in names for m in registry.match(texts[i], self.rules.level, when)[:3]
                ]
                problems.append(
                    self._problem(
                        f"{self.title}!{get_column_letter(taken[unit_at] + 1)}{r}",
                        "unit",
                        ProblemCode.unknown_unit,
                        "an empty cell",
                        (
                            "a code; by its name it may be "
                            + ", ".join(f"{c} ({k})" for c, k in near)
                            if near
                            else "a code of the registry"
                        ),
                    )
                )
                continue
            rows.append(texts)
            typed.append(flags)
            lines.append(r)
        options = _core.ReadOptions(
            **{
                **self.options,
                "file": self.file,
                "reference": when,
                "unit_column": "unit",
                "columns": columns,
            }
        )
        try:
            units, found, notes = _core.read_table(
                header, rows, lines, typed, self.rules, registry, options
            )
        except InvalidData as error:
            letters = {h: get_column_letter(c + 1) for h, c in zip(header, taken, strict=True)}
            for record in error.records:
                problems.append(self._located(record, letters))
        if problems:
            raise InvalidData("\n".join(p["text"] for p in problems), problems)
        return frames.Table(units, found, self.notes + [f"{self.title}: {n}" for n in notes])

    def _located(self, record: dict[str, Any], letters: dict[str, str]) -> dict[str, Any]:
        letter = letters.get(record["column"], "")
        row = record["row"] if record["row"] > 1 or not letter else self.header_row
        where = f"{self.title}!{letter}{row or ''}" if letter or row else self.title
        return self._at(record, where, record["column"])

    def _problem(
        self, where: str, header: str, what: ProblemCode, found: str, expected: str
    ) -> dict[str, Any]:
        try:
            frames.raise_all(
                [
                    {
                        "what": what,
                        "file": self.file,
                        "column": header,
                        "found": found,
                        "expected": expected,
                    }
                ]
            )
        except InvalidData as error:
            return self._at(error.records[0], where, header)
        raise AssertionError("a problem was raised above")

    def _at(self, record: dict[str, Any], where: str, header: str) -> dict[str, Any]:
        """A problem with the place in the workbook instead of the one in a table."""
        out = {**record, "column": where}
        for key in ("text", "text_vi"):
            _, bracket, rest = record[key].partition("[TC-")
            out[key] = f"{self.file}: {where}{f' ({header})' if header else ''}: {bracket}{rest}"
        return out


# --- writing ------------------------------------------------------------------------------------

_WORDS = {
    "vi": {
        "summary": "Tổng hợp",
        "matrix": "Xã × tiêu chí",
        "gaps": "Còn thiếu",
        "sources": "Nguồn",
        "unit": "Mã",
        "name": "Tên",
        "met": "Số tiêu chí đạt",
        "indicator": "Chỉ tiêu",
        "what": "Nội dung",
        "value": "Số liệu",
        "threshold": "Mức quy định",
        "gap": "Còn thiếu",
        "in": "Đơn vị",
        "criterion": "Tiêu chí",
        "column": "Cột",
        "status": "Kiểm chứng",
        "source": "Nguồn",
        "group": "Nhóm",
        "units": "Số xã",
        "low": "Bình quân từ",
        "high": "đến",
        "synthetic": "SỐ LIỆU GIẢ LẬP",
        "notes": "Cách đọc số liệu",
        "all": "Tất cả",
        "n/a as": "Không xét tính là",
        "unknown": "Chưa xác định",
        "not_met": "Chưa đạt",
        "ok": "Đạt",
        "na": "Không xét",
        "error": "Lỗi số liệu",
    },
    "en": {
        "summary": "Summary",
        "matrix": "Commune × criterion",
        "gaps": "Gaps",
        "sources": "Sources",
        "unit": "Code",
        "name": "Name",
        "met": "Criteria met",
        "indicator": "Indicator",
        "what": "What it asks",
        "value": "Value",
        "threshold": "Threshold",
        "gap": "Gap",
        "in": "Unit",
        "criterion": "Criterion",
        "column": "Column",
        "status": "Checked",
        "source": "Source",
        "group": "Group",
        "units": "Communes",
        "low": "Mean from",
        "high": "to",
        "synthetic": "SYNTHETIC DATA",
        "notes": "How the table was read",
        "all": "All",
        "n/a as": "Not applicable counts as",
        "unknown": "Unknown",
        "not_met": "Not met",
        "ok": "Met",
        "na": "Not applicable",
        "error": "Faulty data",
    },
}


_ROADMAP_WORDS = {
    "vi": {
        "tasks": "Danh mục việc",
        "years": "Từng năm",
        "sums": "Theo huyện, nguồn vốn",
        "year": "Năm",
        "done": "Xong năm",
        "district": "Huyện",
        "unit": "Mã",
        "name": "Xã",
        "criterion": "Tiêu chí",
        "criterion_name": "Tên tiêu chí",
        "reason": "Lý do",
        "clause": "Chỉ tiêu",
        "gap": "Còn thiếu",
        "cost_vnd": "Chi phí (đồng)",
        "fund": "Nguồn vốn",
        "effect": "Tăng khả năng đạt",
        "criteria": "Tiêu chí đạt thêm",
        "recognised": "Xã đạt",
        "count": "Số việc",
    },
    "en": {
        "tasks": "Tasks",
        "years": "Years",
        "sums": "By district and fund",
        "year": "Year",
        "done": "Done",
        "district": "District",
        "unit": "Code",
        "name": "Unit",
        "criterion": "Criterion",
        "criterion_name": "Name of criterion",
        "reason": "Reason",
        "clause": "Clause",
        "gap": "Gap",
        "cost_vnd": "Cost (đồng)",
        "fund": "Fund",
        "effect": "Raises the chance by",
        "criteria": "Criteria gained",
        "recognised": "Recognised",
        "count": "Tasks",
    },
}


class _Writer:
    """Rows of a write-only workbook; texts stay texts whatever they begin with."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        from tieuchi.display import COLOURS

        self.sheet, self._cell = sheet, WriteOnlyCell
        self.bold, self.centred = Font(bold=True), Alignment(horizontal="center")
        self.fills = [
            (PatternFill("solid", fgColor=fill[1:]), Font(color=ink[1:])) for fill, ink in COLOURS
        ]

    def safe(self, value: Any) -> Any:
        if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
            cell = self._cell(self.sheet, value)
            cell.data_type = "s"
            cell.quotePrefix = True
            return cell
        return value

    def row(self, values: Sequence[Any] = (), bold: bool = False) -> None:
        cells = [self.safe(v) for v in values]
        if bold:
            for i, value in enumerate(values):
                cell = self._cell(self.sheet, value)
                if isinstance(value, str):
                    cell.data_type = "s"
                cell.font = self.bold
                cells[i] = cell
        self.sheet.append(cells)

    def verdict(self, position: int) -> Any:
        cell = self._cell(self.sheet, "✓✗–?"[position])
        cell.fill, cell.font = self.fills[position]
        cell.alignment = self.centred
        return cell


def write_workbook(
    result: Result,
    path: str | os.PathLike[str],
    *,
    na_count: str = "deem_met",
    by: str = "district",
    language: str | Language = "vi",
    force: bool = False,
) -> None:
    """Write what an office prints: summary, matrix in colours and symbols, gaps, sources.

    Texts that begin like a formula stay texts. The file appears whole or not at all; an existing
    one is replaced only with ``force``. ``na_count`` names what *not applicable* counts as in the
    summary.
    """
    openpyxl = require("openpyxl", "excel")
    lang = language_of(language)
    with whole_file(path, force) as part:
        book = openpyxl.Workbook(write_only=True)
        _write_sheets(book, result, na_count, by, lang)
        book.save(part)


def _write_sheets(book: Any, result: Result, na_count: str, by: str, lang: Language) -> None:
    words = _WORDS[lang.name]
    try:
        _summary(_Writer(book.create_sheet(words["summary"])), result, na_count, by, lang, words)
        _matrix(_Writer(book.create_sheet(words["matrix"])), result, lang, words)
        _gaps(_Writer(book.create_sheet(words["gaps"])), result, lang, words)
        _sources(_Writer(book.create_sheet(words["sources"])), result, lang, words)
    except BaseException:
        for sheet in book.worksheets:  # ends their half-written streams
            with contextlib.suppress(Exception):
                sheet.close()
        raise


def _summary(
    out: _Writer, result: Result, na_count: str, by: str, lang: Language, words: dict[str, str]
) -> None:
    out.sheet.column_dimensions["A"].width = 44
    out.row([f"{result.criteria.title.in_(lang)} – {result.on}"], bold=True)
    if result.synthetic:
        out.row([words["synthetic"]], bold=True)
    for line in result.stamp(lang).rstrip().split("\n"):
        out.row([line])
    up = result.roll_up(by, na_count=na_count)  # type: ignore[arg-type]
    out.row()
    out.row([words["group"], words["units"], words["low"], words["high"]], bold=True)
    names = [*up._places()[1], words["all"]]
    for name, group in zip(names, [*up.groups, up.total], strict=True):
        n = group["units"] or 1
        out.row(
            [
                name,
                group["units"],
                round(group["met_least"] / n, 4),
                round(group["met_most"] / n, 4),
            ]
        )
    out.row([f"{words['n/a as']}: {na_count}"])
    out.row()
    out.row(
        [
            words["criterion"],
            words["ok"],
            words["not_met"],
            words["unknown"],
            words["na"],
            words["error"],
        ],
        bold=True,
    )
    for criterion, five in zip(
        result.criteria.criteria, up.total["criteria"].tolist(), strict=True
    ):
        out.row([f"{criterion.number} {criterion.name.in_(lang)}", *five])
    if result.notes:
        out.row()
        out.row([words["notes"]], bold=True)
        for note in result.notes:
            out.row([note])


def _matrix(out: _Writer, result: Result, lang: Language, words: dict[str, str]) -> None:
    out.sheet.freeze_panes = "D2"
    out.sheet.column_dimensions["B"].width = 28
    out.sheet.column_dimensions["C"].width = 18
    numbers = [c.number for c in result.criteria.criteria]
    out.row([words["unit"], words["name"], words["met"], *numbers], bold=True)
    cells = VERDICT_OF_BYTE[result.cells()].T.tolist()
    every = zip(result.units, result.names, cells, strict=True)
    for row, (unit, name, verdicts) in enumerate(track(every, words["matrix"], len(result))):
        count = result._assessment.count_text(row, lang)
        out.sheet.append(
            [out.safe(unit), out.safe(name), count, *(out.verdict(v) for v in verdicts)]
        )


def _gaps(out: _Writer, result: Result, lang: Language, words: dict[str, str]) -> None:
    out.sheet.freeze_panes = "A2"
    for letter, width in (("B", 28), ("D", 60)):
        out.sheet.column_dimensions[letter].width = width
    keys = ("unit", "name", "indicator", "what", "value", "threshold", "gap", "in")
    out.row([words[k] for k in keys], bold=True)
    row, at, value, threshold, gap = (
        a.tolist() for a in result._assessment.gaps(result._registry, result._panel)
    )
    units, names = result.units, result.names
    indicators = [
        (i.number, i.name.in_(lang), i.unit.in_(lang)) for i in result.criteria.indicators
    ]
    for r, i, v, t, g in track(
        zip(row, at, value, threshold, gap, strict=True), words["gaps"], len(row)
    ):
        number, name, unit = indicators[i]
        out.sheet.append(
            [
                out.safe(units[r]),
                out.safe(names[r]),
                number,
                name,
                round(v, 6),
                t,
                round(g, 6),
                unit,
            ]
        )


def _sources(out: _Writer, result: Result, lang: Language, words: dict[str, str]) -> None:
    out.sheet.freeze_panes = "A2"
    for letter, width in (("B", 60), ("F", 80)):
        out.sheet.column_dimensions[letter].width = width
    keys = ("indicator", "what", "column", "threshold", "status", "source")
    out.row([words[k] for k in keys], bold=True)
    used = {c["column"].split(" + ")[0] for c in result._assessment.coverage(lang)}
    for i in result.criteria.indicators:
        for cell in i.cells:
            if cell.stratum in used and result.on in cell.period:
                asked = "; ".join(str(n) for n in cell.numbers) or cell.state.name
                out.row(
                    [
                        i.number,
                        i.name.in_(lang),
                        cell.stratum,
                        asked,
                        i.status(cell).name,
                        cell.source,
                    ]
                )


def write_roadmap(
    roadmap: Roadmap, path: str | os.PathLike[str], *, title: str = "", force: bool = False
) -> None:
    """Write a road map: the task list, the years, and sums by district, fund and year. Money is in
    đồng.

    Texts that begin like a formula stay texts; the file appears whole or not at all.
    """
    openpyxl = require("openpyxl", "excel")
    words = _ROADMAP_WORDS[roadmap.language.name]
    with whole_file(path, force) as part:
        book = openpyxl.Workbook(write_only=True)
        tasks = _Writer(book.create_sheet(words["tasks"]))
        for letter, width in (("E", 26), ("G", 30), ("H", 26), ("J", 44), ("K", 18)):
            tasks.sheet.column_dimensions[letter].width = width
        banner = [
            *([title] if title else []),
            *([_WORDS[roadmap.language.name]["synthetic"]] if roadmap.synthetic else []),
        ]
        for line in banner:
            tasks.row([line], bold=True)
        tasks.row([words[k] for k in COLUMNS], bold=True)
        for r in roadmap._rows:
            tasks.row(
                [
                    (
                        tasks.safe(r[k])
                        if isinstance(r[k], str)
                        else round(r[k], 6)
                        if isinstance(r[k], float)
                        else r[k]
                    )
                    for k in COLUMNS
                ]
            )
        for name, keys, rows in (
            (
                words["years"],
                ("year", "cost_vnd", "criteria", "recognised"),
                roadmap._found["years"],
            ),
            (
                words["sums"],
                ("district", "fund", "year", "count", "cost_vnd"),
                roadmap._found["sums"],
            ),
        ):
            out = _Writer(book.create_sheet(name))
            out.row([words[k] for k in keys], bold=True)
            for line in rows:
                out.row(
                    [
                        (
                            out.safe(x)
                            if isinstance(x, str)
                            else round(x, 6)
                            if isinstance(x, float)
                            else x
                        )
                        for x in line
                    ]
                )
        book.save(part)


def write_template(
    criteria: str | _core.CriteriaSet,
    path: str | os.PathLike[str],
    registry: _core.Registry,
    *,
    on: Any,
    within: str | None = None,
    language: str | Language = "vi",
    force: bool = False,
) -> None:
    """Write an empty table for a set: one row a unit (all, or those ``within`` a district), one
    column a measure with its name, clause, unit and permitted values. The filled copy reads back as
    it is.
    """
    openpyxl = require("openpyxl", "excel")
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    rules, lang, when = criteria_set(criteria), language_of(language), frames.day(on)
    clauses: dict[str, list[str]] = {}
    for i in rules.indicators:
        for code in i.measures:
            clauses.setdefault(code, []).append(i.number)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Số liệu" if lang == Language.vi else "Data"
    labels = (
        ("Nội dung", "Chỉ tiêu", "Đơn vị tính")
        if lang == Language.vi
        else ("What", "Indicator", "Unit")
    )
    sheet["A1"] = f"{rules.title.in_(lang)} ({rules.decision}) – {when}"
    sheet["A1"].font = Font(bold=True, size=13)
    for row, label in enumerate(labels, start=2):
        sheet.cell(row, 2, label).font = Font(italic=True)
    sheet.cell(5, 1, "unit")
    sheet.cell(5, 2, "name")
    units = registry.members(rules.level, when, within=within)
    last = 5 + max(len(units), 1)
    for column, m in enumerate(rules.measures, start=3):
        letter = get_column_letter(column)
        sheet.cell(2, column, m.name.in_(lang)).alignment = Alignment(
            wrap_text=True, vertical="top"
        )
        sheet.cell(3, column, ", ".join(clauses.get(m.code, []))).number_format = "@"
        sheet.cell(4, column, m.unit.in_(lang))
        sheet.cell(5, column, m.code)
        sheet.column_dimensions[letter].width = 18
        area = f"{letter}6:{letter}{last}"
        if m.kind == _core.MeasureKind.attained:
            check = DataValidation("list", formula1='"Đạt,Chưa đạt,Không xét"', allow_blank=True)
        else:
            most = "100" if m.kind == _core.MeasureKind.share else "1000000000"
            check = DataValidation(
                "decimal", operator="between", formula1="0", formula2=most, allow_blank=True
            )
        check.error = f"{m.unit.in_(lang)}: {m.name.in_(lang)}"[:250]
        check.showErrorMessage = True
        sheet.add_data_validation(check)
        check.add(area)
    for cell in sheet[5]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E3E3E6")
    for row, code in enumerate(units, start=6):
        sheet.cell(row, 1, code).number_format = "@"
        name = sheet.cell(row, 2, registry.name(code, when))
        name.data_type = "s"
    sheet.row_dimensions[2].height = 75
    sheet.column_dimensions["B"].width = 28
    sheet.freeze_panes = "C6"
    with whole_file(path, force) as part:
        book.save(part)
