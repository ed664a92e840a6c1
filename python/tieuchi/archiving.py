"""Archives: files that every later version of the library reads."""

from __future__ import annotations

import base64
import datetime
import json
import operator
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from tieuchi import _core, frames, judging, output
from tieuchi.errors import ArchiveError
from tieuchi.planning import NEEDED, WorkPlan, work_list
from tieuchi.projecting import Model, Outlook

#: Values that are one archive; `save` and `load` also hold results, outlooks, plans and panels.
_WHOLE: dict[str, Any] = {
    "criteria_set": _core.CriteriaSet,
    "overlay": _core.Overlay,
    "registry": _core.Registry,
    "programme": _core.Programme,
    "history": _core.History,
    "model": Model,
    "works": _core.WorkList,
}
_KNOWN = (
    "CriteriaSet, Overlay, Registry, Programme, History, Model, Result, Outlook, WorkPlan, a list"
    " or a frame of works, a panel as carry and read_workbook return it"
)


def save(thing: Any, path: str | os.PathLike[str], force: bool = False) -> Path:
    """Save a value to a file that every later version reads.

    The file is replaced whole or not at all, and holds no code: unlike a pickle it is safe to load
    from strangers. What has no archive (comparisons, programme tables, road maps, backtests, merged
    histories) is made again from what has one, or pickled.

    Parameters
    ----------
    thing
        A criteria set, overlay, registry, programme, history or model; a result (with its registry,
        columns and declared verdicts), an outlook (with its model), a plan (with its works, and the
        result or outlook it was made from); works as ``works`` lists them, of which the columns
        that ``prioritise`` reads are kept; a panel, as ``carry`` and ``workbook.read_workbook``
        return it.
    path
        The file; ``.tieuchi`` is the usual suffix.
    force
        Replace a file that exists.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    TypeError
        If there is no archive of such a thing.
    FileExistsError
        If the file exists, unless `force`.

    Examples
    --------
    >>> import tempfile, tieuchi as tc
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = tc.save(tc.catalog.criteria_set("vn-commune-2016"), f"{folder}/set.tieuchi")
    ...     tc.load(file).id
    'vn-commune-2016'
    """
    bytes_ = _bytes(thing)
    with output.whole_file(path, force) as part:
        part.write_bytes(bytes_)
    return Path(path)


def load(
    path: str | os.PathLike[str],
    *,
    registry: _core.Registry | None = None,
    works: Any = None,
) -> Any:
    """Load what `save`, or C++ and C programs, saved.

    Parameters
    ----------
    path
        The file.
    registry
        Units of a panel or an assessment that a C++ or C program saved: its archive knows them by
        position.
    works
        Works of a plan that a C++ program saved, for the same reason: as for ``prioritise``, in the
        same order.

    Returns
    -------
    object
        The value saved, equal to the last bit. Works come as a list that ``prioritise`` takes. A
        result's frames come in the library that is loaded; the index of a pandas frame is not kept.
        An assessment of C++ has verdicts, counts and roll-ups, but no columns to explain them; an
        outlook of C++ has no model, and so no probabilities without yearly shocks.

    Raises
    ------
    ArchiveError
        If the file is damaged, holds something else, or was written in a newer format.
    TypeError
        If `registry` or `works` is needed and not given.
    """
    file = str(path)
    bytes_ = Path(path).read_bytes()
    kind = _core.archive_kind(bytes_, file)
    if kind in _WHOLE:
        return (
            Model(_core.Model.from_archive(bytes_, file))
            if kind == "model"
            else _WHOLE[kind].from_archive(bytes_, file)
        )
    if kind == "bundle":
        return _unbundled(bytes_, file)
    if kind == "outlook":
        return Outlook(_core.Outlook.from_archive(bytes_, file))
    if kind == "work_plan":
        if works is None:
            raise TypeError(f"{file} holds a plan, whose works are known by position: give works=")
        return _plan(work_list(works), bytes_, file)
    if registry is None:
        raise TypeError(f"{file} holds a {kind}, whose units are known by position: give registry=")
    if kind == "panel":
        return _panel(bytes_, registry, file)
    assessment = _core.Assessment.from_archive(bytes_, file)
    return _result(assessment, registry, frames.Table(assessment.units()), [], [], file)


