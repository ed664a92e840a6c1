"""No contradiction is settled by position: a doubled row that differs is an error in every table,
an equal one changes nothing.
"""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import tieuchi as tc
from tieuchi import cli

SET = "vn-commune-2016"
UNITS = ["a", "b", "c"]
REGISTRY = tc.registry(
    pd.DataFrame(
        {
            "unit": UNITS,
            "name": ["An", "Ba", "Ca"],
            "region": ["MNPB"] * 3,
            "district": ["d1", "d1", "d2"],
            "province": ["p1", "p1", "p2"],
            "district_name": ["Huyện Một", "Huyện Một", "Huyện Hai"],
            "cohorts": ["border", "", "border;poor"],
        }
    ),
    dimensions=["region"],
)
DECLARED = pd.DataFrame(
    {"unit": UNITS, "criterion": ["17", "17", "1"], "verdict": ["met", "not_met", "met"]}
)
COUNTS = pd.DataFrame({"unit": UNITS, "least": [5, 6, 7], "most": [9, 9, 19]})
PLACES = pd.DataFrame(
    {
        "unit": UNITS,
        "name": ["An", "Ba", "Ca"],
        "region": ["MNPB"] * 3,
        "district": ["d1", "d1", "d2"],
        "province": ["p1", "p1", "p2"],
        "district_name": ["Một", "Một", "Hai"],
        "province_name": ["P", "P", "Q"],
        "cohorts": ["x;y", "x", ""],
    }
)
LONG = PLACES.assign(measure="water.hygienic_share", value=[90.0, 80.0, 85.0])
COSTS = pd.DataFrame(
    {
        "criterion": ["1", "2"],
        "cost_vnd": [1e9, 2e9],
        "lead_years": [1, 2],
        "fund": ["state", "people"],
        "chance": [0.9, 0.8],
        "cost_spread_vnd": [1e8, 2e8],
    }
)
WORKS = pd.DataFrame(
    {
        "unit": UNITS,
        "criterion": ["1", "1", "2"],
        "cost_vnd": [1e9, 2e9, 3e9],
        "district": ["d1", "d1", "d2"],
        "chance": [0.9] * 3,
        "chance_without": [0.1] * 3,
        "value": [1.0] * 3,
        "lead_years": [0, 1, 0],
        "fund": ["state"] * 3,
        "after": ["c/2", "a/1", ""],
        "cost_spread_vnd": [0.0] * 3,
        "rest": [1.0] * 3,
        "weight": [1.0] * 3,
    }
)
HISTORY = pd.DataFrame(
    {
        "unit": UNITS * 2,
        "year": [2018] * 3 + [2019] * 3,
        "criterion": "1",
        "verdict": [1, 0, 1, 1, 1, 0],
        "district": ["d1", "d1", "d2"] * 2,
        "province": ["p"] * 6,
        "set": [SET] * 6,
        "registered": [1, 0, 1, 0, 1, 1],
        "income": [3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
    }
)
WIDE_HISTORY = HISTORY.drop(columns=["criterion", "verdict", "income"]).assign(
    **{"1": [1, 0, 1, 1, 1, 0]}
)


def _judged(**frame: Any) -> Any:
    r = tc.assess(SET, on=2020, **({"registry": REGISTRY} | frame))
    return r.hash(), r._assessment.met()[0].tolist(), r._assessment.met()[1].tolist()


def _places_of(frame: Any) -> Any:
    registry = tc.assess(SET, frame, on=2020).registry
    every = itertools.product(registry.codes(), (tc.Level.district, tc.Level.province))
    return registry.to_json(), [
        registry.ancestors(level, tc.frames.day(2020)) for _, level in every
    ]


def _works(frame: Any) -> Any:
    return tc.planning.work_list(frame).works()


def _costed(frame: Any) -> Any:
    past = tc.history(pd.DataFrame({"unit": ["a"], "year": [2019], "1": [0], "2": [0]}))
    return tc.works(past, frame, library="pandas").to_dict("list")


#: name → (table, what reads it, columns and the values that contradict its first row)
DOORS: dict[str, tuple[pd.DataFrame, Callable[[Any], Any], dict[str, Any]]] = {
    "declared": (DECLARED, lambda f: _judged(declared=f), {"verdict": "not_met"}),
    "declared on a day": (
        DECLARED.assign(date="2020-06-30"),
        lambda f: _judged(declared=f),
        {"verdict": "basically_met"},
    ),
    "counts": (COUNTS, lambda f: _judged(counts=f), {"least": 6, "most": 10}),
    "long measures": (
        LONG,
        _places_of,
        {
            "name": "In",
            "region": "DBSH",
            "district": "d2",
            "province": "p2",
            "cohorts": "z",
            "district_name": "Khác",
            "province_name": "Khác",
        },
    ),
    "declared places": (
        DECLARED.merge(PLACES),
        lambda f: _judged(declared=f, registry=None),
        {"name": "In", "region": "DBSH", "district": "d2", "cohorts": "z"},
    ),
    "costs": (
        COSTS,
        _costed,
        {"cost_vnd": 5e9, "lead_years": 3, "fund": "other", "chance": 0.5, "cost_spread_vnd": 7e8},
    ),
    "works": (
        WORKS,
        _works,
        {
            "cost_vnd": 5e9,
            "district": "d9",
            "chance": 0.5,
            "chance_without": 0.2,
            "value": 2.0,
            "lead_years": 3,
            "fund": "people",
            "after": "b/1",
            "cost_spread_vnd": 1e6,
            "rest": 0.5,
            "weight": 2.0,
        },
    ),
    "a long history": (
        HISTORY,
        lambda f: tc.history(f, covariates=["income"]).fingerprint(),
        {
            "verdict": 0,
            "district": "d9",
            "province": "q",
            "set": "vn-commune-2021",
            "registered": 0,
            "income": 9.0,
        },
    ),
    "a wide history": (
        WIDE_HISTORY,
        lambda f: tc.history(f).fingerprint(),
        {"1": 0, "district": "d9", "province": "q", "set": "vn-commune-2021", "registered": 0},
    ),
}
CELLS = [(door, column) for door, (_, _, others) in DOORS.items() for column in others]


@pytest.mark.parametrize(("door", "column"), CELLS, ids=[f"{d}-{c}" for d, c in CELLS])
def test_a_doubled_row_that_differs_is_an_error_in_any_order(door: str, column: str) -> None:
    table, read, others = DOORS[door]
    changed = table.iloc[[0]].assign(**{column: [others[column]]})
    for seed in range(4):
        both = pd.concat([table, changed], ignore_index=True).sample(frac=1, random_state=seed)
        with pytest.raises(tc.InvalidData) as caught:
            read(both)
        told = [p for p in caught.value.records if p["id"] in ("TC-D-015", "TC-D-030")]
        assert told and all(p["row"] > 0 and p["column"] for p in told), caught.value
    with pytest.raises(tc.InvalidData):
        read(pl.from_pandas(both))


def test_two_measurements_are_refused_in_a_wide_table_and_a_conflict_in_a_long_one() -> None:
    wide = pd.DataFrame({"unit": ["a", "b", "a"], "water.hygienic_share": [90.0, 80.0, 10.0]})
    long = wide.rename(columns={"water.hygienic_share": "value"}).assign(
        measure="water.hygienic_share"
    )
    for seed in range(4):
        with pytest.raises(tc.InvalidData, match="TC-D-004"):
            _judged(data=wide.sample(frac=1, random_state=seed))
        result = tc.assess(SET, long.sample(frac=1, random_state=seed), on=2020, registry=REGISTRY)
        assert result.conflicts().unit.tolist() == ["a"]
        assert result.explain("a", "17.1").reason is tc.Reason.conflict


@pytest.mark.parametrize("door", DOORS)
def test_an_equal_row_and_an_empty_one_change_nothing(door: str) -> None:
    table, read, others = DOORS[door]
    answer = read(table)
    assert read(pd.concat([table, table.iloc[[0]]], ignore_index=True)) == answer
    empty = table.iloc[[0]].assign(**{c: None for c in others if c != "cost_vnd"})
    for rows in ([table, empty], [empty, table]):
        assert read(pd.concat(rows, ignore_index=True)) == answer


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("region", "DBSH"),
        ("district", "d2"),
        ("province", "p2"),
        ("cohorts", "poor"),
        ("district", "Huyện Hai"),
    ],
)
@pytest.mark.parametrize("shape", ["wide", "long", "declared", "counts", "csv"])
def test_a_table_that_contradicts_the_registry_is_refused(
    shape: str, column: str, other: str, tmp_path: Path
) -> None:
    said = pd.DataFrame(
        {
            "unit": ["b", "a"],
            "region": ["MNPB"] * 2,
            "district": ["d1", "Huyện Một"],
            "province": ["p1"] * 2,
            "cohorts": ["", "border"],
        }
    )
    more: dict[str, Any] = {
        "wide": {"water.hygienic_share": 90.0},
        "csv": {"water.hygienic_share": 90.0},
        "long": {"measure": "water.hygienic_share", "value": 90.0},
        "declared": {"criterion": "17", "verdict": "met"},
        "counts": {"least": 5},
    }[shape]

    def read(frame: pd.DataFrame) -> Any:
        if shape == "csv":
            (tmp_path / "t.csv").write_text(frame.to_csv(index=False), "utf-8")
            rules = tc.catalog.criteria_set(SET)
            options = cli._options(False, "", False, False, None, "ask")
            return cli._table(tmp_path / "t.csv", rules, REGISTRY, "2020", options)
        return _judged(**{shape if shape in ("declared", "counts") else "data": frame})

    read(said.assign(**more))
    wrong = said.assign(**more)
    wrong.loc[1, column] = other
    with pytest.raises(tc.InvalidData, match="TC-D-015") as caught:
        read(wrong)
    assert [(p["row"], p["column"], p["code"]) for p in caught.value.records] == [
        (2 + (shape == "csv"), column, "a")
    ]


