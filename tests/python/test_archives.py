"""Archives from Python: files, pickles and copies are the same bytes as those of C++ and C."""

import copy
import os
import pickle
from pathlib import Path

import pytest

import tieuchi as tc
from tieuchi import _core

ARCHIVES = Path(__file__).parents[1] / "archives"


@pytest.fixture(scope="module")
def model() -> tc.Model:
    return tc.load(ARCHIVES / "0.1.0" / "model.tieuchi")


def test_saving_then_loading_is_the_identity(tmp_path, model) -> None:
    things = [tc.catalog.criteria_set("vn-commune-2016"), tc.catalog.programme("vn-lang-son-2020"), model]
    for thing in things:
        path = tc.save(thing, tmp_path / "thing.tieuchi", force=True)
        again = tc.load(path)
        assert type(again) is type(thing)
        assert tc.save(again, tmp_path / "again.tieuchi", force=True).read_bytes() == path.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["again.tieuchi", "thing.tieuchi"]


def test_files_of_every_release_load() -> None:
    files = sorted(ARCHIVES.rglob("*.tieuchi"))
    assert len(files) >= 11
    for path in files:
        kind = _core.archive_kind(path.read_bytes(), str(path))
        assert kind == path.stem
        if kind in ("assessment", "outlook", "panel", "work_plan"):
            with pytest.raises(TypeError, match="only C"):
                tc.load(path)
        else:
            tc.load(path)


def test_a_loaded_model_projects_the_same(model) -> None:
    again = pickle.loads(pickle.dumps(model))
    first, second = (tc.project(m, until=2021, draws=100, seed=5) for m in (model, again))
    assert first._core.to_archive() == second._core.to_archive()
    assert copy.deepcopy(first._core).to_archive() == first._core.to_archive()


def test_pickles_and_copies_are_archive_bytes() -> None:
    criteria = tc.catalog.criteria_set("vn-commune-2016")
    assert criteria.to_archive() in pickle.dumps(criteria)
    assert copy.copy(criteria) == criteria == copy.deepcopy(criteria)
    overlay_bytes = (ARCHIVES / "0.1.0" / "overlay.tieuchi").read_bytes()
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


def test_files_are_not_replaced_unless_asked_and_never_half_written(tmp_path, model, monkeypatch) -> None:
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
