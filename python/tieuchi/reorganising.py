"""Units that merge and split: ``reorganisation``, ``carry``, ``re_review``, ``merge``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from tieuchi import _core, frames
from tieuchi._core import (
    Better,
    Carry,
    CarryRules,
    Language,
    ProblemCode,
    Reorganisation,
    better_of,
)
from tieuchi.judging import Result, language_of

if TYPE_CHECKING:
    from tieuchi._core import History

Rule = Literal["all_parents", "any_parent", "reassess"]


def reorganisation(
    links: Any,
    *,
    remainder_not_published: Iterable[str] = (),
    registry: _core.Registry | None = None,
    file: str = "links",
) -> Reorganisation:
    """A graph of old unit, new unit, date and share, from a frame of links.

    Parameters
    ----------
    links
        A frame with ``from``, ``to`` and ``on``, and if there ``share`` (of the old unit, above 0
        to 1) and ``instrument``. An empty ``to`` with a share: that part left the programme, as
        communes absorbed by a town do; an empty ``from``: the parents of a new unit are not
        published. A unit that goes on under its code is not listed.
    remainder_not_published
        Dissolved units of which only some parts, or none, are known: their shares need not sum to
        one.
    registry
        Every unit must exist in it on its date.

    Raises
    ------
    InvalidData
        With every problem: shares that do not sum to one, a merger into a unit that does not exist
        yet …
    """
    frame = frames.Frame(links, file)
    frames.raise_all(
        [
            {
                "what": ProblemCode.unknown_column,
                "file": file,
                "found": ", ".join(frame.names),
                "expected": n,
            }
            for n in ("from", "to", "on")
            if n not in frame.names
        ]
    )
    n, problems, rows = len(frame), list[dict[str, Any]](), list[tuple[Any, ...]]()
    shares = frame.objects("share") if "share" in frame.names else [None] * n
    instruments = frame.text("instrument") if "instrument" in frame.names else [""] * n
    for row, (old, new, day, share, instrument) in enumerate(
        zip(
            frame.text("from"),
            frame.text("to"),
            frame.objects("on"),
            shares,
            instruments,
            strict=True,
        ),
        start=1,
    ):
        problem = {"file": file, "row": row, "code": f"{old} → {new or 'nothing'}"}
        when, part = None, None
        try:
            when = frames.day(day, "on")
        except (TypeError, ValueError):
            problems.append(
                {
                    **problem,
                    "what": ProblemCode.ambiguous_date,
                    "column": "on",
                    "found": str(day),
                    "expected": "a day, yyyy-mm-dd",
                }
            )
        if not (share is None or str(share).strip() == ""):
            try:
                part = float(share)
            except (TypeError, ValueError):
                problems.append(
                    {
                        **problem,
                        "what": ProblemCode.not_a_number,
                        "column": "share",
                        "found": str(share),
                        "expected": "above 0, 1 at most",
                    }
                )
        rows.append((old, new, when, part, instrument))
    frames.raise_all(problems)
    return Reorganisation(rows, [str(u) for u in remainder_not_published], registry)  # type: ignore[arg-type]


#: The worst of a measure, said by the caller: the smallest is, where more is better.
_WORST = {"smallest": Better.more, "largest": Better.less}
#: What the measure that weighs means is called within a panel.
_WEIGHT = "weight"


def _rules(result: Result, overrides: Mapping[str, str]) -> CarryRules:
    made = CarryRules.by_kind(result.criteria, _WEIGHT)
    known = {m.code for m in result.criteria.measures}
    words = [*Carry.__members__, *_WORST]
    for measure, how in overrides.items():
        if how not in words:
            raise ValueError(f"rules: {measure} has {how!r}, not one of {', '.join(words)}")
        if measure not in known:
            raise ValueError(f"rules: {measure} is no measure of {result.criteria.id}")
        better = _WORST[how] if how in _WORST else better_of(result.criteria, measure)
        if how == "worst" and better is None:
            raise ValueError(
                f"rules: {result.criteria.id} does not say which way of {measure} is better:"
                " 'smallest' or 'largest' says which is the worst"
            )
        made.set(measure, Carry.worst if how in _WORST else Carry[how], _WEIGHT, better)
    return made


def carry(
    result: Result,
    by: Reorganisation,
    *,
    on: Any,
    weights: Mapping[str, float] | None = None,
    rules: Mapping[str, str] | None = None,
) -> frames.Table:
    """What was measured of old units, carried to the units that came of them: a table for
    ``assess``.

    Parameters
    ----------
    result
        The judgement of the old units; its registry must know the new ones too.
    on
        The date of the new units.
    weights
        Old unit → its people or households, by which means are weighted.
    rules
        Measure → ``"sum"``, ``"weighted_mean"``, ``"all_parents"``, ``"any_parent"``, ``"worst"``
        or ``"reassess"``. By default counts are summed, what is attained must be so in all parents,
        everything else is a weighted mean. The worst is the least where the requirements of the set
        want more of the measure, the largest where they want less; where they say neither,
        ``"smallest"`` or ``"largest"`` says which it is.

    Raises
    ------
    InvalidData
        If a mean is to be weighted and there are no weights.
    ValueError
        For an unknown rule or measure, and for the worst of a measure whose better way the set does
        not say.
    """
    descent = by.descent(result.units, result.on, frames.day(on))
    columns = list(result._table.columns)
    if weights is not None:
        values = np.array([weights.get(u, np.nan) for u in result.units], dtype=float)
        columns += [
            _core.Column(_WEIGHT, day, values)
            for day in dict.fromkeys(c.reference for c in columns)
        ]
    panel = _core.Panel(columns, result._table.units)
    units, carried, notes = _core.carry(
        panel, result._registry, descent, _rules(result, rules or {})
    )
    changed = sum(not descent.unchanged(i) for i in range(len(descent.after)))
    notes = [
        *notes,
        (
            f"{len(descent.before)} units became {len(descent.after)}: {changed} of them new or"
            " changed, carried by declared rules"
        ),
    ]
    return frames.Table(
        np.asarray(units),
        [c for c in carried if c.measure != _WEIGHT],
        notes,
        result._table.library,
    )


def re_review(
    result: Result,
    by: Reorganisation,
    *,
    on: Any,
    rules: Mapping[str, str] | None = None,
    language: str | Language = "vi",
    library: str | None = None,
) -> Any:
    """The criteria of merged units that must be judged anew, and why.

    Returns
    -------
    frame
        ``unit``, ``name``, ``criterion``, ``why`` and ``parents`` (each with what it was judged).
    """
    lang, day = language_of(language), frames.day(on)
    descent = by.descent(result.units, result.on, day)
    rows = _core.re_review(
        result._assessment, result._registry, descent, _rules(result, rules or {})
    )
    name = result.registry.name
    return frames.new(
        {
            "unit": [u for u, _, _, _ in rows],
            "name": [name(u, day) if u in result.registry else u for u, _, _, _ in rows],
            "criterion": [c for _, c, _, _ in rows],
            "why": [w.in_(lang) for _, _, w, _ in rows],
            "parents": [
                "; ".join(f"{name(p, result.on)}: {_core.word(v, lang)}" for p, v in parents)
                for _, _, _, parents in rows
            ],
        },
        library or result._table.library,
    )


class MergedHistory:
    """Verdicts of several years whose population changes: old units are learnt from, new ones are
    counted.

    ``rule`` says which criteria a merged unit holds where its parents differ; print it with every
    number.
    """

    def __init__(self, core: _core.MergedHistory, rule: str) -> None:
        self._core, self.rule = core, rule

    @property
    def history(self) -> History:
        """Old and merged units together."""
        return self._core.history

    @property
    def units(self) -> list[str]:
        """Units that exist later."""
        return [u for u, p in zip(self.history.units, self._population, strict=True) if p]

    @property
    def _population(self) -> np.ndarray:
        return self._core.population

    def __repr__(self) -> str:
        return f"<MergedHistory: {len(self.units)} units, merged ones hold what {self.rule} says>"


def merge(data: Any, by: Reorganisation, *, on: Any, rule: Rule = "all_parents") -> MergedHistory:
    """A history carried through a reorganisation, for ``project``: effects of merged units are
    integrated, never a parent's.

    Parameters
    ----------
    data
        A history, or anything that ``history`` reads.
    on
        The date of the new units.
    rule
        Which criteria a merged unit holds: those of ``"all_parents"`` (the worst), of
        ``"any_parent"`` (the best), or, where parents differ, ``"reassess"``: drawn from how many
        units meet the criterion.

    Examples
    --------
    ``tc.project(tc.merge(past, graph, on="2020-12-31", rule="all_parents"), until=2020)``
    """
    from tieuchi.projecting import history

    if rule not in ("all_parents", "any_parent", "reassess"):
        raise ValueError(f"rule must be 'all_parents', 'any_parent' or 'reassess', not {rule!r}")
    past = history(data)
    descent = by.descent(past.units, frames.day(past.years[-1]), frames.day(on))
    return MergedHistory(_core.merge_history(past, descent, rule), rule)


def carried_tiers(
    by: Reorganisation, tiers: Mapping[str, int], *, since: Any, on: Any
) -> dict[str, int]:
    """The tier (a rank of a ladder, 0: none) that each later unit begins with: the lowest of its
    parents, to be re-reviewed.
    """
    units: Sequence[str] = list(tiers)
    descent = by.descent(units, frames.day(since), frames.day(on))
    return dict(zip(descent.after, _core.carried_tiers(descent, list(tiers.values())), strict=True))