def test_a_table_may_say_the_region_of_its_own_day() -> None:
    until = tc.Period(None, tc.frames.day("2020-07-01"))
    registry = tc.Registry(
        [
            tc.Unit(
                "a",
                strata=[
                    ("region", "DBSH", until),
                    ("region", "MNPB", tc.Period(tc.frames.day("2020-07-01"), None)),
                ],
            )
        ]
    )
    rows = {
        "unit": ["a"] * 2,
        "date": ["2020-06-30", "2020-12-31"],
        "measure": "water.hygienic_share",
        "value": [90.0, 92.0],
    }
    good = pd.DataFrame({**rows, "region": ["DBSH", "MNPB"]})
    assert tc.assess(SET, good, on=2020, registry=registry).explain("a", "17.1").column == "MNPB"
    with pytest.raises(tc.InvalidData, match="TC-D-015"):
        tc.assess(SET, good.assign(region=["DBSH", "DBSH"]), on=2020, registry=registry)
    with pytest.raises(tc.InvalidData, match="registry with dates"):
        tc.assess(SET, good, on=2020)


def test_two_names_of_one_unit_are_refused_beside_a_registry_that_may_spell_otherwise() -> None:
    table = pd.DataFrame(
        {
            "unit": ["a", "a"],
            "name": ["Xã An", "Xã An"],
            "measure": "water.hygienic_share",
            "value": [90.0, 90.0],
        }
    )
    _judged(data=table)
    with pytest.raises(tc.InvalidData, match="Xã Ân"):
        _judged(data=table.assign(name=["Xã An", "Xã Ân"]))


