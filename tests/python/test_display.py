"""What a notebook and a terminal show."""

from __future__ import annotations

import html.parser
import re

import pandas as pd

import tieuchi as tc


class Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)
        self.depth += tag not in ("br",)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1


def test_html_is_closed_escaped_and_the_same_every_time() -> None:
    registry = tc.Registry(
        [tc.Unit("<b>", names=["<script>alert(1)</script>"], strata=[("region", "MNPB")])]
    )
    r = tc.assess(
        "vn-commune-2016",
        {"unit": ["<b>"], "labour.trained_share": [10.0]},
        on=2020,
        registry=registry,
    )
    for view in (
        r._repr_html_(),
        r.explain("<b>", "14.3")._repr_html_(),
        r.roll_up(na_count="drop")._repr_html_(),
    ):
        tags = Tags()
        tags.feed(view)
        assert tags.depth == 0 and not {"script", "b"} & set(tags.names) - {"b"}
        assert "<script" not in view and " id=" not in view
    assert r._repr_html_() == r._repr_html_()
    assert "not met" in r._repr_html_() and "✗" in r._repr_html_()


def test_long_tables_are_cut_with_a_count(result) -> None:
    assert "… 40 more units" in repr(result) and "… 40 more units" in result._repr_html_()
    assert repr(result).startswith(
        "vn-commune-2016 (1980/QĐ-TTg), 2020-12-31, unverified thresholds ALLOWED"
    )


def test_synthetic_data_is_called_so_everywhere(result) -> None:
    assert result.synthetic
    assert "SYNTHETIC" in repr(result) and "SYNTHETIC" in result._repr_html_()
    assert "SYNTHETIC" in repr(tc.datasets.synthetic_province(5, seed=1))


def test_the_real_figures_keep_their_sources() -> None:
    for name in ("langson_series", "commune_criteria_counts", "commune_criterion_verdicts"):
        frame = tc.datasets.load(name, "pandas")
        assert isinstance(frame, pd.DataFrame) and (frame.source.str.len() > 5).all()


def test_a_seed_makes_the_same_province() -> None:
    one, two = (tc.datasets.synthetic_province(30, seed=5, library="pandas") for _ in range(2))
    pd.testing.assert_frame_equal(one.data, two.data)
    assert re.search("giả lập", one.data.name.iloc[0])
