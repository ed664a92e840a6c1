"""What to do first: ``works``, ``prioritise``, ``least_cost``, ``chance_plan``, ``what_if``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from tieuchi import _core, frames
from tieuchi._core import Language, Level, ProblemCode
from tieuchi.judging import VERDICT_OF_BYTE, Result, language_of
from tieuchi.programmes import programme_of
from tieuchi.projecting import Model, Outlook, Probability, arguments
from tieuchi.reorganising import MergedHistory
from tieuchi.roadmaps import Roadmap, is_synthetic
from tieuchi.statements import Once, Unreadable, amount, need, numbers

if TYPE_CHECKING:
    from tieuchi._core import History

Source = Result | Outlook | None

#: Columns that every frame of works has.
NEEDED = ("unit", "criterion", "cost_vnd")

_TEXTS = ("code", "fund", "after")
_NUMBERS = {
    "chance": 1.0,
    "chance_without": 0.0,
    "value": 1.0,
    "lead_years": 0.0,
    "cost_spread_vnd": 0.0,
}
#: What a row says of its unit, not of its work.
_OF_UNITS: dict[str, Any] = {"district": "", "rest": 1.0, "weight": 1.0}


def _problem(
    what: ProblemCode, row: int, column: str, code: str, found: Any, expected: str
) -> dict[str, Any]:
    return {
        "what": what,
        "file": "works",
        "row": row,
        "column": column,
        "code": code,
        "found": "nothing" if found is None else str(found),
        "expected": expected,
    }


def works(
    source: Result | Outlook | Model | History,
    costs: Any,
    *,
    include_unknown: bool = False,
    library: str | None = None,
) -> Any:
    """List a work for every criterion that is not met, with its cost.

    Parameters
    ----------
    source
        A judgement (criteria not met), or an outlook, model or history (not met in the last year).
    costs
        Criterion → cost in đồng; or a frame with ``criterion`` and ``cost_vnd``, and if there
        ``lead_years``, ``fund``, ``chance``, ``cost_spread_vnd``: each is copied to every work of
        the criterion.
    include_unknown
        Also for criteria that are undecided.

    Returns
    -------
    frame
        ``unit``, ``district``, ``criterion``, ``cost_vnd`` and the other columns of ``costs``: what
        ``prioritise`` takes.

    Raises
    ------
    InvalidData
        For a cost that is negative or no number or can be read in two ways ("500.000"), two costs
        of one criterion, a criterion without a cost: all at once.
    """
    if isinstance(costs, Mapping):
        columns: dict[str, list[Any]] = {
            "criterion": [str(c) for c in costs],
            "cost_vnd": list(costs.values()),
        }
    else:
        frame = frames.Frame(costs, "costs")
        need(frame, ("criterion", "cost_vnd"), "costs")
        columns = {
            n: frame.objects(n)
            for n in frame.names
            if n in ("cost_vnd", "lead_years", "fund", "chance", "cost_spread_vnd")
        }
        columns["criterion"] = frame.text("criterion")
    more = [n for n in ("lead_years", "fund", "chance", "cost_spread_vnd") if n in columns]
    problems: list[dict[str, Any]] = []
    table = _costs(columns, more, problems)
    units, districts, criteria, lacking = _lacking(source, include_unknown)
    for j, criterion in enumerate(criteria):
        if criterion not in columns["criterion"] and lacking[j].any():
            problems.append(
                {
                    **_problem(
                        ProblemCode.missing_field,
                        0,
                        "cost_vnd",
                        criterion,
                        "no cost",
                        "a cost of every criterion that is not met",
                    ),
                    "file": "costs",
                }
            )
    frames.raise_all(problems)
    out: dict[str, list[Any]] = {
        n: [] for n in ("unit", "district", "criterion", "cost_vnd", *more)
    }
    for i, unit in enumerate(units):
        for j, criterion in enumerate(criteria):
            if lacking[j, i]:
                out["unit"].append(unit)
                out["district"].append(districts[i])
                out["criterion"].append(criterion)
                for n in ("cost_vnd", *more):
                    out[n].append(table[criterion][n])
    return frames.new(out, library)


def _costs(
    columns: Mapping[str, list[Any]], more: Sequence[str], problems: list[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Criterion → its cost and what else is known of its works: one value each."""
    criteria = columns["criterion"]
    read = numbers({n: columns[n] for n in ("cost_vnd", *more) if n != "fund"})
    once = {n: Once(problems, "costs", n, "one value a criterion") for n in ("cost_vnd", *more)}
    for row, criterion in enumerate(criteria, start=1):
        for name, column in once.items():
            raw = columns[name][row - 1]
            value: Any = (
                read[name][row - 1] if name in read else "" if raw is None else str(raw).strip()
            )
            if isinstance(value, Unreadable) or (
                name == "cost_vnd" and not (value is not None and 0 <= value < float("inf"))
            ):
                problems.append(
                    {
                        **_not_a_number(name, row, criterion, raw, value, "0 or more, in đồng"),
                        "file": "costs",
                    }
                )
            elif name == "lead_years" and value is not None and not value.is_integer():
                found = _problem(
                    ProblemCode.value_out_of_range, row, name, criterion, value, "whole years"
                )
                problems.append({**found, "file": "costs"})
            else:
                if name == "lead_years" and value is not None:
                    value = int(value)
                column.say(row, criterion, value, criterion, str(raw))
    return {c: {n: o.values.get(c) for n, o in once.items()} for c in dict.fromkeys(criteria)}


