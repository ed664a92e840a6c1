"""Where it is heading: ``history``, ``fit``, ``project``, ``backtest``, ``difficulty``,
``progress``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from tieuchi import _core, frames
from tieuchi._core import History, Language, Metric, Rung
from tieuchi.judging import Result, declared_state, language_of
from tieuchi.statements import Once, Unreadable, numbers

if TYPE_CHECKING:
    from tieuchi.programmes import ProgrammeTable

RungName = Literal["persistence", "pooled", "criterion", "crossed", "covariates", "full"]
MetricName = Literal["mean_criteria", "recognised", "newly_recognised", "least_criteria"]

#: Central intervals that every table of forecasts carries, in per cent.
LEVELS = (50, 80, 90)
#: Reporting bands of the 2016–2020 set: label, fewest and most criteria met.
BANDS = (("19", 19, 19), ("15–18", 15, 18), ("10–14", 10, 14), ("5–9", 5, 9), ("<5", 0, 4))

_PLACES = ("district", "province", "registered", "set")
#: Headers of a wide history: numbers of criteria as texts write them, "17", "C4"; not "border",
#: "Unnamed: 0".
_NUMBER = re.compile(r"[A-Z]{0,2}[1-9][0-9]*(\.[0-9]+)*")


def rung_of(value: str | Rung) -> Rung:
    """Read a rung by its word."""
    if isinstance(value, Rung):
        return value
    if value in Rung.__members__:
        return Rung[value]
    raise ValueError(f"rung must be one of {', '.join(Rung.__members__)}, not {value!r}")


def _metric(value: str | Metric) -> Metric:
    if isinstance(value, Metric):
        return value
    if value in Metric.__members__:
        return Metric[value]
    raise ValueError(f"metric must be one of {', '.join(Metric.__members__)}, not {value!r}")


def _threads(threads: int | None) -> int:
    return threads if threads is not None else os.cpu_count() or 1


def history(
    data: Any,
    *,
    unit: str = "unit",
    year: str = "year",
    criterion: str = "criterion",
    verdict: str = "verdict",
    covariates: Sequence[str] = (),
    file: str = "data",
) -> History:
    """Verdicts on several dates, from results of ``assess`` or from one frame.

    Parameters
    ----------
    data
        Results, oldest first; or a pandas, polars or pyarrow frame. *Long*: columns ``unit``,
        ``year``, ``criterion`` and ``verdict`` (``Verdict``, "met", "not_met", "not_applicable",
        "đạt", 1, 0, empty). *Wide*: ``unit``, ``year`` and one column a criterion. Either may have
        ``district``, ``province``, ``set`` (the criteria set of that year: changes of set are
        neither gain nor loss) and ``registered`` (1 if the unit was registered for recognition in
        that year).
    covariates
        Names of further columns of numbers, per unit and year. A wide frame's other columns must be
        headed by the number of a criterion; a long frame may number criteria as it likes.
    file
        What messages call the table; of a file read from disk, rows are counted with its header.

    Raises
    ------
    InvalidData
        For two verdicts of one cell, two sets of one year, two values of ``registered`` or a
        covariate, a unit in two districts in one year, unknown words, a wide column that is no
        criterion: all at once, with unit and year.
    NotEnoughData
        Without units, years or criteria.
    """
    if isinstance(data, History):
        return data
    if isinstance(data, Result):
        data = [data]
    if isinstance(data, Sequence) and data and all(isinstance(r, Result) for r in data):
        return History.from_assessments([r._assessment for r in data], data[-1]._registry)
    frame = frames.Frame(data)
    missing = [n for n in (unit, year) if n not in frame.names]
    if missing:
        frames.raise_all(
            [
                {
                    "what": _core.ProblemCode.unknown_column,
                    "file": file,
                    "found": ", ".join(frame.names),
                    "expected": n,
                }
                for n in missing
            ]
        )
    places = [n for n in _PLACES if n in frame.names]
    long = criterion in frame.names and verdict in frame.names
    numbered = (
        []
        if long
        else [n for n in frame.names if n not in (unit, year, "name", *places, *covariates)]
    )
    codes, problems = frame.text(unit), list[dict[str, Any]]()
    called = frame.text("name") if "name" in frame.names else [""] * len(codes)
    for row, (code, of) in enumerate(zip(codes, called, strict=True), start=1):
        total = frames.is_total(code, of)
        if total or _core.cell_word(code) == _core.CellWord.missing:
            what = _core.ProblemCode.total_row if total else _core.ProblemCode.unknown_unit
            problems.append(
                {
                    "what": what,
                    "row": row,
                    "column": unit,
                    "found": code or of,
                    "expected": "rows of units only",
                }
            )
    for number in [n for n in numbered if not _NUMBER.fullmatch(n)]:
        numbered.remove(number)
        problems.append(
            {
                "what": _core.ProblemCode.unknown_column,
                "row": 1 - (file != "data"),
                "column": number,
                "found": number,
                "expected": (
                    "the number of a criterion, a covariate (covariates=), or no such column; a"
                    " long table may number criteria in other ways"
                ),
            }
        )
    when: list[int] = []
    for row, value in enumerate(frame.objects(year)):
        try:
            when.append(frames.day(int(float(value)) if _is_year(value) else value).year)
            if when[-1] < 1000:
                raise ValueError("a two-digit year, or a line that was cut")
        except (TypeError, ValueError):
            when[row:] = [0]
            problems.append(
                {
                    "what": _core.ProblemCode.not_a_number,
                    "row": row + 1,
                    "column": year,
                    "code": codes[row],
                    "found": str(value),
                    "expected": "a year of four digits",
                }
            )
    units, years = list(dict.fromkeys(codes)), sorted(set(when))
    criteria = list(dict.fromkeys(frame.text(criterion))) if long else numbered
    at_unit, at_year = {u: i for i, u in enumerate(units)}, {y: i for i, y in enumerate(years)}
    at_criterion = {c: i for i, c in enumerate(criteria)}
    states = np.full((len(years), len(criteria), len(units)), 2, np.uint8)
    seen = np.zeros(states.shape, bool)

    def put(row: int, number: str, value: Any) -> None:
        state = _state(value)
        place = (at_year[when[row]], at_criterion[number], at_unit[codes[row]])
        problem = {
            "row": row + 1,
            "column": number,
            "code": f"{codes[row]} {when[row]}",
            "found": str(value),
        }
        if state is None:
            problems.append(
                {
                    **problem,
                    "what": _core.ProblemCode.unknown_word,
                    "expected": "met, not_met, not_applicable or empty",
                }
            )
        elif state == 2:
            return  # an empty cell says nothing
        elif seen[place] and states[place] != state:
            problems.append(
                {
                    **problem,
                    "what": _core.ProblemCode.two_values,
                    "expected": "one verdict a unit, criterion and year",
                }
            )
        else:
            states[place], seen[place] = state, True

    if long:
        for row, (number, value) in enumerate(
            zip(frame.text(criterion), frame.objects(verdict), strict=True)
        ):
            put(row, number, value)
    else:
        for number in numbered:
            for row, value in enumerate(frame.objects(number)):
                put(row, number, value)
    of_place: dict[str, tuple[list[int], list[str]]] = {"district": ([], []), "province": ([], [])}
    for name in ("district", "province"):
        if name in places:
            of_place[name] = _place(frame.text(name), codes, when, units, name, problems)
    registered = np.zeros((0,), np.uint8)
    if "registered" in places:
        registered = (
            _per_year(frame, "registered", when, codes, at_year, at_unit, file, problems)
            .astype(np.uint8)
            .ravel()
        )
    extra = {
        c: _per_year(frame, c, when, codes, at_year, at_unit, file, problems).ravel()
        for c in covariates
    }
    sets: list[str] = []
    if "set" in places:
        of_year = Once(problems, file, "set", "one set a year")
        for row, (y, value) in enumerate(zip(when, frame.text("set"), strict=True), start=1):
            of_year.say(row, y, value, f"{codes[row - 1]} {y}")
        sets = [of_year.values.get(y, "") for y in years]
    for problem in problems:
        problem |= {"file": file, "row": problem["row"] + (file != "data")}
    frames.raise_all(problems)
    return History(
        years,
        units,
        criteria,
        states,
        np.array(of_place["district"][0], np.uint32),
        of_place["district"][1],
        np.array(of_place["province"][0], np.uint32),
        of_place["province"][1],
        sets,
        registered,
        extra,
    )


def _state(value: Any) -> int | None:
    state = declared_state(value)
    # Nobody takes back a verdict of a history.
    return None if state is None or state > 4 else (2, 1, 0, 3, 0)[state]


def _place(
    values: list[str],
    codes: list[str],
    when: list[int],
    units: list[str],
    name: str,
    problems: list[dict[str, Any]],
) -> tuple[list[int], list[str]]:
    of: dict[str, tuple[int, str]] = dict.fromkeys(units, (-1, ""))
    in_year: dict[tuple[str, int], str] = {}
    for row, (unit, y, value) in enumerate(zip(codes, when, values, strict=True)):
        if not value:
            continue
        before = in_year.setdefault((unit, y), value)
        if before != value:
            problems.append(
                {
                    "what": _core.ProblemCode.unit_in_two_places,
                    "row": row + 1,
                    "column": name,
                    "code": f"{unit} {y}",
                    "found": f"{before}, {value}",
                    "expected": f"one {name}",
                }
            )
        if y >= of[unit][0]:
            of[unit] = (y, value)
    names = sorted({v for _, v in of.values()})
    at = {n: i for i, n in enumerate(names)}
    return [at[of[u][1]] for u in units], names


def _is_year(value: Any) -> bool:
    """Whether a cell is a year alone: 2018, "2018", 2018.0 and "2018.0", and no month of it
    (2018.07).
    """
    if isinstance(value, (float, np.floating)):
        return bool(value == np.floor(value))
    return isinstance(value, str) and re.fullmatch(r"\d+(\.0+)?", value.strip()) is not None


def _per_year(
    frame: frames.Frame,
    name: str,
    when: list[int],
    codes: list[str],
    at_year: dict[int, int],
    at_unit: dict[str, int],
    file: str,
    problems: list[dict[str, Any]],
) -> np.ndarray:
    out = np.zeros((len(at_year), len(at_unit)))
    once = Once(problems, file, name, "one value a unit and year")
    cells = frame.objects(name)
    marks = [float(c) if isinstance(c, (bool, np.bool_)) else c for c in cells]
    for row, value in enumerate(numbers({name: marks})[name]):
        code = f"{codes[row]} {when[row]}"
        if isinstance(value, Unreadable) or (
            value is not None
            and (not np.isfinite(value) or (name == "registered" and value not in (0, 1)))
        ):
            problems.append(
                {
                    "what": (
                        value.what
                        if isinstance(value, Unreadable)
                        else _core.ProblemCode.not_a_number
                    ),
                    "row": row + 1,
                    "column": name,
                    "code": code,
                    "found": str(cells[row]),
                    "expected": (
                        "0 or 1"
                        if name == "registered"
                        else value.expected
                        if isinstance(value, Unreadable)
                        else "a finite number"
                    ),
                }
            )
        else:
            once.say(row + 1, (when[row], codes[row]), value, code, str(cells[row]))
    for (year, code), value in once.values.items():
        out[at_year[year], at_unit[code]] = value
    return out


class Model:
    """A fitted model: what rung the data carry, estimates with standard errors, what was
    dropped.
    """

    def __init__(self, core: _core.Model) -> None:
        self._core = core

    @property
    def rung(self) -> str:
        """The rung that was reached."""
        return self._core.rung.name

    @property
    def reasons(self) -> list[str]:
        """Why it is not a higher one, and other remarks."""
        return self._core.reasons

    @property
    def history(self) -> History:
        """What it was fitted to."""
        return self._core.history

    def summary(self) -> str:
        """Estimates like a regression table."""
        return self._core.summary()

    def coefficients(self, library: str | None = None) -> Any:
        """Fixed effects and standard deviations: ``model``, ``term``, ``estimate``,
        ``std_error``.
        """
        rows: dict[str, list[Any]] = {"model": [], "term": [], "estimate": [], "std_error": []}
        for name, fitted in (("gain", self._core.gain), ("loss", self._core.loss)):
            if fitted is None:
                continue
            for term, b, se in zip(fitted["names"], fitted["beta"], fitted["beta_se"], strict=True):
                for key, value in zip(rows, (name, term, b, se), strict=True):
                    rows[key].append(value)
            for term, (sd, _, _) in fitted["effects"].items():
                for key, value in zip(rows, (name, f"sd({term})", sd, None), strict=True):
                    rows[key].append(value)
        return frames.new(rows, library)

    def effects(
        self, kind: Literal["unit", "district", "criterion", "year"], library: str | None = None
    ) -> Any:
        """Modes of the levels of an effect on the logit: ``level``, ``gain``, ``gain_se``,
        ``loss``, ``loss_se``.
        """
        past = self.history
        every: dict[str, list[Any]] = {
            "unit": past.units,
            "district": past.districts,
            "criterion": past.criteria,
            "year": past.years,
        }
        levels = every[kind]
        out: dict[str, list[Any]] = {"level": list(levels)}
        for name, fitted in (("gain", self._core.gain), ("loss", self._core.loss)):
            found = fitted["effects"].get(kind) if fitted else None
            out[name] = list(found[1]) if found else [None] * len(levels)
            out[f"{name}_se"] = list(found[2]) if found else [None] * len(levels)
        return frames.new(out, library)

    def __repr__(self) -> str:
        return self.summary()


def fit(
    data: Any,
    *,
    rung: RungName | Rung = "full",
    estimator: Literal["laplace_ml", "em_laplace"] = "laplace_ml",
    year_prior: tuple[float, float] | None = (3.0, 0.3),
) -> Model:
    """Fit the highest rung of the ladder, up to `rung`, that the data carry.

    Parameters
    ----------
    data
        A ``History``, or anything that ``history`` reads.
    rung
        ``"persistence"``, ``"pooled"``, ``"criterion"``, ``"crossed"``, ``"covariates"`` or
        ``"full"``.
    estimator
        Of the crossed models: Laplace maximum likelihood, or EM-Laplace.
    year_prior
        Degrees of freedom and deviation of the scaled-inverse-χ² prior of the year's variance.

    Raises
    ------
    NotEnoughData
        If nothing was ever seen. Less data than a rung needs lowers the rung and says why.
    """
    if estimator not in ("laplace_ml", "em_laplace"):
        raise ValueError(f"estimator must be 'laplace_ml' or 'em_laplace', not {estimator!r}")
    return Model(_core.fit(history(data), rung_of(rung), estimator == "em_laplace", year_prior))


class Probability(float):
    """A probability with its Monte Carlo error, the rung it comes from, itself with shocks off, and
    the warning of a backtest whose intervals held too little or too much.
    """

    error: float
    rung: str
    without_shocks: float | None
    warning: str | None

    def __new__(
        cls,
        value: float,
        error: float,
        rung: str,
        without_shocks: float | None = None,
        warning: str | None = None,
    ) -> Probability:
        self = super().__new__(cls, value)
        self.error, self.rung, self.without_shocks, self.warning = (
            error,
            rung,
            without_shocks,
            warning,
        )
        return self

    def __repr__(self) -> str:
        off = (
            ""
            if self.without_shocks is None
            else f"; {self.without_shocks:.3f} without yearly shocks"
        )
        return f"{float(self):.3f} ± {self.error:.3f} (rung {self.rung}{off})" + (
            f"; warning: {self.warning}" if self.warning else ""
        )


class Outlook:
    """Next years' criteria as equally likely draws; every figure comes from the same draws."""

    def __init__(
        self, core: _core.Outlook, recipe: dict[str, Any] | None = None, model: Model | None = None
    ) -> None:
        self._core, self._recipe, self._fitted = core, recipe or {}, model

    @property
    def _model(self) -> Model:
        if self._fitted is None:
            raise ValueError(
                "this outlook was loaded without its model, as C++ saves it; project the model"
                " again"
            )
        return self._fitted

    @property
    def rung(self) -> str:
        """The rung that made it."""
        return self._core.rung.name

    @property
    def reasons(self) -> list[str]:
        """Why this rung, and what the figures assume."""
        return self._core.reasons

    @property
    def years(self) -> list[int]:
        """The years ahead."""
        return self._core.years

    @property
    def draws(self) -> int:
        """How many draws."""
        return self._core.draws

    @property
    def synthetic(self) -> bool:
        """Whether its units are made up, as their codes say."""
        return any(u.startswith("SYNTHETIC") for u in self._core.units)

    @property
    def stamp(self) -> dict[str, Any]:
        """Seed, rung, version, draws, shocks and the fingerprint of the data: enough to make it
        again.
        """
        return {
            "seed": self._core.seed,
            "rung": self.rung,
            "version": _core.__version__,
            "draws": self.draws,
            "shocks": self._core.shocks,
            "data": f"{self._core.data_fingerprint:016x}",
        }

    @property
    def recognitions_identified(self) -> bool:
        """Whether recognitions can be told: from the registration lists of the history, or of the
        years ahead (``registered=``).

        Without a list no figure is given: how many units meet every criterion says next to nothing
        of how many are recognised.
        """
        return self._core.recognitions_identified

    def _ahead(self, year: int | None) -> int:
        if year is None:
            return len(self.years) - 1
        if year not in self.years:
            raise ValueError(f"year must be one of {self.years}, not {year}")
        return self.years.index(year)

    def draws_of(
        self, metric: MetricName | Metric | tuple[int, int], year: int | None = None
    ) -> np.ndarray:
        """A metric, or the units with a number of criteria in (least, most), in every draw:
        double[n_draws].

        Raises NotEnoughData for recognitions where no registration list is known: see
        ``recognitions_identified``.
        """
        ahead = self._ahead(year)
        if isinstance(metric, tuple):
            return self._core.draws_of_band(metric[0], metric[1], ahead)
        return self._core.draws_of(_metric(metric), ahead)

    @overload
    def probability(  # type: ignore[overload-overlap]
        self,
        metric: MetricName | Metric | tuple[int, int] = ...,
        *,
        at_least: float = ...,
        at_most: float = ...,
        year: int | None = ...,
        tested: Backtest | None = ...,
    ) -> Probability: ...

    @overload
    def probability(
        self,
        metric: str | _core.Programme,
        *,
        registry: _core.Registry | None = ...,
        cohorts: Mapping[str, Sequence[str]] | None = ...,
        tested: Backtest | None = ...,
    ) -> ProgrammeTable: ...

    def probability(
        self,
        metric: str | Metric | tuple[int, int] | _core.Programme = "mean_criteria",
        *,
        at_least: float = float("-inf"),
        at_most: float = float("inf"),
        year: int | None = None,
        registry: _core.Registry | None = None,
        cohorts: Mapping[str, Sequence[str]] | None = None,
        tested: Backtest | None = None,
    ) -> Probability | ProgrammeTable:
        """P(at_least ≤ metric ≤ at_most) at the end of a year, the last one by default; or every
        target of a programme, given by its id in the catalog.

        On rung ``full`` also the same with yearly shocks off: a great difference says that the
        answer hangs on how years differ. With a backtest its warning for this rung stands beside
        the number. Cohorts of targets are asked of the registry, or listed: ``{"border": ["06001",
        …]}``.
        """
        if isinstance(metric, _core.Programme) or (
            isinstance(metric, str) and metric not in Metric.__members__
        ):
            from tieuchi.programmes import programme_table

            return programme_table(
                metric, outlook=self, registry=registry, cohorts=cohorts, tested=tested
            )
        return self.joint([(metric, at_least, at_most)], year, tested)  # type: ignore[list-item]

    def _without_shocks(self) -> Outlook | None:
        """The same without yearly shocks; nothing where there were none, or no model to draw it
        from.
        """
        if not self._core.shocks or self._fitted is None:
            return None
        if not hasattr(self, "_calm"):
            self._calm = project(self._model, **{**self._recipe, "shocks": False})
        return self._calm

    def joint(
        self,
        conditions: Iterable[tuple[MetricName | tuple[int, int], float, float]],
        year: int | None = None,
        tested: Backtest | None = None,
    ) -> Probability:
        """The probability that several (metric, least, most) hold together, in the same draws; as
        `probability` with itself without shocks and with the warning of a backtest.
        """
        asked = list(conditions)
        p = self._share(asked, year)
        calm = self._without_shocks()
        off = calm._share(asked, year) if calm is not None else None
        warning = tested.warning(self.rung) if tested else None  # type: ignore[arg-type]
        return Probability(p, float(np.sqrt(p * (1 - p) / self.draws)), self.rung, off, warning)

    def _share(self, conditions: Sequence[tuple[Any, float, float]], year: int | None) -> float:
        held = np.ones(self.draws, bool)
        for metric, least, most in conditions:
            x = self.draws_of(metric, year)
            held &= (x >= least) & (x <= most)
        return float(held.mean())

    def to_frame(
        self, by: Literal["all", "district", "unit"] = "all", library: str | None = None
    ) -> Any:
        """Forecasts with central intervals, tidy.

        Columns ``unique_id``, ``year``, ``metric``, the rung's name (the median), then
        ``<rung>-lo-50``, ``<rung>-hi-50`` and so on for 80 and 90 %, as statsforecast names them.
        *all*: mean criteria, units recognised, newly recognised, and units in each band;
        *district*: mean criteria; *unit*: number of criteria met. Figures that are not identified
        are empty, and ``why`` says why.
        """
        rows: list[tuple[Any, ...]] = []
        for ahead, year in enumerate(self.years):
            if by == "all":
                series: list[tuple[str, str, np.ndarray | None]] = [
                    ("all", m, self._drawn(m, year))
                    for m in ("mean_criteria", "recognised", "newly_recognised")
                ]
                if len(self._core.criteria) == 19:
                    series += [
                        ("all", f"units {label}", self.draws_of((low, high), year))
                        for label, low, high in BANDS
                    ]
            elif by == "district":
                series = [
                    (d, "mean_criteria", self._core.district_mean(k, ahead))
                    for k, d in enumerate(self._core.districts)
                ]
            elif by == "unit":
                below = self._core.unit_laws(ahead).cumsum(1)
                for k, u in enumerate(self._core.units):
                    ends = [np.searchsorted(below[k], q - 1e-12) for q in self._quantiles()]
                    rows.append((u, year, "criteria", *map(int, ends), ""))
                continue
            else:
                raise ValueError(f"by must be 'all', 'district' or 'unit', not {by!r}")
            for u, m, x in series:
                if x is None:
                    rows.append(
                        (
                            u,
                            year,
                            m,
                            *[None] * len(self._quantiles()),
                            _core.recognitions_need_a_list().en,
                        )
                    )
                else:
                    rows.append((u, year, m, *np.quantile(x, self._quantiles()).tolist(), ""))
        names = [self.rung] + [
            f"{self.rung}-{side}-{level}" for level in LEVELS for side in ("lo", "hi")
        ]
        columns = ["unique_id", "year", "metric", *names, "why"]
        return frames.new({c: [r[i] for r in rows] for i, c in enumerate(columns)}, library)

    def _drawn(self, metric: MetricName, year: int) -> np.ndarray | None:
        """A metric in every draw; nothing where it is not identified."""
        told = self.recognitions_identified or metric not in ("recognised", "newly_recognised")
        return self.draws_of(metric, year) if told else None

    @staticmethod
    def _quantiles() -> list[float]:
        return [0.5] + [0.5 + side * level / 200 for level in LEVELS for side in (-1, 1)]

    def chances(self, year: int | None = None, library: str | None = None) -> Any:
        """P(met) of every criterion of every unit: ``unit``, ``criterion``, ``year``,
        ``chance``.
        """
        ahead = self._ahead(year)
        units, criteria = self._core.units, self._core.criteria
        return frames.new(
            {
                "unit": [u for u in units for _ in criteria],
                "criterion": list(criteria) * len(units),
                "year": [self.years[ahead]] * len(units) * len(criteria),
                "chance": self._core.chances(ahead).T.ravel(),
            },
            library,
        )

    def cells(self, year: int | None = None) -> np.ndarray:
        """What every draw met at the end of a year: bool[n_draws, n_criteria, n_units]; cells not
        applicable are never met.
        """
        met: np.ndarray = self._core.cells(self._ahead(year)).view(bool)
        return met

    def time_to_all(self, library: str | None = None) -> Any:
        """When each unit first meets every criterion: a column a year, and ``later``: not within
        the horizon.
        """
        table = self._core.times_to_all()
        out: dict[str, Any] = {"unit": self._core.units}
        for k, year in enumerate(self.years):
            out[str(year)] = table[:, k]
        return frames.new({**out, "later": table[:, -1]}, library)

    def law_of_all(self, year: int | None = None) -> np.ndarray:
        """Probabilities of 0, 1, … units that meet every criterion: exact given each draw,
        averaged.
        """
        return self._core.law_of_all(self._ahead(year))

    def __repr__(self) -> str:
        lines = [
            f"Outlook {self.years[0]}–{self.years[-1]}, rung {self.rung}, {self.draws} draws, seed"
            f" {self._core.seed}"
        ]
        for year in self.years:
            for metric in ("mean_criteria", "recognised", "newly_recognised"):
                drawn = self._drawn(metric, year)
                if drawn is None:
                    lines.append(
                        f"  {year} {metric}: not identified: {_core.recognitions_need_a_list().en}"
                    )
                    continue
                q = np.quantile(drawn, self._quantiles())
                spans = ", ".join(
                    f"{level} % {q[1 + 2 * k]:.4g}–{q[2 + 2 * k]:.4g}"
                    for k, level in enumerate(LEVELS)
                )
                lines.append(f"  {year} {metric}: {q[0]:.4g} ({spans})")
        return "\n".join(lines + [f"  note: {r}" for r in self.reasons])


