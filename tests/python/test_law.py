"""What overlays change of the law: Python and the command say the same."""

from __future__ import annotations

import csv
import io
import json

import pytest
from conftest import run

import tieuchi as tc


def overlay(instrument: str, issued: str, values: dict[str, float], **more: object) -> tc.Overlay:
    return tc.Overlay.from_json(
        json.dumps(
            {
                "format": "tieuchi-overlay",
                "version": 1,
                "instrument": instrument,
                "set": "vn-commune-2016",
                "kind": "fill",
                "rank": "province",
                "issued": issued,
                "scope": {"within": "S"},
                "values": [
                    {"indicator": i, "values": [v], "status": "verified", "source": "article 1"}
                    for i, v in values.items()
                ],
                **more,
            }
        )
    )


GENERAL = overlay("1/QĐ", "2017-06-01", {"2.1": 70, "2.2": 50})
BORDER = overlay(
    "2/QĐ",
    "2017-01-01",
    {"2.1": 50},
    scope={"within": "S", "attributes": [{"dimension": "border", "code": "yes"}]},
)


def test_the_special_stands_beside_the_general_with_both_texts() -> None:
    moved = tc.legal_difference("vn-commune-2016", [GENERAL, BORDER], on=2020, language="en")
    frame = moved.to_frame("pandas")
    of_mnpb = frame[(frame.stratum == "MNPB") & (frame.indicator == "2.1")]
    assert of_mnpb.within.tolist() == ["S", "S"]
    assert of_mnpb.attributes.fillna("").tolist() == ["", "border=yes"]
    assert of_mnpb.after.tolist() == ["70", "50"]
    assert of_mnpb.after_instrument.tolist() == ["1/QĐ", "2/QĐ"]
    assert of_mnpb.kind.tolist() == ["filled", "filled"]
    assert of_mnpb.before_instrument.isna().all()
    assert len(moved) == len(frame)
    assert "2.1 MNPB {S, border yes}" in str(moved)
    assert moved.stamp["instruments"] == ["1/QĐ", "2/QĐ"]


def test_it_is_of_one_day_and_of_what_was_known() -> None:
    assert len(tc.legal_difference("vn-commune-2016", [GENERAL], on="2017-05-31")) == 0
    late = overlay("1/QĐ", "2017-06-01", {"2.1": 70}, recorded="2019-01-01")
    assert len(tc.legal_difference("vn-commune-2016", [late], on=2020)) > 0
    known = tc.legal_difference("vn-commune-2016", [late], on=2020, known_on="2018-12-31")
    assert len(known) == 0
    none = known.to_frame("polars")
    assert none.shape[0] == 0
    assert (
        none.columns
        == tc.legal_difference("vn-commune-2016", [GENERAL], on=2020).to_frame("polars").columns
    )


def test_what_may_not_stand_is_refused() -> None:
    with pytest.raises(tc.InvalidCriteria, match=r"17\.1"):
        tc.legal_difference(
            "vn-commune-2016", [overlay("3/QĐ", "2018-01-01", {"17.1": 50})], on=2020
        )


def test_the_command_prints_the_same_rows(tmp_path) -> None:
    (tmp_path / "a.json").write_text(GENERAL.to_json(), "utf-8")
    (tmp_path / "b.json").write_text(BORDER.to_json(), "utf-8")
    moved = tc.legal_difference("vn-commune-2016", [GENERAL, BORDER], on=2020)
    assert run(tmp_path, "law", "diff", "a.json", "b.json")[0].strip() == str(moved)
    data = json.loads(run(tmp_path, "law", "diff", "a.json", "b.json", "-f", "json")[0])
    rows = list(
        csv.DictReader(
            io.StringIO(run(tmp_path, "law", "diff", "a.json", "b.json", "-f", "csv")[0])
        )
    )
    assert len(data["changes"]) == len(rows) == len(moved)
    assert data["stamp"] == moved.stamp
    assert [r["after"] for r in rows] == [c["after"] for c in data["changes"]]
    run(tmp_path, "law", "diff", "a.json", "-f", "xlsx", code=2)
    (tmp_path / "c.json").write_text(overlay("3/QĐ", "2018-01-01", {"17.1": 50}).to_json(), "utf-8")
    assert "17.1" in run(tmp_path, "law", "diff", "c.json", code=1)[1]
