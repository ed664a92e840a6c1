"""Frames in and out: pandas, polars and pyarrow come in, the same library goes out.

Numbers cross without a copy where their layout allows: NumPy columns of doubles, and everything
that speaks the Arrow C stream. Text columns are read cell by cell with the rules for tables from
offices.
"""

from __future__ import annotations

import datetime
import decimal
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tieuchi import _core
from tieuchi.errors import InvalidData

_LIBRARIES = ("pandas", "polars", "pyarrow")

#: Columns of a table that say who a unit is; they are read when no registry is given.
PLACES = ("name", "district", "province", "district_name", "province_name", "cohorts")


def beside_measures(criteria: _core.CriteriaSet) -> list[str]:
    """Columns of a wide table that are no measures: they say who a unit is."""
    return [*PLACES[1:], *(a for a in criteria.attributes if a != criteria.dimension)]


class _Narwhals:
    """Narwhals, imported on first use: importing the package stays quick."""

    def __getattr__(self, name: str) -> Any:
        import narwhals.stable.v2 as library

        return getattr(library, name)


nw: Any = _Narwhals()


def new(data: Mapping[str, Any], like: str | None = None) -> Any:
    """Build a frame in a library: the one named, else one that is loaded, else one that is
    installed.
    """
    import importlib.util

    if like is None:
        loaded = [name for name in _LIBRARIES if name in sys.modules]
        found = loaded or [name for name in _LIBRARIES if importlib.util.find_spec(name)]
        if not found:
            from tieuchi.errors import MissingExtra

            raise MissingExtra(
                "no frame library is installed: pip install 'tieuchi[pandas]' or polars"
            )
        like = found[0]
    return nw.from_dict(dict(data), backend=like).to_native()


def day(value: Any, argument: str = "on") -> datetime.date:
    """Read a date: a date, ``"yyyy-mm-dd"``, or a year, which means its 31 December."""
    if is_missing(value):  # NaT is a datetime, of the year 1
        raise TypeError(
            f"{argument} must be a date, 'yyyy-mm-dd' or a year, not a missing value ({value})"
        )
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return datetime.date(int(value), 12, 31)
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{argument}: {value!r} is not a day; write yyyy-mm-dd") from None
    raise TypeError(
        f"{argument} must be a date, 'yyyy-mm-dd' or a year, not {type(value).__name__}"
    )


@dataclass
class Table:
    """What a frame said: units in its order, columns of measures, notes on what was done."""

    units: np.ndarray
    columns: list[_core.Column] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    library: str | None = None
    index: Any = None
    #: Series whose memory the columns read. pandas copies on write as long as somebody else holds a
    #: series of the same memory, so what was judged does not change with the caller's frame.
    held: list[Any] = field(default_factory=list)


