"""What rows of a table say: numbers by one grammar, and one value of one key.

For tables that are no panels: declared verdicts, counts, costs, works, places, histories. Text is
read by the rules of `csv::read_numbers`, so that "500.000" is never 500. Whatever the order of the
rows, equal repeats merge, an empty cell says nothing, and two values of one key are a problem of
the table.
"""

from __future__ import annotations

import decimal
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tieuchi import _core, frames
from tieuchi._core import ProblemCode

_EXPECTED = {
    ProblemCode.not_a_number: "digits, as 1500000 or 1.500.000",
    ProblemCode.ambiguous_number: (
        "no mark before three digits alone: 500000, 500.000,0 or 500,000.0"
    ),
    ProblemCode.mixed_decimal_marks: "one decimal mark in the table",
}


@dataclass(frozen=True)
class Unreadable:
    """A cell that is no number, or not one number: what is wrong and what would do."""

    what: ProblemCode
    expected: str


def need(frame: frames.Frame, names: Sequence[str], file: str) -> None:
    """Raise InvalidData with every column that a table must have and has not."""
    frames.raise_all(
        [
            {
                "what": ProblemCode.unknown_column,
                "file": file,
                "found": ", ".join(frame.names),
                "expected": n,
            }
            for n in names
            if n not in frame.names
        ]
    )


def numbers(columns: Mapping[str, Sequence[Any]]) -> dict[str, list[float | Unreadable | None]]:
    """Columns of Python objects as numbers; None where a cell is empty or says that data are
    missing (NA, N/A, null).

    Numbers stay what they are, texts follow the grammar of tables with one decimal mark for all
    columns; ``True`` is not 1.
    """
    missing = _core.CellWord.missing
    out: dict[str, list[float | Unreadable | None]] = {}
    texts: dict[str, list[str]] = {}
    for name, cells in columns.items():
        texts[name] = [
            cell if isinstance(cell, str) and _core.cell_word(cell) != missing else ""
            for cell in cells
        ]
        out[name] = [_typed(cell) for cell in cells]
    found = _core.read_numbers(list(texts.values()))
    for name, cells in zip(texts, found, strict=True):
        for row, (value, problem) in enumerate(cells):
            if problem is not None:
                out[name][row] = Unreadable(problem, _EXPECTED[problem])
            elif value is not None:
                out[name][row] = value
    return out


def _typed(cell: Any) -> float | Unreadable | None:
    """A cell that is no text."""
    if isinstance(cell, str) or frames.is_missing(cell):
        return None
    if isinstance(cell, (bool, np.bool_)):
        return Unreadable(ProblemCode.not_a_number, "a number; true and false are none")
    if not isinstance(cell, (int, float, decimal.Decimal, np.number)):
        return Unreadable(ProblemCode.not_a_number, "a number")
    try:
        value = float(cell)
    except (OverflowError, TypeError, ValueError):
        return Unreadable(ProblemCode.not_a_number, "a number below 1e308")
    return None if value != value else value


def amount(value: Any, argument: str) -> float:
    """One amount of money from an argument. Raises InvalidData where it is no number."""
    read = numbers({argument: [value]})[argument][0]
    if isinstance(read, float) and read >= 0:
        return read
    what, expected = (
        (read.what, read.expected)
        if isinstance(read, Unreadable)
        else (ProblemCode.not_a_cost, "0 or more, in đồng")
    )
    _core.raise_invalid_data(
        [{"what": what, "column": argument, "found": _text(value), "expected": expected}]
    )
    raise AssertionError


def _text(value: Any) -> str:
    return "nothing" if frames.is_missing(value) or value == "" else str(value)


class Once:
    """The one value of each key in a column; a second one that differs is a problem.

    Parameters
    ----------
    problems
        Where problems go.
    file, column
        What they name.
    expected
        What the column holds: "one cost a criterion".
    """

    def __init__(
        self, problems: list[dict[str, Any]], file: str, column: str, expected: str
    ) -> None:
        self.values: dict[Any, Any] = {}
        self._texts: dict[Any, str] = {}
        self._problems, self._file, self._column, self._expected = problems, file, column, expected

    def say(self, row: int, key: Hashable, value: Any, code: str, found: str | None = None) -> None:
        """Row `row` (from 1) says `value` of `key`; None and "" say nothing. `found` is its
        text.
        """
        if value is None or (isinstance(value, str) and not value):
            return
        text = _text(value) if found is None else found
        if key not in self.values:
            self.values[key], self._texts[key] = value, text
        elif self.values[key] != value:
            self._problems.append(
                {
                    "what": ProblemCode.two_values,
                    "file": self._file,
                    "row": row,
                    "column": self._column,
                    "code": code,
                    "found": text,
                    "expected": f"{self._expected}; another row says {self._texts[key]}",
                }
            )
