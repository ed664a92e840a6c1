#!/usr/bin/env bash
# Fuzzes everything that reads what strangers send: builds with clang, runs every target for MINUTES each (on
# a growing copy of its corpus), one per core, prints a table. Ends with 1 if anything was found. With --fast without
# sanitizers: five times as many executions, and only what aborts, hangs or trips an assertion is found.
# Usage: fuzz.sh [--fast] MINUTES [TARGET…]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=fuzz
[ "${1:-}" = --fast ] && preset=fuzz-fast && shift
minutes=${1:?minutes a target}
shift
seconds=$(awk "BEGIN {print int(60 * $minutes)}")
bash scripts/setup.sh clang-14 libclang-rt-14-dev cmake ninja-build nlohmann-json3-dev libeigen3-dev libboost-serialization-dev
out=build/$preset
mkdir -p "$out"
if ! { CI=${CI:-OFF} cmake --preset "$preset" && cmake --build "$out"; } >"$out/build.log" 2>&1; then
  grep -E -A 8 'error|warning' "$out/build.log" | tail -n 60 >&2
  exit 1
fi
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for binary in "$out"/tests/fuzz/fuzz_*; do [ -x "$binary" ] && targets+=("${binary##*/fuzz_}"); done
fi
# one TARGET: fuzzes it, says how it went in a line of the table.
one() {
  local work=$out/$1 options runs n
  mkdir -p "$work/corpus" "$work/findings"
  options=(-max_total_time="$seconds" -max_len=4096 -timeout=20 -malloc_limit_mb=64 -print_final_stats=1 -verbosity=0
           -artifact_prefix="$work/findings/")
  [[ $1 == json* ]] && options+=(-dict=tests/fuzz/json.dict)
  "$out/tests/fuzz/fuzz_$1" "${options[@]}" "$work/corpus" "tests/fuzz/corpus/$1" >"$work/log" 2>&1 || true
  stat() { sed -n "s/^stat::$1: *//p" "$work/log" | tail -n 1; }
  runs=$(stat number_of_executed_units)
  n=$(find "$work/findings" -type f | wc -l)
  printf '%-16s %14s %10s %10s %9s\n' "$1" "${runs:-failed}" "$seconds" "$(stat average_exec_per_sec)" "$n"
  [ "$n" -eq 0 ] && [ -n "$runs" ]
}
export -f one
export out seconds
printf '%-16s %14s %10s %10s %9s\n' target executions seconds 'a second' findings
found=0
printf '%s\0' "${targets[@]}" | xargs -0 -P "$(nproc)" -I{} bash -c 'one "$1"' _ {} || found=1
[ $found -eq 0 ] || echo "Findings and logs lie in $out/TARGET/." >&2
exit $found
