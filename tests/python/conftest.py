from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import matplotlib
import pandas as pd
import pytest

import tieuchi as tc

matplotlib.use("Agg")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "xdist_group(name): run by one process of pytest-xdist")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Share tests out to the processes of `-n`: those of a file, which share its fixtures, go to
    one; each notebook stands alone and comes first, since the notebooks take longest.
    """
    items.sort(key=lambda item: item.path.name != "test_notebooks.py")
    for item in items:
        if item.path.name != "test_notebooks.py":
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def run(folder: Path, *arguments: str, code: int = 0) -> tuple[str, str]:
    """What the command `tieuchi` prints on stdout and stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "tieuchi", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == code, (done.stdout[-500:], done.stderr[-2000:])
    return done.stdout, done.stderr


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
