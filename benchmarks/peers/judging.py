"""The same judgement in the tools a user would pick instead, side by side in one run.

SYNTHETIC units × 49 indicators, 19 criteria ("all of"), 7 regions with thresholds of their own, 6 %
missing; verdicts of every criterion (met, not met, unknown), criteria met per unit, counts per
province. Answers are compared before anything is timed.

Usage: python benchmarks/peers/judging.py [UNITS] [ROUNDS]   (needs numpy, pandas, polars, pyarrow,
duckdb)
"""

from __future__ import annotations

import datetime
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl

import tieuchi as tc
from tieuchi import _core

N = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 7
REGIONS = ("MNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL")
SIZES = (
    2,
    4,
    2,
    2,
    1,
    2,
    1,
    4,
    2,
    1,
    1,
    1,
    2,
    3,
    3,
    1,
    8,
    6,
    3,
)  # indicators of each criterion, 49 in all
GROUPS = [range(sum(SIZES[:c]), sum(SIZES[: c + 1])) for c in range(19)]
rng = np.random.default_rng(1)
limits = rng.integers(20, 60, (49, 7)).astype(float)


def rules() -> tc.CriteriaSet:
    """A set in the format of the catalog: 49 shares, each "at least" with a threshold per
    region.
    """
    base = json.loads(tc.catalog.criteria_set("vn-commune-2016").to_json())
    base |= {
        "id": "benchmark",
        "strata": {"dimension": "region", "columns": list(REGIONS)},
        "measures": [],
        "criteria": [],
    }
    for c, group in enumerate(GROUPS):
        indicators = []
        for i in group:
            base["measures"].append(
                {
                    "code": f"m{i}",
                    "kind": "share",
                    "name": {"vi": "", "en": f"m{i}"},
                    "unit": {"vi": "%", "en": "%"},
                }
            )
            cells = [
                {
                    "strata": [r],
                    "values": [int(limits[i, k])],
                    "status": "verified",
                    "source": "synthetic",
                }
                for k, r in enumerate(REGIONS)
            ]
            indicators.append(
                {
                    "number": f"{c + 1}.{i}",
                    "name": {"vi": "", "en": f"m{i}"},
                    "unit": {"vi": "%", "en": "%"},
                    "cells": cells,
                    "requirement": {"kind": "bound", "measure": f"m{i}", "comparator": "at_least"},
                }
            )
        base["criteria"].append(
            {
                "number": str(c + 1),
                "name": {"vi": "", "en": str(c + 1)},
                "group": {"vi": "", "en": ""},
                "rule": {"kind": "all_of"},
                "indicators": indicators,
            }
        )
    return tc.CriteriaSet.from_json(json.dumps(base))


