"""The package itself: what importing costs, what the docstrings say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys

import tieuchi


def test_importing_loads_no_heavy_library() -> None:
    heavy = ["pandas", "polars", "pyarrow", "matplotlib", "openpyxl", "narwhals"]
    heavy += ["jinja2", "rich", "typer"]
    program = f"import sys, tieuchi; print(sorted(set(sys.modules) & set({heavy})))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_examples_of_the_docstrings_run() -> None:
    tried = 0
    for found in pkgutil.iter_modules(tieuchi.__path__, "tieuchi."):
        if found.name.endswith(("_core", "__main__", "catalog")):
            continue
        report = doctest.testmod(importlib.import_module(found.name))
        assert report.failed == 0, found.name
        tried += report.attempted
    tried += doctest.testmod(tieuchi).attempted
    assert tried >= 6


def test_everything_public_is_there_and_said() -> None:
    for name in tieuchi.__all__:
        thing = getattr(tieuchi, name)
        assert name.startswith("__") or thing.__doc__, name
