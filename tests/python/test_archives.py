"""Archives from Python: files, pickles and copies are the same bytes as those of C++ and C."""

import base64
import copy
import json
import os
import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import judge

import tieuchi as tc
from tieuchi import _core, archiving

ARCHIVES = Path(__file__).parents[1] / "archives"


@pytest.fixture(scope="module")
def model() -> tc.Model:
    return tc.load(ARCHIVES / "0.1.0" / "model.tieuchi")


def test_saving_then_loading_is_the_identity(tmp_path, model) -> None:
    things = [
        tc.catalog.criteria_set("vn-commune-2016"),
        tc.catalog.programme("vn-lang-son-2020"),
        model,
    ]
    for thing in things:
        path = tc.save(thing, tmp_path / "thing.tieuchi", force=True)
        again = tc.load(path)
        assert type(again) is type(thing)
        assert (
            tc.save(again, tmp_path / "again.tieuchi", force=True).read_bytes() == path.read_bytes()
        )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["again.tieuchi", "thing.tieuchi"]


def test_files_of_every_release_load_with_what_they_refer_to() -> None:
    files = sorted(ARCHIVES.rglob("*.tieuchi"))
    assert len(files) >= 2 * 12 - 1  # format 1 had no bundles
    for path in files:
        kind = _core.archive_kind(path.read_bytes(), str(path))
        assert kind == path.stem
        needed = {"assessment": "registry", "panel": "registry", "work_plan": "works"}.get(kind)
        if needed is None:
            tc.load(path)
            continue
        with pytest.raises(TypeError, match=f"give {needed}="):
            tc.load(path)
        other = "works" if needed == "works" else "registry"
        assert tc.load(path, **{needed: tc.load(path.with_name(f"{other}.tieuchi"))}) is not None


def test_what_cpp_saved_says_what_it_can_and_why_not_the_rest() -> None:
    folder = ARCHIVES / "0.1.0"
    registry = tc.load(folder / "registry.tieuchi")
    result = tc.load(folder / "assessment.tieuchi", registry=registry)
    assert len(result) == 70 and result.criteria.id == "test-all-kinds" and result.synthetic
    assert result.roll_up("district", na_count="deem_met").total["units"] == 70
    with pytest.raises(tc.InvalidData, match="fingerprint"):
        result.explain("06001", "1.1")
    panel = tc.load(folder / "panel.tieuchi", registry=registry)
    assert len(panel.units) == 70 and len(panel.columns) == 20 and panel.notes == ["đọc từ tệp thử"]
    outlook = tc.load(folder / "outlook.tieuchi")
    p = outlook.probability("mean_criteria", at_least=2)
    assert 0 <= p <= 1 and p.without_shocks is None
    assert repr(tc.programme_table("vn-lang-son-2020", outlook=outlook))
    with pytest.raises(ValueError, match="without its model"):
        tc.works(outlook, {})
    plan = tc.load(folder / "work_plan.tieuchi", works=tc.load(folder / "works.tieuchi"))
    assert plan.cost_vnd == 3.5 and not plan.proved and len(plan.to_frame()) == 2
    few = tc.registry({"unit": ["06000"]})
    for name in ("assessment", "panel"):
        with pytest.raises(tc.ArchiveError, match="registry of 1"):
            tc.load(folder / f"{name}.tieuchi", registry=few)
    with pytest.raises(tc.ArchiveError, match="works of a list of 1"):
        tc.load(
            folder / "work_plan.tieuchi",
            works={"unit": ["A"], "criterion": ["1"], "cost_vnd": [1.0]},
        )


def saved_again(thing: object, folder: Path) -> object:
    """Loads what was saved, and holds that saving that again gives the same bytes."""
    first, second = folder / "first.tieuchi", folder / "second.tieuchi"
    tc.save(thing, first, force=True)
    again = tc.load(first)
    assert type(again) is type(thing)
    assert tc.save(again, second, force=True).read_bytes() == first.read_bytes()
    return again


