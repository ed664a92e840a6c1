"""Whatever stands in a column, three frame libraries and C++ see the same verdicts."""

from __future__ import annotations

import json

import pandas as pd
import polars as pl
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

import tieuchi as tc

REGISTRY = tc.Registry([tc.Unit(f"u{i}", strata=[("region", "MNPB")]) for i in range(12)])
SHARE = st.one_of(
    st.none(), st.floats(-5, 120, width=32), st.sampled_from([0.0, 79.999, 79.9999999, 80.0, 100.0])
)
MARK = st.one_of(st.none(), st.booleans())
TEXT = st.sampled_from(["", "x", "Đ", "Đạt", "K", "K.Đạt", "Chưa đạt", "không xét", "1", "0"])


def verdicts(data: object) -> list[str]:
    r = tc.assess(
        "vn-commune-2016",
        data,
        on=2020,
        registry=REGISTRY,
        provenance="allow_unverified",
        blank_marks="not_collected",
        as_written=["labour.trained_share"],
    )
    long = r.indicators(library="pandas")
    assert json.loads(r.to_json())["format"] == "tieuchi-assessment"
    return (long.indicator + long.verdict + long.reason).tolist()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(SHARE, MARK, TEXT), min_size=1, max_size=12))
def test_pandas_polars_and_arrow_agree(cells) -> None:
    share, mark, text = (list(c) for c in zip(*cells, strict=True))
    data = {
        "unit": [f"u{i}" for i in range(len(cells))],
        "labour.trained_share": share,
        "planning.master_plan_published": mark,
        "planning.rules_in_use": text,
    }
    pandas = pd.DataFrame(data)
    if all(s is None for s in share):
        pandas["labour.trained_share"] = pandas["labour.trained_share"].astype(float)
    schema = {
        "unit": pl.String,
        "labour.trained_share": pl.Float64,
        "planning.master_plan_published": pl.Boolean,
        "planning.rules_in_use": pl.String,
    }
    polars = pl.DataFrame(data, schema=schema)
    # Texts are read cell by cell, where an impossible share is refused: keep the two apart.
    plain = [c for c in data if c != "planning.rules_in_use"]
    expected = verdicts(polars.select(plain))
    assert verdicts(pandas[plain].astype({"planning.master_plan_published": "boolean"})) == expected
    assert verdicts(polars.select(plain).to_arrow()) == expected
    assert verdicts(polars.select(plain).lazy().collect().to_pandas()) == expected
    texts = polars.select("unit", "planning.rules_in_use")
    assert (
        verdicts(texts)
        == verdicts(texts.to_arrow())
        == verdicts(pandas[["unit", "planning.rules_in_use"]])
    )
    category = pandas[["unit", "planning.rules_in_use"]].astype(
        {"planning.rules_in_use": "category"}
    )
    assert verdicts(category) == verdicts(texts)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=12))
def test_integers_of_any_width_agree(values) -> None:
    units = [f"u{i}" for i in range(len(values))]
    expected = verdicts(
        pl.DataFrame({"unit": units, "labour.trained_share": pl.Series(values, dtype=pl.Float64)})
    )
    for dtype in (pl.Int8, pl.Int64, pl.UInt8, pl.UInt32, pl.Float32):
        assert (
            verdicts(
                pl.DataFrame(
                    {"unit": units, "labour.trained_share": pl.Series(values, dtype=dtype)}
                )
            )
            == expected
        )
    assert (
        verdicts(
            pd.DataFrame({"unit": units, "labour.trained_share": pd.array(values, dtype="Int64")})
        )
        == expected
    )
    assert (
        verdicts(pa.table({"unit": units, "labour.trained_share": pa.array(values, pa.int16())}))
        == expected
    )


def test_columns_of_doubles_are_read_where_they_are() -> None:
    """No copy: what the panel reads is the memory of the frame."""
    import numpy as np

    from tieuchi import frames

    values = np.linspace(0, 100, 12)
    rules = tc.catalog.criteria_set("vn-commune-2016")
    options = {
        "file": "data",
        "reference": frames.day(2020),
        "evidence": tc.Evidence.self_assessed,
        "source": "",
        "unit_column": "unit",
        "columns": {},
        "decimal_mark": "",
        "shares_are_fractions": False,
        "amounts_in_dong": False,
        "skip_total_rows": False,
        "blank_marks": "ask",
    }
    units = [f"u{i}" for i in range(12)]
    polars = pl.DataFrame({"unit": units, "labour.trained_share": values})
    block = pd.DataFrame({"labour.trained_share": values}, copy=False).assign(unit=units)
    for data, memory in (
        (polars, polars["labour.trained_share"].to_numpy(allow_copy=False)),
        (polars.to_arrow(), polars["labour.trained_share"].to_numpy(allow_copy=False)),
        (block, block["labour.trained_share"].to_numpy()),
    ):
        (column,) = frames.read(data, rules, REGISTRY, options).columns
        assert np.shares_memory(column.values, memory)
