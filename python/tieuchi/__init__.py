"""tieuchi (*tiêu chí*: criterion): judge places by published criteria.

>>> import tieuchi as tc
>>> tc.catalog.criteria_set("vn-commune-2016")
<CriteriaSet vn-commune-2016: 1980/QĐ-TTg, 19 criteria, 49 indicators, 2016-12-01 – 2020-12-31>

``assess`` judges a frame; its result explains itself. ``fit`` and ``project`` say where several years of verdicts
are heading, with honest uncertainty; ``backtest`` says how good that would have been. ``datasets`` has real figures and synthetic
provinces, ``workbook`` reads and writes Excel, ``plots`` draws, ``report`` writes one HTML file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tieuchi._core import (
    CriteriaSet,
    Evidence,
    History,
    Language,
    Level,
    Metric,
    Overlay,
    Period,
    Provenance,
    Reason,
    Registry,
    Rung,
    Status,
    Unit,
    Verdict,
    __version__,
    catalog,
    totals_of_printed_mean,
)
from tieuchi.errors import Error, InvalidCriteria, InvalidData, MissingExtra, NotEnoughData, UnknownCode
from tieuchi.judging import Explanation, Result, RollUp, assess
from tieuchi.population import registry
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

if TYPE_CHECKING:
    from tieuchi import datasets, plots, report, workbook

#: Modules that load heavier libraries, imported on first use.
_LATER = ("datasets", "plots", "report", "workbook")

__all__ = [
    "Backtest", "CriteriaSet", "Difficulty", "Error", "Evidence", "Explanation", "History", "InvalidCriteria", "InvalidData",
    "Language", "Level", "Metric", "MissingExtra", "Model", "NotEnoughData", "Outlook", "Overlay", "Period", "Probability",
    "Provenance", "Reason", "Registry", "Result", "RollUp", "Rung", "Status", "Unit", "UnknownCode", "Verdict", "__version__",
    "assess", "backtest", "band_forecast", "catalog", "count_distribution", "datasets", "difficulty", "event_probability", "fit", "history",
    "mean_forecast", "plots", "progress", "project", "registry", "report", "totals_of_printed_mean", "trend", "workbook",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _LATER:
        import importlib

        return importlib.import_module(f"tieuchi.{name}")
    raise AttributeError(f"module 'tieuchi' has no attribute {name!r}")