def project(
    model: Any,
    *,
    until: int,
    draws: int = 1000,
    seed: int = 1,
    threads: int | None = None,
    shocks: bool = True,
    recognised: Iterable[str] | None = None,
    registered: Mapping[int, Iterable[str]] | None = None,
    only_registered: bool = False,
    population: Iterable[str] | None = None,
    works: Iterable[tuple[str, str, int] | tuple[str, str, int, float]] = (),
    evidence: Iterable[tuple[MetricName | tuple[int, int], int, float, float]] = (),
) -> Outlook:
    """Draw the next years.

    Parameters
    ----------
    model
        A ``Model``, anything that ``fit`` takes, or a ``MergedHistory``, whose later units are
        counted.
    until
        The last year ahead.
    draws, seed, threads
        The same seed gives the same bits for any number of threads.
    shocks
        Yearly shocks common to all units; without them intervals of sums are far too narrow.
    recognised
        Units recognised at the origin; those that meet every criterion by default.
    registered
        Lists of future years, ``{2020: ["06187", …]}``: a year without a list has nobody on it.
        Without any, lists are simulated where the history knows past ones.
    only_registered
        Only registered units can be newly recognised.
    population
        Units that exist at the end and are counted; all of the history, or the later ones of a
        merged history.
    works
        (unit, criterion, year) or (unit, criterion, year, chance): met from the end of that year
        on.
    evidence
        (metric or band, year, least, most) known from elsewhere: draws outside are dropped.

    Raises
    ------
    InvalidData
        For a year not ahead, unknown units or criteria, all at once.
    NotEnoughData
        If fewer than 50 draws agree with the evidence.

    Notes
    -----
    Without a registration list, past or future, recognitions are not identified and have no figure.
    """
    from tieuchi.reorganising import MergedHistory

    if isinstance(model, MergedHistory):
        population = model.units if population is None else population
        model = model.history
    # Lists: what can be read only once would be gone when the same is drawn without shocks.
    recipe: dict[str, Any] = {
        "until": until,
        "draws": draws,
        "seed": seed,
        "threads": threads,
        "shocks": shocks,
        "recognised": None if recognised is None else list(recognised),
        "registered": (
            None if registered is None else {int(y): list(units) for y, units in registered.items()}
        ),
        "only_registered": only_registered,
        "population": None if population is None else list(population),
        "works": list(works),
        "evidence": list(evidence),
    }
    fitted = model if isinstance(model, Model) else fit(model)
    return Outlook(_core.project(fitted._core, arguments(fitted.history, recipe)), recipe, fitted)


