#!/usr/bin/env bash
# The tests: everything in C++ with clang under the address and undefined-behaviour sanitizers, the library as other
# programs use it and the Python package with g++, a short fuzz run. With --all also: everything in C++ with g++,
# compiled and header-only, the thread sanitizer, the release build with its benchmark smoke run, every consumer, and mutations.
set -euo pipefail
cd "$(dirname "$0")/.."
all=${1:-}
packages=(g++ cmake ninja-build nlohmann-json3-dev libeigen3-dev libboost-serialization-dev libgtest-dev locales python3-minimal
          python3-jsonschema clang-14 libclang-rt-14-dev pkg-config)
[ "$all" = --all ] && packages+=(libbenchmark-dev)
bash scripts/setup.sh "${packages[@]}"
mkdir -p build
# The tests run once under vi_VN, whose decimal mark is a comma; the locale is made in build/.
mkdir -p build/locale
[ -d build/locale/vi_VN.utf8 ] || localedef -i vi_VN -f UTF-8 --no-archive build/locale/vi_VN.utf8 >/dev/null 2>&1 || true
export LOCPATH=$PWD/build/locale
green() { echo "== $1: green after $((SECONDS - started)) s"; }
presets=(asan)
[ "$all" = --all ] && presets+=(dev header-only tsan release)
for preset in "${presets[@]}"; do
  started=$SECONDS
  echo "== $preset: building …"
  if ! { CI=${CI:-OFF} cmake --preset "$preset" && cmake --build "build/$preset"; } >"build/$preset.log" 2>&1; then
    grep -E -A 8 'error|warning|FAILED' "build/$preset.log" | tail -n 60 >&2
    exit 1
  fi
  ctest --test-dir "build/$preset" --output-on-failure -j "$(nproc)"
  green "$preset"
done
started=$SECONDS
echo "== other programs: building …"
if [ "$all" = --all ]; then bash scripts/consumers.sh g++ clang++-14; else bash scripts/consumers.sh --smoke; fi
bash tests/archives/across_boost.sh build/consumers/library
green 'other programs'
started=$SECONDS
echo "== fuzz: building …"
bash scripts/fuzz.sh 0.15
green fuzz
started=$SECONDS
echo "== python: building …"
# The report is opened in a real browser; fonts for what it prints.
bash scripts/setup.sh chromium fonts-dejavu-core
bash scripts/python.sh pytest hypothesis mypy ruff pandas-stubs nbclient nbformat ipykernel playwright
venv=build/venv/bin
"$venv/ruff" check -q python tests/python tests/docs scripts benchmarks examples/*.py tests/consumer/python
"$venv/ruff" format -q --check python tests/python tests/docs scripts tests/consumer/python
"$venv/mypy"
MYPYPATH=python "$venv/python" -m mypy.stubtest tieuchi._core --mypy-config-file pyproject.toml \
  --allowlist tests/python/stubtest_allowlist.txt --ignore-unused-allowlist
"$venv/python" -m pytest
green python
if [ "$all" = --all ]; then
  python3 scripts/mutations.py
  build/release/benchmarks/tieuchi_benchmarks --benchmark_min_time=0.01 --benchmark_filter='/1000$|catalog|explain'
fi
echo "All green. Logs and results lie in build/."
