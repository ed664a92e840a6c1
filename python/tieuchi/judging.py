"""Judging a table: ``assess`` and the result it returns."""

from __future__ import annotations

import dataclasses
import datetime
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np

from tieuchi import _core, frames, population
from tieuchi._core import Evidence, Language, Level, ProblemCode, Provenance, Reason, Verdict
from tieuchi.errors import all_at_once
from tieuchi.statements import Once, Unreadable, need, numbers

NaCount = Literal["deem_met", "drop"]

_DECLARED = {
    "met": 1,
    "not_met": 2,
    "basically_met": 4,
    "unknown": 0,
    "1": 1,
    "0": 2,
    "true": 1,
    "false": 2,
    "đạt": 1,
    "đ": 1,
    "x": 1,
    "✓": 1,
    "chưa đạt": 2,
    "không đạt": 2,
    "k.đạt": 2,
    "kđ": 2,
    "✗": 2,
    "cơ bản đạt": 4,
    "–": 3,  # as results are shown; in a cell of a measure it says nothing
}
_WITHDRAWN = 5  # as DeclaredVerdict
_DECLARED_WORDS = {
    _core.CellWord.missing: 0,
    _core.CellWord.not_applicable: 3,
    _core.CellWord.withdrawn: _WITHDRAWN,
}
_NO_NUMBER = np.iinfo(np.uint16).max  # least of a number that its source takes back


def declared_state(value: Any) -> int | None:
    """Read a verdict of a table as a byte of ``DeclaredVerdict`` (0 not declared); None if it is no
    verdict.
    """
    if value is None:
        return 0
    if isinstance(value, Verdict):
        value = value.name
    text = _core.compose(str(value)).strip()
    state = _DECLARED_WORDS.get(_core.cell_word(text))
    return state if state is not None else _DECLARED.get(text.lower().removesuffix(".0"))


def language_of(value: str | Language) -> Language:
    """Read a language: ``"vi"``, ``"en"`` or the enum."""
    if isinstance(value, Language):
        return value
    if value in ("vi", "en"):
        return Language[value]
    raise ValueError(f"language must be 'vi' or 'en', not {value!r}")


def level_of(value: str | Level) -> Level:
    """Read a level by its word."""
    if isinstance(value, Level):
        return value
    if isinstance(value, str) and value in Level.__members__:
        return Level[value]
    raise ValueError(f"level must be one of {', '.join(Level.__members__)}, not {value!r}")


def deems_met(na_count: str) -> bool:
    """Read the policy that official counts must name."""
    if na_count not in ("deem_met", "drop"):
        raise ValueError(f"na_count must be 'deem_met' or 'drop', not {na_count!r}")
    return na_count == "deem_met"


def criteria_set(criteria: str | _core.CriteriaSet) -> _core.CriteriaSet:
    """Read a set: an id of the catalog or a set."""
    if isinstance(criteria, _core.CriteriaSet):
        return criteria
    if isinstance(criteria, str):
        return _core.catalog.criteria_set(criteria)
    raise TypeError(f"criteria must be a CriteriaSet or its id, not {type(criteria).__name__}")