def arguments(past: History, recipe: Mapping[str, Any]) -> _core.ProjectArguments:
    """What a projection is asked, with units and criteria as positions in a history."""
    units, criteria = (
        {u: i for i, u in enumerate(past.units)},
        {c: i for i, c in enumerate(past.criteria)},
    )
    until, problems = recipe["until"], list[dict[str, Any]]()

    def unit_at(code: str, argument: str) -> int:
        if code not in units:
            problems.append(
                {
                    "what": _core.ProblemCode.unknown_unit,
                    "file": argument,
                    "found": str(code),
                    "expected": "a unit of the history",
                }
            )
        return units.get(code, 0)

    def flags(name: str) -> np.ndarray:
        if recipe[name] is None:
            return np.zeros(0, np.uint8)
        out = np.zeros(len(units), np.uint8)
        for code in recipe[name]:
            out[unit_at(code, name)] = 1
        return out

    lists = np.zeros(0, np.uint8)
    if recipe["registered"] is not None:
        first = past.years[-1] + 1
        table = np.zeros((max(until - first + 1, 0), len(units)), np.uint8)
        for year, codes in recipe["registered"].items():
            for code in codes:
                place = unit_at(code, f"registered {year}")
                if first <= year <= until:
                    table[year - first, place] = 1
        lists = table.ravel()
    funded = []
    for unit, criterion, year, *chance in recipe["works"]:
        if criterion not in criteria:
            problems.append(
                {
                    "what": _core.ProblemCode.unknown_column,
                    "file": "works",
                    "found": str(criterion),
                    "expected": "a criterion of the history",
                }
            )
        funded.append(
            (unit_at(unit, "works"), criteria.get(criterion, 0), year, chance[0] if chance else 1.0)
        )
    known = [
        (
            (Metric.mean_criteria, year, least, most, *m)
            if isinstance(m, tuple)
            else (_metric(m), year, least, most, 1, 0)
        )
        for m, year, least, most in recipe["evidence"]
    ]
    was, exists = flags("recognised"), flags("population")
    frames.raise_all(problems)
    return _core.ProjectArguments(
        until,
        recipe["draws"],
        recipe["seed"],
        _threads(recipe["threads"]),
        recipe["shocks"],
        was,
        lists,
        exists,
        recipe["only_registered"],
        funded,
        known,
    )


