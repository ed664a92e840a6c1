"""Judging frames: the law's known cases, and the result's views."""

from __future__ import annotations

import copy
import gc
import pickle
import subprocess
import sys
import textwrap

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import judge

import tieuchi as tc

WATER = {
    "unit": ["a", "b", "c", "d"],
    "region": ["MNPB"] * 4,
    "water.hygienic_share": [90, 90, 89, 95],
    "water.clean_share": [50.0, 49.9, None, None],
}


def test_the_water_indicator_of_the_mountain_column() -> None:
    r = tc.assess("vn-commune-2016", pd.DataFrame(WATER), on=2020)
    found = {u: r.explain(u, "17.1").verdict for u in "abcd"}
    assert found == {
        "a": tc.Verdict.met,
        "b": tc.Verdict.not_met,
        "c": tc.Verdict.not_met,
        "d": tc.Verdict.unknown,
    }
    assert r.explain("b", "17.1").values[1]["gap"] == pytest.approx(0.1, abs=1e-12)
    assert "35 of 49 not usable in MNPB on 2020-12-31" in r.stamp()


@pytest.mark.parametrize(
    "make", [pd.DataFrame, pl.DataFrame, pa.table], ids=["pandas", "polars", "arrow"]
)
def test_every_frame_library_comes_in_and_goes_out(make) -> None:
    r = tc.assess("vn-commune-2016", make(WATER), on=2020)
    for frame in (
        r.to_frame(),
        r.to_frame("long"),
        r.gaps(),
        r.coverage(),
        r.blockers(),
        r.recognise(),
        r.indicators(),
        r.roll_up(na_count="drop").to_frame(),
        r.bands(na_count="drop"),
        r.conflicts(),
    ):
        assert type(frame) is type(make(WATER))
    assert r.hash() == tc.assess("vn-commune-2016", pd.DataFrame(WATER), on=2020).hash()


def test_long_and_wide_are_the_same_facts(province, result) -> None:
    long = province.data.melt(
        id_vars=["unit", "name"], var_name="measure", value_name="value"
    ).drop(columns="name")
    shuffled = long.sample(frac=1, random_state=3)
    assert judge(province, shuffled).hash() == result.hash()
    assert judge(province, pl.from_pandas(shuffled)).hash() == result.hash()


def test_two_values_of_one_day_in_a_long_table_are_a_conflict() -> None:
    long = pd.DataFrame(
        {"unit": ["a", "a"], "measure": ["income.per_capita"] * 2, "value": [30.0, 40.0]}
    )
    registry = tc.Registry([tc.Unit("a", strata=[("region", "MNPB")])])
    r = tc.assess(
        "vn-commune-2016", long, on=2020, registry=registry, provenance="allow_unverified"
    )
    assert r.explain("a", "10").reason is tc.Reason.conflict
    assert r.conflicts().subject.tolist() == ["income.per_capita"]


def test_columns_are_found_by_number_and_by_name(province, result, table) -> None:
    rules = tc.catalog.criteria_set(province.set_id)
    one = next(i for i in rules.indicators if i.number == "10")
    income = next(m for m in rules.measures if m.code == one.measures[0])
    assert judge(province, table.rename(columns={income.code: "10"})).hash() == result.hash()
    assert (
        judge(province, table.rename(columns={income.code: income.name.vi})).hash() == result.hash()
    )
    assert (
        judge(
            province,
            table.rename(columns={income.code: "thu nhap"}),
            columns={"thu nhap": income.code},
        ).hash()
        == result.hash()
    )


def test_nullable_columns_and_masks(province, result, table) -> None:
    nullable = table.convert_dtypes()
    assert str(nullable["poverty.multidimensional_rate"].dtype) == "Float64"
    assert judge(province, nullable).hash() == result.hash()
    arrow = pa.Table.from_pandas(table)
    assert judge(province, arrow).hash() == result.hash()
    assert judge(province, arrow.slice(3, 40)).hash() == judge(province, table.iloc[3:43]).hash()
    assert (
        judge(province, pa.concat_tables([arrow.slice(0, 11), arrow.slice(11)])).hash()
        == result.hash()
    )


def test_a_pandas_index_is_kept_and_may_hold_the_codes(province, result, table) -> None:
    indexed = table.set_index("unit")
    r = judge(province, indexed)
    assert r.hash() == result.hash()
    assert r.to_frame().index.equals(indexed.index)


def test_a_verdict_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="no truth value"):
        bool(tc.Verdict.met)


def test_threads_and_order_change_nothing(province, result, table) -> None:
    assert judge(province, table, threads=7).hash() == result.hash()
    assert judge(province, table.sample(frac=1, random_state=1)).hash() == result.hash()


def test_pickle_and_copy(result) -> None:
    again = pickle.loads(pickle.dumps(result))
    assert again == result
    assert again.cells().tobytes() == result.cells().tobytes()
    assert copy.copy(result) == result == copy.deepcopy(result)
    for thing in (tc.catalog.criteria_set("vn-commune-2016"), result.registry):
        assert pickle.loads(pickle.dumps(thing)).to_json() == thing.to_json()