def _bytes(thing: Any) -> bytes:
    if isinstance(thing, Model):
        return thing._core.to_archive()
    if isinstance(thing, tuple(_WHOLE.values())):
        whole: Any = thing
        return bytes(whole.to_archive())
    if isinstance(thing, judging.Result):
        return _core.bundle_archive("result", _parts_of_result(thing))
    if isinstance(thing, Outlook):
        parts = [("outlook", thing._core.to_archive())]
        if thing._fitted is not None:
            parts += [
                ("model", thing._fitted._core.to_archive()),
                ("options", _json(thing._recipe)),
            ]
        return _core.bundle_archive("outlook", parts)
    if isinstance(thing, WorkPlan):
        return _core.bundle_archive("plan", _parts_of_plan(thing))
    if isinstance(thing, frames.Table):
        return _core.panel_archive(thing.columns, thing.units, thing.notes)
    listed = _works(thing)
    if listed is None:
        raise TypeError(f"no archive holds a {type(thing).__name__}; archives hold: {_KNOWN}")
    return listed.to_archive()


def _damaged(file: str, found: str, expected: str) -> NoReturn:
    _core.raise_damaged(file, found, expected)
    raise AssertionError


def _works(thing: Any) -> _core.WorkList | None:
    """Works of a frame that has their columns; None for anything else."""
    try:
        names = set(thing) if isinstance(thing, Mapping) else set(frames.Frame(thing).names)
    except TypeError:
        return None
    return work_list(thing) if set(NEEDED) <= names else None


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=_plain).encode()


def _plain(value: Any) -> Any:
    """What JSON does not know, as what it knows."""
    if isinstance(value, _core.Metric):
        return value.name
    if isinstance(value, np.floating):
        return float(value)
    return operator.index(value)


def _parts_of_result(result: judging.Result) -> list[tuple[str, bytes]]:
    table = result._table
    declared = [
        [c, on.isoformat(), _text(bytes_), evidence.name, source, _iso(recorded)]
        for _, c, on, bytes_, evidence, source, recorded in result._verdicts
    ]
    counts = [
        [
            on.isoformat(),
            *(_text(n.astype("<u2")) for n in ends),
            evidence.name,
            source,
            _iso(known),
        ]
        for _, on, *ends, evidence, source, known in result._totals
    ]
    return [
        ("assessment", result._assessment.to_archive()),
        ("registry", result.registry.to_archive()),
        ("panel", _core.panel_archive(table.columns, table.units, table.notes)),
        ("declared", _json({"verdicts": declared, "counts": counts})),
    ]


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _parts_of_plan(plan: WorkPlan) -> list[tuple[str, bytes]]:
    found = plan._found
    keys = (
        "chosen",
        "cost",
        "value",
        "bound",
        "criteria",
        "recognised",
        "recognised_before",
        "proved",
        "seconds",
    )
    parts = [
        ("works", plan._works.to_archive()),
        ("work_plan", _core.plan_archive(**{k: found[k] for k in keys})),
        (
            "options",
            _json(
                {
                    "asked": plan.asked,
                    "found": {k: v for k, v in found.items() if k not in (*keys, "gap")},
                }
            ),
        ),
    ]
    return parts if plan._source is None else [*parts, ("source", _bytes(plan._source))]


def _text(bytes_: np.ndarray) -> str:
    return base64.b64encode(bytes_.tobytes()).decode()


def _array(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text, validate=True), np.uint8)


def _numbers(text: str, units: int) -> np.ndarray:
    """Numbers of two bytes, low byte first; files of earlier builds have one byte a unit."""
    bytes_ = _array(text)
    return bytes_.astype(np.uint16) if len(bytes_) == units else bytes_.view("<u2")


