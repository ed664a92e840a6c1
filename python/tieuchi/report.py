"""One self-contained HTML file that an office can mail and print.

Works without network and without JavaScript; with it, tables sort and filter. Made-up figures carry
a banner on every section that shows them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import numpy as np

from tieuchi import _core
from tieuchi._core import Language, Reason
from tieuchi.comparing import PARTS, Comparison
from tieuchi.errors import require
from tieuchi.judging import VERDICT_OF_BYTE, NaCount, Result, language_of
from tieuchi.output import whole_file
from tieuchi.programmes import CARRIES, ProgrammeTable, chance_text, programme_table
from tieuchi.roadmaps import Roadmap

#: Units listed as near, and obstacles named for each.
_NEAR, _OBSTACLES = 15, 4

_WORDS = {
    "vi": {
        "synthetic": "SỐ LIỆU GIẢ LẬP – chỉ để minh họa",
        "figures": "Kết quả chính",
        "figure": "Nội dung",
        "value": "Thực hiện",
        "plan": "Kế hoạch",
        "before": "Năm trước",
        "source": "Nguồn",
        "targets": "Mục tiêu",
        "target": "Mục tiêu",
        "asked": "Phải đạt",
        "stood": "Hiện nay, hoặc mới nhất đã công bố",
        "togo": "Còn thiếu",
        "by": "Đến ngày",
        "none": "chưa công bố: chưa xác định được",
        "chance": "Xác suất",
        "forecast": "Dự báo, khoảng 80 %",
        "basis": "Căn cứ",
        "cannot": "không trả lời được từ số liệu này",
        "rules": (
            "Quy tắc tiến độ chính thức (* ngưỡng biết qua nguồn thứ cấp; không phải xác suất)"
        ),
        "roadmap": "Lộ trình",
        "year": "Năm",
        "spent": "Đã chi (tỷ đồng)",
        "gained": "Tiêu chí đạt thêm",
        "reached": "Xã đạt chuẩn (kỳ vọng)",
        "tasks": "Danh mục việc",
        "cost": "Tỷ đồng",
        "fund": "Nguồn vốn",
        "done": "Xong năm",
        "raises": "Tăng khả năng đạt (điểm %)",
        "district": "Huyện",
        "sums": "Vốn theo huyện, nguồn và năm",
        "gap": "Chỉ tiêu còn thiếu",
        "count_tasks": "Số việc",
        "chart": "Việc theo xã và năm (số tiêu chí)",
        "change": "Điều gì đã thay đổi",
        "moved": "Thay đổi",
        "by_units": "các xã",
        "by_rules": "quy định",
        "by_population": "danh sách xã",
        "transitions": "Chuyển trạng thái từng tiêu chí",
        "t_gained": "Đạt thêm",
        "t_lost": "Mất",
        "t_kept": "Giữ",
        "t_still": "Vẫn chưa đạt",
        "t_undecided": "Chưa xác định",
        "t_rules": "Do quy định: được/mất",
        "t_came": "Xã mới (đạt)",
        "t_went": "Xã thôi (đạt)",
        "overview": "Tổng quan",
        "units": "Số xã đánh giá",
        "whole": "Số xã đạt toàn bộ tiêu chí",
        "mean": "Bình quân tiêu chí/xã",
        "bands": "Nhóm theo số tiêu chí đạt",
        "band": "Số tiêu chí",
        "surely": "Chắc chắn",
        "possibly": "Có thể",
        "criteria": "Từng tiêu chí, khó nhất trước",
        "criterion": "Tiêu chí",
        "met": "Đạt",
        "not_met": "Chưa đạt",
        "unknown": "Chưa xác định",
        "na": "Không xét",
        "error": "Lỗi số liệu",
        "share": "Tỷ lệ đạt",
        "near": "Xã gần đạt chuẩn: cần thêm gì",
        "unit": "Mã",
        "name": "Tên",
        "count": "Số tiêu chí đạt",
        "needs": "Ít nhất phải thêm",
        "evidence": "Bằng chứng còn thiếu",
        "why": "Lý do",
        "cells": "Số ô",
        "matrix": "Xã × tiêu chí",
        "filter": "Lọc theo tên hoặc mã",
        "sources": "Nguồn và kiểm chứng",
        "indicator": "Chỉ tiêu",
        "column": "Cột",
        "threshold": "Mức quy định",
        "status": "Kiểm chứng",
        "method": "Cách tính",
        "skip": "Tới nội dung",
        "contents": "Mục lục",
        "notes": "Cách đọc số liệu",
        "verified": "đã kiểm chứng",
        "unverified": "chưa kiểm chứng",
        "transcribed": "chép từ văn bản",
        "unknown_status": "chưa rõ",
        "last": "kỳ trước",
        "more": "và {n} nội dung khác",
        "verdict": "Kết quả",
        "sort": "Sắp xếp theo",
        "surely_from": "Từ",
        "method_text": [
            (
                "Mỗi ô là đạt, chưa đạt, không xét hoặc chưa xác định. Thiếu số liệu không bao giờ"
                " tính là đạt hay chưa đạt."
            ),
            "Khoảng “a–b” bao mọi cách điền những số liệu còn thiếu.",
            (
                "Mức quy định so theo số thập phân sáu chữ số; đạt khi bằng mức, trừ khi văn bản"
                " ghi khác."
            ),
            "Tiêu chí không xét trong số tổng hợp được tính là: {na}.",
        ],
    },
    "en": {
        "synthetic": "SYNTHETIC DATA – for illustration only",
        "figures": "Headline figures",
        "figure": "Figure",
        "value": "Result",
        "plan": "Plan",
        "before": "Year before",
        "source": "Source",
        "targets": "Targets",
        "target": "Target",
        "asked": "Asked",
        "stood": "Today, or last published",
        "togo": "To go",
        "by": "By",
        "none": "not published: not identified",
        "chance": "Probability",
        "forecast": "Forecast, 80 %",
        "basis": "Basis",
        "cannot": "not answerable from these data",
        "rules": "Official rules of progress (* thresholds known second-hand; not probabilities)",
        "roadmap": "Road map",
        "year": "Year",
        "spent": "Spent (billion đồng)",
        "gained": "Criteria gained",
        "reached": "Recognised (expected)",
        "tasks": "Tasks",
        "cost": "Billion đồng",
        "fund": "Fund",
        "done": "Done",
        "raises": "Raises the chance (points)",
        "district": "District",
        "sums": "Money by district, fund and year",
        "gap": "Clauses that fail",
        "count_tasks": "Tasks",
        "chart": "Tasks by commune and year (criterion)",
        "change": "What changed",
        "moved": "Change",
        "by_units": "units",
        "by_rules": "rules",
        "by_population": "population",
        "transitions": "Transitions of each criterion",
        "t_gained": "Gained",
        "t_lost": "Lost",
        "t_kept": "Kept",
        "t_still": "Still not met",
        "t_undecided": "Undecided",
        "t_rules": "By rules: gained/lost",
        "t_came": "Came (met)",
        "t_went": "Went (met)",
        "overview": "Overview",
        "units": "Communes judged",
        "whole": "Communes that meet the whole set",
        "mean": "Mean criteria per commune",
        "bands": "Bands by number of criteria met",
        "band": "Criteria met",
        "surely": "Surely",
        "possibly": "Possibly",
        "criteria": "Criterion by criterion, hardest first",
        "criterion": "Criterion",
        "met": "Met",
        "not_met": "Not met",
        "unknown": "Unknown",
        "na": "Not applicable",
        "error": "Faulty data",
        "share": "Attained",
        "near": "Communes that are near: what is lacking",
        "unit": "Code",
        "name": "Name",
        "count": "Criteria met",
        "needs": "Least that must change",
        "evidence": "Evidence lacking",
        "why": "Reason",
        "cells": "Cells",
        "matrix": "Commune × criterion",
        "filter": "Filter by name or code",
        "sources": "Sources and verification",
        "indicator": "Indicator",
        "column": "Column",
        "threshold": "Threshold",
        "status": "Checked",
        "method": "Method",
        "skip": "Skip to content",
        "contents": "Contents",
        "notes": "How the table was read",
        "verified": "verified",
        "unverified": "unverified",
        "transcribed": "transcribed",
        "unknown_status": "unknown",
        "last": "last time",
        "more": "and {n} more",
        "verdict": "Verdict",
        "sort": "Sort by",
        "surely_from": "From",
        "method_text": [
            (
                "Every cell is met, not met, not applicable or unknown. Missing data never counts"
                " as either."
            ),
            "A range “a–b” contains the truth however the missing data turn out.",
            (
                "Thresholds compare as decimals of six places; equality passes unless the text says"
                " otherwise."
            ),
            "Criteria that are not applicable count in totals as: {na}.",
        ],
    },
}

_CLASSES = ("m", "x", "n", "u")
_SYMBOLS = ("✓", "✗", "–", "?")


def write(
    results: Result | Mapping[str, Result],
    path: str | os.PathLike[str],
    *,
    force: bool = False,
    **content: Any,
) -> None:
    """Write the report to one file, whole or not at all; an existing one is replaced only with
    ``force``. ``content`` is that of ``render``.
    """
    page = render(results, **content)
    with whole_file(path, force) as part:
        part.write_text(page, "utf-8")


def render(
    results: Result | Mapping[str, Result],
    *,
    title: str = "",
    figures: Sequence[Mapping[str, Any]] = (),
    programme: str | _core.Programme | ProgrammeTable | None = None,
    roadmap: Roadmap | None = None,
    comparison: Comparison | None = None,
    previous: Result | None = None,
    na_count: NaCount = "deem_met",
    language: str | Language = "vi",
) -> str:
    """The report as HTML.

    Parameters
    ----------
    results
        One result, or several under their titles; each becomes a section of its own. May be empty
        beside other sections.
    figures
        Headline figures that come from elsewhere: ``figure``, ``value``, ``plan``, ``before``,
        ``source``.
    programme
        Targets to print: an id of the catalog or a programme with what is published of each, or a
        ``ProgrammeTable`` with where each stands, forecasts and probabilities.
    roadmap
        Dated tasks: by unit and year, the list, and sums by district and fund.
    comparison
        What changed and why.
    previous
        The result of the year before, for differences in the first section.
    na_count
        What *not applicable* counts as in totals: ``"deem_met"`` or ``"drop"``; printed in the
        method notes.
    """
    jinja2 = require("jinja2", "report")
    lang = language_of(language)
    words = dict(_WORDS[lang.name])
    named = {"": results} if isinstance(results, Result) else dict(results)
    if not named and programme is None and roadmap is None and comparison is None:
        raise ValueError("results: a result or another section is needed")
    table = (
        programme
        if isinstance(programme, ProgrammeTable)
        else programme_table(programme, language=lang)
        if programme is not None
        else None
    )
    sections = []
    for number, (label, result) in enumerate(named.items(), start=1):
        sections.append(
            _section(
                result,
                label,
                f"s{number}",
                previous if number == 1 else None,
                na_count,
                lang,
                words,
            )
        )
    first = next(iter(named.values()), None)
    if not title and first is not None:
        title = f"{first.criteria.title.in_(lang)} – {first.on}"
    words["method_text"] = [line.format(na=na_count) for line in words["method_text"]]
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("tieuchi"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page: str = environment.get_template("report.html.j2").render(
        w=words,
        lang=lang.name,
        title=title or (words["roadmap"] if roadmap is not None else words["targets"]),
        figures=list(figures),
        targets=_targets(table, lang) if table is not None else [],
        programme=table.programme.title.in_(lang) if table is not None else "",
        made_up_targets=table is not None and table.synthetic,
        roadmap=_roadmap(roadmap) if roadmap is not None else None,
        change=_change(comparison, lang) if comparison is not None else None,
        sections=sections,
        sources=_sources(list(named.values()), lang, words),
        version=_core.__version__,
    )
    return page


def _range(low: float, high: float, places: int = 0) -> str:
    if low == high:
        return f"{low:.{places}f}"
    return f"{low:.{places}f}–{high:.{places}f}"


def _targets(table: ProgrammeTable, lang: Language) -> list[dict[str, Any]]:
    rows = []
    promised = {t.code: t for t in table.programme.targets}
    for r in table.rows:
        t = promised[r["target"]]
        carries = t.metric.name in CARRIES and t.baseline is not None and t.at_least is not None
        rows.append(
            {
                **r,
                "togo": (
                    str(t.at_least - t.baseline)
                    if carries and t.at_least is not None and t.baseline is not None
                    else ""
                ),
                "verdict": (
                    "" if not r["verdict"] else _core.word(_core.Verdict[r["verdict"]], lang)
                ),
                "kind": {"met": "m", "not_met": "x", "unknown": "u"}.get(r["verdict"], ""),
                "forecast": (
                    ""
                    if r["forecast"] is None
                    else f"{r['forecast']:.4g} ({r['low']:.4g}–{r['high']:.4g})"
                ),
                "chance": chance_text(r),
                "rules": (
                    [x.split(": ", 1) for x in r["on_track"].split("; ")] if r["on_track"] else []
                ),
            }
        )
    return rows


#: Tasks printed of a road map, units drawn in its chart.
_TASKS, _LINES = 400, 40


def _roadmap(roadmap: Roadmap) -> dict[str, Any]:
    years = [y[0] for y in roadmap._found["years"]]
    units: dict[str, list[dict[str, Any]]] = {}
    for r in roadmap.by_unit():
        units.setdefault(r["name"], []).append(r)
    reasons = list(dict.fromkeys(r["reason"] for r in roadmap._rows))
    lines = [
        (
            unit,
            [
                [{**r, "kind": reasons.index(r["reason"]) % 5} for r in tasks if r["year"] == y]
                for y in years
            ],
        )
        for unit, tasks in units.items()
    ]
    return {
        "synthetic": roadmap.synthetic,
        "years": [
            (y, f"{c / 1e9:,.1f}", f"{k:.1f}", f"{n:.1f}") for y, c, k, n in roadmap._found["years"]
        ],
        "columns": years,
        "lines": lines[:_LINES],
        "rest": max(0, len(lines) - _LINES),
        "reasons": list(enumerate(reasons)),
        "tasks": [
            {**r, "cost": f"{r['cost_vnd'] / 1e9:,.2f}", "raises": f"{100 * r['effect']:.0f}"}
            for r in roadmap._rows[:_TASKS]
        ],
        "more": max(0, len(roadmap) - _TASKS),
        "sums": [(d, f, y, n, f"{c / 1e9:,.1f}") for d, f, y, n, c in roadmap._found["sums"]],
    }


def _change(change: Comparison, lang: Language) -> dict[str, Any]:
    names = change._names(lang)
    most = max([abs(c["share"][k]) for c in change._found["criteria"] for k in PARTS] + [1e-12])
    criteria = [
        {
            "number": c["criterion"],
            "name": names.get(c["criterion"], ""),
            "change": f"{c['share']['change']:+.3f}",
            "parts": [
                (f"{c['share'][k]:+.3f}", 100 * abs(c["share"][k]) / most, c["share"][k] < 0)
                for k in PARTS
            ],
        }
        for c in change._found["criteria"]
        if abs(c["share"]["change"]) > 5e-5 or any(abs(c["share"][k]) > 5e-5 for k in PARTS)
    ]
    return {
        "text": change.text(lang).split("\n")[:3],
        "stamp": change.stamp_text(lang),
        "criteria": criteria,
        "synthetic": change.before.synthetic or change.after.synthetic,
        "transitions": [
            {**t, "name": names.get(t["criterion"], "")} for t in change._found["transitions"]
        ],
    }


def _section(
    result: Result,
    label: str,
    anchor: str,
    previous: Result | None,
    na_count: NaCount,
    lang: Language,
    words: dict[str, Any],
) -> dict[str, Any]:
    up = result.roll_up("province", na_count=na_count)
    total = up.total
    n = max(total["units"], 1)
    whole = VERDICT_OF_BYTE[result._assessment.whole()]
    sure, perhaps = int((whole == 0).sum()), int(((whole == 0) | (whole == 3)).sum())
    facts = [
        (words["units"], f"{total['units']:,}", ""),
        (words["whole"], _range(sure, perhaps), ""),
        (words["mean"], _range(total["met_least"] / n, total["met_most"] / n, 2), ""),
    ]
    if previous is not None:
        old = previous.roll_up("province", na_count=na_count).total
        m = max(old["units"], 1)
        old_whole = VERDICT_OF_BYTE[previous._assessment.whole()]
        facts = [
            (*facts[0][:2], f"{old['units']:,}"),
            (
                *facts[1][:2],
                _range(
                    int((old_whole == 0).sum()), int(((old_whole == 0) | (old_whole == 3)).sum())
                ),
            ),
            (*facts[2][:2], _range(old["met_least"] / m, old["met_most"] / m, 2)),
        ]
    criteria = []
    for c, five in zip(result.criteria.criteria, total["criteria"].tolist(), strict=True):
        met, not_met, unknown, _, error = five
        possible = met + not_met + unknown + error
        criteria.append(
            {
                "number": c.number,
                "name": c.name.in_(lang),
                "five": five,
                "low": 100 * met / possible if possible else 0.0,
                "high": 100 * (met + unknown + error) / possible if possible else 0.0,
            }
        )
    criteria.sort(key=lambda c: (c["low"] + c["high"], c["number"]))
    return {
        "anchor": anchor,
        "label": label or result.criteria.title.in_(lang),
        "synthetic": result.synthetic,
        "stamp": result.stamp(lang).rstrip().split("\n"),
        "facts": facts,
        "bands": list(zip(up.labels, total["band_least"], total["band_most"], strict=True)),
        "most": max([*total["band_most"], 1]),
        "criteria": criteria,
        "near": _near(result, lang, words),
        "evidence": _evidence(result, lang),
        "numbers": [(c.number, c.name.in_(lang)) for c in result.criteria.criteria],
        "matrix": _matrix(result, lang),
        "notes": result.notes,
    }


def _near(result: Result, lang: Language, words: dict[str, Any]) -> list[dict[str, Any]]:
    low, high = result._assessment.met()
    whole = VERDICT_OF_BYTE[result._assessment.whole()]
    told = (VERDICT_OF_BYTE[result.cells()] != 3).any(
        0
    )  # some criterion is known, not their number alone
    order = [
        r
        for r in np.lexsort((np.arange(len(low)), -high, -low)).tolist()
        if whole[r] != 0 and told[r]
    ][:_NEAR]
    rows = []
    for row in order:
        found = result._assessment.improvement(result._registry, result._panel, row)["least_change"]
        needs = []
        for o in found[:_OBSTACLES]:
            gap = f" ({o['gap']:g})" if o["gap"] else ""
            state = "" if o["verdict"].name == "not_met" else f" – {_core.word(o['reason'], lang)}"
            needs.append(f"{o['indicator'] or o['criterion']} {o['name'].in_(lang)}{gap}{state}")
        rest = len(found) - len(needs)
        if rest:
            needs.append(words["more"].format(n=rest))
        rows.append(
            {
                "unit": result.units[row],
                "name": result.registry.name(result.units[row], result.on, result.known_on),
                "count": result._assessment.count_text(row, lang),
                "needs": needs,
            }
        )
    return rows


def _evidence(result: Result, lang: Language) -> list[tuple[str, str, int]]:
    rows = []
    cells = result.cells()
    for c, criterion in enumerate(result.criteria.criteria):
        undecided = cells[c][VERDICT_OF_BYTE[cells[c]] == 3]
        for reason, n in zip(*np.unique(undecided >> 3, return_counts=True), strict=True):
            rows.append(
                (
                    f"{criterion.number} {criterion.name.in_(lang)}",
                    _core.word(Reason(int(reason)), lang),
                    int(n),
                )
            )
    return sorted(rows, key=lambda r: -r[2])


def _matrix(result: Result, lang: Language) -> str:
    """Rows of the large table, put together here: a template is ten times slower for a million
    cells.
    """
    marks = np.array(
        [f"<td class={c}>{s}" for c, s in zip(_CLASSES, _SYMBOLS, strict=True)], dtype=object
    )
    cells = marks[VERDICT_OF_BYTE[result.cells()]].T.tolist()
    count = result._assessment.count_text
    return "\n".join(
        f"<tr><th scope=row>{escape(unit)}<td>{escape(name)}<td>{count(row, lang)}{''.join(line)}"
        for row, (unit, name, line) in enumerate(
            zip(result.units, result.names, cells, strict=True)
        )
    )


def _sources(results: list[Result], lang: Language, words: dict[str, Any]) -> list[dict[str, Any]]:
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for result in results:
        used = {c["column"].split(" + ")[0] for c in result._assessment.coverage(lang)}
        for i in result.criteria.indicators:
            for cell in i.cells:
                if cell.stratum not in used or result.on not in cell.period:
                    continue
                status = i.status(cell).name
                rows[result.criteria.id, i.number, cell.stratum] = {
                    "set": result.criteria.id,
                    "number": i.number,
                    "name": i.name.in_(lang),
                    "column": cell.stratum,
                    "asked": (
                        "; ".join(str(x) for x in cell.numbers) or cell.state.name.replace("_", " ")
                    ),
                    "status": words["unknown_status"] if status == "unknown" else words[status],
                    "ok": status == "verified",
                    "source": cell.source,
                }
    return list(rows.values())
