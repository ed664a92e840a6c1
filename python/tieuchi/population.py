"""Who is judged: a registry from a frame of places."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tieuchi import _core, frames
from tieuchi.statements import Once

_TWO = "one value a unit; where it changed, a registry with dates (registry=) says so"


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
        ``cohorts`` (codes joined by ``;``); ``exists_from`` and ``exists_until``, first and last
        day of a unit that was made or dissolved (empty: always); ``recorded``, the day on which
        what the row says became known (empty: always known). Rows of one unit recorded on later
        days replace what they say, and their list of cohorts as a whole; an empty cell says
        nothing. A marker of missing data (NA, N/A, null) is an empty cell, but for names.
    dimensions
        Columns that hold strata, such as ``["region"]``, and those that overrides of the set ask
        for, such as ``"zone"``. An empty cell is not known: verdicts that depend on it stay
        unknown. Where a unit has none (a lowland commune has no zone), write a code that no rule
        names: ``"none"``.
    unit
        Name of the column of codes.

    Raises
    ------
    InvalidData
        With every problem: a code used twice (or twice on one day of ``recorded``), a district in
        two provinces or with two names, a total row or a marker of missing data in place of a code.

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

    frames.raise_all(
        [
            {
                "what": (
                    _core.ProblemCode.total_row
                    if frames.is_total(code)
                    else _core.ProblemCode.missing_field
                ),
                "file": "places",
                "row": row,
                "column": unit,
                "found": code,
                "expected": "the code of a unit",
            }
            for row, code in enumerate(codes, start=1)
            if code and (frames.is_total(code) or _is_missing(code))
        ]
    )

    def column(name: str) -> list[str]:
        texts = frame.text(name) if name in frame.names else [""] * len(codes)
        return texts if name.endswith("name") else _known(texts)  # a place may be called Na

    names, districts, provinces = column("name"), column("district"), column("province")
    cohorts = column("cohorts")
    days = list(zip(column("exists_from"), column("exists_until"), strict=True))
    exists, dated = [_period(*d) for d in days], [any(d) for d in days]
    strata = [(n, _known(frame.text(n))) for n in wanted]
    problems: list[dict[str, Any]] = []
    recorded = _recorded(column("recorded"), problems)
    frames.raise_all(problems)
    always = _core.Period(None, None)
    units: list[_core.Unit] = []
    for code, rows in _rows_of_units(codes, recorded):
        # From the first that was recorded: each says what changed.
        members: dict[str, None] = {}
        said: dict[str, list[Any]] = {n: [] for n in ("names", "parents", "strata", "cohorts")}
        exist: list[tuple[_core.Period, datetime.date | None]] = []
        for row in rows:
            when = (always, recorded[row])
            if names[row]:
                said["names"].append((names[row], *when))
            if above := districts[row] or provinces[row]:
                said["parents"].append((above, *when))
            said["strata"] += [(n, values[row], *when) for n, values in strata if values[row]]
            now = dict.fromkeys(c.strip() for c in cohorts[row].split(";") if c.strip())
            if now:
                said["cohorts"] += [(c, *when) for c in now if c not in members]
                said["cohorts"] += [(c, *when, "withdrawn") for c in members if c not in now]
                members = now
            if row == rows[0] or dated[row]:
                exist.append((exists[row], recorded[row]))
        units.append(_core.Unit(code, level, exists=exist, **said))
    units += _above(districts, column("district_name"), provinces, _core.Level.district, problems)
    units += _above(
        provinces, column("province_name"), [""] * len(codes), _core.Level.province, problems
    )
    frames.raise_all(problems)
    return _core.Registry(units)


def _recorded(texts: Sequence[str], problems: list[dict[str, Any]]) -> list[datetime.date | None]:
    """Days of the column ``recorded``; None where it says nothing."""
    out: list[datetime.date | None] = []
    for row, text in enumerate(texts, start=1):
        try:
            out.append(_day_of(text, "recorded") if text else None)
        except (TypeError, ValueError):
            out.append(None)
            problems.append(
                {
                    "what": _core.ProblemCode.ambiguous_date,
                    "file": "places",
                    "row": row,
                    "column": "recorded",
                    "found": text,
                    "expected": "a date or yyyy-mm-dd",
                }
            )
    return out


def _rows_of_units(
    codes: Sequence[str], recorded: Sequence[datetime.date | None]
) -> list[tuple[str, list[int]]]:
    """Each unit with its rows, those recorded first in front. A second row without a day is a
    unit of its own, which the registry refuses.
    """
    units: dict[tuple[str, int], list[int]] = {}
    plain: dict[str, int] = {}
    for row, code in enumerate(codes):
        again = 0
        if recorded[row] is None:
            again = plain[code] = plain.get(code, -1) + 1
        units.setdefault((code, again), []).append(row)
    first = datetime.date.min
    return [
        (code, sorted(rows, key=lambda r: recorded[r] or first))
        for (code, _), rows in units.items()
    ]


def _known(texts: Sequence[str]) -> list[str]:
    """Cells of places: markers of missing data (NA, N/A, null) say nothing, as an empty cell."""
    missing = {t for t in set(texts) if _is_missing(t)}
    return ["" if t in missing else t for t in texts]


def _is_missing(text: str) -> bool:
    # "none" is how a unit states that it has no zone.
    return text != "none" and _core.cell_word(text) == _core.CellWord.missing


def one_row_a_unit(
    columns: Mapping[str, Sequence[str]], unit: str, file: str, above: int = 0
) -> dict[str, list[str]]:
    """What a table with several rows a unit says of its places: one row a unit, in the order of the
    table.

    A total row is no unit: the reader of the cells refuses it or leaves it out.

    Raises
    ------
    InvalidData
        For a unit with two regions, names, districts, cohorts: all at once. An empty cell says
        nothing. `above` counts the lines of the file above its first row.
    """
    names = columns.get("name", [""] * len(columns[unit]))
    totals = {
        code for code, name in zip(columns[unit], names, strict=True) if frames.is_total(code, name)
    }
    problems: list[dict[str, Any]] = []
    once = {n: _said(n, columns, unit, file, above, problems) for n in columns if n != unit}
    frames.raise_all(problems)
    units = [code for code in dict.fromkeys(columns[unit]) if code not in totals]
    return {unit: units} | {
        n: [";".join(o.values.get(u, ())) for u in units] for n, o in once.items()
    }


def _said(
    name: str,
    columns: Mapping[str, Sequence[str]],
    unit: str,
    file: str,
    above: int,
    problems: list[dict[str, Any]],
) -> Once:
    """The one value of each unit in a column, as a tuple: several only of cohorts, in any order."""
    once = Once(problems, file, name, _TWO)
    called = columns.get("name", [""] * len(columns[unit]))
    for row, (code, value, of) in enumerate(
        zip(columns[unit], columns[name], called, strict=True), start=above + 1
    ):
        if code and not frames.is_total(code, of):
            once.say(row, code, _parts(name, value), code, value)
    return once


def _parts(name: str, value: str) -> tuple[str, ...] | None:
    if not name.endswith("name") and _is_missing(value):
        return None
    if name != "cohorts":
        return (value,) if value else None
    return tuple(sorted({c.strip() for c in value.split(";")} - {""})) or None


def agree(
    columns: Mapping[str, Sequence[str]],
    unit: str,
    registry: _core.Registry,
    level: _core.Level,
    dimension: str,
    days: Sequence[Sequence[datetime.date]],
    file: str,
    above: int = 0,
) -> None:
    """Refuse a table that says another stratum, district, province or cohort of a unit than the
    registry.

    Parameters
    ----------
    columns
        Texts a row: codes under `unit`, and what the table says of places.
    days
        Days a row on which the registry is asked; it is enough to agree on one of them.
    above
        Lines of the file above its first row.

    Raises
    ------
    InvalidData
        With every row that contradicts; where the registry says nothing, nothing does. Two names of
        one unit are refused too, while the registry may spell its own in another way.
    """
    problems: list[dict[str, Any]] = []
    if "name" in columns:
        _said("name", columns, unit, file, above, problems)
    at = registry.indices_of(list(columns[unit])).tolist()
    codes = registry.codes()
    known: dict[Any, Any] = {}

    def once(key: Any, make: Callable[[], Any]) -> Any:
        if key not in known:
            known[key] = make()
        return known[key]

    def says(name: str, value: str, index: int, day: datetime.date) -> str | None:
        """What the registry says on a day: the value, another one, or None where it says
        nothing.
        """
        if name == dimension:
            stratum: str | None = once((name, day), lambda: registry.strata(dimension, day))[index]
            return stratum
        if name == "cohorts":
            members = once(
                (name, value, day), lambda: set(registry.members(level, day, cohort=value))
            )
            return None if not members else value if codes[index] in members else f"not {value}"
        place = _core.Level[name]
        holds: str | None = once((name, day), lambda: registry.ancestors(place, day))[index]
        if holds is None or value in registry:
            return holds
        # A name: what it may stand for decides, and one that stands for nothing known says nothing.
        near = once((name, value, day), lambda: {c for c, _ in registry.match(value, place, day)})
        return None if not near else value if holds in near else holds

    for name in columns:
        if name not in (dimension, "district", "province", "cohorts"):
            continue
        for row, (text, index) in enumerate(zip(columns[name], at, strict=True)):
            for value in (_parts(name, text) or ()) if index >= 0 else ():
                found = [
                    s for s in (says(name, value, index, day) for day in days[row]) if s is not None
                ]
                if found and value not in found:
                    problems.append(
                        {
                            "what": _core.ProblemCode.two_values,
                            "file": file,
                            "row": above + row + 1,
                            "column": name,
                            "code": columns[unit][row],
                            "found": value,
                            "expected": f"{found[0]}, as in the registry",
                        }
                    )
    frames.raise_all(problems)


def _period(first: str, last: str) -> _core.Period:
    """From a first day through a last one, either may be empty."""
    end = _day_of(last, "exists_until") + datetime.timedelta(days=1) if last else None
    return _core.Period(_day_of(first, "exists_from") if first else None, end)


def _day_of(text: str, column: str) -> datetime.date:
    """A day as text, "yyyy-mm-dd", or what a time prints; nothing else may follow it."""
    try:
        return datetime.datetime.fromisoformat(text).date()
    except ValueError:
        raise ValueError(f"{column}: {text!r} is not a day; write yyyy-mm-dd") from None


def _above(
    codes: list[str],
    names: list[str],
    parents: list[str],
    level: _core.Level,
    problems: list[dict[str, Any]],
) -> list[_core.Unit]:
    name = Once(problems, "places", f"{level.name}_name", f"one name a {level.name}")
    parent = Once(problems, "places", "province", f"one province a {level.name}")
    for row, code in enumerate(codes):
        if code:
            name.say(row + 1, code, names[row], code)
            parent.say(row + 1, code, parents[row], code)
    return [
        _core.Unit(
            code,
            level,
            names=[n] if (n := name.values.get(code)) else [],
            parents=[p] if (p := parent.values.get(code)) else [],
        )
        for code in dict.fromkeys(codes)
        if code
    ]