def _unbundled(
    bytes_: bytes, file: str, allowed: tuple[str, ...] = ("result", "outlook", "plan")
) -> Any:
    holds, parts = _core.bundle_of_archive(bytes_, file)
    if holds not in allowed:
        _damaged(file, holds, " or ".join(allowed))
    try:
        if holds == "result":
            return _result_of(parts, file)
        if holds == "outlook":
            core = _core.Outlook.from_archive(parts["outlook"], file)
            if "model" not in parts:
                return Outlook(core)
            recipe = json.loads(parts["options"])
            recipe["registered"] = recipe["registered"] and {
                int(y): u for y, u in recipe["registered"].items()
            }
            recipe["works"] = [tuple(w) for w in recipe["works"]]
            recipe["evidence"] = [
                (tuple(m) if isinstance(m, list) else m, *rest) for m, *rest in recipe["evidence"]
            ]
            return Outlook(core, recipe, Model(_core.Model.from_archive(parts["model"], file)))
        works = _core.WorkList.from_archive(parts["works"], file)
        plan = _plan(works, parts["work_plan"], file)
        options = json.loads(parts["options"])
        plan.asked = {k: tuple(v) if k == "years" else v for k, v in options["asked"].items()}
        plan._found |= {
            k: tuple(v) if isinstance(v, list) else v for k, v in options["found"].items()
        }
        plan._source = (
            _unbundled(parts["source"], file, ("result", "outlook")) if "source" in parts else None
        )
        return plan
    except ArchiveError:
        raise
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        _damaged(file, f"{type(error).__name__}: {error}", f"the parts of a {holds}")


def _panel(bytes_: bytes, registry: _core.Registry, file: str) -> frames.Table:
    units, columns, notes = _core.panel_of_archive(bytes_, file)
    if len(units) and int(units.max()) >= len(registry):
        _damaged(file, f"unit {int(units.max())}", f"units of a registry of {len(registry)}")
    return frames.Table(units, columns, notes)


def _result_of(parts: Mapping[str, bytes], file: str) -> judging.Result:
    registry = _core.Registry.from_archive(parts["registry"], file)
    table = _panel(parts["panel"], registry, file)
    assessment = _core.Assessment.from_archive(parts["assessment"], file)
    declared, set_id = json.loads(parts["declared"]), assessment.rules.set.id
    n = len(table.units)
    day, evidence = datetime.date.fromisoformat, _core.Evidence

    # Files of earlier builds say no day of recording.
    def recorded(days: list[str | None]) -> datetime.date | None:
        return day(days[0]) if days and days[0] is not None else None

    verdicts = [
        (set_id, c, day(on), _array(v), evidence[e], source, recorded(rest))
        for c, on, v, e, source, *rest in declared["verdicts"]
    ]
    totals = [
        (set_id, day(on), _numbers(a, n), _numbers(b, n), evidence[e], source, recorded(rest))
        for on, a, b, e, source, *rest in declared["counts"]
    ]
    return _result(assessment, registry, table, verdicts, totals, file)


def _result(
    assessment: _core.Assessment,
    registry: _core.Registry,
    table: frames.Table,
    verdicts: list[Any],
    totals: list[Any],
    file: str,
) -> judging.Result:
    units = assessment.units()
    if len(units) and int(units.max()) >= len(registry):
        _damaged(file, f"unit {int(units.max())}", f"units of a registry of {len(registry)}")
    if not np.array_equal(units, table.units):
        _damaged(file, "a panel of other units", "the units that were judged")
    return judging.restored(assessment, registry, table, verdicts, totals)


def _plan(works: _core.WorkList, bytes_: bytes, file: str) -> WorkPlan:
    found = _core.plan_of_archive(bytes_, file)
    if any(work >= len(works) for work, _ in found["chosen"]):
        _damaged(
            file,
            f"work {max(work for work, _ in found['chosen'])}",
            f"works of a list of {len(works)}",
        )
    return WorkPlan(works, found, None, {})
