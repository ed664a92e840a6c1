"""What changed and why: ``compare``, ``difference``, ``period_report``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import numpy as np

from tieuchi import _core, frames
from tieuchi._core import Language, Reorganisation
from tieuchi.judging import VERDICT_OF_BYTE, NaCount, Result, deems_met, language_of

PARTS = ("units", "rules", "population")


_STAMP = {
    "vi": {
        "na_count": "không xét tính là",
        "unknown": "chưa xác định tính là",
        "sets": "bộ tiêu chí",
        "deem_met": "đạt",
        "drop": "không tính",
        "met": "đạt",
        "not_met": "chưa đạt",
    },
    "en": {
        "na_count": "not applicable counts as",
        "unknown": "undecided counts as",
        "sets": "sets",
        "deem_met": "met",
        "drop": "left out",
        "not_met": "not met",
    },
}


class Comparison:
    """A change of the mean number of criteria, split exactly: units, rules, population; criterion
    by criterion.
    """

    def __init__(
        self, found: dict[str, Any], before: Result, after: Result, stamp: dict[str, str]
    ) -> None:
        self._found, self.before, self.after, self.stamp = found, before, after, stamp

    @property
    def mean(self) -> dict[str, float]:
        """``before``, ``after``, ``change`` and its parts ``units``, ``rules``, ``population``,
        which sum to it.
        """
        return dict(self._found["mean"])

    @property
    def sums(self) -> tuple[float, float]:
        """Criteria met by all units together, before and after: a mean can rise while the sum
        falls.
        """
        return self._found["sum_before"], self._found["sum_after"]

    def criteria(self, library: str | None = None, language: str | Language = "vi") -> Any:
        """One row a criterion, largest share in the change of the mean first: ``share`` and its
        parts, then the rate (0 to 1) ``rate_before``, ``rate_after`` and its parts.
        """
        names = self._names(language)
        out: dict[str, list[Any]] = {"criterion": [], "name": [], "share": []}
        for k in PARTS:
            out[k] = []
        for k in ("before", "after", *PARTS):
            out[f"rate_{k}"] = []
        for c in self._found["criteria"]:
            out["criterion"].append(c["criterion"])
            out["name"].append(names.get(c["criterion"], ""))
            out["share"].append(c["share"]["change"])
            for k in PARTS:
                out[k].append(c["share"][k])
            for k in ("before", "after", *PARTS):
                out[f"rate_{k}"].append(c["rate"][k])
        return frames.new(out, library or self.after._table.library)

    def transitions(self, library: str | None = None, language: str | Language = "vi") -> Any:
        """One row a criterion: units that ``gained``, ``lost``, ``kept`` it or are
        ``still_not_met`` under the earlier rules, those ``undecided``; ``by_rules_gained`` and
        ``by_rules_lost`` by other rules alone (neither gain nor loss); units that ``came`` and
        ``went`` with those that met it; whether the criterion is new or gone.
        """
        names = self._names(language)
        rows = self._found["transitions"]
        keys = list(rows[0]) if rows else ["criterion"]
        out = {k: [r[k] for r in rows] for k in keys}
        return frames.new(
            {
                "criterion": out.pop("criterion"),
                "name": [names.get(r["criterion"], "") for r in rows],
                **out,
            },
            library or self.after._table.library,
        )

    def _names(self, language: str | Language) -> dict[str, str]:
        lang = language_of(language)
        return {
            c.number: c.name.in_(lang)
            for r in (self.before, self.after)
            for c in r.criteria.criteria
        }

    def text(self, language: str | Language = "vi") -> str:
        """In words: the figures, the three parts and the criteria that moved most."""
        vi = language_of(language) == Language.vi
        m, f = self.mean, self._found
        lines = [
            (
                f"Bình quân tiêu chí/xã: {m['before']:.2f} ({self.before.on}, {f['units_before']}"
                f" xã) → {m['after']:.2f} ({self.after.on}, {f['units_after']} xã):"
                f" {m['change']:+.2f}"
                if vi
                else (
                    f"Mean criteria per commune: {m['before']:.2f} ({self.before.on},"
                    f" {f['units_before']} units) → {m['after']:.2f} ({self.after.on},"
                    f" {f['units_after']} units): {m['change']:+.2f}"
                )
            ),
            (
                f"  các xã thay đổi {m['units']:+.3f}; quy định thay đổi {m['rules']:+.3f}; dân số"
                f" xã thay đổi {m['population']:+.3f}"
                if vi
                else (
                    f"  units changed their state {m['units']:+.3f}; rules changed"
                    f" {m['rules']:+.3f}; population changed {m['population']:+.3f}"
                )
            ),
            (
                f"  tổng số tiêu chí đạt: {self.sums[0]:.0f} → {self.sums[1]:.0f}"
                if vi
                else f"  criteria met in all: {self.sums[0]:.0f} → {self.sums[1]:.0f}"
            ),
        ]
        if vi:
            lines[1] = lines[1].replace("dân số xã thay đổi", "danh sách xã thay đổi")
        names = self._names(language)
        for c in f["criteria"][:5]:
            s = c["share"]
            if abs(s["change"]) > 5e-4:
                lines.append(
                    f"  {c['criterion']} {names.get(c['criterion'], '')}: {s['change']:+.3f}"
                    f" ({', '.join(f'{k} {s[k]:+.3f}' for k in PARTS if abs(s[k]) > 5e-4)})"
                )
        lines.append("  " + self.stamp_text(language))
        return "\n".join(lines)

    def stamp_text(self, language: str | Language = "vi") -> str:
        """What *not applicable* and undecided criteria count as, and the two sets."""
        words = _STAMP[language_of(language).name]
        return "; ".join(f"{words[k]}: {words.get(v, v)}" for k, v in self.stamp.items())

    def __repr__(self) -> str:
        return self.text("en")


def compare(
    before: Result,
    after: Result,
    *,
    na_count: NaCount,
    unknown: Literal["not_met", "met"] = "not_met",
    by: Reorganisation | None = None,
) -> Comparison:
    """Split the change between two judgements exactly into what units, rules and the population
    did.

    The later figures are judged once more under the earlier set, thresholds and strata; what that
    changes is the rules' part. Units are known by their code.

    Parameters
    ----------
    before, after
        Two judgements: two dates, two sets, two populations.
    na_count
        What *not applicable* counts as in numbers of criteria: ``"deem_met"`` or ``"drop"``.
    unknown
        What undecided criteria count as.
    by
        A reorganisation: a unit that others joined, or that was split, is another unit and stands
        in the population part.
    """
    if unknown not in ("met", "not_met"):
        raise ValueError(f"unknown must be 'met' or 'not_met', not {unknown!r}")
    bridge = _core.under_earlier_rules(
        before._assessment, after._assessment, after._registry, after._panel
    )
    descent = by.descent(before.units, before.on, after.on) if by is not None else None
    found = _core.compare(
        before._assessment,
        after._assessment,
        bridge,
        before._registry,
        after._registry,
        deems_met(na_count),
        unknown == "met",
        descent,  # type: ignore[arg-type]
    )
    stamp = {
        "na_count": na_count,
        "unknown": unknown,
        "sets": f"{before.criteria.id}, {after.criteria.id}",
    }
    return Comparison(found, before, after, stamp)


class SubmissionDifference:
    """Two submissions of one table: cells that differ, and verdicts that this moved."""

    def __init__(
        self,
        cells: list[dict[str, Any]],
        verdicts: list[tuple[Any, ...]],
        before: Result,
        after: Result,
    ) -> None:
        self._cells, self._verdicts, self.before, self.after = cells, verdicts, before, after

    def cells(self, library: str | None = None) -> Any:
        """One row a cell that differs: ``unit``, ``measure``, ``reference``, then ``value``,
        ``state``, ``evidence``, ``source``, ``recorded`` of both submissions (``_before``,
        ``_after``; empty where a table has no such cell), and the criteria it ``moved``.
        """
        out: dict[str, list[Any]] = {
            k: [c[k] for c in self._cells] for k in ("unit", "measure", "reference")
        }
        for key in ("value", "state", "evidence", "source", "recorded"):
            for side in ("before", "after"):
                out[f"{key}_{side}"] = [
                    (
                        None
                        if c[side] is None
                        else c[side][key].name
                        if key == "evidence"
                        else c[side][key]
                    )
                    for c in self._cells
                ]
        out["moved"] = [", ".join(c["moved"]) for c in self._cells]
        return frames.new(out, library or self.after._table.library)

    def verdicts(self, library: str | None = None) -> Any:
        """One row a verdict that moved: ``unit``, ``criterion``, ``before``, ``after``."""
        return frames.new(
            {
                k: [v[i].name if i > 1 else v[i] for v in self._verdicts]
                for i, k in enumerate(("unit", "criterion", "before", "after"))
            },
            library or self.after._table.library,
        )

    def __len__(self) -> int:
        return len(self._cells)

    def __repr__(self) -> str:
        lines = [f"{len(self._cells)} cells differ, {len(self._verdicts)} verdicts moved"]
        for c in self._cells[:20]:
            sides = [
                (
                    "nothing"
                    if c[s] is None
                    else f"{c[s]['value']:g}"
                    if c[s]["value"] is not None
                    else c[s]["state"]
                )
                for s in ("before", "after")
            ]
            lines.append(
                f"  {c['unit']} {c['measure']} {c['reference']}: {sides[0]} → {sides[1]}"
                + (f", moved {', '.join(c['moved'])}" if c["moved"] else "")
            )
        return "\n".join(
            lines + ([f"  … {len(self._cells) - 20} more cells"] if len(self._cells) > 20 else [])
        )


def difference(before: Result, after: Result) -> SubmissionDifference:
    """Compare two submissions of the same table cell by cell, with evidence, source, when recorded,
    and verdicts moved.

    Raises InvalidData where the two were judged under different sets or on different days.
    """
    cells, verdicts = _core.submission_difference(
        before._panel,
        after._panel,
        before._registry,
        after._registry,
        before._assessment,
        after._assessment,
    )
    return SubmissionDifference(cells, verdicts, before, after)


def period_report(
    results: Iterable[Result],
    *,
    na_count: NaCount,
    plans: Mapping[int, Mapping[str, float]] | None = None,
    recognised: Mapping[int, int] | None = None,
    library: str | None = None,
) -> Any:
    """A period year by year: results against the plan and the year before.

    Parameters
    ----------
    results
        Judgements of several dates.
    plans
        Year → ``{"mean": …, "recognised": …}``: what was planned.
    recognised
        Year → units recognised; verdicts do not say.

    Returns
    -------
    frame
        ``year``, ``set``, ``units``, ``mean_least``, ``mean_most``, ``mean_plan``, ``mean_change``,
        ``whole_least``, ``whole_most`` (units that meet everything), ``recognised``,
        ``recognised_plan``, ``recognised_change``, then units surely in each band.
    """
    out: dict[str, list[Any]] = {}

    def put(**values: Any) -> None:
        for k, v in values.items():
            out.setdefault(k, []).append(v)

    last: dict[str, float | None] = {"mean": None, "recognised": None}
    for result in sorted(results, key=lambda r: r.on):
        year, up = result.on.year, result.roll_up("province", na_count=na_count)
        n = max(up.total["units"], 1)
        low, high = up.total["met_least"] / n, up.total["met_most"] / n
        whole = VERDICT_OF_BYTE[result._assessment.whole()]
        plan, known = (plans or {}).get(year, {}), (recognised or {}).get(year)
        middle = (low + high) / 2
        put(
            year=year,
            set=result.criteria.id,
            units=up.total["units"],
            mean_least=low,
            mean_most=high,
            mean_plan=plan.get("mean"),
            mean_change=None if last["mean"] is None else middle - last["mean"],
            whole_least=int(np.sum(whole == 0)),
            whole_most=int(np.sum((whole == 0) | (whole == 3))),
            recognised=known,
            recognised_plan=plan.get("recognised"),
            recognised_change=(
                None if known is None or last["recognised"] is None else known - last["recognised"]
            ),
        )
        put(
            **{
                f"band {label}": k
                for label, k in zip(up.labels, up.total["band_least"], strict=True)
            }
        )
        last = {"mean": middle, "recognised": known if known is not None else last["recognised"]}
    return frames.new(out, library)