class Frame:
    """One frame of any library, with its columns as NumPy arrays and masks."""

    def __init__(self, native: Any, argument: str = "data") -> None:
        try:
            self.nw = nw.from_native(native, eager_only=True)
        except TypeError:
            if hasattr(native, "__arrow_c_stream__"):
                from tieuchi.errors import require

                native = require("pyarrow", "arrow").table(native)
                self.nw = nw.from_native(native, eager_only=True)
            elif isinstance(native, Mapping):
                # Arrow would read arrays in place that their owner may still write to.
                own = {k: v.copy() if isinstance(v, np.ndarray) else v for k, v in native.items()}
                self.nw = nw.from_native(new(own), eager_only=True)
            else:
                raise TypeError(
                    f"{argument} must be a pandas, polars or pyarrow frame, not"
                    f" {type(native).__name__}"
                ) from None
        self.native = self.nw.to_native()
        self.library = self.nw.implementation.value
        self.names = [_core.compose(str(c)) for c in self.nw.columns]
        self.index = nw.maybe_get_index(self.nw)
        self._arrow: dict[str, tuple[Any, Any]] | None = None
        self.held: list[Any] = []

    def __len__(self) -> int:
        return len(self.nw)

    def text(self, name: str) -> list[str]:
        """A column as texts in composed form; missing cells are empty, and codes that a library
        holds as floats (6001.0 beside an empty cell) are whole numbers.
        """
        texts = [_text_of(x) for x in self._series(name).to_list()]
        return [t if t.isascii() else _core.compose(t) for t in texts]

    def objects(self, name: str) -> list[Any]:
        """A column as Python objects; missing cells are None."""
        return [None if is_missing(x) else x for x in self._series(name).to_list()]

    def numbers(self, name: str) -> tuple[np.ndarray, np.ndarray | None] | None:
        """Values and states of a column of numbers, decimals or truth values; None for any other
        column.
        """
        if self._series(name).dtype in (nw.Decimal, nw.Object):
            return self._number_objects(name)
        if self.library == "pandas":
            return self._pandas(name)
        if self._arrow is None:
            stream = self.native.__arrow_c_stream__()
            self._arrow = {_core.compose(n): (v, s) for n, v, s in _core.arrow_columns(stream)}
        values, states = self._arrow[name]
        return None if values is None else (values, states)

    def _number_objects(self, name: str) -> tuple[np.ndarray, np.ndarray | None] | None:
        cells = self.objects(name)
        if not all(x is None or isinstance(x, _NUMBERS) for x in cells):
            return None
        values = np.array([0.0 if x is None else float(x) for x in cells], dtype=np.float64)
        missing = np.array([x is None for x in cells], dtype=np.uint8)
        return values, missing if missing.any() else None

    def _series(self, name: str) -> Any:
        return self.nw[self.nw.columns[self.names.index(name)]]

    def _pandas(self, name: str) -> tuple[np.ndarray, np.ndarray | None] | None:
        series = self._series(name)
        if not (series.dtype.is_numeric() or series.dtype == nw.Boolean):
            return None
        column = series.to_native()
        if isinstance(column.dtype, np.dtype):
            values = np.asarray(column.to_numpy(), dtype=np.float64)
            missing = np.isnan(values) if column.dtype.kind == "f" else None
        else:
            missing = column.isna().to_numpy()
            values = column.to_numpy(dtype=np.float64, na_value=0.0)
        values = np.ascontiguousarray(values)
        self.held.append(column)
        if missing is None or not missing.any():
            return values, None
        return values, missing.view(np.uint8)  # 1 is "not collected"


def _text_of(value: Any) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()


#: What a cell that is a number may be.
_NUMBERS = (bool, int, float, decimal.Decimal, np.number, np.bool_)


def is_missing(value: Any) -> bool:
    """Whether a cell of any library is empty: None, NaN, NaT or NA."""
    if isinstance(value, decimal.Decimal):
        return value.is_nan()
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, (float, np.floating)) and value != value


def raise_all(problems: list[dict[str, Any]]) -> None:
    """Raise InvalidData with every problem; nothing where there is none."""
    if problems:
        _core.raise_invalid_data(problems)


def raise_records(records: Sequence[dict[str, Any]]) -> None:
    """Raise InvalidData with problems that were caught before, each once; nothing where there is
    none.
    """
    once = list({r["text"]: r for r in records}.values())
    if once:
        raise InvalidData("\n".join(r["text"] for r in once), once)


def said(columns: Mapping[str, str | None] | None) -> dict[str, str]:
    """What a caller says of headers: header in composed form → meaning, empty to leave the column
    out.
    """
    return {_core.compose(k).strip(): v or "" for k, v in (columns or {}).items()}


def is_total(code: str, name: str = "") -> bool:
    """Whether a row whose code is not registered is a total row, by the word in place of its code
    or name.
    """
    return _core.CellWord.total in (_core.cell_word(code), _core.cell_word(name))


def totals(
    frame: Frame, registry: _core.Registry, unit: str, file: str, notes: list[str]
) -> set[int]:
    """Rows, from 0, that are total rows and left out, each with a note; a row of a registered unit
    is none.
    """
    codes = frame.text(unit)
    names = frame.text("name") if "name" in frame.names else [""] * len(codes)
    unknown = np.flatnonzero(registry.indices_of(codes) < 0).tolist()
    found = {row for row in unknown if is_total(codes[row], names[row])}
    notes += [
        f"{file}: row {row + 1}: left out as a total row: {codes[row] or names[row]}"
        for row in sorted(found)
    ]
    return found


def indices(
    registry: _core.Registry,
    codes: Sequence[str],
    file: str,
    column: str,
    left_out: Collection[int] = (),
) -> np.ndarray:
    """Registry indices of codes; every unknown one is reported, with the names that come near.

    Rows that are `left_out` (from 0) have the index 2³² − 1.
    """
    found = registry.indices_of(list(codes))
    problems: list[dict[str, Any]] = []
    for row in np.flatnonzero(found < 0).tolist():
        if row in left_out:
            continue
        total = is_total(codes[row])
        problems.append(
            {
                "what": _core.ProblemCode.total_row if total else _core.ProblemCode.unknown_unit,
                "file": file,
                "row": int(row) + 1,
                "column": column,
                "found": codes[row] or "an empty cell",
                "expected": (
                    "units only, or the option skip_total_rows"
                    if total
                    else "a code of the registry"
                ),
            }
        )
    raise_all(problems)
    return found.astype(np.uint32)