def test_a_saved_result_is_the_same_and_explains_itself(tmp_path, province) -> None:
    declared = {"unit": ["S001", "S002"], "criterion": ["19", "19"], "verdict": ["met", "not_met"]}
    counts = {"unit": ["S003"], "least": [12], "most": [15]}
    result = judge(province, province.data, declared=declared, counts=counts)
    again = saved_again(result, tmp_path)
    assert again == result and (again.cells() == result.cells()).all()
    assert (
        again.units == result.units and again.names == result.names and again.notes == result.notes
    )
    assert (again.on, again.provenance, again.criteria) == (
        result.on,
        result.provenance,
        result.criteria,
    )
    assert again.synthetic and repr(again) == repr(result)
    for indicator in ("17.1", "1.1"):
        assert str(again.explain("S007", indicator, "vi")) == str(
            result.explain("S007", indicator, "vi")
        )
    for table in ("gaps", "conflicts", "blockers", "coverage", "recognise"):
        assert getattr(again, table)().equals(getattr(result, table)()), table
    assert tc.difference(result, again).cells().empty
    for copied in (pickle.loads(pickle.dumps(result)), pickle.loads(pickle.dumps(again))):
        assert copied == result and copied.synthetic
        assert str(copied.explain("S007", "17.1")) == str(result.explain("S007", "17.1"))


def test_counts_of_earlier_files_have_one_byte_a_unit(province) -> None:
    counts = {"unit": ["S003"], "least": [12], "most": [15]}
    result = judge(province, province.data, counts=counts)
    parts = dict(archiving._parts_of_result(result))
    declared = json.loads(parts["declared"])
    for at in (1, 2):
        wide = np.frombuffer(base64.b64decode(declared["counts"][0][at]), "<u2")
        narrow = wide.astype(np.uint8).tobytes()
        declared["counts"][0][at] = base64.b64encode(narrow).decode()
    parts["declared"] = json.dumps(declared).encode()
    again = archiving._unbundled(_core.bundle_archive("result", list(parts.items())), "earlier")
    assert again == result
    assert again.gaps().equals(result.gaps())


def test_a_declared_number_above_255_is_kept(tmp_path) -> None:
    set_ = json.loads(tc.catalog.criteria_set("vn-commune-2016").to_json())
    first = set_["criteria"][0]
    indicator = first["indicators"][0]
    set_["criteria"] = [
        {
            **first,
            "number": str(c + 1),
            "indicators": [{**indicator, "number": f"{c + 1}.1"}],
        }
        for c in range(300)
    ]
    wide = tc.CriteriaSet.from_json(json.dumps(set_))
    registry = tc.registry({"unit": ["A", "B"], "region": ["MNPB", "MNPB"]}, dimensions=["region"])
    counts = {"unit": ["A", "B"], "least": [256, 300], "most": [280, 300]}
    result = tc.assess(wide, None, counts=counts, registry=registry, on=2020)
    again = saved_again(result, tmp_path)
    for held in (result, again):
        frame = held.to_frame()
        assert frame["met_least"].tolist() == [256, 300]
        assert frame["met_most"].tolist() == [280, 300]


def test_a_saved_result_of_stated_verdicts_alone_is_the_same(tmp_path) -> None:
    declared = {"unit": ["A", "B"], "criterion": ["1", "1"], "verdict": ["met", "not_met"]}
    registry = tc.registry({"unit": ["A", "B"], "region": ["MNPB", "MNPB"]}, dimensions=["region"])
    result = tc.assess("vn-commune-2016", None, declared=declared, registry=registry, on=2020)
    again = saved_again(result, tmp_path)
    assert again == result and again.verdict("A", "1") == tc.Verdict.met