def assess(
    criteria: str | _core.CriteriaSet,
    data: Any = None,
    *,
    on: Any,
    registry: _core.Registry | None = None,
    unit: str = "unit",
    units: Any = None,
    columns: Mapping[str, str | None] | None = None,
    declared: Any = None,
    counts: Any = None,
    provenance: str | Provenance = Provenance.verified_only,
    overlays: Sequence[_core.Overlay] = (),
    references: Sequence[str | _core.CriteriaSet] = (),
    outside_period: bool = False,
    reference: Any = None,
    max_age_years: int = 0,
    known_on: Any = None,
    evidence: str | Evidence = Evidence.self_assessed,
    source: str = "",
    decimal_mark: str = "",
    shares_are_fractions: bool = False,
    amounts_in_dong: bool = False,
    as_written: Iterable[str] = (),
    skip_total_rows: bool = False,
    blank_marks: Literal["ask", "not_collected", "not_attained"] = "ask",
    threads: int | None = None,
) -> Result:
    """Judge every unit of a table against a criteria set, on a day.

    Parameters
    ----------
    criteria
        Id of a set of the catalog, as ``"vn-commune-2016"``, or a set.
    data
        A pandas, polars or pyarrow frame, or anything that speaks the Arrow C stream. *Wide*: one
        row a unit, one column a measure, headed by its code, by the number of an indicator that
        reads one measure, or by its name in either language. *Long*: columns ``unit``, ``measure``
        and ``value``, and if there ``date``, ``state``, ``evidence``, ``recorded``, ``source``.
        Columns of doubles are read in place. Empty cells are missing, never 0. The state
        ``withdrawn`` (``rút lại``) takes back what the same source said of that cell.
    on
        The day judged: a date, ``"yyyy-mm-dd"``, or a year, which means its 31 December.
    registry
        Who the units are. Without it the frame itself says: the set's dimension (``region``),
        ``name``, ``district``, ``province``, ``cohorts``. With it such columns may repeat what it
        says and not contradict it.
    unit, units
        Name of the column of codes; or ``units``, registry indices uint32[n_rows] resolved before:
        whole numbers, no mask.
    columns
        What a header means where it does not say so itself: header → measure code, indicator
        number, ``"unit"``, ``"date"``; None leaves the column out.
    declared
        A frame of verdicts without measures: ``unit``, ``criterion``, ``verdict`` and if there
        ``date``, ``evidence``, ``recorded`` and ``source``, as in a long table of measures. Two
        that differ of one unit and criterion and agree in all of these are refused; an empty
        verdict says nothing. A source with a name corrects what it said when it is recorded later,
        and takes it back with the verdict ``withdrawn`` (``rút lại``).
        A row of a unit that ``data`` has no row of is left out, with a note; without ``data`` every
        unit of ``declared`` and ``counts`` is judged.
    counts
        A frame of declared numbers of criteria met: ``unit``, ``least`` and if there ``most`` and
        the columns that ``declared`` may have. Whole numbers from 0 to the criteria of the set, or
        ``withdrawn``.
    provenance
        Which thresholds may be used: ``"verified_only"``, ``"allow_transcribed"`` (also those that
        an office has copied from its text) or ``"allow_unverified"``. Stamped on the result.
    overlays, references
        Values of provinces and ministries for cells that are granted to them, and copies of texts
        for cells that are not verified (they judge under ``"allow_transcribed"``), from their day
        of issue on; sets that factors refer to. Of one body the special stands before the general
        and the later before the earlier; two bodies that disagree are an error.
    reference
        Date of the observations where the table has none; ``on`` by default.
    max_age_years, known_on
        How old an observation may be (0: the same calendar year); only what was recorded by that
        day, overlays (by their day of issue) and what the registry says as well as figures.
    shares_are_fractions, amounts_in_dong
        What columns of text and of numbers are in, where it is not what the set asks for: 0.85 is
        85 %; đồng, not triệu đồng. A table that looks so and does not say so is refused.
    as_written
        Codes of measures whose numbers are in the set's unit however they look.
    skip_total_rows
        Leave out rows such as "Tổng cộng", with a note, also of ``declared`` and ``counts``; a row
        of a registered unit never is one.
    blank_marks
        What an empty cell means in a column of texts that holds marks and nothing *not attained*.
    threads
        Threads to judge with; all processors by default. The result is the same bits for any
        number.

    Returns
    -------
    Result
        Verdicts with reasons; a table in notebooks.

    Raises
    ------
    InvalidData
        With every problem of the tables at once: unknown units and columns, cells that cannot be
        read, two values of one key (a verdict, a count, a region, a district, a name).
    InvalidCriteria
        If the set does not publish its table, or an overlay is refused.
    UnknownCode
        If there is no such set.
    """
    rules_set = criteria_set(criteria)
    when = frames.day(on)
    if isinstance(provenance, str):
        if provenance not in Provenance.__members__:
            raise ValueError(
                f"provenance must be one of {', '.join(Provenance.__members__)}, not {provenance!r}"
            )
        provenance = Provenance[provenance]
    if isinstance(evidence, str):
        if evidence not in Evidence.__members__:
            raise ValueError(
                f"evidence must be one of {', '.join(Evidence.__members__)}, not {evidence!r}"
            )
        evidence = Evidence[evidence]
    if registry is not None and not isinstance(registry, _core.Registry):
        raise TypeError(f"registry must be a Registry, not {type(registry).__name__}")
    if data is None and declared is None and counts is None:
        raise TypeError("data: a frame is needed, or declared verdicts, or counts")
    if data is not None and not isinstance(data, frames.Table):
        data = frames.Frame(data).native  # a stream of Arrow can be read once
    own = registry is None
    if registry is None:
        registry = _registry_of(
            data if data is not None else declared if declared is not None else counts,
            rules_set,
            unit,
        )
    rules = _core.compile(
        rules_set,
        when,
        provenance=provenance,
        overlays=list(overlays),
        references=[criteria_set(r) for r in references],
        outside_period=outside_period,
        known_on=frames.day(known_on, "known_on") if known_on is not None else None,
    )
    options = {
        "file": "data",
        "reference": frames.day(reference, "reference") if reference is not None else when,
        "evidence": evidence,
        "source": source,
        "unit_column": unit,
        "columns": frames.said(columns),
        "decimal_mark": decimal_mark,
        "shares_are_fractions": shares_are_fractions,
        "amounts_in_dong": amounts_in_dong,
        "as_written": list(as_written),
        "skip_total_rows": skip_total_rows,
        "blank_marks": blank_marks,
    }
    people, meanings = registry, dict(columns or {})

    def read() -> frames.Table:
        if isinstance(data, frames.Table):
            return data
        if data is not None:
            return frames.read(data, rules_set, people, options, units)
        # Every unit that anything is declared of; what reads the statements leaves notes on rows.
        at: list[int] = []
        library = None
        for native, file in ((declared, "declared"), (counts, "counts")):
            if native is None:
                continue
            given = frames.Frame(native, file)
            need(given, (unit,), file)
            library = library or given.library
            left_out = _left_out(given, file, people, options, [])
            found = frames.indices(people, given.text(unit), file, unit, left_out).tolist()
            at += [u for row, u in enumerate(found) if row not in left_out]
        return frames.Table(np.array(list(dict.fromkeys(at)), np.uint32), library=library)

    said = [
        (t, n)
        for t, n in ((data, "data"), (declared, "declared"), (counts, "counts"))
        if t is not None
    ]
    # What the registry was made of agrees with it.
    others = [(t, n) for t, n in said[own:] if not isinstance(t, frames.Table)]
    table = all_at_once(
        read,
        *(
            lambda t=t, n=n: _agree(t, n, people, rules_set, unit, meanings, when)
            for t, n in others
        ),
    )[0]
    table = dataclasses.replace(table, notes=list(table.notes))  # the caller's stays as it is
    verdicts, totals = all_at_once(
        lambda: (
            _declared(declared, table, people, rules_set, options) if declared is not None else []
        ),
        lambda: _counts(counts, table, people, rules_set, options) if counts is not None else [],
    )
    panel = _core.Panel(table.columns, table.units, verdicts, totals)
    if threads is None:
        threads = os.cpu_count() or 1
    assessment = _core.assess(
        rules,
        registry,
        panel,
        threads,
        max_age_years,
        False,
    )
    recipe = {
        "criteria": rules_set,
        "on": when,
        "provenance": provenance,
        "overlays": tuple(overlays),
    }
    return Result(assessment, registry, panel, table, recipe, verdicts, totals)