region = (np.arange(N) * 7 // N).astype(np.int64)
province = (np.arange(N) * 63 // N).astype(np.int64)
values = np.asfortranarray(np.round(rng.random((N, 49)) * 100, 1))
missing = np.asfortranarray(rng.random((N, 49)) < 0.06)
codes = [f"{i:07}" for i in range(N)]
registry = tc.registry(
    {
        "unit": codes,
        "region": [REGIONS[k] for k in region],
        "province": [f"P{p}" for p in province],
    },
    dimensions=["region"],
)
polars = pl.DataFrame(
    {"unit": codes, "r": region, "p": province}
    | {f"m{i}": pl.Series(values[:, i]).set(pl.Series(missing[:, i]), None) for i in range(49)}
).rechunk()
gappy = np.where(missing, np.nan, values)
pandas = pd.DataFrame(gappy, columns=[f"m{i}" for i in range(49)]).assign(unit=codes)
frames = {
    "polars": polars.drop("r", "p"),
    "arrow": polars.drop("r", "p").to_arrow(),
    "pandas": pandas,
}
set_ = rules()
day = datetime.date(2020, 12, 31)
compiled = _core.compile(set_, day)
units = registry.indices_of(codes).astype(np.uint32)
masks = np.asfortranarray(missing.view(np.uint8))
ready = _core.Panel(
    [_core.Column(f"m{i}", day, values[:, i], masks[:, i]) for i in range(49)], units
)
threads = 2


def counts(verdicts: list[np.ndarray]) -> np.ndarray:
    return np.stack([np.bincount(province * 3 + v, minlength=63 * 3) for v in verdicts])


def cpp() -> Any:
    """The C++ core on columns and masks that are ready: what the frames are compared with."""
    a = _core.assess(compiled, registry, ready, threads, 0, None, False)
    return a, a.roll_up(registry, True, tc.Level.province, None, None, [])


def frame(name: str) -> Callable[[], Any]:
    def run() -> Any:
        r = tc.assess(set_, frames[name], registry=registry, on=day, units=units, threads=threads)
        return r._assessment, r.roll_up("province", na_count="deem_met")

    return run


def numpy_() -> Any:
    verdicts, met = [], np.zeros(N, np.int8)
    for group in GROUPS:
        fails, unknown = np.zeros(N, bool), np.zeros(N, bool)
        for i in group:
            v = gappy[:, i]
            fails |= v < limits[i][region]
            unknown |= np.isnan(v)
        verdict = np.where(fails, 1, np.where(unknown, 2, 0))
        met += verdict == 0
        verdicts.append(verdict)
    return met, counts(verdicts)


def polars_() -> Any:
    fails = [
        [pl.col(f"m{i}") < pl.lit(pl.Series(limits[i])).gather(pl.col("r")) for i in g]
        for g in GROUPS
    ]
    nulls = [[pl.col(f"m{i}").is_null() for i in g] for g in GROUPS]
    out = (
        polars.lazy()
        .select(
            "p",
            *(
                pl.when(pl.any_horizontal([f.fill_null(False) for f in fs]))
                .then(1)
                .when(pl.any_horizontal(ns))
                .then(2)
                .otherwise(0)
                .cast(pl.Int8)
                .alias(f"c{c}")
                for c, (fs, ns) in enumerate(zip(fails, nulls, strict=True))
            ),
        )
        .collect()
    )
    met = out.select(pl.sum_horizontal([pl.col(f"c{c}") == 0 for c in range(19)])).to_series()
    by = (
        out.group_by("p")
        .agg((pl.col(f"c{c}") == k).sum().alias(f"{c}_{k}") for c in range(19) for k in range(3))
        .sort("p")
    )
    table = by.drop("p").to_numpy().reshape(63, 19, 3).transpose(1, 0, 2).reshape(19, -1)
    return met.to_numpy(), table


def pandas_() -> Any:
    verdicts = {}
    for c, group in enumerate(GROUPS):
        block = pandas[[f"m{i}" for i in group]]
        fails = block.lt(pd.DataFrame({f"m{i}": limits[i][region] for i in group})).any(axis=1)
        unknown = block.isna().any(axis=1)
        verdicts[c] = np.select([fails, unknown], [1, 2], 0)
    met = sum((v == 0).astype(np.int8) for v in verdicts.values())
    frame = pd.DataFrame(verdicts)
    table = np.stack(
        [(frame == k).groupby(province).sum().to_numpy().T for k in range(3)], axis=2
    ).reshape(19, -1)
    return met, table


def duckdb_() -> Any:
    con = duckdb.connect(config={"threads": threads})
    con.register("t", frames["arrow_all"])
    parts = []
    for c, group in enumerate(GROUPS):
        fails = " OR ".join(
            f"coalesce(m{i} < list_extract({limits[i].tolist()}, r + 1), false)" for i in group
        )
        unknown = " OR ".join(f"m{i} IS NULL" for i in group)
        parts.append(f"CASE WHEN {fails} THEN 1 WHEN {unknown} THEN 2 ELSE 0 END::TINYINT AS c{c}")
    con.execute(f"CREATE TEMP TABLE v AS SELECT p, {', '.join(parts)} FROM t")
    met = con.execute(
        "SELECT " + " + ".join(f"(c{c} = 0)::INT" for c in range(19)) + " AS m FROM v"
    ).fetchnumpy()["m"]
    sums = ", ".join(f"count(*) FILTER (c{c} = {k})" for c in range(19) for k in range(3))
    rows = con.execute(f"SELECT p, {sums} FROM v GROUP BY p ORDER BY p").fetchall()
    return met, np.array(rows)[:, 1:].reshape(63, 19, 3).transpose(1, 0, 2).reshape(19, -1)


frames["arrow_all"] = polars.drop("unit").to_arrow()
ways: dict[str, Callable[[], Any]] = {
    "tieuchi, C++ core": cpp,
    "tieuchi, polars frame": frame("polars"),
    "tieuchi, Arrow table": frame("arrow"),
    "tieuchi, pandas frame": frame("pandas"),
    "NumPy": numpy_,
    "polars": polars_,
    "pandas": pandas_,
    "DuckDB": duckdb_,
}
expected = cpp()[0]
for name, way in ways.items():
    first, second = way()
    if name.startswith("tieuchi"):
        same = first.hash(registry) == expected.hash(registry)
    else:
        groups = cpp()[1][0]
        ours = np.stack([g["criteria"][:, :3] for g in groups], axis=1).reshape(19, -1)
        same = (np.asarray(first) == expected.met()[0]).all() and (second == ours).all()
    if not same:
        raise SystemExit(f"{name}: another answer")
print(
    f"SYNTHETIC, {N:,} units × 49 indicators, {ROUNDS} rounds, {threads} threads; all answers agree"
)


def peak(way: Callable[[], Any]) -> float:
    """Highest resident memory beyond what was held before, in MB."""
    gc.collect()
    with open("/proc/self/clear_refs", "w") as refs:
        refs.write("5")

    def read(key: str) -> int:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(key))

    before = read("VmRSS")
    way()
    return (read("VmHWM") - before) / 1024


times: dict[str, list[float]] = {name: [] for name in ways}
for _ in range(ROUNDS):
    for name, way in ways.items():
        started = time.perf_counter()
        way()
        times[name].append(1000 * (time.perf_counter() - started))
base = statistics.median(times["tieuchi, C++ core"])
print(f"{'':24}{'median ms':>10}{'min':>8}{'max':>8}{'ratio':>8}{'peak MB':>9}")
for name, ms in times.items():
    middle = statistics.median(ms)
    print(
        f"{name:24}{middle:10.1f}{min(ms):8.1f}{max(ms):8.1f}{middle / base:8.2f}"
        f"{peak(ways[name]):9.1f}"
    )
