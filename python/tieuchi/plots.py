"""Pictures of a result. Each function draws on the Axes given, or on new ones, and returns them.

Colours are told apart by people with any colour vision and always stand beside a symbol or
hatching. Figures of made-up data say so in their title.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tieuchi._core import Language
from tieuchi.comparing import PARTS, Comparison
from tieuchi.errors import require
from tieuchi.judging import VERDICT_OF_BYTE, NaCount, Result, language_of
from tieuchi.projecting import LEVELS, Backtest, Difficulty, Outlook
from tieuchi.roadmaps import Roadmap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Met, not met, not applicable, unknown: from the palette of Okabe and Ito (2008), safe for any
#: colour vision.
COLOURS = ("#009E73", "#D55E00", "#BBBBBB", "#F0E442")
SYMBOLS = ("✓", "✗", "–", "?")

_WORDS = {
    "vi": {
        "synthetic": "SỐ LIỆU GIẢ LẬP",
        "criterion": "Tiêu chí",
        "units": "Số xã",
        "band": "Số tiêu chí đạt",
        "surely": "chắc chắn",
        "possibly": "có thể",
        "before": "năm trước",
        "share": "Tỷ lệ xã đạt (%)",
        "gap": "Khoảng cách tới mức quy định",
        "mean": "Bình quân tiêu chí/xã",
        "plan": "kế hoạch",
        "actual": "thực hiện",
        "year": "Năm",
        "recognised": "Số xã đạt chuẩn",
        "forecast": "dự báo (trung vị)",
        "newly_recognised": "Số xã mới đạt chuẩn",
        "mean_criteria": "Bình quân tiêu chí/xã",
        "least_criteria": "Số tiêu chí ít nhất",
        "cost": "Tỷ đồng",
        "value": "Giá trị (tiêu chí)",
        "task": "việc",
        "done": "hoàn thành",
        "units_part": "các xã thay đổi",
        "rules_part": "quy định thay đổi",
        "population_part": "danh sách xã thay đổi",
        "change": "Thay đổi bình quân tiêu chí/xã",
        "probability": "Xác suất đã nêu",
        "frequency": "Tần suất xảy ra",
        "pit": "Giá trị PIT",
        "harder": "Độ khó (logit)",
    },
    "en": {
        "synthetic": "SYNTHETIC DATA",
        "criterion": "Criterion",
        "units": "Communes",
        "band": "Criteria met",
        "surely": "surely",
        "possibly": "possibly",
        "before": "year before",
        "share": "Communes that meet it (%)",
        "gap": "Distance to the threshold",
        "mean": "Mean criteria per commune",
        "plan": "plan",
        "actual": "result",
        "year": "Year",
        "recognised": "Communes recognised",
        "forecast": "forecast (median)",
        "newly_recognised": "Communes newly recognised",
        "mean_criteria": "Mean criteria per commune",
        "cost": "Billion đồng",
        "value": "Value (criteria)",
        "task": "task",
        "done": "done",
        "units_part": "units changed",
        "rules_part": "rules changed",
        "population_part": "population changed",
        "change": "Change of mean criteria per commune",
        "least_criteria": "Fewest criteria met",
        "probability": "Probability stated",
        "frequency": "Frequency observed",
        "pit": "PIT value",
        "harder": "Difficulty (logit)",
    },
}


def _axes(ax: Axes | None, width: float, height: float) -> Axes:
    if ax is not None:
        return ax
    pyplot = require("matplotlib.pyplot", "plots")
    return pyplot.subplots(figsize=(width, height), layout="constrained")[1]  # type: ignore[no-any-return]


def _finish(ax: Axes, result: Result, title: str, words: Mapping[str, str]) -> Axes:
    if result.synthetic:
        title = f"{title} – {words['synthetic']}" if title else words["synthetic"]
    ax.set_title(title)
    return ax


def _ink(colour: tuple[float, float, float, float]) -> str:
    """Black or white, whichever stands out more on a colour (relative luminance of WCAG 2)."""
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    return (
        "black" if 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.179 else "white"
    )


def _difficulty(result: Result) -> np.ndarray:
    """Criteria from the hardest to the easiest: by the share that surely meets, then that may."""
    kinds = VERDICT_OF_BYTE[result.cells()]
    applicable = np.maximum((kinds != 2).sum(1), 1)
    return np.lexsort(
        (np.arange(len(kinds)), (kinds == 3).sum(1) / applicable, (kinds == 0).sum(1) / applicable)
    )


def matrix(
    result: Result,
    *,
    most: int = 60,
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Units × criteria, both sorted: easy criteria left, units with most criteria met on top.

    At most `most` units are drawn; the title says how many are not.
    """
    lang = language_of(language)
    words = _WORDS[lang.name]
    kinds = VERDICT_OF_BYTE[result.cells()]
    low, high = result._assessment.met()
    rows = np.lexsort((np.arange(len(low)), -high, -low))[:most]
    columns = _difficulty(result)[::-1]
    shown = kinds[np.ix_(columns, rows)].T
    ax = _axes(ax, 2.2 + 0.33 * len(columns), 1.2 + 0.24 * len(rows))
    colours = require("matplotlib.colors", "plots")
    ax.imshow(shown, cmap=colours.ListedColormap(COLOURS), vmin=-0.5, vmax=3.5, aspect="auto")
    for y, line in enumerate(shown):
        for x, kind in enumerate(line):
            ax.text(x, y, SYMBOLS[kind], ha="center", va="center", fontsize=7, color="black")
    names = result.names
    ax.set_xticks(
        range(len(columns)), [result.criteria.criteria[c].number for c in columns], fontsize=8
    )
    ax.set_yticks(range(len(rows)), [names[r] for r in rows], fontsize=7)
    ax.set_xlabel(words["criterion"])
    rest = len(result) - len(rows)
    return _finish(ax, result, title + (f" (+{rest})" if rest else ""), words)