def test_counts_means_and_bands_agree(result) -> None:
    up = result.roll_up("district", na_count="deem_met")
    means, frame = up.means(), up.to_frame()
    assert means.units.sum() == len(result) == up.total["units"]
    assert (means.mean_least <= means.mean_most).all()
    five = frame[["met", "not_met", "unknown", "not_applicable", "error"]].sum(axis=1)
    assert set(five.groupby(frame.group).unique().explode()) == set(means.units)
    bands = up.bands().groupby("group")
    assert (bands.units_least.sum() <= means.set_index("group").units).all()
    assert (bands.units_most.sum() >= means.set_index("group").units).all()
    with pytest.raises(TypeError):
        result.roll_up("district")
    with pytest.raises(ValueError, match="na_count must be"):
        result.roll_up("district", na_count="ignore")


def test_cohorts_select(result) -> None:
    border = result.roll_up("province", na_count="drop", cohort="border").total["units"]
    assert border == len(result.registry.members(tc.Level.commune, result.on, cohort="border")) == 7


def test_gaps_are_what_explanations_say(result) -> None:
    gaps = result.gaps()
    for row in gaps.sample(25, random_state=0).itertuples():
        found = result.explain(row.unit, row.indicator)
        assert found.verdict is tc.Verdict.not_met
        assert row.gap == pytest.approx(next(v["gap"] for v in found.values if v["gap"]), abs=1e-9)


def test_least_change_reaches_the_set(province, table, result) -> None:
    unit = result.to_frame().sort_values("met_least").unit.iloc[-1]
    measures = {i.number: i.measures for i in result.criteria.indicators}
    good = {
        m.code: 0.0
        if ("poverty" in m.code or "stunting" in m.code or m.kind.name == "count")
        else 1.0
        if m.kind.name == "attained"
        else 100.0
        for m in result.criteria.measures
    }
    for number in result.least_change(unit).indicator:
        for code in measures[number]:
            table.loc[table.unit == unit, code] = good[code]
    assert judge(province, table).least_change(unit).empty


def test_explanations_speak_both_languages(result) -> None:
    unit = result.units[0]
    assert "bộ tiêu chí" in str(result.explain(unit, "17.1", "vi"))
    assert "source of the threshold" in str(result.explain(unit, "17.1", "en"))
    with pytest.raises(ValueError, match="language must be"):
        result.explain(unit, "17.1", "fr")


def test_an_explanation_outlives_its_result(province, table) -> None:
    result = judge(province, table)
    unit = result.units[0]
    explained, text = result.explain(unit, "17.1"), str(result.explain(unit, "17.1"))
    del result
    gc.collect()
    others = [judge(province, table) for _ in range(3)]
    assert str(explained) == text
    assert len(others) == 3


def test_declared_verdicts_of_hung_son() -> None:
    rows = tc.datasets.load("commune_criterion_verdicts", "pandas")
    rows = rows[rows.commune == "Hùng Sơn"]
    declared = pd.DataFrame({"unit": "hs", "criterion": rows.criterion_no, "verdict": rows.met})
    registry = tc.Registry([tc.Unit("hs", strata=[("region", "MNPB")])])
    r = tc.assess("vn-commune-2016", declared=declared, registry=registry, on="2019-08-28")
    assert r.count_text("hs") == "10 of 19"


def test_a_declared_count_below_the_whole_is_not_the_whole() -> None:
    registry = tc.Registry([tc.Unit("a", strata=[("region", "BTB")])])
    r = tc.assess(
        "vn-commune-2013",
        counts=pd.DataFrame({"unit": ["a"], "least": [14]}),
        registry=registry,
        on=2013,
    )
    assert r._assessment.met()[0].tolist() == [14] == r._assessment.met()[1].tolist()
    assert r._assessment.whole()[0] & 7 == 2  # not met


def test_wrong_types_name_the_argument(province) -> None:
    for wrong, name in (
        ({"criteria": 5}, "criteria"),
        ({"data": 5}, "data"),
        ({"on": 1.5}, "on"),
        ({"registry": "x"}, "registry"),
    ):
        arguments = {
            "criteria": province.set_id,
            "data": province.data,
            "on": 2020,
            "registry": province.registry,
        } | wrong
        with pytest.raises(TypeError, match=f"^{name}"):
            tc.assess(**arguments)


def test_an_interrupt_ends_a_long_judgement_at_once() -> None:
    program = textwrap.dedent("""
        import datetime, os, signal, threading, time, numpy as np, tieuchi as tc
        from tieuchi import _core
        rules = tc.catalog.criteria_set("vn-commune-2016")
        registry = tc.Registry([tc.Unit("a", strata=[("region", "MNPB")])])
        values = np.full(3_000_000, 50.0)
        day = datetime.date(2020, 12, 31)
        columns = [_core.Column(m.code, day, values) for m in rules.measures]
        panel = _core.Panel(columns, np.zeros(len(values), np.uint32))
        compiled = _core.compile(rules, day, provenance=tc.Provenance.allow_unverified)
        sent = []
        def send():
            sent.append(time.time()); os.kill(os.getpid(), signal.SIGINT)
        threading.Timer(0.08, send).start()
        try:
            while True:
                _core.assess(compiled, registry, panel, 1, 0, False)
        except KeyboardInterrupt:
            print(time.time() - sent[0])
    """)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 0.5