class Backtest:
    """How good projections from past years would have been."""

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found

    def to_frame(self, library: str | None = None) -> Any:
        """Scores by rung, horizon and group; smaller is better, skill is 1 − score/reference.

        A score is empty where nothing was scored. How much was: ``cells`` (Brier, log), ``units``
        (RPS: every cell was seen), ``outcomes`` (CRPS: origins at which every unit was) and
        ``intervals`` (coverages).
        """
        lines = self._found["lines"]
        keys = list(lines[0]) if lines else ["rung"]
        return frames.new(
            {k: [line[k].name if k == "rung" else line[k] for line in lines] for k in keys}, library
        )

    def pit(self, rung: RungName = "full") -> np.ndarray:
        """PIT histogram of units' numbers of criteria, ten bins that sum to 1; flat if
        calibrated.
        """
        return np.array({r.name: bins for r, bins in self._found["pit"]}[rung])

    def reliability(self, rung: RungName = "full", library: str | None = None) -> Any:
        """Probabilities of cells against what came: ``probability``, ``frequency``, ``n``."""
        points = {r.name: bins for r, bins in self._found["reliability"]}[rung]
        return frames.new(
            {k: [p[i] for p in points] for i, k in enumerate(("probability", "frequency", "n"))},
            library,
        )

    @property
    def recalibrated(self) -> dict[str, float] | None:
        """Intercept and slope on the logit, learnt without the last origin, with the log score on
        it before and after; nothing with fewer than three origins.
        """
        return self._found["recalibrated"]  # type: ignore[no-any-return]

    def warning(self, rung: RungName = "full") -> str | None:
        """That the 90 % intervals of a rung held too little or too much, or were not tested; print
        it with its probabilities.
        """
        found: dict[str, str | None] = {r.name: w for r, w in self._found["warnings"]}
        return found[rung]

    def __repr__(self) -> str:
        lines = ["rung         years  origins   Brier   skill    RPS   cover 50/80/90 %"]
        for x in self._found["lines"]:
            if x["group"] == "all":
                cover = (
                    f"{100 * x['cover_50']:3.0f} {100 * x['cover_80']:3.0f}"
                    f" {100 * x['cover_90']:3.0f}"
                    if x["intervals"]
                    else "–"
                )
                brier, skill, rps = (
                    "–" if x[k] is None else f"{x[k]:.{n}f}"
                    for k, n in (("brier", 4), ("skill_pooled", 3), ("rps", 3))
                )
                lines.append(
                    f"{x['rung'].name:12} {x['horizon']:5}  {x['origins']:7}  {brier:>6} "
                    f" {skill:>6}  {rps:>5}   {cover}"
                )
        asked = {x["rung"] for x in self._found["lines"]}
        return "\n".join(
            lines + [f"note: {w}" for rung, w in self._found["warnings"] if w and rung in asked]
        )


