#!/usr/bin/env bash
# clang-tidy with .clang-tidy, over the headers and src/. Without arguments: what changed since the commit before the
# last one, or since TIEUCHI_BASE. A changed header is read alone, so it also has to compile alone. With --all: src/
# and every header.
# Usage: tidy.sh [--all]
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" = --all ]; then
  files=$(git ls-files 'src/*.cpp' 'include/*.hpp' 2>/dev/null || find src include -name '*.cpp' -o -name '*.hpp')
else
  if ! git rev-parse -q --verify HEAD~1 >/dev/null 2>&1; then
    echo "No history here: nothing to compare with."
    exit 0
  fi
  files=$(git diff --name-only --diff-filter=d "${TIEUCHI_BASE:-HEAD~1}" -- 'src/*.cpp' 'include/*.hpp')
fi
# src/highs.cpp needs HiGHS's own headers, which Debian 12 lacks.
files=$(grep -v '^src/highs.cpp$' <<<"$files" || true)
[ -n "$files" ] || { echo "No C++ changed."; exit 0; }
bash scripts/setup.sh clang-tidy-14 nlohmann-json3-dev libeigen3-dev libboost-serialization-dev
echo "$(wc -l <<<"$files") files"
export flags='-x c++ -std=c++20 -DTIEUCHI_COMPILED -Iinclude -isystem /usr/include/eigen3'
xargs -P "$(nproc)" -n 1 sh -c \
  'clang-tidy-14 --quiet --warnings-as-errors="*" "$0" -- $flags 2>/dev/null || { echo "^ $0"; exit 1; }' <<<"$files"