def _not_a_number(
    name: str, row: int, code: str, raw: Any, value: Any, expected: str
) -> dict[str, Any]:
    """The problem of a cell that is no number, or of a cost that is none."""
    what = ProblemCode.not_a_cost if name.endswith("_vnd") else ProblemCode.not_a_number
    if isinstance(value, Unreadable) and value.what != ProblemCode.not_a_number:
        what, expected = value.what, value.expected
    return _problem(what, row, name, code, raw, expected)


def _lacking(source: Any, unknown: bool) -> tuple[list[str], list[str], list[str], np.ndarray]:
    """Units, their districts, criteria, and which criteria are not met: bool[n_criteria,
    n_units].
    """
    if isinstance(source, Result):
        kinds = VERDICT_OF_BYTE[source.cells()]
        above = source.registry.ancestors(Level.district, source.on)
        place = {code: above[i] or "" for i, code in enumerate(source.registry.codes())}
        return (
            source.units,
            [place[u] for u in source.units],
            [c.number for c in source.criteria.criteria],
            (kinds == 1) | (unknown & (kinds == 3)),
        )
    if isinstance(source, Outlook):
        source = source._model
    past: _core.History = source.history if isinstance(source, Model) else source
    last = past.states[-1]
    return past.units, past.district_of, past.criteria, (last == 0) | (unknown & (last == 2))


def _raise(problems: list[dict[str, Any]], file: str) -> None:
    """Raise problems of a table of works; of a file read from disk, rows are counted with its
    header.
    """
    for problem in problems:
        problem |= {"file": file, "row": problem["row"] + (file != "works")}
    frames.raise_all(problems)


def work_list(table: Any, source: Source = None, file: str = "works") -> _core.WorkList:
    """Works of a frame, joined with what a judgement or an outlook knows of their units.

    Raises InvalidData with every problem and its row: a cost that is negative or missing, an order
    in a circle …
    """
    if isinstance(table, _core.WorkList):
        return table
    frame = frames.Frame(table, "works")
    need(frame, NEEDED, file)
    n = len(frame)
    texts = {k: frame.text(k) if k in frame.names else [""] * n for k in _TEXTS}
    units, criteria = frame.text("unit"), frame.text("criterion")
    problems: list[dict[str, Any]] = []

    if "district" in frame.names:
        texts["district"] = frame.text("district")
    names = ["cost_vnd", *_NUMBERS, "rest", "weight"]
    read = numbers({k: frame.objects(k) for k in names if k in frame.names})
    code = [
        f"{u}/{c}" if c or not w else w
        for u, c, w in zip(units, criteria, texts["code"], strict=True)
    ]
    for name, cells in read.items():
        raw = frame.objects(name)
        for row, value in enumerate(cells):
            if isinstance(value, Unreadable) or (value is None and name == "cost_vnd"):
                expected = "a number of đồng" if name.endswith("_vnd") else "a number"
                problems.append(_not_a_number(name, row + 1, code[row], raw[row], value, expected))
            elif name == "lead_years" and value is not None and not value.is_integer():
                found = _problem(
                    ProblemCode.value_out_of_range, row + 1, name, code[row], value, "whole years"
                )
                problems.append(found)
    # A work is known by its code, else by its unit and criterion; a row that says the same again is
    # the same work.
    key = [c or f"{u}/{k}" for c, u, k in zip(texts["code"], units, criteria, strict=True)]
    whole: dict[str, Sequence[Any]] = {"unit": units, "criterion": criteria, **texts, **read}
    once = {
        c: Once(problems, file, c, "one value a unit" if c in _OF_UNITS else "one value a work")
        for c in whole
    }
    for column in whole:
        for row, value in enumerate(whole[column]):
            if not isinstance(value, Unreadable):
                at = units[row] if column in _OF_UNITS else key[row]
                once[column].say(row + 1, at, value, code[row])
    _raise(problems, file)
    first: dict[str, int] = {}
    for row, k in enumerate(key, start=1):
        first.setdefault(k, row)
    kept = list(first)

    def of_works(column: str, default: Any = "") -> list[Any]:
        values = once[column].values if column in once else {}
        return [values.get(k, default) for k in kept]

    units, criteria = of_works("unit"), of_works("criterion")
    texts = {k: of_works(k) for k in _TEXTS}
    cost = np.array(of_works("cost_vnd", np.nan))
    numeric = {k: np.array(of_works(k, default), dtype=float) for k, default in _NUMBERS.items()}
    rest: dict[str, list[Any]] = {}
    for unit in units:
        rest.setdefault(
            unit, [once[k].values.get(unit, d) if k in once else d for k, d in _OF_UNITS.items()]
        )
    without = numeric["chance_without"]
    if isinstance(source, Outlook):
        without = _join_outlook(source, units, criteria, without, rest, problems)
        numeric["chance"] = np.maximum(numeric["chance"], without)
    elif isinstance(source, Result):
        _join_result(source, units, criteria, rest, problems)
    for problem in problems:
        problem["row"] = first[kept[problem["row"] - 1]]
    _raise(problems, file)
    return _core.WorkList(
        texts["code"],
        units,
        criteria,
        cost,
        numeric["chance"],
        without,
        numeric["value"],
        numeric["lead_years"].astype(np.int64),
        texts["fund"],
        [[c.strip() for c in a.split(";") if c.strip()] for a in texts["after"]],
        numeric["cost_spread_vnd"],
        [(u, d, float(r), float(w)) for u, (d, r, w) in rest.items()],
    )