def backtest(
    data: Any,
    *,
    horizon: int = 1,
    first_origin: int | None = None,
    rungs: Sequence[RungName | Rung] = (
        "persistence",
        "pooled",
        "criterion",
        "crossed",
        "covariates",
        "full",
    ),
    by_district: bool = False,
    draws: int = 500,
    seed: int = 1,
    threads: int | None = None,
) -> Backtest:
    """Refit at past years, forecast, compare with what was observed, and with nothing else.

    A mean or count is scored where every unit's verdicts of the year are whole; units first seen
    after a past year are not forecast at it. ``first_origin`` is the first year taken as *now*, the
    third one by default.

    Raises
    ------
    NotEnoughData
        If no origin has a year after it.
    """
    past = history(data)
    first = 2 if first_origin is None else past.years.index(first_origin)
    return Backtest(
        _core.backtest(
            past,
            horizon,
            first,
            [rung_of(r) for r in rungs],
            by_district,
            draws,
            seed,
            _threads(threads),
        )
    )


class Difficulty:
    """Criteria from the easiest to the hardest by the Rasch model, and gaps that surprise."""

    def __init__(self, found: dict[str, Any], past: History, names: Mapping[str, str]) -> None:
        self._found, self._past, self._names = found, past, names

    def to_frame(self, library: str | None = None) -> Any:
        """``criterion``, ``name``, ``difficulty`` (logit), its 90 % interval, ``infit``,
        ``outfit``; easiest first.

        Empty difficulty: every unit meets the criterion, or none does.
        """
        f, rows = self._found, []
        for j in f["order"]:
            d, se = f["difficulty"][j], f["se"][j]
            known = np.isfinite(se)
            rows.append(
                (
                    self._past.criteria[j],
                    self._names.get(self._past.criteria[j], ""),
                    d if known else None,
                    d - 1.645 * se if known else None,
                    d + 1.645 * se if known else None,
                    f["infit"][j] if known else None,
                    f["outfit"][j] if known else None,
                )
            )
        keys = (
            "criterion",
            "name",
            "difficulty",
            "difficulty-lo-90",
            "difficulty-hi-90",
            "infit",
            "outfit",
        )
        return frames.new({k: [r[i] for r in rows] for i, k in enumerate(keys)}, library)

    def unexpected_gaps(self, library: str | None = None) -> Any:
        """Unmet criteria that units so far on mostly meet: ``unit``, ``criterion``, ``expected``.
        The natural first works.
        """
        gaps = self._found["gaps"]
        return frames.new(
            {
                "unit": [self._past.units[u] for u, _, _ in gaps],
                "criterion": [self._past.criteria[c] for _, c, _ in gaps],
                "expected": [e for _, _, e in gaps],
            },
            library,
        )

    def __repr__(self) -> str:
        lines = ["criterion  difficulty  std. error  infit"]
        for j in self._found["order"]:
            se = self._found["se"][j]
            middle = (
                f"{self._found['difficulty'][j]:10.2f}  {se:10.2f}  {self._found['infit'][j]:5.2f}"
                if np.isfinite(se)
                else "all meet it, or none"
            )
            lines.append(f"{self._past.criteria[j]:>9}  {middle}")
        return "\n".join(lines)