@pytest.mark.parametrize(
    "found", [12.7, True, -1, 300, 20, "12.7", "nhiều", "1.234", float("inf"), 10**400, np.True_]
)
def test_a_count_that_is_no_number_of_criteria_is_refused_with_its_place(found: Any) -> None:
    for column in ("least", "most"):
        row = {"unit": ["a", "b"], "least": [5, 0], "most": [9, 19]}
        table = pd.DataFrame({k: pd.Series(v, dtype=object) for k, v in row.items()})
        table.at[1, column] = found
        with pytest.raises(tc.InvalidData) as caught:
            _judged(counts=table)
        assert [(p["row"], p["column"], p["code"]) for p in caught.value.records] == [
            (2, column, "b")
        ]


def test_every_problem_of_declared_and_counts_is_told_at_once() -> None:
    declared = pd.DataFrame(
        {
            "unit": ["a", "a", "zz", "b", "c"],
            "criterion": ["17", "17", "17", "99", "1"],
            "verdict": ["met", "not_met", "met", "met", "so-so"],
        }
    )
    counts = pd.DataFrame(
        {"unit": ["a", "a", "b", "c"], "least": [5, 17, 9, None], "most": [None, None, 5, 4]}
    )
    with pytest.raises(tc.InvalidData) as caught:
        tc.assess(
            SET,
            pd.DataFrame({"unit": UNITS, "water.hygienic_share": 90.0}),
            on=2020,
            registry=REGISTRY,
            declared=declared,
            counts=counts,
        )
    told = {(p["file"], p["row"], p["id"]) for p in caught.value.records}
    assert told == {
        ("declared", 2, "TC-D-015"),
        ("declared", 3, "TC-D-001"),
        ("declared", 4, "TC-D-002"),
        ("declared", 5, "TC-C-019"),
        ("counts", 2, "TC-D-015"),
        ("counts", 3, "TC-D-015"),
        ("counts", 4, "TC-C-018"),
    }