def _join_outlook(
    outlook: Outlook,
    units: list[str],
    criteria: list[str],
    without: np.ndarray,
    rest: dict[str, list[Any]],
    problems: list[dict[str, Any]],
) -> np.ndarray:
    """What would happen anyway: chances of the last year; units that hold everything already weigh
    nothing.
    """
    core = outlook._core
    chances = core.chances(len(outlook.years) - 1)
    at_unit, at_criterion = (
        {u: i for i, u in enumerate(core.units)},
        {c: j for j, c in enumerate(core.criteria)},
    )
    places, out = core.district_of, without.copy()
    planned: dict[str, set[int]] = {}
    for row, (unit, criterion) in enumerate(zip(units, criteria, strict=True)):
        if unit not in at_unit or (criterion and criterion not in at_criterion):
            problems.append(
                _problem(
                    ProblemCode.unknown_unit if unit not in at_unit else ProblemCode.unknown_code,
                    row + 1,
                    "unit" if unit not in at_unit else "criterion",
                    f"{unit}/{criterion}",
                    unit if unit not in at_unit else criterion,
                    "a unit and a criterion of the outlook",
                )
            )
        elif criterion:
            out[row] = max(out[row], chances[at_criterion[criterion], at_unit[unit]])
            planned.setdefault(unit, set()).add(at_criterion[criterion])
    past = outlook._model.history
    whole = (past.states[-1] == 1).all(0) if outlook._recipe["recognised"] is None else None
    recognised = set(outlook._recipe["recognised"] or ())
    for unit, known in rest.items():
        i = at_unit.get(unit)
        if i is None:
            continue
        others = [j for j in range(len(core.criteria)) if j not in planned.get(unit, set())]
        known[0] = known[0] or places[i]
        known[1] *= float(np.prod(chances[others, i]))
        if (whole is not None and whole[i]) or unit in recognised:
            known[2] = 0.0
    return out


def _join_result(
    result: Result,
    units: list[str],
    criteria: list[str],
    rest: dict[str, list[Any]],
    problems: list[dict[str, Any]],
) -> None:
    """A unit can be recognised where every criterion without a work is met or not applicable."""
    numbers = [c.number for c in result.criteria.criteria]
    kinds, at_unit = VERDICT_OF_BYTE[result.cells()], {u: i for i, u in enumerate(result.units)}
    above = dict(
        zip(
            result.registry.codes(),
            result.registry.ancestors(Level.district, result.on, result.known_on),
            strict=True,
        )
    )
    planned: dict[str, set[str]] = {}
    for row, (unit, criterion) in enumerate(zip(units, criteria, strict=True)):
        if unit not in at_unit or (criterion and criterion not in numbers):
            problems.append(
                _problem(
                    ProblemCode.unknown_unit if unit not in at_unit else ProblemCode.unknown_code,
                    row + 1,
                    "unit" if unit not in at_unit else "criterion",
                    f"{unit}/{criterion}",
                    unit if unit not in at_unit else criterion,
                    "a unit and a criterion of the judgement",
                )
            )
        planned.setdefault(unit, set()).add(criterion)
    for unit, known in rest.items():
        if unit not in at_unit:
            continue
        open_ = [
            c
            for j, c in enumerate(numbers)
            if kinds[j, at_unit[unit]] in (1, 3) and c not in planned[unit]
        ]
        known[0] = known[0] or above[unit] or ""
        if open_:
            known[1] = 0.0


