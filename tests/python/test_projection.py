"""Projection from Python: frames in, tidy frames out, the same bits, clear refusals."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import tieuchi as tc


@pytest.fixture(scope="module")
def frame():
    return tc.datasets.synthetic_history(60, years=5, seed=3, library="pandas")


@pytest.fixture(scope="module")
def model(frame):
    return tc.fit(frame)


def test_the_synthetic_province_is_calibrated_and_labelled():
    made = tc.datasets.synthetic_history(207, seed=1, library="pandas")
    last = made[made.year == 2019]
    counts = last[[str(j) for j in range(1, 20)]].sum(axis=1)
    assert abs(counts.mean() - 11.54) < 0.05
    assert abs((counts == 19).mean() - 61 / 207) < 0.01
    assert made.unit.str.startswith("SYNTHETIC").all()


def test_long_and_wide_frames_of_any_library_are_one_history(frame):
    wide = tc.history(frame)
    long = frame.melt(
        id_vars=["unit", "year", "district", "registered"],
        var_name="criterion",
        value_name="verdict",
    )
    long["verdict"] = long["verdict"].map({1: "met", 0: "not_met"})
    again = tc.history(long)
    assert np.array_equal(wide.states, again.states)
    assert wide.units == again.units
    assert wide.fingerprint() == tc.history(pl.from_pandas(frame)).fingerprint()
    assert wide.states.shape == (5, 19, 60)


def test_results_of_several_years_are_a_history():
    made = tc.datasets.synthetic_province(20, seed=5, library="pandas")
    results = [
        tc.assess(
            made.set_id,
            made.data,
            registry=made.registry,
            on=2020,
            overlays=[made.overlay],
            provenance="allow_unverified",
        )
    ]
    past = tc.history(results)
    assert past.years == [2020]
    assert tc.fit(past).rung == "persistence"
    assert "one year only" in tc.fit(past).reasons[0]


def test_a_model_prints_like_a_regression_table(model):
    assert model.rung == "full"
    assert "std. error" in model.summary()
    assert "prior of the year's variance" in repr(model)
    terms = model.coefficients("pandas")
    assert {"intercept", "initial_count", "registered", "sd(unit)", "sd(criterion)"} <= set(
        terms.term
    )
    assert len(model.effects("criterion", "pandas")) == 19
    assert tc.fit(model.history, rung="pooled").rung == "pooled"
    assert tc.fit(model.history, estimator="em_laplace").rung in ("full", "criterion")


def test_forecasts_are_tidy_and_named_as_statsforecast_names_them(model):
    outlook = tc.project(model, until=2021, draws=300, seed=2)
    table = outlook.to_frame(library="pandas")
    assert list(table.columns) == [
        "unique_id",
        "year",
        "metric",
        "full",
        "full-lo-50",
        "full-hi-50",
        "full-lo-80",
        "full-hi-80",
        "full-lo-90",
        "full-hi-90",
        "why",
    ]
    assert (table["why"] == "").all()
    assert (table["full-lo-90"] <= table["full-lo-50"]).all()
    assert (table["full-hi-90"] >= table["full"]).all()
    assert len(outlook.to_frame("district", "pandas")) == 2 * 3
    units = outlook.to_frame("unit", "pandas")
    assert len(units) == 120
    assert units["full"].between(0, 19).all()
    chances = outlook.chances(2020, "pandas")
    assert len(chances) == 60 * 19
    assert chances["chance"].between(0, 1).all()
    when = outlook.time_to_all("pandas")
    assert np.allclose(when[["2020", "2021", "later"]].sum(axis=1), 1)
    assert outlook.law_of_all(2020).sum() == pytest.approx(1)
    assert outlook.stamp["seed"] == 2
    assert len(outlook.stamp["data"]) == 16


def test_the_same_seed_gives_the_same_bits_on_any_number_of_threads(model):
    one, eight = (tc.project(model, until=2021, draws=200, seed=9, threads=n) for n in (1, 8))
    for metric in ("mean_criteria", "recognised", "newly_recognised"):
        assert np.array_equal(one.draws_of(metric), eight.draws_of(metric))
    assert np.array_equal(one.law_of_all(), eight.law_of_all())
    assert not np.array_equal(
        one.draws_of("mean_criteria"),
        tc.project(model, until=2021, draws=200, seed=10).draws_of("mean_criteria"),
    )


def test_a_probability_names_its_rung_its_error_and_itself_without_shocks(model):
    outlook = tc.project(model, until=2020, draws=500)
    p = outlook.probability("mean_criteria", at_least=12)
    assert 0 <= p <= 1
    assert p.rung == "full"
    assert p.without_shocks is not None
    assert "without yearly shocks" in repr(p)
    tested = tc.backtest(model.history, rungs=["full"], draws=50)
    assert outlook.probability(
        "mean_criteria", at_least=12, tested=tested
    ).warning == tested.warning("full")
    both = outlook.joint([("mean_criteria", 12, 19), ("newly_recognised", 3, 99)])
    assert both <= p
    assert "rung full" in repr(outlook).splitlines()[0]


def test_scenarios_are_paired_and_evidence_conditions(model):
    plain = tc.project(model, until=2020, draws=300)
    unit = model.history.units[-1]
    funded = tc.project(
        model, until=2020, draws=300, works=[(unit, str(j), 2020) for j in range(1, 20)]
    )
    assert (funded.draws_of("mean_criteria") >= plain.draws_of("mean_criteria")).all()
    middle = float(np.median(plain.draws_of("mean_criteria")))
    known = tc.project(model, until=2020, draws=300, evidence=[("mean_criteria", 2020, middle, 19)])
    assert known.draws < 300
    assert known.draws_of("mean_criteria").min() >= middle
    nobody = tc.project(model, until=2020, draws=100, registered={2020: []}, only_registered=True)
    assert nobody.draws_of("newly_recognised").max() == 0


def test_bad_input_is_refused_with_unit_and_year():
    bad = pd.DataFrame(
        {
            "unit": ["a", "a", "b", "b"],
            "year": [2018, 2018, 2018, 2019],
            "district": ["x", "y", "x", "x"],
            "1": [1, 0, "?", 1],
        }
    )
    with pytest.raises(tc.InvalidData) as caught:
        tc.history(bad)
    text = str(caught.value)
    assert "a unit stands in two places at one time (a 2018)" in text
    assert "two values for one key (a 2018)" in text
    assert "word not known here (b 2018)" in text
    good = pd.DataFrame({"unit": ["a", "b"], "year": [2018, 2018], "1": [1, 0]})
    with pytest.raises(tc.InvalidData, match="TC-D-031"):
        tc.project(good, until=2018)
    with pytest.raises(tc.InvalidData, match="unknown unit"):
        tc.project(good, until=2019, recognised=["zz"])
    with pytest.raises(tc.NotEnoughData, match="TC-N-001"):
        tc.fit(pd.DataFrame({"unit": ["a"], "year": [2018], "1": [None]}))
    with pytest.raises(ValueError, match="rung must be one of"):
        tc.fit(good, rung="best")


def test_backtests_score_every_rung_and_warn(frame):
    tested = tc.backtest(frame, horizon=2, draws=100)
    table = tested.to_frame("pandas")
    assert set(table.rung) == {
        "persistence",
        "pooled",
        "criterion",
        "crossed",
        "covariates",
        "full",
    }
    assert set(table.horizon) == {1, 2}
    assert (table.brier >= 0).all()
    assert tested.pit("full").sum() == pytest.approx(1)
    assert len(tested.reliability("full", "pandas")) == 10
    assert tested.warning("persistence") is not None
    assert "cover 50/80/90 %" in repr(tested)
    with pytest.raises(tc.NotEnoughData, match="TC-N-002"):
        tc.backtest(frame[frame.year > 2017])


def test_criteria_are_ordered_by_difficulty(frame):
    order = tc.difficulty(frame)
    table = order.to_frame("pandas")
    assert len(table) == 19
    known = table.difficulty.dropna()
    assert known.is_monotonic_increasing
    gaps = order.unexpected_gaps("pandas")
    assert (gaps.expected >= 0.8).all()
    assert "difficulty" in repr(order)
    assert tc.difficulty(frame, method="conditional").to_frame("pandas").difficulty.notna().any()


def test_official_rules_side_by_side():
    table = tc.progress({2015: 60, 2020: 64}, target=90, year=2030, library="pandas").set_index(
        "rule"
    )
    assert table.verdict["UNSD class"] == "limited or no progress"
    assert table.verdict["Eurostat"] == "insufficient progress"
    assert bool(table.second_hand["SDSN arrow"])


def test_coarse_data_have_a_rung_of_their_own():
    mean = tc.mean_forecast(
        {2018: 10.04, 2019: (2388 / 207, 2390 / 207)},
        until=2020,
        at_least=[12.5, 13],
        library="pandas",
    )
    assert 12.3 < mean["aggregate"][0] < 13.3
    assert mean["P(≥ 12.5)"][0] > mean["P(≥ 13)"][0]
    bands = tc.band_forecast({2019: [4, 0, 2, 16, 0]}, until=2020, library="pandas").set_index(
        "band"
    )
    assert bands["aggregate"]["10–14"] > 2
    assert tc.event_probability(13, 159, 146, at_least=13) == pytest.approx(0.45, abs=0.03)
    with pytest.raises(tc.InvalidData):
        tc.mean_forecast({2019: 11}, until=2019)


def test_percentages_have_a_rung_of_their_own():
    draw = np.random.Generator(np.random.Philox(4))
    rows = [
        {
            "unit": f"u{i}",
            "year": 2015 + t,
            "value": float(
                100 / (1 + np.exp(-(0.3 * t + 0.1 * draw.standard_normal() - 0.5 + 0.02 * i)))
            ),
        }
        for i in range(20)
        for t in range(5)
    ]
    table = tc.trend(pl.DataFrame(rows), until=2020, threshold=75)
    assert len(table) == 20
    frame = tc.trend(pd.DataFrame(rows), until=2020, threshold=75, library="pandas").set_index(
        "unique_id"
    )
    assert frame["percentage"].between(0, 100).all()
    assert (frame["percentage-lo-90"] < frame["percentage-lo-80"]).all()
    assert frame["P(≥ 75)"]["u19"] > frame["P(≥ 75)"]["u0"]
    with pytest.raises(tc.InvalidData, match="from 0 to 100"):
        tc.trend(pd.DataFrame([{"unit": "a", "year": 2019, "value": 130}]), until=2020)
    with pytest.raises(tc.InvalidData, match="years before 2019"):
        tc.trend(pd.DataFrame([{"unit": "a", "year": 2019, "value": 30}]), until=2019)


def test_projections_have_pictures(frame, model):
    pytest.importorskip("matplotlib").use("Agg")
    outlook = tc.project(model, until=2021, draws=100)
    tested = tc.backtest(frame, draws=50, rungs=["pooled", "full"])
    assert (
        tc.plots.fan(outlook, past={2018: 10.04, 2019: 11.54}).get_ylabel()
        == "Bình quân tiêu chí/xã"
    )
    assert tc.plots.reliability(tested).get_xlabel() == "Xác suất đã nêu"
    assert len(tc.plots.pit(tested, language="en").patches) == 10
    assert len(tc.plots.difficulty(tc.difficulty(frame)).get_yticklabels()) == 19


def test_the_main_job_says_what_can_be_said_and_what_not():
    import os
    import subprocess
    import sys
    from pathlib import Path

    example = Path(__file__).parents[2] / "examples" / "lang_son_outlook.py"
    run = subprocess.run(
        [sys.executable, example],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert run.returncode == 0, run.stderr
    said = run.stdout
    # Figures of a prototype computed apart: P(≥ 12.5) 0.6–0.75, P(12.5–13) 0.13–0.30, P(> 13)
    # 0.4–0.5.
    assert "a total of 2388–2390" in said
    assert "P(≥ 12.5) 0.71, P(12.5–13) 0.21, P(> 13) 0.50" in said
    assert "From the hazard of 2019 alone (13 of 159), 120–146 at risk: P 0.26–0.45." in said
    assert "15 names at 0.9 each: P 0.82" in said
    assert "mean of the 20 border communes" in said.split("Not identified")[1]
    assert "SYNTHETIC province: 207 communes" in said
    assert "rung full" in said


def test_the_command_projects_a_table(tmp_path, frame):
    import json

    from typer.testing import CliRunner

    from tieuchi.cli import app

    table = tmp_path / "verdicts.csv"
    frame.to_csv(table, index=False)
    run = CliRunner().invoke(
        app, ["project", str(table), "--until", "2021", "--draws", "100", "--format", "json"]
    )
    assert run.exit_code == 0, run.output
    said = json.loads(run.stdout)
    assert said["stamp"]["rung"] == "full"
    assert {r["year"] for r in said["forecasts"]} == {2020, 2021}
    shown = CliRunner().invoke(
        app,
        [
            "project",
            str(table),
            "--until",
            "2020",
            "--draws",
            "50",
            "--by",
            "district",
            "--backtest",
        ],
    )
    assert "Outlook 2020–2020, rung full" in shown.stdout
    assert "cover 50/80/90 %" in shown.stdout
    again = CliRunner().invoke(
        app,
        [
            "project",
            str(table),
            "--until",
            "2020",
            "--draws",
            "50",
            "-f",
            "csv",
            "-o",
            str(tmp_path / "o.csv"),
        ],
    )
    assert again.exit_code == 0
    assert (
        (tmp_path / "o.csv").read_text("utf-8").startswith("unique_id,year,metric,full,full-lo-50")
    )


def test_the_command_names_file_and_row_of_every_problem(tmp_path, capsys):
    import sys

    from tieuchi import cli

    def said(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        sys.argv = [
            "tieuchi",
            "project",
            str(path),
            "--until",
            "2021",
            "-f",
            "csv",
            "-o",
            str(tmp_path / "out.csv"),
        ]
        with pytest.raises(SystemExit) as caught:
            cli.main()
        assert caught.value.code == 1
        assert not (tmp_path / "out.csv").exists()
        return capsys.readouterr().err

    bad = said("bad.csv", b'unit,year,1,2\na,2018,1,0\na,2019,x y,"0,5"\nb,20l8,1,1\n')
    assert "bad.csv: row 4: column year" in bad
    assert "bad.csv: row 3: column 1: [TC-C-019] word not known here (a 2019); found: x y" in bad
    assert "bad.csv: row 3: column 2" in bad
    cut = said("cut.csv", b"unit,year,1,2\na,2018,1,0\na,20")
    assert (
        "cut.csv: row 3: [TC-D-020] wrong size; found: 2 cells; expected: 4; is the file cut off?"
        in cut
    )
    assert "a year of four digits" in said("short.csv", b"unit,year,1\na,18,1\n")
    assert "not UTF-8" in said("bytes.csv", b"\xff\xfe\x00")
    assert "empty.csv" in said("empty.csv", b"")


def test_the_cells_of_every_draw_are_what_its_figures_count() -> None:
    outlook = tc.project(
        tc.history(tc.datasets.synthetic_history(70, seed=3, library="pandas")),
        until=2021,
        draws=200,
    )
    for year in (2020, 2021):
        cells = outlook.cells(year)
        assert cells.shape == (200, 19, 70) and cells.dtype == bool
        assert np.allclose(cells.sum((1, 2)) / 70, outlook.draws_of("mean_criteria", year))


def test_recognitions_without_a_registration_list_say_why_they_have_no_figure(frame):
    bare = frame.drop(columns="registered")
    outlook = tc.project(bare, until=2021, draws=100)
    assert not outlook.recognitions_identified
    table = outlook.to_frame(library="pandas")
    told = table.metric.isin(["recognised", "newly_recognised"])
    figures = table.columns.drop(["unique_id", "year", "metric", "why"])
    assert table.loc[told, figures].isna().all(axis=None) and table.loc[~told, figures].notna().all(
        axis=None
    )
    assert table.loc[told, "why"].eq("no registration list: recognitions are not identified").all()
    assert table.loc[~told, "why"].eq("").all()
    assert "2020 newly_recognised: not identified: no registration list" in repr(outlook)
    with pytest.raises(tc.NotEnoughData, match="no registration list"):
        outlook.probability("newly_recognised", at_least=1)
    with pytest.raises(tc.NotEnoughData, match="no registration list"):
        tc.plots.fan(outlook, "recognised")
    row = outlook.probability("vn-lang-son-2020")["newly-recognised"]
    assert (
        row["probability"] is None
        and row["forecast"] is None
        and "no registration list" in row["why"]
    )
    given = tc.project(bare, until=2021, draws=100, registered={2020: list(bare.unit.unique())})
    assert given.recognitions_identified
    assert np.array_equal(given.draws_of("mean_criteria"), outlook.draws_of("mean_criteria"))
    assert tc.project(frame, until=2021, draws=100).recognitions_identified


def test_a_backtest_with_a_missing_cell_scores_what_was_whole_and_says_how_much(frame):
    options = {"rungs": ["persistence", "pooled"], "draws": 50}
    whole = tc.backtest(frame, **options).to_frame("pandas").set_index("rung")
    assert (whole.outcomes == 2).all() and (whole.intervals == 12).all()
    holed = frame.copy()
    holed["7"] = holed["7"].astype(object)
    holed.loc[(holed.year == 2019) & (holed.unit == holed.unit.iloc[0]), "7"] = None
    one = tc.backtest(holed, **options).to_frame("pandas").set_index("rung")
    assert (one.outcomes == 1).all() and (one.intervals == 6).all() and (one.crps_mean > 0).all()
    holed.loc[(holed.year == 2018) & (holed.unit == holed.unit.iloc[0]), "7"] = None
    none = tc.backtest(holed, **options)
    table = none.to_frame("pandas").set_index("rung")
    assert (
        (table.outcomes == 0).all() and table.crps_mean.isna().all() and table.cover_90.isna().all()
    )
    assert table.brier.notna().all()
    outlook = tc.project(tc.fit(frame, rung="pooled"), until=2020, draws=100)
    said = outlook.probability("mean_criteria", at_least=12, tested=none)
    assert said.warning is not None and said.warning.startswith("Not tested")
    other = tc.project(tc.fit(frame, rung="criterion"), until=2020, draws=100)
    assert other.probability("mean_criteria", at_least=12, tested=none).warning.startswith(
        "Not tested"
    )
    assert "Not tested" in repr(none) and "'full'" not in repr(none)