@pytest.mark.parametrize(
    ("argument", "table"), [("declared", DECLARED), ("counts", COUNTS.drop(columns="most"))]
)
def test_a_statement_without_its_columns_names_them(argument: str, table: pd.DataFrame) -> None:
    for column in table.columns:
        with pytest.raises(tc.InvalidData, match="TC-D-002") as caught:
            _judged(**{argument: table.drop(columns=column)})
        assert [p["expected"] for p in caught.value.records] == [column]


def test_a_declared_day_that_is_none_is_told_with_its_row() -> None:
    with pytest.raises(tc.InvalidData, match="TC-D-011") as caught:
        _judged(declared=DECLARED.assign(date=["2020-06-30", "30/6", "2020-06-30"]))
    assert [p["row"] for p in caught.value.records] == [2]


def test_a_district_has_one_name_and_one_province_in_every_row() -> None:
    places = PLACES.assign(district_name=["Một", "Khác", "Hai"], province=["p1", "p9", "p2"])
    with pytest.raises(tc.InvalidData) as caught:
        tc.registry(places)
    assert [(p["row"], p["column"], p["code"]) for p in caught.value.records] == [
        (2, "district_name", "d1"),
        (2, "province", "d1"),
    ]
    assert "d1" in tc.registry(
        places.assign(district_name=["Một", "", "Hai"], province=["p1", "", "p2"])
    )


def test_criteria_named_twice_by_a_mapping_of_costs_are_refused() -> None:
    past = tc.history(pd.DataFrame({"unit": ["a"], "year": [2019], "1": [0]}))
    with pytest.raises(tc.InvalidData, match="TC-D-015"):
        tc.works(past, {1: 5e9, "1": 3e9})


def test_a_wide_history_refuses_columns_that_are_no_criteria() -> None:
    table = pd.DataFrame(
        {
            "unit": ["a", "b"],
            "year": [2019, 2019],
            "1": [1, 0],
            "C4": [1, 1],
            "border": [1, 0],
            "Unnamed: 0": [0, 1],
        }
    )
    with pytest.raises(tc.InvalidData) as caught:
        tc.history(table)
    assert [p["column"] for p in caught.value.records] == ["border", "Unnamed: 0"]
    assert tc.history(table.drop(columns="Unnamed: 0"), covariates=["border"]).criteria == [
        "1",
        "C4",
    ]


@pytest.mark.parametrize(
    "bad", [[True, False], np.array([1, 0], bool), [0.9, 1.7], [[0, 1]], [0, 9], [-1, 0]]
)
def test_units_are_whole_indices_of_the_registry(bad: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="units"):
        _judged(data=pd.DataFrame({"water.hygienic_share": [90.0, 80.0]}), units=bad)