class WorkPlan:
    """Works chosen, with what they cost and bring, the proved bound and the gap to it."""

    def __init__(
        self, works: _core.WorkList, found: dict[str, Any], source: Source, asked: dict[str, Any]
    ) -> None:
        self._works, self._found, self._source, self.asked = works, found, source, asked

    @property
    def cost_vnd(self) -> float:
        """What the works cost together."""
        return float(self._found["cost"])

    @property
    def criteria(self) -> float:
        """Criteria gained, in expectation."""
        return float(self._found["criteria"])

    @property
    def recognised(self) -> float:
        """Units with works whose criteria are all met with the plan, in expectation."""
        return float(self._found["recognised"])

    @property
    def recognised_before(self) -> float:
        """The same without any work."""
        return float(self._found["recognised_before"])

    @property
    def value(self) -> float:
        """Of what was asked for: more is better under a budget, less is better for a least cost."""
        return float(self._found["value"])

    @property
    def bound(self) -> float:
        """No plan does better than this."""
        return float(self._found["bound"])

    @property
    def gap(self) -> float:
        """Relative distance of value and bound; 0 where the plan is proved best."""
        return float(self._found["gap"])

    @property
    def proved(self) -> bool:
        """Whether the search ended within the gap asked for, not at a limit."""
        return bool(self._found["proved"])

    @property
    def seconds(self) -> float:
        """What the search took."""
        return float(self._found["seconds"])

    @property
    def chance(self) -> Probability | None:
        """Of a plan made for a chance: P(N ≥ K) with it, in the draws it was chosen with."""
        if "chance" not in self._found or not isinstance(self._source, Outlook):
            return None
        value, error = self._found["chance"]
        return Probability(value, error, self._source.rung)

    def to_frame(self, library: str | None = None) -> Any:
        """One row a work chosen: ``code``, ``unit``, ``district``, ``criterion``, ``year`` (empty
        without years), ``cost_vnd``, ``fund``, ``chance``, ``chance_without``.
        """
        rows = self._works.works()
        keys = ("code", "unit", "district", "criterion", "cost", "fund", "chance", "chance_without")
        out: dict[str, list[Any]] = {
            ("cost_vnd" if k == "cost" else k): [rows[w][k] for w, _ in self._found["chosen"]]
            for k in keys
        }
        out["year"] = [y or None for _, y in self._found["chosen"]]
        return frames.new(out, library)

    def scenario(self, name: str = "plan", year: int | None = None) -> Scenario:
        """This plan as a scenario for ``what_if``; works without a year are funded in `year`."""
        rows = self._works.works()
        fund = []
        for w, y in self._found["chosen"]:
            at = y or year
            if at is None:
                raise ValueError(
                    "year: this plan has no years, say in which one its works are funded"
                )
            if rows[w]["criterion"]:
                fund.append(
                    (
                        rows[w]["unit"],
                        rows[w]["criterion"],
                        at + rows[w]["lead_years"],
                        rows[w]["chance"],
                    )
                )
        return Scenario(name, fund=fund, cost_vnd=self.cost_vnd)

    def roadmap(
        self,
        *,
        from_year: int | None = None,
        required: Sequence[str] = (),
        language: str | Language = "vi",
    ) -> Roadmap:
        """Dated tasks of this plan with their reasons; works without a year stand in
        `from_year`.
        """
        first = from_year or min(
            (y for _, y in self._found["chosen"] if y), default=self.asked.get("years", (0,))[0]
        )
        if not first:
            raise ValueError("from_year: this plan has no years, say in which one it begins")
        asked = [*required, *self.asked.get("required", ())]
        known = set(self._works.units())
        made = _core.roadmap_of(
            self._works, self._found["chosen"], first, [u for u in asked if u in known]
        )
        return Roadmap(self._works, made, self._source, language_of(language), "chosen")

    def __repr__(self) -> str:
        n, years = len(self._found["chosen"]), sorted({y for _, y in self._found["chosen"] if y})
        made_up = "SYNTHETIC " if is_synthetic(self._works, self._source) else ""
        text = (
            f"{made_up}WorkPlan: {n} work{'s' * (n != 1)}, {self.cost_vnd / 1e9:.4g} billion đồng"
            + (f", {years[0]}–{years[-1]}" if years else "")
        )
        text += (
            f"; criteria +{self.criteria:.4g}, recognised {self.recognised_before:.4g} →"
            f" {self.recognised:.4g}"
        )
        if self.chance is not None:
            least = (
                f", no plan below {self.bound / 1e9:.4g} billion keeps the promise"
                if self.bound > 0
                else ""
            )
            p, shocks = (
                self.chance,
                (
                    "with"
                    if isinstance(self._source, Outlook) and self._source._core.shocks
                    else "without"
                ),
            )
            said = (
                f"P(N ≥ {self.asked['at_least']}) {p:.3f} ± {p.error:.3f} (asked"
                f" {self.asked['chance']:g}; rung {p.rung}, {shocks} yearly shocks, in the draws it"
                " was chosen with)"
            )
            return f"{text}; {said}; not proved cheapest{least}"
        state = (
            "proved best"
            if self.proved and self.gap < 1e-6
            else f"bound {self.bound:.6g}, gap {100 * self.gap:.2g} %"
            + ("" if self.proved else ", stopped at its limit")
        )
        return f"{text}; {state}"


