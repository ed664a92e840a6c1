"""The notebooks run from start to end, and what is saved in them is what a run gives."""

from __future__ import annotations

from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "examples" / "notebooks").glob("*.ipynb"))


def said(cell: dict) -> list[str]:
    """Texts of the outputs of a cell; of a picture only that there is one."""
    out = []
    for o in cell["outputs"]:
        if o["output_type"] == "stream" and o["name"] == "stderr":
            continue
        data = o.get("data", {})
        out.append(
            "picture" if "image/png" in data else o.get("text") or data.get("text/plain", "")
        )
    return out


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_says_what_it_said(path) -> None:
    import nbclient
    import nbformat

    saved = nbformat.read(path, as_version=4)
    again = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(again, timeout=120, kernel_name="python3").execute()
    for before, after in zip(saved.cells, again.cells, strict=True):
        if before.cell_type == "code":
            assert said(after) == said(before), before.source
    assert NOTEBOOKS
