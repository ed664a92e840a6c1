"""What the library costs a compiler: CPU seconds and peak memory, relative to a file of seven
standard headers.

    python benchmarks/compile_weight.py                                  # all, g++ and clang
    python benchmarks/compile_weight.py 'include/*/assess.hpp' 'src/*'   # a few
    python benchmarks/compile_weight.py --compilers g++ --repeats 1 --build tieuchi_python

A header is compiled as an empty program that includes it, at -O2; a translation unit with the flags
that CMake gives it in a Release build, without precompiled headers. The seven headers are compiled
again before each measurement, so that a busy machine slows both alike; figures are medians of the
repeats. `--way compiled` measures headers as users of tieuchi::compiled see them: bodies left to
the library, no Eigen on the include path. Lines are counted as clang-format prints them. `--build`
builds targets in an empty folder as users do, with precompiled headers, and adds up every compiler
and linker.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SEVEN = ["string", "vector", "map", "optional", "variant", "span", "algorithm"]
EMPTY_MAIN = "int main() {}\n"
# A cache of compilations would measure itself.
ENVIRONMENT = os.environ | {"CCACHE_DISABLE": "1"}


class Cost(NamedTuple):
    cpu_s: float
    peak_mb: float


def run(command: list[str], folder: Path) -> Cost:
    """CPU seconds of the command with all it started, and the peak memory of the largest
    process.
    """
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=output, stderr=output)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            output.seek(0)
            sys.exit(f"{shlex.join(command)}\n{output.read().decode(errors='replace')}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measured(command: list[str], folder: Path, seven: list[str], repeats: int) -> tuple[Cost, Cost]:
    """Medians of the cost, and of the cost relative to the seven headers compiled just before."""
    costs, ratios = [], []
    for _ in range(repeats):
        base, cost = run(seven, folder), run(command, folder)
        costs.append(cost)
        ratios.append(Cost(cost.cpu_s / base.cpu_s, cost.peak_mb / base.peak_mb))
    return _median(costs), _median(ratios)


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def lines_formatted(path: Path) -> int:
    """Lines as clang-format prints them; as they are where there is none."""
    formatter = shutil.which("clang-format-14") or shutil.which("clang-format")
    if formatter is None:
        return path.read_bytes().count(b"\n")
    return subprocess.run([formatter, str(path)], check=True, capture_output=True).stdout.count(
        b"\n"
    )


def configure(compiler: str, folder: Path, precompiled: bool = False) -> Path:
    """Configures everything that can be built here in a folder that is made, and returns it."""
    pybind11 = subprocess.run(
        [sys.executable, "-m", "pybind11", "--cmakedir"], capture_output=True, text=True
    )
    python = [f"-DPython_EXECUTABLE={sys.executable}", f"-Dpybind11_DIR={pybind11.stdout.strip()}"]
    if pybind11.returncode != 0:
        print("pybind11 is not installed here: bindings are left out", file=sys.stderr)
    options = {
        "CMAKE_BUILD_TYPE": "Release",
        "CMAKE_CXX_COMPILER": compiler,
        "CMAKE_CXX_COMPILER_LAUNCHER": "",
        "CMAKE_C_COMPILER_LAUNCHER": "",
        "CMAKE_DISABLE_PRECOMPILE_HEADERS": "OFF" if precompiled else "ON",
        "CMAKE_EXPORT_COMPILE_COMMANDS": "ON",
        "TIEUCHI_BUILD_PYTHON": "OFF" if pybind11.returncode else "ON",
    }
    run(
        ["cmake", "-S", str(ROOT), "-B", str(folder), "-G", "Ninja", *python]
        + [f"-D{name}={value}" for name, value in options.items()],
        ROOT,
    )
    return folder


def units(build: Path) -> dict[str, list[str]]:
    """The command of each translation unit of the repository, its object thrown away, by path."""
    found: dict[str, list[str]] = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = Path(entry["file"])
        if not path.is_relative_to(ROOT) or path.is_relative_to(build):
            continue
        command = shlex.split(entry["command"])
        command[command.index("-o") + 1] = str(build / "thrown_away.o")
        found.setdefault(path.relative_to(ROOT).as_posix(), command)
    return dict(sorted(found.items()))


def headers() -> list[str]:
    """Public headers: what a user may include."""
    found = (p.relative_to(ROOT) for p in ROOT.glob("include/**/*.hpp"))
    return sorted(p.as_posix() for p in found if "detail" not in p.parts)


def header_command(compiler: str, header: str, way: str, source: Path) -> list[str]:
    source.write_text(f'#include "{Path(header).relative_to("include")}"\n{EMPTY_MAIN}')
    options = ["-DTIEUCHI_COMPILED"]
    if way == "header-only":
        eigen = subprocess.run(["pkg-config", "--cflags", "eigen3"], capture_output=True, text=True)
        options = shlex.split(eigen.stdout)
    include = [f"-I{ROOT / 'include'}", *options]
    return [
        compiler,
        "-std=c++20",
        "-O2",
        *include,
        "-c",
        str(source),
        "-o",
        str(source.with_suffix(".o")),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "patterns", nargs="*", default=["*"], help="paths in the repository, as include/*/fit.hpp"
    )
    parser.add_argument("--compilers", nargs="+", default=["g++", "clang++-14"])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument(
        "--way", choices=["header-only", "compiled"], default="header-only", help="of headers"
    )
    parser.add_argument(
        "--build", nargs="+", default=[], metavar="TARGET", help="build these from nothing instead"
    )
    arguments = parser.parse_args()

    def chosen(path: str) -> bool:
        return any(fnmatch.fnmatch(path, pattern) for pattern in arguments.patterns)

    for compiler in arguments.compilers:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            source = folder / "seven.cpp"
            source.write_text("".join(f"#include <{header}>\n" for header in SEVEN) + EMPTY_MAIN)
            seven = [
                compiler,
                "-std=c++20",
                "-O2",
                "-c",
                str(source),
                "-o",
                str(folder / "seven.o"),
            ]
            base = _median([run(seven, folder) for _ in range(arguments.repeats)])
            print(
                f"\n{compiler}, seven standard headers: {base.cpu_s:.2f} s of CPU,"
                f" {base.peak_mb:.0f} MB"
            )

            if arguments.build:
                build = configure(compiler, folder / "build", precompiled=True)
                cost = run(["cmake", "--build", str(build), "--target", *arguments.build], ROOT)
                print(
                    f"{' '.join(arguments.build)}: {cost.cpu_s:.1f} s of CPU"
                    f" ({cost.cpu_s / base.cpu_s:.0f} ×), largest process {cost.peak_mb:.0f} MB"
                    f" ({cost.peak_mb / base.peak_mb:.1f} ×)"
                )
                continue

            print(f"{'':50} {'lines':>6} {'CPU s':>7} {'×':>6} {'MB':>6} {'×':>5}")
            compiled: dict[str, list[str]] = {}
            if any(chosen(str(p.relative_to(ROOT))) for p in ROOT.glob("**/*.cpp")):
                compiled = {
                    f: c
                    for f, c in units(configure(compiler, folder / "build")).items()
                    if chosen(f)
                }
            for path in [*filter(chosen, headers()), *compiled]:
                command = compiled.get(path) or header_command(
                    compiler, path, arguments.way, folder / "header.cpp"
                )
                cost, ratio = measured(command, folder, seven, arguments.repeats)
                print(
                    f"{path:50} {lines_formatted(ROOT / path):6} {cost.cpu_s:7.2f}"
                    f" {ratio.cpu_s:6.1f} {cost.peak_mb:6.0f} {ratio.peak_mb:5.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
