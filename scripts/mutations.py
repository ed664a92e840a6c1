#!/usr/bin/env python3
"""Changes the judging code in one place at a time; the tests must notice. Works on a copy in
build/mutations.

Usage: mutations.py [--sample N] [--seed S] [--jobs J] [HEADER…]

Mutants are drawn from the bodies of assessment and criteria, below the rule of a header or in
detail/: comparisons, and/or, constants, negations, ±1, min/max, statements left out. Each is
compiled into its header's own test only; one that survives meets the semantics test, then the laws
and the tests of judging whole tables. Survivors are printed; those with a reason in
tests/mutations.md do not count against the score.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "mutations"
RULE = "// ----"

FOLDERS = (
    "assessment",
    "criteria",
    "detail/assessment",
    "detail/assessment/lower",
    "detail/assessment/op",
    "detail/criteria",
)

#: pattern, replacement
OPERATORS: list[tuple[str, str]] = [
    (r" < (?![a-zA-Z:]+>)", " <= "),
    (r" <= ", " < "),
    (r" > ", " >= "),
    (r" >= ", " > "),
    (r" == ", " != "),
    (r" != ", " == "),
    (r" && ", " || "),
    (r" \|\| ", " && "),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r" \+ 1\b", ""),
    (r" - 1\b", ""),
    (r"std::min\b", "std::max"),
    (r"std::max\b", "std::min"),
    (r"if \(!", "if ("),
    (r"return !", "return "),
    (r"\bcontinue;", ";"),
    (r"possible::met\b", "possible::not_met"),
    (r"Verdict::not_met\b", "Verdict::unknown"),
    (r" \| ", " & "),
    (r" \+= ", " -= "),
]


def mutants(header: Path) -> list[tuple[int, int, str, str, str]]:
    """Line, column, found, replacement and the whole line, for every place that can be changed."""
    found = []
    inside = "detail" in header.parts
    for number, line in enumerate(header.read_text(encoding="utf-8").split("\n")):
        inside = inside or line.startswith(RULE)
        code = line.split("//")[0]
        if (
            not inside
            or "template" in code
            or code.lstrip().startswith(("#", "static_assert"))
            or '"' in code
        ):
            continue
        for pattern, to in OPERATORS:
            for m in re.finditer(pattern, code):
                found.append((number, m.start(), m.group(0), to, line))
    return found


def compiled_and_run(source: Path, folder: Path, tests: list[Path], libraries: list[str]) -> str:
    """Empty if the tests pass; else what noticed."""
    flags = [
        "-std=c++20",
        "-O0",
        "-w",
        "-D_GLIBCXX_ASSERTIONS",
        f'-DTIEUCHI_SOURCE_DIR="{ROOT}"',
        f"-I{source}/include",
        f"-I{source}/tests",
        f"-I{source}/examples",
        "-I/usr/include/eigen3",
    ]
    binary = folder / "tests"
    made = subprocess.run(
        ["clang++-14", *flags, *map(str, tests), *libraries, "-o", str(binary)],
        capture_output=True,
        text=True,
    )
    if made.returncode != 0:
        return "the compiler"
    try:
        ran = subprocess.run(
            [str(binary), "--gtest_brief=1"], capture_output=True, text=True, timeout=120
        )
    except subprocess.TimeoutExpired:
        return "a time limit"
    if ran.returncode == 0:
        return ""
    failed = re.findall(r"^\[  FAILED  \] (\w+\.\w+)", ran.stdout, re.M)
    return failed[0] if failed else "a crash"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("headers", nargs="*")
    asked = parser.parse_args()
    shutil.rmtree(WORK, ignore_errors=True)
    build = WORK / "build"
    subprocess.run(
        [
            "cmake",
            "-S",
            str(ROOT),
            "-B",
            str(build),
            "-G",
            "Ninja",
            "-DCMAKE_BUILD_TYPE=Debug",
            "-DCMAKE_CXX_FLAGS=-O0 -g0",
            "-DTIEUCHI_BUILD_TESTS=OFF",
            "-DTIEUCHI_BUILD_EXAMPLES=OFF",
            "-DTIEUCHI_HEADER_ONLY=ON",  # the mutated body is the test's own
        ],
        check=True,
        capture_output=True,
    )
    targets = ["tieuchi_catalog", "tieuchi_csv", "tieuchi_json", "tieuchi_archive"]
    subprocess.run(
        ["cmake", "--build", str(build), "--target", *targets], check=True, capture_output=True
    )
    libraries = [str(build / f"lib{t}.a") for t in targets] + [
        "-lboost_serialization",
        "-lgtest_main",
        "-lgtest",
        "-lpthread",
    ]
    headers = [
        h for folder in FOLDERS for h in sorted((ROOT / "include/tieuchi" / folder).glob("*.hpp"))
    ]
    headers = [h for h in headers if not asked.headers or h.stem in asked.headers]
    every = [(h, *m) for h in headers for m in mutants(h)]
    chosen = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
    base = WORK / "source"  # as it is now: who edits meanwhile changes no mutant
    for part in ("include", "tests", "examples"):
        shutil.copytree(ROOT / part, base / part)
    known = (ROOT / "tests/mutations.md").read_text(encoding="utf-8")
    print(
        f"{len(every)} mutants in {len(headers)} headers, {len(chosen)} tried (seed {asked.seed})",
        flush=True,
    )

    def attempt(k: int) -> tuple[str, str]:
        header, number, column, found, to, line = chosen[k]
        folder = WORK / f"mutant{k}"
        source = folder / "source"
        shutil.copytree(base, source)
        mutated = source / header.relative_to(ROOT)
        lines = mutated.read_text(encoding="utf-8").split("\n")
        lines[number] = line[:column] + to + line[column + len(found) :]
        mutated.write_text("\n".join(lines), encoding="utf-8")
        tests_of = source / "tests"
        own = tests_of / header.parent.name / f"{header.stem}_test.cpp"
        if header.parent.name in ("lower", "op"):
            own = tests_of / "assessment/plan_test.cpp"
        stages = [
            *([[own]] if own.exists() else []),
            [tests_of / "assessment/semantics_test.cpp"],
            [tests_of / "laws/blocks_test.cpp", tests_of / "laws/one_algebra_test.cpp"],
            [
                tests_of / "laws/laws_test.cpp",
                tests_of / "assessment/assess_test.cpp",
                tests_of / "assessment/unit_judge_test.cpp",
                tests_of / "catalog/catalog_test.cpp",
            ],
        ]
        noticed = ""
        for tests in stages:
            noticed = compiled_and_run(source, folder, tests, libraries)
            if noticed:
                break
        shutil.rmtree(folder)
        name = (
            f"{header.parent.name}/{header.name}:{number + 1}: {line.strip()[:110]} |"
            f" {found.strip()} → {to.strip() or 'nothing'}"
        )
        return name, noticed

    killed = excused = 0
    survivors = []
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
        for name, noticed in pool.map(attempt, range(len(chosen))):
            body = name.split(": ", 1)[1]
            reason = not noticed and f"`{body}`" in known
            survived = "survives, with a reason" if reason else "SURVIVED"
            print(f"{name}: {'noticed by ' + noticed if noticed else survived}", flush=True)
            killed += bool(noticed)
            excused += reason
            if not noticed and not reason:
                survivors.append(name)
    score = killed / max(1, len(chosen) - excused)
    print(
        f"score {100 * score:.1f} %: {killed} noticed of {len(chosen)}, {excused} equivalent or"
        f" excused, {len(survivors)} survived"
    )
    return 0 if score >= 0.9 else 1


if __name__ == "__main__":
    sys.exit(main())