def _registry_of(data: Any, rules_set: _core.CriteriaSet, unit: str) -> _core.Registry:
    if isinstance(data, frames.Table):
        raise TypeError("registry: a table read from a file needs the registry it was read with")
    frame = frames.Frame(data)
    keep = [n for n in frame.names if n in (unit, *rules_set.attributes, *frames.PLACES)]
    columns = {n: frame.text(n) for n in keep}
    if unit not in columns and getattr(frame.index, "name", None) == unit:
        columns[unit] = [str(x) for x in frame.index]
    if unit in columns:
        columns = population.one_row_a_unit(columns, unit, "data")
    return population.registry(
        frames.new(columns, frame.library),
        dimensions=[d for d in rules_set.attributes if d in columns],
        unit=unit,
        level=rules_set.level,
    )


def _agree(
    native: Any,
    file: str,
    registry: _core.Registry,
    rules_set: _core.CriteriaSet,
    unit: str,
    meanings: Mapping[str, str | None],
    on: Any,
) -> None:
    """Refuse a frame whose columns of places contradict each other or the registry."""
    frame = frames.Frame(native, file)
    named = {meanings.get(n, n) or "": n for n in frame.names}
    said = [n for n in (rules_set.dimension, *frames.PLACES) if n and n in named]
    if file == "data" and not ("value" in named and named.keys() & {"measure", "indicator"}):
        said = [
            n for n in said if n != rules_set.dimension
        ]  # what reads a wide table compares strata
    if not said:
        return
    columns = {n: frame.text(named[n]) for n in said}
    at = named.get(unit, named.get("unit"))
    if at is not None:
        codes = frame.text(at)
    elif getattr(frame.index, "name", None) == unit:
        codes = [str(x) for x in frame.index]
    else:
        return
    days = [[on]] * len(frame)
    if "date" in named:
        days = [[on, d] if (d := _day(x)) else [on] for x in frame.objects(named["date"])]
    population.agree(
        {unit: codes} | columns, unit, registry, rules_set.level, rules_set.dimension, days, file
    )


def _day(value: Any) -> Any:
    """A day, or None where it is none; what reads the table says so."""
    try:
        return None if value is None else frames.day(value)
    except (TypeError, ValueError):
        return None


# Columns that say of a declared verdict or number what a reading says of itself.
_LABELS = ("date", "evidence", "recorded", "source")


def _said(
    frame: frames.Frame, file: str, options: dict[str, Any], problems: list[dict[str, Any]]
) -> list[tuple[Any, ...]]:
    named = {n: n for n in _LABELS if n in frame.names}
    return frames.labels(
        frame, named, {**options, "file": file}, problems, empty_date=options["reference"]
    )


def _left_out(
    frame: frames.Frame,
    file: str,
    registry: _core.Registry,
    options: dict[str, Any],
    notes: list[str],
) -> set[int]:
    """Total rows of a table of statements, where the caller leaves them out."""
    if not options["skip_total_rows"]:
        return set()
    return frames.totals(frame, registry, options["unit_column"], file, notes)