def read(
    native: Any,
    criteria: _core.CriteriaSet,
    registry: _core.Registry,
    options: dict[str, Any],
    units: Any = None,
) -> Table:
    """Read a frame, wide (one column a measure) or long (columns ``measure`` and ``value``)."""
    frame = Frame(native)
    names = {options["columns"].get(n, n) for n in frame.names}
    if {"value"} <= names and names & {"measure", "indicator"}:
        return _long(frame, criteria, registry, options)
    return _wide(frame, criteria, registry, options, units)


def _wide(
    frame: Frame,
    criteria: _core.CriteriaSet,
    registry: _core.Registry,
    options: dict[str, Any],
    given: Any,
) -> Table:
    unit = options["unit_column"]
    header, columns = list(frame.names), dict(options["columns"])
    for name in beside_measures(criteria):
        if name in header:
            columns.setdefault(name, "")
    from_index = unit not in [columns.get(n, n) for n in header] and "unit" not in columns.values()
    index_codes = None
    if from_index and given is not None:
        header = [unit, *header]
    elif from_index and frame.index is not None and getattr(frame.index, "name", None) == unit:
        index_codes, header = [str(x) for x in frame.index], [unit, *header]
    read_options = _core.ReadOptions(**{**options, "columns": columns})
    table = Table(np.zeros(0, np.uint32), library=frame.library, index=frame.index)
    try:
        meanings = dict(zip(header, _core.meanings(header, criteria, read_options), strict=True))
        unit_name = next(n for n, (kind, _) in meanings.items() if kind == "unit")
        codes = (
            index_codes if index_codes is not None or given is not None else frame.text(unit_name)
        )
        if given is None:
            rows = indices(registry, codes or [], options["file"], unit_name)
        else:
            rows = _given(given, len(frame), len(registry))
        raise_all(_twice(rows, frame, unit_name, options, codes))
    except InvalidData:
        # Something is wrong, or a code lost its zeros: read everything cell by cell, which reports
        # all problems at once.
        if given is not None:
            raise
        kinds = dict.fromkeys(header, ("measure", ""))
        kinds |= {n: ("left_out", "") for n in header if columns.get(n) == ""}
        kinds |= {
            n: (what, "") for n in header for what in ("date", "name") if columns.get(n, n) == what
        }
        kinds |= {n: ("stratum", "") for n in header if columns.get(n, n) == criteria.dimension}
        kinds |= {n: ("unit", "") for n in header if n == unit or columns.get(n) == "unit"}
        return _cells(frame, criteria, registry, read_options, header, kinds, index_codes, table)
    table.units = rows
    if any(kind == "date" for kind, _ in meanings.values()):
        return _cells(frame, criteria, registry, read_options, header, meanings, codes, table)
    found: list[tuple[str, str, np.ndarray, np.ndarray | None]] = []
    rest = dict(meanings)
    for name, (kind, code) in meanings.items():
        pair = frame.numbers(name) if kind == "measure" else None
        if pair is not None:
            rest[name] = ("left_out", "")
            found.append((name, code, *pair))
    records: list[dict[str, Any]] = []
    numeric: dict[str, _core.Column] = {}
    try:
        changed = _core.in_units(found, criteria, read_options)
        for (_, code, _, states), values in zip(found, changed, strict=True):
            numeric[code] = _core.Column(
                code,
                options["reference"],
                values,
                states,
                evidence=options["evidence"],
                source=options["source"],
            )
    except InvalidData as error:
        records += error.records
    read_cells: dict[str, _core.Column] = {}
    if any(kind in ("measure", "stratum") for kind, _ in rest.values()):
        if codes is None:
            every = registry.codes()
            codes = [every[i] for i in rows.tolist()]
        try:
            part = _cells(frame, criteria, registry, read_options, header, rest, codes, Table(rows))
            read_cells, table.notes = {c.measure: c for c in part.columns}, part.notes
        except InvalidData as error:
            records += error.records
    raise_records(records)
    both = numeric | read_cells
    table.columns = [both[code] for kind, code in meanings.values() if kind == "measure"]
    table.held = frame.held
    return table