def difficulty(
    data: Any,
    *,
    year: int | None = None,
    method: Literal["marginal", "conditional"] = "marginal",
    expected: float = 0.8,
    language: str | Language = "vi",
) -> Difficulty:
    """Order the criteria of one year by difficulty (Rasch), from a result or a history.

    Parameters
    ----------
    data
        A ``Result``, a ``History`` or a frame that ``history`` reads.
    method
        Marginal maximum likelihood over normal units, or conditional maximum likelihood.
    expected
        Least P(met) that makes an unmet criterion an unexpected gap.
    """
    if method not in ("marginal", "conditional"):
        raise ValueError(f"method must be 'marginal' or 'conditional', not {method!r}")
    names: dict[str, str] = {}
    if isinstance(data, Result):
        names = {c.number: c.name.in_(language_of(language)) for c in data.criteria.criteria}
    past = history(data)
    at = len(past.years) - 1 if year is None else past.years.index(year)
    return Difficulty(_core.rasch(past, at, method == "conditional", expected), past, names)


def progress(
    series: Mapping[float, float],
    *,
    target: float,
    year: float,
    language: str | Language = "en",
    library: str | None = None,
) -> Any:
    """One series under the official rules of progress, side by side: they disagree, and none is a
    probability.

    Parameters
    ----------
    series
        Year → value.
    target, year
        What shall be reached, and when.

    Returns
    -------
    frame
        ``rule``, ``measure``, ``value``, ``verdict`` and whether the rule's thresholds are
        ``second_hand``.
    """
    lang = language_of(language)
    rows = _core.official_progress(
        sorted((float(y), float(v)) for y, v in series.items()), float(target), float(year)
    )
    values = [
        (rule, measure, value, verdict.in_(lang), second)
        for rule, measure, value, verdict, second in rows
    ]
    return frames.new(
        {
            k: [r[i] for r in values]
            for i, k in enumerate(("rule", "measure", "value", "verdict", "second_hand"))
        },
        library,
    )