def _declared(
    native: Any,
    table: frames.Table,
    registry: _core.Registry,
    rules_set: _core.CriteriaSet,
    options: dict[str, Any],
) -> list[tuple[Any, ...]]:
    frame = frames.Frame(native, "declared")
    need(frame, (options["unit_column"], "criterion", "verdict"), "declared")
    codes = frame.text(options["unit_column"])
    left_out = _left_out(frame, "declared", registry, options, table.notes)

    def read() -> Once:
        known = {c.number for c in rules_set.criteria}
        problems: list[dict[str, Any]] = []
        once = Once(
            problems, "declared", "verdict", "one verdict a unit, criterion, day and source"
        )
        for row, (code, number, word, said) in enumerate(
            zip(
                codes,
                frame.text("criterion"),
                frame.objects("verdict"),
                _said(frame, "declared", options, problems),
                strict=True,
            ),
            start=1,
        ):
            if row - 1 in left_out:
                continue
            problem = {"file": "declared", "row": row, "code": code}
            state = declared_state(word)
            if number not in known:
                problems.append(
                    {
                        **problem,
                        "what": ProblemCode.unknown_column,
                        "column": "criterion",
                        "found": number,
                        "expected": f"a criterion of {rules_set.id}",
                    }
                )
            elif state is None:
                problems.append(
                    {
                        **problem,
                        "what": ProblemCode.unknown_word,
                        "column": "verdict",
                        "found": str(word),
                        "expected": (
                            "met, not_met, not_applicable or basically_met; withdrawn where the "
                            "source takes it back"
                        ),
                    }
                )
            elif state == _WITHDRAWN and not said[3]:
                problems.append(frames.anonymous_withdrawal("declared", row, "verdict"))
            else:
                once.say(row, (number, *said, code), state or None, f"{code} {number}", str(word))
        frames.raise_all([p for p in problems if p["row"] - 1 not in left_out])
        return once

    at, once = all_at_once(
        lambda: frames.indices(registry, codes, "declared", options["unit_column"], left_out), read
    )
    index = dict(zip(codes, at.tolist(), strict=True))
    place = {u: r for r, u in enumerate(table.units.tolist())}
    table.notes += [
        f"declared: row {row + 1}: left out, the data have no row of its unit: {codes[row]}"
        for row, u in enumerate(at.tolist())
        if u not in place and row not in left_out
    ]
    columns: dict[tuple[Any, ...], np.ndarray] = {}
    for (*key, code), value in once.values.items():
        if index[code] in place:
            column = columns.setdefault(tuple(key), np.zeros(len(table.units), np.uint8))
            column[place[index[code]]] = value
    return [
        (rules_set.id, number, date, column, evidence, source, recorded)
        for (number, date, evidence, recorded, source), column in columns.items()
    ]


def _counts(
    native: Any,
    table: frames.Table,
    registry: _core.Registry,
    rules_set: _core.CriteriaSet,
    options: dict[str, Any],
) -> list[tuple[Any, ...]]:
    frame = frames.Frame(native, "counts")
    need(frame, (options["unit_column"], "least"), "counts")
    codes = frame.text(options["unit_column"])
    left_out = _left_out(frame, "counts", registry, options, table.notes)
    criteria = len(rules_set.criteria)

    def read() -> Once:
        problems: list[dict[str, Any]] = []
        once = Once(
            problems, "counts", "least", "one number of criteria met a unit, day and source"
        )
        said = _said(frame, "counts", options, problems)
        names = [n for n in ("least", "most") if n in frame.names]
        cells: dict[str, list[Any]] = {n: frame.objects(n) for n in names}
        withdrawn = [isinstance(x, str) and frames.withdraws(x) for x in cells["least"]]
        cells["least"] = [
            None if gone else x for gone, x in zip(withdrawn, cells["least"], strict=True)
        ]
        read = numbers(cells)
        for row, code in enumerate(codes, start=1):
            if row - 1 in left_out:
                continue
            if withdrawn[row - 1]:
                if not said[row - 1][3]:
                    problems.append(frames.anonymous_withdrawal("counts", row, "least"))
                once.say(row, (*said[row - 1], code), (_NO_NUMBER, 0), code, "withdrawn")
                continue
            bounds: dict[str, int] = {}
            good = True
            for name in names:
                value = read[name][row - 1]
                problem = {
                    "file": "counts",
                    "row": row,
                    "column": name,
                    "code": code,
                    "found": str(frame.objects(name)[row - 1]),
                }
                whole = f"a whole number from 0 to {criteria}, the criteria of {rules_set.id}"
                if isinstance(value, Unreadable):
                    problems.append(
                        {**problem, "what": value.what, "expected": f"{whole}: {value.expected}"}
                    )
                    good = False
                elif value is not None and value != np.floor(value):
                    problems.append(
                        {**problem, "what": ProblemCode.not_a_number, "expected": whole}
                    )
                    good = False
                elif value is not None and not 0 <= value <= criteria:
                    problems.append(
                        {**problem, "what": ProblemCode.value_out_of_range, "expected": whole}
                    )
                    good = False
                elif value is not None:
                    bounds[name] = int(value)
            if not good or not bounds:
                continue
            if "least" not in bounds:
                problems.append(
                    {
                        "what": ProblemCode.missing_field,
                        "file": "counts",
                        "row": row,
                        "column": "least",
                        "code": code,
                        "found": "nothing",
                        "expected": f"0 where only most is known ({bounds['most']})",
                    }
                )
                continue
            least, most = bounds["least"], bounds.get("most", bounds["least"])
            if least > most:
                problems.append(
                    {
                        "what": ProblemCode.two_values,
                        "file": "counts",
                        "row": row,
                        "column": "most",
                        "code": code,
                        "found": f"least {least}, most {most}",
                        "expected": "least not above most",
                    }
                )
                continue
            once.say(
                row,
                (*said[row - 1], code),
                (least, most),
                code,
                str(least) if least == most else f"{least} to {most}",
            )
        frames.raise_all([p for p in problems if p["row"] - 1 not in left_out])
        return once

    at, once = all_at_once(
        lambda: frames.indices(registry, codes, "counts", options["unit_column"], left_out), read
    )
    index = dict(zip(codes, at.tolist(), strict=True))
    place = {u: r for r, u in enumerate(table.units.tolist())}
    table.notes += [
        f"counts: row {row + 1}: left out, the data have no row of its unit: {codes[row]}"
        for row, u in enumerate(at.tolist())
        if u not in place and row not in left_out
    ]
    columns: dict[tuple[Any, ...], tuple[np.ndarray, np.ndarray]] = {}
    for (*key, code), (least, most) in once.values.items():
        if index[code] in place:
            # Least above most: nothing is declared.
            nothing = np.ones(len(table.units), np.uint16), np.zeros(len(table.units), np.uint16)
            lows, highs = columns.setdefault(tuple(key), nothing)
            lows[place[index[code]]], highs[place[index[code]]] = least, most
    return [
        (rules_set.id, date, lows, highs, evidence, source, recorded)
        for (date, evidence, recorded, source), (lows, highs) in columns.items()
    ]


