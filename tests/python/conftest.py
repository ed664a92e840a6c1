from __future__ import annotations

import matplotlib
import pandas as pd
import pytest

import tieuchi as tc

matplotlib.use("Agg")


@pytest.fixture(scope="session")
def province() -> tc.datasets.SyntheticProvince:
    return tc.datasets.synthetic_province(60, districts=5, seed=7, library="pandas")


@pytest.fixture(scope="session")
def result(province: tc.datasets.SyntheticProvince) -> tc.Result:
    return judge(province, province.data)


def judge(province: tc.datasets.SyntheticProvince, data: object, **options: object) -> tc.Result:
    """Judge a table of the province as the tests do it everywhere."""
    given = {
        "on": 2020,
        "registry": province.registry,
        "overlays": [province.overlay],
        "provenance": "allow_unverified",
        "source": "SYNTHETIC",
    }
    return tc.assess(province.set_id, data, **(given | options))  # type: ignore[arg-type]


@pytest.fixture
def table(province: tc.datasets.SyntheticProvince) -> pd.DataFrame:
    """A copy that a test may spoil."""
    return province.data.copy()