def _targets(
    targets: Iterable[Mapping[str, Any]], until: int
) -> list[tuple[str, bool, int, list[str], int]]:
    out = []
    for t in targets:
        unknown = set(t) - {"code", "count", "at_least", "units", "by"}
        if (
            unknown
            or t.get("count", "recognised") not in ("recognised", "criteria")
            or "at_least" not in t
        ):
            raise ValueError(
                f"targets: {dict(t)} must have at_least, and may have code, count ('recognised' or"
                " 'criteria'), units, by"
            )
        out.append(
            (
                str(t.get("code", t.get("count", "recognised"))),
                t.get("count", "recognised") == "recognised",
                int(t["at_least"]),
                [str(u) for u in t.get("units", ())],
                int(t.get("by", until)),
            )
        )
    return out


def _required(
    programme: str | _core.Programme | None, cohorts: Mapping[str, Sequence[str]] | None
) -> list[str]:
    """Units that targets of a programme name, by list or by cohort."""
    if programme is None:
        return []
    out: list[str] = []
    for t in programme_of(programme).targets:
        if t.metric.name in ("recognised", "newly_recognised", "least_criteria"):
            out += t.population.units
            out += (cohorts or {}).get(t.population.cohort or "", [])
    return list(dict.fromkeys(out))


def prioritise(
    source: Source = None,
    *,
    works: Any,
    budget_vnd: float | Mapping[int, float] | None = None,
    caps: Iterable[Mapping[str, Any]] = (),
    years: tuple[int, int] | None = None,
    recognition_worth: float = 5.0,
    targets: Iterable[Mapping[str, Any]] = (),
    programme: str | _core.Programme | None = None,
    cohorts: Mapping[str, Sequence[str]] | None = None,
    robust_works: float = 0.0,
    earlier: float = 0.01,
    seconds: float = 60.0,
    gap: float | None = None,
    file: str = "works",
) -> WorkPlan:
    """Choose the works that bring most for the money.

    One budget is solved exactly, or with a proved gap, in milliseconds. Budgets by year, caps by
    district or fund, an order among works, dated targets or robust costs make a mixed-integer
    programme, solved with HiGHS (the extra ``highs``).

    Parameters
    ----------
    source
        An outlook (what would happen anyway counts for nothing), a judgement (units with other
        criteria open cannot be recognised), or nothing.
    works
        A frame: ``unit``, ``criterion``, ``cost_vnd``, and if there ``code``, ``chance`` (of
        success), ``chance_without``, ``value`` (of the criterion, 1), ``lead_years``, ``fund``,
        ``after`` (codes joined by ``;`` that must be finished before), ``district``,
        ``cost_spread_vnd``, ``rest``, ``weight`` (of the unit's recognition). An empty
        ``criterion`` only prepares other works.
    budget_vnd
        For all works together, or year → budget.
    caps
        Further limits: ``{"district": …, "fund": …, "year": …, "amount_vnd": …}``; what is left out
        means all.
    years
        First and last year of funding; those of the budgets by default.
    recognition_worth
        What a recognition is worth in criteria.
    targets
        By the end of a year: ``{"count": "recognised" or "criteria", "at_least": n, "by": year,
        "units": […]}``.
    programme, cohorts
        Units that its targets name (lists or cohorts) are marked in the road map as required.
    robust_works
        How many works of each cap may cost ``cost_spread_vnd`` more at a time (Bertsimas & Sim
        2004).
    earlier
        What a year sooner adds, as a share of the value.
    seconds, gap
        Limits of the search; the best plan found comes back with its bound. The gap is relative.
    file
        What messages call the table of works; of a file read from disk, rows are counted with its
        header.

    Raises
    ------
    InvalidData
        For negative or missing costs, amounts that can be read in two ways ("500.000"), two values
        of one work or two districts of one unit, works that wait for each other, caps of no work:
        all at once. Equal repeats are one work.
    Infeasible
        For targets out of reach, with the most that can be had.
    MissingExtra
        If a plan over years is asked for without ``highspy``.

    Examples
    --------
    >>> import tieuchi as tc
    >>> lacking = {"unit": list("AAC"), "criterion": list("262"), "cost_vnd": [3e9, 5e9, 4e9]}
    >>> plan = tc.prioritise(works=lacking, budget_vnd=8e9, recognition_worth=10)
    >>> plan.criteria, plan.recognised, plan.cost_vnd / 1e9
    (2.0, 1.0, 7.0)
    """
    made = work_list(works, source, file)
    limits = [
        c | {"amount_vnd": amount(c["amount_vnd"], "caps")} if "amount_vnd" in c else c
        for c in map(dict, caps)
    ]
    if isinstance(budget_vnd, Mapping):
        limits += [
            {"year": y, "amount_vnd": amount(b, "budget_vnd")} for y, b in budget_vnd.items()
        ]
        years = years or (min(budget_vnd), max(budget_vnd))
    elif budget_vnd is not None:
        limits.append({"amount_vnd": amount(budget_vnd, "budget_vnd")})
    if not limits and not targets:
        raise ValueError("budget_vnd: a budget, caps or targets are needed")
    asked: dict[str, Any] = {
        "recognition_worth": recognition_worth,
        "required": _required(programme, cohorts),
    }
    wanted = list(targets)
    if (
        years is None
        and not wanted
        and not robust_works
        and not made.any_order
        and len(limits) == 1
        and set(limits[0]) == {"amount_vnd"}
    ):
        found = _core.prioritise(
            made,
            float(limits[0]["amount_vnd"]),
            recognition_worth,
            1e-9 if gap is None else gap,
            200_000,
        )
        return WorkPlan(made, found, source, asked | {"budget_vnd": limits[0]["amount_vnd"]})
    if years is None:
        raise ValueError(
            "years: caps, targets, an order or robust costs ask for the years of funding, as (2021,"
            " 2025)"
        )
    if (
        len(made) == 0 and not wanted
    ):  # nothing to choose from is a plan without works, over years too
        found = _core.prioritise(made, 0.0, recognition_worth, 0.0, 1)
        return WorkPlan(made, found, source, asked | {"years": years, "caps": limits})
    from tieuchi.solving import highs

    for c in limits:
        if set(c) - {"district", "fund", "year", "amount_vnd"} or "amount_vnd" not in c:
            raise ValueError(
                f"caps: {dict(c)} must have amount_vnd, and may have district, fund, year"
            )
    listed = [
        (str(c.get("district", "")), str(c.get("fund", "")), c.get("year"), float(c["amount_vnd"]))
        for c in limits
    ]
    found = _core.schedule(
        made,
        years[0],
        years[1],
        listed,
        recognition_worth,
        earlier,
        _targets(wanted, years[1]),
        robust_works,
        seconds,
        1e-4 if gap is None else gap,
        highs,
    )
    return WorkPlan(made, found, source, asked | {"years": years, "caps": limits})