def mean_forecast(
    evidence: Mapping[int, float | tuple[float, float]],
    *,
    until: int,
    at_least: Sequence[float] = (),
    ceiling: float = 19,
    prior_drift: float = 0.43,
    prior_drift_sd: float = 0.28,
    persistence: float = 0.5,
    damping: float = 0.8,
    library: str | None = None,
) -> Any:
    """Forecast a mean of which only a few years are known: the rung *aggregate*.

    A damped drift on the logit, half way (``persistence``) between the province's own and that of
    others. The prior drift and its spread are those of 13 provinces of public series, 2010–2019.

    Returns
    -------
    frame
        ``year``, ``aggregate`` (median), intervals, and ``P(≥ x)`` for each `at_least`.
    """
    known = [
        (int(y), *(v if isinstance(v, tuple) else (v, v))) for y, v in sorted(evidence.items())
    ]
    rows: dict[str, list[Any]] = {}
    last = known[-1][0] if known else until
    for year in range(last + 1, until + 1) if until > last else [until]:
        f = _core.mean_forecast(
            known,
            year,
            ceiling,
            prior_drift,
            prior_drift_sd,
            persistence,
            damping,
            [float(x) for x in at_least],
        )
        rows.setdefault("year", []).append(year)
        rows.setdefault("aggregate", []).append(f["median"])
        for level, low, high in f["intervals"]:
            rows.setdefault(f"aggregate-lo-{100 * level:.0f}", []).append(low)
            rows.setdefault(f"aggregate-hi-{100 * level:.0f}", []).append(high)
        for x, p in zip(at_least, f["at_least"], strict=True):
            rows.setdefault(f"P(≥ {x:g})", []).append(p)
    return frames.new(rows, library)


