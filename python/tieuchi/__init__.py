"""tieuchi (*tiêu chí*: criterion): judge places by published criteria.

>>> import tieuchi as tc
>>> tc.catalog.criteria_set("vn-commune-2016")
<CriteriaSet vn-commune-2016: 1980/QĐ-TTg, 19 criteria, 49 indicators, 2016-12-01 – 2020-12-31>

``assess`` judges a frame; its result explains itself. ``legal_difference`` says what overlays
change of a set. ``fit`` and ``project`` say where several years of verdicts are heading, with
honest uncertainty; ``backtest`` says how good that would have been. ``programme_table`` holds
targets against both; ``prioritise``, ``least_cost``, ``chance_plan`` and ``roadmap`` say what to do
first, ``what_if`` what it would change. ``reorganisation`` carries figures through mergers,
``compare`` says why a mean moved. ``datasets`` has real figures and synthetic provinces,
``workbook`` reads and writes Excel, ``plots`` draws, ``report`` writes one HTML file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tieuchi._core import (
    CriteriaSet,
    Evidence,
    History,
    Language,
    Level,
    Manifest,
    Metric,
    Overlay,
    Period,
    Programme,
    Provenance,
    Reason,
    Registry,
    Reorganisation,
    Rung,
    Status,
    Unit,
    Verdict,
    __version__,
    catalog,
    totals_of_printed_mean,
)
from tieuchi.archiving import load, save
from tieuchi.comparing import Comparison, SubmissionDifference, compare, difference, period_report
from tieuchi.errors import (
    ArchiveError,
    Error,
    Infeasible,
    InvalidCriteria,
    InvalidData,
    MissingExtra,
    NotEnoughData,
    UnknownCode,
)
from tieuchi.judging import Explanation, Result, RollUp, assess, manifest
from tieuchi.law import LegalDifference, legal_difference
from tieuchi.planning import (
    Scenario,
    ScenarioTable,
    WorkPlan,
    chance_plan,
    least_cost,
    marginal_benefit,
    prioritise,
    roadmap,
    what_if,
    works,
)
from tieuchi.population import registry
from tieuchi.programmes import ProgrammeTable, programme_table
from tieuchi.projecting import (
    Backtest,
    Difficulty,
    Model,
    Outlook,
    Probability,
    backtest,
    band_forecast,
    count_distribution,
    difficulty,
    event_probability,
    fit,
    history,
    mean_forecast,
    progress,
    project,
    trend,
)
from tieuchi.reorganising import (
    MergedHistory,
    carried_tiers,
    carry,
    merge,
    re_review,
    reorganisation,
)
from tieuchi.roadmaps import Roadmap

if TYPE_CHECKING:
    from tieuchi import datasets, plots, report, workbook

#: Modules that load heavier libraries, imported on first use.
_LATER = ("datasets", "plots", "report", "workbook")

__all__ = [
    "ArchiveError",
    "Backtest",
    "Comparison",
    "CriteriaSet",
    "Difficulty",
    "Error",
    "Evidence",
    "Explanation",
    "History",
    "Infeasible",
    "InvalidCriteria",
    "InvalidData",
    "Language",
    "LegalDifference",
    "Level",
    "Manifest",
    "MergedHistory",
    "Metric",
    "MissingExtra",
    "Model",
    "NotEnoughData",
    "Outlook",
    "Overlay",
    "Period",
    "Probability",
    "Programme",
    "ProgrammeTable",
    "Provenance",
    "Reason",
    "Registry",
    "Reorganisation",
    "Result",
    "Roadmap",
    "RollUp",
    "Rung",
    "Scenario",
    "ScenarioTable",
    "Status",
    "SubmissionDifference",
    "Unit",
    "UnknownCode",
    "Verdict",
    "WorkPlan",
    "__version__",
    "assess",
    "backtest",
    "band_forecast",
    "carried_tiers",
    "carry",
    "catalog",
    "chance_plan",
    "compare",
    "count_distribution",
    "datasets",
    "difference",
    "difficulty",
    "event_probability",
    "fit",
    "history",
    "least_cost",
    "legal_difference",
    "load",
    "manifest",
    "marginal_benefit",
    "mean_forecast",
    "merge",
    "period_report",
    "plots",
    "prioritise",
    "programme_table",
    "progress",
    "project",
    "re_review",
    "registry",
    "reorganisation",
    "report",
    "roadmap",
    "save",
    "totals_of_printed_mean",
    "trend",
    "what_if",
    "workbook",
    "works",
]


def __getattr__(name: str) -> Any:
    if name in _LATER:
        import importlib

        return importlib.import_module(f"tieuchi.{name}")
    raise AttributeError(f"module 'tieuchi' has no attribute {name!r}")