def least_cost(
    *,
    works: Any,
    source: Result | None = None,
    recognised: int | None = None,
    criteria: int | None = None,
    targets: Iterable[Mapping[str, Any]] = (),
    budget_vnd: float | None = None,
) -> WorkPlan:
    """Find the least money for so many recognitions and criteria, exactly or with a proved gap.

    Parameters
    ----------
    works
        As for ``prioritise``; works that succeed for sure.
    recognised, criteria
        How many units, how many criteria, among all units.
    targets
        More of them, among some units: ``{"count": "recognised" or "criteria", "at_least": n,
        "units": […]}``; eight in all.
    budget_vnd
        More than this is infeasible: the error says what each target would have to be relaxed to.

    Examples
    --------
    >>> import tieuchi as tc
    >>> lacking = {"unit": list("AAC"), "criterion": list("262"), "cost_vnd": [3e9, 5e9, 4e9]}
    >>> tc.least_cost(works=lacking, recognised=1).cost_vnd / 1e9
    4.0
    """
    wanted = list(targets)
    if recognised is not None:
        wanted.append({"code": "recognised", "count": "recognised", "at_least": recognised})
    if criteria is not None:
        wanted.append({"code": "criteria", "count": "criteria", "at_least": criteria})
    made = work_list(works, source)
    budget = None if budget_vnd is None else amount(budget_vnd, "budget_vnd")
    return WorkPlan(
        made, _core.least_cost(made, _targets(wanted, 0), budget), source, {"targets": wanted}
    )