def test_a_saved_outlook_answers_as_before_with_shocks_off_too(tmp_path, model) -> None:
    past = model.history
    units, criteria = past.units, past.criteria
    outlook = tc.project(
        model,
        until=past.years[-1] + 2,
        draws=80,
        seed=3,
        recognised=iter(units[:4]),
        registered={past.years[-1] + 1: iter(units[:9])},
        population=iter(units[:30]),
        works=[(units[0], criteria[1], past.years[-1] + 1, 0.5)],
        evidence=[("mean_criteria", past.years[-1] + 1, 0, 5), ((0, 5), past.years[-1] + 1, 0, 99)],
    )
    again = saved_again(outlook, tmp_path)
    asked = {"metric": "recognised", "at_least": 5}
    first, second = outlook.probability(**asked), again.probability(**asked)
    assert repr(first) == repr(second) and first.without_shocks is not None
    assert repr(again) == repr(outlook) and again.stamp == outlook.stamp
    pd.testing.assert_frame_equal(again.to_frame("unit"), outlook.to_frame("unit"))


def test_iterators_given_to_project_hold_with_shocks_off_too(model) -> None:
    past = model.history
    given = {"until": past.years[-1] + 1, "draws": 80, "seed": 3}
    asked = {"metric": "recognised", "at_least": 6}
    lists = tc.project(model, recognised=past.units[:6], population=past.units[:20], **given)
    iterators = tc.project(
        model, recognised=iter(past.units[:6]), population=iter(past.units[:20]), **given
    )
    assert repr(iterators.probability(**asked)) == repr(lists.probability(**asked))


def test_a_saved_plan_is_the_same_with_its_works_and_its_source(tmp_path, result) -> None:
    works = tc.works(result, tc.datasets.synthetic_costs())
    years = {2021: 60e9, 2022: 60e9}
    by_year = tc.prioritise(
        result,
        works=works.head(30),
        budget_vnd=years,
        caps=[{"fund": "SYNTHETIC: capital", "amount_vnd": 90e9}],
        gap=0.01,
    )
    for plan in (
        tc.prioritise(result, works=works, budget_vnd=60e9),
        tc.prioritise(works=works, budget_vnd=60e9),
        by_year,
    ):
        again = saved_again(plan, tmp_path)
        assert repr(again) == repr(plan) and again.asked == plan.asked
        pd.testing.assert_frame_equal(again.to_frame(), plan.to_frame())
        pd.testing.assert_frame_equal(
            again.roadmap(from_year=2021).to_frame(), plan.roadmap(from_year=2021).to_frame()
        )


def test_a_saved_plan_for_a_chance_keeps_it(tmp_path, model) -> None:
    outlook = tc.project(model, until=model.history.years[-1] + 1, draws=100, seed=2)
    works = tc.works(outlook, dict.fromkeys(model.history.criteria, 1e9))
    plan = tc.chance_plan(outlook, works=works, at_least=1, chance=0.5, metric="recognised")
    again = saved_again(plan, tmp_path)
    assert repr(again) == repr(plan) and repr(again.chance) == repr(plan.chance)


def test_works_are_saved_as_the_list_that_prioritise_takes(tmp_path, result) -> None:
    works = tc.works(result, tc.datasets.synthetic_costs())
    again = tc.load(tc.save(works, tmp_path / "works.tieuchi"))
    assert len(again) == len(works) > 0
    same = {"budget_vnd": 60e9}
    pd.testing.assert_frame_equal(
        tc.prioritise(works=again, **same).to_frame(), tc.prioritise(works=works, **same).to_frame()
    )
    with pytest.raises(
        TypeError, match=r"no archive holds a DataFrame; archives hold: .*a frame of works"
    ):
        tc.save(works.drop(columns="cost_vnd"), tmp_path / "no.tieuchi")


def test_a_saved_panel_is_judged_to_the_same_verdicts(tmp_path, province, result) -> None:
    assert (tc.load(tc.save(result, tmp_path / "r.tieuchi")).cells() == result.cells()).all()
    tc.save(result._table, tmp_path / "panel.tieuchi")
    assert (
        judge(province, tc.load(tmp_path / "panel.tieuchi", registry=province.registry)).hash()
        == result.hash()
    )


