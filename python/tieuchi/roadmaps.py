"""The road map: dated tasks with the reason for their place, as a frame, a plot, a workbook or
HTML.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tieuchi import _core, frames
from tieuchi._core import Language
from tieuchi.judging import Result
from tieuchi.output import whole_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Columns of the task list, in the order in which they are printed.
COLUMNS = (
    "year",
    "done",
    "district",
    "unit",
    "name",
    "criterion",
    "criterion_name",
    "reason",
    "clause",
    "gap",
    "cost_vnd",
    "fund",
    "effect",
)


class Roadmap:
    """What to do in which year, and why there.

    Each task has its criterion, the clauses that fail with their gaps (where a judgement is the
    source), cost, fund, the end of the year in which it is done, its expected effect (how much it
    raises the chance that the criterion is met) and the reason for its place: required by a target,
    unlocks recognition, likely, cheap, worth its cost.
    """

    def __init__(
        self,
        works: _core.WorkList,
        found: dict[str, Any],
        source: Any,
        language: Language,
        order: str,
    ) -> None:
        self._works, self._found, self._source, self.language, self.order = (
            works,
            found,
            source,
            language,
            order,
        )
        self._rows = self._tasks()

    @property
    def synthetic(self) -> bool:
        """Whether its figures are made up."""
        return is_synthetic(self._works, self._source)

    def _tasks(self) -> list[dict[str, Any]]:
        works, lang, source = self._works.works(), self.language, self._source
        clauses: dict[tuple[str, str], list[str]] = {}
        names: dict[str, str] = {}
        if isinstance(source, Result):
            names = {c.number: c.name.in_(lang) for c in source.criteria.criteria}
            of = {
                i.number: (c.number, i.unit.in_(lang))
                for c in source.criteria.criteria
                for i in c.indicators
            }
            gaps = frames.Frame(source.gaps(language=lang))
            for unit, indicator, gap in zip(
                gaps.text("unit"), gaps.text("indicator"), gaps.objects("gap"), strict=True
            ):
                criterion, measured = of[indicator]
                clauses.setdefault((unit, criterion), []).append(
                    f"{indicator}: {gap:.4g} {measured}".rstrip()
                )
        rows = []
        for w, year, done, reason, effect in self._found["tasks"]:
            x = works[w]
            failing = clauses.get((x["unit"], x["criterion"]), [])
            name = x["unit"]
            if isinstance(source, Result) and x["unit"] in source.registry:
                name = source.registry.name(x["unit"], source.on)
            rows.append(
                {
                    "year": year,
                    "done": done,
                    "district": x["district"],
                    "unit": x["unit"],
                    "name": name,
                    "criterion": x["criterion"],
                    "criterion_name": names.get(x["criterion"], ""),
                    "reason": reason.in_(lang),
                    "clause": ", ".join(f.split(":")[0] for f in failing),
                    "gap": "; ".join(failing),
                    "cost_vnd": x["cost"],
                    "fund": x["fund"],
                    "effect": effect,
                }
            )
        return rows

    def by_unit(self) -> list[dict[str, Any]]:
        """Tasks unit by unit: first those whose tasks unlock recognition or are required by a
        target, then by first year and code.
        """
        of: dict[str, list[dict[str, Any]]] = {}
        for r in self._rows:
            of.setdefault(r["unit"], []).append(r)
        goes_first = {
            t[0]
            for t in self._found["tasks"]
            if t[3].en in ("required by a target", "unlocks recognition")
        }
        works = self._works.works()
        first = {works[w]["unit"] for w in goes_first}
        # The sort is stable: units stand in the order of their codes within a year.
        order = sorted(of, key=lambda u: (u not in first, min(r["year"] for r in of[u])))
        return [r for u in order for r in of[u]]

    def to_frame(self, library: str | None = None) -> Any:
        """One row a task, by year: see ``COLUMNS``."""
        return frames.new({k: [r[k] for r in self._rows] for k in COLUMNS}, library)

    def years(self, library: str | None = None) -> Any:
        """What was spent, which criteria were gained and how many units are recognised by the end
        of each year, years before included.
        """
        return frames.new(
            {
                k: [y[i] for y in self._found["years"]]
                for i, k in enumerate(("year", "cost_vnd", "criteria", "recognised"))
            },
            library,
        )

    def sums(self, library: str | None = None) -> Any:
        """Tasks and money by district, fund and year."""
        return frames.new(
            {
                k: [s[i] for s in self._found["sums"]]
                for i, k in enumerate(("district", "fund", "year", "tasks", "cost_vnd"))
            },
            library,
        )

    def gives_up(self, other: Roadmap, library: str | None = None) -> Any:
        """This order beside another: criteria and recognitions by the end of each year in both, and
        what this one gives up (negative: gains).
        """
        mine, theirs = ({y[0]: y for y in m._found["years"]} for m in (self, other))
        rows = []
        for year in sorted({*mine, *theirs}):
            a, b = (_until(m, year) for m in (mine, theirs))
            rows.append((year, a[2], b[2], b[2] - a[2], a[3], b[3], b[3] - a[3]))
        keys = (
            "year",
            "criteria",
            "criteria_other",
            "criteria_given_up",
            "recognised",
            "recognised_other",
            "recognised_given_up",
        )
        return frames.new({k: [r[i] for r in rows] for i, k in enumerate(keys)}, library)

    def plot(self, *, most: int = 40, title: str = "", ax: Axes | None = None) -> Axes:
        """A chart of tasks by unit and year; see ``plots.roadmap``."""
        from tieuchi import plots

        return plots.roadmap(self, most=most, title=title, language=self.language, ax=ax)

    def write(self, path: str | os.PathLike[str], *, title: str = "", force: bool = False) -> None:
        """Write a workbook (``.xlsx``) or a page (``.html``), whole or not at all."""
        name = str(path).lower()
        if name.endswith(".xlsx"):
            from tieuchi import workbook

            workbook.write_roadmap(self, path, title=title, force=force)
        elif name.endswith(".html"):
            from tieuchi import report

            page = report.render({}, title=title, roadmap=self, language=self.language)
            with whole_file(path, force) as part:
                part.write_text(page, "utf-8")
        else:
            raise ValueError(f"path must end in .xlsx or .html, not {name!r}")

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        vi = self.language == Language.vi
        total = sum(r["cost_vnd"] for r in self._rows)
        head = (
            f"Lộ trình: {len(self)} việc, {total / 1e9:.4g} tỷ đồng"
            if vi
            else f"Road map: {len(self)} tasks, {total / 1e9:.4g} billion đồng"
        )
        lines = [head + (" – SYNTHETIC" if self.synthetic else "")]
        for year, cost, criteria, recognised in self._found["years"]:
            lines.append(
                f"  {year}: {cost / 1e9:.4g} tỷ, +{criteria:.4g} tiêu chí, {recognised:.4g} xã đạt"
                if vi
                else (
                    f"  {year}: {cost / 1e9:.4g} billion, +{criteria:.4g} criteria,"
                    f" {recognised:.4g} units recognised"
                )
            )
        for r in self._rows[:12]:
            lines.append(
                f"    {r['year']} {r['name']} – {r['criterion']} {r['criterion_name']}:"
                f" {r['cost_vnd'] / 1e9:.3g} ({r['reason']})"
            )
        return "\n".join(lines + ([f"    … {len(self) - 12}"] if len(self) > 12 else []))

    def _repr_html_(self) -> str:
        from tieuchi import display

        return display.roadmap_html(self)


def is_synthetic(works: _core.WorkList, source: Any) -> bool:
    """Whether works are those of a made-up judgement or outlook, or their units say so
    themselves.
    """
    return bool(getattr(source, "synthetic", False)) or any(
        u.startswith("SYNTHETIC") for u in works.units()
    )


def _until(years: dict[int, Any], year: int) -> tuple[Any, ...]:
    """The last line up to a year: nothing was spent before the first."""
    known = [y for y in years if y <= year]
    return tuple(years[max(known)]) if known else (year, 0.0, 0.0, 0.0)
