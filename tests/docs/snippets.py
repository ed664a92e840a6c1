"""What README and docs/ print as code: found here, run by tests.

| language | is |
| --- | --- |
| python, sh | run by tests/python/test_snippets.py: each page in its own folder, in its order |
| cpp | compiled and run by CMake (target page_snippets), against tests/docs/prelude.hpp |
| cmake | configured and built by scripts/consumers.sh against the installed library |
| json | validated against catalog/schema by CTest; the file that the page names, for the others |
| text | what the snippet before it prints; `…` is anything |

A snippet that cannot be run says why in the page, on a line of its own before it: `<!-- not run:
reason -->`. A file that later snippets read is named in the same way: `<!-- file: name -->`.

Usage: snippets.py list                  prints every snippet, and those not run with their reasons
       snippets.py cpp OUT               writes the translation unit of all C++ snippets
       snippets.py outputs EXECUTABLE    runs it and compares what it prints with what the pages
       show
       snippets.py cmake FOLDER          writes the CMake snippets as a project
       snippets.py json FOLDER           writes the JSON snippets under their names
"""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LANGUAGES = ("python", "sh", "cpp", "cmake", "json")


@dataclasses.dataclass(frozen=True)
class Snippet:
    """One fenced block. `line` is that of its first line of code, counted from 1."""

    page: str
    line: int
    language: str
    code: str
    output: str | None = None
    not_run: str | None = None
    file: str | None = None

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def of_page(path: Path) -> list[Snippet]:
    """Every snippet of a page, in its order. Raises ValueError for a fence that does not end or
    says no language.
    """
    page = path.relative_to(ROOT).as_posix()
    found: list[Snippet] = []
    marks: dict[str, str] = {}
    lines = iter(enumerate(path.read_text("utf-8").splitlines(), start=1))
    for number, line in lines:
        if mark := re.fullmatch(r"<!-- (not run|file): (.+) -->", line):
            marks[mark[1]] = mark[2]
        elif line.startswith("```"):
            language, body = line[3:].strip(), []
            for _, inner in lines:
                if inner.startswith("```"):
                    break
                body.append(inner)
            else:
                raise ValueError(f"{page}:{number}: the block does not end")
            code = "\n".join(body) + "\n"
            if language == "text" and found and found[-1].output is None:
                found[-1] = dataclasses.replace(found[-1], output=code)
            elif language in LANGUAGES:
                found.append(
                    Snippet(
                        page,
                        number + 1,
                        language,
                        code,
                        None,
                        marks.get("not run"),
                        marks.get("file"),
                    )
                )
            else:
                raise ValueError(
                    f"{page}:{number}: {language or 'no language'}; known: text after a snippet,"
                    f" {', '.join(LANGUAGES)}"
                )
            marks = {}
        elif line.strip():
            marks = {}
    return found


def every() -> list[Snippet]:
    return [s for page in PAGES for s in of_page(page)]


def same(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; `…` stands for anything, ends of lines for
    themselves.
    """
    parts = [re.escape(p) for p in shown.strip().split("…")]
    return (
        re.fullmatch(
            "(?s:.*?)".join(parts), "\n".join(x.rstrip() for x in printed.strip().splitlines())
        )
        is not None
    )


def translation_unit(snippets: list[Snippet]) -> str:
    """Every C++ snippet as a function; its includes before, its lines under their own names."""
    out = ['#include "docs/prelude.hpp"']
    out += [line for s in snippets for line in s.code.splitlines() if line.startswith("#include")]
    out.append("using namespace prelude;")
    for k, s in enumerate(snippets):
        code = [("" if line.startswith("#include") else line) for line in s.code.splitlines()]
        out += [f"void snippet_{k}() {{", f'#line {s.line} "{s.page}"', *code, "}"]
    out.append("int main() {")
    for k, s in enumerate(snippets):
        out.append(f'  std::cout << "\\n== {s.place}\\n";\n  snippet_{k}();')
    return "\n".join([*out, '  std::cout << "\\n";', "}", ""])


def run_of(language: str) -> list[Snippet]:
    return [s for s in every() if s.language == language and s.not_run is None]


def write_files(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for s in run_of("json"):
        (folder / (s.file or f"line-{s.line}.json")).write_text(s.code, "utf-8")


def _compare(executable: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder))
        done = subprocess.run(
            [Path(executable).resolve()], check=True, stdout=subprocess.PIPE, text=True, cwd=folder
        )
    printed = done.stdout
    sections = dict(part.split("\n", 1) for part in printed.split("\n== ")[1:])
    for s in run_of("cpp"):
        if s.place not in sections:
            yield f"{s.place}: did not run"
        elif s.output is not None and not same(s.output, sections[s.place]):
            yield f"{s.place}: prints\n{sections[s.place]}and not\n{s.output}"


def main(verb: str, out: str = "") -> int:
    if verb == "list":
        for s in every():
            print(f"{s.place} {s.language}" + (f": not run: {s.not_run}" if s.not_run else ""))
    elif verb == "cpp":
        Path(out).write_text(translation_unit(run_of("cpp")), "utf-8")
    elif verb == "outputs":
        wrong = list(_compare(out))
        print("\n".join(wrong) or f"{len(run_of('cpp'))} C++ snippets print what the pages show")
        return len(wrong)
    elif verb == "cmake":
        Path(out).mkdir(parents=True, exist_ok=True)
        code = "".join(s.code for s in run_of("cmake"))
        lead = (
            "cmake_minimum_required(VERSION 3.25)\nproject(mine LANGUAGES C"
            " CXX)\nadd_executable(mine main.cpp)\n"
        )
        (Path(out) / "CMakeLists.txt").write_text(lead + code, "utf-8")
        (Path(out) / "main.cpp").write_text("int main() {}\n", "utf-8")
    elif verb == "json":
        write_files(Path(out))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]) if len(sys.argv) > 1 else main(""))
