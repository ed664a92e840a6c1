"""Who a unit is, as a table says it: total rows, and attributes that overrides ask for."""

from __future__ import annotations

import pandas as pd
import pytest

import tieuchi as tc

WATER = "water.central_system_share"


def test_several_total_rows_are_no_unit_with_two_names() -> None:
    data = pd.DataFrame(
        {
            "unit": ["", "06001", "", "06004"],
            "name": ["Tổng huyện X", "A", "Tổng huyện Y", "B"],
            "region": ["", "MNPB", "", "MNPB"],
            "water.hygienic_share": [90.0, 91.0, 88.0, 89.0],
        }
    )
    with pytest.raises(tc.InvalidData) as refused:
        tc.assess("vn-commune-2016", data, on=2020)
    assert {p["id"] for p in refused.value.records} == {"TC-D-008"}
    assert {p["row"] for p in refused.value.records} == {1, 3}
    found = tc.assess("vn-commune-2016", data, on=2020, skip_total_rows=True)
    assert found.units == ["06001", "06004"]


def test_a_history_refuses_total_rows_and_rows_without_a_code() -> None:
    rows = [
        ("A", 2019, "1", 1),
        ("Tổng cộng", 2019, "1", 1),
        ("", 2020, "1", 0),
        ("A", 2020, "1", 1),
    ]
    with pytest.raises(tc.InvalidData) as refused:
        tc.history(pd.DataFrame(rows, columns=["unit", "year", "criterion", "verdict"]))
    assert [(p["id"], p["row"]) for p in refused.value.records] == [
        ("TC-D-008", 2),
        ("TC-D-001", 3),
    ]


def test_an_empty_region_says_nothing_in_wide_and_long_tables() -> None:
    people = tc.registry(
        pd.DataFrame({"unit": ["06001", "06004"], "region": ["MNPB", "MNPB"]}),
        dimensions=["region"],
    )
    wide = pd.DataFrame(
        {
            "unit": ["06001", "06004"],
            "region": ["MNPB", None],
            "water.hygienic_share": [90.0, 91.0],
        }
    )
    long = pd.DataFrame(
        {
            "unit": ["06001", "06004"],
            "region": ["MNPB", None],
            "measure": "water.hygienic_share",
            "value": [90.0, 91.0],
        }
    )
    first, second = (
        tc.assess("vn-commune-2016", t, on=2020, registry=people, provenance="allow_unverified")
        for t in (wide, long)
    )
    assert first.to_frame(library="pandas").equals(second.to_frame(library="pandas"))


@pytest.mark.parametrize("said", ["frame", "registry", "csv"])
def test_a_zone_is_stated_where_overrides_ask_for_it(said, tmp_path) -> None:
    criteria = tc.catalog.criteria_set("vn-commune-2021")
    assert criteria.attributes[0] == "region" and "zone" in criteria.attributes
    places = {"unit": ["a", "b"], "region": ["DBSH", "DBSH"]}
    places |= {n: ["none", None] for n in criteria.attributes[1:]}
    options = {"on": "2024-12-31", "provenance": "allow_unverified"}
    data = pd.DataFrame(places | {WATER: [100.0, 100.0]})
    if said == "frame":
        found = tc.assess(criteria, data, **options)
    else:
        table = pd.DataFrame(places)
        if said == "csv":
            table.to_csv(tmp_path / "places.csv", index=False)
            table = pd.read_csv(tmp_path / "places.csv", keep_default_na=False)
        people = tc.registry(table, dimensions=criteria.attributes)
        found = tc.assess(criteria, data[["unit", WATER]], registry=people, **options)
    columns = {u: found.explain(u, "17.1").column for u in ("a", "b")}
    assert columns["a"] == "DBSH"
    assert columns["b"] != "DBSH" and "DBSH" in columns["b"]  # either may hold


@pytest.mark.parametrize("years", [1.5, 0.9])
def test_a_fraction_of_a_lead_year_is_refused(years) -> None:
    works = {"unit": ["A"], "criterion": ["2"], "cost_vnd": [3e9], "lead_years": [years]}
    with pytest.raises(tc.InvalidData, match="whole years"):
        tc.prioritise(works=works, budget_vnd=8e9)