def trend(
    data: Any,
    *,
    until: int,
    unit: str = "unit",
    year: str = "year",
    value: str = "value",
    threshold: float | None = None,
    ceiling: float = 100,
    damping: float = 0.8,
    library: str | None = None,
) -> Any:
    """Forecast percentages of many units: a damped trend on the logit, drifts shrunk to the common
    one.

    Parameters
    ----------
    data
        A long frame of ``unit``, ``year`` and ``value`` from 0 to `ceiling`; empty values are left
        out.
    until
        The year ahead; each unit is forecast from its own last value.
    threshold
        Also give P(value ≥ threshold).

    Returns
    -------
    frame
        ``unique_id``, ``year``, ``percentage`` (median) and intervals of 80 and 90 %, ``P(≥ x)``.

    Raises
    ------
    InvalidData
        For values outside the scale, two values of one year, or a year not after a unit's last one.
    """
    frame = frames.Frame(data)
    missing = [n for n in (unit, year, value) if n not in frame.names]
    frames.raise_all(
        [
            {
                "what": _core.ProblemCode.unknown_column,
                "file": "data",
                "found": ", ".join(frame.names),
                "expected": n,
            }
            for n in missing
        ]
    )
    of: dict[str, dict[int, float]] = {}
    problems: list[dict[str, Any]] = []
    for row, (code, when, x) in enumerate(
        zip(frame.text(unit), frame.objects(year), frame.objects(value), strict=True)
    ):
        problem = {
            "file": "data",
            "row": row + 1,
            "column": value,
            "code": f"{code} {when}",
            "found": str(x),
        }
        if x is None:
            continue
        try:
            at, number = int(when), float(x)
        except (TypeError, ValueError):
            problems.append(
                {
                    **problem,
                    "what": _core.ProblemCode.not_a_number,
                    "expected": "a year and a number",
                }
            )
            continue
        if not 0 <= number <= ceiling:
            problems.append(
                {
                    **problem,
                    "what": _core.ProblemCode.not_a_number,
                    "expected": f"from 0 to {ceiling:g}",
                }
            )
        elif at in of.setdefault(code, {}):
            problems.append(
                {**problem, "what": _core.ProblemCode.two_values, "expected": "one value a year"}
            )
        elif at >= until:
            problems.append(
                {
                    **problem,
                    "what": _core.ProblemCode.date_outside,
                    "expected": f"years before {until}",
                }
            )
        else:
            of[code][at] = number
    frames.raise_all(problems)
    series = {code: sorted(points.items()) for code, points in of.items() if points}
    ahead = {code: until - points[-1][0] for code, points in series.items()}
    rows: dict[str, list[float]] = {}
    for years in sorted(set(ahead.values())):
        table = _core.damped_trend(
            [list(p) for p in series.values()],
            years,
            ceiling,
            damping,
            threshold if threshold is not None else 0,
        )
        for code, line in zip(series, table.tolist(), strict=True):
            if ahead[code] == years:
                rows[code] = line
    out: dict[str, Any] = {"unique_id": list(series), "year": [until] * len(series)}
    names = (
        "percentage",
        "percentage-lo-80",
        "percentage-hi-80",
        "percentage-lo-90",
        "percentage-hi-90",
    )
    out |= {name: [rows[c][k] for c in series] for k, name in enumerate(names)}
    if threshold is not None:
        out[f"P(≥ {threshold:g})"] = [rows[c][5] for c in series]
    return frames.new(out, library)


def band_forecast(
    dates: Mapping[int, Sequence[float]],
    *,
    until: int,
    labels: Sequence[str] = ("19", "15–18", "10–14", "5–9", "<5"),
    draws: int = 4000,
    seed: int = 1,
    library: str | None = None,
) -> Any:
    """Forecast units in each band from band counts of one or more years, best band first.

    With one date the moves between bands are the prior's: three in four stay, one in four goes one
    band up.

    Returns
    -------
    frame
        ``band``, ``aggregate`` (median) and intervals of units at the end of ``until``.
    """
    drawn, _, _ = _core.band_draws(
        [(int(y), [float(x) for x in v]) for y, v in sorted(dates.items())], until, draws, seed
    )
    out: dict[str, Any] = {"band": list(labels), "aggregate": np.quantile(drawn, 0.5, axis=0)}
    for level in LEVELS:
        for side, name in ((-1, "lo"), (1, "hi")):
            out[f"aggregate-{name}-{level}"] = np.quantile(drawn, 0.5 + side * level / 200, axis=0)
    return frames.new(out, library)


def event_probability(events: int, trials: int, at_risk: int, *, at_least: int) -> float:
    """P(next year brings `at_least` events among `at_risk`), after `events` among `trials` last
    year (Jeffreys' prior).
    """
    return (
        float(_core.next_events(events, trials, at_risk)[at_least:].sum())
        if at_least <= at_risk
        else 0.0
    )


def count_distribution(chances: Sequence[float] | np.ndarray) -> np.ndarray:
    """Exact probabilities of 0, 1, …, n of independent events with these chances
    (Poisson-binomial): double[n + 1].

    >>> count_distribution([0.1, 0.2, 0.3]).round(3).tolist()
    [0.504, 0.398, 0.092, 0.006]
    """
    return _core.count_distribution(np.asarray(chances, dtype=np.float64))