def _given(units: Any, rows: int, registered: int) -> np.ndarray:
    """Registry indices as the caller resolved them: whole numbers, one a row; never a mask or
    fractions.
    """
    found = np.asarray(units)
    if found.ndim != 1 or (found.size and found.dtype.kind not in "iu"):
        raise TypeError(
            f"units must be whole indices in one dimension, not {found.dtype} in {found.ndim}"
        )
    if len(found) != rows:
        raise ValueError(f"units: {len(found)} indices for {rows} rows")
    outside = np.flatnonzero((found < 0) | (found >= registered))
    if outside.size:
        raise ValueError(
            f"units: row {outside[0] + 1} holds {found[outside[0]]}, and the registry has 0 to"
            f" {registered - 1}"
        )
    return np.ascontiguousarray(found, dtype=np.uint32)


def _twice(
    rows: np.ndarray, frame: Frame, unit: str, options: dict[str, Any], codes: list[str] | None
) -> list[dict[str, Any]]:
    if len(rows) < 2 or (rows[1:] > rows[:-1]).all():
        return []
    order = np.sort(rows)
    if (order[1:] != order[:-1]).all():
        return []
    seen: dict[int, int] = {}
    problems: list[dict[str, Any]] = []
    for row, at in enumerate(rows.tolist()):
        first = seen.setdefault(at, row)
        if first != row:
            problems.append(
                {
                    "what": _core.ProblemCode.duplicate_row,
                    "file": options["file"],
                    "row": row + 1,
                    "column": unit,
                    "found": codes[row] if codes else str(at),
                    "expected": f"once; also on row {first + 1}",
                }
            )
    return problems


def _cells(
    frame: Frame,
    criteria: _core.CriteriaSet,
    registry: _core.Registry,
    options: _core.ReadOptions,
    header: list[str],
    meanings: dict[str, tuple[str, str]],
    codes: list[str] | None,
    table: Table,
) -> Table:
    """Read a frame with texts, dates or strata as a table of an office: cell by cell."""
    kept = [n for n in header if meanings[n][0] != "left_out"]
    columns: list[list[str]] = []
    typed: list[list[bool]] = []  # whether a cell was a number
    for name in kept:
        if meanings[name][0] == "unit":
            columns.append(codes if codes is not None else frame.text(name))
            typed.append([False] * len(frame))
            continue
        pair = frame.numbers(name) if meanings[name][0] == "measure" else None
        if pair is None:
            cells = [cell(x) for x in frame.objects(name)]
            columns.append([text for text, _ in cells])
            typed.append([was_number for _, was_number in cells])
            continue
        values, states = pair
        masked = np.zeros(len(values), bool) if states is None else states != 0
        columns.append(
            ["" if m else number(v) for v, m in zip(values.tolist(), masked.tolist(), strict=True)]
        )
        typed.append([True] * len(values))
    rows = [list(r) for r in zip(*columns, strict=True)]
    flags = [[int(t) for t in line] for line in zip(*typed, strict=True)]
    lines = list(range(1, len(rows) + 1))
    units, found, notes = _core.read_table(kept, rows, lines, flags, criteria, registry, options)
    table.units, table.columns, table.notes = units, found, notes
    if len(units) != len(frame):
        table.index = None  # several dates a unit: rows are units now
    return table


def number(value: float) -> str:
    """The shortest text of a double, with a point and no exponent."""
    if value == int(value) if abs(value) < 1e15 else False:
        return str(int(value))
    return np.format_float_positional(value, trim="-")


def cell(value: Any) -> tuple[str, bool]:
    """A cell of Python as text, and whether it was a number."""
    if is_missing(value):
        return "", False
    if isinstance(value, (bool, np.bool_)):
        return ("1" if value else "0"), True
    if isinstance(value, datetime.datetime):
        return value.date().isoformat(), False
    if isinstance(value, datetime.date):
        return value.isoformat(), False
    if isinstance(value, _NUMBERS):
        return number(float(value)), True
    return str(value), False


#: The byte of a cell that its source takes back.
WITHDRAWN = 9
_STATES = {
    "value": 0,
    "not_collected": 1,
    "not_reported": 2,
    "pending_verification": 3,
    "suppressed": 4,
    "invalid": 5,
    "not_applicable": 6,
    "withdrawn": WITHDRAWN,
}


def withdraws(text: str) -> bool:
    """Whether a cell says that its source takes back what it said."""
    return _core.cell_word(text) == _core.CellWord.withdrawn