def chance_plan(
    outlook: Outlook,
    *,
    works: Any,
    at_least: int,
    chance: float = 0.9,
    metric: Literal["newly_recognised", "recognised"] = "newly_recognised",
    year: int | None = None,
    units: Sequence[str] = (),
) -> WorkPlan:
    """Find little money that keeps a promise with a chance: P(metric ≥ at_least) ≥ chance, in the
    draws of an outlook.

    What units would do anyway and the yearly shocks common to all are in the draws. The plan is a
    good one, not a proved best; ``bound`` is a cost below which no plan can keep the promise.

    Raises
    ------
    Infeasible
        With what all works together reach.
    """
    if metric not in ("newly_recognised", "recognised"):
        raise ValueError(f"metric must be 'newly_recognised' or 'recognised', not {metric!r}")
    made = work_list(works, outlook)
    found = _core.chance_plan(
        outlook._core,
        made,
        at_least,
        chance,
        metric == "newly_recognised",
        outlook._ahead(year),
        [str(u) for u in units],
    )
    return WorkPlan(
        made, found, outlook, {"at_least": at_least, "chance": chance, "metric": metric}
    )


def marginal_benefit(
    *, works: Any, source: Source = None, recognition_worth: float = 5.0, library: str | None = None
) -> Any:
    """The marginal-benefit curve: at which budget which unit's next step pays, steepest first.

    Returns
    -------
    frame
        ``cost_vnd`` and ``value`` at each break point, and the ``unit`` whose step leads there.
        Between break points the curve is a bound on every plan; at them it is a plan.
    """
    made = work_list(works, source)
    curve = _core.marginal_benefit(made, recognition_worth)
    names = made.units()
    return frames.new(
        {
            "cost_vnd": curve["cost"],
            "value": curve["value"],
            "unit": ["", *(names[u] for u in curve["unit"].tolist())],
        },
        library,
    )


def roadmap(
    source: Source = None,
    *,
    works: Any,
    budget_vnd: Mapping[int, float],
    order: Literal["easiest_first", "recognitions_first"] = "easiest_first",
    required: Sequence[str] = (),
    programme: str | _core.Programme | None = None,
    cohorts: Mapping[str, Sequence[str]] | None = None,
    language: str | Language = "vi",
    file: str = "works",
) -> Roadmap:
    """Order works into dated tasks within yearly budgets: easiest first, or for most recognitions.

    Compare both: ``easy.gives_up(best)`` says what each order costs the other.

    Parameters
    ----------
    budget_vnd
        Year → budget, years in a row; what is left of a year does not carry over.
    required
        Units served before all others, beside those that targets of `programme` name.
    file
        As for ``prioritise``.
    """
    if order not in ("easiest_first", "recognitions_first"):
        raise ValueError(f"order must be 'easiest_first' or 'recognitions_first', not {order!r}")
    first, last = min(budget_vnd), max(budget_vnd)
    made = work_list(works, source, file)
    known = set(made.units())
    asked = [u for u in [*required, *_required(programme, cohorts)] if u in known]
    found = _core.roadmap(
        made,
        first,
        [amount(budget_vnd.get(y, 0), "budget_vnd") for y in range(first, last + 1)],
        order == "recognitions_first",
        asked,
    )
    return Roadmap(made, found, source, language_of(language), order)


@dataclass(frozen=True)
class Scenario:
    """What differs from an outlook: works funded, works delayed, another model (merged units, the
    next set).

    ``fund``: (unit, criterion, year) or (unit, criterion, year, chance). ``delay``: (unit,
    criterion, years) of a work that the outlook was projected with.
    """

    name: str
    fund: Sequence[tuple[Any, ...]] = ()
    delay: Sequence[tuple[str, str, int]] = ()
    model: Any = None
    cost_vnd: float = 0.0