def bands(
    result: Result,
    previous: Result | None = None,
    *,
    na_count: NaCount,
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Units in each reporting band: solid surely, hatched possibly; the year before beside it."""
    words = _WORDS[language_of(language).name]
    ax = _axes(ax, 7, 3.6)
    both = [(result, words["surely"], COLOURS[0])]
    if previous is not None:
        both.append((previous, words["before"], "#56B4E9"))
    height = 0.8 / len(both)
    labels: list[str] = []
    for k, (one, label, colour) in enumerate(both):
        up = one.roll_up("province", na_count=na_count)
        labels = up.labels
        least, most = np.array(up.total["band_least"]), np.array(up.total["band_most"])
        y = np.arange(len(labels)) + (k - (len(both) - 1) / 2) * height
        ax.barh(y, least, height * 0.92, color=colour, label=label)
        ax.barh(
            y,
            most - least,
            height * 0.92,
            left=least,
            facecolor="none",
            edgecolor=colour,
            hatch="////",
            label=words["possibly"] if k == 0 else None,
        )
        for at, a, b in zip(y, least.tolist(), most.tolist(), strict=True):
            ax.text(b, at, f" {a}" if a == b else f" {a}–{b}", va="center", fontsize=8)
    ax.set_yticks(range(len(labels)), labels)
    ax.invert_yaxis()
    ax.set_ylabel(words["band"])
    ax.xaxis.set_major_locator(require("matplotlib.ticker", "plots").MaxNLocator(integer=True))
    ax.set_xlabel(words["units"])
    ax.legend(frameon=False)
    return _finish(ax, result, title, words)


def attainment(
    result: Result, *, language: str | Language = "vi", title: str = "", ax: Axes | None = None
) -> Axes:
    """Share of units that meet each criterion, hardest on top, with bounds over the unknowns."""
    lang = language_of(language)
    words = _WORDS[lang.name]
    kinds = VERDICT_OF_BYTE[result.cells()]
    order = _difficulty(result)
    applicable = np.maximum((kinds != 2).sum(1), 1)
    low = 100 * (kinds == 0).sum(1) / applicable
    high = 100 * ((kinds == 0) | (kinds == 3)).sum(1) / applicable
    ax = _axes(ax, 8, 1 + 0.3 * len(order))
    y = np.arange(len(order))
    ax.barh(y, low[order], color=COLOURS[0], label=words["surely"])
    ax.barh(
        y,
        (high - low)[order],
        left=low[order],
        facecolor="none",
        edgecolor="#7a6a00",
        hatch="////",
        label=words["possibly"],
    )
    criteria = result.criteria.criteria
    ax.set_yticks(
        y, [f"{criteria[c].number} {criteria[c].name.in_(lang)}" for c in order], fontsize=8
    )
    ax.invert_yaxis()
    ax.set_xlim(0, 100)
    ax.set_xlabel(words["share"])
    ax.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=2)
    return _finish(ax, result, title, words)


def gaps(
    result: Result,
    indicator: str,
    *,
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Distances of the failing units to the threshold of one indicator, largest on top."""
    lang = language_of(language)
    words = _WORDS[lang.name]
    numbers = [i.number for i in result.criteria.indicators]
    if indicator not in numbers:
        raise KeyError(f"{indicator!r} is not an indicator of {result.criteria.id}")
    row, at, _, _, gap = result._assessment.gaps(result._registry, result._panel)
    mine = at == numbers.index(indicator)
    order = np.argsort(-gap[mine], kind="stable")[:40]
    names = np.array(result.names, dtype=object)[row[mine]][order]
    ax = _axes(ax, 7, 1 + 0.24 * max(len(order), 2))
    ax.barh(range(len(order)), gap[mine][order], color=COLOURS[1])
    ax.set_yticks(range(len(order)), names.tolist(), fontsize=8)
    ax.invert_yaxis()
    found = result.criteria.indicators[numbers.index(indicator)]
    ax.set_xlabel(f"{words['gap']} ({found.unit.in_(lang)})")
    return _finish(ax, result, title or f"{indicator} {found.name.in_(lang)}", words)


def progress(
    actual: Mapping[Any, float | tuple[float, float]],
    plan: Mapping[Any, float | tuple[float, float]],
    *,
    label: str = "",
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """A figure by year against its plan; a pair is a range and is drawn as one."""
    words = _WORDS[language_of(language).name]
    ax = _axes(ax, 7, 3.6)
    for series, name, colour, marker in (
        (actual, words["actual"], "#0072B2", "o"),
        (plan, words["plan"], "#D55E00", "D"),
    ):
        years = sorted(series)
        pairs = [v if isinstance(v, tuple) else (v, v) for v in (series[y] for y in years)]
        middle = [(a + b) / 2 for a, b in pairs]
        ax.errorbar(
            [str(y) for y in years],
            middle,
            yerr=[(b - a) / 2 for a, b in pairs],
            color=colour,
            marker=marker,
            capsize=4,
            linestyle="-" if name == words["actual"] else "none",
            label=name,
        )
        for year, (a, b), m in zip(years, pairs, middle, strict=True):
            ax.annotate(
                f"{a:g}" if a == b else f"{a:g}–{b:g}",
                (str(year), m),
                xytext=(6, 6 if marker == "o" else -12),
                textcoords="offset points",
                fontsize=8,
            )
    ax.set_xlabel(words["year"])
    ax.set_ylabel(label or words["mean"])
    ax.legend(frameon=False)
    ax.set_title(title)
    return ax


def district_map(
    result: Result,
    *,
    na_count: NaCount,
    geojson: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    code: str = "code",
    by: str = "district",
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Mean criteria met per district (the lower bound): tiles of equal size, or a map from GeoJSON.

    ``geojson`` is a file or its contents with Polygon or MultiPolygon features whose property
    ``code`` is the unit's code. Without it every district is one tile, in the order of the
    registry.
    """
    words = _WORDS[language_of(language).name]
    up = result.roll_up(by, na_count=na_count)
    codes, names = up._places()
    means = [g["met_least"] / g["units"] if g["units"] else 0.0 for g in up.groups]
    pyplot = require("matplotlib.pyplot", "plots")
    norm = pyplot.Normalize(0, len(result.criteria.criteria))
    shade = pyplot.get_cmap("cividis")
    if geojson is None:
        wide = int(np.ceil(np.sqrt(max(len(names), 1))))
        ax = _axes(ax, 1.5 * wide + 1, 1.2 * int(np.ceil(len(names) / wide)) + 0.8)
        for k, (name, mean) in enumerate(zip(names, means, strict=True)):
            x, y = k % wide, -(k // wide)
            ax.add_patch(pyplot.Rectangle((x, y), 0.95, 0.95, color=shade(norm(mean))))
            ink = _ink(shade(norm(mean)))
            ax.text(
                x + 0.475,
                y + 0.58,
                name,
                ha="center",
                va="center",
                fontsize=7,
                color=ink,
                wrap=True,
            )
            ax.text(
                x + 0.475, y + 0.25, f"{mean:.1f}", ha="center", va="center", fontsize=11, color=ink
            )
        ax.set_xlim(-0.05, wide)
        ax.set_ylim(-((len(names) - 1) // wide) - 0.05, 1)
    else:
        features = (
            geojson
            if isinstance(geojson, Mapping)
            else json.loads(Path(geojson).read_text("utf-8"))
        )
        ax = _axes(ax, 7, 6)
        of = dict(zip(codes, zip(names, means, strict=True), strict=True))
        seen = set()
        for feature in features["features"]:
            unit = str(feature["properties"].get(code, ""))
            seen.add(unit)
            shape = feature["geometry"]
            parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            for part in parts:
                ring = np.asarray(part[0], dtype=float)[:, :2]
                known = unit in of
                ax.fill(
                    ring[:, 0],
                    ring[:, 1],
                    facecolor=shade(norm(of[unit][1])) if known else "white",
                    edgecolor="#555555",
                    hatch=None if known else "////",
                )
                if known and part is parts[0]:
                    ink = _ink(shade(norm(of[unit][1])))
                    ax.text(
                        float(ring[:, 0].mean()),
                        float(ring[:, 1].mean()),
                        f"{of[unit][0]}\n{of[unit][1]:.1f}",
                        ha="center",
                        va="center",
                        fontsize=7,
                        color=ink,
                    )
        lost = [c for c in codes if c and c not in seen]
        if lost:
            raise KeyError(f"no feature has {code} = {', '.join(lost)}")
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.figure.colorbar(
        pyplot.cm.ScalarMappable(norm, shade), ax=ax, label=words["mean"], shrink=0.7
    )
    return _finish(ax, result, title, words)


def fan(
    outlook: Outlook,
    metric: str = "mean_criteria",
    *,
    past: Mapping[int, float] | None = None,
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """A metric of an outlook by year: median, intervals of 50, 80 and 90 %, and past values before
    them.
    """
    words = _WORDS[language_of(language).name]
    ax = _axes(ax, 7, 3.6)
    years = outlook.years
    draws = [outlook.draws_of(metric, y) for y in years]  # type: ignore[arg-type]
    start = sorted(past)[-1] if past else None
    x = [*([start] if start is not None else []), *years]
    joint = [past[start]] if past and start is not None else []
    for level, shade in zip(LEVELS[::-1], ("#CDE3F2", "#8FC1E3", "#4F97C9"), strict=True):
        low, high = (
            [*joint, *(float(np.quantile(d, 0.5 + side * level / 200)) for d in draws)]
            for side in (-1, 1)
        )
        ax.fill_between(x, low, high, color=shade, label=f"{level} %", linewidth=0)
    ax.plot(
        x,
        [*joint, *(float(np.median(d)) for d in draws)],
        color="#00456B",
        marker="o",
        label=words["forecast"],
    )
    if past:
        ax.plot(
            sorted(past),
            [past[y] for y in sorted(past)],
            color="black",
            marker="o",
            label=words["actual"],
        )
    ax.xaxis.set_major_locator(require("matplotlib.ticker", "plots").MaxNLocator(integer=True))
    ax.set_xlabel(words["year"])
    ax.set_ylabel(words.get(metric, metric))
    ax.legend(frameon=False)
    ax.set_title(title)
    return ax


def reliability(
    backtest: Backtest,
    rung: str = "full",
    *,
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Probabilities against frequencies, ten bins, the area of a point is its number of cells;
    honest ones lie on the line.
    """
    words = _WORDS[language_of(language).name]
    ax = _axes(ax, 4.5, 4.5)
    points = np.array(
        [
            p
            for r, bins in backtest._found["reliability"]
            if r.name == rung
            for p in bins
            if p[2] > 0
        ]
    )
    ax.plot([0, 1], [0, 1], color="#888888", linestyle="--", linewidth=1)
    ax.scatter(
        points[:, 0],
        points[:, 1],
        s=10 + 200 * points[:, 2] / points[:, 2].max(),
        color="#0072B2",
        alpha=0.8,
    )
    ax.set_xlabel(words["probability"])
    ax.set_ylabel(words["frequency"])
    ax.set_title(title or rung)
    return ax


def pit(
    backtest: Backtest,
    rung: str = "full",
    *,
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """PIT histogram of units' numbers of criteria: flat if calibrated, a bowl if too sure, a hill
    if too cautious.
    """
    words = _WORDS[language_of(language).name]
    ax = _axes(ax, 5, 3.2)
    bins = backtest.pit(rung)  # type: ignore[arg-type]
    ax.bar((np.arange(len(bins)) + 0.5) / len(bins), bins, 0.95 / len(bins), color="#0072B2")
    ax.axhline(1 / len(bins), color="#888888", linestyle="--", linewidth=1)
    ax.set_xlabel(words["pit"])
    ax.set_title(title or rung)
    return ax


def difficulty(
    order: Difficulty, *, language: str | Language = "vi", title: str = "", ax: Axes | None = None
) -> Axes:
    """Criteria from the easiest (top) to the hardest with 90 % intervals; those that all or none
    meet have no point.
    """
    words = _WORDS[language_of(language).name]
    f = order._found
    ax = _axes(ax, 7, 1 + 0.28 * len(f["order"]))
    for y, j in enumerate(f["order"]):
        if np.isfinite(f["se"][j]):
            ax.errorbar(
                f["difficulty"][j], y, xerr=1.645 * f["se"][j], fmt="o", color="#0072B2", capsize=3
            )
    numbers = [order._past.criteria[j] for j in f["order"]]
    ax.set_yticks(
        range(len(numbers)), [f"{n} {order._names.get(n, '')}".strip() for n in numbers], fontsize=8
    )
    ax.invert_yaxis()
    ax.set_xlabel(words["harder"])
    ax.set_title(title)
    return ax


#: Colours of the reasons for a task's place, in the order in which they occur; hatching tells them
#: apart in grey.
_REASON_COLOURS = ("#0072B2", "#009E73", "#E69F00", "#56B4E9", "#CC79A7")
_HATCHES = ("", "//", "..", "\\\\", "xx")


def roadmap(
    roadmap: Roadmap,
    *,
    most: int = 40,
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Tasks as bars in the year of their funding, with a line to the end of the year in which they
    are done; one row a unit, those near recognition first.

    A bar carries the number of its criterion; colour and hatching say why the task stands there. At
    most `most` units are drawn; the title says how many are not.
    """
    words = _WORDS[language_of(language).name]
    of: dict[str, list[dict[str, Any]]] = {}
    for r in roadmap.by_unit():
        of.setdefault(r["name"], []).append(r)
    units = list(of)[:most]
    reasons = list(dict.fromkeys(r["reason"] for r in roadmap._rows))
    ax = _axes(ax, 8, 1.4 + 0.28 * max(len(units), 1))
    for y, unit in enumerate(units):
        for year in dict.fromkeys(r["year"] for r in of[unit]):
            tasks = [r for r in of[unit] if r["year"] == year]
            wide = 0.92 / len(tasks)
            for k, r in enumerate(tasks):
                which, left = reasons.index(r["reason"]) % 5, year + 0.04 + k * wide
                if r["done"] > year:
                    ax.plot(
                        [left + wide, r["done"] + 0.96],
                        [y, y],
                        color=_REASON_COLOURS[which],
                        linewidth=1.5,
                        solid_capstyle="butt",
                        zorder=1,
                    )
                ax.barh(
                    y,
                    wide,
                    0.8,
                    left,
                    color=_REASON_COLOURS[which],
                    hatch=_HATCHES[which],
                    edgecolor="white",
                    linewidth=0.6,
                    zorder=2,
                )
                ax.text(
                    left + wide / 2,
                    y,
                    r["criterion"],
                    ha="center",
                    va="center",
                    fontsize=7,
                    color="black",
                    zorder=3,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
                )
    years = [y[0] for y in roadmap._found["years"]]
    ax.set_yticks(range(len(units)), units, fontsize=7)
    ax.invert_yaxis()
    if years:
        ax.set_xlim(years[0], years[-1] + 1)
        ax.set_xticks([y + 0.5 for y in years], [str(y) for y in years])
    handles = [
        require("matplotlib.patches", "plots").Patch(
            facecolor=_REASON_COLOURS[k % 5], hatch=_HATCHES[k % 5], edgecolor="white", label=r
        )
        for k, r in enumerate(reasons)
    ]
    if handles:
        ax.legend(
            handles=handles,
            frameon=False,
            fontsize=7,
            loc="upper center",
            bbox_to_anchor=(0.5, -0.04 - 0.6 / (1 + len(units))),
            ncol=3,
        )
    rest = len(of) - len(units)
    shown = title + (f" (+{rest})" if rest > 0 else "")
    ax.set_title(f"{shown} – {words['synthetic']}".lstrip(" –") if roadmap.synthetic else shown)
    return ax


def marginal_benefit(
    curve: Any,
    *,
    budget_vnd: float | None = None,
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """The marginal-benefit curve of ``marginal_benefit``: value against money, with its break
    points and a budget.
    """
    from tieuchi import frames

    words = _WORDS[language_of(language).name]
    frame = frames.Frame(curve, "curve")
    cost, value = (np.array(frame.objects(k), dtype=float) for k in ("cost_vnd", "value"))
    ax = _axes(ax, 7, 3.6)
    ax.plot(cost / 1e9, value, color="#0072B2", marker="." if len(cost) < 200 else None)
    if budget_vnd is not None:
        ax.axvline(budget_vnd / 1e9, color="#D55E00", linestyle="--")
        ax.plot(
            [budget_vnd / 1e9], [np.interp(budget_vnd, cost, value)], color="#D55E00", marker="o"
        )
    ax.set_xlabel(words["cost"])
    ax.set_ylabel(words["value"])
    ax.set_title(title)
    return ax


def comparison(
    change: Comparison,
    *,
    most: int = 19,
    language: str | Language = "vi",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """What moved the mean, criterion by criterion, largest first: bars of the three parts side by
    side, which sum to the change.
    """
    lang = language_of(language)
    words, names = _WORDS[lang.name], change._names(lang)
    rows = [c for c in change._found["criteria"] if abs(c["share"]["change"]) > 1e-12][:most]
    ax = _axes(ax, 8, 1.4 + 0.3 * max(len(rows), 1))
    for k, (part, colour) in enumerate(zip(PARTS, ("#0072B2", "#D55E00", "#999999"), strict=True)):
        ax.barh(
            np.arange(len(rows)) + (k - 1) * 0.27,
            [c["share"][part] for c in rows],
            0.26,
            color=colour,
            hatch=("", "//", "..")[k],
            edgecolor="white",
            label=f"{words[part + '_part']} ({change.mean[part]:+.2f})",
        )
    ax.set_yticks(
        range(len(rows)),
        [f"{c['criterion']} {names.get(c['criterion'], '')}" for c in rows],
        fontsize=7,
    )
    ax.invert_yaxis()
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set_xlabel(f"{words['change']}: {change.mean['change']:+.2f}")
    ax.legend(frameon=False, fontsize=8)
    return _finish(ax, change.after, title, words)
