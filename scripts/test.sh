#!/usr/bin/env bash
# The tests: a development build and one with address and undefined-behaviour sanitizers.
# With --all also: thread sanitizer, clang, the release build with its benchmark smoke run, and mutations.
set -euo pipefail
cd "$(dirname "$0")/.."
all=${1:-}
packages=(g++ cmake ninja-build nlohmann-json3-dev libgtest-dev locales python3-minimal python3-jsonschema)
[ "$all" = --all ] && packages+=(clang-14 libclang-rt-14-dev libbenchmark-dev)
bash scripts/setup.sh "${packages[@]}"
mkdir -p build
# The tests run once under vi_VN, whose decimal mark is a comma; the locale is made in build/.
mkdir -p build/locale
[ -d build/locale/vi_VN.utf8 ] || localedef -i vi_VN -f UTF-8 --no-archive build/locale/vi_VN.utf8 >/dev/null 2>&1 || true
export LOCPATH=$PWD/build/locale
presets=(dev asan)
[ "$all" = --all ] && presets+=(tsan clang release)
for preset in "${presets[@]}"; do
  started=$SECONDS
  echo "== $preset: building …"
  if ! { CI=${CI:-OFF} cmake --preset "$preset" && cmake --build "build/$preset"; } >"build/$preset.log" 2>&1; then
    grep -E -A 8 'error|warning|FAILED' "build/$preset.log" | tail -n 60 >&2
    exit 1
  fi
  ctest --test-dir "build/$preset" --output-on-failure
  echo "== $preset: green after $((SECONDS - started)) s"
done
if [ "$all" = --all ]; then
  bash scripts/mutations.sh
  build/release/benchmarks/tieuchi_benchmarks --benchmark_min_time=0.01 --benchmark_filter='/1000$|catalog|explain'
fi
echo "All green. Logs and results lie in build/."
