"""What was promised, where it stands and how likely it is: ``programme_table``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tieuchi import _core, frames
from tieuchi._core import Language, Level
from tieuchi.judging import NaCount, Result, deems_met, language_of
from tieuchi.projecting import Backtest, Outlook, Probability, progress

#: Metrics whose baseline is a level that goes on; what is new in a year begins at nothing.
CARRIES = (
    "mean_criteria",
    "recognised",
    "recognised_share",
    "least_criteria",
    "units_in_band",
    "criterion_share",
    "tier_total",
)

_COLUMNS = (
    "target",
    "name",
    "population",
    "promised",
    "by",
    "units",
    "today",
    "verdict",
    "on_track",
    "forecast",
    "low",
    "high",
    "probability",
    "error",
    "without_shocks",
    "rung",
    "basis",
    "warning",
    "why",
    "source",
    "status",
)


def programme_of(programme: str | _core.Programme) -> _core.Programme:
    """Read a programme: an id of the catalog or a programme."""
    if isinstance(programme, _core.Programme):
        return programme
    if isinstance(programme, str):
        return _core.catalog.programme(programme)
    raise TypeError(f"programme must be a Programme or its id, not {type(programme).__name__}")


def _figure(least: float, most: float) -> str:
    return f"{least:.4g}" if least == most else f"{least:.4g}–{most:.4g}"


class ProgrammeTable:
    """Every target of a programme: where it stands, what is forecast, how likely it is, or why
    nobody can say.
    """

    def __init__(
        self,
        programme: _core.Programme,
        rows: list[dict[str, Any]],
        core: _core.ProgrammeOutlook | None,
        calm: _core.ProgrammeOutlook | None,
        outlook: Outlook | None,
        tested: Backtest | None,
        language: Language,
    ) -> None:
        self.programme, self.rows = programme, rows
        self.synthetic = any(r["synthetic"] for r in rows)
        self._core, self._calm, self._outlook, self._tested, self._language = (
            core,
            calm,
            outlook,
            tested,
            language,
        )

    def __getitem__(self, target: str) -> dict[str, Any]:
        for row in self.rows:
            if row["target"] == target:
                return row
        raise KeyError(
            f"{target!r} is no target of {self.programme.id}:"
            f" {', '.join(r['target'] for r in self.rows)}"
        )

    def joint(self, *targets: str) -> Probability:
        """P(all these targets are reached), of all that are identified by default, with its Monte
        Carlo error.

        Raises NotEnoughData for a target that is not identified, UnknownCode for one that is not of
        the programme.
        """
        off = self._calm.joint(list(targets))[0] if self._calm is not None else None
        return self._probability(*self._answered().joint(list(targets)), off)

    def given(self, targets: Sequence[str], those: Sequence[str]) -> Probability:
        """P(targets are reached | those are). Raises NotEnoughData where those were reached in
        fewer than 50 draws.
        """
        return self._probability(*self._answered().given(list(targets), list(those)), None)

    def to_frame(self, library: str | None = None) -> Any:
        """One row a target. ``today`` is a figure or bounds, ``verdict`` met, not_met or unknown
        today; ``forecast``, ``low`` and ``high`` the median and the central 80 %; ``probability``
        with its Monte Carlo ``error``, the same ``without_shocks``; ``why`` says what stands in the
        way of an answer.
        """
        text = [{k: _plain(r[k]) for k in _COLUMNS} for r in self.rows]
        return frames.new({k: [r[k] for r in text] for k in _COLUMNS}, library)

    def text(self, language: str | Language | None = None) -> str:
        """In words, one target after another; texts of targets are in the language of the table."""
        vi = (self._language if language is None else language_of(language)) == Language.vi
        lines = [self.programme.title.in_(self._language)]
        if self.synthetic:
            lines[0] += " – SỐ LIỆU GIẢ LẬP" if vi else " – SYNTHETIC data"
        for r in self.rows:
            lines.append(
                f"  {r['name']} ({r['population']}): {r['promised']} {'đến' if vi else 'by'}"
                f" {r['by']}"
            )
            said = []
            if r["today"]:
                verdict = ""
                if r["verdict"]:
                    known = _core.Verdict[r["verdict"]]
                    verdict = f" ({_core.word(known, Language.vi if vi else Language.en)})"
                said.append(f"{'hiện nay' if vi else 'today'} {r['today']}{verdict}")
            if r["forecast"] is not None:
                said.append(
                    f"{'dự báo' if vi else 'forecast'} {r['forecast']:.4g} (80 %"
                    f" {r['low']:.4g}–{r['high']:.4g})"
                )
            p = chance_text(r)
            if p:
                said.append(p)
            if r["basis"]:
                said.append(f"{'căn cứ' if vi else 'basis'}: {r['basis']}")
            if r["why"]:
                no = "không trả lời được từ số liệu này" if vi else "not answerable from these data"
                said.append(f"{no}: {r['why']}")
            if r["on_track"]:
                said.append(f"{'quy tắc chính thức' if vi else 'official rules'}: {r['on_track']}")
            if r["warning"]:
                said.append(f"{'cảnh báo' if vi else 'warning'}: {r['warning']}")
            lines += [f"      {x}" for x in said]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from tieuchi import display

        return display.programme_html(self, self._language)

    def _answered(self) -> _core.ProgrammeOutlook:
        if self._core is None:
            raise ValueError(
                "joint: an outlook is needed; probabilities from elsewhere have no joint law"
            )
        return self._core

    def _probability(self, value: float, error: float, without_shocks: float | None) -> Probability:
        assert self._outlook is not None
        rung = self._outlook.rung
        return Probability(
            value,
            error,
            rung,
            without_shocks,
            self._tested.warning(rung) if self._tested else None,  # type: ignore[arg-type]
        )


def _plain(value: Any) -> Any:
    return f"{value[0]:.2f}–{value[1]:.2f}" if isinstance(value, tuple) else value


def chance_text(row: Mapping[str, Any]) -> str:
    """A probability in words: value or interval, Monte Carlo error, rung, itself without yearly
    shocks.
    """
    p = row["probability"]
    if p is None:
        return ""
    if isinstance(p, tuple):
        return f"P {p[0]:.2f}–{p[1]:.2f} (rung {row['rung']})"
    error = f" ± {row['error']:.3f}" if row["error"] is not None else ""
    off = (
        f"; {row['without_shocks']:.2f} without yearly shocks"
        if row["without_shocks"] is not None
        else ""
    )
    return f"P {p:.2f}{error} (rung {row['rung']}{off})"


def programme_table(
    programme: str | _core.Programme,
    *,
    result: Result | None = None,
    outlook: Outlook | None = None,
    answers: Mapping[str, Mapping[str, Any]] | None = None,
    series: Mapping[str, Mapping[float, float]] | None = None,
    registry: _core.Registry | None = None,
    cohorts: Mapping[str, Sequence[str]] | None = None,
    recognised: Sequence[str] | None = None,
    newly_recognised: Sequence[str] | None = None,
    na_count: NaCount = "deem_met",
    level: Level = Level.commune,
    tested: Backtest | None = None,
    language: str | Language = "en",
) -> ProgrammeTable:
    """Say of each target where it stands, what is forecast and how likely it is; or why nobody can
    say.

    Parameters
    ----------
    programme
        Id of a programme of the catalog, as ``"vn-lang-son-2020"``, or a programme.
    result
        A judgement: where each target stands on its day, as bounds over what is unknown. Without it
        the last published figure of a target stands there.
    outlook
        Draws of the years ahead: probabilities alone and jointly, with and without yearly shocks.
    answers
        Probabilities from elsewhere, target → ``probability`` (a number, or (least, most)),
        ``rung``, ``basis`` and if there ``forecast``, ``low``, ``high``; or ``why`` none can be
        given.
    series
        Past figures of a target, year → value, for the official rules of progress. Without it the
        published baseline and the figure of today serve where both are known.
    registry, cohorts
        Who belongs to the cohorts of targets: a registry, or lists, ``{"border": ["06001", …]}``.
    recognised, newly_recognised
        Units recognised on the day judged, and within its year: verdicts do not say.
    na_count
        What *not applicable* counts as in numbers of criteria.
    tested
        A backtest whose warning stands beside each probability of the outlook.
    """
    plan, lang = programme_of(programme), language_of(language)
    lists = {k: list(v) for k, v in (cohorts or {}).items()}
    people = registry or (result.registry if result is not None else None)
    now = {}
    if result is not None:
        found = _core.standing(
            result._assessment,
            result._registry,
            plan,
            deems_met(na_count),
            lists,
            None if recognised is None else list(recognised),
            None if newly_recognised is None else list(newly_recognised),
        )
        now = {s["code"]: s for s in found}
    core, calm, said = None, None, {}
    if outlook is not None:
        quiet = outlook._without_shocks()
        still = quiet._core if quiet is not None else None
        core = _core.answer(outlook._core, plan, people, lists, level, still)  # type: ignore[arg-type]
        calm = _core.answer(still, plan, people, lists, level, None) if still is not None else None  # type: ignore[arg-type]
        said = {a["code"]: a for a in core.answers()}
    warning = tested.warning(outlook.rung) if tested and outlook is not None else None  # type: ignore[arg-type]
    rows = []
    for t in plan.targets:
        row: dict[str, Any] = dict.fromkeys(_COLUMNS)
        row |= {
            "target": t.code,
            "name": t.name.in_(lang),
            "population": t.population.name.in_(lang),
            "promised": t.promise,
            "by": t.by.isoformat(),
            "source": t.source,
            "status": t.status.name,
            "today": "",
            "verdict": "",
            "synthetic": False,
            "on_track": "",
            "rung": "",
            "basis": "",
            "warning": "",
            "why": "",
        }
        value, when, why = None, None, []
        s = now.get(t.code)
        if s is not None and s["identified"]:
            row |= {
                "units": s["units"],
                "today": _figure(s["least"], s["most"]),
                "verdict": s["verdict"].name,
            }
            assert result is not None
            row["synthetic"] = result.synthetic
            value, when = (s["least"] + s["most"]) / 2, result.on.year
        elif s is not None:
            why.append(s["why"].in_(lang))
        if not row["today"] and t.baseline is not None:
            base = float(t.baseline)
            row["today"] = f"{t.baseline} ({t.baseline_on})"
            if t.metric.name in CARRIES:
                row["verdict"] = "met" if t.reached(base) else "not_met"
        a = said.get(t.code)
        if a is not None and a["identified"]:
            row |= {
                "units": a["units"],
                "forecast": a["median"],
                "low": a["low"],
                "high": a["high"],
                "probability": a["probability"],
                "error": a["error"],
                "without_shocks": a["without_shocks"],
                "rung": outlook.rung if outlook else "",
                "warning": warning or "",
            }
            row["synthetic"] = row["synthetic"] or (outlook is not None and outlook.synthetic)
            why = []
        elif a is not None:
            why.append(a["why"].in_(lang))
        if answers and t.code in answers:
            row |= dict(answers[t.code])
            why = [row["why"]] if row["why"] else []
        elif outlook is None and not row["verdict"] and not why:
            missing = (
                ("chưa công bố số liệu gốc", "no baseline is published")
                if t.baseline is None
                else ("chưa có dự báo", "no outlook was given")
            )
            why.append(missing[lang == Language.en])
        row["why"] = "; ".join(dict.fromkeys(why))
        row["on_track"] = _on_track(t, (series or {}).get(t.code), value, when, lang)
        rows.append(row)
    return ProgrammeTable(plan, rows, core, calm, outlook, tested, lang)


def _on_track(
    t: _core.Target,
    series: Mapping[float, float] | None,
    value: float | None,
    when: int | None,
    lang: Language,
) -> str:
    points = dict(series or {})
    if (
        not points
        and t.baseline is not None
        and t.baseline_on is not None
        and t.metric.name in CARRIES
    ):
        points[t.baseline_on.year] = float(t.baseline)
        if value is not None and when is not None:
            points[when] = value
    goal = t.at_least if t.at_least is not None else t.at_most
    if len(points) < 2 or goal is None or max(points) >= t.by.year:
        return ""
    rows = frames.Frame(progress(points, target=float(goal), year=t.by.year, language=lang))
    columns = (rows.text("rule"), rows.text("verdict"), rows.objects("second_hand"))
    return "; ".join(
        f"{rule}: {verdict}{'*' if second else ''}"
        for rule, verdict, second in zip(*columns, strict=True)
        if verdict
    )
