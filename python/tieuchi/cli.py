"""The command ``tieuchi``: catalog, template, check, assess, explain, recognise, report, project,
prioritise, compare, law diff.

Exit codes: 0 done; 1 the table or the text has problems (all listed on stderr); 2 wrong use of the
command; 3 an output file exists and ``--force`` was not given; 4 an optional library is missing;
130 interrupted. With ``--format json`` or ``csv`` stdout holds the data and nothing else.
"""

from __future__ import annotations

import enum
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table as RichTable

import tieuchi as tc
from tieuchi import _core, display, frames, judging, population
from tieuchi.errors import Error, InvalidData, MissingExtra, all_at_once, require
from tieuchi.output import whole_file
from tieuchi.statements import amount

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, rich_markup_mode=None)
law = typer.Typer(no_args_is_help=True, help="What the law says on a day.", rich_markup_mode=None)
app.add_typer(law, name="law")
_out, _err = Console(), Console(stderr=True)


class Format(enum.StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    html = "html"


class Tongue(enum.StrEnum):
    vi = "vi"
    en = "en"


class Thresholds(enum.StrEnum):
    verified_only = "verified_only"
    allow_transcribed = "allow_transcribed"
    allow_unverified = "allow_unverified"


Data = Annotated[
    Path,
    typer.Argument(help="Table of measures: .csv, .xlsx or .parquet", exists=True, dir_okay=False),
]
SetId = Annotated[
    str, typer.Option("--criteria", "-c", help="Id of a set of the catalog, or a .json file")
]
On = Annotated[str, typer.Option(help="Day judged: yyyy-mm-dd, or a year")]
RegistryFile = Annotated[
    Path | None,
    typer.Option(
        "--registry",
        "-r",
        help="Who the units are: .json, or .csv with unit, name, region, district …",
    ),
]
Overlays = Annotated[
    list[Path] | None, typer.Option("--overlay", help="Values of a province, JSON; may be repeated")
]
Provenance = Annotated[
    Thresholds,
    typer.Option(
        help="Which thresholds may be used: verified ones, also those that an office has copied "
        "from its text, or all"
    ),
]
KnownOn = Annotated[
    str | None, typer.Option(help="Only what was recorded by this day, law and figures: 2020-02-28")
]
NaAs = Annotated[
    str, typer.Option(help="What not applicable counts as in totals: deem_met or drop")
]
Lang = Annotated[Tongue, typer.Option("--language", "-l")]
Out = Annotated[Path | None, typer.Option("--output", "-o", help="File to write instead of stdout")]
Force = Annotated[bool, typer.Option(help="Replace an existing file")]
SkipTotals = Annotated[bool, typer.Option(help="Rows named Tổng cộng are totals: leave them out")]
Mark = Annotated[str, typer.Option(help="Decimal mark of the table where it is not clear: . or ,")]
Fractions = Annotated[bool, typer.Option("--shares-are-fractions", help="Shares run from 0 to 1")]
Dong = Annotated[
    bool, typer.Option("--amounts-in-dong", help="Amounts are in đồng, not triệu đồng")
]
AsWritten = Annotated[
    list[str] | None,
    typer.Option(help="Measure whose numbers are in the set's unit however they look"),
]
Blanks = Annotated[
    str, typer.Option(help="Blanks among x marks: ask, not_collected or not_attained")
]


def _criteria(name: str) -> tc.CriteriaSet:
    if name.endswith(".json"):
        return tc.CriteriaSet.from_json(Path(name).read_text("utf-8"), name)
    return tc.catalog.criteria_set(name)


def _registry(path: Path | None, criteria: tc.CriteriaSet) -> tc.Registry | None:
    if path is None:
        return None
    text = path.read_text("utf-8-sig")
    if path.suffix == ".json":
        return tc.Registry.from_json(text, str(path))
    columns = _columns(text, path)
    dimensions = [d for d in criteria.attributes if d in columns]
    return tc.registry(frames.new(columns), dimensions=dimensions, level=criteria.level)


def _columns(text: str, path: Path) -> dict[str, list[str]]:
    """Columns of a CSV file as trimmed texts; cells that a row lacks are empty."""
    header, rows = _core.split_csv(text, str(path))
    frames.raise_all(_twice(header, path))
    return {h: [r[i].strip() if i < len(r) else "" for r in rows] for i, h in enumerate(header)}


def _twice(header: list[str], path: Path) -> list[dict[str, Any]]:
    """A problem for each header that stands twice: no column wins over another one."""
    return [
        {
            "what": _core.ProblemCode.two_values,
            "file": str(path),
            "row": 1,
            "column": h,
            "found": h,
            "expected": "each column once",
        }
        for i, h in enumerate(header)
        if h and h in header[:i]
    ]


def _said_of_places(text: str, path: Path, criteria: tc.CriteriaSet) -> dict[str, list[str]]:
    """What a CSV table says of its units beside measures."""
    return {
        h: c
        for h, c in _columns(text, path).items()
        if h in ("unit", *criteria.attributes, *frames.PLACES)
    }


def _above(text: str) -> int:
    """Lines of a CSV file above its first row: the header, and the line with which Excel is told
    the separator.
    """
    return 2 if text.startswith("sep=") else 1


def _places_of(path: Path, criteria: tc.CriteriaSet) -> tc.Registry:
    """A registry from the table itself, where it says who its units are."""
    if path.suffix != ".csv":
        raise typer.BadParameter("a registry is needed with a workbook", param_hint="--registry")
    text = _text(path)
    columns = _said_of_places(text, path, criteria)
    if "unit" not in columns:
        raise typer.BadParameter("the table has no column 'unit'", param_hint="DATA")
    columns = population.one_row_a_unit(columns, "unit", str(path), above=_above(text))
    dimensions = [d for d in criteria.attributes if d in columns]
    return tc.registry(frames.new(columns), dimensions=dimensions, level=criteria.level)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        frames.raise_all(
            [
                {
                    "what": _core.ProblemCode.unreadable_file,
                    "file": str(path),
                    "found": "bytes that are not UTF-8",
                    "expected": "UTF-8 (not TCVN3, VNI)",
                }
            ]
        )
        raise


def _table(
    path: Path, criteria: tc.CriteriaSet, registry: tc.Registry, on: str, options: dict[str, Any]
) -> Any:
    if path.suffix in (".xlsx", ".xlsm"):
        return tc.workbook.read_workbook(path, criteria, registry, reference=_day(on), **options)
    if path.suffix == ".parquet":
        return require("pyarrow.parquet", "arrow").read_table(path)
    text = _text(path)
    header = _core.split_csv(text, str(path))[0]
    columns = {n: "" for n in frames.beside_measures(criteria) if n in header}
    reading = _core.ReadOptions(
        str(path), frames.day(_day(on)), source=path.name, columns=columns, **options
    )
    said = _said_of_places(text, path, criteria)
    days = [[frames.day(_day(on))]] * len(next(iter(said.values()), []))
    (units, found, notes), *_ = all_at_once(
        lambda: _core.read_csv(text, criteria, registry, reading),
        # The reader checks strata, with the date of each row.
        lambda: (
            population.agree(
                {n: c for n, c in said.items() if n != criteria.dimension},
                "unit",
                registry,
                criteria.level,
                criteria.dimension,
                days,
                str(path),
                above=_above(text),
            )
            if "unit" in said
            else None
        ),
    )
    return frames.Table(units, found, notes)


def _day(text: str) -> Any:
    return int(text) if text.isdigit() and len(text) == 4 else text


def _judge(
    data: Path,
    criteria: str,
    on: str,
    registry: Path | None,
    overlays: list[Path] | None,
    provenance: Thresholds,
    known_on: str | None,
    options: dict[str, Any],
) -> tc.Result:
    rules = _criteria(criteria)
    is_frame = data.suffix == ".parquet"  # read by assess itself, which is told how
    people = _registry(registry, rules)
    if people is None and not is_frame:
        people = _places_of(data, rules)
    return tc.assess(
        rules,
        _table(data, rules, people or tc.Registry([]), on, options),
        on=_day(on),
        registry=people,
        overlays=[tc.Overlay.from_json(p.read_text("utf-8"), str(p)) for p in overlays or []],
        provenance=provenance.value,
        known_on=_day(known_on) if known_on is not None else None,
        **(options if is_frame else {}),
    )


def _options(
    skip: bool, mark: str, fractions: bool, dong: bool, as_written: list[str] | None, blanks: str
) -> dict[str, Any]:
    if blanks not in ("ask", "not_collected", "not_attained"):
        raise typer.BadParameter("ask, not_collected or not_attained", param_hint="--blank-marks")
    return {
        "skip_total_rows": skip,
        "decimal_mark": mark,
        "shares_are_fractions": fractions,
        "amounts_in_dong": dong,
        "as_written": as_written or [],
        "blank_marks": blanks,
    }


def _write(text: str, output: Path | None, force: bool) -> None:
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    with whole_file(output, force) as part:
        part.write_text(text, "utf-8")


@app.command()
def catalog(
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.table,
    language: Lang = Tongue.vi,
) -> None:
    """List the criteria sets with their decisions, periods and checked cells."""
    rows = []
    for id in tc.catalog.criteria_sets():
        s = tc.catalog.criteria_set(id)
        n = s.status_counts
        rows.append(
            {
                "id": id,
                "decision": s.decision,
                "title": s.title.in_(judging.language_of(language.value)),
                "level": s.level.name,
                "tier": s.tier,
                "from": s.in_force.first.isoformat(),
                "to": s.in_force.end.isoformat() if s.in_force.end else None,
                "criteria": len(s.criteria),
                "verified": n["verified"],
                "unverified": n["unverified"],
                "unknown": n["unknown"],
            }
        )
    if format is Format.json:
        _write(json.dumps(rows, ensure_ascii=False, indent=2), None, False)
    elif format is Format.csv:
        _write(_csv(rows), None, False)
    elif format is Format.table:
        table = RichTable(show_edge=False)
        for name in (
            "id",
            "decision",
            "level",
            "from",
            "to",
            "criteria",
            "verified",
            "unverified",
            "unknown",
        ):
            table.add_column(
                name,
                justify=(
                    "right" if name in ("criteria", "verified", "unverified", "unknown") else "left"
                ),
                no_wrap=name == "id",
            )
        for r in rows:
            table.add_row(
                *(str(r[c.header] if r[c.header] is not None else "–") for c in table.columns)  # type: ignore[index]
            )
        _out.print(table)
    else:
        raise typer.BadParameter("table, json or csv", param_hint="--format")


def _csv(rows: list[dict[str, Any]]) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@app.command()
def template(
    output: Annotated[Path, typer.Argument(help="Workbook to write")],
    registry: RegistryFile = None,
    criteria: SetId = "vn-commune-2016",
    on: On = "2020",
    within: Annotated[str | None, typer.Option(help="Only units of this district")] = None,
    language: Lang = Tongue.vi,
    force: Force = False,
) -> None:
    """Write an empty workbook for a set: one row a unit, one column a measure."""
    rules = _criteria(criteria)
    people = _registry(registry, rules)
    if people is None:
        raise typer.BadParameter("a registry says which rows to write", param_hint="--registry")
    tc.workbook.write_template(
        rules, output, people, on=_day(on), within=within, language=language.value, force=force
    )
    _err.print(f"{output}")


@app.command()
def check(
    data: Data,
    criteria: SetId = "vn-commune-2016",
    on: On = "2020",
    registry: RegistryFile = None,
    skip_total_rows: SkipTotals = False,
    decimal_mark: Mark = "",
    shares_are_fractions: Fractions = False,
    amounts_in_dong: Dong = False,
    as_written: AsWritten = None,
    blank_marks: Blanks = "ask",
) -> None:
    """Read a table and list every problem, or every interpretation made."""
    rules = _criteria(criteria)
    people = _registry(registry, rules)
    if people is None and data.suffix != ".parquet":
        people = _places_of(data, rules)
    options = _options(
        skip_total_rows,
        decimal_mark,
        shares_are_fractions,
        amounts_in_dong,
        as_written,
        blank_marks,
    )
    table = _table(data, rules, people or tc.Registry([]), on, options)
    if not isinstance(table, frames.Table):  # a frame is read when it is judged
        table = tc.assess(rules, table, on=_day(on), registry=people, **options)
    for note in table.notes:
        _write(note, None, False)
    _write(f"{data}: {len(table.units)} units, no problems", None, False)


@app.command()
def assess(
    data: Data,
    criteria: SetId = "vn-commune-2016",
    on: On = "2020",
    registry: RegistryFile = None,
    overlay: Overlays = None,
    provenance: Provenance = Thresholds.verified_only,
    known_on: KnownOn = None,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.table,
    output: Out = None,
    na_count: NaAs = "deem_met",
    language: Lang = Tongue.vi,
    force: Force = False,
    skip_total_rows: SkipTotals = False,
    decimal_mark: Mark = "",
    shares_are_fractions: Fractions = False,
    amounts_in_dong: Dong = False,
    as_written: AsWritten = None,
    blank_marks: Blanks = "ask",
) -> None:
    """Judge every unit of a table."""
    options = _options(
        skip_total_rows,
        decimal_mark,
        shares_are_fractions,
        amounts_in_dong,
        as_written,
        blank_marks,
    )
    judging.deems_met(na_count)
    result = _judge(data, criteria, on, registry, overlay, provenance, known_on, options)
    if format in (Format.xlsx, Format.html):
        if output is None:
            raise typer.BadParameter("a file is needed for this format", param_hint="--output")
        if format is Format.xlsx:
            tc.workbook.write_workbook(
                result, output, na_count=na_count, language=language.value, force=force
            )
        else:
            tc.report.write(result, output, na_count=na_count, language=language.value, force=force)
        _err.print(f"{output}")
        return
    if format is Format.json:
        text = result.to_json()
    elif format is Format.csv:
        text = result.to_csv(language.value)
    else:
        text = display.result_text(result)
    _write(text, output, force)


@app.command()
def explain(
    data: Data,
    unit: Annotated[str, typer.Argument(help="Code of the unit")],
    indicator: Annotated[str, typer.Argument(help="Number, as 17.1")],
    criteria: SetId = "vn-commune-2016",
    on: On = "2020",
    registry: RegistryFile = None,
    overlay: Overlays = None,
    provenance: Provenance = Thresholds.verified_only,
    known_on: KnownOn = None,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.table,
    language: Lang = Tongue.vi,
    skip_total_rows: SkipTotals = False,
    decimal_mark: Mark = "",
    shares_are_fractions: Fractions = False,
    amounts_in_dong: Dong = False,
    as_written: AsWritten = None,
    blank_marks: Blanks = "ask",
) -> None:
    """Say why an indicator of a unit has its verdict."""
    options = _options(
        skip_total_rows,
        decimal_mark,
        shares_are_fractions,
        amounts_in_dong,
        as_written,
        blank_marks,
    )
    found = _judge(data, criteria, on, registry, overlay, provenance, known_on, options).explain(
        unit, indicator, language.value
    )
    if format not in (Format.table, Format.json):
        raise typer.BadParameter("table or json", param_hint="--format")
    _write(found.to_json() if format is Format.json else str(found), None, False)


@app.command()
def manifest(
    data: Data,
    criteria: SetId = "vn-commune-2016",
    on: On = "2020",
    registry: RegistryFile = None,
    overlay: Overlays = None,
    provenance: Provenance = Thresholds.verified_only,
    known_on: KnownOn = None,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.table,
    skip_total_rows: SkipTotals = False,
    decimal_mark: Mark = "",
    shares_are_fractions: Fractions = False,
    amounts_in_dong: Dong = False,
    as_written: AsWritten = None,
    blank_marks: Blanks = "ask",
) -> None:
    """Print what a result is made from: one hash for each part, to compare two results."""
    options = _options(
        skip_total_rows,
        decimal_mark,
        shares_are_fractions,
        amounts_in_dong,
        as_written,
        blank_marks,
    )
    if format not in (Format.table, Format.json):
        raise typer.BadParameter("table or json", param_hint="--format")
    found = _judge(data, criteria, on, registry, overlay, provenance, known_on, options).manifest()
    _write(json.dumps(found.parts()) if format is Format.json else str(found), None, False)


@app.command()
def recognise(
    data: Data,
    rule: Annotated[str, typer.Option(help="Id of a rule of recognition")] = "vn-recognition-2016",
    criteria: SetId = "vn-commune-2016",
    on: On = "2020",
    registry: RegistryFile = None,
    overlay: Overlays = None,
    provenance: Provenance = Thresholds.verified_only,
    known_on: KnownOn = None,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.table,
    output: Out = None,
    force: Force = False,
    skip_total_rows: SkipTotals = False,
    decimal_mark: Mark = "",
    shares_are_fractions: Fractions = False,
    amounts_in_dong: Dong = False,
    as_written: AsWritten = None,
    blank_marks: Blanks = "ask",
) -> None:
    """Say whether each unit is to be recognised, what fails and what evidence is lacking."""
    options = _options(
        skip_total_rows,
        decimal_mark,
        shares_are_fractions,
        amounts_in_dong,
        as_written,
        blank_marks,
    )
    if format in (Format.xlsx, Format.html):
        raise typer.BadParameter("table, json or csv", param_hint="--format")
    result = _judge(data, criteria, on, registry, overlay, provenance, known_on, options)
    records = _records(result.recognise(rule))
    if format is Format.json:
        text = json.dumps(
            {"stamp": result.stamp(), "rule": rule, "units": records}, ensure_ascii=False, indent=2
        )
    elif format is Format.csv:
        text = _csv(records)
    else:
        lines = [
            f"  {r['unit']} {r['name']}: {r['verdict']}"
            + "".join(f"; {k}: {r[k]}" for k in ("failing", "lacking") if r[k])
            for r in records
        ]
        text = "\n".join([result.stamp(), *lines])
    _write(text, output, force)


@app.command()
def report(
    data: Data,
    output: Annotated[Path, typer.Argument(help="HTML file to write")],
    criteria: SetId = "vn-commune-2016",
    on: On = "2020",
    registry: RegistryFile = None,
    overlay: Overlays = None,
    provenance: Provenance = Thresholds.verified_only,
    known_on: KnownOn = None,
    programme: Annotated[
        str | None, typer.Option(help="Targets to print: id of a programme")
    ] = None,
    title: str = "",
    na_count: NaAs = "deem_met",
    language: Lang = Tongue.vi,
    force: Force = False,
    skip_total_rows: SkipTotals = False,
    decimal_mark: Mark = "",
    shares_are_fractions: Fractions = False,
    amounts_in_dong: Dong = False,
    as_written: AsWritten = None,
    blank_marks: Blanks = "ask",
) -> None:
    """Write the report of a table as one HTML file."""
    options = _options(
        skip_total_rows,
        decimal_mark,
        shares_are_fractions,
        amounts_in_dong,
        as_written,
        blank_marks,
    )
    judging.deems_met(na_count)
    result = _judge(data, criteria, on, registry, overlay, provenance, known_on, options)
    tc.report.write(
        result,
        output,
        title=title,
        programme=programme,
        na_count=na_count,
        language=language.value,
        force=force,
    )
    _err.print(f"{output}")


def _plain(path: Path) -> Any:
    """A table as it stands, without a criteria set to say what its columns mean."""
    if path.suffix == ".parquet":
        return require("pyarrow.parquet", "arrow").read_table(path)
    header, rows = _core.split_csv(_text(path), str(path))
    frames.raise_all(
        _twice(header, path)
        + [
            {
                "what": _core.ProblemCode.wrong_size,
                "file": str(path),
                "row": k + 2,
                "found": f"{len(r)} cells",
                "expected": f"{len(header)}; is the file cut off?",
            }
            for k, r in enumerate(rows)
            if len(r) != len(header)
        ]
    )
    return frames.new({h: [r[i] for r in rows] for i, h in enumerate(header)})


def _records(frame: Any) -> list[dict[str, Any]]:
    made = frames.Frame(frame)
    return [
        dict(zip(made.names, r, strict=True))
        for r in zip(*(made.objects(n) for n in made.names), strict=True)
    ]


@app.command()
def project(
    data: Annotated[
        Path,
        typer.Argument(
            help=(
                "Verdicts of several years: .csv or .parquet with unit, year and one column a"
                " criterion, or "
                "criterion and verdict"
            ),
            exists=True,
            dir_okay=False,
        ),
    ],
    until: Annotated[int, typer.Option(help="Last year ahead")],
    by: Annotated[str, typer.Option(help="all, district or unit")] = "all",
    rung: Annotated[str, typer.Option(help="Highest rung of the ladder to use")] = "full",
    draws: Annotated[int, typer.Option(help="Number of draws")] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same figures")] = 1,
    test: Annotated[
        bool,
        typer.Option(
            "--backtest", help="Also say how good projections from past years would have been"
        ),
    ] = False,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.table,
    output: Out = None,
    force: Force = False,
) -> None:
    """Draw the next years from verdicts of several years, with intervals and the rung that made
    them.
    """
    if format in (Format.xlsx, Format.html):
        raise typer.BadParameter("table, json or csv", param_hint="--format")
    frame = _plain(data)
    past = tc.history(frame, file=str(data))
    outlook = tc.project(tc.fit(past, rung=rung), until=until, draws=draws, seed=seed)  # type: ignore[arg-type]
    tested = tc.backtest(past, draws=min(draws, 500), seed=seed) if test else None
    records = _records(outlook.to_frame(by))  # type: ignore[arg-type]
    if format is Format.json:
        text = json.dumps(
            {"stamp": outlook.stamp, "reasons": outlook.reasons, "forecasts": records},
            ensure_ascii=False,
            indent=2,
        )
    elif format is Format.csv:
        text = _csv(records)
    else:
        text = repr(outlook)
        if by != "all":
            text += "\n" + "\n".join(
                f"  {r['year']} {r['unique_id']}: {r[outlook.rung]:.4g}"
                f" ({r[outlook.rung + '-lo-90']:.4g}–{r[outlook.rung + '-hi-90']:.4g})"
                for r in records
            )
    if tested is not None:
        if format is Format.table:
            text += f"\n\n{tested!r}"
        elif warning := tested.warning(outlook.rung):  # type: ignore[arg-type]
            _err.print(warning)
    _write(text, output, force)


def _amount(text: str, option: str) -> float:
    try:
        return amount(text, option)
    except InvalidData as error:
        problem = error.records[0]
        raise typer.BadParameter(
            f"{text!r} is not a number of đồng: {problem['expected']}", param_hint=option
        ) from None


@app.command()
def prioritise(
    works: Annotated[
        Path,
        typer.Argument(
            help=(
                "Works: .csv or .parquet with unit, criterion, cost_vnd, and if there chance,"
                " lead_years, fund, after, district …"
            ),
            exists=True,
            dir_okay=False,
        ),
    ],
    budget_vnd: Annotated[
        list[str],
        typer.Option("--budget-vnd", help="For all works together, or YEAR=AMOUNT once a year"),
    ],
    history: Annotated[
        Path | None,
        typer.Option(
            help="Verdicts of several years: what would happen anyway then counts for nothing",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    recognition_worth: Annotated[
        float, typer.Option(help="What a recognition is worth in criteria")
    ] = 5.0,
    cap: Annotated[
        list[str] | None,
        typer.Option(help="DISTRICT:FUND:YEAR=AMOUNT, parts may be empty; may be repeated"),
    ] = None,
    order: Annotated[
        str,
        typer.Option(
            help=(
                "best, easiest_first or recognitions_first; the last two make a road map by yearly"
                " budgets"
            )
        ),
    ] = "best",
    draws: Annotated[int, typer.Option(help="Number of draws with --history")] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same figures")] = 1,
    seconds: Annotated[float, typer.Option(help="Time limit of a plan over years")] = 60.0,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.table,
    output: Out = None,
    language: Lang = Tongue.vi,
    force: Force = False,
) -> None:
    """Choose works under a budget, by year where budgets are, and print the dated tasks."""
    if order not in ("best", "easiest_first", "recognitions_first"):
        raise typer.BadParameter("best, easiest_first or recognitions_first", param_hint="--order")
    if format in (Format.xlsx, Format.html) and output is None:
        raise typer.BadParameter("a file is needed for this format", param_hint="--output")
    budgets: Any = {}
    for part in budget_vnd:
        year, equals, money = part.partition("=")
        if equals and not (year.isdigit() and len(year) == 4):
            raise typer.BadParameter(f"{part!r} is not YEAR=AMOUNT", param_hint="--budget-vnd")
        money_of, at = (
            _amount(money if equals else year, "--budget-vnd"),
            int(year) if equals else 0,
        )
        if budgets.setdefault(at, money_of) != money_of:
            raise typer.BadParameter(
                f"two budgets{f' of {at}' if at else ''}", param_hint="--budget-vnd"
            )
    if 0 in budgets and len(budgets) > 1:
        raise typer.BadParameter(
            "either one budget or YEAR=AMOUNT for every year", param_hint="--budget-vnd"
        )
    caps = []
    for part in cap or []:
        where, equals, money = part.rpartition("=")
        place = where.split(":")
        if not equals or len(place) != 3:
            raise typer.BadParameter(
                f"{part!r} is not DISTRICT:FUND:YEAR=AMOUNT", param_hint="--cap"
            )
        caps.append(
            {
                "district": place[0],
                "fund": place[1],
                "year": int(place[2]) if place[2] else None,
                "amount_vnd": _amount(money, "--cap"),
            }
        )
    by_year = 0 not in budgets
    if not by_year and (caps or order != "best"):
        raise typer.BadParameter(
            "caps and road maps ask for budgets by year: YEAR=AMOUNT", param_hint="--budget-vnd"
        )
    source = None
    if history is not None:
        past = tc.history(_plain(history), file=str(history))
        source = tc.project(
            tc.fit(past),
            until=max(budgets) if by_year else past.years[-1] + 1,
            draws=draws,
            seed=seed,
        )
    table, name = _plain(works), str(works)
    plan, made = None, None
    if order == "best":
        plan = tc.prioritise(
            source,
            works=table,
            budget_vnd=budgets if by_year else budgets[0],
            caps=caps,
            recognition_worth=recognition_worth,
            seconds=seconds,
            file=name,
        )
        if by_year or source is not None:
            made = plan.roadmap(
                from_year=min(budgets) if by_year else source.years[0],  # type: ignore[union-attr]
                language=language.value,
            )
    else:
        made = tc.roadmap(
            source,
            works=table,
            budget_vnd=budgets,
            order=order,  # type: ignore[arg-type]
            language=language.value,
            file=name,
        )
    if format in (Format.xlsx, Format.html):
        if made is None:
            raise typer.BadParameter(
                "a road map asks for budgets by year: YEAR=AMOUNT", param_hint="--budget-vnd"
            )
        assert output is not None
        if output.suffix != f".{format.value}":
            raise typer.BadParameter(f"the file must end in .{format.value}", param_hint="--output")
        made.write(output, force=force)
        _err.print(f"{output}")
        return
    # Without years there are works to choose and no dates.
    assert made is not None or plan is not None
    records = _records(made.to_frame() if made is not None else plan.to_frame())  # type: ignore[union-attr]
    if format is Format.json:
        about = (
            {}
            if plan is None
            else {
                "cost_vnd": plan.cost_vnd,
                "criteria": plan.criteria,
                "recognised": plan.recognised,
                "value": plan.value,
                "bound": plan.bound,
                "gap": plan.gap,
                "proved": plan.proved,
            }
        )
        text = json.dumps(
            {"plan": about, "tasks": records, "stamp": source.stamp if source else {}},
            ensure_ascii=False,
            indent=2,
        )
    elif format is Format.csv:
        text = _csv(records)
    elif made is not None:
        text = "\n".join([*([repr(plan)] if plan is not None else []), repr(made)])
    else:
        text = "\n".join(
            [
                repr(plan),
                *(f"  {r['unit']} {r['criterion']}: {r['cost_vnd'] / 1e9:.4g}" for r in records),
            ]
        )
    _write(text, output, force)


@app.command()
def compare(
    before: Annotated[
        Path, typer.Argument(help="Earlier table of measures", exists=True, dir_okay=False)
    ],
    after: Annotated[
        Path, typer.Argument(help="Later table of measures", exists=True, dir_okay=False)
    ],
    on_before: Annotated[
        str, typer.Option(help="Day judged of the earlier table: yyyy-mm-dd, or a year")
    ],
    on_after: Annotated[
        str,
        typer.Option(
            help="The same of the later table; the same day: two submissions, cell by cell"
        ),
    ],
    criteria: SetId = "vn-commune-2016",
    criteria_after: Annotated[
        str | None, typer.Option(help="Set of the later table where it is another one")
    ] = None,
    registry: RegistryFile = None,
    overlay: Overlays = None,
    provenance: Provenance = Thresholds.verified_only,
    known_on: KnownOn = None,
    na_count: NaAs = "deem_met",
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.table,
    output: Out = None,
    language: Lang = Tongue.vi,
    force: Force = False,
    skip_total_rows: SkipTotals = False,
    decimal_mark: Mark = "",
    shares_are_fractions: Fractions = False,
    amounts_in_dong: Dong = False,
    as_written: AsWritten = None,
    blank_marks: Blanks = "ask",
) -> None:
    """Say why the mean moved between two tables; of one day: which cells differ and which verdicts
    that moved.
    """
    options = _options(
        skip_total_rows,
        decimal_mark,
        shares_are_fractions,
        amounts_in_dong,
        as_written,
        blank_marks,
    )
    judging.deems_met(na_count)
    if format is Format.html and output is None:
        raise typer.BadParameter("a file is needed for this format", param_hint="--output")
    if format is Format.xlsx:
        raise typer.BadParameter("table, json, csv or html", param_hint="--format")
    first = _judge(before, criteria, on_before, registry, overlay, provenance, known_on, options)
    second = _judge(
        after,
        criteria_after or criteria,
        on_after,
        registry,
        overlay,
        provenance,
        known_on,
        options,
    )
    if first.on == second.on and first.criteria == second.criteria:
        if format is Format.html:
            raise typer.BadParameter(
                "table, json or csv for two submissions of one day", param_hint="--format"
            )
        moved = tc.difference(first, second)
        if format is Format.json:
            text = json.dumps(
                {"cells": _records(moved.cells()), "verdicts": _records(moved.verdicts())},
                ensure_ascii=False,
                indent=2,
                default=str,
            )
        else:
            text = _csv(_records(moved.cells())) if format is Format.csv else repr(moved)
        _write(text, output, force)
        return
    change = tc.compare(first, second, na_count=na_count)  # type: ignore[arg-type]
    if format is Format.html:
        tc.report.write(
            {},
            output,  # type: ignore[arg-type]
            title=f"{first.on} – {second.on}",
            comparison=change,
            language=language.value,
            force=force,
        )
        _err.print(f"{output}")
        return
    if format is Format.json:
        text = json.dumps(
            {
                "mean": change.mean,
                "sums": change.sums,
                "stamp": change.stamp,
                "criteria": _records(change.criteria(language=language.value)),
                "transitions": _records(change.transitions(language=language.value)),
            },
            ensure_ascii=False,
            indent=2,
        )
    elif format is Format.csv:
        text = _csv(_records(change.criteria(language=language.value)))
    else:
        text = change.text(language.value)
    _write(text, output, force)


@law.command("diff")
def law_diff(
    overlays: Annotated[
        list[Path],
        typer.Argument(help="Values of provinces, ministries: .json", exists=True, dir_okay=False),
    ],
    criteria: SetId = "vn-commune-2016",
    on: On = "2020",
    known_on: Annotated[
        str | None, typer.Option(help="Only what was recorded by this day: yyyy-mm-dd")
    ] = None,
    registry: RegistryFile = None,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.table,
    output: Out = None,
    language: Lang = Tongue.vi,
    force: Force = False,
) -> None:
    """List what overlays change of a set on a day, with both figures and both texts."""
    if format in (Format.xlsx, Format.html):
        raise typer.BadParameter("table, json or csv", param_hint="--format")
    rules = _criteria(criteria)
    moved = tc.legal_difference(
        rules,
        [tc.Overlay.from_json(p.read_text("utf-8"), str(p)) for p in overlays],
        on=_day(on),
        known_on=known_on,
        registry=_registry(registry, rules),
        language=language.value,
    )
    if format is Format.table:
        text = str(moved)
    else:
        records = _records(moved.to_frame())
        text = (
            _csv(records)
            if format is Format.csv
            else json.dumps(
                {"stamp": moved.stamp, "changes": records}, ensure_ascii=False, indent=2
            )
        )
    _write(text, output, force)


def main(run: Callable[[], Any] = app) -> None:
    """Run the command; errors of the library become one message and an exit code."""
    try:
        run()
    except MissingExtra as error:
        _fail(str(error), 4)
    except Error as error:
        _fail(str(error), 1)
    except FileExistsError as error:
        _fail(str(error), 3)
    except (ValueError, KeyError, OSError) as error:
        _fail(str(error), 1)


def _fail(message: str, code: int) -> None:
    sys.stderr.write(f"tieuchi: {message}\n")
    raise SystemExit(code)
