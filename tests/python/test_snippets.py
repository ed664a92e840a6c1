"""README and docs/ do what they print: every Python and shell snippet is run, the others by other
gates (tests/docs/snippets.py), and what pages name exists.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import inspect
import io
import json
import os
import re
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest

import tieuchi as tc

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "docs"))
import snippets  # noqa: E402

EVERY = snippets.every()
HERE = [s for s in EVERY if s.language in ("python", "sh", "json") and s.not_run is None]
#: Snippets that are marked as not run; a new one is added here, with its reason in the page.
NOT_RUN = ["README.md: sh"]
TEXTS = {page: page.read_text("utf-8") for page in snippets.PAGES}
CODE = [
    (page, c)
    for page, text in TEXTS.items()
    for c in re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^```.*?^```", "", text))
]


class Reader:
    """Reads a page as a user does: its snippets in their order, in one folder and one Python
    session.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.names, self.failed = folder, {"__name__": "__main__"}, ""
        self.done: set[snippets.Snippet] = set()
        (folder / "bin").mkdir()
        command = folder / "bin" / "tieuchi"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tieuchi "$@"\n')
        command.chmod(0o755)

    def read(self, snippet: snippets.Snippet) -> None:
        for s in HERE:
            if s.page == snippet.page and s.line <= snippet.line and s not in self.done:
                assert not self.failed, f"{self.failed} comes before and failed"
                self.failed = s.place
                printed = getattr(self, s.language)(s)
                assert s.output is None or snippets.same(s.output, printed), (
                    f"{s.place} prints\n{printed}"
                )
                self.done.add(s)
                self.failed = ""

    def python(self, s: snippets.Snippet) -> str:
        # Lines as in the page, so that a traceback names them.
        tree = ast.increment_lineno(ast.parse(s.code, s.page), s.line - 1)
        out = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out):
            for node in tree.body:
                if isinstance(node, ast.Expr):
                    # What a line gives is shown, as a notebook shows it; printed are only calls of
                    # print.
                    shown = eval(compile(ast.Expression(node.value), s.page, "eval"), self.names)
                    assert shown is None or repr(shown)
                else:
                    exec(compile(ast.Module([node], []), s.page, "exec"), self.names)
        return out.getvalue()

    def sh(self, s: snippets.Snippet) -> str:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {
            **os.environ,
            "PATH": path,
            "PYTHONPATH": str(Path(tc.__file__).parents[1]),
            "COLUMNS": "200",
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", s.code],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (
            f"{s.place}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        )
        return done.stdout

    def json(self, s: snippets.Snippet) -> str:
        json.loads(s.code)
        if s.file is not None:
            (self.folder / s.file).write_text(s.code, "utf-8")
        return ""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return functools.cache(lambda page: Reader(tmp_path_factory.mktemp(Path(page).stem)))


@pytest.mark.parametrize("snippet", HERE, ids=lambda s: s.place)
def test_a_snippet_runs_as_the_page_prints_it(snippet: snippets.Snippet, reader: Any) -> None:
    reader(snippet.page).read(snippet)


def test_snippets_that_are_not_run_are_counted_and_say_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    left_out = [s for s in EVERY if s.not_run is not None]
    with capsys.disabled():
        print(f"\n{len(EVERY)} snippets, {len(left_out)} not run:")
        for s in left_out:
            print(f"  {s.place}: {s.not_run}")
    assert [f"{s.page}: {s.language}" for s in left_out] == NOT_RUN
    assert {s.language for s in EVERY} - {"python", "sh", "json"} <= {
        "cpp",
        "cmake",
    }  # CTest and scripts/consumers.sh


def test_shell_snippets_that_are_not_run_name_scripts_and_options_that_exist() -> None:
    for s in EVERY:
        if s.language == "sh" and s.not_run is not None:
            for script in re.findall(r"scripts/\S+\.sh", s.code):
                assert (ROOT / script).is_file(), f"{s.place}: {script}"
            scripts = "".join(
                (ROOT / x).read_text("utf-8") for x in re.findall(r"scripts/\S+\.sh", s.code)
            )
            for option in re.findall(r"--[a-z-]+", s.code):
                assert option in scripts, f"{s.place}: {option}"


def test_an_extracted_snippet_has_its_place_output_and_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snippets, "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(
        "# A\n\n```python\nprint(1)\n```\n\n```text\n1 …\n```\n\n<!-- not run: slow"
        " -->\n```sh\nsleep 9\n```\n\n<!-- not run: forgotten -->\nA line"
        " between.\n\n```sh\ntrue\n```\n",
        "utf-8",
    )
    first, second, third = snippets.of_page(page)
    assert (first.place, first.language, first.code, first.output) == (
        "page.md:4",
        "python",
        "print(1)\n",
        "1 …\n",
    )
    assert (second.line, second.not_run) == (13, "slow") and third.not_run is None
    assert snippets.same("1 …\n", "1 and more\nlines\n") and not snippets.same("1 …\n", "2\n")
    for wrong in ("```python\n1\n", "```\ntext\n```\n", "```fortran\n```\n"):
        page.write_text(wrong, "utf-8")
        with pytest.raises(ValueError, match=r"page\.md:1"):
            snippets.of_page(page)


