"""tieuchi (*tiêu chí*: criterion): judge places by published criteria.

>>> import tieuchi as tc
>>> tc.catalog.criteria_set("vn-commune-2016")
<CriteriaSet vn-commune-2016: 1980/QĐ-TTg, 19 criteria, 49 indicators, 2016-12-01 – 2020-12-31>

``assess`` judges a frame; its result explains itself. ``datasets`` has real figures and synthetic
provinces, ``workbook`` reads and writes Excel, ``plots`` draws, ``report`` writes one HTML file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tieuchi._core import (
    CriteriaSet,
    Evidence,
    Language,
    Level,
    Overlay,
    Period,
    Provenance,
    Reason,
    Registry,
    Status,
    Unit,
    Verdict,
    __version__,
    catalog,
    totals_of_printed_mean,
)
from tieuchi.errors import Error, InvalidCriteria, InvalidData, MissingExtra, UnknownCode
from tieuchi.judging import Explanation, Result, RollUp, assess
from tieuchi.population import registry

if TYPE_CHECKING:
    from tieuchi import datasets, plots, report, workbook

#: Modules that load heavier libraries, imported on first use.
_LATER = ("datasets", "plots", "report", "workbook")

__all__ = [
    "CriteriaSet", "Error", "Evidence", "Explanation", "InvalidCriteria", "InvalidData", "Language", "Level",
    "MissingExtra", "Overlay", "Period", "Provenance", "Reason", "Registry", "Result", "RollUp", "Status", "Unit",
    "UnknownCode", "Verdict", "__version__", "assess", "catalog", "datasets", "plots", "registry", "report",
    "totals_of_printed_mean", "workbook",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _LATER:
        import importlib

        return importlib.import_module(f"tieuchi.{name}")
    raise AttributeError(f"module 'tieuchi' has no attribute {name!r}")
