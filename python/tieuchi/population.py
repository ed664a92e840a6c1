"""Who is judged: a registry from a frame of places."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from tieuchi import _core, frames


def registry(
    places: Any,
    *,
    dimensions: Iterable[str] = (),
    unit: str = "unit",
    level: _core.Level = _core.Level.commune,
) -> _core.Registry:
    """Build a registry from a frame with one row a unit.

    Parameters
    ----------
    places
        A pandas, polars or pyarrow frame. Columns: the unit's code; ``name``; ``district`` and
        ``province`` (codes of what lies above) with ``district_name`` and ``province_name``;
        ``cohorts`` (codes joined by ``;``); ``exists_from`` and ``exists_until``, first and last day of a unit that was made
        or dissolved (empty: always).
    dimensions
        Columns that hold strata, such as ``["region"]``. An empty cell is a stratum that is missing.
    unit
        Name of the column of codes.

    Raises
    ------
    InvalidData
        With every problem: a code used twice, a district in two provinces.

    Examples
    --------
    >>> import pandas as pd, tieuchi as tc
    >>> tc.registry(pd.DataFrame({"unit": ["06001"], "region": ["MNPB"]}), dimensions=["region"])
    <Registry of 1 units>
    """
    frame = frames.Frame(places, "places")
    wanted = list(dimensions)
    missing = [n for n in (unit, *wanted) if n not in frame.names]
    if missing == [unit] and getattr(frame.index, "name", None) == unit:
        codes = [str(x) for x in frame.index]
    else:
        frames.raise_all(
            [
                {
                    "what": _core.ProblemCode.missing_field,
                    "row": 1,
                    "column": n,
                    "found": "no such column",
                    "expected": "codes of units" if n == unit else f"strata of the dimension {n}",
                }
                for n in missing
            ]
        )
        codes = frame.text(unit)

    def column(name: str) -> list[str]:
        return frame.text(name) if name in frame.names else [""] * len(codes)

    names, districts, provinces = column("name"), column("district"), column("province")
    cohorts = column("cohorts")
    exists = [_period(*days) for days in zip(column("exists_from"), column("exists_until"), strict=True)]
    strata = [(n, frame.text(n)) for n in wanted]
    units: list[_core.Unit] = []
    for row, code in enumerate(codes):
        above = districts[row] or provinces[row]
        units.append(
            _core.Unit(
                code,
                level,
                names=[names[row]] if names[row] else [],
                parents=[above] if above else [],
                strata=[(n, values[row]) for n, values in strata if values[row]],
                cohorts=[c.strip() for c in cohorts[row].split(";") if c.strip()],
                exists=exists[row],
            )
        )
    units += _above(districts, column("district_name"), provinces, _core.Level.district)
    units += _above(provinces, column("province_name"), [""] * len(codes), _core.Level.province)
    return _core.Registry(units)


def _period(first: str, last: str) -> _core.Period:
    """From a first day through a last one, either may be empty."""
    end = frames.day(last[:10], "exists_until") + datetime.timedelta(days=1) if last else None
    return _core.Period(frames.day(first[:10], "exists_from") if first else None, end)


def _above(codes: list[str], names: list[str], parents: list[str], level: _core.Level) -> list[_core.Unit]:
    known: dict[str, tuple[str, str]] = {}
    problems = []
    for row, code in enumerate(codes):
        if not code:
            continue
        first = known.setdefault(code, (names[row], parents[row]))
        if first[1] != parents[row]:
            problems.append(
                {
                    "what": _core.ProblemCode.two_values,
                    "row": row + 1,
                    "code": code,
                    "found": parents[row] or "nothing",
                    "expected": f"{first[1] or 'nothing'}, as on an earlier row",
                }
            )
    frames.raise_all(problems)
    return [
        _core.Unit(code, level, names=[name] if name else [], parents=[parent] if parent else [])
        for code, (name, parent) in known.items()
    ]