def test_a_snippet_that_fails_or_prints_something_else_is_named(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for language, code in (("python", "1 / 0\n"), ("sh", "tieuchi no-such-command\n")):
        wrong = snippets.Snippet("page.md", 7, language, code)
        with pytest.raises((ZeroDivisionError, AssertionError)) as caught:
            getattr(reader, language)(wrong)
        if language == "python":
            assert caught.traceback[-1].lineno == 6 and str(caught.traceback[-1].path).endswith(
                "page.md"
            )


# --- what pages name -----------------------------------------------------------------------------


def test_links_of_pages_lead_somewhere() -> None:
    pages = [*snippets.PAGES, ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


def test_files_that_pages_name_exist() -> None:
    for page, code in CODE:
        for name in re.findall(
            r"(?<![\w/.-])(?:scripts|examples|tests|catalog|packaging|src|python|benchmarks)/[\w./-]*\w",
            code,
        ):
            assert (ROOT / name).exists(), f"{page.name}: {name}"


def test_python_names_and_arguments_that_pages_name_exist() -> None:
    checked = 0
    for page, code in CODE:
        for name, rest in re.findall(
            r"\b(?:tc|tieuchi)\.(?!h(?:pp)?\b)([a-z_]\w*(?:\.\w+)*)(\(.*)?", code
        ):
            thing: Any = tc
            for part in name.split("."):
                assert hasattr(thing, part), f"{page.name}: tc.{name}"
                thing = getattr(thing, part)
            if isinstance(thing, types.BuiltinFunctionType):
                known: Any = re.findall(r"(\w+):", thing.__doc__ or "")
            else:
                known = inspect.signature(thing).parameters if callable(thing) else {}
            for argument in re.findall(r"(?<=[(, ])([a-z_]+)=", rest):
                assert argument in known or "options" in known, (
                    f"{page.name}: {argument}= of tc.{name}"
                )
            checked += 1
    assert checked > 20


def test_commands_and_options_that_pages_name_exist() -> None:
    from typer.main import get_command

    from tieuchi.cli import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    for page, code in CODE:
        said = re.match(r"tieuchi ([a-z]+(?: \| [a-z]+)*)", code)
        for name in re.findall(r"[a-z]+", said[1]) if said else ():
            assert name in commands, f"{page.name}: tieuchi {name}"
        for option in re.findall(r"--[a-z-]+", code) if said else ():
            known = {o for c in commands.values() for p in c.params for o in p.opts} | {"--help"}
            assert option in known, f"{page.name}: {option}"


def test_targets_that_pages_name_are_made_and_installed() -> None:
    made = (ROOT / "CMakeLists.txt").read_text("utf-8")
    installed = (ROOT / "cmake" / "install.cmake").read_text("utf-8")
    for page, code in CODE:
        for name in re.findall(r"(?<!\w)(?:tieuchi)?::([a-z]+)(?!\w|:)", code):
            assert f"add_library(tieuchi::{name} ALIAS" in made, f"{page.name}: tieuchi::{name}"
            assert re.search(rf"tieuchi_component\(.*\btieuchi(_{name})?\b", installed), (
                f"{page.name}: tieuchi::{name}"
            )