@pytest.mark.parametrize("part", ["assessment", "registry", "panel", "declared"])
def test_a_bundle_whose_parts_do_not_fit_together_is_refused(
    tmp_path, part, province, result
) -> None:
    """A right checksum over wrong parts: another province's, none, or a text that is not JSON."""
    holds, parts = _core.bundle_of_archive(tc.save(result, tmp_path / "r.tieuchi").read_bytes())
    small = tc.datasets.synthetic_province(3, seed=1, library="pandas")
    _, others = _core.bundle_of_archive(
        tc.save(judge(small, small.data), tmp_path / "s.tieuchi").read_bytes()
    )
    for wrong in (others[part] if part != "declared" else b"[]", None, b"{"):
        forged = [
            (k, v if k != part else wrong)
            for k, v in parts.items()
            if k != part or wrong is not None
        ]
        (tmp_path / "forged.tieuchi").write_bytes(_core.bundle_archive(holds, forged))
        with pytest.raises(tc.ArchiveError, match=r"forged\.tieuchi") as caught:
            tc.load(tmp_path / "forged.tieuchi")
        assert caught.value.records[0]["id"] in ("TC-A-001", "TC-A-003", "TC-A-004")
    (tmp_path / "forged.tieuchi").write_bytes(_core.bundle_archive("a dream", list(parts.items())))
    with pytest.raises(tc.ArchiveError, match="a dream"):
        tc.load(tmp_path / "forged.tieuchi")


def test_a_loaded_model_projects_the_same(model) -> None:
    again = pickle.loads(pickle.dumps(model))
    first, second = (tc.project(m, until=2021, draws=100, seed=5) for m in (model, again))
    assert first._core.to_archive() == second._core.to_archive()
    assert copy.deepcopy(first._core).to_archive() == first._core.to_archive()


def test_pickles_and_copies_are_archive_bytes() -> None:
    criteria = tc.catalog.criteria_set("vn-commune-2016")
    assert criteria.to_archive() in pickle.dumps(criteria)
    assert copy.copy(criteria) == criteria == copy.deepcopy(criteria)
    overlay_bytes = (ARCHIVES / "format-2" / "overlay.tieuchi").read_bytes()
    assert _core.Overlay.from_archive(overlay_bytes).to_archive() == overlay_bytes


def test_damage_is_named_with_its_file(tmp_path, model) -> None:
    path = tc.save(model, tmp_path / "m.tieuchi")
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(tc.ArchiveError, match=r"TC-A-004.*damaged") as caught:
        tc.load(path)
    assert isinstance(caught.value, ValueError)
    assert caught.value.records[0]["file"] == str(path)
    path.write_bytes(b"tieuchi-archive 99 model 1 0\n")
    with pytest.raises(tc.ArchiveError, match="format 99"):
        tc.load(path)
    path.write_text("unit,value\n1,2\n")
    with pytest.raises(tc.ArchiveError, match="TC-A-001"):
        tc.load(path)


def test_files_are_not_replaced_unless_asked_and_never_half_written(
    tmp_path, model, monkeypatch
) -> None:
    path = tc.save(model, tmp_path / "m.tieuchi")
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        tc.save(model, path)

    def fails(part: str, target: str) -> None:
        raise OSError(28, "No space left on device", target)

    monkeypatch.setattr(_core, "put_in_place", fails)
    with pytest.raises(OSError, match="No space left"):
        tc.save(tc.catalog.criteria_set("vn-commune-2016"), path, force=True)
    assert path.read_bytes() == before and os.listdir(tmp_path) == ["m.tieuchi"]
    monkeypatch.undo()
    with pytest.raises(OSError, match="No such file"):
        _core.put_in_place(str(tmp_path / "nothing"), str(path))
    with pytest.raises(TypeError, match="no archive holds a dict"):
        tc.save({}, tmp_path / "d")
