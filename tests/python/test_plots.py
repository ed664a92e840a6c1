"""Plots return their Axes and show what the result says."""

from __future__ import annotations

import pytest
from conftest import judge
from matplotlib import pyplot

import tieuchi as tc
from tieuchi import plots


@pytest.fixture(autouse=True)
def close():
    yield
    pyplot.close("all")


def test_the_matrix_shows_every_cell_by_symbol(result) -> None:
    ax = plots.matrix(result, most=20)
    symbols = [t.get_text() for t in ax.texts]
    assert len(symbols) == 20 * 19 and set(symbols) <= set(plots.SYMBOLS)
    assert "GIẢ LẬP" in ax.get_title() and "+40" in ax.get_title()
    met = result.to_frame().sort_values("met_least").met_least.iloc[-1]
    assert symbols[:19].count("✓") == met


def test_bands_add_up(result, province) -> None:
    other = judge(
        province, tc.datasets.synthetic_province(60, districts=5, seed=8, library="pandas").data
    )
    ax = plots.bands(result, other, na_count="drop")
    solid = [p.get_width() for p in ax.patches[:5]]
    assert solid == result.roll_up("province", na_count="drop").total["band_least"]


def test_attainment_is_sorted_hardest_first(result) -> None:
    ax = plots.attainment(result)
    widths = [p.get_width() for p in ax.patches[:19]]
    assert widths == sorted(widths)


def test_gaps_progress_and_maps(result, tmp_path) -> None:
    assert len(plots.gaps(result, "17.1").patches) == min(
        40, (result.gaps().indicator == "17.1").sum()
    )
    with pytest.raises(KeyError, match="99"):
        plots.gaps(result, "99")
    ax = plots.progress({2018: 10.04, 2019: 11.54}, {2019: 11.5, 2020: (12.5, 13.0)})
    assert "12.5–13" in [t.get_text() for t in ax.texts]
    tiles = plots.district_map(result, na_count="drop")
    assert sum("giả lập" in t.get_text() for t in tiles.texts) == 5
    square = [[0, 0], [1, 0], [1, 1], [0, 0]]
    shapes = {
        "features": [
            {
                "properties": {"code": f"SD0{i}"},
                "geometry": {"type": "Polygon", "coordinates": [square]},
            }
            for i in range(1, 6)
        ]
    }
    drawn = plots.district_map(result, na_count="drop", geojson=shapes)
    assert len(drawn.patches) == 5
    with pytest.raises(KeyError, match="SD05"):
        plots.district_map(result, na_count="drop", geojson={"features": shapes["features"][:4]})


def test_an_axes_given_is_the_axes_returned(result) -> None:
    _, ax = pyplot.subplots()
    assert plots.attainment(result, ax=ax) is ax