_BYTES = np.arange(256)
_POSSIBLE, _REASONS = _BYTES & 7, _BYTES >> 3
#: Verdict of a cell's byte: its position in (met, not met, not applicable, unknown).
VERDICT_OF_BYTE = np.select([_POSSIBLE == 1, _POSSIBLE == 2, _POSSIBLE == 4], [0, 1, 2], 3).astype(
    np.uint8
)
VERDICTS = (Verdict.met, Verdict.not_met, Verdict.not_applicable, Verdict.unknown)


class Result:
    """Verdicts of a population on a day, with everything that is needed to explain them.

    Shown as a table: ✓ met, ✗ not met, – not applicable, ? unknown. Every view begins with how many
    thresholds of the set are usable. Never changes; copies and pickles.

    What was judged is kept as it was: columns of Arrow and polars by reference, of pandas by its
    copy on write, so that a frame which is written to later is copied by pandas then. Memory that
    is written to past these libraries, through an array made writable, is not copied; a result
    whose columns changed refuses to explain.
    """

    def __init__(
        self,
        assessment: _core.Assessment,
        registry: _core.Registry,
        panel: _core.Panel,
        table: frames.Table,
        recipe: dict[str, Any],
        verdicts: Sequence[Any] = (),
        totals: Sequence[Any] = (),
    ) -> None:
        self._assessment, self._registry, self._panel = assessment, registry, panel
        self._table, self._recipe = table, recipe
        self._verdicts, self._totals = list(verdicts), list(totals)
        self._indices = assessment.units()
        self._codes: list[str] | None = None

    # --- what was judged ---------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._assessment)

    @property
    def criteria(self) -> _core.CriteriaSet:
        """The criteria set."""
        rules: _core.CriteriaSet = self._recipe["criteria"]
        return rules

    @property
    def registry(self) -> _core.Registry:
        """Who was judged."""
        return self._registry

    @property
    def on(self) -> Any:
        """The day judged."""
        return self._recipe["on"]

    @property
    def known_on(self) -> datetime.date | None:
        """Only what was recorded by this day was used; None: all that is known."""
        return self._assessment.known_on

    @property
    def provenance(self) -> Provenance:
        """Which thresholds could be used."""
        used: Provenance = self._recipe["provenance"]
        return used

    @property
    def units(self) -> list[str]:
        """Codes of the units, in the order of the table."""
        if self._codes is None:
            all_codes = self._registry.codes()
            self._codes = [all_codes[i] for i in self._indices.tolist()]
        return self._codes

    @property
    def names(self) -> list[str]:
        """Names of the units on the day judged; the code where there is none."""
        every = self._registry.names(self.on, self.known_on)
        return [every[i] for i in self._indices.tolist()]

    @property
    def notes(self) -> list[str]:
        """What reading the table did to it."""
        return list(self._table.notes)

    @property
    def synthetic(self) -> bool:
        """Whether made-up data or made-up thresholds had a part in it."""
        return any("SYNTHETIC" in c.source.upper() for c in self._table.columns) or any(
            o.synthetic for o in self._recipe["overlays"]
        )

    def stamp(self, language: str | Language = "en") -> str:
        """Set, day, provenance and coverage, in words."""
        return self._assessment.stamp(language_of(language))

    def coverage(self, language: str | Language = "en") -> Any:
        """A frame of judging columns: units, thresholds, how many are usable and why not the
        others.
        """
        rows = self._assessment.coverage(language_of(language))
        keys = (
            "column",
            "units",
            "thresholds",
            "usable",
            "transcribed_used",
            "unverified_used",
            "synthetic_used",
            "text",
        )
        return self._frame({k: [r[k] for r in rows] for k in keys})

    def require_coverage(self, least: float) -> None:
        """Raise InvalidData where a smaller share of the thresholds than `least` (0 to 1) is
        usable.
        """
        self._assessment.require_coverage(least)

    def hash(self) -> int:
        """Sixty-four bits over units and cells, whatever the order of units."""
        return self._assessment.hash(self._registry)

    # --- verdicts ----------------------------------------------------------------------------

    def cells(self) -> np.ndarray:
        """Bytes of the cells, uint8[n_criteria, n_units]: three bits of possible verdicts, five of
        reason.
        """
        return np.stack([self._assessment.cells(c) for c in range(self._assessment.criteria)])

    def verdict(self, unit: str, criterion: str) -> Verdict:
        """The verdict of one criterion of one unit."""
        numbers = [c.number for c in self.criteria.criteria]
        if criterion not in numbers:
            raise KeyError(f"{criterion!r} is not a criterion of {self.criteria.id}")
        return VERDICTS[
            VERDICT_OF_BYTE[self._assessment.cells(numbers.index(criterion))[self._row(unit)]]
        ]

    def count_text(self, unit: str, language: str | Language = "en") -> str:
        """How many criteria a unit meets, as ``"18 of 18 (1 n/a)"``."""
        return self._assessment.count_text(self._row(unit), language_of(language))

    def to_frame(
        self,
        layout: Literal["wide", "long"] = "wide",
        *,
        language: str | Language | None = None,
        library: str | None = None,
    ) -> Any:
        """The verdicts as a frame of the library that came in.

        *Wide*: ``unit``, ``name``, one column a criterion, bounds of criteria met and applicable; a
        pandas index is kept. *Long*: ``unit``, ``name``, ``criterion``, ``verdict``, ``reason``.
        Verdicts are the enum's words, or those of a language.
        """
        words = np.array([self._word(v, language) for v in VERDICTS], dtype=object)[VERDICT_OF_BYTE]
        reasons = np.array(
            [self._word(Reason(r), language) if r < 25 else "" for r in _REASONS], dtype=object
        )
        cells = self.cells()
        numbers = [c.number for c in self.criteria.criteria]
        if layout == "wide":
            (low, high), (from_, to) = self._assessment.met(), self._assessment.applicable()
            data = {"unit": self.units, "name": self.names}
            data |= {n: words[row].tolist() for n, row in zip(numbers, cells, strict=True)}
            data |= {
                "met_least": low,
                "met_most": high,
                "applicable_least": from_,
                "applicable_most": to,
            }
            frame = self._frame(data, library)
            if self._table.index is not None and (library or self._table.library) == "pandas":
                frame.index = self._table.index
            return frame
        if layout != "long":
            raise ValueError(f"layout must be 'wide' or 'long', not {layout!r}")
        n, k = len(self), len(numbers)
        return self._frame(
            {
                "unit": [u for u in self.units for _ in range(k)],
                "name": [u for u in self.names for _ in range(k)],
                "criterion": numbers * n,
                "verdict": words[cells.T.ravel()].tolist(),
                "reason": reasons[cells.T.ravel()].tolist(),
            },
            library,
        )

    def indicators(
        self, *, language: str | Language | None = None, library: str | None = None
    ) -> Any:
        """The verdicts of every indicator, long: ``unit``, ``indicator``, ``verdict``,
        ``reason``.
        """
        cells = self._assessment.indicator_cells(self._registry, self._panel)
        numbers = [i.number for i in self.criteria.indicators]
        words = np.array([self._word(v, language) for v in VERDICTS], dtype=object)[VERDICT_OF_BYTE]
        reasons = np.array(
            [self._word(Reason(r), language) if r < 25 else "" for r in _REASONS], dtype=object
        )
        flat = cells.T.ravel()
        return self._frame(
            {
                "unit": [u for u in self.units for _ in numbers],
                "indicator": numbers * len(self),
                "verdict": words[flat].tolist(),
                "reason": reasons[flat].tolist(),
            },
            library,
        )

    # --- why, and what stands in the way -------------------------------------------------------

    def explain(self, unit: str, indicator: str, language: str | Language = "en") -> Explanation:
        """Why an indicator of a unit has its verdict: clause, threshold and source, value, gap."""
        found = self._assessment.explain(self._registry, self._panel, str(unit), str(indicator))
        return Explanation(found, language_of(language))

    def manifest(self) -> _core.Manifest:
        """What it was made from, one hash a part: ``version``, ``set``, ``provisions``,
        ``registry``, ``panel``, ``options``. ``a.manifest().difference(b.manifest())`` names the
        parts in which two results differ. Threads and the order of columns change nothing."""
        return self._assessment.manifest(self._registry, self._panel)

    def gaps(self, *, language: str | Language = "en") -> Any:
        """Every failing indicator: ``unit``, ``name``, ``indicator``, what it asks, ``value``,
        ``threshold`` and ``gap`` in the indicator's own unit."""
        row, at, value, threshold, gap = self._assessment.gaps(self._registry, self._panel)
        lang = language_of(language)
        indicators = self.criteria.indicators
        numbers = np.array([i.number for i in indicators], dtype=object)
        labels = np.array([i.name.in_(lang) for i in indicators], dtype=object)
        measured = np.array([i.unit.in_(lang) for i in indicators], dtype=object)
        return self._frame(
            {
                "unit": np.array(self.units, dtype=object)[row].tolist(),
                "name": np.array(self.names, dtype=object)[row].tolist(),
                "indicator": numbers[at].tolist(),
                "indicator_name": labels[at].tolist(),
                "value": value,
                "threshold": threshold,
                "gap": gap,
                "measured_in": measured[at].tolist(),
            }
        )

    def blockers(self, unit: str | None = None, language: str | Language = "en") -> Any:
        """What is decided *not met*, for one unit or all: ``unit``, ``criterion``, ``indicator``,
        ``gap``.
        """
        return self._obstacles("blockers", unit, language)

    def unknowns(self, unit: str | None = None, language: str | Language = "en") -> Any:
        """What is undecided and could change the whole, with the reason: the evidence lacking."""
        return self._obstacles("unknowns", unit, language)

    def least_change(self, unit: str | None = None, language: str | Language = "en") -> Any:
        """The fewest indicators that must become met to reach the set, nearest gaps first."""
        return self._obstacles("least_change", unit, language)

    def conflicts(self) -> Any:
        """Every contradiction between what was handed in."""
        found = self._assessment.conflicts(self._registry, self._panel)
        units = self.units
        return self._frame(
            {
                "unit": [units[r] for r, *_ in found],
                "kind": [k for _, k, _, _ in found],
                "subject": [s for _, _, s, _ in found],
                "detail": [d for *_, d in found],
            }
        )

    # --- counts --------------------------------------------------------------------------------

    def roll_up(
        self,
        by: str | Level = "district",
        *,
        na_count: NaCount,
        cohort: str | None = None,
        within: str | None = None,
        bands: Sequence[tuple[str, int, int]] = (),
    ) -> RollUp:
        """Count over the units of a level: five counts a criterion, exact means with bounds, bands.

        ``na_count`` says what *not applicable* criteria count as: ``"deem_met"`` or ``"drop"``.
        """
        groups, total, labels = self._assessment.roll_up(
            self._registry, deems_met(na_count), level_of(by), cohort, within, list(bands)
        )
        return RollUp(self, groups, total, labels, na_count)

    def bands(self, by: str | Level = "province", *, na_count: NaCount, **options: Any) -> Any:
        """Units surely and possibly in each reporting band (19 · 15–18 · 10–14 · 5–9 · under 5)."""
        return self.roll_up(by, na_count=na_count, **options).bands()

    def counting(
        self,
        cutoff: int,
        *,
        unknown: Literal["met", "not_met"] = "not_met",
        units: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Alkire–Foster counting: headcount, intensity and adjusted headcount of units that fail at
        least `cutoff` criteria. ``unknown`` says what undecided cells count as."""
        if unknown not in ("met", "not_met"):
            raise ValueError(f"unknown must be 'met' or 'not_met', not {unknown!r}")
        return self._assessment.counting(cutoff, unknown == "met", [self._row(u) for u in units])

    # --- recognition -----------------------------------------------------------------------------

    def recognise(self, rule: str | _core.RecognitionRule = "vn-recognition-2016") -> Any:
        """Whether each unit is to be recognised: ``verdict``, what fails, what evidence is
        lacking.
        """
        if isinstance(rule, str):
            rule = _core.catalog.recognition_rule(rule)
        rows = self._assessment.recognise(self._registry, self._panel, rule)
        return self._frame(
            {
                "unit": self.units,
                "name": self.names,
                "verdict": [v.name for v, _, _ in rows],
                "failing": ["; ".join(f) for _, f, _ in rows],
                "lacking": ["; ".join(x) for _, _, x in rows],
            }
        )

    def keeps_recognition(self, rule: str | _core.RevocationRule = "vn-revocation-2022") -> Any:
        """Whether a recognised unit keeps it. Unknown never revokes."""
        if isinstance(rule, str):
            rule = _core.catalog.revocation_rule(rule)
        verdicts = self._assessment.keeps_recognition(rule)
        return self._frame(
            {"unit": self.units, "name": self.names, "verdict": [v.name for v in verdicts]}
        )

    # --- exchange and display
    # -----------------------------------------------------------------------

    def to_json(self) -> str:
        """Stamp, coverage and one object a unit, as JSON."""
        return self._assessment.to_json(self._registry)

    def to_csv(self, language: str | Language = "en") -> str:
        """One row a unit, as CSV; formulas escaped."""
        return self._assessment.to_csv(self._registry, language_of(language))

    def __repr__(self) -> str:
        from tieuchi import display

        return display.result_text(self)

    def _repr_html_(self) -> str:
        from tieuchi import display

        return display.result_html(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return restored, (
            self._assessment,
            self._registry,
            self._table,
            self._verdicts,
            self._totals,
        )

    def __copy__(self) -> Result:
        return self

    def __deepcopy__(self, memo: Any) -> Result:
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        return (
            self.criteria == other.criteria and self.on == other.on and self.hash() == other.hash()
        )

    __hash__ = None  # type: ignore[assignment]

    def _row(self, unit: str) -> int:
        row = self._panel.row_of(self._registry.index_of(str(unit)))
        if row is None:
            raise KeyError(f"{unit!r} was not judged")
        return row

    @staticmethod
    def _word(value: Verdict | Reason, language: str | Language | None) -> str:
        return value.name if language is None else _core.word(value, language_of(language))

    def _frame(self, data: Mapping[str, Any], library: str | None = None) -> Any:
        return frames.new(data, library or self._table.library)

    def _obstacles(self, which: str, unit: str | None, language: str | Language) -> Any:
        lang = language_of(language)
        rows = range(len(self)) if unit is None else [self._row(unit)]
        out: dict[str, list[Any]] = {
            k: []
            for k in (
                "unit",
                "name",
                "criterion",
                "indicator",
                "indicator_name",
                "verdict",
                "reason",
                "gap",
            )
        }
        for row in rows:
            for o in self._assessment.improvement(self._registry, self._panel, row)[which]:
                for key, value in (
                    ("unit", self.units[row]),
                    ("name", self._registry.name(self.units[row], self.on, self.known_on)),
                    ("criterion", o["criterion"]),
                    ("indicator", o["indicator"]),
                    ("indicator_name", o["name"].in_(lang)),
                    ("verdict", o["verdict"].name),
                    ("reason", _core.word(o["reason"], lang)),
                    ("gap", o["gap"]),
                ):
                    out[key].append(value)
        return self._frame(out)


def restored(
    assessment: _core.Assessment,
    registry: _core.Registry,
    table: frames.Table,
    verdicts: list[Any],
    totals: list[Any],
) -> Result:
    """A result from its pickle or archive: the verdicts as they were, the panel over the columns
    that were kept.
    """
    rules = assessment.rules
    recipe = {
        "criteria": rules.set,
        "on": rules.on,
        "provenance": rules.provenance,
        "overlays": tuple(rules.overlays),
    }
    panel = _core.Panel(table.columns, table.units, verdicts, totals)
    return Result(assessment, registry, panel, table, recipe, verdicts, totals)


class Explanation:
    """Why one cell is what it is; prints in its language, and holds the parts as attributes."""

    def __init__(self, found: _core.Explanation, language: Language) -> None:
        self._found, self._language = found, language

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._found, name)

    def __str__(self) -> str:
        return self._found.text(self._language)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from tieuchi import display

        return display.explanation_html(self._found, self._language)


def manifest(result: Result) -> _core.Manifest:
    """What a result was made from; see `Result.manifest`."""
    return result.manifest()


class RollUp:
    """Counts over groups of units, stamped with the policy for *not applicable*."""

    def __init__(
        self,
        result: Result,
        groups: list[dict[str, Any]],
        total: dict[str, Any],
        labels: list[str],
        na_count: str,
    ) -> None:
        self.result, self.groups, self.total, self.labels, self.na_count = (
            result,
            groups,
            total,
            labels,
            na_count,
        )

    def _places(self) -> tuple[list[str | None], list[str]]:
        registry, day = self.result.registry, (self.result.on, self.result.known_on)
        codes = [g["unit"] for g in self.groups]
        return codes, [registry.name(c, *day) if c else "–" for c in codes]

    def to_frame(self, library: str | None = None) -> Any:
        """One row a group and criterion: five counts and three rates, 0 to 1; missing where nobody
        is decided.
        """
        codes, names = self._places()
        numbers = [c.number for c in self.result.criteria.criteria]
        five = (
            np.concatenate([g["criteria"] for g in self.groups])
            if self.groups
            else np.zeros((0, 5), np.int64)
        )
        met, not_met, unknown, na, error = five.T

        def rate(a: np.ndarray, b: np.ndarray) -> list[float | None]:
            return [x / y if y else None for x, y in zip(a.tolist(), b.tolist(), strict=True)]

        applicable = met + not_met + unknown + error
        return self.result._frame(
            {
                "group": [c for c in codes for _ in numbers],
                "group_name": [n for n in names for _ in numbers],
                "criterion": numbers * len(codes),
                "met": met,
                "not_met": not_met,
                "unknown": unknown,
                "not_applicable": na,
                "error": error,
                "assessed_rate": rate(met, met + not_met),
                "lower_rate": rate(met, applicable),
                "upper_rate": rate(met + unknown + error, applicable),
            },
            library,
        )

    def means(self, library: str | None = None) -> Any:
        """One row a group: units and the mean number of criteria met, as bounds."""
        codes, names = self._places()
        low = [g["met_least"] / g["units"] if g["units"] else None for g in self.groups]
        high = [g["met_most"] / g["units"] if g["units"] else None for g in self.groups]
        return self.result._frame(
            {
                "group": codes,
                "group_name": names,
                "units": [g["units"] for g in self.groups],
                "mean_least": low,
                "mean_most": high,
                "na_count": [self.na_count] * len(codes),
            },
            library,
        )

    def bands(self, library: str | None = None) -> Any:
        """One row a group and band: units surely in it and possibly in it."""
        codes, names = self._places()
        k = len(self.labels)
        return self.result._frame(
            {
                "group": [c for c in codes for _ in range(k)],
                "group_name": [n for n in names for _ in range(k)],
                "band": self.labels * len(codes),
                "units_least": [v for g in self.groups for v in g["band_least"]],
                "units_most": [v for g in self.groups for v in g["band_most"]],
                "na_count": [self.na_count] * (len(codes) * k),
            },
            library,
        )

    def __repr__(self) -> str:
        from tieuchi import display

        return display.roll_up_text(self)

    def _repr_html_(self) -> str:
        from tieuchi import display

        return display.roll_up_html(self)
