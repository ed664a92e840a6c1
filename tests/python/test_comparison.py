"""What changed and why, mergers, programmes."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from conftest import judge

import tieuchi as tc
from tieuchi import cli


def test_three_parts_sum_to_the_change(
    result: tc.Result, province: tc.datasets.SyntheticProvince, table: pd.DataFrame
) -> None:
    later = table.iloc[:50].copy()
    later["road.commune_paved_share"] = 100.0
    change = tc.compare(result, judge(province, later), na_count="deem_met")
    m = change.mean
    assert m["units"] + m["rules"] + m["population"] == pytest.approx(m["change"], abs=1e-12)
    assert m["rules"] == 0 and m["units"] > 0
    frame = change.criteria("pandas")
    assert frame.share.sum() == pytest.approx(m["change"], abs=1e-12)
    assert (frame.share.abs().diff().dropna() <= 1e-15).all()
    moved = change.transitions("pandas").set_index("criterion")
    assert moved.loc["2", "gained"] > 0 and moved.went.eq(10).all()
    assert "các xã thay đổi" in change.text("vi") and "population changed" in repr(change)
    ax = tc.plots.comparison(change)
    assert "GIẢ LẬP" in ax.get_title()


def test_a_rising_threshold_is_the_rules_part(
    province: tc.datasets.SyntheticProvince, table: pd.DataFrame
) -> None:
    # Income asked of the 2016 set rises each year; the same figures a year later lose it by the
    # rules alone.
    early = judge(province, table, on=2019)
    late = judge(province, table, on=2020)
    change = tc.compare(early, late, na_count="deem_met")
    assert change.mean["units"] == pytest.approx(0, abs=1e-12)
    assert change.mean["population"] == pytest.approx(0, abs=1e-12)
    moved = change.transitions("pandas")
    assert (moved.gained + moved.lost).sum() == 0


def test_two_submissions_cell_by_cell(
    result: tc.Result, province: tc.datasets.SyntheticProvince, table: pd.DataFrame
) -> None:
    table.loc[0, "road.commune_paved_share"] = 1.5
    table.loc[1, "road.commune_paved_share"] = None
    moved = tc.difference(result, judge(province, table, source="second"))
    cells = moved.cells("pandas")
    assert len(moved) == len(cells) == 2
    assert cells.value_after[0] == 1.5 and cells.state_after[1] == "not_collected"
    assert cells.source_after[0] == "second" and cells.source_before[0] == "SYNTHETIC"
    assert set(moved.verdicts("pandas").unit) <= {"S001", "S002"}
    assert len(tc.difference(result, result)) == 0
    with pytest.raises(tc.InvalidData, match="one set and one day"):
        tc.difference(judge(province, table, on=2019), judge(province, table))


def test_a_period_is_reported_against_plan_and_year_before(
    province: tc.datasets.SyntheticProvince, table: pd.DataFrame
) -> None:
    results = [judge(province, table, on=year) for year in (2020, 2018, 2019)]
    report = tc.period_report(
        results,
        na_count="deem_met",
        plans={2019: {"mean": 12, "recognised": 12}},
        recognised={2018: 48, 2019: 61},
        library="pandas",
    )
    assert list(report.year) == [2018, 2019, 2020]
    assert report.recognised_change[1] == 13 and report.recognised_plan[1] == 12
    assert report.mean_plan.isna().tolist() == [True, False, True]
    assert report.filter(like="band").sum(axis=1).max() <= 60


def test_measures_are_carried_through_a_merger_and_judged() -> None:
    places = pd.DataFrame(
        {
            "unit": ["A", "B", "C", "M"],
            "region": ["MNPB"] * 4,
            "exists_until": ["2019-12-31", "2019-12-31", "", ""],
            "exists_from": ["", "", "", "2020-01-01"],
        }
    )
    registry = tc.registry(places, dimensions=["region"])
    data = pd.DataFrame({"unit": ["A", "B", "C"], "road.commune_paved_share": [100.0, 40.0, 70.0]})
    before = tc.assess("vn-commune-2016", data, on=2019, registry=registry)
    links = pd.DataFrame(
        {"from": ["A", "B"], "to": ["M", "M"], "on": ["2020-01-01"] * 2, "share": [1, 1]}
    )
    graph = tc.reorganisation(links, registry=registry)
    with pytest.raises(tc.InvalidData, match="weight"):
        tc.carry(before, graph, on=2020)
    assert tc.carry(before, graph, on=2020, rules={"road.commune_paved_share": "worst"}).columns[
        0
    ].values.tolist() == [
        70.0,
        40.0,
    ]
    with pytest.raises(ValueError, match="not one of"):
        tc.carry(before, graph, on=2020, rules={"road.commune_paved_share": "best"})
    table = tc.carry(before, graph, on=2020, weights={"A": 3000, "B": 1000, "C": 500})
    after = tc.assess("vn-commune-2016", table, on=2020, registry=registry, max_age_years=2)
    assert after.units == ["C", "M"]
    assert table.columns[0].values.tolist() == [70.0, 85.0] and len(table.columns) == 1
    assert any("3 units became 2" in n for n in table.notes)
    again = tc.re_review(before, graph, on=2020, language="en", library="pandas")
    assert set(again.unit) == {"M"}
    change = tc.compare(before, after, na_count="drop", by=graph)
    assert (
        change.transitions("pandas").came.eq(1).all()
        and change.transitions("pandas").went.eq(2).all()
    )
    with pytest.raises(tc.InvalidData) as error:
        tc.reorganisation(
            pd.DataFrame(
                {
                    "from": ["A", "A"],
                    "to": ["M", "X"],
                    "on": ["2018-01-01"] * 2,
                    "share": [0.5, 0.2],
                }
            ),
            registry=registry,
        )
    assert {p["id"] for p in error.value.records} == {"TC-D-034", "TC-D-035", "TC-D-001"}
    with pytest.raises(tc.InvalidData, match="row 1"):
        tc.reorganisation(
            pd.DataFrame({"from": ["A"], "to": ["M"], "on": ["1/1/2020"], "share": ["all"]})
        )


def test_resolution_818_goes_as_far_as_it_is_public() -> None:
    links, remainder = tc.datasets.resolution_818()
    graph = tc.reorganisation(links, remainder_not_published=remainder)
    assert "Tràng Định/Bắc Ái" in remainder
    with pytest.raises(tc.InvalidData, match="TC-D-034"):
        tc.reorganisation(links)
    old = [u for u, *_ in graph.links if u]
    now = graph.descent(
        [*dict.fromkeys(old), "Tràng Định/Đề Thám"],
        tc.reorganising.frames.day("2019-12-31"),
        tc.reorganising.frames.day(2020),
    )
    at = now.after.index("Tràng Định/Đề Thám")
    assert now.parents(at)[0][1] is None  # how much of Bắc Ái is not published
    assert now.parents_missing(now.after.index("Bắc Sơn/Bắc Quỳnh"))
    assert len(now.untraced) == 6


def test_projection_of_a_population_that_changes() -> None:
    past = tc.history(tc.datasets.synthetic_history(40, seed=8, library="pandas"))
    graph = tc.reorganisation(
        pd.DataFrame(
            {
                "from": past.units[:4],
                "to": ["N1", "N1", "N2", "N2"],
                "on": ["2020-01-01"] * 4,
                "share": [1] * 4,
            }
        )
    )
    means = {}
    for rule in ("all_parents", "any_parent", "reassess"):
        merged = tc.merge(past, graph, on=2020, rule=rule)
        assert len(merged.units) == 38 and rule in repr(merged)
        outlook = tc.project(merged, until=2020, draws=200)
        assert any("38 of 42" in r for r in outlook.reasons)
        means[rule] = outlook.draws_of("mean_criteria").mean()
    assert means["all_parents"] < means["any_parent"]
    assert (
        tc.carried_tiers(
            graph, dict.fromkeys(past.units, 1) | {past.units[0]: 0}, since=2019, on=2020
        )["N1"]
        == 0
    )


def test_a_programme_is_answered_or_says_why_not(result: tc.Result) -> None:
    border = result.registry.members(tc.Level.commune, result.on, cohort="border")
    table = tc.programme_table(
        "vn-lang-son-2020", result=result, cohorts={"border": border}, newly_recognised=border[:3]
    )
    assert (
        table["newly-recognised"]["verdict"] == "not_met"
        and table["newly-recognised"]["today"] == "3"
    )
    assert table["border-mean"]["units"] == len(border)
    assert "village" in table["border-villages"]["why"]
    assert table.synthetic and "SYNTHETIC data" in repr(table)  # what is made up says so
    assert not tc.programme_table("vn-lang-son-2020").synthetic
    frame = table.to_frame("pandas")
    assert len(frame) == 8 and frame.probability.isna().all()
    with pytest.raises(ValueError, match="outlook"):
        table.joint()
    known = {
        "mean": {
            "probability": 0.71,
            "rung": "aggregate",
            "basis": "207 communes",
            "forecast": 12.9,
            "low": 12.2,
            "high": 14.5,
        },
        "newly-recognised": {
            "probability": (0.26, 0.82),
            "rung": "aggregate",
            "basis": "depends on the registration list",
        },
    }
    said = tc.programme_table(
        "vn-lang-son-2020", answers=known, series={"mean": {2018: 10.04, 2019: 11.54}}
    )
    assert "P 0.26–0.82" in repr(said) and "official rules" in repr(said)
    assert "no baseline is published" in said["border-mean"]["why"]
    assert "chưa công bố" in tc.programme_table("vn-lang-son-2020", language="vi").text()


def test_an_outlook_answers_a_programme_alone_jointly_and_given() -> None:
    past = tc.history(tc.datasets.synthetic_history(80, seed=5, library="pandas"))
    outlook = tc.project(tc.fit(past), until=2020, draws=400, seed=1)
    table = outlook.probability("vn-lang-son-2020", cohorts={"border": past.units[:20]})
    assert table["border-mean"]["units"] == 20
    p = table.joint("mean", "newly-recognised")
    assert p <= min(table["mean"]["probability"], table["newly-recognised"]["probability"]) + 1e-12
    assert p.without_shocks is not None and "without yearly shocks" in repr(p)
    # A condition that holds too rarely is refused rather than answered.
    if table["mean"]["probability"] * 400 >= 50:
        assert 0 <= table.given(["newly-recognised"], ["mean"]) <= 1
    with pytest.raises(tc.NotEnoughData, match="tier"):
        table.joint("mean", "model")
    assert "không" not in table._repr_html_()


def test_the_command_compares_two_tables(
    province: tc.datasets.SyntheticProvince,
    table: pd.DataFrame,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second, people = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "r.json"
    table.to_csv(first, index=False)
    table.assign(**{"road.commune_paved_share": 100.0}).to_csv(second, index=False)
    people.write_text(province.registry.to_json(), "utf-8")

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as done:
            cli.main(
                lambda: cli.app(
                    [
                        "compare",
                        str(first),
                        str(second),
                        "-r",
                        str(people),
                        "--provenance",
                        "allow_unverified",
                        *arguments,
                    ]
                )
            )
        assert done.value.code == 0
        return capsys.readouterr().out

    found = json.loads(run("--on-before", "2019", "--on-after", "2020", "-f", "json"))
    m = found["mean"]
    assert m["units"] + m["rules"] + m["population"] == pytest.approx(m["change"], abs=1e-12)
    assert "Bình quân tiêu chí/xã" in run("--on-before", "2019", "--on-after", "2020")
    assert "cells differ" in run("--on-before", "2020", "--on-after", "2020")
    run("--on-before", "2019", "--on-after", "2020", "-f", "html", "-o", str(tmp_path / "c.html"))
    assert "Điều gì đã thay đổi" in (tmp_path / "c.html").read_text("utf-8")


def test_the_worst_of_a_measure_where_less_is_better_is_the_largest() -> None:
    places = pd.DataFrame(
        {
            "unit": ["A", "B", "M"],
            "region": ["MNPB"] * 3,
            "exists_until": ["2019-12-31", "2019-12-31", ""],
            "exists_from": ["", "", "2020-01-01"],
        }
    )
    registry = tc.registry(places, dimensions=["region"])
    data = pd.DataFrame(
        {
            "unit": ["A", "B"],
            "health.stunting_share": [20.0, 31.0],
            "health.insurance_share": [90.0, 80.0],
        }
    )
    before = tc.assess("vn-commune-2016", data, on=2019, registry=registry)
    links = pd.DataFrame(
        {"from": ["A", "B"], "to": ["M", "M"], "on": ["2020-01-01"] * 2, "share": [1, 1]}
    )
    graph = tc.reorganisation(links, registry=registry)

    def carried(how: str) -> dict[str, float]:
        rules = {"health.stunting_share": how, "health.insurance_share": how}
        return {
            c.measure: float(c.values[0])
            for c in tc.carry(before, graph, on=2020, rules=rules).columns
        }

    assert carried("worst") == {"health.stunting_share": 31.0, "health.insurance_share": 80.0}
    assert carried("smallest") == {"health.stunting_share": 20.0, "health.insurance_share": 80.0}
    assert carried("largest") == {"health.stunting_share": 31.0, "health.insurance_share": 90.0}