def anonymous_withdrawal(file: str, row: int, column: str) -> dict[str, Any]:
    """The problem of a withdrawal by nobody."""
    return {
        "what": _core.ProblemCode.missing_field,
        "file": file,
        "row": row,
        "column": column,
        "found": "withdrawn",
        "expected": "the source that takes it back, in the column source",
    }


def _long(
    frame: Frame,
    criteria: _core.CriteriaSet,
    registry: _core.Registry,
    options: dict[str, Any],
) -> Table:
    """Read one observation a row: unit, measure, value and, if there, date, state, evidence,
    source.
    """
    renamed = {options["columns"].get(n, n): n for n in frame.names}
    unit = options["unit_column"] if options["unit_column"] in renamed else "unit"
    problems: list[dict[str, Any]] = []
    if unit not in renamed:
        problems.append(
            {
                "what": _core.ProblemCode.missing_field,
                "file": options["file"],
                "row": 1,
                "column": unit,
                "found": "no such column",
                "expected": "a column of unit codes",
            }
        )
        raise_all(problems)
    known = {
        unit,
        "measure",
        "indicator",
        "value",
        "date",
        "state",
        "evidence",
        "recorded",
        "source",
        "name",
        "",
    }
    for name in renamed:
        if name not in known and name not in (*PLACES, *criteria.attributes):
            problems.append(
                {
                    "what": _core.ProblemCode.unknown_column,
                    "file": options["file"],
                    "column": name,
                    "found": name,
                    "expected": "unit, measure, value, date, state, evidence, recorded or source",
                }
            )
    codes = frame.text(renamed[unit])
    at = registry.indices_of(codes)
    names = frame.text(renamed["name"]) if "name" in renamed else [""] * len(codes)
    totals = {row for row in np.flatnonzero(at < 0).tolist() if is_total(codes[row], names[row])}
    measure_name = renamed["measure"] if "measure" in renamed else renamed["indicator"]
    wanted = frame.text(measure_name)
    read_options = _core.ReadOptions(**{**options, "columns": {}, "unit_column": "\0unit"})
    meaning: dict[str, str] = {}
    for name in dict.fromkeys(w for row, w in enumerate(wanted) if row not in totals):
        try:
            found = _core.meanings(["\0unit", name], criteria, read_options)[1]
            meaning[name] = found[1]
        except ValueError as error:
            first = wanted.index(name)
            record = error.records[0]  # type: ignore[attr-defined]
            problems.append(
                {
                    "what": _core.ProblemCode.unknown_column,
                    "file": options["file"],
                    "row": first + 1,
                    "column": measure_name,
                    "found": name,
                    "expected": record["expected"],
                }
            )
    left_out = totals if options["skip_total_rows"] else set[int]()
    for row in np.flatnonzero(at < 0).tolist():
        if row in left_out:
            continue
        total = row in totals
        problems.append(
            {
                "what": _core.ProblemCode.total_row if total else _core.ProblemCode.unknown_unit,
                "file": options["file"],
                "row": row + 1,
                "column": renamed[unit],
                "found": codes[row] or (names[row] if total else "an empty cell"),
                "expected": (
                    "units only, or the option skip_total_rows"
                    if total
                    else "a code of the registry"
                ),
            }
        )
    pair = frame.numbers(renamed["value"])
    if pair is None:
        problems.append(
            {
                "what": _core.ProblemCode.wrong_type,
                "file": options["file"],
                "column": renamed["value"],
                "found": "a column of text",
                "expected": "numbers (attained is 1, not attained 0); a wide table may hold marks",
            }
        )
    raise_all(problems)
    assert pair is not None
    values, mask = pair
    states = np.zeros(len(values), np.uint8) if mask is None else mask.copy()
    used = np.array([row for row in range(len(values)) if row not in left_out], dtype=np.intp)
    if "state" in renamed:
        for row, word in enumerate(frame.text(renamed["state"])):
            if withdraws(word):
                states[row] = WITHDRAWN
            elif word and word not in _STATES:
                problems.append(
                    {
                        "what": _core.ProblemCode.unknown_word,
                        "file": options["file"],
                        "row": row + 1,
                        "column": "state",
                        "found": word,
                        "expected": ", ".join(_STATES),
                    }
                )
            elif word and word != "value":
                states[row] = _STATES[word]
    said = labels(frame, renamed, options, problems)
    problems += [
        anonymous_withdrawal(options["file"], row + 1, "state")
        for row in np.flatnonzero(states == WITHDRAWN).tolist()
        if not said[row][3]
    ]
    raise_all([p for p in problems if p.get("row", 0) - 1 not in left_out])
    values = _long_in_units(
        renamed["value"],
        values,
        states,
        [meaning.get(w, "") for w in wanted],
        used,
        criteria,
        read_options,
    )

    table = Table(np.unique(at[used]).astype(np.uint32), library=frame.library)
    table.notes = [
        f"row {row + 1}: left out as a total row: {codes[row] or names[row]}"
        for row in sorted(left_out)
    ]
    place = np.searchsorted(table.units, at)
    # One column for every (measure, date, evidence, recorded, source), a further one for repeats.
    groups: dict[tuple[Any, ...], list[int]] = {}
    taken: set[tuple[Any, ...]] = set()
    for row in used.tolist():
        key: tuple[Any, ...] = (meaning[wanted[row]], *said[row])
        again = 0
        while (key, again, int(at[row])) in taken:
            again += 1
        taken.add((key, again, int(at[row])))
        groups.setdefault((*key, again), []).append(row)
    for (code, reference, grade, known_on, source, _), rows in groups.items():
        column_values = np.zeros(len(table.units))
        column_states = np.ones(len(table.units), np.uint8)
        column_values[place[rows]] = values[rows]
        column_states[place[rows]] = states[rows]
        table.columns.append(
            _core.Column(
                code,
                reference,
                column_values,
                column_states,
                evidence=grade,
                recorded=known_on,
                source=source,
            )
        )
    return table


