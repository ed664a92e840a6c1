#!/usr/bin/env bash
# The tests of a change: format, clang-tidy on what changed, everything in C++ with clang under the address and
# undefined-behaviour sanitizers (pinned numbers and the snippets of the documentation among them), the library as
# other programs use it and the Python package, both with g++.
# With --all also: clang-tidy over everything, C++ with g++ in debug, release and header-only, every header alone, the
# thread sanitizer, every consumer with both compilers, archives across Boost versions, a longer fuzz run, a sample of
# mutations, the benchmarks once.
# Usage: test.sh [--all]
set -euo pipefail
cd "$(dirname "$0")/.."
all=${1:-}
packages=(g++ cmake ninja-build nlohmann-json3-dev libeigen3-dev libboost-serialization-dev libgtest-dev locales
          python3-minimal python3-jsonschema python3-dev python3-venv clang-14 clang-format-14 clang-tidy-14
          libclang-rt-14-dev pkg-config chromium fonts-dejavu-core ccache)
[ "$all" = --all ] && packages+=(libbenchmark-dev)
bash scripts/setup.sh "${packages[@]}"
mkdir -p build
# Some tests run under vi_VN, whose decimal mark is a comma; the locale is made in build/.
mkdir -p build/locale
[ -d build/locale/vi_VN.utf8 ] || localedef -i vi_VN -f UTF-8 --no-archive build/locale/vi_VN.utf8 >/dev/null 2>&1 || true
export LOCPATH=$PWD/build/locale

# stage NAME COMMAND…: says how long it took.
stage() {
  local name=$1 started=$SECONDS
  shift
  echo "== $name …"
  "$@"
  echo "== $name: green after $((SECONDS - started)) s"
}
# preset NAME: builds and runs the C++ tests of one CMake preset.
preset() {
  if ! { CI=${CI:-OFF} cmake --preset "$1" && cmake --build "build/$1"; } >"build/$1.log" 2>&1; then
    grep -E -A 8 'error|warning|FAILED' "build/$1.log" | tail -n 60 >&2
    exit 1
  fi
  ctest --test-dir "build/$1" --output-on-failure -j "$(nproc)"
}
# The library that other programs use is also inside the Python package, compiled with the same options: compile it once.
# A launcher or a cache of one's own is kept.
cached() {
  env CMAKE_CXX_COMPILER_LAUNCHER="${CMAKE_CXX_COMPILER_LAUNCHER-ccache}" CCACHE_DIR="${CCACHE_DIR:-$PWD/build/ccache}" "$@"
}
other_programs() {
  if [ "$all" = --all ]; then
    cached bash scripts/consumers.sh g++ clang++-14
    bash tests/archives/across_boost.sh build/consumers/library
  else
    cached bash scripts/consumers.sh --smoke
  fi
}
# The environment comes first: what only reads the sources needs no compiled part.
python_package() {
  cached bash scripts/python.sh pytest pytest-xdist hypothesis mypy ruff pandas-stubs nbclient nbformat ipykernel playwright
  local venv=build/venv/bin
  "$venv/ruff" check -q .
  "$venv/ruff" format -q --check .
  # Types are checked beside the tests: each keeps one core busy at its end.
  { "$venv/mypy" && MYPYPATH=python "$venv/python" -m mypy.stubtest tieuchi._core --mypy-config-file pyproject.toml \
      --allowlist tests/python/stubtest_allowlist.txt --ignore-unused-allowlist; } >build/types.log 2>&1 &
  local types=$!
  "$venv/python" -m pytest --durations=10 -n "$(nproc)" --dist loadgroup --no-loadscope-reorder
  wait "$types" || { cat build/types.log >&2; return 1; }
  cat build/types.log
}
stage format bash scripts/format.sh --check
if [ "$all" = --all ]; then stage tidy bash scripts/tidy.sh --all; else stage 'tidy on what changed' bash scripts/tidy.sh; fi
stage 'C++ under sanitizers' preset asan
stage 'other programs' other_programs
stage Python python_package
if [ "$all" = --all ]; then
  for name in dev header-only tsan release; do stage "C++, $name" preset "$name"; done
  stage fuzz bash scripts/fuzz.sh 2
  stage mutations python3 scripts/mutations.py --jobs "$(nproc)"
  stage benchmarks build/release/benchmarks/tieuchi_benchmarks --benchmark_min_time=0.01 --benchmark_filter='/1000$|catalog|explain'
fi
echo "All green. Logs and results lie in build/."
