"""What overlays change of the law: ``legal_difference``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tieuchi import _core, frames
from tieuchi.judging import criteria_set, language_of


class LegalDifference:
    """Every cell whose rule is another one with overlays than without, on one day."""

    def __init__(self, rules: _core.CompiledSet, found: list[dict[str, Any]]) -> None:
        self._rules, self._found = rules, found

    @property
    def stamp(self) -> dict[str, Any]:
        """Set, decision, day, the day by which it was recorded, and the instruments compared."""
        known = self._rules.known_on
        return {
            "set": self._rules.set.id,
            "decision": self._rules.set.decision,
            "on": self._rules.on.isoformat(),
            "known_on": known.isoformat() if known else None,
            "instruments": [o.instrument for o in self._rules.overlays],
        }

    def to_frame(self, library: str | None = None) -> Any:
        """One row a change: ``indicator``, ``stratum``, ``within`` and ``attributes`` (for which
        units), ``kind``, then the rule before and after: value, status, instrument, source.

        For a unit the smallest scope that it lies in holds. ``kind`` is *filled*, *tightened*,
        *relaxed*, *changed*, *confirmed* or *disputed*; ``dispute`` names the two instruments then.
        Values are texts, as ``"90; 50"`` or the reason why there is none.
        """
        columns: dict[str, list[Any]] = {
            "indicator": [c["indicator"] for c in self._found],
            "stratum": [c["stratum"] for c in self._found],
            "within": [c["within"] or None for c in self._found],
            "attributes": ["; ".join(c["attributes"]) or None for c in self._found],
            "kind": [c["kind"] for c in self._found],
        }
        for end in ("before", "after"):
            columns[end] = [c[end]["value"] for c in self._found]
            columns[f"{end}_status"] = [
                c[end]["status"].name if c[end]["status"] is not None else None for c in self._found
            ]
            for part in ("instrument", "source"):
                columns[f"{end}_{part}"] = [c[end][part] for c in self._found]
        columns["synthetic"] = [c["after"]["synthetic"] for c in self._found]
        columns["dispute"] = [c["dispute"] or None for c in self._found]
        return frames.new(columns, library)

    def __len__(self) -> int:
        return len(self._found)

    def __str__(self) -> str:
        head = f"{self._rules.set.id} ({self._rules.set.decision}), {self._rules.on}"
        return "\n".join([head, *(f"  {c['text']}" for c in self._found)])

    __repr__ = __str__


def legal_difference(
    criteria: str | _core.CriteriaSet,
    overlays: Sequence[_core.Overlay],
    *,
    on: Any,
    known_on: Any = None,
    registry: _core.Registry | None = None,
    references: Sequence[str | _core.CriteriaSet] = (),
    outside_period: bool = False,
    language: str = "vi",
) -> LegalDifference:
    """List what overlays change of a set on a day: every cell, with both figures and both texts.

    Parameters
    ----------
    criteria
        Id of a set of the catalog, as ``"vn-commune-2016"``, or a set.
    overlays
        Instruments of provinces and ministries, and copies of texts.
    on, known_on
        The day, as in ``assess``; only what was recorded by ``known_on``.
    registry
        Says which places lie in each other. Without it a place lies in the seat of the body that
        speaks for it, and in no other one.
    references, outside_period
        As in ``assess``. Which thresholds may judge is not asked here; each row has its status.
    language
        ``"vi"`` or ``"en"``, of reasons and of the printed text.

    Raises
    ------
    InvalidCriteria
        If an overlay may not stand: all problems at once.
    InvalidData
        If the set is not in force on the day.
    """
    rules = _core.compile(
        criteria_set(criteria),
        frames.day(on),
        overlays=list(overlays),
        references=[criteria_set(r) for r in references],
        outside_period=outside_period,
        known_on=frames.day(known_on, "known_on") if known_on is not None else None,
    )
    return LegalDifference(rules, _core.legal_difference(rules, registry, language_of(language)))