class ScenarioTable:
    """Scenarios against the targets of a programme, with paired differences from the base."""

    def __init__(
        self, found: list[dict[str, Any]], programme: _core.Programme, outlook: Outlook
    ) -> None:
        self._found, self.programme, self._outlook = found, programme, outlook

    def to_frame(self, library: str | None = None) -> Any:
        """One row a scenario and target: ``probability``, its ``error``, ``difference`` from the
        base and the error of the difference (paired: the same random numbers), ``median`` and the
        central 80 % of the metric, ``why`` where nobody can say.
        """
        rows = []
        for s in self._found:
            for t in s["targets"]:
                known = t["identified"]
                rows.append(
                    (
                        s["name"],
                        s["cost"],
                        t["code"],
                        *(t[k] if known else None for k in ("probability", "error")),
                        t["difference"],
                        t["difference_error"],
                        *(t[k] if known else None for k in ("median", "low", "high")),
                        t["why"].en,
                    )
                )
        keys = (
            "scenario",
            "cost_vnd",
            "target",
            "probability",
            "error",
            "difference",
            "difference_error",
            "median",
            "low",
            "high",
            "why",
        )
        return frames.new({k: [r[i] for r in rows] for i, k in enumerate(keys)}, library)

    def __repr__(self) -> str:
        made_up = " – SYNTHETIC data" if self._outlook.synthetic else ""
        shocks = "with" if self._outlook._core.shocks else "without"
        lines = [
            f"Scenarios against {self.programme.id}, rung {self._outlook.rung}, {shocks} yearly"
            f" shocks, {self._outlook.draws} draws{made_up}"
        ]
        for s in self._found:
            lines.append(
                f"  {s['name']}" + (f" ({s['cost'] / 1e9:.4g} billion đồng)" if s["cost"] else "")
            )
            for t in s["targets"]:
                if not t["identified"]:
                    lines.append(f"    {t['code']}: not answerable: {t['why'].en}")
                    continue
                moved = (
                    ""
                    if t["difference"] is None
                    else f", {t['difference']:+.3f} ± {t['difference_error']:.3f} against the base"
                )
                lines.append(
                    f"    {t['code']}: P {t['probability']:.3f} ± {t['error']:.3f}{moved}; median"
                    f" {t['median']:.4g}"
                )
        return "\n".join(lines)


def what_if(
    outlook: Outlook,
    scenarios: Iterable[Scenario],
    *,
    programme: str | _core.Programme,
    registry: _core.Registry | None = None,
    cohorts: Mapping[str, Sequence[str]] | None = None,
    level: Level = Level.commune,
) -> ScenarioTable:
    """Ask several scenarios about a programme's targets, beside the outlook itself as "base".

    Every scenario is drawn with the random numbers of the outlook, so differences are paired and
    far tighter than those of two independent runs; funding more never lowers a target's
    probability. Works that are done after the last year of the outlook count for nothing in it.

    Raises
    ------
    InvalidData
        For a name used twice, unknown units or criteria, a delay of a work that the outlook does
        not have.
    """
    plan = programme_of(programme)
    model = outlook._model
    listed = []
    for s in scenarios:
        other = s.model
        recipe: dict[str, Any] = {
            **outlook._recipe,
            "works": [w for w in s.fund if w[2] <= outlook.years[-1]],
        }
        exists = np.zeros(0, np.uint8)
        if other is not None:
            from tieuchi.projecting import fit

            recipe |= {"recognised": None, "registered": None, "population": None}
            if isinstance(other, MergedHistory):
                exists = other._population
                other = fit(other.history, rung=model.rung)  # type: ignore[arg-type]
            elif not isinstance(other, Model):
                other = fit(other)
        past = (other or model).history
        funded = arguments(past, recipe).works
        at_unit, at_criterion = (
            {u: i for i, u in enumerate(past.units)},
            {c: i for i, c in enumerate(past.criteria)},
        )
        unknown = [d for d in s.delay if d[0] not in at_unit or d[1] not in at_criterion]
        frames.raise_all(
            [
                {
                    "what": ProblemCode.unknown_unit,
                    "file": s.name,
                    "column": "delay",
                    "found": f"{u} {c}",
                    "expected": "a unit and criterion of the outlook",
                }
                for u, c, _ in unknown
            ]
        )
        late = [(at_unit[u], at_criterion[c], int(y)) for u, c, y in s.delay]
        listed.append(
            (
                s.name,
                funded,
                late,
                None if other is None else other._core,
                exists,
                float(s.cost_vnd),
            )
        )
    lists = {k: list(v) for k, v in (cohorts or {}).items()}
    base = arguments(model.history, outlook._recipe)
    found = _core.what_if(model._core, base, plan, listed, registry, lists, level)  # type: ignore[arg-type]
    return ScenarioTable(found, plan, outlook)
