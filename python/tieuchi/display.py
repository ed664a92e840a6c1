"""How results are shown: plain text in a terminal, one HTML table in a notebook.

HTML is escaped, has no scripts and no random ids, says every verdict by symbol *and* word, and
takes its colours from the page, so that dark mode and print stay readable.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from tieuchi import _core
from tieuchi._core import Language

if TYPE_CHECKING:
    from tieuchi.judging import Result, RollUp
    from tieuchi.programmes import ProgrammeTable
    from tieuchi.roadmaps import Roadmap

#: Rows shown before a table is cut with a count.
MOST_ROWS = 20

_SYMBOLS = ("✓", "✗", "–", "?")
#: Fill and text colours of the four verdicts; every pair has a contrast above 7.
COLOURS = (
    ("#cfe8d5", "#0b3d1c"),
    ("#f6d0c8", "#5c1204"),
    ("#e3e3e6", "#303036"),
    ("#fdf0c4", "#4a3800"),
)
_CELL = "padding:2px 6px;text-align:center;border:1px solid rgba(128,128,128,.45)"
_TABLE = "border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.4em 0"


def _count(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def result_text(result: Result) -> str:
    """The stamp, then one line a unit: code, name, symbols of the criteria, count."""
    from tieuchi.judging import VERDICT_OF_BYTE

    lines = [result.stamp().rstrip()]
    if result.synthetic:
        lines.append("  SYNTHETIC data or thresholds")
    n = min(len(result), MOST_ROWS)
    numbers = [c.number for c in result.criteria.criteria]
    cells = VERDICT_OF_BYTE[result.cells()[:, :n]]
    names = result.names[:n]
    wide = max([len(x) for x in names] + [4])
    code = max([len(x) for x in result.units[:n]] + [4])
    step = [max(2, len(x)) for x in numbers]
    head = " ".join(x.rjust(w) for x, w in zip(numbers, step, strict=True))
    lines.append(f"{'unit':<{code}}  {'name':<{wide}}  {head}  criteria met")
    for row in range(n):
        marks = " ".join(_SYMBOLS[cells[c, row]].rjust(w) for c, w in enumerate(step))
        unit = result.units[row]
        lines.append(f"{unit:<{code}}  {names[row]:<{wide}}  {marks}  {result.count_text(unit)}")
    if len(result) > n:
        lines.append(f"… {len(result) - n:,} more units")
    lines.append("✓ met  ✗ not met  – not applicable  ? unknown")
    return "\n".join(lines)


def verdict_cell(position: int, language: Language, extra: str = "") -> str:
    """A table cell of one verdict: symbol and word."""
    verdict = (
        _core.Verdict.met,
        _core.Verdict.not_met,
        _core.Verdict.not_applicable,
        _core.Verdict.unknown,
    )[position]
    fill, ink = COLOURS[position]
    return (
        f'<td style="{_CELL};background:{fill};color:{ink}"{extra}>{_SYMBOLS[position]}'
        f"<br><small>{escape(_core.word(verdict, language))}</small></td>"
    )


def result_html(result: Result, language: Language = Language.en) -> str:
    """The stamp, then a table: one row a unit, one column a criterion."""
    from tieuchi.judging import VERDICT_OF_BYTE

    n = min(len(result), MOST_ROWS)
    cells = VERDICT_OF_BYTE[result.cells()[:, :n]]
    out = [
        f"<div><pre style='white-space:pre-wrap'>{escape(result.stamp(language).rstrip())}</pre>"
    ]
    if result.synthetic:
        out.append("<p><strong>SYNTHETIC data or thresholds</strong></p>")
    out.append(
        f'<table style="{_TABLE}"><thead><tr><th scope="col">unit</th><th scope="col">name</th>'
    )
    for c in result.criteria.criteria:
        name = escape(c.name.in_(language), quote=True)
        out.append(f'<th scope="col" title="{name}" style="{_CELL}">{escape(c.number)}</th>')
    out.append('<th scope="col">criteria met</th></tr></thead><tbody>')
    names = result.names[:n]
    for row in range(n):
        unit = result.units[row]
        out.append(f'<tr><th scope="row">{escape(unit)}</th><td>{escape(names[row])}</td>')
        out.extend(verdict_cell(cells[c, row], language) for c in range(len(cells)))
        out.append(f"<td>{escape(result.count_text(unit, language))}</td></tr>")
    out.append("</tbody></table>")
    if len(result) > n:
        out.append(f"<p>… {len(result) - n:,} more units</p>")
    return "".join(out) + "</div>"


def explanation_html(found: Any, language: Language) -> str:
    """An explanation as a short definition list."""
    first, *rest = found.text(language).rstrip().split("\n")
    out = [f"<div><p><strong>{escape(first)}</strong></p><dl>"]
    for line in rest:
        label, _, value = line.strip().partition(": ")
        out.append(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>")
    return "".join(out) + "</dl></div>"


def roll_up_text(up: RollUp) -> str:
    """One line a group: units and mean criteria met, as bounds."""
    codes, names = up._places()
    lines = [f"{len(codes)} groups, not applicable counts as: {up.na_count}"]
    for name, g in list(zip(names, up.groups, strict=True))[:MOST_ROWS]:
        lines.append(f"  {name}: {g['units']} units, {_mean(g)} criteria met on average")
    if len(codes) > MOST_ROWS:
        lines.append(f"  … {len(codes) - MOST_ROWS} more groups")
    lines.append(f"  all: {up.total['units']} units, {_mean(up.total)} criteria met on average")
    return "\n".join(lines)


def _mean(group: dict[str, Any]) -> str:
    if not group["units"]:
        return "–"
    low, high = (group[k] / group["units"] for k in ("met_least", "met_most"))
    return f"{low:.2f}" if low == high else f"{low:.2f}–{high:.2f}"


def roll_up_html(up: RollUp) -> str:
    """Groups as rows, the five counts of each criterion as one cell."""
    _, names = up._places()
    numbers = [c.number for c in up.result.criteria.criteria]
    out = [
        (
            "<div><p>met / not met / unknown / n/a / error; not applicable counts as"
            f" <b>{escape(up.na_count)}</b></p>"
        ),
        f'<table style="{_TABLE}"><thead><tr><th scope="col">group</th><th scope="col">units</th>',
        '<th scope="col">mean</th>',
        *(f'<th scope="col" style="{_CELL}">{escape(n)}</th>' for n in numbers),
        "</tr></thead><tbody>",
    ]
    for name, g in list(zip(names, up.groups, strict=True))[:MOST_ROWS]:
        five = "".join(
            f'<td style="{_CELL}"><small>{"/".join(map(str, r))}</small></td>'
            for r in g["criteria"].tolist()
        )
        out.append(
            "<tr><th"
            f' scope="row">{escape(name)}</th><td>{g["units"]}</td><td>{_mean(g)}</td>{five}</tr>'
        )
    out.append("</tbody></table>")
    if len(names) > MOST_ROWS:
        out.append(f"<p>… {len(names) - MOST_ROWS} more groups</p>")
    return "".join(out) + "</div>"


def _table(heads: list[str], rows: list[list[str]], rest: int = 0) -> str:
    """A plain table; cells are escaped, the first of each row is its head."""
    out = [
        f'<table style="{_TABLE}"><thead><tr>',
        *(f'<th scope="col">{escape(h)}</th>' for h in heads),
        "</tr></thead><tbody>",
    ]
    for first, *others in rows:
        out.append(
            f'<tr><th scope="row">{escape(first)}</th>'
            + "".join(f"<td>{escape(x)}</td>" for x in others)
            + "</tr>"
        )
    return "".join(out) + "</tbody></table>" + (f"<p>… {rest:,}</p>" if rest > 0 else "")


def programme_html(table: ProgrammeTable, language: Language) -> str:
    """One row a target: promised, today, forecast, probability or why there is none."""
    from tieuchi.programmes import chance_text

    vi = language == Language.vi
    heads = (
        ["Mục tiêu", "Phải đạt", "Hiện nay", "Dự báo", "Xác suất", "Căn cứ"]
        if vi
        else ["Target", "Promised", "Today", "Forecast", "Probability", "Basis"]
    )
    rows = []
    for r in table.rows:
        forecast = (
            "" if r["forecast"] is None else f"{r['forecast']:.4g} ({r['low']:.4g}–{r['high']:.4g})"
        )
        today = r["today"] + (
            f" – {_core.word(_core.Verdict[r['verdict']], language)}" if r["verdict"] else ""
        )
        why = f"{'không trả lời được' if vi else 'not answerable'}: {r['why']}" if r["why"] else ""
        basis = "; ".join(x for x in (r["basis"], why, r["warning"]) if x)
        rows.append(
            [
                f"{r['name']} ({r['population']})",
                r["promised"],
                today,
                forecast,
                chance_text(r),
                basis,
            ]
        )
    banner = "<p><strong>SYNTHETIC</strong></p>" if table.synthetic else ""
    title = f"<p><strong>{escape(table.programme.title.in_(language))}</strong></p>"
    return f"<div>{banner}{title}{_table(heads, rows)}</div>"


def roadmap_html(roadmap: Roadmap) -> str:
    """The years, then the first tasks."""
    vi = roadmap.language == Language.vi
    years = [
        [str(y), f"{c / 1e9:.4g}", f"{k:.4g}", f"{r:.4g}"] for y, c, k, r in roadmap._found["years"]
    ]
    tasks = [
        [
            str(r["year"]),
            r["name"],
            f"{r['criterion']} {r['criterion_name']}",
            r["gap"],
            f"{r['cost_vnd'] / 1e9:.3g}",
            r["reason"],
        ]
        for r in roadmap._rows[:MOST_ROWS]
    ]
    first = (
        ["Năm", "Tỷ đồng", "Tiêu chí", "Xã đạt"]
        if vi
        else ["Year", "Billion đồng", "Criteria", "Recognised"]
    )
    second = (
        ["Năm", "Xã", "Tiêu chí", "Còn thiếu", "Tỷ đồng", "Lý do"]
        if vi
        else ["Year", "Unit", "Criterion", "Gap", "Billion đồng", "Reason"]
    )
    banner = "<p><strong>SYNTHETIC</strong></p>" if roadmap.synthetic else ""
    listed = _table(second, tasks, len(roadmap) - MOST_ROWS)
    return f"<div>{banner}{_table(first, years)}{listed}</div>"
