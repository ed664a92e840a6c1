"""A result keeps what was judged: whatever is done to the caller's table afterwards, every answer
is what it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import tieuchi as tc

SET = "vn-commune-2016"
UNITS = ["a", "b", "c", "d"]
REGISTRY = tc.registry(
    pd.DataFrame(
        {"unit": UNITS, "region": "MNPB", "district": ["d1", "d1", "d2", "d2"], "province": "p"}
    ),
    dimensions=["region"],
)
INSURED, WATER = "health.insurance_share", "water.hygienic_share"
VALUES = {INSURED: [90.0, 40.0, np.nan, 85.0], WATER: [99.0, 97.0, 20.0, np.nan]}
BELOW = 1.0  # what is written afterwards fails everywhere


def _float64() -> pd.DataFrame:
    return pd.DataFrame({"unit": UNITS, **VALUES})


def _nullable() -> pd.DataFrame:
    return _float64().astype({INSURED: "Float64", WATER: "Float64"})


def _whole() -> pd.DataFrame:
    return pd.DataFrame({"unit": UNITS, INSURED: [90, 40, 70, 85], WATER: [99, 97, 20, 30]})


def _arrow_backed() -> pd.DataFrame:
    return _float64().convert_dtypes(dtype_backend="pyarrow")


def _one_block() -> pd.DataFrame:
    frame = pd.DataFrame(np.array([VALUES[INSURED], VALUES[WATER]]).T, columns=[INSURED, WATER])
    frame.index = pd.Index(UNITS, name="unit")
    return frame


def _long() -> pd.DataFrame:
    return _float64().melt("unit", var_name="measure", value_name="value").dropna()


PANDAS: dict[str, Callable[[], pd.DataFrame]] = {
    "float64": _float64,
    "nullable": _nullable,
    "whole numbers": _whole,
    "on arrow": _arrow_backed,
    "one block": _one_block,
    "long": _long,
}


def _columns(frame: pd.DataFrame) -> list[str]:
    return [c for c in frame.columns if c in (INSURED, WATER, "value")]


def _loc(frame: pd.DataFrame) -> None:
    for name in _columns(frame):
        frame.loc[frame.index[0], name] = BELOW


def _iloc(frame: pd.DataFrame) -> None:
    for name in _columns(frame):
        frame.iloc[:, frame.columns.get_loc(name)] = BELOW


def _at(frame: pd.DataFrame) -> None:
    for name in _columns(frame):
        for label in frame.index:
            frame.at[label, name] = BELOW


def _assigned(frame: pd.DataFrame) -> None:
    for name in _columns(frame):
        frame[name] = BELOW


def _masked(frame: pd.DataFrame) -> None:
    for name in _columns(frame):
        frame.loc[frame[name] > 0, name] = BELOW


def _arithmetic(frame: pd.DataFrame) -> None:
    for name in _columns(frame):
        frame[name] -= frame[name]


def _filled(frame: pd.DataFrame) -> None:
    frame.fillna(dict.fromkeys(_columns(frame), 100), inplace=True)


def _dropped(frame: pd.DataFrame) -> None:
    for name in _columns(frame):
        del frame[name]


WRITES = [_loc, _iloc, _at, _assigned, _masked, _arithmetic, _filled, _dropped]


def _text(frame: Any) -> str:
    for name, how in (("to_pydict", {}), ("to_dict", {"as_series": False})):
        if hasattr(frame, name) and not isinstance(frame, pd.DataFrame):
            return str(getattr(frame, name)(**how))
    return str(frame.to_dict("list"))


def _answers(result: Any) -> list[str]:
    """Everything a result says, as text."""
    said = [
        _text(frame)
        for frame in (
            result.to_frame(),
            result.indicators(),
            result.gaps(),
            result.conflicts(),
            result.roll_up("district", na_count="drop").to_frame(),
        )
    ]
    for unit in UNITS:
        said += [str(result.explain(unit, number)) for number in ("15.1", "17.1")]
    return said


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("kind", PANDAS)
def test_a_frame_of_pandas_may_be_written_to_after_it_was_judged(
    kind: str, write: Callable[[pd.DataFrame], None]
) -> None:
    frame = PANDAS[kind]()
    result = tc.assess(SET, frame, registry=REGISTRY, on="2019-12-31")
    before, judged = _answers(result), frame.copy()
    write(frame)
    assert write is _filled or not frame.equals(judged)  # not every table has something to fill
    assert _answers(result) == before
    assert _answers(tc.assess(SET, judged, registry=REGISTRY, on="2019-12-31")) == before


def test_a_table_of_arrays_may_be_written_to_after_it_was_judged() -> None:
    arrays = {"unit": UNITS, **{k: np.array(v) for k, v in VALUES.items()}}
    result = tc.assess(SET, arrays, registry=REGISTRY, on="2019-12-31")
    before = _answers(result)
    for name in VALUES:
        arrays[name][:] = BELOW
    assert _answers(result) == before


@pytest.mark.parametrize("library", [pl.DataFrame, pa.table])
def test_frames_that_never_change_are_judged_by_reference(library: Any) -> None:
    frame = library({"unit": UNITS, **VALUES})
    result = tc.assess(SET, frame, registry=REGISTRY, on="2019-12-31")
    before = _answers(result)
    del frame
    assert _answers(result) == before


def test_declared_verdicts_and_numbers_may_be_written_to_after_they_were_judged() -> None:
    declared = pd.DataFrame({"unit": UNITS, "criterion": "1", "verdict": "met"})
    counts = pd.DataFrame({"unit": UNITS, "least": 3, "most": 12})
    result = tc.assess(
        SET, _float64(), declared=declared, counts=counts, registry=REGISTRY, on="2019-12-31"
    )
    before = _answers(result)
    declared["verdict"] = "not_met"
    counts[["least", "most"]] = 19
    assert _answers(result) == before


def test_a_copy_of_a_result_keeps_what_was_judged() -> None:
    import copy
    import pickle

    frame = _float64()
    result = tc.assess(SET, frame, registry=REGISTRY, on="2019-12-31")
    before = _answers(result)
    copies = [copy.copy(result), copy.deepcopy(result), pickle.loads(pickle.dumps(result))]
    del result
    _iloc(frame)
    for one in copies:
        assert _answers(one) == before