def _long_in_units(
    header: str,
    values: np.ndarray,
    states: np.ndarray,
    measures: list[str],
    used: np.ndarray,
    criteria: _core.CriteriaSet,
    options: _core.ReadOptions,
) -> np.ndarray:
    """Values of every measure in the set's units; asks as for columns of their own."""
    of: dict[str, list[int]] = {}
    for row in used.tolist():
        of.setdefault(measures[row], []).append(row)
    columns = []
    for code, rows in of.items():
        own = np.ones(len(values), np.uint8)
        own[rows] = states[rows]
        columns.append((header, code, values, own))
    out = np.array(values)
    for rows, changed in zip(of.values(), _core.in_units(columns, criteria, options), strict=True):
        out[rows] = changed[rows]
    return out


def labels(
    frame: Frame,
    named: dict[str, str],
    options: dict[str, Any],
    problems: list[dict[str, Any]],
    empty_date: Any = None,
) -> list[tuple[Any, _core.Evidence, Any, str]]:
    """What each row says of its statement: the day it refers to, its evidence, the day it was
    recorded (None: the first) and its source, from the columns ``date``, ``evidence``,
    ``recorded`` and ``source`` where they are, else from the options.

    Parameters
    ----------
    named
        The column of the frame for each of these words.
    empty_date
        What an empty cell of ``date`` means; without it, one is a problem.
    """
    rows = len(frame)
    dates = _days(frame, named, "date", options, problems, empty_date)
    recorded = _days(frame, named, "recorded", options, problems)
    sources = frame.text(named["source"]) if "source" in named else [options["source"]] * rows
    grades = [options["evidence"]] * rows
    if "evidence" in named:
        for row, word in enumerate(frame.text(named["evidence"])):
            if word in _core.Evidence.__members__:
                grades[row] = _core.Evidence[word]
            elif word:
                problems.append(
                    {
                        "what": _core.ProblemCode.unknown_word,
                        "file": options["file"],
                        "row": row + 1,
                        "column": named["evidence"],
                        "found": word,
                        "expected": ", ".join(_core.Evidence.__members__),
                    }
                )
    return list(
        zip(
            dates or [options["reference"]] * rows,
            grades,
            recorded or [None] * rows,
            sources,
            strict=True,
        )
    )


def _days(
    frame: Frame,
    renamed: dict[str, str],
    name: str,
    options: dict[str, Any],
    problems: list[dict[str, Any]],
    empty: Any = None,
) -> list[Any] | None:
    if name not in renamed:
        return None
    out: list[Any] = []
    for row, value in enumerate(frame.objects(renamed[name])):
        may_be_empty = name == "recorded" or empty is not None
        try:
            out.append(empty if value is None and may_be_empty else day(value, name))
        except (TypeError, ValueError):
            out.append(None)
            problems.append(
                {
                    "what": _core.ProblemCode.ambiguous_date,
                    "file": options["file"],
                    "row": row + 1,
                    "column": name,
                    "found": str(value),
                    "expected": "a date or yyyy-mm-dd",
                }
            )
    return out