@pytest.mark.parametrize("command", ["prioritise", "project", "assess"])
def test_the_command_refuses_two_columns_of_one_name(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header, row, more = {
        "prioritise": ("unit,criterion,cost_vnd,cost_vnd", "a,1,5,7", ["--budget-vnd", "1e9"]),
        "project": ("unit,year,1,1", "a,2019,1,0", ["--until", "2021"]),
        "assess": ("unit,name,name,water.hygienic_share", "a,An,Ân,90", []),
    }[command]
    (tmp_path / "t.csv").write_text(f"{header}\n{row}\n", "utf-8")
    with pytest.raises(SystemExit) as done:
        cli.main(lambda: cli.app([command, str(tmp_path / "t.csv"), *more]))
    assert done.value.code == 1
    assert "row 1: column" in (told := capsys.readouterr().err) and "each column once" in told


@pytest.mark.parametrize("column", ["region", "district", "name"])
def test_the_command_refuses_two_places_of_one_unit(
    column: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    rows = pd.DataFrame(
        {
            "unit": ["a", "a"],
            "name": "An",
            "region": "MNPB",
            "district": "d1",
            "date": ["2020-06-30", "2020-12-31"],
            "water.hygienic_share": [90, 91],
        }
    )
    rows.loc[1, column] = "DBSH"
    path.write_text(rows.to_csv(index=False), "utf-8")
    with pytest.raises(SystemExit) as done:
        cli.main(lambda: cli.app(["assess", str(path)]))
    assert done.value.code == 1
    assert f"row 3: column {column}: [TC-D-015]" in capsys.readouterr().err


def test_a_named_source_corrects_itself_and_nobody_else() -> None:
    said = pd.DataFrame(
        {
            "unit": ["a"] * 2,
            "measure": ["health.insurance_share"] * 2,
            "value": [48.0, 100.0],
            "date": ["2019-12-31"] * 2,
            "recorded": ["2020-01-10", "2020-03-01"],
            "source": ["Sở GTVT"] * 2,
        }
    )

    def said_of(frame: pd.DataFrame, **how: Any) -> str:
        result = tc.assess(SET, frame, registry=REGISTRY, on="2019-12-31", **how)
        return str(result.explain("a", "15.1"))

    for order in ([0, 1], [1, 0]):
        frame = said.iloc[order]
        assert "✓ met" in said_of(frame) and "100" in said_of(frame)
        assert "48" not in said_of(frame)
        assert "✗ not met" in said_of(frame, known_on="2020-02-01")
        for contradiction in (
            frame.assign(source=["A", "B"]),
            frame.drop(columns="source"),
            frame.assign(recorded="2020-03-01"),
        ):
            assert "? unknown" in said_of(contradiction) and "conflict" in said_of(contradiction)


@pytest.mark.parametrize("word", ["withdrawn", "rút lại"])
def test_a_source_takes_back_what_it_said_and_nobody_else_does(word: str) -> None:
    said = pd.DataFrame(
        {
            "unit": ["a"] * 3,
            "measure": ["health.insurance_share"] * 3,
            "value": [100.0, 48.0, None],
            "state": ["", "", word],
            "date": ["2019-06-30", "2019-12-31", "2019-12-31"],
            "recorded": ["2019-07-10", "2020-01-10", "2020-03-01"],
            "source": ["office"] * 3,
        }
    )

    def said_of(frame: pd.DataFrame, **how: Any) -> str:
        result = tc.assess(SET, frame, registry=REGISTRY, on="2019-12-31", **how)
        return str(result.explain("a", "15.1"))

    for order in itertools.permutations(range(3)):
        frame = said.iloc[list(order)]
        assert "✓ met" in said_of(frame) and "48" not in said_of(frame)
        assert "✗ not met" in said_of(frame, known_on="2020-02-01")
    assert "✗ not met" in said_of(said.assign(source=["office", "office", "other"]))
    assert "conflict" in said_of(said.assign(recorded="2020-03-01"))
    assert "not collected" in said_of(said.iloc[1:])
    with pytest.raises(tc.InvalidData, match=r"row 3: column state.*source"):
        said_of(said.drop(columns="source"))
    with pytest.raises(tc.InvalidData, match=r"row 3: column state.*source"):
        said_of(said.assign(source=["office", "office", ""]))


def test_declared_verdicts_and_numbers_can_be_taken_back() -> None:
    office: dict[str, Any] = {"source": ["office"] * 2, "recorded": ["2020-01-10", "2020-02-01"]}
    for word in ("withdrawn", "rút lại"):
        assert _declared_of_a(verdict=["met", word], **office) == "unknown"
        assert _declared_of_a(verdict=["met", word], known_on="2020-01-15", **office) == "met"
        assert _declared_of_a(verdict=["met", word], **{**office, "source": ["A", "B"]}) == "met"
        counts = pd.DataFrame({"unit": "a", "least": ["12", word], **office})

        def met(counts: pd.DataFrame, known_on: str | None = None) -> list[int]:
            frame = tc.assess(
                SET, counts=counts, registry=REGISTRY, on="2019-12-31", known_on=known_on
            ).to_frame()
            row = frame[frame["unit"] == "a"].iloc[0]
            return [int(row["met_least"]), int(row["met_most"])]

        assert met(counts) == [0, 19]
        assert met(counts, "2020-01-15") == [12, 12]
        saved = tc.assess(SET, counts=counts, registry=REGISTRY, on="2019-12-31")
        assert pickle.loads(pickle.dumps(saved)).manifest() == saved.manifest()
        nobody = counts.assign(source="")
        with pytest.raises(tc.InvalidData, match=r"row 2: column least.*source"):
            met(nobody)
        with pytest.raises(tc.InvalidData, match=r"row 2: column verdict.*source"):
            _declared_of_a(verdict=["met", word], recorded=office["recorded"])


def _declared_of_a(on: str = "2019-12-31", known_on: str | None = None, **columns: Any) -> str:
    frame = pd.DataFrame({"unit": "a", "criterion": "17", **columns})
    found = set()
    for order in itertools.permutations(range(len(frame))):
        result = tc.assess(
            SET, declared=frame.iloc[list(order)], registry=REGISTRY, on=on, known_on=known_on
        )
        found.add(str(result.to_frame().set_index("unit").loc["a", "17"]))
    assert len(found) == 1
    return found.pop()


def test_a_declared_verdict_is_known_from_the_day_it_was_recorded() -> None:
    said: dict[str, Any] = {
        "verdict": ["met"],
        "date": ["2019-12-31"],
        "recorded": ["2020-03-01"],
    }
    assert _declared_of_a(known_on="2020-01-15", **said) == "unknown"
    assert _declared_of_a(known_on="2020-03-01", **said) == "met"
    assert _declared_of_a(**said) == "met"


def test_a_named_source_corrects_the_verdict_it_declared() -> None:
    said: dict[str, Any] = {"verdict": ["met", "not_met"], "recorded": ["2020-01-10", "2020-02-01"]}
    assert _declared_of_a(source=["office", "office"], **said) == "not_met"
    assert _declared_of_a(source=["office", "office"], known_on="2020-01-15", **said) == "met"
    assert _declared_of_a(source=["office", "other"], **said) == "unknown"
    assert _declared_of_a(source=["", ""], **said) == "unknown"


def test_the_higher_evidence_of_a_declared_verdict_counts() -> None:
    said: dict[str, Any] = {"verdict": ["met", "not_met"], "source": ["A", "B"]}
    assert _declared_of_a(evidence=["verified", "approved"], **said) == "not_met"
    assert _declared_of_a(evidence=["verified", ""], **said) == "met"
    assert _declared_of_a(evidence=["verified", "verified"], **said) == "unknown"


def test_declared_numbers_have_days_evidence_and_sources() -> None:
    def met(known_on: str | None = None, **columns: Any) -> tuple[int, int]:
        frame = pd.DataFrame({"unit": "a", **columns})
        counts = {
            (row["met_least"], row["met_most"])
            for order in itertools.permutations(range(len(frame)))
            for row in tc.assess(
                SET,
                counts=frame.iloc[list(order)],
                registry=REGISTRY,
                on="2019-12-31",
                known_on=known_on,
            )
            .to_frame()
            .to_dict("records")
            if row["unit"] == "a"
        }
        assert len(counts) == 1
        return counts.pop()

    said: dict[str, Any] = {"least": [12, 14], "recorded": ["2020-01-10", "2020-02-01"]}
    assert met(source=["office", "office"], **said) == (14, 14)
    assert met(source=["office", "office"], known_on="2020-01-15", **said) == (12, 12)
    assert met(evidence=["verified", "self_assessed"], source=["A", "B"], **said) == (12, 12)
    # Two offices of equal rank: neither is believed, and the conflict is told.
    assert met(source=["A", "B"], **said) == (0, 19)
    both = pd.DataFrame({"unit": "a", "source": ["A", "B"], **said})
    result = tc.assess(SET, counts=both, registry=REGISTRY, on="2019-12-31")
    found = result.conflicts()
    assert found["detail"].tolist() == ["two declared numbers of one date differ"]


@pytest.mark.parametrize("door", ["data", "declared", "counts"])
def test_a_word_of_evidence_that_is_none_is_told_with_its_row(door: str) -> None:
    frame = {"data": LONG, "declared": DECLARED, "counts": COUNTS}[door]
    frame = frame.assign(evidence=["verified", "sworn", ""])
    with pytest.raises(tc.InvalidData) as error:
        tc.assess(SET, **{door: frame}, registry=REGISTRY, on="2019-12-31")
    problems = error.value.problems.to_dict("records")
    assert [(p["row"], p["column"], p["found"]) for p in problems] == [(2, "evidence", "sworn")]
